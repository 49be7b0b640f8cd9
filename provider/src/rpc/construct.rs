//! `Construct`: registers a component and its resources.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;

use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Checked, Model, Problem, Severity, Specialised, check_inputs, specialise};
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
use crate::session::Session;
use crate::slots::Slots;
use crate::{defaults, engine, inputs, registration, status};

/// Checks the inputs, registers the component and its resources, and hands back the outputs.
///
/// Nothing is registered before the inputs are in order.
pub(super) async fn construct(
    parts: &Parts,
    peer: Option<SocketAddr>,
    mut request: ConstructRequest,
) -> Result<ConstructResponse, Status> {
    let model = parts.models.find(&request.r#type).ok_or_else(|| {
        Status::unknown(format!("unknown resource type {}; update the plugin", request.r#type))
    })?;
    let session = parts.sessions.find(peer);
    let mut inputs = value::decode(request.inputs.take().unwrap_or_default())
        .map_err(|error| status::of_decode(&error))?;
    inputs::remove_internals(&mut inputs);
    inputs::trace(&mut inputs, std::mem::take(&mut request.input_dependencies));

    let plan = Plan::new(model, &inputs, request.dry_run)?;
    let monitor = parts.monitors.get(&request.monitor_endpoint, session.engine.as_deref()).await;
    let monitor = monitor.map_err(status::of_monitor)?;
    let construction =
        Construction { request: &request, inputs: &inputs, plan: &plan, session: &session };
    construction.run(parts, model, &monitor).await
}

/// What a component with given inputs consists of.
struct Plan {
    /// Resources and outputs; `None` as long as an input that decides about resources or makes them is unknown.
    component: Option<Specialised>,
    /// URNs of resources without which the component would have another shape.
    origins: BTreeSet<String>,
    facts: BTreeSet<facts::FactAt>,
    slots: Slots,
    /// Inputs of the graph.
    inputs: Properties,
    warnings: Vec<Problem>,
}

impl Plan {
    fn new(model: &Model, inputs: &Properties, dry_run: bool) -> Result<Self, Status> {
        let slots = Slots::of(model, inputs);
        let is_own = |name: &str| !slots.has_input(name);
        let mut given = inputs::given(inputs);
        given.retain(|(name, _)| is_own(name));
        let mut checked = check_inputs(model, &given, &PULUMI);
        drop(given);
        let undecided = undecided(&checked, dry_run);
        let decided = undecided.is_empty() && !checked.has_errors();
        let component = decided.then(|| specialise(model, &checked.inputs)).transpose();
        let component = component.unwrap_or_else(|problems| {
            checked.problems.extend(problems);
            None
        });
        checked.problems.extend(undecided);
        let unplaced = component.as_ref().map(|component| slots.check(component, dry_run));
        let unplaced = unplaced.unwrap_or_default();
        let component = component.filter(|_| unplaced.is_empty());
        checked.problems.extend(unplaced);
        if let Some(status) = status::of_problems(&checked.problems, inputs) {
            return Err(status);
        }
        // Only what passes the check is worth a copy.
        let mut own = inputs.clone();
        own.retain(|name, _| is_own(name));
        let facts = component.as_ref().map(facts::mentioned).unwrap_or_default();
        let decided = checked.decided.iter();
        let origins = decided.flat_map(|path| inputs::find(&own, path).dependencies).collect();
        defaults::fill(&model.inputs, &mut own);
        Ok(Self { component, origins, facts, slots, inputs: own, warnings: checked.problems })
    }
}

/// A problem for each input that decides which resources there are and is unknown: a warning in a preview,
/// an error otherwise.
fn undecided(checked: &Checked, dry_run: bool) -> Vec<Problem> {
    let problem = |path: &Arc<privatelink_ir::Path>| {
        let (severity, message) = if dry_run {
            let message = "determines which resources exist but is not known yet, so this preview leaves them out";
            (Severity::Warning, message)
        } else {
            (Severity::Error, "determines which resources exist but is not known yet")
        };
        let help = "give a value that does not come from another resource";
        let id = "input/undecided";
        Problem { severity, ..Problem::error(id, path.to_string(), message, help) }
    };
    checked.undecided.iter().map(problem).collect()
}

struct Construction<'a> {
    request: &'a ConstructRequest,
    inputs: &'a Properties,
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
        let (urn, slots, facts) = self.begin(monitor).await?;
        let problems = self.plan.warnings.iter().map(ToString::to_string).collect();
        let (Walked { outputs, warnings }, ()) =
            tokio::try_join!(self.outputs(parts, model, &urn, (&slots, &facts), monitor), async {
                self.warn(&urn, problems).await;
                Ok::<(), Status>(())
            },)?;
        self.warn(&urn, warnings).await;
        let request = RegisterResourceOutputsRequest {
            urn: urn.clone(),
            outputs: Some(value::encode_state(&outputs)),
        };
        let completed = monitor.register_outputs(request).await;
        let purpose = format!("complete `{}`", self.request.name);
        completed.map_err(|error| status::of_call(&error, &purpose))?;
        Ok(self.response(urn, &outputs))
    }

    /// Registers the component itself, makes the providers that it has to make, and asks for facts.
    async fn begin(
        &self,
        monitor: &impl Monitor,
    ) -> Result<(String, Cow<'_, Slots>, Facts), Status> {
        let version = &self.session.cloud_version;
        let (places, slots) = (self.plan.facts.clone(), &self.plan.slots);
        let to_make = self.plan.component.as_ref().map(|component| slots.to_make(component));
        let to_make = to_make.unwrap_or_default();
        if !to_make.is_empty() {
            let urn = self.register(monitor).await?;
            let with = Configured { request: self.request, urn: &urn, version };
            let slots = slots.make(to_make, with, monitor).await?;
            let facts = facts::ask(places, self.request, &slots, version, monitor).await?;
            return Ok((urn, Cow::Owned(slots), facts));
        }
        // Facts do not depend on the component, so asking for them takes no time of its own. If that fails, the
        // registration is still waited for: the engine must not see one of a component that has ended.
        let (urn, facts) = tokio::try_join!(self.register(monitor), async {
            Ok(facts::ask(places, self.request, slots, version, monitor).await)
        })?;
        Ok((urn, Cow::Borrowed(slots), facts?))
    }

    /// Registers the component itself and returns its URN.
    async fn register(&self, monitor: &impl Monitor) -> Result<String, Status> {
        let name = &self.request.name;
        let answer = monitor.register(registration::of_component(self.request, self.inputs)).await;
        let answer =
            answer.map_err(|error| status::of_call(&error, &format!("register `{name}`")))?;
        if answer.result() == Outcome::Success {
            Ok(answer.urn)
        } else {
            Err(Status::aborted(format!("`{name}` failed; fix the error reported for it")))
        }
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
            let inputs = self.inputs.values();
            inputs.for_each(|input| input.collect_dependencies(&mut unknown.dependencies));
            let names = model.outputs.iter().map(|output| output.name.to_owned());
            let outputs = names.map(|name| (name, unknown.clone())).collect();
            Walked { outputs, warnings: Vec::new() }
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
        let plan = Plan::new(model, &inputs, false).unwrap();
        let request = ConstructRequest { name: "shop".to_owned(), ..ConstructRequest::default() };
        let session = Session::default();
        let construction =
            Construction { request: &request, inputs: &inputs, plan: &plan, session: &session };
        let monitor = Slow::default();
        let begin = Instant::now();
        construction.run(&parts, model, &monitor).await.unwrap();
        let chains = monitor.0.lock().unwrap();
        let longest = chains.values().max().copied().unwrap();
        assert!(longest >= 4 && chains.len() > 10, "{chains:?}");
        assert_eq!(begin.elapsed().as_secs(), longest, "{chains:?}");
    }
}
