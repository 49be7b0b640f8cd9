//! A spoke in every account of an organization, as a `StackSet` makes it: one template everywhere, without a parameter.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::{CloudFormation, compile};
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Opening, State};
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::side::Side;

/// What the guide shows.
const INPUTS: &str = "examples/cloudformation/endpoint-hub/every-account.yaml";
/// Bytes that a template may have if it is handed over as text.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
const MOST_BYTES: usize = 51_200;

pub(super) fn trial() -> Trial {
    trial::with_emulator("one_template_makes_a_spoke_in_every_account", everywhere)
}

fn everywhere(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = [aws.account(), aws.account()];
    let mut hub = Side::hub(tools, aws, Engine::CloudFormation, &accounts)?;
    hub.inputs["dns"] = json!("profile");
    hub.deploy()?;

    let folder = Scratch::new("stack-set")?;
    let text = fs::read_to_string(checkout().join(INPUTS))?;
    let mut inputs: Value = serde_yaml_ng::from_str(&text)?;
    inputs["hubJson"] = json!(hub.output("hubJson")?);
    let file = folder.path().join("inputs.json");
    fs::write(&file, inputs.to_string())?;
    let template = compile(tools, "EndpointHubSpoke", &file, folder.path())?;
    assert_for_stack_sets(&template)?;

    accounts.iter().try_for_each(|account| join(aws, account))?;
    let mut made = Vec::new();
    for (number, account) in accounts.iter().enumerate() {
        let stacks = Stacks::of(aws, account, number, folder.path())?;
        stacks.spoke.deploy(&template, &[])?;
        made.push(stacks);
    }
    for (number, stacks) in made.iter().enumerate() {
        let attachment = stacks.spoke.outputs()?["AttachmentId"].clone();
        let vpc = stacks.network.outputs()?["VpcId"].clone();
        hub.inputs["spokes"][format!("account-{number}")] =
            json!({ "vpcId": vpc, "attachment": { "id": attachment } });
    }
    hub.deploy()?;
    hub.assert_unchanged()?;
    for stacks in &made {
        stacks.spoke.assert_unchanged(&template, &[])?;
    }
    assert_reachable(&hub, &accounts, &made)?;

    hub.inputs["spokes"] = json!({});
    hub.deploy()?;
    made.iter().try_for_each(Stacks::delete)?;
    hub.destroy()?;
    // What a share shows goes with it.
    accounts.iter().try_for_each(|account| aws.assert_empty(account, REGION))?;
    hub.leave()
}

/// Every account reaches a service of the hub.
fn assert_reachable(
    hub: &Side<'_>,
    accounts: &[Account; 2],
    made: &[Stacks<'_>],
) -> Result<(), Failure> {
    let all: Vec<&Account> = [&hub.account].into_iter().chain(accounts).collect();
    let state = State::read(hub.aws, &all, &[REGION])?;
    for (number, stacks) in made.iter().enumerate() {
        let vpc = stacks.network.outputs()?["VpcId"].clone();
        let range = format!("10.{}.0.0/16", number + 64);
        let client = Client::new(vpc.as_str().unwrap_or_default(), &range)?;
        let way = state.path(&client, "ssm.us-east-1.amazonaws.com", Opening::tcp(443));
        way.context(|| format!("account {number} does not reach the hub"))?;
    }
    Ok(())
}

/// Accepts the share, as an organization does for its accounts: the emulator has none.
pub(crate) fn join(aws: &Emulator, account: &Account) -> Result<(), Failure> {
    let shown = aws.call(account, "ram", "get_resource_share_invitations", &json!({}))?;
    let invitations = shown["resourceShareInvitations"].as_array().into_iter().flatten();
    for invitation in invitations {
        let which =
            json!({ "resourceShareInvitationArn": invitation["resourceShareInvitationArn"] });
        aws.call(account, "ram", "accept_resource_share_invitation", &which)?;
    }
    Ok(())
}

/// What an account has: its network, what its Parameter Store says about it, and the instance of the `StackSet`.
struct Stacks<'a> {
    network: CloudFormation<'a>,
    store: CloudFormation<'a>,
    spoke: CloudFormation<'a>,
}

impl<'a> Stacks<'a> {
    fn of(
        aws: &'a Emulator,
        account: &Account,
        number: usize,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let network = CloudFormation::new(aws, account, "network");
        let template = checkout().join("tests/tests/engines/hub_and_spokes/spoke.yaml");
        let range = format!("10.{}.0.0/16", number + 64);
        network.deploy(&template, &[("Range", range.as_str())])?;
        let ids = network.outputs()?;
        let entry = |name: &str, output: &str| {
            let properties = json!({ "Name": name, "Type": "String", "Value": ids[output] });
            json!({ "Type": "AWS::SSM::Parameter", "Properties": properties })
        };
        let entries = json!({ "Resources": {
            "Vpc": entry("/network/vpc-id", "VpcId"),
            "Table": entry("/network/route-table-id", "TableId"),
            "SubnetA": entry("/network/subnet-a", "SubnetA"),
            "SubnetB": entry("/network/subnet-b", "SubnetB"),
        }});
        let file = folder.join(format!("store-{number}.json"));
        fs::write(&file, entries.to_string())?;
        let store = CloudFormation::new(aws, account, "store");
        store.deploy(&file, &[])?;
        Ok(Self { network, store, spoke: CloudFormation::new(aws, account, "spoke") })
    }

    fn delete(&self) -> Result<(), Failure> {
        self.spoke.delete()?;
        self.store.delete()?;
        self.network.delete()
    }
}

/// The template can be deployed by a `StackSet` with service-managed permissions, in one go.
pub(crate) fn assert_for_stack_sets(template: &Path) -> Result<(), Failure> {
    if template.with_file_name("template-2.yaml").exists() {
        return Err(Failure::new("it takes more than one template"));
    }
    let text = fs::read_to_string(template.with_extension("json"))?;
    let read: Value =
        serde_json::from_str(&text).context(|| "the template is no JSON".to_owned())?;
    let types: Vec<&str> = read["Resources"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, resource)| resource["Type"].as_str())
        .collect();
    let is_more = |name: &&&str| {
        name.starts_with("Custom::")
            || name.starts_with("AWS::CloudFormation::")
            || name.starts_with("AWS::IAM::")
            || name.starts_with("AWS::Lambda::")
    };
    let parameters = read["Parameters"].as_object().into_iter().flatten();
    let other: Vec<&String> = parameters
        .filter(|(_, parameter)| {
            let is_stored = |name: &str| name.starts_with("AWS::SSM::Parameter::Value<");
            !parameter["Type"].as_str().is_some_and(is_stored) || parameter["Default"].is_null()
        })
        .map(|(name, _)| name)
        .collect();
    let wrong = [
        (!read["Transform"].is_null(), "it has a macro".to_owned()),
        (text.len() > MOST_BYTES, format!("it has {} bytes", text.len())),
        (types.iter().any(|name| is_more(&name)), format!("it makes {types:?}")),
        (!other.is_empty(), format!("these parameters are not read from the store: {other:?}")),
        (text.contains("Fn::ImportValue"), "it reads exports of other stacks".to_owned()),
    ];
    match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
        None => Ok(()),
        Some((_, what)) => Err(Failure::new(format!("not for a StackSet: {what}"))),
    }
}
