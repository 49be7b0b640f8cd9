//! Whoever has the policy that is printed for some inputs can deploy them: no engine makes a call that it does not allow.
//!
//! Calls of S3 are not looked at: the emulator answers them in another way and does not log them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use privatelink_backends::manual::permissions::{Asker, Needs, policy};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Component, Given, check_inputs, specialise};
use privatelink_tests::emulator::{Account, Emulator};
use privatelink_tests::failure::{Context, Failure};
use serde_json::Value;

/// Calls that nobody has to be allowed. Terraform's provider makes the second when the first is slow to answer, and
/// goes on if it is refused.
const FREE: [&str; 2] = ["sts:GetCallerIdentity", "iam:GetUser"];

/// Notes what is called in some accounts.
pub(super) struct Watch<'a> {
    log: &'a Path,
    accounts: Vec<String>,
    from: u64,
    calls: BTreeSet<String>,
}

impl<'a> Watch<'a> {
    /// A watch that notes nothing yet.
    pub(super) fn new(aws: &'a Emulator, accounts: &[&Account]) -> Self {
        let accounts = accounts.iter().map(|account| format!("account={}", account.id()));
        Self { log: aws.log(), accounts: accounts.collect(), from: 0, calls: BTreeSet::new() }
    }

    /// Notes what is called from here on.
    pub(super) fn resume(&mut self) {
        // The log begins with the first call.
        self.from = fs::metadata(self.log).map_or(0, |file| file.len());
    }

    /// Notes no more.
    pub(super) fn pause(&mut self) -> Result<(), Failure> {
        let place = || format!("cannot read `{}`", self.log.display());
        let mut file = File::open(self.log).context(place)?;
        file.seek(SeekFrom::Start(self.from)).context(place)?;
        let mut lines = String::new();
        file.read_to_string(&mut lines).context(place)?;
        for line in lines.lines() {
            let mut words = line.split_whitespace();
            if let (Some(call), Some(account)) = (words.next(), words.next())
                && self.accounts.iter().any(|own| own == account)
            {
                self.calls.insert(action(call));
            }
        }
        Ok(())
    }

    /// Succeeds if a policy for these inputs allows every call.
    pub(super) fn assert_allowed<const N: usize>(
        &self,
        component: &Component,
        inputs: [&Value; N],
    ) -> Result<(), Failure> {
        let allowed: BTreeSet<String> =
            inputs.iter().flat_map(|inputs| actions_for(component, inputs)).collect();
        let missing = self.calls.difference(&allowed);
        let missing: Vec<&str> =
            missing.map(String::as_str).filter(|call| !FREE.contains(call)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("the policy does not allow {}", missing.join(", "))))
    }
}

/// The action of a call, as policies name it.
fn action(call: &str) -> String {
    match call.split_once(':') {
        Some(("elbv2", name)) => format!("elasticloadbalancing:{name}"),
        Some(("s3control", name)) => format!("s3:{name}"),
        _ => call.to_owned(),
    }
}

/// Every action of the policy for some inputs.
fn actions_for(component: &Component, inputs: &Value) -> Vec<String> {
    let model = component.model();
    let checked = check_inputs(&model, &Given::inputs(inputs), &PULUMI);
    // What cannot be specialised needs nothing, and no case is like that.
    let resources = specialise(&model, &checked.inputs).map(|built| built.resources);
    let needs = Needs::of(&resources.unwrap_or_default());
    let policy = policy(&needs, Asker::Provider);
    let statements = policy.get("Statement").and_then(Value::as_array).into_iter().flatten();
    let lists = statements.filter_map(|statement| statement.get("Action")?.as_array());
    lists.flatten().filter_map(|action| action.as_str().map(str::to_owned)).collect()
}
