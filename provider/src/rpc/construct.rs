//! `Construct`: registers a component and its resources.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use privatelink_ir::Model;
use privatelink_wire::prost_types::Struct;
use privatelink_wire::pulumi::construct_response::PropertyDependencies;
use privatelink_wire::pulumi::{
    ConstructRequest, ConstructResponse, RegisterResourceOutputsRequest, Result as Outcome,
};
use privatelink_wire::value::{self, Output, Properties};
use tonic::Status;

use super::Parts;
use crate::configured::Configured;
use crate::facts::{self, Facts};
use crate::interpret::{Interpreter, Walked};
use crate::monitor::Monitor;
use crate::plan::Plan;
use crate::session::Session;
use crate::slots::Slots;
use crate::{aliases, aside, changed, engine, notes, registration, status};

/// Checks the inputs, registers the component and its resources, and hands back the outputs.
///
/// Nothing is registered before the inputs are in order.
pub(super) async fn construct(
    parts: &Arc<Parts>,
    peer: Option<SocketAddr>,
    mut request: ConstructRequest,
) -> Result<ConstructResponse, Status> {
    let model = find(parts, &request.r#type)?;
    let session = parts.sessions.find(peer, &request.monitor_endpoint);
    let inputs = request.inputs.take().unwrap_or_default();
    let size = value::size(&inputs);
    let beside = std::mem::take(&mut request.input_dependencies);
    let (held, token) = (Arc::clone(parts), request.r#type.clone());
    let read = move || Plan::read(find(&held, &token)?, inputs, beside);
    let plan = aside::run(size, read).await?;
    let monitor = parts.monitors.get(&request.monitor_endpoint, session.engine.as_deref()).await;
    let monitor = monitor.map_err(status::of_monitor)?;
    let construction = Construction { request: &request, plan: &plan, session: &session };
    construction.run(parts, model, &monitor).await
}

/// The component behind a type token.
fn find<'a>(parts: &'a Parts, token: &str) -> Result<&'a Model, Status> {
    let unknown = || Status::unknown(format!("unknown resource type {token}; update the plugin"));
    parts.models.find(token).ok_or_else(unknown)
}

/// A component that the engine knows.
struct Registration {
    urn: String,
    /// The run is limited to others: the component is new, and not made.
    is_left_out: bool,
    /// What it waits for failed, so nothing of it is made or changed.
    has_failed: bool,
}

struct Construction<'a> {
    request: &'a ConstructRequest,
    plan: &'a Plan,
    session: &'a Session,
}

