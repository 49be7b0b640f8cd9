// Lets another VPC reach a database by its address, without a load balancer.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const orders = new privatelink.PrivateLinkResource("orders", {
    name: "orders",
    vpcId: config.require("vpcId"),
    subnets: {
        "use1-az1": { subnetId: config.require("subnetA") },
        "use1-az2": { subnetId: config.require("subnetB") },
    },
    securityGroupIds: [config.require("securityGroupId")],
    resources: { db: { ipAddress: "10.0.1.10", ports: [5432] } },
});

const endpoint = new privatelink.PrivateLinkConsumer("to-orders", {
    name: "to-orders",
    vpcId: config.require("clientVpcId"),
    endpointType: "Resource",
    resourceConfigurationArn: orders.resourceConfigurationArns.apply((arns) => arns["db"]),
    subnets: { "use1-az1": { subnetId: config.require("clientSubnet") } },
});

export const endpointId = endpoint.endpointId;
