//! The Terraform AWS provider, kept running for all commands of one deployment.
//!
//! Terraform starts a provider several times per command, and each time the provider works out its schema, which takes
//! longer than what most tests ask of it. So does reading it: [`proxy`] hands on the part of it that is needed.

mod proxy;
mod trim;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use proxy::Proxy;
use serde_json::{Value, json};

use crate::emulator::{Account, REGION};
use crate::failure::{Context, Failure};
use crate::process::Server;
use crate::toolchain::Toolchain;

/// Time for start-up, which takes a second on a quiet machine.
const START_LIMIT: Duration = Duration::from_mins(2);

/// The environment variable in which Terraform looks for providers that are running.
const VARIABLE: &str = "TF_REATTACH_PROVIDERS";

/// Starts the provider (`$0`) with its debugging support, prints how Terraform finds it, and ends it when standard
/// input closes.
const KEEPER: &str = r#"
    "$0" -debug 2>/dev/null | while read -r line; do
        case "$line" in TF_REATTACH_PROVIDERS=*) echo "$line" ;; esac
    done &
    cat >/dev/null
    kill 0
"#;

/// A running provider; ends when dropped. It keeps the account that it was started for.
#[derive(Debug)]
pub struct TerraformPlugin {
    attachment: String,
    _proxy: Proxy,
    _server: Server,
}

impl TerraformPlugin {
    /// Starts it for an account.
    pub fn start(toolchain: &Toolchain, account: &Account) -> Result<Self, Failure> {
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER]).arg(toolchain.terraform_provider()?).env("GOGC", "400");
        let (server, line) = Server::start(account.enable(&mut command, REGION), START_LIMIT)?;
        let quoted = line.strip_prefix(VARIABLE).and_then(|rest| rest.strip_prefix('='));
        let attachment = quoted.unwrap_or_default().trim_matches('\'');
        let mut providers: BTreeMap<String, Value> =
            serde_json::from_str(attachment).context(|| format!("the provider says \"{line}\""))?;
        let mut provider = providers.pop_first().map(|(_, provider)| provider).unwrap_or_default();
        let socket = provider.pointer("/Addr/String").and_then(Value::as_str).unwrap_or_default();
        let proxy = Proxy::start(&toolchain.terraform_provider()?, socket)?;
        if let Some(address) = provider.get_mut("Addr") {
            *address = json!({ "Network": "tcp", "String": proxy.address });
        }
        // The provider knows itself by its address in one registry.
        let attachment = json!({ toolchain.provider_address(): provider }).to_string();
        Ok(Self { attachment, _proxy: proxy, _server: server })
    }

    /// What Terraform has to have in its environment.
    pub fn variable(&self) -> (OsString, OsString) {
        (VARIABLE.into(), self.attachment.clone().into())
    }
}
