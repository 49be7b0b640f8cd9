//! The provider service: every call goes to the bridge under the bridge's names, and its answer comes back under ours.

use crate::bridge::Bridge;
use crate::cache::Cache;
use crate::kinds::{self, Kind};
use crate::{rename, schema};
use privatelink_wire::prost_types::value::Kind as Form;
use privatelink_wire::pulumi::parameterize_request::{Parameters, ParametersArgs};
use privatelink_wire::pulumi::resource_provider_client::ResourceProviderClient;
use privatelink_wire::pulumi::resource_provider_server::ResourceProvider;
use privatelink_wire::pulumi::{
    CheckRequest, CheckResponse, ConfigureRequest, ConfigureResponse, CreateRequest,
    CreateResponse, DeleteRequest, DiffRequest, DiffResponse, GetSchemaRequest, GetSchemaResponse,
    InvokeRequest, InvokeResponse, ParameterizeRequest, PluginAttach, PluginInfo,
    ProviderHandshakeRequest, ProviderHandshakeResponse, ReadRequest, ReadResponse, UpdateRequest,
    UpdateResponse,
};
use std::path::PathBuf;
use tokio::sync::OnceCell;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

/// Input that begins the names of resources which make them unique themselves, and the input it excludes.
const NAME_PREFIX: &str = "namePrefix";
const NAME: &str = "name";

type Answer<T> = Result<Response<T>, Status>;

/// Stands between the engine and the bridge.
pub(crate) struct Proxy {
    engine: Option<String>,
    provider: PathBuf,
    bridge: OnceCell<Bridge>,
}

impl Proxy {
    /// A proxy for the engine at this address, in front of a bridge that has loaded `provider`.
    pub(crate) fn new(engine: Option<String>, provider: PathBuf) -> Self {
        Self { engine, provider, bridge: OnceCell::new() }
    }

    /// The bridge, once somebody wants it: an engine that only reads the schema does not.
    async fn bridge(&self) -> Result<ResourceProviderClient<Channel>, Status> {
        let found = self.bridge.get_or_try_init(|| async {
            let bridge = Bridge::of(self.engine.as_deref()).await;
            let bridge = bridge.map_err(|error| Status::internal(format!("no bridge: {error}")))?;
            if !bridge.loaded {
                let provider = self.provider.display().to_string();
                let args = vec![provider, "--include".to_owned(), kinds::all().join(",")];
                let parameters = Some(Parameters::Args(ParametersArgs { args }));
                bridge.client.clone().parameterize(ParameterizeRequest { parameters }).await?;
            }
            Ok::<_, Status>(bridge)
        });
        Ok(found.await?.client.clone())
    }
}

