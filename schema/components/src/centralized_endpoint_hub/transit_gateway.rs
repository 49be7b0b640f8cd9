//! The transit gateway, made here or already there, and the attachment of the hub's VPC.

use crate::centralized_endpoint_hub::network::Network;
use crate::forms::{Ipv4Cidr, TransitGatewayId};
use crate::shared::Subject;
use crate::shared::switch::switch;
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment::TransitGatewayVpcAttachmentAttributes as Attachment;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Handle, Late, One, Resource, Term, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A transit gateway that is made.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubTransitGateway", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewTransitGateway {
    /// Autonomous system number of the gateway's side of BGP sessions: 64512 to 65534, or 4200000000 to 4294967294. Default:
    /// 64512. Gateways that are peered later should have different ones. Cannot be changed later.
    #[schemars(range(min = 64512, max = 4_294_967_294_u64))]
    amazon_side_asn: Option<u64>,
    /// Ranges for Connect attachments, which tunnels begin in: at most five, /24 or wider.
    #[schemars(extend("default" = [], "maxItems" = 5, "uniqueItems" = true))]
    cidr_blocks: Vec<Ipv4Cidr>,
    /// Whether attachments of accounts that the gateway is shared with are accepted at once. The share says who may attach.
    #[schemars(extend("default" = "automatic"))]
    acceptance: AttachmentAcceptance,
    /// Whether security groups of one attached VPC may name groups of another. Rules for endpoints cannot.
    #[schemars(extend("default" = false))]
    security_group_referencing: bool,
    /// Whether several VPN tunnels to one place share the traffic.
    #[schemars(extend("default" = true))]
    vpn_ecmp: bool,
}

/// Who accepts attachments.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub(crate) enum AttachmentAcceptance {
    /// The transit gateway accepts them at once.
    Automatic,
    /// Each waits until somebody accepts it.
    Manual,
}

/// A transit gateway that is already there.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ExistingTransitGateway {
    /// Id of the gateway.
    id: Value<TransitGatewayId>,
    /// Whether it accepts attachments of other accounts at once.
    #[schemars(extend("default" = "automatic"))]
    acceptance: AttachmentAcceptance,
}

/// What the user says about the gateway.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) made: Handle<NewTransitGateway>,
    pub(crate) existing: Handle<ExistingTransitGateway>,
    /// Whether the hub is reached by IPv6 too.
    pub(crate) ipv6: Handle<bool>,
    /// Domain that attachments join by themselves.
    pub(crate) automatic_domain: Handle<Text>,
}

/// The gateway.
#[derive(Clone, Copy)]
pub(crate) struct Gateway {
    /// Its id.
    pub(crate) id: Handle<Text, Late>,
    /// The attachment of the hub's VPC.
    pub(crate) attachment: Attachment<One>,
    /// Who accepts attachments of other accounts.
    pub(crate) acceptance: Handle<AttachmentAcceptance>,
}

/// The gateway and the hub's attachment, which is in no table unless one says so. Neither is any other, without a domain that
/// attachments join by themselves.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given, network: Network) -> Gateway {
    let made = given.made;
    let defaults = switch(given.automatic_domain.is_set());
    let gateway = ec2::TransitGateway::new()
        .only_if(given.existing.is_absent())
        .description(text!("Endpoints of {}", subject.name))
        .amazon_side_asn(made.amazon_side_asn().or(64512_i64))
        .auto_accept_shared_attachments(switch(
            made.acceptance().is(AttachmentAcceptance::Automatic),
        ))
        .default_route_table_association(defaults)
        .default_route_table_propagation(defaults)
        .dns_support("enable")
        .multicast_support("disable")
        .security_group_referencing_support(switch(made.security_group_referencing()))
        .transit_gateway_cidr_blocks(made.cidr_blocks().unless_empty())
        .vpn_ecmp_support(switch(made.vpn_ecmp()))
        .tags(subject.tags);
    let gateway = draft.resource("gateway", gateway);
    let id = given.existing.is_set().choose(given.existing.id(), gateway.id());
    let attachment = ec2::TransitGatewayVpcAttachment::new()
        .transit_gateway_id(id)
        .vpc_id(network.vpc_id)
        .subnet_ids(network.attachment_subnets.values())
        .appliance_mode_support("disable")
        .dns_support("enable")
        .ipv6_support(switch(given.ipv6))
        .security_group_referencing_support("disable")
        .transit_gateway_default_route_table_association(false)
        .transit_gateway_default_route_table_propagation(false)
        .tags(subject.tags);
    let attachment = draft.resource("attachment", attachment);
    draft.rules(rules(given));
    draft.output("transitGatewayId", "Id of the transit gateway.", id);
    draft.output("attachmentId", "Id of the attachment of the hub's VPC.", attachment.id());
    let acceptance = given.existing.is_set().choose(given.existing.acceptance(), made.acceptance());
    Gateway { id, attachment, acceptance }
}

/// What has to hold for a gateway that is made.
fn rules(given: Given) -> Vec<Rule> {
    let made = given.made;
    let asn = made.amazon_side_asn();
    let is_between = asn.at_most(65534_i64.handle()) | !asn.at_most(4_199_999_999_i64.handle());
    let unsaid = asn.is_absent()
        & made.cidr_blocks().is_empty()
        & made.acceptance().is(AttachmentAcceptance::Automatic)
        & !made.security_group_referencing()
        & made.vpn_ecmp();
    let mut rules = each_rule(made.cidr_blocks(), |_, range| {
        [range
            .rule("hub/gateway-range")
            .source(sources::GATEWAYS)
            .must(
                !range.matches("/[0-9]{1,2}$")
                    | (range.matches("/([89]|1[0-9]|2[0-4])$") & !range.matches(r"^169\.254\.")),
            )
            .otherwise(
                "is no range for a transit gateway",
                "use one of /8 to /24, not 169.254.0.0/16",
            )]
    });
    rules.push(
        asn.rule("hub/asn").source(sources::GATEWAYS).must(asn.is_absent() | is_between).otherwise(
            "is no private number of an autonomous system",
            "use one of 64512 to 65534, or of 4200000000 to 4294967294",
        ),
    );
    rules.push(
        made.rule("hub/gateway-unused").must(given.existing.is_absent() | unsaid).otherwise(
            "is given, but no transit gateway is made: `existingTransitGateway` is there",
            "remove one of the two",
        ),
    );
    rules
}
