//! The engines, and what each of them cannot do.
//!
//! Rules, outputs, inputs and properties name a capability; the words that users read about one that is missing stand
//! here. A new engine is a new table in [`ENGINES`].

use privatelink_ir::{Capability, Engine, Lack};

/// Loops over, conditions on and look-ups with values that are known only while it deploys.
pub const COMPUTING: Capability = Capability("computing");
/// Looking up what is there without owning it, such as the ranges of a VPC.
pub const LOOK_UPS: Capability = Capability("look-ups");
/// Reading a property of a resource as AWS has it after the deployment.
pub const READING_BACK: Capability = Capability("reading-back");
/// Saying how long to wait for a resource.
pub const TIMEOUTS: Capability = Capability("timeouts");
/// Functions of its own that run while it deploys.
pub const FUNCTIONS: Capability = Capability("functions");
/// Certificates that write the records that prove who owns their domains.
pub const CERTIFICATE_RECORDS: Capability = Capability("certificate-records");
/// Contributor insights and the payer of an endpoint service.
pub const SERVICE_SETTINGS: Capability = Capability("service-settings");
/// Which private DNS names of VPC Lattice an endpoint takes over.
pub const LATTICE_DNS: Capability = Capability("lattice-dns");
/// Domain names of a provider's own for resources of VPC Lattice.
pub const LATTICE_DOMAINS: Capability = Capability("lattice-domains");
/// Private DNS for resolver endpoints only, for other services than `s3`.
pub const RESOLVER_ONLY_DNS: Capability = Capability("resolver-only-dns");
/// Types of DNS records of gateway endpoints for S3.
pub const GATEWAY_DNS: Capability = Capability("gateway-dns");
/// Options of names for services that are not S3, and whose names begin like its name.
pub const NAMES_LIKE_S3: Capability = Capability("names-like-s3");
/// Private names of S3 for the whole VPC in Regions whose codes have three words, such as `us-gov-west-1`.
pub const S3_NAMES_EVERYWHERE: Capability = Capability("s3-names-everywhere");
/// IPv6 prefixes for source addresses of a load balancer.
pub const IPV6_SOURCE_NAT: Capability = Capability("ipv6-source-nat");
/// Tags of permissions to connect, one for each principal.
pub const PERMISSION_TAGS: Capability = Capability("permission-tags");

/// All capabilities that some engine lacks.
pub const CAPABILITIES: [Capability; 15] = [
    COMPUTING,
    LOOK_UPS,
    READING_BACK,
    TIMEOUTS,
    FUNCTIONS,
    CERTIFICATE_RECORDS,
    SERVICE_SETTINGS,
    LATTICE_DNS,
    LATTICE_DOMAINS,
    RESOLVER_ONLY_DNS,
    GATEWAY_DNS,
    NAMES_LIKE_S3,
    S3_NAMES_EVERYWHERE,
    IPV6_SOURCE_NAT,
    PERMISSION_TAGS,
];

/// Terraform, by modules.
pub static TERRAFORM: Engine =
    Engine { name: "terraform", title: "Terraform", leaves_open: false, lacks: &OF_PROVIDERS };

/// Pulumi, by the provider of this project.
pub static PULUMI: Engine =
    Engine { name: "pulumi", title: "Pulumi", leaves_open: false, lacks: &OF_PROVIDERS };

/// The oldest version of Pulumi that works: the first whose engine hands the aliases of a component to its provider. Before
/// it, a renamed component would be deleted and made anew.
///
/// <https://github.com/pulumi/pulumi/issues/18801>
pub const OLDEST_PULUMI: &str = "3.217.0";

/// `CloudFormation`, by templates.
pub static CLOUDFORMATION: Engine = Engine {
    name: "cloudformation",
    title: "CloudFormation",
    leaves_open: true,
    lacks: &OF_TEMPLATES,
};

/// All engines, in the order of documents.
pub static ENGINES: [&Engine; 3] = [&PULUMI, &TERRAFORM, &CLOUDFORMATION];

/// The engine of this name.
pub fn find(name: &str) -> Option<&'static Engine> {
    ENGINES.into_iter().find(|engine| engine.name == name)
}

const BY_CLOUDFORMATION: &str = "deploy this with CloudFormation";
const BY_PROVIDERS: &str = "deploy this with Terraform or Pulumi";

