// A VPC of Pulumi's awsx: its list of subnet ids is given to an endpoint and to a load balancer as it is.
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const vpc = new awsx.ec2.Vpc("shop", {
    cidrBlock: "10.0.0.0/16",
    numberOfAvailabilityZones: 2,
    natGateways: { strategy: "None" },
    subnetStrategy: "Auto",
    subnetSpecs: [{ type: "Private" }],
    // The endpoint's private DNS needs both attributes.
    enableDnsSupport: true,
    enableDnsHostnames: true,
});

const endpoint = new privatelink.PrivateLinkConsumer("ssm", {
    name: "ssm",
    vpcId: vpc.vpcId,
    service: "ssm",
    subnetIds: vpc.privateSubnetIds,
});

const service = new privatelink.PrivateLinkService("shop", {
    name: "shop",
    vpcId: vpc.vpcId,
    loadBalancer: { subnetIds: vpc.privateSubnetIds },
    listeners: { http: { port: 80, targets: { shop: { id: config.require("address") } } } },
    allowedPrincipals: ["arn:aws:iam::222222222222:root"],
});

export const endpointId = endpoint.endpointId;
export const serviceName = service.serviceName;
