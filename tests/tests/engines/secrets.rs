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

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("what_is_not_known_yet_can_be_previewed", not_known_yet),
        trial::with_emulator("secrets_stay_secret_in_the_state", secrets),
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

/// A tag and a certificate are secret; the state holds neither, and AWS gets both.
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
