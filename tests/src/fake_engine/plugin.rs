//! A plugin under test: in the same process, spoken to over a real connection.

use privatelink_provider::{Package, serve_on};
use privatelink_wire::pulumi::resource_provider_client::ResourceProviderClient;
use privatelink_wire::pulumi::{ConstructRequest, ConstructResponse};
use privatelink_wire::transport;
use privatelink_wire::value::{Properties, encode_outputs};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::Status;
use tonic::transport::Channel;

use super::FakeEngine;

/// A running plugin. It ends when it is dropped.
#[derive(Debug)]
pub struct Plugin {
    /// `host:port` of the plugin.
    pub address: String,
    /// Client of the plugin.
    pub client: ResourceProviderClient<Channel>,
    server: JoinHandle<()>,
}

impl Plugin {
    /// Starts a plugin for a package, as if by the engine at `engine`.
    ///
    /// # Errors
    ///
    /// If there is no free port.
    pub async fn start(package: Package, engine: Option<&str>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?.to_string();
        let channel = transport::connect(&address).map_err(std::io::Error::other)?;
        let engine = engine.map(str::to_owned);
        let server = tokio::spawn(async move {
            // Ends with the task; a test sees its own connection break.
            let _ended = serve_on(listener, package, engine).await;
        });
        Ok(Self { address, client: transport::provider_client(channel), server })
    }

    /// Constructs a component called `name` with these inputs, as a program without options does.
    ///
    /// # Errors
    ///
    /// The status of the plugin.
    pub async fn construct(
        &self,
        engine: &FakeEngine,
        token: &str,
        name: &str,
        inputs: &Properties,
    ) -> Result<ConstructResponse, Status> {
        let request = request(engine, token, name, inputs);
        Ok(self.client.clone().construct(request).await?.into_inner())
    }
}

impl Drop for Plugin {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The request for a component without options.
pub fn request(
    engine: &FakeEngine,
    token: &str,
    name: &str,
    inputs: &Properties,
) -> ConstructRequest {
    ConstructRequest {
        project: "app".to_owned(),
        stack: "dev".to_owned(),
        organization: "organization".to_owned(),
        dry_run: engine.is_preview(),
        monitor_endpoint: engine.address().to_owned(),
        r#type: token.to_owned(),
        name: name.to_owned(),
        parent: "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev".to_owned(),
        inputs: Some(encode_outputs(inputs)),
        accepts_output_values: true,
        ..ConstructRequest::default()
    }
}
