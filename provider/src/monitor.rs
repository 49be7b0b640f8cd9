//! The resource monitor: the part of the engine that turns registrations into resources.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use privatelink_wire::pulumi::{
    RegisterResourceOutputsRequest, RegisterResourceRequest, RegisterResourceResponse,
    ResourceInvokeRequest, ResourceInvokeResponse, ResourceMonitorFeature as Feature,
    SupportsFeatureRequest,
};
use privatelink_wire::transport::{self, AddressError};
use tokio::sync::OnceCell;
use tonic::transport::Channel;
use tonic::{Code, Status};

use crate::engine::{self, OLDEST, TooOld};

/// Connections that are kept. A deployment has one monitor; only a plugin that engines attach to meets more.
const KEPT: usize = 8;

/// What a component needs from the monitor.
pub(crate) trait Monitor: Clone + Send + Sync + 'static {
    /// Registers a resource and waits until it exists.
    ///
    /// # Errors
    ///
    /// The status of the engine.
    fn register(
        &self,
        request: RegisterResourceRequest,
    ) -> impl Future<Output = Result<RegisterResourceResponse, Status>> + Send;

    /// Completes a component.
    ///
    /// # Errors
    ///
    /// The status of the engine.
    fn register_outputs(
        &self,
        request: RegisterResourceOutputsRequest,
    ) -> impl Future<Output = Result<(), Status>> + Send;

    /// Runs a function of another package.
    ///
    /// # Errors
    ///
    /// The status of the engine.
    fn invoke(
        &self,
        request: ResourceInvokeRequest,
    ) -> impl Future<Output = Result<ResourceInvokeResponse, Status>> + Send;

    /// Whether functions may name resources that have to be there first.
    fn gates_functions(&self) -> bool;

    /// Whether this has not been called yet in the deployment: what is to be said once is said then.
    fn is_first(&self) -> bool;
}

/// A monitor at the other end of a connection.
#[derive(Debug, Clone)]
pub(crate) struct GrpcMonitor {
    connection: Arc<Connection>,
    features: Features,
}

/// What a monitor can do that not every one can.
#[derive(Debug, Clone, Copy, Default)]
struct Features {
    gates_functions: bool,
}

impl Monitor for GrpcMonitor {
    fn register(
        &self,
        request: RegisterResourceRequest,
    ) -> impl Future<Output = Result<RegisterResourceResponse, Status>> + Send {
        transport::call(
            self.connection.channel.clone(),
            "/pulumirpc.ResourceMonitor/RegisterResource",
            request,
        )
    }

    fn register_outputs(
        &self,
        request: RegisterResourceOutputsRequest,
    ) -> impl Future<Output = Result<(), Status>> + Send {
        let method = "/pulumirpc.ResourceMonitor/RegisterResourceOutputs";
        transport::call(self.connection.channel.clone(), method, request)
    }

    fn invoke(
        &self,
        request: ResourceInvokeRequest,
    ) -> impl Future<Output = Result<ResourceInvokeResponse, Status>> + Send {
        transport::call(
            self.connection.channel.clone(),
            "/pulumirpc.ResourceMonitor/Invoke",
            request,
        )
    }

    fn gates_functions(&self) -> bool {
        self.features.gates_functions
    }

    fn is_first(&self) -> bool {
        !self.connection.was_asked.swap(true, Ordering::Relaxed)
    }
}

/// Why a monitor cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MonitorError {
    /// The engine gave an address that is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The engine is older than the plugin works with.
    #[error("this version of pulumi is too old{}; install pulumi {OLDEST} or newer", said(.0))]
    TooOld(TooOld),
    /// The engine lacks features without which values would be lost.
    #[error("this version of pulumi lacks {0}; install pulumi {OLDEST} or newer")]
    Lacking(String),
    /// The engine does not answer.
    #[error("{}", .0.message())]
    Status(Status),
}

