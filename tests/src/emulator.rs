//! AWS on this machine: starts the emulator, hands out accounts, reads states back.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;
use similar::TextDiff;

use crate::commands::Commands;
use crate::failure::Failure;
use crate::process::{Finished, Server};
use crate::scratch::Scratch;
use crate::toolchain::Toolchain;

/// The Region that tests use unless they say otherwise.
pub const REGION: &str = "us-east-1";

/// A machine image that the emulator has.
pub const IMAGE: &str = "ami-12c6146b";

/// Time for start-up: a loaded machine imports the emulator's packages slowly.
const START_LIMIT: Duration = Duration::from_mins(2);

/// Time for reading one account.
const READ_LIMIT: Duration = Duration::from_mins(2);

/// What the emulator's first line says before its address.
const READY: &str = "listening on ";

/// A running emulator; ends when dropped.
#[derive(Debug)]
pub struct Emulator {
    endpoint: String,
    commands: Commands,
    accounts: AtomicU64,
    log: PathBuf,
    _server: Server,
    _scratch: Scratch,
}

/// An AWS account on the emulator; nobody else uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    id: String,
    endpoint: String,
}

impl Emulator {
    /// Starts an emulator on a free port, strict as AWS and without AWS's waits.
    pub fn start(toolchain: &Toolchain) -> Result<Self, Failure> {
        let scratch = Scratch::new("emulator")?;
        let log = scratch.path().join("requests.log");
        let mut command = toolchain.emulator_command("awsemu");
        command.args(["--port", "0", "--fast", "--strict", "--cfn", "--exit-with-stdin", "--log"]);
        command.arg(&log);
        let (server, address) = serve(&mut command)?;
        Ok(Self {
            endpoint: format!("http://{address}"),
            commands: Commands::start(toolchain)?,
            accounts: AtomicU64::new(100_000_000_001),
            log,
            _server: server,
            _scratch: scratch,
        })
    }

    /// Address of every AWS API, for `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The file with one line per API call.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// An account that no other test of this process has.
    pub fn account(&self) -> Account {
        let id = self.accounts.fetch_add(1, Ordering::Relaxed);
        Account { id: id.to_string(), endpoint: self.endpoint.clone() }
    }

    /// Runs one of the programs beside the emulator, such as `awsemu.cfn`, whatever its exit code.
    pub fn command(
        &self,
        program: &str,
        account: &Account,
        arguments: &[&str],
        limit: Duration,
    ) -> Result<Finished, Failure> {
        let whose = ["--endpoint", self.endpoint(), "--account", account.id()];
        self.commands.run(program, &[arguments, &whose].concat(), limit)
    }

    /// What exists in an account, in canonical form: generated names replaced by what they belong to, sorted.
    pub fn inventory(&self, account: &Account, region: &str) -> Result<Value, Failure> {
        self.read(account, &["--region", region])?.expect(0)?.json()
    }

    /// What exists in accounts that belong together, in canonical form: a number for each account, which its
    /// place in the list decides.
    pub fn shared_inventory(
        &self,
        accounts: &[&Account],
        regions: &[&str],
    ) -> Result<Value, Failure> {
        self.read_all(&[], accounts, regions)
    }

    /// What exists in accounts, with its real ids and addresses.
    pub fn raw_inventory(&self, accounts: &[&Account], regions: &[&str]) -> Result<Value, Failure> {
        self.read_all(&["--raw"], accounts, regions)
    }

    /// Calls AWS once as the owner of an account, for what a test changes by hand. Service, call and arguments as boto3
    /// spells them.
    pub fn call(
        &self,
        account: &Account,
        service: &str,
        call: &str,
        arguments: &Value,
    ) -> Result<Value, Failure> {
        self.call_in(account, REGION, service, call, arguments)
    }

    /// The same in another Region.
    pub fn call_in(
        &self,
        account: &Account,
        region: &str,
        service: &str,
        call: &str,
        arguments: &Value,
    ) -> Result<Value, Failure> {
        let arguments = arguments.to_string();
        let options = ["--region", region, service, call, &arguments];
        self.command("awsemu.call", account, &options, READ_LIMIT)?.expect(0)?.json()
    }

    /// Succeeds if an account has nothing but what every new account has.
    pub fn assert_empty(&self, account: &Account, region: &str) -> Result<(), Failure> {
        let read = self.read(account, &["--region", region, "--empty"])?;
        if read.status.success() {
            return Ok(());
        }
        let account = account.id();
        Err(Failure::new(format!("account {account} is not empty\n{}{}", read.stdout, read.stderr)))
    }

