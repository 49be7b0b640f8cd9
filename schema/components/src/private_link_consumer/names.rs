//! DNS names and addresses of an endpoint, as they are once its connection is accepted.

use crate::private_link_consumer::acceptance::{self, Accepted};
use crate::private_link_consumer::endpoint_type::EndpointType;
use crate::private_link_consumer::private_dns;
use crate::private_link_consumer::subnets::{SubnetFields, Used};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint::VpcEndpointAttributes as Endpoint;
use privatelink_catalog::ec2::vpc_endpoint_connection_accepter::VpcEndpointConnectionAccepterAttributes as Accepter;
use privatelink_catalog::ec2::vpc_endpoint_details::VpcEndpointDetailsAttributes as Details;
use privatelink_catalog::ec2::vpc_endpoint_private_dns::VpcEndpointPrivateDnsAttributes as PrivateDns;
use privatelink_catalog::engines::COMPUTING;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, List, Map, One, Resource, Shown, Text,
};
use privatelink_macros::text;

/// What the names are of.
#[derive(Clone, Copy)]
pub(crate) struct Of {
    /// The endpoint as it was made.
    pub(crate) endpoint: Endpoint<One>,
    /// Its type.
    pub(crate) endpoint_type: Handle<EndpointType>,
    /// Where it is.
    pub(crate) subnets: Used,
    /// How its connection comes to be accepted.
    pub(crate) accepted: Accepted,
    /// Private names of the service.
    pub(crate) private_names: private_dns::Names,
    /// Whether there are several endpoints instead.
    pub(crate) is_bundle: Condition,
}

/// DNS names of an endpoint.
#[derive(Clone, Copy)]
pub(crate) struct EndpointNames {
    /// The one that leads to all zones.
    pub(crate) regional: Handle<Text, Late>,
    /// The zone id of that name.
    pub(crate) zone_id: Handle<Text, Late>,
    /// How the connection comes to be accepted.
    pub(crate) accepted: Accepted,
    /// What accepts the connection: names are of no use before.
    pub(crate) accepter: Accepter<One>,
    /// What turns private names on after that.
    pub(crate) private_dns: PrivateDns<One>,
    all: Handle<List<Text, Late>, Late>,
    zones: Each<ec2::AvailabilityZone>,
}

impl EndpointNames {
    /// The one in a zone, given its id.
    pub(crate) fn zonal(self, zone: Handle<Text>) -> Handle<Text, Late> {
        self.all.find(text!("-{}[.]", self.zones.at(zone).name()))
    }
}

/// Accepts the connection, turns private names on, and reads the endpoint again when it became complete by that.
pub(crate) fn part(draft: &mut Draft, of: Of) -> EndpointNames {
    let Of { endpoint, accepted, subnets, .. } = of;
    let accepter = acceptance::accept(draft, accepted, endpoint.id());
    let private_dns = of.private_names.after_acceptance(draft, endpoint.id(), accepter);
    let details = ec2::VpcEndpointDetails::new()
        .only_if(accepted.is_later & !of.is_bundle)
        .id(endpoint.id())
        .accepted(true)
        .subnets(subnets.subnets.map_values(|_, subnet| subnet.subnet_id()))
        .after(accepter)
        .after(private_dns);
    let details = draft.resource("details", details);
    // Names of an endpoint have names of zones in them, which differ from account to account.
    let is_interface = of.endpoint_type.is(EndpointType::Interface);
    let zones = draft.resources("availability_zone", subnets.subnets, |zone, _| {
        ec2::AvailabilityZone::new().only_if(is_interface).zone_id(zone)
    });
    let names = EndpointNames {
        regional: of.latest(details.regional_dns_name(), endpoint.regional_dns_name()),
        zone_id: of.latest(details.regional_zone_id(), endpoint.regional_zone_id()),
        accepted,
        accepter,
        private_dns,
        all: of.latest(details.dns_names(), endpoint.dns_names()),
        zones,
    };
    outputs_of_names(draft, of, details, names);
    outputs_of_interfaces(draft, of, details);
    names
}

