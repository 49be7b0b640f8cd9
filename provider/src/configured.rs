//! Providers that a component makes itself, of their configuration.
//!
//! ```text
//! hubProvider: { region: eu-west-1, assumeRoles: [{ roleArn: … }] }
//!   --> pulumi:providers:aws, a child of the component: { region: "eu-west-1", assumeRoles: "[{\"roleArn\": …}]" }
//! ```
//!
//! What it may say is the `aws` package's own business, so every version of it will do: nothing is renamed, and the package
//! checks it. Such a provider has nothing of the one that the component has.

use std::collections::BTreeSet;

use privatelink_ir::Problem;
use privatelink_wire::pulumi::{ConstructRequest, RegisterResourceRequest};
use privatelink_wire::value::{Output, Properties, Value};

use crate::inputs::to_constant;
use crate::registration::Child;

/// The type of the provider.
const TOKEN: &str = "pulumi:providers:aws";

/// The one setting without which it would work where the program's own provider does.
const REGION: &str = "region";

/// What is wrong with a configuration.
pub(crate) fn wrong(input: &str, configuration: &Properties) -> Option<Problem> {
    if configuration.get(REGION).is_none_or(Output::is_null) {
        let help = "add the Region in which its resources are made";
        return Some(Problem::error("input/provider", input, "names no `region`", help));
    }
    let strange = configuration.iter().find(|(_, value)| !is_plain(value))?;
    let message = format!("has something in `{}` that no configuration takes", strange.0);
    let help =
        "give texts, numbers, lists and objects of them, or the provider resource itself instead";
    Some(Problem::error("input/provider", input, message, help))
}

fn is_plain(output: &Output) -> bool {
    use Value::{Archive, Asset, Bytes, Resource};
    !matches!(output.value, Some(Archive(_) | Asset(_) | Bytes(_) | Resource(_)))
        && output.children().all(is_plain)
}

/// What the providers of a component have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Configured<'a> {
    pub(crate) request: &'a ConstructRequest,
    /// URN of the component.
    pub(crate) urn: &'a str,
    /// Version of the package; empty lets the engine choose.
    pub(crate) version: &'a str,
}

impl Configured<'_> {
    /// The registration of the provider of a slot.
    pub(crate) fn request(&self, slot: &str, given: &Output) -> RegisterResourceRequest {
        let Some(Value::Object(members)) = &given.value else {
            return RegisterResourceRequest::default();
        };
        let of_given = |value| setting(value, given.secret).depending_on(&given.dependencies);
        let inputs: Properties =
            members.iter().map(|(name, value)| (name.clone(), of_given(value))).collect();
        let child = Child {
            token: TOKEN,
            name: format!("{}-{slot}", self.request.name),
            aliases: Vec::new(),
            parent: self.urn.to_owned(),
            secret_outputs: Vec::new(),
            after: BTreeSet::new(),
            provider: String::new(),
            version: self.version.to_owned(),
            ignore_changes: Vec::new(),
            delete_before_replace: false,
            limits: Vec::new(),
            stack_trace_handle: self.request.stack_trace_handle.clone(),
        };
        child.into_request(&inputs, &[self.urn, &self.request.parent])
    }
}

/// A setting as a provider takes it: text stays text, everything else is JSON.
/// <https://github.com/pulumi/pulumi/blob/v3.255.0/sdk/nodejs/provider/provider.ts>
fn setting(given: &Output, secret: bool) -> Output {
    let dependencies = given.all_dependencies();
    let secret = secret || given.contains_secret();
    let value = match &given.value {
        Some(Value::String(_) | Value::Null) => given.value.clone(),
        _ => to_constant(given).map(|known| Value::String(known.to_canonical_json())),
    };
    Output { value, secret, dependencies }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn settings_are_texts() {
        let list = Output::known(Value::List(vec![Output::known(1.0), Output::known(true)]));
        assert_eq!(setting(&list, false), Output::known("[1,true]"));
        assert_eq!(setting(&Output::known("[x]"), false), Output::known("[x]"));
        assert_eq!(setting(&Output::known(true), false), Output::known("true"));
        let role = Output::known("arn").into_secret().depending_on(["urn"]);
        let roles = Value::Object(BTreeMap::from([("roleArn".to_owned(), role)]));
        let expected = Output::known("{\"roleArn\":\"arn\"}").into_secret().depending_on(["urn"]);
        assert_eq!(setting(&Output::known(roles), false), expected);
        let open = Value::List(vec![Output::unknown().depending_on(["urn"])]);
        assert_eq!(setting(&Output::known(open), false), Output::unknown().depending_on(["urn"]));
        assert_eq!(setting(&Output::known("key"), true), Output::known("key").into_secret());
    }
}
