// Endpoints for services of AWS once, in a VPC of their own, and a VPC that uses them through a transit gateway.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();
const bundles = ["ssm", "ecr"];

// The hub: a VPC, an endpoint and a private zone for each service, a transit gateway.
const network = new privatelink.CentralizedEndpointHub("network", {
    name: "shared",
    cidrBlock: "10.200.0.0/20",
    availabilityZoneIds: ["use1-az1", "use1-az2"],
    clientCidrs: [config.require("vpcRange")],
    bundles,
});

// The spoke: an attachment, routes to the hub, and names that lead to its endpoints. Another spoke is the same lines, and
// changes nothing here.
const teamA = new privatelink.EndpointHubSpoke("team-a", {
    name: "team-a",
    hub: network.hub,
    sameAccount: true,
    bundles,
    vpcId: config.require("vpcId"),
    routeTableIds: { private: config.require("routeTableId") },
    // Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
    subnets: {
        "use1-az1": { subnetId: config.require("subnetA") },
        "use1-az2": { subnetId: config.require("subnetB") },
    },
    // Layers of images come from S3, by a gateway endpoint, which costs nothing and cannot be shared.
    gatewayEndpoints: ["s3"],
});

export const services = network.expandedServices;
export const attachmentId = teamA.attachmentId;
