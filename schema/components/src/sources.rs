//! Where AWS writes down what rules repeat.
//!
//! One table for all components, because parts share rules and several rules come from one chapter. A rule that is not here
//! is the component's own: it says how inputs go together, not what AWS takes.

use privatelink_ir::Rule;
use privatelink_ir::rule::Source;

/// Makes constants for the chapters of one document: what is before the page in its address, then a line for each.
macro_rules! chapters {
    ($start:literal, $document:literal, $($name:ident $page:literal $title:literal;)*) => {$(
        const $name: Source = Source {
            title: concat!($document, ", ", $title),
            url: concat!("https://docs.aws.amazon.com/", $start, $page, ".html"),
        };
    )*};
}

chapters! { "vpc/latest/privatelink/", "AWS PrivateLink Guide",
    CONFIGURE_SERVICE "configure-endpoint-service" "Configure an endpoint service";
    CREATE_SERVICE "create-endpoint-service" "Create a service powered by AWS PrivateLink";
    CROSS_REGION_SERVICES "aws-services-cross-region-privatelink-support" "Cross-Region enabled AWS services";
    GATEWAY_ENDPOINTS "gateway-endpoints" "Gateway endpoints";
    GATEWAY_LOAD_BALANCER "gateway-load-balancer-endpoints" "Access an inspection system using a Gateway Load Balancer endpoint";
    INTERFACE_ENDPOINT "create-interface-endpoint" "Access an AWS service using an interface VPC endpoint";
    PRIVATE_NAMES "manage-dns-names" "Manage DNS names for VPC endpoint services";
    RESOURCES "privatelink-access-resources" "Access VPC resources through AWS PrivateLink";
    SERVICES "aws-services-privatelink-support" "AWS services that integrate with AWS PrivateLink";
    SHARE "privatelink-share-your-services" "Share your services through AWS PrivateLink";
}

chapters! { "elasticloadbalancing/latest/network/", "User Guide for Network Load Balancers",
    ACCESS_LOGS "load-balancer-access-logs" "Access logs";
    ALB_TARGETS "application-load-balancer-target" "Use Application Load Balancers as targets";
    LISTENERS "load-balancer-listeners" "Listeners";
    LOAD_BALANCERS "network-load-balancers" "Network Load Balancers";
    SECURITY_GROUPS "load-balancer-security-groups" "Update the security groups";
    TARGET_ATTRIBUTES "edit-target-group-attributes" "Edit target group attributes";
    TARGET_CHECKS "target-group-health-checks" "Health checks for target groups";
    TARGET_GROUPS "load-balancer-target-groups" "Target groups";
}

chapters! { "elasticloadbalancing/latest/application/", "User Guide for Application Load Balancers",
    APPLICATION "application-load-balancers" "Application Load Balancers";
    APPLICATION_CHECKS "target-group-health-checks" "Health checks for target groups";
    APPLICATION_HTTPS "create-https-listener" "Create an HTTPS listener";
    APPLICATION_TARGETS "load-balancer-target-groups" "Target groups";
}

chapters! { "elasticloadbalancing/latest/userguide/", "Elastic Load Balancing User Guide",
    LISTENER_LIMIT "load-balancer-vpc-endpoints" "Access Elastic Load Balancing using an interface endpoint";
}

chapters! { "AmazonS3/latest/userguide/", "Amazon S3 User Guide",
    S3_RESOLVER "privatelink-interface-endpoints" "AWS PrivateLink for Amazon S3";
}

chapters! { "vpc/latest/userguide/", "Amazon VPC User Guide",
    SUBNETS "configure-subnets" "Subnets for your VPC";
    VPCS "how-it-works" "How Amazon VPC works";
}

chapters! { "sns/latest/dg/", "Amazon SNS Developer Guide",
    TOPIC_KEYS "sns-key-management" "Managing Amazon SNS encryption keys and costs";
}

chapters! { "Route53/latest/DeveloperGuide/", "Amazon Route 53 Developer Guide",
    PROFILES "profiles" "What are Amazon Route 53 Profiles";
}

