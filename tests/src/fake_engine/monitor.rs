//! The resource monitor of a fake engine.

use privatelink_wire::pulumi::resource_monitor_server::ResourceMonitor;
use privatelink_wire::pulumi::{
    DeploymentInfo, RegisterResourceOutputsRequest, RegisterResourceRequest,
    RegisterResourceResponse, ResourceInvokeRequest, ResourceInvokeResponse,
    ResourceMonitorFeature as Feature, Result as Outcome, SupportsFeatureRequest,
    SupportsFeatureResponse,
};
use tonic::{Request, Response, Status};

use super::{Failure, Shared, Version, answers};

/// Features of the engine, and what they were called when an engine told one at a time.
const FEATURES: [(Feature, &str); 5] = [
    (Feature::Secrets, "secrets"),
    (Feature::ResourceReferences, "resourceReferences"),
    (Feature::OutputValues, "outputValues"),
    (Feature::AliasSpecs, "aliasSpecs"),
    // Never told one at a time.
    (Feature::InvokeDependsOn, "invokeDependsOn"),
];

/// Counts a registration while it is under way.
struct UnderWay<'a> {
    shared: &'a Shared,
    answered: bool,
}

impl<'a> UnderWay<'a> {
    fn begin(shared: &'a Shared, request: &RegisterResourceRequest) -> Self {
        shared.record(|recording| {
            recording.registrations.push(request.clone());
            recording.under_way += 1;
            recording.peak = recording.peak.max(recording.under_way);
        });
        Self { shared, answered: false }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.shared.record(|recording| {
            recording.under_way -= 1;
            recording.abandoned += usize::from(!self.answered);
        });
    }
}

impl Shared {
    /// Whether the engine skips a resource, because it or what it is part of depends on what failed.
    fn waits_for_a_failure(&self, request: &RegisterResourceRequest) -> bool {
        let of_properties = request.property_dependencies.values().flat_map(|on| &on.urns);
        let mut all = request.dependencies.iter().chain(of_properties).chain([&request.parent]);
        self.record(|recording| all.any(|urn| recording.failed.contains(urn)))
    }

    /// The answer for a resource that is not made or changed. One that is there keeps its id.
    fn failed(
        &self,
        request: &RegisterResourceRequest,
        outcome: Outcome,
    ) -> RegisterResourceResponse {
        let (urn, name) = (answers::urn(request), &request.name);
        self.record(|recording| recording.failed.insert(urn.clone()));
        let is_there = self.behaviour.attributes.contains_key(name);
        let id = if is_there { format!("{name}.id") } else { String::new() };
        RegisterResourceResponse { urn, id, result: outcome.into(), ..Default::default() }
    }
}

#[tonic::async_trait]
impl ResourceMonitor for Shared {
    async fn get_deployment_info(
        &self,
        _: Request<()>,
    ) -> Result<Response<DeploymentInfo>, Status> {
        self.record(|recording| recording.questions += 1);
        if self.behaviour.version < Version::TELLS_FEATURES {
            return Err(Status::unimplemented("unknown method GetDeploymentInfo"));
        }
        let gates = self.behaviour.version >= Version::GATES_FUNCTIONS;
        let is_there = |feature: &Feature| gates || *feature != Feature::InvokeDependsOn;
        let has = FEATURES.iter().filter(|(feature, _)| is_there(feature));
        let has = has.filter(|(_, name)| !self.behaviour.lacks.contains(*name));
        Ok(Response::new(DeploymentInfo {
            project: "app".to_owned(),
            stack: "dev".to_owned(),
            organization: "organization".to_owned(),
            dry_run: self.behaviour.preview,
            supported_features: has.map(|(feature, _)| i32::from(*feature)).collect(),
            ..DeploymentInfo::default()
        }))
    }

    async fn supports_feature(
        &self,
        request: Request<SupportsFeatureRequest>,
    ) -> Result<Response<SupportsFeatureResponse>, Status> {
        self.record(|recording| recording.questions += 1);
        let has_support = !self.behaviour.lacks.contains(&request.into_inner().id);
        Ok(Response::new(SupportsFeatureResponse { has_support }))
    }

    async fn register_resource(
        &self,
        request: Request<RegisterResourceRequest>,
    ) -> Result<Response<RegisterResourceResponse>, Status> {
        let request = request.into_inner();
        let mut under_way = UnderWay::begin(self, &request);
        tokio::time::sleep(self.behaviour.delay).await;
        let failure = self.behaviour.failures.get(&request.name);
        let answer = match failure {
            None if self.waits_for_a_failure(&request) => Ok(self.failed(&request, Outcome::Skip)),
            None => Ok(answers::registered(&self.behaviour, &request)),
            Some(Failure::Outcome(outcome)) => Ok(self.failed(&request, *outcome)),
            Some(Failure::Status(code, message)) => Err(Status::new(*code, *message)),
            Some(Failure::Never) => std::future::pending().await,
        };
        under_way.answered = true;
        answer.map(Response::new)
    }

    async fn register_resource_outputs(
        &self,
        request: Request<RegisterResourceOutputsRequest>,
    ) -> Result<Response<()>, Status> {
        let request = request.into_inner();
        let is_pending = self.record(|recording| {
            let urn = &request.urn;
            let twice = recording.outputs.iter().any(|known| known.urn == *urn);
            let is_pending = !twice && !recording.failed.contains(urn);
            recording.outputs.push(request);
            is_pending
        });
        if !is_pending {
            return Err(Status::unknown(
                "cannot complete a resource whose registration isn't pending",
            ));
        }
        Ok(Response::new(()))
    }

    async fn invoke(
        &self,
        request: Request<ResourceInvokeRequest>,
    ) -> Result<Response<ResourceInvokeResponse>, Status> {
        let request = request.into_inner();
        if request.tok == "pulumi:pulumi:getResource" {
            let answer = answers::known(&self.behaviour, &request)?;
            self.record(|recording| recording.asked_about.push(answer.0));
            return Ok(Response::new(answer.1));
        }
        let answer = answers::invoked(&self.behaviour, &request);
        self.record(|recording| recording.invokes.push(request));
        tokio::time::sleep(self.behaviour.delay).await;
        answer.map(Response::new)
    }
}
