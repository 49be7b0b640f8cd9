// An HTTPS application in one VPC, reached from another one by a name of its own.
//
// client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const ranges = { "use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20" };

/** A VPC with one subnet per zone, and a way out if it is wanted. */
function network(name: string, internet: boolean) {
    const tags = { Name: name };
    // Both attributes are needed for names of endpoints to be answered.
    const vpc = new aws.ec2.Vpc(name, {
        cidrBlock: "10.0.0.0/16",
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags,
    });
    const subnet = (zone: keyof typeof ranges) => {
        const made = new aws.ec2.Subnet(`${name}-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: ranges[zone],
            mapPublicIpOnLaunch: internet,
            tags: { Name: `${name}-${zone}` },
        });
        return { subnetId: made.id };
    };
    const subnets = { "use1-az1": subnet("use1-az1"), "use1-az2": subnet("use1-az2") };
    if (internet) {
        const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags });
        const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags });
        new aws.ec2.Route(name, {
            routeTableId: routes.id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: gateway.id,
        });
        for (const [zone, { subnetId }] of Object.entries(subnets)) {
            const association = { subnetId, routeTableId: routes.id };
            new aws.ec2.RouteTableAssociation(`${name}-${zone}`, association);
        }
    }
    return { vpcId: vpc.id, subnets };
}

export = async () => {
    const config = new pulumi.Config();
    const account = await aws.getCallerIdentity();

    // The application. It needs a way out to install its web server; nobody on the internet finds a way in.
    const serviceNetwork = network("service", true);
    const webGroup = new aws.ec2.SecurityGroup("web", {
        vpcId: serviceNetwork.vpcId,
        description: "The application",
        tags: { Name: "web" },
    });
    new aws.vpc.SecurityGroupEgressRule("packages", {
        securityGroupId: webGroup.id,
        description: "Packages of the web server",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
    });
    const web = new aws.ec2.Instance("web", {
        ami: config.require("imageId"),
        instanceType: "t3.nano",
        subnetId: serviceNetwork.subnets["use1-az1"].subnetId,
        vpcSecurityGroupIds: [webGroup.id],
        userData: "#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n",
        metadataOptions: { httpTokens: "required" },
        tags: { Name: "web" },
    });
    const certificate = new aws.acm.Certificate("service", {
        certificateBody: config.require("certificate"),
        privateKey: config.requireSecret("privateKey"),
    });

    // Both load balancers and the endpoint service. The group of the instance gets a rule that lets the ALB in.
    const service = new privatelink.PrivateLinkService("service", {
        name: "service",
        vpcId: serviceNetwork.vpcId,
        loadBalancer: { subnets: serviceNetwork.subnets },
        listeners: {
            https: {
                port: 443,
                targetType: "alb",
                healthCheck: { path: "/", matcher: "200" },
            },
        },
        applicationLoadBalancer: {
            port: 443,
            protocol: "HTTPS",
            certificateArn: certificate.arn,
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            targetType: "instance",
            targetPort: 80,
            targets: { web: { id: web.id } },
            securityGroup: { targets: { web: webGroup.id } },
        },
        acceptanceRequired: false,
        allowedPrincipals: [`arn:aws:iam::${account.accountId}:root`],
    });

    // The consumer: a VPC with the same addresses and no way out.
    const consumerNetwork = network("consumer", false);
    const clientGroup = new aws.ec2.SecurityGroup("client", {
        vpcId: consumerNetwork.vpcId,
        description: "Clients of the service",
        tags: { Name: "client" },
    });
    const client = new aws.ec2.Instance("client", {
        ami: config.require("imageId"),
        instanceType: "t3.nano",
        subnetId: consumerNetwork.subnets["use1-az1"].subnetId,
        vpcSecurityGroupIds: [clientGroup.id],
        metadataOptions: { httpTokens: "required" },
        tags: { Name: "client" },
    });

    // The certificate is for a name of the application, so the endpoint gets that name.
    const consumer = new privatelink.PrivateLinkConsumer("consumer", {
        name: "consumer",
        vpcId: consumerNetwork.vpcId,
        connection: service.connection,
        subnets: consumerNetwork.subnets,
        securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
        customDns: { zoneName: "example.internal", records: { service: {} } },
    });
    new aws.vpc.SecurityGroupEgressRule("service", {
        securityGroupId: clientGroup.id,
        description: "The service",
        referencedSecurityGroupId: consumer.securityGroupId.apply((id) => id!),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
    });

    return {
        serviceName: service.serviceName,
        url: "https://service.example.internal",
        // Names that AWS gave to the endpoint. The certificate is not for them.
        endpointDnsNames: consumer.dnsNames,
        clientId: client.id,
    };
};
