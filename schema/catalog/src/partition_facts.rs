//! What differs between partitions: names, and what AWS does not offer in some of them.
//!
//! Rules ask for the zones of all partitions that lack something, since ids of Availability Zones are what an inputs file
//! says. What is in no public document is not said here either: nothing is refused because of it.

/// A partition, and what is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartitionFacts {
    /// The name that AWS gives it, which ARNs have.
    pub name: &'static str,
    /// Form of the codes of its Regions.
    pub regions: &'static str,
    /// Whether these codes have three words before the number, such as `us-gov-west-1`, or two.
    pub has_long_codes: bool,
    /// Form of the beginnings of ids of its Availability Zones; none if no public document shows one.
    pub zones: Option<&'static str>,
    /// End of AWS's own names.
    pub domain: &'static str,
    /// Beginnings of full names of services.
    pub service_names: &'static [&'static str],
    /// What is not there.
    pub lacks: &'static [Missing],
}

/// Something that a partition does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub what: Feature,
    /// Where that is written.
    pub source: &'static str,
}

/// What a partition may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// Full names of services that the catalogue of services knows.
    ServiceNames,
    /// Public hosted zones, and with them whatever is proved by records in one.
    PublicZones,
    /// Private DNS names of endpoint services.
    PrivateServiceNames,
    /// Route 53 Profiles.
    Profiles,
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::ServiceNames, Self::PublicZones, Self::PrivateServiceNames, Self::Profiles];
}

const NAMES_IN_CDK: &str =
    "https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts";
const ENDPOINTS_OF_BOTOCORE: &str =
    "https://github.com/boto/botocore/blob/develop/botocore/data/endpoints.json";
const NO_INTERNET: &str = "https://github.com/hashicorp/terraform-provider-aws/issues/19033";
const NO_SERVICE_NAMES: &str = "https://github.com/hashicorp/terraform-provider-aws/issues/19031";

const NAMES_UNKNOWN: Missing = Missing { what: Feature::ServiceNames, source: NAMES_IN_CDK };
const NO_PUBLIC_ZONES: Missing = Missing { what: Feature::PublicZones, source: NO_INTERNET };
const NO_PRIVATE_NAMES: Missing =
    Missing { what: Feature::PrivateServiceNames, source: NO_SERVICE_NAMES };
const NO_PROFILES: Missing = Missing { what: Feature::Profiles, source: ENDPOINTS_OF_BOTOCORE };

