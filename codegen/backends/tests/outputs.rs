//! What templates tell of the cases in the corpus is what the documentation and the comparison say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read JSON that they expect"
)]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_backends::comparison;
use privatelink_catalog::spelling::{pascal_case, snake_case};
use privatelink_ir::{Component, Model};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How names in the corpus begin, and what stands for them: a test without an account has no ids.
const SURROUNDINGS: [(&str, &str); 28] = [
    ("Address", "2001:db8::5"),
    ("Certificate", "arn:aws:acm:us-east-1:111111111111:certificate/1"),
    ("AlbArn", "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/a/0a1b2c"),
    ("Bucket", "logs-of-the-tests"),
    ("ClosedId", "vpce-svc-0a1b2c3d4e5f67890"),
    ("ClosedServiceName", "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"),
    ("GatewayArn", "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/a/0a1b2c"),
    ("Group", "sg-0a1b2c3d4e5f67890"),
    ("InspectionId", "vpce-svc-0a1b2c3d4e5f67890"),
    ("InspectionServiceName", "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"),
    ("Instance", "i-0a1b2c3d4e5f67890"),
    ("NlbArn", "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/a/0a1b2c"),
    ("OpenConnectionJson", CONNECTION),
    ("OpenServiceName", "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"),
    ("OtherVpc", "vpc-0a1b2c3d4e5f67891"),
    ("PrefixList", "pl-0a1b2c3d4e5f67890"),
    ("Profile", "rp-0a1b2c3d4e5f6789"),
    (
        "ResourceConfiguration",
        "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0a1b2c3d4e5f67890",
    ),
    (
        "ServiceNetwork",
        "arn:aws:vpc-lattice:us-east-1:111111111111:servicenetwork/sn-0a1b2c3d4e5f67890",
    ),
    ("SubnetA", "subnet-0a1b2c3d4e5f67890"),
    ("SubnetB", "subnet-0a1b2c3d4e5f67891"),
    ("SubnetC", "subnet-0a1b2c3d4e5f67892"),
    ("TableA", "rtb-0a1b2c3d4e5f67890"),
    ("TableB", "rtb-0a1b2c3d4e5f67891"),
    ("Topic", "arn:aws:sns:us-east-1:111111111111:topic"),
    ("Vpc", "vpc-0a1b2c3d4e5f67890"),
    ("Workers", "workers"),
    ("Zone", "Z0123456789ABCDEFGHIJ"),
];

const CONNECTION: &str = r#"{"serviceName":"com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890","serviceRegion":"us-east-1"}"#;

/// What a case becomes.
struct Told {
    /// Names of the outputs of its template.
    outputs: BTreeSet<String>,
    /// Outputs of the component that are left out with a warning.
    left_out: BTreeSet<String>,
}

impl Told {
    /// Whether the template has the output, or one for a key of it.
    fn has(&self, output: &str) -> bool {
        let name = pascal_case(output);
        self.outputs.iter().any(|known| known.starts_with(&name))
    }
}

/// Every case of the corpus that has a template.
fn cases(model: &Model) -> Vec<Told> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let files = fs::read_dir(folder.join(snake_case(model.name)).join("cases")).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.filter_map(|text| told(model, &text)).collect()
}

fn told(model: &Model, text: &str) -> Option<Told> {
    let inputs = filled(serde_json::from_str(text).unwrap());
    let compiled = compile(model, &read_inputs(&inputs), &[Format::Json]).ok()?;
    let template: Json = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
    let outputs = template["Outputs"].as_object().unwrap().keys().cloned().collect();
    let left_out = compiled.warnings.iter().filter(|it| it.id == "cloudformation/no-output");
    Some(Told { outputs, left_out: left_out.map(|it| it.path.clone()).collect() })
}

/// The inputs with something for each `$Name`.
fn filled(value: Json) -> Json {
    match value {
        Json::String(text) => match text.strip_prefix('$') {
            Some(name) => {
                let known = SURROUNDINGS.iter().find(|(begin, _)| name.starts_with(begin));
                known.unwrap_or_else(|| panic!("what is `${name}`?")).1.into()
            }
            None => text.into(),
        },
        Json::Array(items) => items.into_iter().map(filled).collect(),
        Json::Object(entries) => {
            entries.into_iter().map(|(name, value)| (name, filled(value))).collect()
        }
        other => other,
    }
}

fn models() -> impl Iterator<Item = Model> {
    privatelink_components::COMPONENTS.iter().map(Component::model)
}

#[test]
fn outputs_that_a_template_leaves_out_say_so() {
    let mut wrong = Vec::new();
    for model in models() {
        let cases = cases(&model);
        assert!(cases.len() > 8, "most cases of {} have a template", model.name);
        for output in &model.outputs {
            let missed = cases.iter().filter(|case| case.left_out.contains(output.name)).count();
            let found = cases.iter().filter(|case| case.has(output.name)).count();
            let never = output.doc.contains("Not in CloudFormation.");
            let sometimes = output.doc.contains("CloudFormation tells");
            let right = match (missed, found) {
                (0, _) => !never && !sometimes,
                (_, 0) => never,
                _ => sometimes,
            };
            if !right {
                let name = output.name;
                wrong.push(format!("{name}: left out {missed} times, told {found} times"));
            }
        }
    }
    assert!(wrong.is_empty(), "documentation of outputs:\n{}", wrong.join("\n"));
}

#[test]
fn outputs_that_the_comparison_names_are_in_templates() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for model in models() {
        let cases = cases(&model);
        for (row, output) in comparison::outputs_of_templates(model.name).unwrap() {
            count += 1;
            if !cases.iter().any(|case| case.has(&output)) {
                wrong.push(format!("{row}: no template has `{output}`"));
            }
        }
    }
    assert!(count > 5, "the comparison names outputs");
    assert!(wrong.is_empty(), "comparison.toml:\n{}", wrong.join("\n"));
}
