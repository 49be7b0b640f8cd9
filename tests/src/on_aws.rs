//! What an emulator that passes no traffic does not show: whether instances could do on AWS what they are there for.
//!
//! An instance that installs packages needs a way out, what it serves has to come back after a reboot, credentials of its
//! role are for requests with a token only, and somebody has to be able to enter a client.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::emulator::{Account, Emulator, REGION};
use crate::failure::Failure;
use crate::reachability::{Client, Opening, State};

/// Commands that fetch something from elsewhere.
const INSTALLS: &[&str] = &[
    "yum install",
    "dnf install",
    "apt-get install",
    "pip install",
    "npm install",
    "curl ",
    "wget ",
    "docker run",
    "docker pull",
];
/// Commands that start a server until the next reboot and no longer.
const ONCE: &[&str] = &["systemd-run", "systemctl start", "nohup "];
/// The policy that lets an instance use Session Manager.
const SESSIONS: &str = "AmazonSSMManagedInstanceCore";
/// Names that its agent calls.
const CALLED: [&str; 3] = ["ssm", "ssmmessages", "ec2messages"];
/// Mark of an instance that a group started: the group's launch template says how.
const OF_GROUP: &str = "aws:autoscaling:groupName";

/// An instance, or a launch template that instances are made by.
#[derive(Debug, Default)]
struct Machine {
    name: String,
    /// None: a launch template.
    subnet: Option<String>,
    vpc: String,
    groups: Vec<String>,
    /// Whether it has a public address.
    is_public: bool,
    /// Whether its metadata are for requests with a token only.
    is_guarded: bool,
    /// Name of its profile.
    profile: Option<String>,
    /// What it runs at its first boot.
    script: String,
}

/// Succeeds if everything that the instances of these accounts are to do at boot would work on AWS.
pub fn assert_boots(aws: &Emulator, accounts: &[&Account]) -> Result<(), Failure> {
    assert_boots_in(aws, accounts, REGION)
}

/// The same in another Region.
pub fn assert_boots_in(aws: &Emulator, accounts: &[&Account], region: &str) -> Result<(), Failure> {
    let document = aws.raw_inventory(accounts, &[region])?;
    let mut found = Vec::new();
    for account in accounts {
        for machine in instances(aws, account, region)?.iter().chain(&templates(&document)) {
            found.extend(complaints(&document, machine));
        }
    }
    nothing_of(&found)
}

/// Succeeds if a person can enter an instance in this VPC: it has a role for Session Manager and reaches its endpoints.
pub fn assert_way_in(aws: &Emulator, account: &Account, vpc: &str) -> Result<(), Failure> {
    let document = aws.raw_inventory(&[account], &[REGION])?;
    let state = State::from_document(document)?;
    let mut found = Vec::new();
    for machine in instances(aws, account, REGION)? {
        if machine.vpc != vpc {
            continue;
        }
        match way_in(aws, account, &state, &machine) {
            Ok(()) => return Ok(()),
            Err(why) => found.push(format!("{}: {why}", machine.name)),
        }
    }
    found.push(format!("nobody can enter a client in {vpc}"));
    nothing_of(&found)
}

fn way_in(
    aws: &Emulator,
    account: &Account,
    state: &State,
    machine: &Machine,
) -> Result<(), Failure> {
    let profile = machine.profile.as_ref().ok_or_else(|| Failure::new("it has no profile"))?;
    let named = json!({ "InstanceProfileName": profile });
    let shown = aws.call(account, "iam", "get_instance_profile", &named)?;
    let role = text(shown.pointer("/InstanceProfile/Roles/0"), "RoleName");
    let attached =
        aws.call(account, "iam", "list_attached_role_policies", &json!({ "RoleName": role }))?;
    if !list(&attached, "AttachedPolicies").any(|one| text(Some(one), "PolicyName") == SESSIONS) {
        return Err(Failure::new(format!("its role has not {SESSIONS}")));
    }
    let client =
        Client { vpc: machine.vpc.clone(), source: None, security_groups: machine.groups.clone() };
    for service in CALLED {
        state.path(&client, &format!("{service}.{REGION}.amazonaws.com"), Opening::tcp(443))?;
    }
    Ok(())
}

