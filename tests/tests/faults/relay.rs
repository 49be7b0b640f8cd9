//! Stands between the plugin and an engine, and breaks calls. It knows messages only as bytes.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use privatelink_tests::fake_engine::Link;
use privatelink_wire::pulumi::{RegisterResourceRequest, ResourceInvokeRequest};
use privatelink_wire::transport;
use prost::Message as _;
use prost::bytes::{Buf as _, BufMut as _};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tonic::body::Body;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::server::{NamedService, UnaryService};
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

use crate::fault::Fault;
use crate::garbled::garbled;

/// How often others may go first, for what is late.
const LATE: usize = 30;

/// A call of the plugin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    /// Name of the method.
    pub(crate) method: String,
    /// The resource or the function, if it is about one.
    pub(crate) about: String,
}

/// What the plugin asked, and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) call: Call,
    pub(crate) request: Vec<u8>,
    /// What was done to it, if anything.
    pub(crate) fault: Option<Fault>,
    /// An answer was sent back, and it was no error.
    pub(crate) answered: bool,
}

/// Says what becomes of a call.
pub(crate) type Plan = Arc<dyn Fn(&Call) -> Option<Fault> + Send + Sync>;

/// A relay. It ends when it is dropped.
pub(crate) struct Relay {
    /// `host:port` of the near end.
    pub(crate) address: String,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

struct Shared {
    engine: Channel,
    plan: Plan,
    asked: Mutex<Vec<Asked>>,
    link: Mutex<Option<Link>>,
    /// Whether the engine has shut down.
    down: Mutex<bool>,
    shutdown: Notify,
}

impl Relay {
    /// Opens a relay to the engine at `engine`.
    pub(crate) async fn to(engine: &str, plan: Plan) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let link = Link::to(&listener.local_addr().unwrap().to_string()).await.unwrap();
        let address = link.address.clone();
        let shared = Arc::new(Shared {
            engine: transport::connect(engine).unwrap(),
            plan,
            asked: Mutex::default(),
            link: Mutex::new(Some(link)),
            down: Mutex::new(false),
            shutdown: Notify::new(),
        });
        let router = transport::server()
            .add_service(Monitor(shared.clone()))
            .add_service(Engine(shared.clone()));
        let server = tokio::spawn(async move {
            // Ends with the task; a connection that breaks concerns the other side only.
            let _ended = router.serve_with_incoming(transport::incoming(listener)).await;
        });
        Self { address, shared, server }
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        lock(&self.shared.asked).clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Passes a call on, as far as its fault lets it.
    async fn relay(
        self: Arc<Self>,
        path: PathAndQuery,
        request: Vec<u8>,
    ) -> Result<Vec<u8>, Status> {
        let method = path.path().rsplit('/').next().unwrap_or_default().to_owned();
        let call = Call { about: about(&method, &request), method };
        let fault = (self.plan)(&call);
        let position = {
            let mut asked = lock(&self.asked);
            let (call, request) = (call.clone(), request.clone());
            asked.push(Asked { call, request, fault, answered: false });
            asked.len() - 1
        };
        let answer = tokio::select! {
            answer = self.broken(&call, fault, path, request) => answer,
            () = self.is_down() => Err(Status::unavailable("resource monitor shut down")),
        };
        lock(&self.asked)[position].answered = answer.is_ok();
        answer
    }

    async fn broken(
        &self,
        call: &Call,
        fault: Option<Fault>,
        path: PathAndQuery,
        request: Vec<u8>,
    ) -> Result<Vec<u8>, Status> {
        match fault {
            Some(Fault::Late) => later().await,
            Some(Fault::Refused(code)) => return Err(Status::new(code, "refused")),
            Some(Fault::Cut) => {
                lock(&self.link).take();
                std::future::pending::<()>().await;
            }
            Some(Fault::Never) => {
                // Whoever waits for others to end first has seen them end by then.
                for _ in 0..LATE {
                    later().await;
                }
                self.shut_down();
                std::future::pending::<()>().await;
            }
            Some(Fault::Shutdown) => self.shut_down(),
            _ => {}
        }
        let answer = self.forward(path, request).await?;
        match fault {
            Some(Fault::LateAnswer) => later().await,
            Some(Fault::Lost(code)) => return Err(Status::new(code, "lost")),
            _ => {}
        }
        Ok(fault.map_or(answer.clone(), |fault| garbled(fault, call, answer)))
    }

    async fn forward(&self, path: PathAndQuery, request: Vec<u8>) -> Result<Vec<u8>, Status> {
        let mut client = tonic::client::Grpc::new(self.engine.clone());
        client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
        Ok(client.unary(Request::new(request), path, Raw).await?.into_inner())
    }

    fn shut_down(&self) {
        *lock(&self.down) = true;
        self.shutdown.notify_waiters();
    }

    /// Ends once the engine has shut down.
    async fn is_down(&self) {
        loop {
            let notified = self.shutdown.notified();
            if *lock(&self.down) {
                return;
            }
            notified.await;
        }
    }
}

/// Lets others go first.
async fn later() {
    for _ in 0..LATE {
        tokio::task::yield_now().await;
    }
}

fn about(method: &str, request: &[u8]) -> String {
    match method {
        "RegisterResource" => RegisterResourceRequest::decode(request).map(|it| it.name),
        "Invoke" => ResourceInvokeRequest::decode(request).map(|it| it.tok),
        _ => Ok(String::new()),
    }
    .unwrap()
}

/// How often each call is made.
pub(crate) fn counted(asked: &[Asked]) -> BTreeMap<Call, usize> {
    let mut counted = BTreeMap::new();
    for Asked { call, .. } in asked {
        *counted.entry(call.clone()).or_default() += 1;
    }
    counted
}

#[derive(Clone)]
struct Monitor(Arc<Shared>);

impl NamedService for Monitor {
    const NAME: &'static str = "pulumirpc.ResourceMonitor";
}

#[derive(Clone)]
struct Engine(Arc<Shared>);

impl NamedService for Engine {
    const NAME: &'static str = "pulumirpc.Engine";
}

macro_rules! relays {
    ($service:ident) => {
        impl Service<http::Request<Body>> for $service {
            type Response = http::Response<Body>;
            type Error = Infallible;
            type Future = BoxFuture<Self::Response, Infallible>;

            fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
                Poll::Ready(Ok(()))
            }

            fn call(&mut self, request: http::Request<Body>) -> Self::Future {
                let shared = self.0.clone();
                Box::pin(async move {
                    let path = request.uri().path_and_query().cloned();
                    let path = path.unwrap_or(PathAndQuery::from_static("/"));
                    let method = Method { shared, path };
                    Ok(tonic::server::Grpc::new(Raw).unary(method, request).await)
                })
            }
        }
    };
}

relays!(Monitor);
relays!(Engine);

struct Method {
    shared: Arc<Shared>,
    path: PathAndQuery,
}

impl UnaryService<Vec<u8>> for Method {
    type Response = Vec<u8>;
    type Future = BoxFuture<Response<Vec<u8>>, Status>;

    fn call(&mut self, request: Request<Vec<u8>>) -> Self::Future {
        let (shared, path) = (self.shared.clone(), self.path.clone());
        Box::pin(async move { Ok(Response::new(shared.relay(path, request.into_inner()).await?)) })
    }
}

/// Messages as they are.
#[derive(Debug, Clone, Copy)]
struct Raw;

impl Codec for Raw {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Raw {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, message: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(&message);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut message = vec![0; buffer.remaining()];
        buffer.copy_to_slice(&mut message);
        Ok(Some(message))
    }
}
