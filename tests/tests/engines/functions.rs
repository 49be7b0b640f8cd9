//! The function `estimateCost` through the real Pulumi engine, from a program without code and by the SDK.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use privatelink_tests::emulator::Account;
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

const YAML: &str = r"
name: estimate
runtime: yaml
config:
  vpcs: { type: integer }
variables:
  decision:
    fn::invoke:
      function: privatelink:index:estimateCost
      arguments:
        region: us-east-1
        vpcs: ${vpcs}
        availabilityZones: 3
        services:
          sqs: { gb: 9000 }
          kms: { gb: 1000 }
outputs:
  answer: ${decision.answer}
  localMonthly: ${decision.localMonthly}
  breakEvenGb: ${decision.breakEvenGb}
";

const TYPESCRIPT: &str = r#"
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const vpcs = new pulumi.Config().requireNumber("vpcs");
const decision = privatelink.estimateCostOutput({
    region: "us-east-1",
    vpcs: pulumi.output(vpcs),
    availabilityZones: 3,
    services: { sqs: { gb: pulumi.output(9000) }, kms: { gb: 1000 } },
});
export const answer = decision.answer;
export const localMonthly = decision.localMonthly;
export const breakEvenGb = decision.breakEvenGb;
"#;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("yaml_estimate", |tools, aws| {
            let scratch = Scratch::new("estimate")?;
            fs::write(scratch.path().join("Pulumi.yaml"), YAML)?;
            estimate(tools, &aws.account(), scratch.path())
        }),
        trial::with_emulator("typescript_estimate", |tools, aws| {
            let scratch = Scratch::new("estimate")?;
            let program =
                scratch.copy(&checkout().join("examples/typescript/endpoint"), "program")?;
            fs::write(program.join("Pulumi.yaml"), "name: estimate\nruntime: nodejs\n")?;
            fs::write(program.join("index.ts"), TYPESCRIPT)?;
            estimate(tools, &aws.account(), &program)
        }),
    ]
}

/// The answer turns with the number of VPCs, and what is wrong is told by argument.
fn estimate(tools: &Toolchain, account: &Account, program: &Path) -> Result<(), Failure> {
    let pulumi = Pulumi::new(tools, account, program)?;
    let answers = [
        ("100", json!({ "answer": "central", "localMonthly": 4_480, "breakEvenGb": 32_435 })),
        ("2", json!({ "answer": "local", "localMonthly": 187.6, "breakEvenGb": null })),
    ];
    for (vpcs, wanted) in answers {
        pulumi.configure(&[("vpcs", vpcs)], &[])?;
        pulumi.up()?;
        let found = pulumi.outputs()?;
        for name in ["answer", "localMonthly", "breakEvenGb"] {
            let is_same = match (&found[name], &wanted[name]) {
                (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
                (one, other) => one == other,
            };
            if !is_same {
                return Err(Failure::new(format!("{vpcs} VPCs: `{name}` is {}", found[name])));
            }
        }
    }
    pulumi.configure(&[("vpcs", "0")], &[])?;
    let refused = pulumi.command(&["preview"])?;
    let said = refused.failure().to_string();
    if !said.contains("is 0, which is outside 1 to 100000") {
        return Err(Failure::new(format!("no VPCs are taken, or not refused in words:\n{said}")));
    }
    pulumi.destroy()
}
