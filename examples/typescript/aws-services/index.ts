// Session Manager and container images in a VPC that has no way out to the internet.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();
const vpcId = config.require("vpcId");

// Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
const subnets = {
    "use1-az1": { subnetId: config.require("subnetA") },
    "use1-az2": { subnetId: config.require("subnetB") },
};

// Three endpoints: `ssm`, `ssmmessages` and `ec2messages`.
const ssm = new privatelink.PrivateLinkConsumer("ssm", { name: "ssm", vpcId, bundle: "ssm", subnets });

// Two endpoints for the registry, and a gateway endpoint for S3, from which the layers come.
const images = new privatelink.PrivateLinkConsumer("images", {
    name: "images",
    vpcId,
    bundle: "ecr",
    subnets,
    routeTableIds: { private: config.require("routeTableId") },
});

export const endpointIds = pulumi
    .all([ssm.endpointIds, images.endpointIds])
    .apply(([tools, registry]) => ({ ...tools, ...registry }));
export const gatewayEndpointIds = images.gatewayEndpointIds;