/// Ids of rules and where AWS says so, in the order of the ids.
const SOURCES: &[(&str, Source)] = &[
    ("accepted/unneeded", CONFIGURE_SERVICE),
    ("access-logs/no-tls", ACCESS_LOGS),
    ("access-logs/prefix", ACCESS_LOGS),
    ("address-types/dualstack", SHARE),
    ("application-load-balancer/certificate-missing", APPLICATION_HTTPS),
    ("application-load-balancer/health-check", APPLICATION_CHECKS),
    ("application-load-balancer/health-check-timeout", APPLICATION_CHECKS),
    ("application-load-balancer/one-zone", APPLICATION),
    ("application-load-balancer/port", ALB_TARGETS),
    ("application-load-balancer/target-id", APPLICATION_TARGETS),
    ("dns-record-type/ip-address-type", INTERFACE_ENDPOINT),
    ("dns/no-interfaces", INTERFACE_ENDPOINT),
    ("health-check/http-only", TARGET_CHECKS),
    ("health-check/timeout", TARGET_CHECKS),
    ("ip-address-type/connection", INTERFACE_ENDPOINT),
    ("listeners/alb-client-ip", TARGET_ATTRIBUTES),
    ("listeners/alb-health-check", ALB_TARGETS),
    ("listeners/alb-protocol", ALB_TARGETS),
    ("listeners/alb-proxy-protocol", ALB_TARGETS),
    ("listeners/alb-targets", ALB_TARGETS),
    ("listeners/auto-scaling-type", TARGET_GROUPS),
    ("listeners/certificate-missing", LISTENERS),
    ("listeners/idle-timeout-regions", SHARE),
    ("listeners/port-twice", LISTENERS),
    ("listeners/target-id", TARGET_GROUPS),
    ("listeners/target-protocol", LISTENERS),
    ("listeners/tcp-only", LOAD_BALANCERS),
    ("listeners/tls-only", LISTENERS),
    ("listeners/too-many", LISTENER_LIMIT),
    ("listeners/udp-client-ip", TARGET_ATTRIBUTES),
    ("listeners/udp-dualstack", CREATE_SERVICE),
    ("listeners/udp-regions", SHARE),
    ("listeners/udp-source-nat", CREATE_SERVICE),
    ("policy/unsupported", SERVICES),
    ("principals/anybody", CONFIGURE_SERVICE),
    ("principals/anybody-allowed", CONFIGURE_SERVICE),
    ("private-dns/domain", PRIVATE_NAMES),
    ("private-dns/gateway", PRIVATE_NAMES),
    ("private-dns/resolver-only", S3_RESOLVER),
    ("private-dns/resolver-only-gateway", S3_RESOLVER),
    ("private-dns/service", SERVICES),
    ("private-dns/wildcard", PRIVATE_NAMES),
    ("profiles/private-dns", PROFILES),
    ("region/interface-only", CROSS_REGION_SERVICES),
    ("regions/one-zone", SHARE),
    ("regions/partitions", SHARE),
    ("regions/zones", SHARE),
    ("route-tables/none", GATEWAY_ENDPOINTS),
    ("security-group/endpoint-none", INTERFACE_ENDPOINT),
    ("security-group/enforced-without-rule", SECURITY_GROUPS),
    ("security-group/none", SECURITY_GROUPS),
    ("service/region", CROSS_REGION_SERVICES),
    ("subnets/endpoint-ipv6-address", INTERFACE_ENDPOINT),
    ("subnets/endpoint-one-zone", INTERFACE_ENDPOINT),
    ("subnets/gateway", GATEWAY_ENDPOINTS),
    ("subnets/ipv4-address", INTERFACE_ENDPOINT),
    ("subnets/ipv6-address", LOAD_BALANCERS),
    ("subnets/one", GATEWAY_LOAD_BALANCER),
    ("subnets/one-zone", SHARE),
    ("subnets/twice", SUBNETS),
    ("topic/key", TOPIC_KEYS),
    ("type/gateway-load-balancer", GATEWAY_LOAD_BALANCER),
    ("type/gateway-service", GATEWAY_ENDPOINTS),
    ("type/lattice", RESOURCES),
    ("zones/connection", SHARE),
    ("zones/regions", VPCS),
    ("zones/remote", SHARE),
    ("zones/remote-connection", SHARE),
    ("zones/unreached", SHARE),
    ("zones/unsupported", INTERFACE_ENDPOINT),
];

/// The rule with its source, if AWS wrote it down.
pub(crate) fn cite(rule: Rule) -> Rule {
    match SOURCES.binary_search_by(|(id, _)| (*id).cmp(rule.id.as_str())) {
        Ok(position) => match SOURCES.get(position) {
            Some((_, source)) => rule.source(*source),
            None => rule,
        },
        Err(_) => rule,
    }
}

#[cfg(test)]
mod tests {
    use super::SOURCES;
    use std::collections::BTreeSet;

    #[test]
    fn sources_are_of_rules_and_sorted() {
        assert!(SOURCES.is_sorted_by(|one, next| one.0 < next.0));
        let models = crate::COMPONENTS.iter().map(privatelink_ir::Component::model);
        let rules: BTreeSet<String> =
            models.flat_map(|model| model.rules).map(|rule| rule.id).collect();
        for (id, _) in SOURCES {
            assert!(rules.contains(*id), "there is no rule `{id}`");
        }
    }

    #[test]
    fn rules_of_components_show_their_source() {
        for component in crate::COMPONENTS {
            let rules = component.model().rules;
            assert!(rules.iter().any(|rule| rule.source.is_some()), "{}", component.name);
        }
    }
}
