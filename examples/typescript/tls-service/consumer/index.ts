// A VPC without a way out that uses the service of another account, and the API of EC2.
//
// client --> orders.example.com            --> endpoint --> endpoint service of the provider
//        --> ec2.us-east-1.amazonaws.com   --> endpoint --> EC2
//
// Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

// The network. Both attributes are needed for private DNS names.
const vpc = new aws.ec2.Vpc("consumer", {
    cidrBlock: "10.0.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: "consumer" },
});
const ranges = {
    "use1-az1": "10.0.0.0/20",
    "use1-az2": "10.0.16.0/20",
    "use1-az4": "10.0.32.0/20",
};
const zones = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const subnet = new aws.ec2.Subnet(`consumer-${zone}`, {
        vpcId: vpc.id,
        availabilityZoneId: zone,
        cidrBlock,
        tags: { Name: `consumer-${zone}` },
    });
    return { zone, subnetId: subnet.id };
});

// The client, which may reach the two endpoints and nothing else.
const clientGroup = new aws.ec2.SecurityGroup("client", {
    vpcId: vpc.id,
    description: "Clients of the endpoints",
    tags: { Name: "client" },
});
const client = new aws.ec2.Instance("client", {
    ami: config.require("imageId"),
    instanceType: "t3.nano",
    subnetId: zones[0].subnetId,
    vpcSecurityGroupIds: [clientGroup.id],
    metadataOptions: { httpTokens: "required" },
    tags: { Name: "client" },
});

// The endpoints.
const place = {
    vpcId: vpc.id,
    subnets: Object.fromEntries(zones.map(({ zone, subnetId }) => [zone, { subnetId }])),
    securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
};
const orders = new privatelink.PrivateLinkConsumer("orders", {
    ...place,
    name: "orders",
    connectionJson: config.require("connectionJson"),
    acceptance: { mode: "provider", accepted: config.getBoolean("accepted") ?? false },
});
const ec2 = new privatelink.PrivateLinkConsumer("ec2", {
    ...place,
    name: "ec2",
    service: "ec2",
    // Whatever a role may do elsewhere: from this VPC it looks, and changes nothing.
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: "*", Action: "ec2:Describe*", Resource: "*" },
        ],
    }),
});
for (const [name, endpoint] of Object.entries({ orders, ec2 })) {
    new aws.vpc.SecurityGroupEgressRule(name, {
        securityGroupId: clientGroup.id,
        description: name,
        referencedSecurityGroupId: endpoint.securityGroupId.apply((id) => id!),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
    });
}

/** Endpoint that the provider has to accept. */
export const endpointId = orders.endpointId;

/** State of that endpoint. */
export const state = orders.state;

/** Id of the client's instance. */
export const clientId = client.id;
