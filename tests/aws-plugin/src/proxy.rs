//! The provider service: every call goes to the bridge under the bridge's names, and its answer comes back under ours.

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
use tokio::sync::OnceCell;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

/// Input that begins the names of resources which make them unique themselves, and the input it excludes.
const NAME_PREFIX: &str = "namePrefix";
const NAME: &str = "name";

type Answer<T> = Result<Response<T>, Status>;

/// Stands between the engine and the bridge.
pub(crate) struct Proxy {
    bridge: ResourceProviderClient<Channel>,
    parameters: Vec<String>,
    ready: OnceCell<()>,
}

impl Proxy {
    /// A proxy that has the bridge load `provider`, and of it only what is known here.
    pub(crate) fn new(bridge: ResourceProviderClient<Channel>, provider: String) -> Self {
        let parameters = vec![provider, "--include".to_owned(), kinds::all().join(",")];
        Self { bridge, parameters, ready: OnceCell::new() }
    }

    /// The bridge, once it knows which provider it is.
    async fn bridge(&self) -> Result<ResourceProviderClient<Channel>, Status> {
        self.ready
            .get_or_try_init(|| async {
                let args = ParametersArgs { args: self.parameters.clone() };
                let request = ParameterizeRequest { parameters: Some(Parameters::Args(args)) };
                self.bridge.clone().parameterize(request).await.map(drop)
            })
            .await?;
        Ok(self.bridge.clone())
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
    async fn handshake(
        &self,
        request: Request<ProviderHandshakeRequest>,
    ) -> Answer<ProviderHandshakeResponse> {
        let answer = self.bridge.clone().handshake(request.into_inner()).await?;
        self.bridge().await?;
        Ok(answer)
    }

    async fn attach(&self, request: Request<PluginAttach>) -> Answer<()> {
        self.bridge.clone().attach(request.into_inner()).await
    }

    async fn get_plugin_info(&self, _: Request<()>) -> Answer<PluginInfo> {
        Ok(Response::new(PluginInfo { version: schema::VERSION.to_owned() }))
    }

    async fn get_schema(&self, request: Request<GetSchemaRequest>) -> Answer<GetSchemaResponse> {
        let request = GetSchemaRequest {
            subpackage_name: "aws".to_owned(),
            subpackage_version: "0.0.0".to_owned(),
            ..request.into_inner()
        };
        let answer = self.bridge().await?.get_schema(request).await?.into_inner();
        let schema = schema::rename(&answer.schema).map_err(|error| {
            Status::internal(format!("the bridge's schema is no JSON: {error}"))
        })?;
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

    async fn cancel(&self, _: Request<()>) -> Answer<()> {
        self.bridge.clone().cancel(()).await
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