/// What neither Terraform nor Pulumi can do: `pulumi-aws` is made from Terraform's provider.
const OF_PROVIDERS: [Lack; 10] = [
    Lack {
        capability: FUNCTIONS,
        reason: "Terraform and Pulumi run no functions of their own while they deploy",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: CERTIFICATE_RECORDS,
        reason: "Terraform and Pulumi write the records of a certificate as resources",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: SERVICE_SETTINGS,
        reason: "only CloudFormation can set it so far",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: LATTICE_DNS,
        reason: "only CloudFormation can set it so far",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: LATTICE_DOMAINS,
        reason: "the providers of Terraform 5 and Pulumi 6 do not know it",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: RESOLVER_ONLY_DNS,
        reason: "Terraform's and Pulumi's providers pass it on for `s3` only",
        instead: BY_CLOUDFORMATION,
    },
    // terraform-provider-aws#45846, mended by #45849 after the versions that are tried here.
    Lack {
        capability: GATEWAY_DNS,
        reason: "Terraform's and Pulumi's providers send an option of interface endpoints along, which AWS refuses",
        instead: BY_CLOUDFORMATION,
    },
    // terraform-provider-aws#46102, mended by #46103 after the versions that are tried here.
    Lack {
        capability: NAMES_LIKE_S3,
        reason: "Terraform's and Pulumi's providers take the service for S3 and send an option along that AWS refuses",
        instead: BY_CLOUDFORMATION,
    },
    // The Region is `[a-z]+-[a-z]+-[0-9]` to versions before 6.34, which #46103 is in; what they do not send is true by default:
    // terraform-provider-aws#46404.
    Lack {
        capability: S3_NAMES_EVERYWHERE,
        reason: "Terraform's and Pulumi's providers take S3 for another service in Regions whose codes have three words, and leave out an option whose default is to lead the VPC itself through a gateway endpoint",
        instead: BY_CLOUDFORMATION,
    },
    Lack {
        capability: IPV6_SOURCE_NAT,
        reason: "the providers of Terraform 5 and Pulumi 6 do not know it",
        instead: BY_CLOUDFORMATION,
    },
];

/// What no template can do.
const OF_TEMPLATES: [Lack; 5] = [
    Lack {
        capability: COMPUTING,
        reason: "CloudFormation cannot compute with a value that is known only while it deploys",
        instead: BY_PROVIDERS,
    },
    Lack {
        capability: LOOK_UPS,
        reason: "CloudFormation cannot look up what is there",
        instead: BY_PROVIDERS,
    },
    Lack {
        capability: READING_BACK,
        reason: "CloudFormation does not show a resource as AWS has it",
        instead: BY_PROVIDERS,
    },
    Lack {
        capability: PERMISSION_TAGS,
        reason: "CloudFormation has one resource for all principals, which takes no tags",
        instead: BY_PROVIDERS,
    },
    Lack {
        capability: TIMEOUTS,
        reason: "CloudFormation itself decides how long it waits for a resource",
        instead: BY_PROVIDERS,
    },
];

#[cfg(test)]
mod tests {
    use super::{CAPABILITIES, ENGINES, find};
    use std::collections::BTreeSet;

    #[test]
    fn every_capability_is_one_that_some_engine_lacks_and_some_engine_has() {
        for capability in CAPABILITIES {
            let lacking = ENGINES.iter().filter(|engine| !engine.has(capability)).count();
            assert!((1..ENGINES.len()).contains(&lacking), "{capability:?}");
        }
        let lacks = ENGINES.iter().flat_map(|engine| engine.lacks);
        let lacked: BTreeSet<_> = lacks.map(|lack| lack.capability).collect();
        assert_eq!(lacked, CAPABILITIES.into());
    }

    #[test]
    fn who_is_named_instead_has_the_capability() {
        for engine in ENGINES {
            for lack in engine.lacks {
                let able = ENGINES.iter().filter(|other| other.has(lack.capability));
                for other in able {
                    assert!(lack.instead.contains(other.title), "{lack:?}");
                }
                let unable = ENGINES.iter().filter(|other| !other.has(lack.capability));
                for other in unable {
                    assert!(!lack.instead.contains(other.title), "{lack:?}");
                }
            }
        }
    }

    #[test]
    fn engines_are_found_by_name() {
        for engine in ENGINES {
            assert_eq!(find(engine.name), Some(engine));
        }
        assert_eq!(find("cdk"), None);
    }
}
