//! Certificates that share a domain share its validation record: it stays until the last of them goes.

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::deployment::{Engine, Prepare, Surroundings};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

/// The tests of this module. CloudFormation lets the certificates write their records themselves, and leaves them there.
pub(crate) fn trials() -> Vec<Trial> {
    [
        ("terraform_keeps_a_shared_record", Engine::Terraform),
        ("pulumi_keeps_a_shared_record", Engine::Pulumi),
    ]
    .map(|(name, engine)| {
        trial::with_emulator(name, move |tools, aws| shared_record(engine, tools, aws))
    })
    .into()
}

fn shared_record(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_service")?;
    let component = find("PrivateLinkService").ok_or_else(|| Failure::new("no such component"))?;
    let mut deployment = engine.prepare(tools, aws, &account, component)?;
    let zone = around.outputs().get("ZoneId").cloned().unwrap_or_default();
    let certificate = |name: &str, others: &[&str]| json!({ "domainName": name, "subjectAlternativeNames": others, "hostedZoneId": zone });
    let domain = "shop.service.example.com";
    let below = "*.shop.service.example.com";
    // The domain with the names below it, the domain, and the names below it alone.
    let whole = certificate(domain, &[below, "www.service.example.com"]);
    let steps: [(Value, usize); 5] = [
        (json!({ "whole": whole }), 2),
        (json!({ "whole": whole, "second": certificate(domain, &[]) }), 2),
        (json!({ "second": certificate(domain, &[]), "third": certificate(below, &[]) }), 1),
        (json!({ "third": certificate(below, &[]) }), 1),
        (json!({}), 0),
    ];
    for (certificates, wanted) in steps {
        let inputs = json!({
            "name": "shop",
            "networkLoadBalancerArns": [around.outputs().get("NlbArn")],
            "allowedPrincipals": ["arn:aws:iam::222222222222:root"],
            "certificates": certificates,
        });
        deployment.deploy(&inputs)?;
        deployment.assert_unchanged()?;
        let found = records(aws, &account, &zone)?;
        if found != wanted {
            let why = format!("{found} instead of {wanted} records for {certificates}");
            return Err(Failure::new(why));
        }
    }
    deployment.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// How many validation records the zone has.
fn records(aws: &Emulator, account: &Account, zone: &str) -> Result<usize, Failure> {
    let call = "list_resource_record_sets";
    let answer = aws.call(account, "route53", call, &json!({ "HostedZoneId": zone }))?;
    let all = answer.get("ResourceRecordSets").and_then(Value::as_array).into_iter().flatten();
    Ok(all.filter(|record| record.get("Type").is_some_and(|ty| ty == "CNAME")).count())
}
