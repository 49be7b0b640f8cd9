//! Values that may do nothing, each with the reason.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde_json::Value;

/// Why the input at a path may do nothing.
struct Excuse {
    component: &'static str,
    /// The input, or where it ends in a dot, all below.
    path: &'static str,
    /// For which inputs, and which value among them.
    holds: fn(&Value, &Value) -> bool,
    why: &'static str,
}

const ALWAYS: fn(&Value, &Value) -> bool = |_, _| true;
const FALSE: fn(&Value, &Value) -> bool = |_, value| *value == Value::Bool(false);
const TRUE: fn(&Value, &Value) -> bool = |_, value| *value == Value::Bool(true);

const EXCUSES: &[Excuse] = &[
    Excuse {
        component: "PrivateLinkConsumer",
        path: "connection.",
        holds: ALWAYS,
        why: "another component hands it over as a whole, for every kind of reader",
    },
    Excuse {
        component: "EndpointHubSpoke",
        path: "hub.",
        holds: ALWAYS,
        why: "another component hands it over as a whole, for every kind of reader",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "availabilityZoneMismatch",
        holds: |inputs, _| has_any(inputs, "subnets"),
        why: "says what happens to subnets that may not be there now",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "supportedAvailabilityZoneIds",
        holds: |inputs, _| has_any(inputs, "subnets"),
        why: "subnets are compared with it, and all are in these zones",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "endpointType",
        holds: ALWAYS,
        why: "the type that it has anyway; another one is refused or makes another endpoint",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "privateDnsEnabled",
        holds: ALWAYS,
        why: "what is the case anyway; that there are no names is refused",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "subnets.",
        holds: |inputs, _| inputs["availabilityZoneMismatch"] == "skip",
        why: "left out, as the output `skippedAvailabilityZoneIds` says",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "applicationLoadBalancer.subnets",
        holds: ALWAYS,
        why: "those of the Network Load Balancer anyway",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "securityGroup.create",
        holds: FALSE,
        why: "there is none anyway",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "customDns.",
        holds: |inputs, _| is_held(inputs),
        why: "held back until the provider has accepted, as the warning says",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "profileAssociations",
        holds: |inputs, _| is_held(inputs),
        why: "held back until the provider has accepted, as the warning says",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "serviceOverride.supportsPolicy",
        holds: TRUE,
        why: "the catalogue says so too",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "serviceOverride.hasPrivateDns",
        holds: TRUE,
        why: "the catalogue says so too",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "listeners.*.connectionTermination",
        holds: TRUE,
        why: "what AWS does with UDP anyway",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "listeners.*.targetProtocol",
        holds: ALWAYS,
        why: "the protocol that targets have anyway; others are refused or change the target group",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "privateDns.waitForVerification",
        holds: FALSE,
        why: "nobody waits with `manual` anyway",
    },
    Excuse {
        component: "EndpointHubSpoke",
        path: "admission",
        holds: ALWAYS,
        why: "`hub` and `automatic` both leave the hub's half to the hub; rules tell them apart",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "requester.amazonSideAsn",
        holds: ALWAYS,
        why: "compared with the other side's number, for a warning",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "accepter.amazonSideAsn",
        holds: ALWAYS,
        why: "compared with the other side's number, for a warning",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "requester.region",
        holds: ALWAYS,
        why: "the Region of the deployment, compared with the other side's",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "requester.",
        holds: |inputs, _| inputs["part"] == "requester",
        why: "ranges of the own side are compared here and routed to by the other deployment; the rest waits for `accepted`",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "accepter.",
        holds: |inputs, _| inputs["part"] == "requester" && inputs["accepted"] != true,
        why: "routes to the other side wait for `accepted`",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "privateLink.connection.",
        holds: ALWAYS,
        why: "another component hands it over as a whole, for every kind of reader",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.connection.",
        holds: ALWAYS,
        why: "another component hands it over as a whole, for every kind of reader",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.dns",
        holds: ALWAYS,
        why: "the way that the hub has anyway; others are refused or make other zones",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.dnsNames",
        holds: ALWAYS,
        why: "zones wait for the acceptance of the connection",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.dnsNames.*",
        holds: ALWAYS,
        why: "zones wait for the acceptance of the connection",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.ipv6",
        holds: ALWAYS,
        why: "what the hub says of all endpoints anyway",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "services.*.ipv6",
        holds: ALWAYS,
        why: "what the hub says of all endpoints anyway",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "quotas.",
        holds: ALWAYS,
        why: "limits that rules compare with",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "endpointServices.*.portRanges",
        holds: ALWAYS,
        why: "one group serves all endpoints, and another service opens these ports already",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "quotas.",
        holds: ALWAYS,
        why: "limits that rules compare with",
    },
    Excuse {
        component: "PrivateLinkConsumer",
        path: "securityGroup.prefixListEntries",
        holds: ALWAYS,
        why: "counted by the rule about the quota",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "quotas.",
        holds: ALWAYS,
        why: "limits that rules compare with",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "loadBalancer.securityGroup.ingress.*.prefixListEntries",
        holds: ALWAYS,
        why: "counted by the rule about the quota",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "loadBalancer.securityGroup.egress.*.prefixListEntries",
        holds: ALWAYS,
        why: "counted by the rule about the quota",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "applicationLoadBalancer.securityGroup.ingress.*.prefixListEntries",
        holds: ALWAYS,
        why: "counted by the rule about the quota",
    },
    Excuse {
        component: "PrivateLinkService",
        path: "applicationLoadBalancer.securityGroup.egress.*.prefixListEntries",
        holds: ALWAYS,
        why: "counted by the rule about the quota",
    },
    Excuse {
        component: "CrossRegionPeering",
        path: "privateLink.quotas.",
        holds: ALWAYS,
        why: "limits that rules compare with",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "spokes",
        holds: ALWAYS,
        why: "an entry waits for the attachment of its spoke, and authorizes zones if there are some",
    },
    Excuse {
        component: "CentralizedEndpointHub",
        path: "spokes.",
        holds: ALWAYS,
        why: "an entry waits for the attachment of its spoke; ranges are compared with those of others",
    },
];

/// Whether a value at a path may do nothing beside these inputs.
pub(crate) fn is_excused(component: &str, path: &str, inputs: &Value, value: &Value) -> bool {
    let found = EXCUSES.iter().position(|excuse| {
        let below = excuse.path.ends_with('.') && path.starts_with(excuse.path);
        let is_meant = below || path == excuse.path;
        excuse.component == component && is_meant && (excuse.holds)(inputs, value)
    });
    if let Some(at) = found {
        USED.lock().unwrap().insert(at);
    }
    found.is_some()
}

/// Excuses that nothing needed.
pub(crate) fn unused() -> Vec<String> {
    let used = USED.lock().unwrap();
    let unused = EXCUSES.iter().enumerate().filter(|(at, _)| !used.contains(at));
    unused.map(|(_, it)| format!("{}: {} ({})", it.component, it.path, it.why)).collect()
}

/// Places of the excuses that something needed.
static USED: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());

fn has_any(inputs: &Value, input: &str) -> bool {
    inputs[input].as_object().is_some_and(|entries| !entries.is_empty())
}

fn is_held(inputs: &Value) -> bool {
    let acceptance = &inputs["acceptance"];
    acceptance["mode"] == "provider" && acceptance["accepted"] != true
}
