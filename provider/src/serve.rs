//! Serving: bind, tell the port, answer until the engine is gone.

use std::io::{self, Write};

use privatelink_wire::transport;
use tokio::net::TcpListener;

use crate::arguments::Arguments;
use crate::orphan;
use crate::package::Package;
use crate::rpc::Provider;

/// Threads that answer requests. They wait for the engine nearly all the time, which needs the other processor itself: a
/// second one made nothing quicker, and waking it for each of 153 registrations took 10 to 23 % more processor time.
const THREADS: usize = 1;

/// Stack of each thread. Unit: bytes. Enough to read values at the deepest nesting that is accepted, with
/// room to spare; memory is only used as far as it is reached.
const STACK: usize = 16 * 1024 * 1024;

/// Why the plugin could not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No port of the loopback interface can be had.
    #[error("cannot listen on 127.0.0.1: {0}")]
    Listen(#[source] io::Error),
    /// Nobody reads what the plugin says.
    #[error("cannot tell the port on standard output: {0}")]
    Announce(#[source] io::Error),
    /// The threads could not be started.
    #[error("cannot start: {0}")]
    Start(#[source] io::Error),
    /// The server broke down.
    #[error("cannot serve: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// Serves a package until the engine that started the plugin is gone; for ever if none did.
///
/// Writes the port to standard output, as the first and only line.
///
/// # Errors
///
/// [`ServeError`] if there is no port to be had, or nobody to tell it to.
pub fn serve(package: Package, arguments: Arguments) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(ServeError::Start)?;
    let engine = arguments.engine.clone();
    let end = async {
        match &engine {
            Some(engine) => orphan::watch(engine).await,
            None => std::future::pending().await,
        }
    };
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(ServeError::Listen)?;
        // Connections are accepted from here on: an engine may dial as soon as it has read the line.
        let port = listener.local_addr().map_err(ServeError::Listen)?.port();
        announce(port).map_err(ServeError::Announce)?;
        tokio::select! {
            served = serve_on(listener, package, arguments.engine) => served,
            () = end => Ok(()),
        }
    });
    // Requests under way have nobody left to answer to.
    runtime.shutdown_background();
    served
}

/// Serves a package on a listener, as a plugin that was started by the engine at `engine`, until the future
/// is dropped.
///
/// # Errors
///
/// [`ServeError::Transport`] if the server breaks down.
pub async fn serve_on(
    listener: TcpListener,
    package: Package,
    engine: Option<String>,
) -> Result<(), ServeError> {
    let provider = transport::provider_server(Provider::new(package, engine));
    let server = transport::server().add_service(provider);
    Ok(server.serve_with_incoming(transport::incoming(listener)).await?)
}

fn announce(port: u16) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{port}")?;
    output.flush()
}
