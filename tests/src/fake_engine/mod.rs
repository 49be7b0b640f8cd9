//! An engine that runs no program: it records what a component registers and answers as told.
//!
//! A real gRPC server on the loopback interface, so that everything between the plugin and the engine is
//! tested except the engine. A whole deployment takes milliseconds.

mod answers;
mod behaviour;
mod link;
mod monitor;
mod plugin;

pub use answers::{inputs, made_up};
pub use behaviour::{Behaviour, Failure, Refusal, Version};
pub use link::Link;
pub use plugin::{Plugin, request};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use privatelink_wire::pulumi::engine_server::Engine;
use privatelink_wire::pulumi::{
    LogRequest, RegisterResourceOutputsRequest, RegisterResourceRequest,
    RequirePulumiVersionRequest, RequirePulumiVersionResponse, ResourceInvokeRequest,
};
use privatelink_wire::transport;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::{Request, Response, Status};

/// What an engine was asked, in the order in which it was.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// Resources, the component first.
    pub registrations: Vec<RegisterResourceRequest>,
    /// Components that were completed.
    pub outputs: Vec<RegisterResourceOutputsRequest>,
    /// Functions that were called, without the engine's own.
    pub invokes: Vec<ResourceInvokeRequest>,
    /// URNs of resources that the engine was asked about.
    pub asked_about: Vec<String>,
    /// Messages for the user.
    pub logs: Vec<LogRequest>,
    /// Questions about features.
    pub questions: usize,
    /// Versions that were required, as ranges.
    pub required: Vec<String>,
    /// Registrations that were abandoned by the plugin.
    pub abandoned: usize,
    /// Registrations that were under way at the same time, at most.
    pub peak: usize,
    /// URNs of what failed, or was skipped because of it.
    pub failed: BTreeSet<String>,
    under_way: usize,
}

impl Recording {
    /// The resource of this name.
    pub fn find(&self, name: &str) -> Option<&RegisterResourceRequest> {
        self.registrations.iter().find(|request| request.name == name)
    }

    /// Names of all resources, in the order in which they were registered.
    pub fn names(&self) -> Vec<&str> {
        self.registrations.iter().map(|request| request.name.as_str()).collect()
    }

    /// Resources in the longest chain in which each one waits for the one before, parents included.
    pub fn longest_chain(&self) -> usize {
        let mut lengths = BTreeMap::new();
        // What a resource waits for was registered before it.
        for request in &self.registrations {
            let before = request.dependencies.iter().chain([&request.parent]);
            let longest = before.filter_map(|urn| lengths.get(urn)).max().copied().unwrap_or(0);
            lengths.insert(answers::urn(request), longest + 1);
        }
        lengths.into_values().max().unwrap_or(0)
    }
}

/// A running engine. It ends when it is dropped.
#[derive(Debug)]
pub struct FakeEngine {
    address: String,
    shared: Shared,
    server: JoinHandle<()>,
}

/// What the services of one engine share.
#[derive(Debug, Clone)]
struct Shared {
    behaviour: Arc<Behaviour>,
    recording: Arc<Mutex<Recording>>,
}

impl Shared {
    fn record<T>(&self, change: impl FnOnce(&mut Recording) -> T) -> T {
        change(&mut self.recording.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl FakeEngine {
    /// Starts an engine on a free port.
    ///
    /// # Errors
    ///
    /// If there is no free port.
    pub async fn start(behaviour: Behaviour) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?.to_string();
        let shared = Shared { behaviour: Arc::new(behaviour), recording: Arc::default() };
        let router = transport::server()
            .add_service(transport::monitor_server(shared.clone()))
            .add_service(transport::engine_server(shared.clone()));
        let server = tokio::spawn(async move {
            // Ends with the task; a connection that breaks concerns the other side only.
            let _ended = router.serve_with_incoming(transport::incoming(listener)).await;
        });
        Ok(Self { address, shared, server })
    }

    /// `host:port` of both the engine and its monitor.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether the engine previews.
    pub fn is_preview(&self) -> bool {
        self.shared.behaviour.preview
    }

    /// What the engine was asked so far.
    pub fn recording(&self) -> Recording {
        self.shared.record(|recording| recording.clone())
    }

    /// Forgets what the engine was asked.
    pub fn forget(&self) {
        self.shared.record(|recording| *recording = Recording::default());
    }
}

impl Drop for FakeEngine {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[tonic::async_trait]
impl Engine for Shared {
    async fn log(&self, request: Request<LogRequest>) -> Result<Response<()>, Status> {
        self.record(|recording| recording.logs.push(request.into_inner()));
        Ok(Response::new(()))
    }

    async fn require_pulumi_version(
        &self,
        request: Request<RequirePulumiVersionRequest>,
    ) -> Result<Response<RequirePulumiVersionResponse>, Status> {
        let range = request.into_inner().pulumi_version_range;
        self.record(|recording| recording.required.push(range.clone()));
        let version = self.behaviour.version;
        if version < Version::REQUIRES {
            return Err(Status::unimplemented("unknown method RequirePulumiVersion"));
        }
        let oldest = range.strip_prefix(">=").ok_or("it has no lower end".to_owned());
        let oldest: Result<Version, String> = oldest.and_then(str::parse);
        match oldest {
            Ok(oldest) if version >= oldest => Ok(Response::new(RequirePulumiVersionResponse {})),
            // The words of the real engine.
            Ok(_) => Err(Status::unknown(format!(
                "Pulumi CLI version {version} does not satisfy the version range \"{range}\""
            ))),
            Err(why) => Err(Status::unknown(format!("parsing CLI version range {range}: {why}"))),
        }
    }
}
