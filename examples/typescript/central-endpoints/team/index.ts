// An account whose clients use the hub's endpoints, and the microservice of another account through one of them.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

// What the hub hands over: its output `hubJson`.
const hubJson = config.require("hubJson");

// The network has no way out. Both attributes are needed to resolve private names.
const vpc = new aws.ec2.Vpc("team", {
    cidrBlock: "10.2.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: "team" },
});
const table = new aws.ec2.RouteTable("team", { vpcId: vpc.id, tags: { Name: "team" } });
// Ids mean the same zone in every account; names do not.
const ranges = { "use1-az1": "10.2.0.0/20", "use1-az2": "10.2.16.0/20", "use1-az4": "10.2.32.0/20" };
const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const name = `team-${zone}`;
    const settings = { vpcId: vpc.id, availabilityZoneId: zone, cidrBlock, tags: { Name: name } };
    const subnet = new aws.ec2.Subnet(name, settings);
    new aws.ec2.RouteTableAssociation(name, { routeTableId: table.id, subnetId: subnet.id });
    return { zone, id: subnet.id };
});
const bySubnet = Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }]));

// The account of the hub. The default provider is this account.
const hubProvider = new aws.Provider("hub", {
    profile: config.require("hubProfile"),
    region: aws.config.requireRegion(),
});

// The spoke: an attachment, routes to the hub, and names that lead to its endpoints.
new privatelink.EndpointHubSpoke("spoke", {
    name: "team",
    hubJson,
    hubProvider,
    admission: "here",
    vpcId: vpc.id,
    subnets: bySubnet,
    routeTableIds: { private: table.id },
    services: ["execute-api", "appconfigdata"],
    // A service that is none of AWS has a zone of its own name.
    zones: ["orders.example.internal"],
});

/** VPC of the clients. */
export const vpcId = vpc.id;