impl Of {
    /// What was read again, or what the endpoint had at first.
    fn latest<T>(self, again: Handle<T, Late>, first: Handle<T, Late>) -> Handle<T, Late> {
        Handle::of(self.accepted.is_later.expr().choose(again, first))
    }

    /// Whether there is one endpoint, and it has interfaces of its own.
    fn is_one_interface(self) -> Condition {
        !self.is_bundle & self.endpoint_type.is(EndpointType::Interface)
    }

    /// What templates have of each zone: they have neither names of zones nor addresses, but for what is read again.
    fn by_zone(
        self,
        again: Handle<Map<Text, Late>, Late>,
        first: Handle<Map<Text, Late>>,
    ) -> Handle<Map<Text, Late>, Late> {
        let again = self.subnets.subnets.map_values(|zone, _| again.lookup(zone));
        self.is_one_interface().then(self.accepted.is_later.choose(again, first)).late()
    }
}

/// DNS names of the endpoint, once they lead to the service.
fn outputs_of_names(draft: &mut Draft, of: Of, details: Details<One>, names: EndpointNames) {
    let EndpointNames { accepter, private_dns, .. } = names;
    let is_interface = of.endpoint_type.is(EndpointType::Interface);
    let usable = |output: Shown<'_>| {
        output.optional().after(accepter).after(private_dns);
    };
    // A profile takes an endpoint whose private names are on.
    usable(draft.output("endpointArn", "ARN of the endpoint.", of.endpoint.arn()));
    usable(draft.output(
        "regionalDnsName",
        "DNS name of an interface endpoint that leads to all of its zones.",
        is_interface.then(names.regional),
    ));
    usable(draft.output(
        "regionalHostedZoneId",
        "Zone id of that name, for alias records.",
        is_interface.then(names.zone_id),
    ));
    let zonal = of.subnets.subnets.map_values(|zone, _| names.zonal(zone));
    usable(
        draft
            .output(
                "zonalDnsNames",
                "DNS name of the endpoint in each Availability Zone, by zone id. CloudFormation \
                 shows them only with `acceptance`, once the connection is accepted.",
                of.is_one_interface().then(zonal),
            )
            .on_engines_without(COMPUTING, of.by_zone(details.zonal_dns_names(), zonal)),
    );
    usable(draft.output(
        "dnsNames",
        "All DNS names of the endpoint. CloudFormation shows them only with `acceptance`, once the \
         connection is accepted.",
        names.all,
    ));
}

/// State and interfaces of the endpoint.
fn outputs_of_interfaces(draft: &mut Draft, of: Of, details: Details<One>) {
    let endpoint = of.endpoint;
    draft
        .output(
            "state",
            "State of the endpoint: `available`, or `pendingAcceptance` until its provider \
             accepts. CloudFormation shows it only with `acceptance`, once the connection is \
             accepted.",
            of.latest(details.state(), endpoint.state()),
        )
        .optional();
    draft
        .output(
            "networkInterfaceIds",
            "Ids of the interfaces of the endpoint.",
            of.latest(details.network_interface_ids(), endpoint.network_interface_ids()),
        )
        .optional();
    let by_subnet = endpoint.interface_subnet_ids().zip(endpoint.interface_ipv4_addresses());
    let subnets = of.subnets.subnets;
    let addresses = subnets.map_values(|_, subnet| by_subnet.lookup(subnet.subnet_id()));
    draft
        .output(
            "privateIpv4Addresses",
            "IPv4 address of the endpoint in each Availability Zone, by zone id. CloudFormation \
             shows them only with `acceptance`, once the connection is accepted.",
            of.is_one_interface().then(addresses),
        )
        .optional()
        .on_engines_without(COMPUTING, of.by_zone(details.ipv4_addresses(), addresses));
}
