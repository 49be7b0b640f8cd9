//! What grows touches nothing else: a spoke more, and a service more.

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

use super::side::{Side, at_once};
use super::word;

pub(super) fn trials() -> Vec<Trial> {
    let trial = |engine: Engine| {
        let name = format!("hub_of_{}_grows_without_touching_others", word(engine));
        trial::with_emulator(&name, move |tools, aws| grows(engine, tools, aws))
    };
    Engine::ALL.into_iter().map(trial).collect()
}

/// Three spokes, then a service more, then a fourth spoke.
fn grows(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = [(); 4].map(|()| aws.account());
    let mut hub = Side::hub(tools, aws, engine, &accounts)?;
    hub.deploy()?;
    let mut spokes = Vec::new();
    for (number, account) in accounts.into_iter().enumerate() {
        spokes.push(Side::spoke(tools, &hub, engine, number, account)?);
    }
    let Some((fourth, three)) = spokes.split_last_mut() else {
        return Err(Failure::new("no spokes"));
    };
    at_once(three, Side::deploy)?;

    hub.inputs["services"]["sqs"] = json!({});
    assert_lines(&hub.changes()?, service(engine))?;
    hub.deploy()?;
    let handed = hub.output("hubJson")?;
    at_once(three, |spoke| {
        spoke.inputs["hubJson"] = json!(handed);
        assert_lines(&spoke.changes()?, &[])?;
        // Pulumi keeps what a component was given, although nothing follows from it.
        spoke.deploy()
    })?;

    fourth.deploy()?;
    fourth.assert_unchanged()?;
    assert_lines(&hub.changes()?, &[])?;
    hub.assert_unchanged()?;
    at_once(three, |spoke| spoke.assert_unchanged())?;

    at_once(&mut spokes, Side::destroy)?;
    hub.destroy()?;
    at_once(&mut spokes, |spoke| spoke.leave())?;
    hub.leave()
}

/// The plan of a service more: its endpoint, its zone, and a record for each of its names.
fn service(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Terraform => {
            &["create aws_route53_record", "create aws_route53_zone", "create aws_vpc_endpoint"]
        }
        Engine::CloudFormation => {
            &["create EndpointSqs", "create RecordSqsA8fd74b29", "create ZoneSqs"]
        }
        Engine::Pulumi => &[
            "create aws:ec2/vpcEndpoint:VpcEndpoint",
            "create aws:route53/record:Record",
            "create aws:route53/zone:Zone",
        ],
    }
}

fn assert_lines(found: &[String], expected: &[&str]) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(Failure::new(format!("the plan is {found:#?}\ninstead of {expected:#?}")))
}
