// A web service behind an Application Load Balancer, shared with one other account, on port 80 and nothing else.
//
// consumer account: VPC --80--> endpoint --> service account: NLB --80--> ALB --80--> instances
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

// Ids mean the same zone in every account; names do not.
const ranges = { "use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20" };

// Python is on the image already, so nothing has to be downloaded.
const userData = `#!/bin/sh
mkdir /srv/www
echo 'Hello from the shared service' > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
`;

/** A VPC with a subnet in each zone and no way out: PrivateLink needs none. */
function network(name: string, options?: pulumi.CustomResourceOptions) {
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16", tags: { Name: name } }, options);
    const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
        const tags = { Name: `${name}-${zone}` };
        const settings = { vpcId: vpc.id, availabilityZoneId: zone, cidrBlock, tags };
        return { zone, id: new aws.ec2.Subnet(`${name}-${zone}`, settings, options).id };
    });
    return { vpcId: vpc.id, subnets };
}

export = async () => {
    const config = new pulumi.Config();

    // The default provider is the account of the service.
    const provider = new aws.Provider("consumer", {
        profile: config.require("consumerProfile"),
        region: aws.config.requireRegion(),
    });
    const consumerAccount = await aws.getCallerIdentity({}, { provider });

    // The service.
    const { vpcId, subnets } = network("service");

    // Empty: the component adds the one rule that lets the Application Load Balancer in.
    const web = new aws.ec2.SecurityGroup("web", {
        vpcId,
        description: "web servers",
        tags: { Name: "web" },
    });
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
        name: "service",
        vpcId,
        loadBalancer: {
            subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
        },
        listeners: { http: { port: 80, targetType: "alb" } },
        applicationLoadBalancer: {
            port: 80,
            targetType: "instance",
            targets: Object.fromEntries(servers.map(({ zone, id }) => [zone, { id }])),
            securityGroup: { targets: { web: web.id } },
        },
        // Who may connect stands here, so nobody has to accept connections by hand.
        allowedPrincipals: [`arn:aws:iam::${consumerAccount.accountId}:root`],
        acceptanceRequired: false,
    });

    // The consumer. Its addresses may be the same as those of the service.
    const clients = network("consumer", { provider });

    // The connection says which ports there are, so the endpoint takes port 80 from its VPC and nothing else.
    const consumer = new privatelink.PrivateLinkConsumer(
        "consumer",
        {
            name: "consumer",
            vpcId: clients.vpcId,
            connection: service.connection,
            subnets: Object.fromEntries(
                clients.subnets.map(({ zone, id }) => [zone, { subnetId: id }]),
            ),
        },
        { providers: [provider] },
    );

    return {
        serviceName: service.serviceName,
        url: pulumi.interpolate`http://${consumer.regionalDnsName}`,
    };
};