/// What would not work, each in a sentence.
fn complaints(document: &Value, machine: &Machine) -> Vec<String> {
    let name = &machine.name;
    let mut found = Vec::new();
    if !machine.is_guarded {
        found.push(format!("{name} answers metadata without a token"));
    }
    if let Some(command) = ONCE.iter().find(|command| machine.script.contains(**command)) {
        found.push(format!("{name} runs `{command}`, which a reboot ends"));
    }
    let installs = INSTALLS.iter().find(|command| machine.script.contains(**command));
    if let (Some(command), Some(subnet)) = (installs, &machine.subnet) {
        let way = way_out(document, &machine.vpc, subnet);
        let is_out = way.is_some_and(|way| !way.starts_with("igw-") || machine.is_public);
        if !is_out {
            found.push(format!("{name} runs `{command}` and has no way out"));
        }
    }
    found
}

/// What a subnet's traffic to the internet goes through, if it goes anywhere.
fn way_out<'a>(document: &'a Value, vpc: &str, subnet: &str) -> Option<&'a str> {
    let tables: Vec<_> = list(document, "ec2/route_table")
        .filter(|table| text(Some(table), "VpcId") == vpc)
        .collect();
    let has = |table: &&&Value| list(table, "Subnets").any(|one| one.as_str() == Some(subnet));
    let is_main = |table: &&&Value| table.get("Main").and_then(Value::as_bool).unwrap_or_default();
    let table = tables.iter().find(has).or_else(|| tables.iter().find(is_main))?;
    let route = list(table, "Routes")
        .find(|route| text(Some(route), "DestinationCidrBlock") == "0.0.0.0/0")?;
    let ends = ["NatGatewayId", "GatewayId"].map(|end| text(Some(route), end));
    ends.into_iter().find(|end| !end.is_empty())
}

/// Instances that run or start, but those of Auto Scaling groups.
fn instances(aws: &Emulator, account: &Account, region: &str) -> Result<Vec<Machine>, Failure> {
    let call = |call: &str, asked: &Value| aws.call_in(account, region, "ec2", call, asked);
    let shown = call("describe_instances", &json!({}))?;
    let all = list(&shown, "Reservations").flat_map(|one| list(one, "Instances"));
    let mut found = Vec::new();
    for instance in all {
        let is_of_group = list(instance, "Tags").any(|tag| text(Some(tag), "Key") == OF_GROUP);
        if text(instance.get("State"), "Name") == "terminated" || is_of_group {
            continue;
        }
        let asked = json!({ "InstanceId": instance.get("InstanceId"), "Attribute": "userData" });
        let script = call("describe_instance_attribute", &asked)?;
        let profile = text(instance.get("IamInstanceProfile"), "Arn").rsplit('/').next();
        found.push(Machine {
            name: name_of(instance, "InstanceId"),
            subnet: Some(text(Some(instance), "SubnetId").to_owned()),
            vpc: text(Some(instance), "VpcId").to_owned(),
            groups: list(instance, "SecurityGroups")
                .map(|group| text(Some(group), "GroupId").to_owned())
                .collect(),
            is_public: instance.get("PublicIpAddress").is_some_and(Value::is_string),
            is_guarded: is_guarded(instance),
            profile: profile.filter(|name| !name.is_empty()).map(str::to_owned),
            script: decoded(text(script.get("UserData"), "Value")),
        });
    }
    Ok(found)
}

