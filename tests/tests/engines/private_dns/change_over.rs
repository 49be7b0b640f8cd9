//! A stack in which a function gives the private DNS name takes a template whose service has it itself, as
//! `docs/upgrading.md` says: the name stays, and is verified at the end.

use std::fs;

use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{Surroundings, template};
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;

use super::{COMPONENT, FOLDER, OLD, assert_verified, leave, service};

/// A template as it was compiled before `AWS::EC2::VPCEndpointService` had the property.
const BY_A_FUNCTION: &str = include_str!("by_a_function.yaml");

/// The custom resource, whose function takes the name away when it is deleted.
const CUSTOM: &str = "    Type: Custom::PrivateDnsName\n";

/// The tags of the service: a template in which nothing but a policy changes is no update.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
const TAGS: &str = "      Tags:\n        - Key: Name\n          Value: orders\n";

pub(super) fn keeps_the_name(_: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let parameters =
        [("NetworkLoadBalancerArns0", id("NlbArn")), ("PrivateDnsHostedZoneId", id("ZoneId"))];
    let scratch = Scratch::new("change-over")?;
    let stack = CloudFormation::new(aws, &account, "orders");
    let retained =
        BY_A_FUNCTION.replace(CUSTOM, &format!("{CUSTOM}    DeletionPolicy: Retain\n")).replace(
            TAGS,
            &format!("{TAGS}        - Key: upgrade\n          Value: private-dns-name\n"),
        );
    for (name, text) in [("before", BY_A_FUNCTION), ("retained", &retained)] {
        let file = scratch.path().join(name);
        fs::write(&file, text)?;
        stack.deploy(&file, &parameters)?;
        assert_verified(OLD, aws, &account)?;
    }
    let component = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?;
    let after = scratch.path().join("after");
    fs::write(&after, template(component, &service(&around, Some(OLD)))?.to_string())?;
    stack.deploy(&after, &[])?;
    stack.assert_unchanged(&after, &[])?;
    assert_verified(OLD, aws, &account)?;
    stack.delete()?;
    leave(&around, aws, &account)
}
