//! What is worth saying about how a component is used, although nothing is wrong with its inputs.

use privatelink_wire::pulumi::{ConstructRequest, ResourceInvokeRequest};
use privatelink_wire::value::{self, Output, Properties, Value};

use crate::configuration::CLOUD_VERSION;
use crate::monitor::Monitor;

/// The function of the engine that tells what it knows about a resource of this run.
const GET_RESOURCE: &str = "pulumi:pulumi:getResource";

/// The name of a provider that the engine makes, if nothing names a version: `default_6_83_0` has one.
/// <https://github.com/pulumi/pulumi/blob/v3.255.0/pkg/resource/deploy/providers/provider.go>
const WITHOUT_VERSION: &str = "default";

/// A warning for each option that does nothing for the resources of a component: the engine keeps it for the component
/// itself, which is nothing in the cloud.
pub(crate) fn of_options(request: &ConstructRequest) -> Vec<String> {
    let timeouts = request.custom_timeouts.as_ref().is_some_and(|timeouts| {
        let all = [&timeouts.create, &timeouts.update, &timeouts.delete, &timeouts.read];
        all.iter().any(|timeout| !timeout.is_empty())
    });
    let given = [
        ("customTimeouts", timeouts),
        ("deleteBeforeReplace", request.delete_before_replace.is_some()),
        ("ignoreChanges", !request.ignore_changes.is_empty()),
        ("replaceOnChanges", !request.replace_on_changes.is_empty()),
        ("replaceWith", request.replace_with.iter().any(|urn| !urn.is_empty())),
        ("replacementTrigger", request.replacement_trigger.is_some()),
    ];
    let given = given.into_iter().filter(|(_, is_given)| *is_given);
    let warning = |(option, _): (&str, bool)| {
        format!(
            "`{option}` does nothing for the resources of a component; \
             give the component a transform (`transforms`) that sets it on them"
        )
    };
    given.map(warning).collect()
}

/// A warning, once in a deployment, if nothing says which version of the package makes a resource. `urn` is one for
/// which the engine chose the provider, `own` the name of the package of the component.
pub(crate) async fn of_version(
    urn: Option<&String>,
    version: &str,
    own: &str,
    monitor: &impl Monitor,
) -> Option<String> {
    let urn = urn.filter(|_| version.is_empty() && monitor.is_first())?;
    let arguments = Properties::from([("urn".to_owned(), Output::known(urn.as_str()))]);
    let request = ResourceInvokeRequest {
        tok: GET_RESOURCE.to_owned(),
        args: value::encode_arguments(&arguments),
        accept_resources: true,
        ..ResourceInvokeRequest::default()
    };
    // An engine that does not tell says nothing about versions.
    let answer = monitor.invoke(request).await.ok()?;
    let found = value::decode(answer.r#return?).ok()?;
    let Some(Value::String(provider)) = &found.get("provider")?.value else { return None };
    let (provider, _id) = provider.rsplit_once("::")?;
    let (start, name) = provider.rsplit_once("::")?;
    let package = start.rsplit_once("pulumi:providers:")?.1;
    (name == WITHOUT_VERSION).then(|| {
        format!(
            "nothing says which version of the package `{package}` to use, so the engine takes the newest that is \
             installed, which may be another one tomorrow; add the package to the program, give the component a provider \
             with the option `version`, or set `{own}:{CLOUD_VERSION}`"
        )
    })
}
