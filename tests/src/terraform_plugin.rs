//! The Terraform AWS provider, kept running for all commands of one deployment.
//!
//! Terraform starts a provider several times per command, and each time the provider works out its schema, which takes
//! longer than what most tests ask of it.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use crate::emulator::{Account, REGION};
use crate::failure::Failure;
use crate::process::Server;
use crate::toolchain::{self, Toolchain};

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
        // The provider knows itself by its address in one registry.
        let attachment = attachment.replace(toolchain::PROVIDER, toolchain.provider_address());
        Ok(Self { attachment, _server: server })
    }

    /// What Terraform has to have in its environment.
    pub fn variable(&self) -> (OsString, OsString) {
        (VARIABLE.into(), self.attachment.clone().into())
    }
}
