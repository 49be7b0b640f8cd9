//! What more than one component is made of.

pub(crate) mod acceptance;
pub(crate) mod aws_buckets;
pub(crate) mod connection;
pub(crate) mod endpoint_timeouts;
pub(crate) mod engine_only;
pub(crate) mod group_rules;
pub(crate) mod hub;
pub(crate) mod names_mode;
pub(crate) mod notifications;
pub(crate) mod nowhere;
pub(crate) mod partitions;
pub(crate) mod policy;
pub(crate) mod ports;
pub(crate) mod service_zones;
pub(crate) mod services;
pub(crate) mod shadows;
pub(crate) mod sharing;
pub(crate) mod subnet_rules;
pub(crate) mod switch;
pub(crate) mod table_ranges;
pub(crate) mod topic;

use privatelink_catalog::facts::{ACCOUNT_ID, PARTITION, REGION};
use privatelink_ir::handle::{Handle, Late, Map, Term, Text, here, map};
use privatelink_macros::text;

/// How names that an engine makes up begin. Six characters are all that a load balancer takes, and Pulumi would
/// otherwise make names of labels and keys, which may be too long for it. The same for all services, because a change
/// of it replaces the load balancer.
pub(crate) const NAME_PREFIX: &str = "plink-";

/// What every resource of a component is about.
#[derive(Clone, Copy)]
pub(crate) struct Subject {
    /// What the user calls it.
    pub(crate) name: Handle<Text>,
    /// VPC that it is in.
    pub(crate) vpc_id: Handle<Text, Late>,
    /// Tags of every resource that takes tags: the user's, and the name.
    pub(crate) tags: Handle<Map<Text>, Late>,
    given_tags: Handle<Map<Text>, Late>,
}

/// The user's tags, and a name.
pub(crate) fn tagged(tags: Handle<Map<Text>, Late>, name: Handle<Text>) -> Handle<Map<Text>, Late> {
    tags + map([("Name", name)])
}

impl Subject {
    /// What the inputs of these names say.
    pub(crate) fn of(
        name: Handle<Text>,
        vpc_id: Handle<Text, Late>,
        tags: Handle<Map<Text>, Late>,
    ) -> Self {
        Self { name, vpc_id, tags: tagged(tags, name), given_tags: tags }
    }

    /// Tags of a resource with a name of its own.
    pub(crate) fn tags_of(self, name: Handle<Text>) -> Handle<Map<Text>, Late> {
        tagged(self.given_tags, name)
    }

    /// Tags of a resource with tags of its own, which win, and a name of its own.
    pub(crate) fn tags_with(
        self,
        own: Handle<Map<Text>, Late>,
        name: Handle<Text>,
    ) -> Handle<Map<Text>, Late> {
        tagged(self.given_tags + own, name)
    }
}

/// ARN of a resource of this account in this Region.
pub(crate) fn arn(service: &str, resource: impl Term<Is = Text>) -> Handle<Text, Late> {
    let (partition, region, account) = (here(PARTITION), here(REGION), here(ACCOUNT_ID));
    text!("arn:{partition}:{}:{region}:{account}:{}", service, resource)
}
