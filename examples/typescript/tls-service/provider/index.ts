// An Auto Scaling group behind a TLS listener, offered to another account by a name of its own.
//
// consumer's endpoint --> endpoint service --> NLB (TLS) --> Auto Scaling group
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

// Python is on the image already, so nothing has to be downloaded and the network needs no way out.
const userData = `#!/bin/sh
mkdir -p /srv/www
echo 'Hello from orders' > /srv/www/index.html
cat > /etc/systemd/system/web.service <<'UNIT'
[Service]
ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/www
Restart=always
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now web
`;

export = async () => {
    const config = new pulumi.Config();
    const name = `orders.${config.require("domain")}`;
    // Public zone of the domain. Gets the records that prove whose it is.
    const hostedZoneId = config.require("hostedZoneId");

    // The network.
    const vpc = new aws.ec2.Vpc("orders", { cidrBlock: "10.0.0.0/16", tags: { Name: "orders" } });
    // Zones that have such instances, in whatever Region this is. Ids mean the same zone in every account; names do not.
    const offered = await aws.ec2.getInstanceTypeOfferings({
        locationType: "availability-zone-id",
        filters: [{ name: "instance-type", values: ["t3.micro"] }],
    });
    const zones = offered.locations.sort().slice(0, 3);
    const subnets = zones.map((zone, index) => {
        const subnet = new aws.ec2.Subnet(`orders-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: `10.0.${16 * index}.0/20`,
            tags: { Name: `orders-${zone}` },
        });
        return { zone, id: subnet.id };
    });

    // The application.
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    const group = new aws.ec2.SecurityGroup("orders", {
        vpcId: vpc.id,
        description: "The application",
        tags: { Name: "orders" },
    });
    const template = new aws.ec2.LaunchTemplate("orders", {
        namePrefix: "orders-",
        imageId: image.insecureValue,
        instanceType: "t3.micro",
        vpcSecurityGroupIds: [group.id],
        metadataOptions: { httpTokens: "required" },
        userData: Buffer.from(userData).toString("base64"),
    });
    const instances = new aws.autoscaling.Group("orders", {
        namePrefix: "orders-",
        minSize: 3,
        maxSize: 6,
        maxInstanceLifetime: 14 * 24 * 60 * 60,
        // An instance that runs but does not answer is replaced too.
        healthCheckType: "ELB",
        healthCheckGracePeriod: 120,
        vpcZoneIdentifiers: subnets.map(({ id }) => id),
        launchTemplate: {
            id: template.id,
            version: template.latestVersion.apply((version) => `${version}`),
        },
        tags: [{ key: "Name", value: "orders", propagateAtLaunch: true }],
    });

    // Certificate, load balancer, logs, endpoint service and private DNS name, with the records that prove whose they are.
    const service = new privatelink.PrivateLinkService("orders", {
        name: "orders",
        vpcId: vpc.id,
        loadBalancer: {
            subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
            crossZone: true,
            // Turn it off before `pulumi destroy`.
            deletionProtection: config.getBoolean("deletionProtection") ?? true,
            accessLogs: { create: { expireAfterDays: 90 }, prefix: "orders" },
        },
        certificates: { orders: { domainName: name, hostedZoneId } },
        listeners: {
            https: {
                port: 443,
                protocol: "TLS",
                certificate: "orders",
                sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
                targetType: "instance",
                targetPort: 80,
                targetProtocol: "TCP",
                autoScalingGroups: { orders: instances.name },
                healthCheck: { protocol: "HTTP", healthyThreshold: 3, unhealthyThreshold: 3 },
                deregistrationDelaySeconds: 90,
            },
        },
        privateDns: { name, hostedZoneId },
        allowedPrincipals: [`arn:aws:iam::${config.require("consumerAccountId")}:root`],
        // Endpoints that are let in. Key: a name for the consumer.
        acceptedEndpointIds: config.getObject<Record<string, string>>("acceptedEndpointIds"),
    });

    // Only the load balancer gets to the application.
    new aws.vpc.SecurityGroupIngressRule("orders", {
        securityGroupId: group.id,
        description: "The load balancer, with requests and health checks",
        referencedSecurityGroupId: service.securityGroupId.apply((id) => id!),
        ipProtocol: "tcp",
        fromPort: 80,
        toPort: 80,
    });

    return {
        // All that the consumer needs.
        connectionJson: service.connectionJson,
        // Where the access logs are. Empty it before `pulumi destroy`.
        accessLogsBucket: service.accessLogsBucket,
    };
};