/// What the engine says itself, in brackets.
fn said(too_old: &TooOld) -> String {
    too_old.said.as_ref().map(|said| format!(" ({said})")).unwrap_or_default()
}

/// Connections to monitors, one for each address.
#[derive(Debug, Default)]
pub(crate) struct Monitors(Mutex<VecDeque<Arc<Connection>>>);

#[derive(Debug)]
struct Connection {
    address: String,
    /// The engine whose monitor it is. A plugin that engines attach to may meet the same address again, as that of
    /// another one.
    engine: Option<String>,
    channel: Channel,
    /// Set once the engine has been asked for its version and the monitor for its features, whatever the number of
    /// components.
    usable: OnceCell<Features>,
    /// Whether [`Monitor::is_first`] has been called.
    was_asked: AtomicBool,
}

impl Monitors {
    /// The monitor at `address` that belongs to the engine at `engine`. It is connected to on first use, and both are
    /// asked then whether they will do.
    pub(crate) async fn get(
        &self,
        address: &str,
        engine: Option<&str>,
    ) -> Result<GrpcMonitor, MonitorError> {
        let connection = self.connection(address, engine)?;
        let ask = async || {
            let version = engine::require_version(engine);
            let (version, features) = tokio::join!(version, require_features(&connection.channel));
            // Whoever is too old may lack a feature too, and is to read about the version.
            version.map_err(MonitorError::TooOld)?;
            features
        };
        let features = *connection.usable.get_or_try_init(ask).await?;
        Ok(GrpcMonitor { connection, features })
    }

    fn connection(
        &self,
        address: &str,
        engine: Option<&str>,
    ) -> Result<Arc<Connection>, AddressError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Arc<Connection>| {
            known.address == address && known.engine.as_deref() == engine
        };
        if let Some(known) = kept.iter().find(same) {
            return Ok(known.clone());
        }
        let channel = transport::connect(address)?;
        let (address, engine) = (address.to_owned(), engine.map(str::to_owned));
        let (usable, was_asked) = (OnceCell::new(), AtomicBool::new(false));
        let connection = Arc::new(Connection { address, engine, channel, usable, was_asked });
        kept.truncate(KEPT - 1);
        kept.push_front(connection.clone());
        Ok(connection)
    }
}

/// Features without which secrets, unknowns or dependencies would be lost, and their names in engines
/// before 3.231.
const REQUIRED: [(Feature, &str, &str); 4] = [
    (Feature::Secrets, "secrets", "secrets"),
    (Feature::ResourceReferences, "resourceReferences", "resource references"),
    (Feature::OutputValues, "outputValues", "output values"),
    (Feature::AliasSpecs, "aliasSpecs", "aliases of components"),
];

async fn require_features(channel: &Channel) -> Result<Features, MonitorError> {
    let mut client = transport::monitor_client(channel.clone());
    let mut missing = Vec::new();
    let mut features = Features::default();
    match client.get_deployment_info(()).await {
        Ok(deployment) => {
            let supported = deployment.into_inner().supported_features;
            let lacks = |feature: Feature| !supported.contains(&i32::from(feature));
            missing.extend(REQUIRED.iter().filter(|(feature, ..)| lacks(*feature)));
            features.gates_functions = !lacks(Feature::InvokeDependsOn);
        }
        Err(status) if status.code() == Code::Unimplemented => {
            for required in &REQUIRED {
                let request = SupportsFeatureRequest { id: required.1.to_owned() };
                let answer = client.supports_feature(request).await;
                if !answer.map_err(MonitorError::Status)?.into_inner().has_support {
                    missing.push(required);
                }
            }
        }
        Err(status) => return Err(MonitorError::Status(status)),
    }
    if missing.is_empty() {
        return Ok(features);
    }
    let names: Vec<_> = missing.into_iter().map(|(_, _, name)| *name).collect();
    Err(MonitorError::Lacking(names.join(", ")))
}
