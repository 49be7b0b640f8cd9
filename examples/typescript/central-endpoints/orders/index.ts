// An account whose VPC uses the hub's endpoints, and whose microservice other accounts reach through the hub.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

// What the hub hands over: its output `hubJson`.
const hubJson = config.require("hubJson");

// The network has no way out. Both attributes are needed to resolve private names.
const vpc = new aws.ec2.Vpc("orders", {
    cidrBlock: "10.1.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: "orders" },
});
const table = new aws.ec2.RouteTable("orders", { vpcId: vpc.id, tags: { Name: "orders" } });
// Ids mean the same zone in every account; names do not.
const ranges = { "use1-az1": "10.1.0.0/20", "use1-az2": "10.1.16.0/20", "use1-az4": "10.1.32.0/20" };
const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const name = `orders-${zone}`;
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
    name: "orders",
    hubJson,
    hubProvider,
    admission: "here",
    vpcId: vpc.id,
    subnets: bySubnet,
    routeTableIds: { private: table.id },
    services: ["execute-api", "appconfigdata"],
});

// The web servers. Connections come from the load balancer, never from the clients' addresses.
const web = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    description: "web servers",
    tags: { Name: "web" },
});

// Python is on the image already, so nothing has to be downloaded.
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
const image = aws.ssm.getParameterOutput({
    name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
});
const servers = subnets.map(({ zone, id: subnetId }) => {
    const settings = {
        ami: image.insecureValue,
        instanceType: "t3.nano",
        subnetId,
        vpcSecurityGroupIds: [web.id],
        metadataOptions: { httpTokens: "required" },
        userData,
        tags: { Name: `web-${zone}` },
    };
    // A newer image is for new instances.
    const instance = new aws.ec2.Instance(`web-${zone}`, settings, { ignoreChanges: ["ami"] });
    return { zone, id: instance.id };
});

const service = new privatelink.PrivateLinkService("service", {
    name: "orders",
    vpcId: vpc.id,
    loadBalancer: {
        subnets: bySubnet,
        securityGroup: { egress: { web: { fromPort: 80, securityGroupId: web.id } } },
    },
    listeners: {
        http: {
            port: 80,
            targetType: "instance",
            targets: Object.fromEntries(servers.map(({ zone, id }) => [zone, { id }])),
        },
    },
    // The hub's account alone may connect, so nobody has to accept connections by hand.
    allowedPrincipals: [`arn:aws:iam::${JSON.parse(hubJson).accountId}:root`],
    acceptanceRequired: false,
});

new aws.vpc.SecurityGroupIngressRule("web", {
    securityGroupId: web.id,
    referencedSecurityGroupId: service.securityGroupId.apply((id) => id!),
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
});

/** All that the hub has to know about the service. */
export const connectionJson = service.connectionJson;
/** VPC of the account. */
export const vpcId = vpc.id;