    /// Imports a self-signed certificate and returns its ARN.
    pub fn import_certificate(&self, account: &Account, name: &str) -> Result<String, Failure> {
        Ok(self.certificate(account, &["--name", name])?.stdout.trim().to_owned())
    }

    /// Deletes a certificate.
    pub fn delete_certificate(&self, account: &Account, arn: &str) -> Result<(), Failure> {
        self.certificate(account, &["--delete", arn]).map(drop)
    }

    /// Deletes the validation records of certificates, which `CloudFormation` leaves in their zones.
    pub fn delete_validation_records(&self, account: &Account) -> Result<(), Failure> {
        self.certificate(account, &["--delete-records"]).map(drop)
    }

    fn certificate(&self, account: &Account, options: &[&str]) -> Result<Finished, Failure> {
        self.command("awsemu.certificate", account, options, READ_LIMIT)?.expect(0)
    }

    fn read_all(
        &self,
        options: &[&str],
        accounts: &[&Account],
        regions: &[&str],
    ) -> Result<Value, Failure> {
        let [first, others @ ..] = accounts else { return Err(Failure::new("no account to read")) };
        let others = others.iter().flat_map(|account| ["--account", account.id()]);
        let regions = regions.iter().flat_map(|region| ["--region", region]);
        let options: Vec<_> = options.iter().copied().chain(others).chain(regions).collect();
        self.read(first, &options)?.expect(0)?.json()
    }

    fn read(&self, account: &Account, options: &[&str]) -> Result<Finished, Failure> {
        self.command("awsemu.inventory", account, options, READ_LIMIT)
    }
}

/// Starts a server of the emulator's package, and returns where it listens.
pub(crate) fn serve(command: &mut Command) -> Result<(Server, String), Failure> {
    let (server, line) = Server::start(command, START_LIMIT)?;
    let address = line.strip_prefix(READY).ok_or_else(|| {
        Failure::new(format!("the server said `{line}` instead of `{READY}ADDRESS`"))
    })?;
    Ok((server, address.to_owned()))
}

impl Account {
    /// The twelve digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The access key that selects the account on the emulator.
    pub fn access_key(&self) -> String {
        format!("AKIA{}TEST", self.id)
    }

    /// Lets any AWS client that `command` runs use this account, and nothing else of this machine's AWS settings.
    pub fn enable<'a>(&self, command: &'a mut Command, region: &str) -> &'a mut Command {
        for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_CA_BUNDLE"] {
            command.env_remove(name);
        }
        command
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            // Of S3 Control, clients put the account before the host, which must be a name then: it is found by the proxy.
            .env("AWS_ENDPOINT_URL_S3_CONTROL", "http://s3-control.us-east-1.amazonaws.com")
            .env("HTTP_PROXY", &self.endpoint)
            .env("HTTPS_PROXY", &self.endpoint)
            .env("NO_PROXY", "127.0.0.1,localhost")
            .env("AWS_ACCESS_KEY_ID", self.access_key())
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_REGION", region)
            .env("AWS_DEFAULT_REGION", region)
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            // There is no instance role to look for, and looking takes seconds.
            .env("AWS_EC2_METADATA_DISABLED", "true")
            // As few as outlive a lost connection: with the default a wrong answer would be a wait of minutes.
            .env("AWS_MAX_ATTEMPTS", "3")
    }
}

/// Succeeds if two states are equal; otherwise a failure with a line diff.
///
/// `left` and `right` each come with the name of who made them.
pub fn assert_same_state(left: (&str, &Value), right: (&str, &Value)) -> Result<(), Failure> {
    if left.1 == right.1 {
        return Ok(());
    }
    let (old, new) = (format!("{:#}\n", left.1), format!("{:#}\n", right.1));
    let diff = TextDiff::from_lines(&old, &new);
    let shown = diff.unified_diff().context_radius(8).header(left.0, right.0).to_string();
    Err(Failure::new(format!("{} and {} left different states\n{shown}", left.0, right.0)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_states_pass_and_a_difference_is_shown() {
        let state = json!({"vpcs": [{"cidr": "10.0.0.0/16"}]});
        assert_same_state(("a", &state), ("b", &state)).unwrap();
        let other = json!({"vpcs": [{"cidr": "10.1.0.0/16"}]});
        let failure = assert_same_state(("a", &state), ("b", &other)).unwrap_err().to_string();
        assert!(failure.contains("-      \"cidr\": \"10.0.0.0/16\""), "{failure}");
        assert!(failure.starts_with("a and b left different states\n--- a\n+++ b\n"), "{failure}");
    }
}
