//! A connection to an engine that can be cut, as by an engine that is killed.

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A way to an engine. It is cut when it is dropped.
#[derive(Debug)]
pub struct Link {
    /// `host:port` of the near end.
    pub address: String,
    carrier: JoinHandle<()>,
}

impl Link {
    /// Opens a way to what listens at `far`.
    ///
    /// # Errors
    ///
    /// If there is no free port.
    pub async fn to(far: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?.to_string();
        let far = far.to_owned();
        let carrier = tokio::spawn(async move {
            // Dropped with the task, and all connections with it.
            let mut connections = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let far = far.clone();
                connections.spawn(async move {
                    let mut far = TcpStream::connect(far).await?;
                    copy_bidirectional(&mut near, &mut far).await
                });
            }
        });
        Ok(Self { address, carrier })
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.carrier.abort();
    }
}
