//! What partitions do not have, refused by the ids of Availability Zones: an inputs file does not say the Region.

use crate::sources;
use privatelink_catalog::partition_facts::{
    Feature, long_codes, zones_of_long_codes, zones_without,
};
use privatelink_ir::handle::{Condition, Handle, List, Text, When};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// AWS's own services have full names there that the catalogue does not know.
pub(crate) fn service_names<T, W: When>(
    input: Handle<T, W>,
    is_absent: Handle<bool, W>,
    zones: Handle<List<Text>>,
    help: &str,
) -> Rule {
    let lack = Lack { zones, what: Feature::ServiceNames };
    input
        .rule("partition/service-names")
        .source(sources::ENDPOINT_NAMES)
        .must(is_absent | !lack.is_any())
        .otherwise(
            text!("is given, but some services have other full names where {} is", lack.where_()),
            help,
        )
}

/// There are no Route 53 Profiles there.
pub(crate) fn profiles<T, W: When>(
    input: Handle<T, W>,
    is_absent: Handle<bool, W>,
    zones: Handle<List<Text>>,
) -> Rule {
    let lack = Lack { zones, what: Feature::Profiles };
    input
        .rule("partition/profiles")
        .source(sources::PROFILE_REGIONS)
        .must(is_absent | !lack.is_any())
        .otherwise(
            text!("needs a Route 53 Profile, and AWS has none where {} is", lack.where_()),
            "use private zones instead",
        )
}

/// Endpoint services have no private DNS names there. Rules about both stand at the zones, which wait for less.
pub(crate) fn private_names<T, U: When>(
    input: Handle<T, U>,
    zones: Handle<List<Text>>,
    has_name: Condition,
) -> Rule {
    let lack = Lack { zones, what: Feature::PrivateServiceNames };
    input
        .rule("partition/private-names")
        .source(sources::ISOLATED_NAMES)
        .must(!(has_name & lack.is_any()))
        .otherwise(
            text!(
                "has {}, where endpoint services have no private DNS names, but `privateDns` is given",
                lack.where_()
            ),
            "remove `privateDns`, and let consumers make a private zone, as `customDns` of `PrivateLinkConsumer` does",
        )
}

/// No record in a public zone proves there who owns a domain.
pub(crate) fn public_zones<T, U: When>(
    input: Handle<T, U>,
    zones: Handle<List<Text>>,
    has_certificates: Condition,
) -> Rule {
    let lack = Lack { zones, what: Feature::PublicZones };
    input
        .rule("partition/public-zones")
        .source(sources::ISOLATED_INTERNET)
        .must(!(has_certificates & lack.is_any()))
        .otherwise(
            text!(
                "has {}, where no public record proves who owns a domain, since the network is not \
                 connected to the internet, but `certificates` is given",
                lack.where_()
            ),
            "remove `certificates`, and give the ARN of a certificate that is there",
        )
}

/// Something that the partition of some zones may lack.
#[derive(Clone, Copy)]
struct Lack {
    zones: Handle<List<Text>>,
    what: Feature,
}

impl Lack {
    fn found(self) -> Handle<List<Text>> {
        let form = zones_without(self.what);
        self.zones.filter(|zone| zone.matches(&*form))
    }

    fn is_any(self) -> Condition {
        self.found().has_any()
    }

    /// The zones, for messages.
    fn where_(self) -> Handle<Text> {
        self.found().quoted()
    }
}

/// Whether the Region is one whose code has three words: by its code if that is given, else by these zones.
pub(crate) fn has_long_code(region: Handle<Text>, zones: Handle<List<Text>>) -> Condition {
    let (code, zone_form) = (long_codes(), zones_of_long_codes());
    let by_zone = zones.any(|zone| zone.matches(&*zone_form));
    region.is_set().choose(region.matches(&*code), by_zone)
}