impl Construction<'_> {
    async fn run(
        &self,
        parts: &Parts,
        model: &Model,
        monitor: &impl Monitor,
    ) -> Result<ConstructResponse, Status> {
        let (component, slots, facts) = self.begin(model, monitor).await?;
        // The engine removes what is there and not registered, unless nothing of the component can be there.
        let may_leave_out = self.request.dry_run || component.is_left_out;
        if let Some(refusal) = self.plan.refusal().filter(|_| !may_leave_out) {
            return Err(refusal);
        }
        let urn = component.urn;
        let mut warnings = self.plan.warnings(if self.request.dry_run { "preview" } else { "run" });
        warnings.extend(notes::of_options(self.request));
        let version = parts.package.version;
        warnings.extend(changed::of_defaults(&model.inputs, &self.plan.given, version));
        let (walked, ()) =
            tokio::try_join!(self.outputs(parts, model, &urn, (&slots, &facts), monitor), async {
                self.warn(&urn, warnings).await;
                Ok::<(), Status>(())
            },)?;
        let Walked { outputs, mut warnings, left_to_engine } = walked;
        let (version, own) = (&self.session.cloud_version, parts.package.name);
        let note = notes::of_version(left_to_engine.as_ref(), version, own, monitor).await;
        warnings.extend(note);
        self.warn(&urn, warnings).await;
        if !component.has_failed {
            let request = RegisterResourceOutputsRequest {
                urn: urn.clone(),
                outputs: Some(self.state(&outputs)),
            };
            let completed = monitor.register_outputs(request).await;
            let purpose = format!("complete `{}`", self.request.name);
            completed.map_err(|error| status::of_call(&error, &purpose))?;
        }
        Ok(self.response(urn, &outputs))
    }

    /// What is kept of the outputs: in a preview all, and otherwise what is known.
    fn state(&self, outputs: &Properties) -> Struct {
        if self.request.dry_run || !outputs.values().any(Output::contains_unknown) {
            return value::encode_state(outputs);
        }
        let known = outputs.iter().filter(|(_, output)| !output.contains_unknown());
        let known = known.map(|(name, output)| (name.clone(), output.clone())).collect();
        value::encode_state(&known)
    }

    /// Registers the component itself, makes the providers that it has to make, and asks for facts.
    async fn begin(
        &self,
        model: &Model,
        monitor: &impl Monitor,
    ) -> Result<(Registration, Cow<'_, Slots>, Facts), Status> {
        let version = &self.session.cloud_version;
        let (places, slots) = (self.plan.facts.clone(), &self.plan.slots);
        let to_make = self.plan.component.as_ref().map(|component| slots.to_make(component));
        let to_make = to_make.unwrap_or_default();
        if !to_make.is_empty() {
            let component = self.register(model, monitor).await?;
            let with = Configured { request: self.request, urn: &component.urn, version };
            let slots = slots.make(to_make, with, monitor).await?;
            let facts = facts::ask(places, self.request, &slots, version, monitor).await?;
            return Ok((component, Cow::Owned(slots), facts));
        }
        // Facts do not depend on the component, so asking for them takes no time of its own. If that fails, the
        // registration is still waited for: the engine must not see one of a component that has ended.
        let (component, facts) = tokio::try_join!(self.register(model, monitor), async {
            Ok(facts::ask(places, self.request, slots, version, monitor).await)
        })?;
        Ok((component, Cow::Borrowed(slots), facts?))
    }

    /// Registers the component itself.
    async fn register(
        &self,
        model: &Model,
        monitor: &impl Monitor,
    ) -> Result<Registration, Status> {
        let name = &self.request.name;
        let aliases = aliases::of_component(self.request, model);
        let request = registration::of_component(self.request, aliases, &self.plan.given);
        let answer = monitor.register(request).await;
        let answer =
            answer.map_err(|error| status::of_call(&error, &format!("register `{name}`")))?;
        let has_failed = answer.result() != Outcome::Success;
        if answer.urn.is_empty() {
            return Err(Status::aborted(format!("`{name}` failed; fix the error reported for it")));
        }
        Ok(Registration { urn: answer.urn, is_left_out: answer.unknown, has_failed })
    }

    /// Registers the resources and computes the outputs of the component.
    async fn outputs(
        &self,
        parts: &Parts,
        model: &Model,
        urn: &str,
        (slots, facts): (&Slots, &Facts),
        monitor: &impl Monitor,
    ) -> Result<Walked, Status> {
        let mut walked = if let Some(component) = &self.plan.component {
            let interpreter = Interpreter {
                request: self.request,
                urn,
                component,
                origins: &self.plan.origins,
                inputs: &self.plan.inputs,
                facts,
                slots,
                kinds: parts.package.kinds,
                version: &self.session.cloud_version,
            };
            interpreter.run(monitor).await?
        } else {
            let mut unknown = Output::unknown();
            let inputs = self.plan.given.values();
            inputs.for_each(|input| input.collect_dependencies(&mut unknown.dependencies));
            let names = model.outputs.iter().map(|output| output.name.to_owned());
            let outputs = names.map(|name| (name, unknown.clone())).collect();
            Walked { outputs, warnings: Vec::new(), left_to_engine: None }
        };
        for name in &self.request.additional_secret_outputs {
            if let Some(output) = walked.outputs.get_mut(name) {
                output.secret = true;
            }
        }
        Ok(walked)
    }

    async fn warn(&self, urn: &str, warnings: Vec<String>) {
        engine::warn(self.session.engine.as_deref(), urn, warnings).await;
    }

    fn response(&self, urn: String, outputs: &Properties) -> ConstructResponse {
        if self.request.accepts_output_values {
            let state = Some(value::encode_outputs(outputs));
            return ConstructResponse { urn, state, state_dependencies: BTreeMap::new() };
        }
        let dependencies = outputs.iter().map(|(name, output)| {
            let urns = output.all_dependencies().into_iter().collect();
            (name.clone(), PropertyDependencies { urns })
        });
        let state = Some(value::encode_state(outputs));
        ConstructResponse { urn, state, state_dependencies: dependencies.collect() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use privatelink_wire::pulumi::{
        RegisterResourceRequest, RegisterResourceResponse, ResourceInvokeRequest,
        ResourceInvokeResponse,
    };
    use privatelink_wire::value::Value;
    use serde_json::json;
    use tokio::time::{Instant, sleep};

    use super::*;
    use crate::inputs;
    use crate::monitor::Monitors;
    use crate::package::{Models, Package};
    use crate::session::Sessions;

    const SECOND: Duration = Duration::from_secs(1);

    /// A monitor that takes a second for everything, and knows how many registrations led to each resource.
    #[derive(Debug, Clone, Default)]
    struct Slow(Arc<Mutex<BTreeMap<String, u64>>>);

    impl Monitor for Slow {
        async fn register(
            &self,
            request: RegisterResourceRequest,
        ) -> Result<RegisterResourceResponse, Status> {
            {
                let mut chains = self.0.lock().unwrap();
                let before = request.dependencies.iter().chain([&request.parent]);
                let longest = before.filter_map(|urn| chains.get(urn)).max().copied().unwrap_or(0);
                chains.insert(request.name.clone(), longest + 1);
            }
            sleep(SECOND).await;
            let (urn, id, object) = (request.name.clone(), request.name, request.object);
            Ok(RegisterResourceResponse { urn, id, object, ..RegisterResourceResponse::default() })
        }

        async fn register_outputs(&self, _: RegisterResourceOutputsRequest) -> Result<(), Status> {
            Ok(())
        }

        async fn invoke(&self, _: ResourceInvokeRequest) -> Result<ResourceInvokeResponse, Status> {
            sleep(SECOND).await;
            let facts = ["region", "accountId", "partition"];
            let facts = facts.map(|name| (name.to_owned(), Output::known("known"))).into();
            let r#return = Some(value::encode_state(&facts));
            Ok(ResourceInvokeResponse { r#return, ..ResourceInvokeResponse::default() })
        }

        fn gates_functions(&self) -> bool {
            false
        }

        fn is_first(&self) -> bool {
            false
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_component_takes_as_long_as_its_longest_chain() {
        let package = Package {
            name: "privatelink",
            version: "0.0.0",
            schema: "",
            components: privatelink_components::COMPONENTS,
            functions: &[],
            kinds: privatelink_catalog::find,
        };
        let (sessions, monitors) = (Sessions::default(), Monitors::default());
        let parts = Parts { package, models: Models::new(package), sessions, monitors };
        let model = parts.models.find("privatelink:index:PrivateLinkService").unwrap();
        let listener = |port| json!({ "port": port, "targetType": "ip", "targets": { "a": { "id": "10.0.0.10" } } });
        let given = json!({
            "name": "shop",
            "vpcId": "vpc-0a1b2c3d",
            "loadBalancer": { "subnets": { "use1-az1": { "subnetId": "subnet-0a1b2c3d" } } },
            "listeners": { "http": listener(80), "https": listener(443) },
            "allowedPrincipals": ["*"],
        });
        let Some(Value::Object(inputs)) = inputs::from_constant(&given.into()).value else {
            panic!()
        };
        let plan = Plan::new(model, inputs).unwrap();
        let request = ConstructRequest { name: "shop".to_owned(), ..ConstructRequest::default() };
        let session = Session::default();
        let construction = Construction { request: &request, plan: &plan, session: &session };
        let monitor = Slow::default();
        let begin = Instant::now();
        construction.run(&parts, model, &monitor).await.unwrap();
        let chains = monitor.0.lock().unwrap();
        let longest = chains.values().max().copied().unwrap();
        assert!(longest >= 4 && chains.len() > 10, "{chains:?}");
        assert_eq!(begin.elapsed().as_secs(), longest, "{chains:?}");
    }
}
