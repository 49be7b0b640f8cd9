// An HTTP service for a consumer in another account whose network has the same addresses.
//
// Deployed twice: without `acceptedEndpointIds` first, and again with the endpoint that the consumer made.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const vpc = new aws.ec2.Vpc("provider", { cidrBlock: "10.0.0.0/16", tags: { Name: "provider" } });

// Ids mean the same zone in every account; names do not.
const ranges = { "use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20" };
const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const subnet = new aws.ec2.Subnet(`provider-${zone}`, {
        vpcId: vpc.id,
        availabilityZoneId: zone,
        cidrBlock,
        tags: { Name: `provider-${zone}` },
    });
    return { zone, id: subnet.id };
});

const web = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    description: "web servers",
    tags: { Name: "web" },
});

// Python is on the image already, so nothing has to be downloaded and the network needs no way out.
const userData = `#!/bin/sh
mkdir /srv/www
echo 'Hello from the other network' > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
`;
const servers = subnets.map(({ zone, id: subnetId }) => {
    const instance = new aws.ec2.Instance(`web-${zone}`, {
        ami: config.require("imageId"),
        instanceType: "t3.nano",
        subnetId,
        vpcSecurityGroupIds: [web.id],
        userData,
        tags: { Name: `web-${zone}` },
    });
    return { zone, id: instance.id };
});

const service = new privatelink.PrivateLinkService("service", {
    name: "provider",
    vpcId: vpc.id,
    loadBalancer: {
        subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
        securityGroup: { egress: { web: { fromPort: 80, securityGroupId: web.id } } },
    },
    listeners: {
        http: {
            port: 80,
            targetType: "instance",
            targets: Object.fromEntries(servers.map(({ zone, id }) => [zone, { id }])),
        },
    },
    // The account may ask; each of its endpoints waits until it is named here.
    allowedPrincipals: [`arn:aws:iam::${config.require("consumerAccountId")}:root`],
    acceptanceRequired: true,
    acceptedEndpointIds: config.getObject<Record<string, string>>("acceptedEndpointIds"),
});

// Connections come from the load balancer, never from the consumer's addresses.
new aws.vpc.SecurityGroupIngressRule("web", {
    securityGroupId: web.id,
    referencedSecurityGroupId: service.securityGroupId.apply((id) => id!),
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
});

/** All that the consumer has to know. */
export const connectionJson = service.connectionJson;
