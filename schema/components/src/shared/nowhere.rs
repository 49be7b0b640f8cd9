//! The rule of a security group that lets nothing out.

use privatelink_catalog::ec2::security_group::Egress;
use privatelink_ir::handle::list;

/// A rule that lets nothing out: without any rule, CloudFormation would let everything out. No packet has this kind and
/// goes there.
pub(crate) fn nowhere() -> Egress {
    Egress::new()
        .from_port(252)
        .to_port(86)
        .protocol("icmp")
        .cidr_blocks(list(["255.255.255.255/32"]))
        .description("Nothing leaves through an endpoint")
}
