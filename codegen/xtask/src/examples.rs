//! Programs of `examples` that stand on the pages of components in the Pulumi package.

use privatelink_backends::pulumi_schema::Example;

/// A program of `examples` in each of Pulumi's languages that has it.
macro_rules! programs {
    ($($language:literal: $path:literal),* $(,)?) => {
        &[$(($language, include_str!(concat!("../../../examples/", $path)))),*]
    };
}

/// Every program, in the order of a page.
pub(crate) const EXAMPLES: &[Example] = &[
    Example {
        component: "PrivateLinkService",
        title: "Offer an Application Load Balancer to another account",
        programs: programs! {
            "typescript": "typescript/minimal/index.ts",
            "python": "python/minimal/__main__.py",
            "go": "go/minimal/main.go",
            "java": "java/minimal/src/main/java/payments/App.java",
            "yaml": "yaml/minimal/Pulumi.yaml",
        },
    },
    Example {
        component: "PrivateLinkConsumer",
        title: "Reach Systems Manager without a way to the internet",
        programs: programs! {
            "typescript": "typescript/endpoint/index.ts",
            "python": "python/endpoint/__main__.py",
            "yaml": "yaml/endpoint/Pulumi.yaml",
        },
    },
    Example {
        component: "PrivateLinkResource",
        title: "Let another VPC reach a database by its address",
        programs: programs! {
            "typescript": "typescript/resource/index.ts",
            "python": "python/resource/__main__.py",
            "yaml": "yaml/resource/Pulumi.yaml",
        },
    },
    Example {
        component: "CentralizedEndpointHub",
        title: "Share endpoints with another VPC through a transit gateway",
        programs: HUB,
    },
    Example { component: "EndpointHubSpoke", title: "Use the endpoints of a hub", programs: HUB },
];

/// A hub and a spoke, which make sense only together.
const HUB: &[(&str, &str)] = programs! {
    "typescript": "typescript/endpoint-hub/index.ts",
    "python": "python/endpoint-hub/__main__.py",
    "yaml": "yaml/endpoint-hub/Pulumi.yaml",
};
