// An HTTPS application in one VPC, reached from another one by a name of its own.
//
// client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

/** A VPC with one subnet per zone, and a way out if it is wanted. */
function network(name: string, zones: string[], internet: boolean) {
    const tags = { Name: name };
    // Both attributes are needed for names of endpoints to be answered.
    const vpc = new aws.ec2.Vpc(name, {
        cidrBlock: "10.0.0.0/16",
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags,
    });
    const made = zones.map((zone, index) => {
        const subnet = new aws.ec2.Subnet(`${name}-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: `10.0.${16 * index}.0/20`,
            mapPublicIpOnLaunch: internet,
            tags: { Name: `${name}-${zone}` },
        });
        return { zone, subnetId: subnet.id };
    });
    if (internet) {
        const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags });
        const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags });
        new aws.ec2.Route(name, {
            routeTableId: routes.id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: gateway.id,
        });
        for (const { zone, subnetId } of made) {
            const association = { subnetId, routeTableId: routes.id };
            new aws.ec2.RouteTableAssociation(`${name}-${zone}`, association);
        }
    }
    const subnets = Object.fromEntries(made.map(({ zone, subnetId }) => [zone, { subnetId }]));
    return { vpcId: vpc.id, subnets, first: made[0].subnetId };
}

/** The way out may come a little later than the instance. */
const install = `#!/bin/sh
until yum install -y nginx; do sleep 5; done
systemctl enable --now nginx
`;

/** Has an instance trust the certificate. One of a public authority needs nothing of the kind. */
const trust = (certificate: string) => `#!/bin/sh
cat > /etc/pki/ca-trust/source/anchors/service.pem <<'PEM'
${certificate.trim()}
PEM
update-ca-trust
`;

export = async () => {
    const config = new pulumi.Config();
    const account = await aws.getCallerIdentity();
    const { partition } = await aws.getPartition();
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    // Zones that have such instances, in whatever Region this is. A consumer needs a subnet in one of the zones that the
    // service is in. Without `slice` it is in all of the Region.
    const offered = await aws.ec2.getInstanceTypeOfferings({
        locationType: "availability-zone-id",
        filters: [{ name: "instance-type", values: ["t3.nano"] }],
    });
    const zones = offered.locations.sort().slice(0, 2);
    const certificateBody = config.require("certificate");

    // The application. It needs a way out to install its web server; nobody on the internet finds a way in.
    const serviceNetwork = network("service", zones, true);
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
    const web = new aws.ec2.Instance(
        "web",
        {
            ami: image.insecureValue,
            instanceType: "t3.nano",
            subnetId: serviceNetwork.first,
            vpcSecurityGroupIds: [webGroup.id],
            userData: install,
            metadataOptions: { httpTokens: "required" },
            tags: { Name: "web" },
        },
        // A newer image is for new instances.
        { ignoreChanges: ["ami"] },
    );
    const certificate = new aws.acm.Certificate("service", {
        certificateBody,
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
            targetType: "instance",
            targetPort: 80,
            targets: { web: { id: web.id } },
            securityGroup: { targets: { web: webGroup.id } },
        },
        acceptanceRequired: false,
        allowedPrincipals: [`arn:aws:iam::${account.accountId}:root`],
    });

    // The consumer: a VPC with the same addresses and no way out.
    const consumerNetwork = network("consumer", zones, false);
    const clientGroup = new aws.ec2.SecurityGroup("client", {
        vpcId: consumerNetwork.vpcId,
        description: "Clients of the service",
        tags: { Name: "client" },
    });

    const place = {
        vpcId: consumerNetwork.vpcId,
        subnets: consumerNetwork.subnets,
        securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
    };

    // The certificate is for a name of the application, so the endpoint gets that name.
    const consumer = new privatelink.PrivateLinkConsumer("consumer", {
        name: "consumer",
        ...place,
        connection: service.connection,
        customDns: { zoneName: "example.internal", records: { service: {} } },
    });
    // The way into the client, without a way in from the internet.
    const session = new privatelink.PrivateLinkConsumer("session", {
        name: "session",
        ...place,
        bundle: "ssm",
    });

    // The client reaches these two, and nothing else.
    const reach = (name: string, endpoint: privatelink.PrivateLinkConsumer) =>
        new aws.vpc.SecurityGroupEgressRule(name, {
            securityGroupId: clientGroup.id,
            description: name,
            referencedSecurityGroupId: endpoint.securityGroupId.apply((id) => id!),
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
        });
    reach("service", consumer);
    const toSession = reach("session", session);

    const role = new aws.iam.Role("client", {
        namePrefix: "client-",
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "ec2.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        }),
    });
    const attached = new aws.iam.RolePolicyAttachment("client", {
        role: role.name,
        policyArn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    const profile = new aws.iam.InstanceProfile("client", {
        namePrefix: "client-",
        role: role.name,
    });
    const client = new aws.ec2.Instance(
        "client",
        {
            ami: image.insecureValue,
            instanceType: "t3.nano",
            subnetId: consumerNetwork.first,
            vpcSecurityGroupIds: [clientGroup.id],
            iamInstanceProfile: profile.name,
            metadataOptions: { httpTokens: "required" },
            userData: trust(certificateBody),
            tags: { Name: "client" },
        },
        // A newer image is for new instances. An agent that finds no Session Manager when it starts tries again ever more
        // rarely.
        { ignoreChanges: ["ami"], dependsOn: [session, toSession, attached] },
    );

    return {
        serviceName: service.serviceName,
        url: "https://service.example.internal",
        // Names that AWS gave to the endpoint, for all zones and for each. The certificate is not for them.
        endpointDnsNames: consumer.dnsNames,
        // Address of the endpoint in each zone, in the network of the consumer.
        privateIpv4Addresses: consumer.privateIpv4Addresses,
        // Instance to start a session on.
        clientId: client.id,
    };
};
