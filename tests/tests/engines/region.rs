//! A module for version 6 of Terraform's AWS provider alone, in another Region than its provider: only runs with that version.

use std::fs;

use libtest_mimic::Trial;
use privatelink_backends::terraform::{self, Provider};
use privatelink_components::find;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

const COMPONENT: &str = "PrivateLinkConsumer";

/// Where the provider is.
const ELSEWHERE: &str = "eu-west-1";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let version = Toolchain::find().and_then(|tools| tools.terraform_provider_version());
    if version.is_ok_and(|version| version.starts_with("6.")) {
        vec![trial::with_emulator("terraform_module_is_in_the_region_of_its_input", region)]
    } else {
        Vec::new()
    }
}

/// Everything is in the Region of the input, and nothing in that of the provider.
fn region(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_consumer")?;
    let alone = aws.inventory(&account, REGION)?;
    let model = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?.model();
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let given = json!({
        "name": "parameters",
        "vpcId": id("VpcId"),
        "service": "ssm",
        "subnets": { "use1-az1": { "subnetId": id("SubnetA") } },
        "securityGroup": { "allowedIpv4Cidrs": ["10.0.0.0/16"] },
        "customDns": { "zoneName": "ssm.internal", "records": { "@": {} } },
        "privateDnsEnabled": false,
    });
    let folder = Scratch::new("region")?;
    let module = folder.path().join("module");
    let files = terraform::compile_for(&model, Provider::Six)
        .map_err(|problems| Failure::new(format!("{problems:?}")))?;
    for (path, text) in files.0.iter().filter(|(path, _)| !path.contains('/')) {
        fs::create_dir_all(&module)?;
        fs::write(module.join(path), text)?;
    }
    let mut call = inputs::for_terraform(&model.inputs, &given);
    if let Value::Object(call) = &mut call {
        call.insert("source".to_owned(), json!("./module"));
        call.insert("region".to_owned(), json!(REGION));
    }
    let provider = json!({ "region": ELSEWHERE, "skip_credentials_validation": true });
    let root = json!({ "provider": { "aws": provider }, "module": { "this": call } });
    fs::write(folder.path().join("main.tf.json"), root.to_string())?;

    let terraform = Terraform::new(tools, &account, folder.path())?;
    terraform.apply()?;
    terraform.assert_unchanged()?;
    if aws.inventory(&account, REGION)? == alone {
        return Err(Failure::new(format!("nothing was made in {REGION}")));
    }
    let elsewhere = aws.inventory(&account, ELSEWHERE)?;
    let kinds = elsewhere.as_object().into_iter().flat_map(|kinds| kinds.keys());
    // What is of no Region is found in each.
    if let Some(kind) = kinds.into_iter().find(|kind| kind.starts_with("ec2/")) {
        return Err(Failure::new(format!("a {kind} is in {ELSEWHERE}\n{elsewhere:#}")));
    }
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}
