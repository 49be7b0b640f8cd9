//! Stands between Terraform and a provider: every call is handed on as it is, but one schema serves the whole test program.

use std::collections::HashMap;
use std::future::poll_fn;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::response::Response;
use axum::{Router, body};
use http_body_util::{BodyExt as _, Full};
use privatelink_wire::transport;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, HeaderValue};
use tonic::codegen::{Bytes, Service as _};
use tonic::service::Routes;
use tonic::transport::{Channel, Endpoint};

use super::trim;
use crate::failure::{Context, Failure};

/// The call whose answer is large.
const SCHEMA: &str = "/tfplugin5.Provider/GetSchema";

/// Bytes before a message: whether it is compressed, and its length.
const HEAD: usize = 5;

/// Runs all proxies of this process.
static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(Runtime::new);

/// Trimmed schemas by the provider's program, with their heads.
static SCHEMAS: LazyLock<Mutex<HashMap<PathBuf, Bytes>>> = LazyLock::new(Mutex::default);

/// A running proxy; ends when dropped.
#[derive(Debug)]
pub(super) struct Proxy {
    /// `host:port`.
    pub(super) address: String,
    task: JoinHandle<()>,
}

/// The provider behind a proxy.
#[derive(Clone)]
struct Provider {
    program: PathBuf,
    channel: Channel,
}

impl Proxy {
    /// Starts a proxy for the provider that listens on this socket.
    pub(super) fn start(program: &Path, socket: &str) -> Result<Self, Failure> {
        let runtime = RUNTIME.as_ref().map_err(|why| Failure::new(why.to_string()))?;
        let (listener, channel) = runtime.block_on(async {
            let endpoint = Endpoint::from_shared(format!("unix:{socket}"))
                .context(|| format!("`{socket}` is no address"))?;
            Ok::<_, Failure>((TcpListener::bind(("127.0.0.1", 0)).await?, endpoint.connect_lazy()))
        })?;
        let address = listener.local_addr()?.to_string();
        let provider = Provider { program: program.to_owned(), channel };
        let router = Router::new().fallback(answer).with_state(provider);
        let server = transport::server().add_routes(Routes::from(router));
        let task = runtime.spawn(async move {
            // Whoever is connected hears that the connection ended.
            let _ = server.serve_with_incoming(transport::incoming(listener)).await;
        });
        Ok(Self { address, task })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(provider): State<Provider>, request: Request) -> Response {
    let asked = request.uri().path() == SCHEMA;
    let known = || SCHEMAS.lock().unwrap_or_else(PoisonError::into_inner);
    let find = || known().get(&provider.program).cloned();
    if let (true, Some(message)) = (asked, find()) {
        return schema(message);
    }
    let answered = match hand_on(provider.channel, request).await {
        Ok(answered) => answered,
        Err(error) => return tonic::Status::unavailable(error.to_string()).into_http(),
    };
    if !asked {
        return answered;
    }
    let message = match answered.into_body().collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => return tonic::Status::unavailable(error.to_string()).into_http(),
    };
    let Some(message) = trimmed(&message) else {
        return tonic::Status::internal("the provider's schema cannot be read").into_http();
    };
    known().insert(provider.program, message.clone());
    schema(message)
}

async fn hand_on(
    mut channel: Channel,
    request: Request,
) -> Result<Response, tonic::transport::Error> {
    poll_fn(|context| channel.poll_ready(context)).await?;
    Ok(channel.call(request.map(Body::new)).await?.map(body::Body::new))
}

/// A schema without what nobody asks for, with its head.
fn trimmed(message: &[u8]) -> Option<Bytes> {
    let (head, message) = message.split_at_checked(HEAD)?;
    if head.first() != Some(&0) {
        return None;
    }
    let schema = trim::schema(message, trim::wanted().ok()?)?;
    let length = u32::try_from(schema.len()).ok()?.to_be_bytes();
    Some([&[0], &length[..], &schema].concat().into())
}

fn schema(message: Bytes) -> Response {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from_static("0"));
    let body = Full::new(message).with_trailers(async { Some(Ok(trailers)) });
    let mut response = Response::new(body::Body::new(body));
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/grpc"));
    response
}
