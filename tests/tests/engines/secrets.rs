//! Values that are not known yet or secret, in the real Pulumi engine: they reach AWS, and nobody reads them on the way.

#![allow(clippy::indexing_slicing, reason = "writing JSON that the test has made")]

use std::fs;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

/// The value of a tag that nobody is to read.
const SECRET: &str = "hunter2";

/// Who may connect, and nobody is to know.
const PRINCIPAL: &str = "arn:aws:iam::222222222222:role/hunter2";

/// What marks a secret in a state.
const SIGNATURE: &str = "4dabf18193072939515e22adb298388d";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("what_is_not_known_yet_can_be_previewed", not_known_yet),
        trial::with_emulator("secrets_stay_secret_in_the_state", secrets),
        trial::with_emulator("a_secret_that_would_be_a_name_is_refused", refused),
    ]
}

/// The VPC and its subnets come with the service, so their ids are unknown in the preview.
fn not_known_yet(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let subnet = |zone: &str, range: &str| {
        json!({
            "type": "aws:ec2:Subnet",
            "properties": { "vpcId": "${vpc.id}", "availabilityZoneId": zone, "cidrBlock": range },
        })
    };
    let around = json!({
        "vpc": { "type": "aws:ec2:Vpc", "properties": { "cidrBlock": "10.0.0.0/16" } },
        "a": subnet("use1-az1", "10.0.0.0/20"),
        "b": subnet("use1-az2", "10.0.16.0/20"),
    });
    let service = json!({
        "name": "payments",
        "vpcId": "${vpc.id}",
        "loadBalancer": {
            "subnets": {
                "use1-az1": { "subnetId": "${a.id}" },
                "use1-az2": { "subnetId": "${b.id}" },
            },
        },
        "listeners": { "https": { "port": 443 } },
    });
    let pulumi = program(tools, &account, around, &service)?;
    let preview = pulumi.command(&["preview", "--json"])?.expect(0)?;
    let preview: Value = serde_json::from_str(&preview.stdout)?;
    let steps = preview.get("steps").and_then(Value::as_array).into_iter().flatten();
    let urns: Vec<&str> =
        steps.filter_map(|step| step.get("urn").and_then(Value::as_str)).collect();
    for name in ["security_group", "load_balancer", "listener-https", "target_group-https"] {
        if !urns.iter().any(|urn| urn.ends_with(&format!("::service-{name}"))) {
            return Err(Failure::new(format!("`service-{name}` is not in the preview: {urns:#?}")));
        }
    }
    aws.assert_empty(&account, REGION)
}

/// A tag and a certificate are secret; the state holds neither, and AWS gets both. So is the answer to whether there is a security
/// group, which decides, and makes secret what is made of it.
fn secrets(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_service")?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let certificate = id("CertificateArn");
    let service = json!({
        "name": "payments",
        "vpcId": id("VpcId"),
        "loadBalancer": {
            "subnets": {
                "use1-az1": { "subnetId": id("SubnetA") },
                "use1-az2": { "subnetId": id("SubnetB") },
            },
            "securityGroup": { "create": { "fn::secret": true } },
        },
        "listeners": {
            "https": {
                "port": 443,
                "protocol": "TLS",
                "certificateArn": { "fn::secret": certificate },
            },
        },
        "tags": { "password": { "fn::secret": SECRET } },
    });
    let pulumi = program(tools, &account, json!({}), &service)?;
    let said = pulumi.up()?;
    let state = pulumi.export()?;
    resource(&state, "service-security_group")?;
    let groups = resource(&state, "service-load_balancer")?.pointer("/inputs/securityGroups");
    if groups.and_then(|groups| groups.get(SIGNATURE)).is_none() {
        return Err(Failure::new(format!("what a secret decided is not secret: {groups:?}")));
    }
    for secret in [SECRET, certificate] {
        let mut places = Vec::new();
        find(secret, &state, "state", &mut places);
        let said = [said.stdout.as_str(), said.stderr.as_str()].concat();
        places.extend(said.lines().filter(|line| line.contains(secret)).map(str::to_owned));
        if !places.is_empty() {
            return Err(Failure::new(format!("`{secret}` can be read:\n{}", places.join("\n"))));
        }
    }
    let made = aws.inventory(&account, REGION)?.to_string();
    if !made.contains(SECRET) {
        return Err(Failure::new(format!("the tag did not reach AWS: {made}")));
    }
    pulumi.assert_unchanged()?;
    pulumi.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// A principal becomes the name of its permission, so it is not taken as a secret, and the refusal does not show it.
fn refused(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let service = json!({
        "name": "payments",
        "vpcId": "vpc-0a1b2c3d",
        "loadBalancer": { "subnets": { "use1-az1": { "subnetId": "subnet-0a1b2c3d" } } },
        "listeners": { "https": { "port": 443 } },
        "allowedPrincipals": [{ "fn::secret": PRINCIPAL }],
    });
    let pulumi = program(tools, &account, json!({}), &service)?;
    let preview = pulumi.command(&["preview"])?;
    let said = [preview.stdout.as_str(), preview.stderr.as_str()].concat();
    if !said.contains("the name or the time limit of a resource is made of it")
        || said.contains(PRINCIPAL)
    {
        return Err(Failure::new(format!("the secret is not refused, or is shown: {said}")));
    }
    aws.assert_empty(&account, REGION)
}

/// A resource in a state, by its name.
fn resource<'a>(state: &'a Value, name: &str) -> Result<&'a Value, Failure> {
    let all = state.pointer("/deployment/resources").and_then(Value::as_array);
    let is_wanted = |resource: &&Value| {
        let urn = resource.get("urn").and_then(Value::as_str);
        urn.is_some_and(|urn| urn.ends_with(&format!("::{name}")))
    };
    let found = all.into_iter().flatten().find(is_wanted);
    found.ok_or_else(|| Failure::new(format!("`{name}` is not in the state")))
}

/// The places where a text can be read; a resource is called by its name.
fn find(text: &str, tree: &Value, place: &str, places: &mut Vec<String>) {
    match tree {
        Value::String(found) if found.contains(text) => places.push(place.to_owned()),
        Value::Array(items) => {
            for item in items {
                let urn = item.get("urn").and_then(Value::as_str).unwrap_or("[]");
                find(text, item, urn, places);
            }
        }
        Value::Object(entries) => {
            for (name, entry) in entries {
                find(text, entry, &format!("{place}.{name}"), places);
            }
        }
        _ => {}
    }
}

/// A YAML program with these resources, and the component called `service`.
fn program(
    tools: &Toolchain,
    account: &Account,
    mut resources: Value,
    service: &Value,
) -> Result<Pulumi, Failure> {
    resources["service"] =
        json!({ "type": "privatelink:PrivateLinkService", "properties": service });
    let program = json!({ "name": "values", "runtime": "yaml", "resources": resources });
    let folder = Scratch::new("program")?;
    fs::write(folder.path().join("Pulumi.yaml"), serde_yaml_ng::to_string(&program)?)?;
    Pulumi::new(tools, account, folder.path())
}