/// The last version of each launch template.
fn templates(document: &Value) -> Vec<Machine> {
    let last = |template: &Value| list(template, "Versions").last().cloned();
    let all = list(document, "ec2/launch_template").filter_map(|one| Some((one, last(one)?)));
    all.map(|(template, version)| Machine {
        name: name_of(template, "LaunchTemplateName"),
        is_guarded: is_guarded(&version),
        script: decoded(text(Some(&version), "UserData")),
        ..Machine::default()
    })
    .collect()
}

fn is_guarded(machine: &Value) -> bool {
    text(machine.get("MetadataOptions"), "HttpTokens") == "required"
}

/// The tag `Name`, if there is one.
fn name_of(item: &Value, otherwise: &str) -> String {
    let tag = list(item, "Tags").find(|tag| text(Some(tag), "Key") == "Name");
    tag.map_or_else(|| text(Some(item), otherwise), |tag| text(Some(tag), "Value")).to_owned()
}

fn list<'a>(item: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    item.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(item: Option<&'a Value>, name: &str) -> &'a str {
    item.and_then(|item| item.get(name)).and_then(Value::as_str).unwrap_or_default()
}

/// Base64 as text; what is no such thing stays as it is.
fn decoded(encoded: &str) -> String {
    let text = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| encoded.to_owned())
}

/// Succeeds if there is nothing to complain about.
fn nothing_of(found: &[String]) -> Result<(), Failure> {
    let found: BTreeSet<_> = found.iter().map(String::as_str).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::new(found.into_iter().collect::<Vec<_>>().join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(script: &str) -> Machine {
        Machine {
            name: "web".to_owned(),
            subnet: Some("subnet-1".to_owned()),
            vpc: "vpc-1".to_owned(),
            is_guarded: true,
            script: script.to_owned(),
            ..Machine::default()
        }
    }

    /// A VPC whose subnet sends what is not for the VPC to this end.
    fn network(end: &str, id: &str) -> Value {
        let mut route = json!({ "DestinationCidrBlock": "0.0.0.0/0" });
        if let Some(fields) = route.as_object_mut() {
            fields.insert(end.to_owned(), json!(id));
        }
        json!({ "ec2/route_table": [
            { "VpcId": "vpc-1", "Main": true, "Subnets": [], "Routes": [] },
            { "VpcId": "vpc-1", "Main": false, "Subnets": ["subnet-1"], "Routes": [route] },
        ] })
    }

    #[test]
    fn packages_need_a_way_out() {
        let installs = machine("#!/bin/sh\nyum install -y nginx\nsystemctl enable --now nginx\n");
        let closed = json!({ "ec2/route_table": [{ "VpcId": "vpc-1", "Main": true }] });
        let stuck = "web runs `yum install` and has no way out";
        assert_eq!(complaints(&closed, &installs), [stuck]);
        let gateway = network("GatewayId", "igw-1");
        assert_eq!(complaints(&gateway, &installs), [stuck], "it has no public address");
        let public = Machine { is_public: true, ..installs };
        assert!(complaints(&gateway, &public).is_empty());
        assert!(complaints(&network("NatGatewayId", "nat-1"), &public).is_empty());
    }

    #[test]
    fn servers_come_back_and_metadata_are_guarded() {
        let document = json!({});
        let once = machine("#!/bin/sh\nsystemd-run python3 -m http.server 80\n");
        assert_eq!(complaints(&document, &once), ["web runs `systemd-run`, which a reboot ends"]);
        let open = Machine { is_guarded: false, ..machine("") };
        assert_eq!(complaints(&document, &open), ["web answers metadata without a token"]);
        assert!(complaints(&document, &machine("systemctl enable --now web")).is_empty());
    }

    #[test]
    fn user_data_are_read() {
        assert_eq!(decoded("IyEvYmluL3NoCmhp"), "#!/bin/sh\nhi");
        assert_eq!(decoded("aGk="), "hi");
        assert_eq!(decoded("#!/bin/sh"), "#!/bin/sh");
    }
}
