// An HTTPS application behind an Application Load Balancer, offered through PrivateLink, and a VPC that uses it.
//
// consumer VPC: endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance (service VPC)
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const zones = ["use1-az1", "use1-az2"];

/** A VPC with one subnet per zone and a way out. */
function network(name: string, cidrBlock: string) {
    const vpc = new aws.ec2.Vpc(name, { cidrBlock, tags: { Name: name } });
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { Name: name } });
    const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: { Name: name } });
    new aws.ec2.Route(name, {
        routeTableId: routes.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
    });
    const subnets = zones.map((availabilityZoneId, index) => {
        const subnet = new aws.ec2.Subnet(`${name}-${availabilityZoneId}`, {
            vpcId: vpc.id,
            availabilityZoneId,
            cidrBlock: cidrBlock.replace("0.0/16", `${index * 16}.0/20`),
            // Without a public address the gateway is no way out.
            mapPublicIpOnLaunch: true,
            tags: { Name: `${name}-${availabilityZoneId}` },
        });
        new aws.ec2.RouteTableAssociation(`${name}-${availabilityZoneId}`, {
            subnetId: subnet.id,
            routeTableId: routes.id,
        });
        return subnet;
    });
    return { vpc, subnets };
}

/** A group that takes `port` from its VPC and lets everything out. */
function group(name: string, vpc: aws.ec2.Vpc, ports: number[]) {
    const securityGroup = new aws.ec2.SecurityGroup(name, {
        vpcId: vpc.id,
        description: name,
        tags: { Name: name },
    });
    for (const port of ports) {
        new aws.vpc.SecurityGroupIngressRule(`${name}-${port}`, {
            securityGroupId: securityGroup.id,
            cidrIpv4: vpc.cidrBlock,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
        });
    }
    new aws.vpc.SecurityGroupEgressRule(name, {
        securityGroupId: securityGroup.id,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "-1",
    });
    return securityGroup;
}

export = async () => {
    const config = new pulumi.Config();
    const account = await aws.getCallerIdentity();

    // The application.
    const provider = network("service", "10.0.0.0/16");
    const web = group("service", provider.vpc, [80, 443]);
    const instance = new aws.ec2.Instance("service", {
        ami: config.require("imageId"),
        instanceType: "t3.nano",
        subnetId: provider.subnets[0].id,
        vpcSecurityGroupIds: [web.id],
        userData: "#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n",
        metadataOptions: { httpTokens: "required" },
        tags: { Name: "service" },
    });
    const alb = new aws.lb.LoadBalancer("service", {
        name: "service-alb",
        internal: true,
        loadBalancerType: "application",
        securityGroups: [web.id],
        subnets: provider.subnets.map((subnet) => subnet.id),
    });
    const instances = new aws.lb.TargetGroup("service", {
        name: "service",
        port: 80,
        protocol: "HTTP",
        vpcId: provider.vpc.id,
    });
    new aws.lb.TargetGroupAttachment("service", {
        targetGroupArn: instances.arn,
        targetId: instance.id,
        port: 80,
    });
    const certificate = new aws.acm.Certificate("service", {
        certificateBody: config.require("certificate"),
        privateKey: config.requireSecret("privateKey"),
    });
    const https = new aws.lb.Listener("service", {
        loadBalancerArn: alb.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: certificate.arn,
        defaultActions: [{ type: "forward", targetGroupArn: instances.arn }],
    });

    // PrivateLink in front of it. The target is read from the listener, so that the ALB listens before it is registered.
    const service = new privatelink.PrivateLinkService("service", {
        name: "service",
        vpcId: provider.vpc.id,
        loadBalancer: {
            subnets: Object.fromEntries(
                zones.map((zone, index) => [zone, { subnetId: provider.subnets[index].id }]),
            ),
        },
        listeners: {
            https: {
                port: 443,
                targetType: "alb",
                targets: { alb: { id: https.loadBalancerArn } },
                healthCheck: { protocol: "HTTPS", path: "/", matcher: "200" },
            },
        },
        acceptanceRequired: false,
        allowedPrincipals: [`arn:aws:iam::${account.accountId}:root`],
    });

    // The consumer. Its addresses may overlap with those of the service.
    const consumer = network("consumer", "10.0.0.0/16");
    const endpointGroup = group("consumer", consumer.vpc, [443]);
    const endpoint = new aws.ec2.VpcEndpoint("consumer", {
        vpcId: consumer.vpc.id,
        vpcEndpointType: "Interface",
        serviceName: service.serviceName,
        subnetIds: consumer.subnets.map((subnet) => subnet.id),
        securityGroupIds: [endpointGroup.id],
        tags: { Name: "consumer" },
    });

    return {
        serviceName: service.serviceName,
        availabilityZoneIds: service.availabilityZoneIds,
        ports: service.ports,
        endpointUrls: endpoint.dnsEntries.apply((entries) =>
            entries.map((entry) => `https://${entry.dnsName}`),
        ),
    };
};
