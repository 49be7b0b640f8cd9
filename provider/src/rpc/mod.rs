//! The RPCs of a component provider, one file each: decode, call, encode.
//!
//! Every other RPC answers `UNIMPLEMENTED`, which the engine takes as "not that kind of provider".

mod attach;
mod cancel;
mod check_config;
mod configure;
mod construct;
mod get_mapping;
mod get_plugin_info;
mod get_schema;
mod handshake;
mod invoke;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use privatelink_wire::pulumi::resource_provider_server::ResourceProvider;
use privatelink_wire::pulumi::{
    CheckRequest, CheckResponse, ConfigureRequest, ConfigureResponse, ConstructRequest,
    ConstructResponse, GetMappingRequest, GetMappingResponse, GetMappingsRequest,
    GetMappingsResponse, GetSchemaRequest, GetSchemaResponse, InvokeRequest, InvokeResponse,
    PluginAttach, PluginInfo, ProviderHandshakeRequest, ProviderHandshakeResponse,
};
use tonic::{Request, Response, Status};

use crate::monitor::Monitors;
use crate::package::{Models, Package};
use crate::panics;
use crate::session::Sessions;

/// A provider of one package.
#[derive(Debug, Clone)]
pub(crate) struct Provider(Arc<Parts>);

/// What requests share. Nothing here belongs to one deployment only.
#[derive(Debug)]
struct Parts {
    package: Package,
    models: Models,
    sessions: Sessions,
    monitors: Monitors,
}

impl Provider {
    /// A provider of `package`, started by the engine at `engine`, if by an engine at all.
    pub(crate) fn new(package: Package, engine: Option<String>) -> Self {
        Self(Arc::new(Parts {
            package,
            models: Models::new(package),
            sessions: Sessions::new(engine),
            monitors: Monitors::default(),
        }))
    }
}

/// Answers one request; a panic becomes an error.
async fn answer<Q, A, F>(
    request: Request<Q>,
    handle: impl FnOnce(Option<SocketAddr>, Q) -> F,
) -> Result<Response<A>, Status>
where
    F: Future<Output = Result<A, Status>>,
{
    let peer = request.remote_addr();
    panics::caught(async { handle(peer, request.into_inner()).await }).await.map(Response::new)
}

#[tonic::async_trait]
impl ResourceProvider for Provider {
    async fn handshake(
        &self,
        request: Request<ProviderHandshakeRequest>,
    ) -> Result<Response<ProviderHandshakeResponse>, Status> {
        answer(request, async |peer, request| handshake::handshake(&self.0, peer, request)).await
    }

    async fn attach(&self, request: Request<PluginAttach>) -> Result<Response<()>, Status> {
        answer(request, async |peer, request| attach::attach(&self.0, peer, request)).await
    }

    async fn get_plugin_info(&self, request: Request<()>) -> Result<Response<PluginInfo>, Status> {
        answer(request, async |_, ()| get_plugin_info::get_plugin_info(&self.0)).await
    }

    async fn get_schema(
        &self,
        request: Request<GetSchemaRequest>,
    ) -> Result<Response<GetSchemaResponse>, Status> {
        answer(request, async |_, request| get_schema::get_schema(&self.0, &request)).await
    }

    async fn get_mapping(
        &self,
        request: Request<GetMappingRequest>,
    ) -> Result<Response<GetMappingResponse>, Status> {
        answer(request, async |_, _| get_mapping::get_mapping()).await
    }

    async fn get_mappings(
        &self,
        request: Request<GetMappingsRequest>,
    ) -> Result<Response<GetMappingsResponse>, Status> {
        answer(request, async |_, _| get_mapping::get_mappings()).await
    }

    async fn check_config(
        &self,
        request: Request<CheckRequest>,
    ) -> Result<Response<CheckResponse>, Status> {
        answer(request, async |_, request| check_config::check_config(request)).await
    }

    async fn configure(
        &self,
        request: Request<ConfigureRequest>,
    ) -> Result<Response<ConfigureResponse>, Status> {
        answer(request, async |peer, request| configure::configure(&self.0, peer, request)).await
    }

    async fn construct(
        &self,
        request: Request<ConstructRequest>,
    ) -> Result<Response<ConstructResponse>, Status> {
        // Boxed, because it holds the state of a whole component.
        let construct = async |peer, request| construct::construct(&self.0, peer, request).await;
        Box::pin(answer(request, construct)).await
    }

    async fn invoke(
        &self,
        request: Request<InvokeRequest>,
    ) -> Result<Response<InvokeResponse>, Status> {
        answer(request, async |_, request| invoke::invoke(&self.0, request)).await
    }

    async fn cancel(&self, request: Request<()>) -> Result<Response<()>, Status> {
        answer(request, async |_, ()| cancel::cancel()).await
    }
}
