// A client in a network that has the same addresses as that of the service it uses.
//
// Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const vpc = new aws.ec2.Vpc("consumer", { cidrBlock: "10.0.0.0/16", tags: { Name: "consumer" } });
const ranges = { "use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20" };
const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const subnet = new aws.ec2.Subnet(`consumer-${zone}`, {
        vpcId: vpc.id,
        availabilityZoneId: zone,
        cidrBlock,
        tags: { Name: `consumer-${zone}` },
    });
    return { zone, id: subnet.id };
});

const clientGroup = new aws.ec2.SecurityGroup("client", {
    vpcId: vpc.id,
    description: "client",
    tags: { Name: "client" },
});
new aws.ec2.Instance("client", {
    ami: config.require("imageId"),
    instanceType: "t3.nano",
    subnetId: subnets[0].id,
    vpcSecurityGroupIds: [clientGroup.id],
    tags: { Name: "client" },
});

const consumer = new privatelink.PrivateLinkConsumer("consumer", {
    name: "consumer",
    vpcId: vpc.id,
    connectionJson: config.require("connectionJson"),
    subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
    securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
    acceptance: { mode: "provider", accepted: config.getBoolean("accepted") },
});

// The client reaches the endpoint on port 80, and nothing else.
new aws.vpc.SecurityGroupEgressRule("client", {
    securityGroupId: clientGroup.id,
    referencedSecurityGroupId: consumer.securityGroupId.apply((id) => id!),
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
});

/** Endpoint that the provider has to accept. */
export const endpointId = consumer.endpointId;

/** `pendingAcceptance`, and `available` when the provider has accepted. */
export const state = consumer.state;

/** Where the client reaches the service. */
export const url = pulumi.interpolate`http://${consumer.regionalDnsName}`;