/// All partitions, in the order of their names.
///
/// Codes of Regions and domains: <https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json>. Beginnings of
/// full names: `NAMES_IN_CDK`. Zone ids of isolated partitions: <https://github.com/aws/aws-parallelcluster>, its tests.
///
/// Alias records to endpoints and load balancers are not here, for no partition is known to lack them today. `GovCloud` has had
/// them, and public zones, since 2025-05:
/// <https://aws.amazon.com/blogs/networking-and-content-delivery/introducing-amazon-route-53-authoritative-dns-service-for-public-hosted-zones-in-aws-govcloud-us-regions/>.
/// The partitions `aws-iso` and `aws-iso-b` have had aliases to load balancers since 2023: <https://github.com/openshift/installer/pull/7184>.
/// Those of China lead to resources in China, as all records of a component do:
/// <https://docs.amazonaws.cn/en_us/aws/latest/userguide/route53.html>.
pub const PARTITIONS: [PartitionFacts; 8] = [
    PartitionFacts {
        name: "aws",
        regions: r"(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-[0-9]+",
        has_long_codes: false,
        zones: Some(r"(af|ap|ca|eu|il|me|mx|sa|us)(n|ne|e|se|s|sw|w|nw|c)[0-9]"),
        domain: "amazonaws.com",
        service_names: &["com.amazonaws", "aws"],
        lacks: &[],
    },
    PartitionFacts {
        name: "aws-cn",
        regions: r"cn-[a-z]+-[0-9]+",
        has_long_codes: false,
        zones: Some(r"cn(n|nw)[0-9]"),
        domain: "amazonaws.com.cn",
        service_names: &["com.amazonaws", "cn.com.amazonaws"],
        lacks: &[],
    },
    PartitionFacts {
        name: "aws-eusc",
        regions: r"eusc-[a-z]+-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: None,
        domain: "amazonaws.eu",
        service_names: &["com.amazonaws", "eu.amazonaws"],
        lacks: &[NAMES_UNKNOWN],
    },
    PartitionFacts {
        name: "aws-iso",
        regions: r"us-iso-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: Some(r"usi[ensw][0-9]"),
        domain: "c2s.ic.gov",
        service_names: &["com.amazonaws", "gov.ic.c2s"],
        lacks: &[NAMES_UNKNOWN, NO_PUBLIC_ZONES, NO_PRIVATE_NAMES, NO_PROFILES],
    },
    PartitionFacts {
        name: "aws-iso-b",
        regions: r"us-isob-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: Some(r"usib[ensw][0-9]"),
        domain: "sc2s.sgov.gov",
        service_names: &["com.amazonaws", "gov.sgov.sc2s"],
        lacks: &[NAMES_UNKNOWN, NO_PUBLIC_ZONES, NO_PRIVATE_NAMES, NO_PROFILES],
    },
    PartitionFacts {
        name: "aws-iso-e",
        regions: r"eu-isoe-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: None,
        domain: "cloud.adc-e.uk",
        service_names: &["com.amazonaws", "uk.adc-e.cloud"],
        lacks: &[NAMES_UNKNOWN],
    },
    PartitionFacts {
        name: "aws-iso-f",
        regions: r"us-isof-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: Some(r"usif[ensw][0-9]"),
        domain: "csp.hci.ic.gov",
        service_names: &["com.amazonaws", "gov.ic.hci.csp"],
        lacks: &[NAMES_UNKNOWN],
    },
    PartitionFacts {
        name: "aws-us-gov",
        regions: r"us-gov-[a-z]+-[0-9]+",
        has_long_codes: true,
        zones: Some(r"usg[ew][0-9]"),
        domain: "amazonaws.com",
        service_names: &["com.amazonaws"],
        lacks: &[],
    },
];

/// Form of ids of Availability Zones in partitions that lack something.
pub fn zones_without(what: Feature) -> String {
    let lacking = |facts: &&PartitionFacts| facts.lacks.iter().any(|missing| missing.what == what);
    forms(PARTITIONS.iter().filter(lacking).filter_map(|facts| facts.zones), "-az")
}

/// Form of ids of Availability Zones in Regions whose codes have three words, such as `us-gov-west-1`.
pub fn zones_of_long_codes() -> String {
    forms(long().filter_map(|facts| facts.zones), "-az")
}

/// Form of the codes of Regions that have three words.
pub fn long_codes() -> String {
    forms(long().map(|facts| facts.regions), "$")
}

fn long() -> impl Iterator<Item = &'static PartitionFacts> {
    PARTITIONS.iter().filter(|facts| facts.has_long_codes)
}

fn forms(parts: impl Iterator<Item = &'static str>, end: &str) -> String {
    let parts: Vec<_> = parts.collect();
    format!("^({}){end}", parts.join("|"))
}

#[cfg(test)]
mod tests {
    use super::{Feature, PARTITIONS, long_codes, zones_of_long_codes, zones_without};

    #[test]
    fn partitions_are_in_the_order_of_their_names() {
        assert!(PARTITIONS.is_sorted_by_key(|facts| facts.name));
        for facts in PARTITIONS {
            assert_eq!(facts.has_long_codes, !["aws", "aws-cn"].contains(&facts.name));
            assert!(facts.lacks.iter().all(|missing| missing.source.starts_with("https://")));
        }
    }

    #[test]
    fn every_feature_is_missing_somewhere() {
        for what in Feature::ALL {
            assert!(zones_without(what).contains("usi"), "{what:?}");
        }
    }

    #[test]
    fn forms_end_where_ids_and_codes_go_on() {
        assert!(zones_of_long_codes().ends_with(")-az"));
        assert!(long_codes().ends_with(")$"));
    }
}
