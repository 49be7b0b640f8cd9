//! Types that parameters of templates have: with one of these, the console offers what is there to choose from, and
//! `CloudFormation` checks that the value is there before it makes anything.
//!
//! Source: AWS `CloudFormation` User Guide, "Specify existing resources at runtime with CloudFormation-supplied parameter
//! types". What is checked is there in the account and the Region of the stack.

/// Id of a VPC.
pub const VPC_ID: &str = "AWS::EC2::VPC::Id";
/// Id of a subnet.
pub const SUBNET_ID: &str = "AWS::EC2::Subnet::Id";
/// Id of a security group.
pub const SECURITY_GROUP_ID: &str = "AWS::EC2::SecurityGroup::Id";
/// Id of a hosted zone.
pub const HOSTED_ZONE_ID: &str = "AWS::Route53::HostedZone::Id";

/// The type of a list of these. Takes no empty list.
pub fn list_of(ty: &str) -> String {
    format!("List<{ty}>")
}

/// The type of what is read from the Parameter Store. The value is the name, or the ARN, of what is stored there;
/// constraints are those of the name.
pub fn stored(ty: &str) -> String {
    format!("AWS::SSM::Parameter::Value<{ty}>")
}
