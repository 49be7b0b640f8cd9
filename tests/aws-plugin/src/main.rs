//! `pulumi-resource-aws`, for tests: the real Terraform AWS provider under the names of `pulumi-aws`.
//!
//! No registry ships pulumi-aws as a program, but Pulumi's generic Terraform bridge is one, and so is the provider it
//! would wrap. This plugin stands in front of the bridge and renames what differs:
//!
//! ```text
//! engine --> this plugin --> pulumi-resource-terraform-provider --> terraform-provider-aws
//! ```
//!
//! `AWS_PLUGIN_BRIDGE` names the bridge, `AWS_PLUGIN_TERRAFORM_PROVIDER` the provider. Of that only what tests use is
//! loaded: the schema of everything, which YAML programs ask for in each preview and each update, takes a minute.

mod kinds;
mod proxy;
mod rename;
mod schema;

use privatelink_wire::transport;
use std::error::Error;
use std::io::Write as _;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::Command;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut bridge = Command::new(std::env::var("AWS_PLUGIN_BRIDGE")?)
        // The engine's address among them: the bridge does not start without one.
        .args(std::env::args().skip(1))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let output = bridge.stdout.take().ok_or("the bridge has no output")?;
    let mut lines = BufReader::new(output).lines();
    let port = lines.next_line().await?.ok_or("the bridge ended before it named its port")?;
    // The bridge goes on writing; nobody reads it, but its pipe must not fill up.
    tokio::spawn(async move { while matches!(lines.next_line().await, Ok(Some(_))) {} });

    let client =
        transport::provider_client(transport::connect(&format!("127.0.0.1:{}", port.trim()))?);
    let provider = std::env::var("AWS_PLUGIN_TERRAFORM_PROVIDER")?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    writeln!(std::io::stdout(), "{port}")?;
    transport::server()
        .add_service(transport::provider_server(proxy::Proxy::new(client, provider)))
        .serve_with_incoming(transport::incoming(listener))
        .await?;
    Ok(())
}
