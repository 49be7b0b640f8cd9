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

mod bridge;
mod cache;
mod kinds;
mod proxy;
mod rename;
mod schema;

use privatelink_wire::transport;
use std::error::Error;
use std::io::Write as _;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let engine = std::env::args().nth(1);
    let provider = std::env::var("AWS_PLUGIN_TERRAFORM_PROVIDER")?.into();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    writeln!(std::io::stdout(), "{port}")?;
    transport::server()
        .add_service(transport::provider_server(proxy::Proxy::new(engine, provider)))
        .serve_with_incoming(transport::incoming(listener))
        .await?;
    Ok(())
}
