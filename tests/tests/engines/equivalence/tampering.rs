//! The comparison of states can fail.

use std::fs;
use std::thread;

use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{self, Engine, Prepare, Surroundings};
use privatelink_tests::emulator::{Emulator, REGION, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use serde_json::json;

/// A component, and its folder in the corpus.
const COMPONENT: (&str, &str) = ("PrivateLinkService", "private_link_service");

/// Shows that the comparison can fail: one property of one engine's output is changed by hand, and the difference is
/// named.
pub(super) fn one_changed_property(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let (name, folder) = COMPONENT;
    let component = find(name).ok_or_else(|| Failure::new("no such component"))?;
    let terraform = || {
        let account = aws.account();
        let around = Surroundings::deploy(aws, &account, folder)?;
        let inputs = inputs::read(folder, "alb", around.outputs())?;
        let mut deployment = Engine::Terraform.prepare(tools, aws, &account, component)?;
        deployment.deploy(&inputs)?;
        aws.inventory(&account, REGION)
    };
    let tampered = || {
        let account = aws.account();
        let around = Surroundings::deploy(aws, &account, folder)?;
        let inputs = inputs::read(folder, "alb", around.outputs())?;
        let mut template = deployment::template(component, &inputs)?;
        let threshold = "/Resources/TargetGroupHttp/Properties/HealthyThresholdCount";
        let threshold = template.pointer_mut(threshold);
        *threshold.ok_or_else(|| Failure::new("no such property"))? = json!(3);
        let scratch = Scratch::new("tampered")?;
        let file = scratch.path().join("template.json");
        fs::write(&file, template.to_string())?;
        CloudFormation::new(aws, &account, "service").deploy(&file, &[])?;
        aws.inventory(&account, REGION)
    };
    let (left, right) = thread::scope(|scope| {
        let terraform = scope.spawn(terraform);
        (tampered(), terraform.join().map_err(|_| Failure::new("the thread panicked")))
    });
    match assert_same_state(("CloudFormation", &left?), ("Terraform", &right??)) {
        Ok(()) => Err(Failure::new("a changed property went unnoticed")),
        Err(difference) if names_only(&difference.to_string(), "HealthyThresholdCount") => Ok(()),
        Err(difference) => Err(Failure::new(format!("not only the change differs: {difference}"))),
    }
}

/// Whether every changed line of a diff is about one property.
fn names_only(diff: &str, property: &str) -> bool {
    let changed = |line: &&str| {
        (line.starts_with('+') || line.starts_with('-'))
            && !line.starts_with("+++")
            && !line.starts_with("---")
    };
    let mut lines = diff.lines().filter(changed).peekable();
    lines.peek().is_some() && lines.all(|line| line.contains(property))
}
