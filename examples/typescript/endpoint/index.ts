// Reaches Systems Manager from a VPC that has no way out to the internet.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const endpoint = new privatelink.PrivateLinkConsumer("ssm", {
    name: "ssm",
    vpcId: config.require("vpcId"),
    service: "ssm",
    subnets: {
        "use1-az1": { subnetId: config.require("subnetA") },
        "use1-az2": { subnetId: config.require("subnetB") },
    },
});

export const endpointId = endpoint.endpointId;
