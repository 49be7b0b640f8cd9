//! Connections and servers with the settings that Pulumi's own SDKs use.
//!
//! Without them large or deeply nested values fail, long error texts arrive as opaque transport errors,
//! and small calls wait for the 40 ms timer of a delayed acknowledgement.

use prost::Message;
use tokio::net::TcpListener;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Endpoint, Server};
use tonic::{Code, Request, Status};

use crate::codec::BoundedCodec;
use crate::pulumi::engine_client::EngineClient;
use crate::pulumi::engine_server::{Engine, EngineServer};
use crate::pulumi::resource_monitor_client::ResourceMonitorClient;
use crate::pulumi::resource_monitor_server::{ResourceMonitor, ResourceMonitorServer};
use crate::pulumi::resource_provider_client::ResourceProviderClient;
use crate::pulumi::resource_provider_server::{ResourceProvider, ResourceProviderServer};

/// Largest message that is accepted. Unit: bytes, 400 MiB as in every Pulumi SDK.
pub const MAX_MESSAGE_SIZE: usize = 400 * 1024 * 1024;

/// Largest header list that a client accepts. Unit: bytes. Error texts and details travel in headers,
/// and the default of 16 KiB turns a long one into a transport error.
const MAX_HEADER_LIST_SIZE: u32 = 16 * 1024 * 1024;

/// An address that is not of the form `host:port`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address; give it as `host:port`")]
pub struct AddressError(String);

/// Prepares a connection to `address`, given as `host:port`.
///
/// Nothing is sent until the first call, and a lost connection is made again. There are no timeouts: a
/// registration returns when the cloud is done. Must be called within a tokio runtime.
///
/// # Errors
///
/// [`AddressError`] if `address` has another form.
pub fn connect(address: &str) -> Result<Channel, AddressError> {
    let wrong = || AddressError(address.to_owned());
    let (host, port) = address.rsplit_once(':').ok_or_else(wrong)?;
    if host.is_empty() || port.parse::<u16>().is_err() {
        return Err(wrong());
    }
    let endpoint = Endpoint::from_shared(format!("http://{address}")).map_err(|_| wrong())?;
    Ok(endpoint.tcp_nodelay(true).http2_max_header_list_size(MAX_HEADER_LIST_SIZE).connect_lazy())
}

/// A server without services, to which the ones below are added.
pub fn server() -> Server {
    Server::builder()
}

/// The connections of `listener`, each without delay for small messages.
pub fn incoming(listener: TcpListener) -> TcpIncoming {
    TcpIncoming::from(listener).with_nodelay(Some(true))
}

/// Client of the engine's resource monitor.
pub fn monitor_client(channel: Channel) -> ResourceMonitorClient<Channel> {
    ResourceMonitorClient::new(channel).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Calls a method, such as `/pulumirpc.ResourceMonitor/RegisterResource`, as a client does.
///
/// The request of a client is handed on by value a dozen times, and each of the calls that are under way has room for all of
/// these: 8 KB for a registration. Here it is the address that is handed on.
///
/// # Errors
///
/// The status of the server, or of the connection.
pub fn call<Q, A>(
    channel: Channel,
    method: &'static str,
    request: Q,
) -> impl Future<Output = Result<A, Status>> + Send
where
    Q: Message + 'static,
    A: Message + Default + 'static,
{
    let request = Box::new(request);
    async move {
        let mut client = Grpc::new(channel).max_decoding_message_size(MAX_MESSAGE_SIZE);
        let ready = client.ready().await;
        ready.map_err(|error| Status::unknown(format!("Service was not ready: {error}")))?;
        let (method, codec) = (PathAndQuery::from_static(method), BoundedCodec::default());
        let answer = client.unary::<Box<Q>, A, _>(Request::new(request), method, codec).await?;
        Ok(answer.into_inner())
    }
}

/// Client of the engine.
pub fn engine_client(channel: Channel) -> EngineClient<Channel> {
    EngineClient::new(channel).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Client of a provider plugin.
pub fn provider_client(channel: Channel) -> ResourceProviderClient<Channel> {
    ResourceProviderClient::new(channel).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Service of a provider plugin.
pub fn provider_server<T: ResourceProvider>(provider: T) -> ResourceProviderServer<T> {
    ResourceProviderServer::new(provider).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Service of a resource monitor.
pub fn monitor_server<T: ResourceMonitor>(monitor: T) -> ResourceMonitorServer<T> {
    ResourceMonitorServer::new(monitor).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Service of an engine.
pub fn engine_server<T: Engine>(engine: T) -> EngineServer<T> {
    EngineServer::new(engine).max_decoding_message_size(MAX_MESSAGE_SIZE)
}

/// Whether an engine is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It answered, be it that it knows no such question.
    Answers,
    /// It is gone, or not there yet.
    Silent,
}

/// Asks the engine at `address` whether it is there, by the call that gRPC has for it.
/// <https://github.com/grpc/grpc/blob/master/doc/health-checking.md>
pub async fn health(address: &str) -> Health {
    let Ok(channel) = connect(address) else { return Health::Silent };
    let mut client = Grpc::new(channel);
    let path = PathAndQuery::from_static("/grpc.health.v1.Health/Check");
    // Neither what is asked about nor the answer is of interest, so both messages are read as empty ones.
    let ask = async {
        client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
        let codec = BoundedCodec::<(), ()>::default();
        client.unary(Request::new(()), path, codec).await.map(drop)
    };
    match ask.await {
        Err(status) if status.code() != Code::Unimplemented => Health::Silent,
        Ok(()) | Err(_) => Health::Answers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn accepted_connections_do_not_wait() {
        use tonic::codegen::tokio_stream::StreamExt as _;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut incoming = incoming(listener);
        let (near, far) = tokio::join!(tokio::net::TcpStream::connect(address), incoming.next());
        assert!(near.is_ok() && far.unwrap().unwrap().nodelay().unwrap());
    }

    #[tokio::test]
    async fn only_host_and_port_is_an_address() {
        assert!(connect("127.0.0.1:4000").is_ok());
        assert!(connect("localhost:4000").is_ok());
        for wrong in ["", "ignored", ":1", "127.0.0.1:", "127.0.0.1:99999", "a b:1"] {
            assert_eq!(connect(wrong).err(), Some(AddressError(wrong.to_owned())));
        }
    }
}
