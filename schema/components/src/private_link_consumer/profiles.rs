//! Route 53 profiles that share the endpoint's private names.

use crate::forms::{Key, ProfileId};
use crate::private_link_consumer::names::EndpointNames;
use crate::private_link_consumer::private_dns::Names;
use crate::private_link_consumer::service_choice::{Choice, alone};
use crate::sources;
use privatelink_catalog::route53;
use privatelink_ir::handle::{Draft, Handle, Late, Map, Resource, Text};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};

/// Profiles by a name for each.
pub(crate) type Profiles = Keyed<Key, Value<ProfileId>>;

/// Makes the endpoint known to profiles, once its private names are there; held back until then.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<Map<Text, Late>>,
    endpoint_arn: Handle<Text, Late>,
    names: EndpointNames,
) {
    draft.resources("profile_association", given, |name, profile| {
        route53::ProfileResourceAssociation::new()
            .only_if(!names.accepted.is_held)
            .name(name)
            .profile_id(profile)
            .resource_arn(endpoint_arn)
            .after(names.private_dns)
    });
}

/// What has to hold for profiles.
pub(crate) fn rules(given: Handle<Map<Text, Late>>, names: Names, choice: Choice) -> [Rule; 3] {
    [
        alone(given, given.is_empty(), choice),
        given
            .rule("profiles/private-dns")
            .source(sources::PROFILES)
            .must(given.is_empty() | names.are_to_be())
            .otherwise(
                "is given, but profiles share private DNS names of interface endpoints, and there \
                 are none",
                "remove it, or set `privateDnsEnabled`",
            ),
        given
            .rule("profiles/unaccepted")
            .must(given.is_empty() | !names.accepted.is_unsaid)
            .otherwise(
                "is given, but nothing says whether the provider has accepted the connection, and \
                 there are no private DNS names before",
                "say in `acceptance` how the connection comes to be accepted",
            ),
    ]
}