/// Puts the bridge's names into a resource's URN and type, and returns its kind if the names of the two differ.
fn subject(urn: &mut String, r#type: &mut String) -> Option<&'static Kind> {
    let kind = rename::urn(urn);
    if let Some(kind) = kind {
        kind.bridge.clone_into(r#type);
    }
    kind
}

#[tonic::async_trait]
impl ResourceProvider for Proxy {
    /// As the bridge answers, which wants to be configured the old way.
    async fn handshake(
        &self,
        _: Request<ProviderHandshakeRequest>,
    ) -> Answer<ProviderHandshakeResponse> {
        Err(Status::unimplemented("the bridge has no handshake"))
    }

    async fn attach(&self, request: Request<PluginAttach>) -> Answer<()> {
        self.bridge().await?.attach(request.into_inner()).await
    }

    async fn get_plugin_info(&self, _: Request<()>) -> Answer<PluginInfo> {
        Ok(Response::new(PluginInfo { version: schema::VERSION.to_owned() }))
    }

    async fn get_schema(&self, request: Request<GetSchemaRequest>) -> Answer<GetSchemaResponse> {
        let cache = Cache::of(&self.provider);
        if let Some(schema) = cache.as_ref().and_then(Cache::read) {
            return Ok(Response::new(GetSchemaResponse { schema }));
        }
        let request = GetSchemaRequest {
            subpackage_name: "aws".to_owned(),
            subpackage_version: "0.0.0".to_owned(),
            ..request.into_inner()
        };
        let answer = self.bridge().await?.get_schema(request).await?.into_inner();
        let schema = schema::rename(&answer.schema).map_err(|error| {
            Status::internal(format!("the bridge's schema is no JSON: {error}"))
        })?;
        if let Some(cache) = cache {
            cache.write(&schema)?;
        }
        Ok(Response::new(GetSchemaResponse { schema }))
    }

    async fn check_config(&self, request: Request<CheckRequest>) -> Answer<CheckResponse> {
        self.bridge().await?.check_config(request.into_inner()).await
    }

    async fn diff_config(&self, request: Request<DiffRequest>) -> Answer<DiffResponse> {
        self.bridge().await?.diff_config(request.into_inner()).await
    }

    async fn configure(&self, request: Request<ConfigureRequest>) -> Answer<ConfigureResponse> {
        self.bridge().await?.configure(request.into_inner()).await
    }

    async fn invoke(&self, request: Request<InvokeRequest>) -> Answer<InvokeResponse> {
        let mut request = request.into_inner();
        request.tok = kinds::function(&request.tok);
        self.bridge().await?.invoke(request).await
    }

    /// The engine says so at the end of every run. A Terraform provider that was told to stop does not begin again, and
    /// the next run may want it.
    async fn cancel(&self, _: Request<()>) -> Answer<()> {
        Ok(Response::new(()))
    }

    async fn check(&self, request: Request<CheckRequest>) -> Answer<CheckResponse> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.olds);
        rename::to_bridge(kind, &mut request.news);
        rename::to_bridge(kind, &mut request.old_outputs);
        // pulumi-aws knows that a prefix and a name exclude each other; the bridge alone makes up a name all the same.
        let prefix = request.news.as_mut().and_then(|news| {
            let prefix = news.fields.remove(NAME_PREFIX)?;
            news.fields.insert(NAME.to_owned(), Form::StringValue("any-name".to_owned()).into());
            Some(prefix)
        });
        let mut response = self.bridge().await?.check(request).await?.into_inner();
        if let (Some(prefix), Some(inputs)) = (prefix, &mut response.inputs) {
            inputs.fields.remove(NAME);
            inputs.fields.insert(NAME_PREFIX.to_owned(), prefix);
        }
        rename::to_aws(kind, &mut response.inputs);
        for failure in &mut response.failures {
            rename::path_to_aws(kind, &mut failure.property);
        }
        Ok(Response::new(response))
    }

    async fn diff(&self, request: Request<DiffRequest>) -> Answer<DiffResponse> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.olds);
        rename::to_bridge(kind, &mut request.news);
        rename::to_bridge(kind, &mut request.old_inputs);
        for path in &mut request.ignore_changes {
            rename::path_to_bridge(kind, path);
        }
        let mut response = self.bridge().await?.diff(request).await?.into_inner();
        for path in
            response.replaces.iter_mut().chain(&mut response.stables).chain(&mut response.diffs)
        {
            rename::path_to_aws(kind, path);
        }
        response.detailed_diff = std::mem::take(&mut response.detailed_diff)
            .into_iter()
            .map(|(mut path, diff)| {
                rename::path_to_aws(kind, &mut path);
                (path, diff)
            })
            .collect();
        Ok(Response::new(response))
    }

    async fn create(&self, request: Request<CreateRequest>) -> Answer<CreateResponse> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.properties);
        let mut response = self.bridge().await?.create(request).await?.into_inner();
        rename::to_aws(kind, &mut response.properties);
        Ok(Response::new(response))
    }

    async fn read(&self, request: Request<ReadRequest>) -> Answer<ReadResponse> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.properties);
        rename::to_bridge(kind, &mut request.inputs);
        let mut response = self.bridge().await?.read(request).await?.into_inner();
        rename::to_aws(kind, &mut response.properties);
        rename::to_aws(kind, &mut response.inputs);
        Ok(Response::new(response))
    }

    async fn update(&self, request: Request<UpdateRequest>) -> Answer<UpdateResponse> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.olds);
        rename::to_bridge(kind, &mut request.news);
        rename::to_bridge(kind, &mut request.old_inputs);
        for path in &mut request.ignore_changes {
            rename::path_to_bridge(kind, path);
        }
        let mut response = self.bridge().await?.update(request).await?.into_inner();
        rename::to_aws(kind, &mut response.properties);
        Ok(Response::new(response))
    }

    async fn delete(&self, request: Request<DeleteRequest>) -> Answer<()> {
        let mut request = request.into_inner();
        let kind = subject(&mut request.urn, &mut request.r#type);
        rename::to_bridge(kind, &mut request.properties);
        rename::to_bridge(kind, &mut request.old_inputs);
        self.bridge().await?.delete(request).await
    }
}
