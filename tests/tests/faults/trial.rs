//! Constructs a component while calls are broken.

use std::sync::Arc;
use std::time::Duration;

use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, request};
use privatelink_wire::pulumi::{ConstructRequest, ConstructResponse, LogRequest, PluginAttach};
use privatelink_wire::transport;
use tonic::Status;

use crate::case::{Case, NAME, PACKAGE};
use crate::fault::Fault;
use crate::relay::{Asked, Call, Plan, Relay};

/// After this time a component hangs. No measure of time: everything else takes milliseconds.
const HANGS: Duration = Duration::from_mins(1);

/// What came of a component.
pub(crate) struct Came {
    pub(crate) preview: bool,
    /// The answer, or none if there was none.
    pub(crate) answer: Option<Result<ConstructResponse, Status>>,
    pub(crate) asked: Vec<Asked>,
    /// Messages for the user.
    pub(crate) logs: Vec<LogRequest>,
}

/// A plan without faults.
pub(crate) fn peace() -> Plan {
    Arc::new(|_| None)
}

/// A plan that breaks one call.
pub(crate) fn only(broken: &Call, fault: Fault) -> Plan {
    let broken = broken.clone();
    Arc::new(move |call| (*call == broken).then_some(fault))
}

/// Starts a plugin that engines attach to, one after another: whatever one of them does, the next finds it at work.
pub(crate) async fn plugin() -> Plugin {
    Plugin::start(PACKAGE, None).await.unwrap()
}

/// Constructs a component for an engine of its own.
pub(crate) async fn construct(plugin: &Plugin, case: &Case, preview: bool, plan: Plan) -> Came {
    let behaviour = if preview { Behaviour::preview() } else { Behaviour::default() };
    let engine = FakeEngine::start(behaviour).await.unwrap();
    let relay = Relay::to(engine.address(), plan).await;
    // Each engine has a connection of its own, and is asked through the relay, as its monitor is.
    let mut client = transport::provider_client(transport::connect(&plugin.address).unwrap());
    client.attach(PluginAttach { address: relay.address.clone() }).await.unwrap();
    let request = ConstructRequest {
        monitor_endpoint: relay.address.clone(),
        ..request(&engine, &case.token, NAME, &case.inputs)
    };
    let answer = tokio::time::timeout(HANGS, client.construct(request)).await;
    let answer = answer.ok().map(|answer| answer.map(tonic::Response::into_inner));
    Came { preview, answer, asked: relay.asked(), logs: engine.recording().logs }
}
