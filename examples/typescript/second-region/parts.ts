// What the forms are made of: networks, web servers, the service and its consumer, each in a Region that is given.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

export interface Place {
    name: string;
    region: "us-east-1" | "eu-west-1";
    provider: aws.Provider;
}

// Ids mean the same zone in every account; names do not.
const zones = { "us-east-1": ["use1-az1", "use1-az2"], "eu-west-1": ["euw1-az1", "euw1-az2"] };

// A VPC without a way out. Both attributes are needed for names of endpoints to be answered.
export function network(name: string, range: string, place: Place) {
    const { provider, region } = place;
    const vpc = new aws.ec2.Vpc(
        `${name}-${place.name}`,
        {
            cidrBlock: `${range}.0.0/16`,
            enableDnsSupport: true,
            enableDnsHostnames: true,
            tags: { Name: name },
        },
        { provider },
    );
    const table = new aws.ec2.RouteTable(
        `${name}-${place.name}`,
        { vpcId: vpc.id, tags: { Name: name } },
        { provider },
    );
    const subnets = zones[region].map((zone, index) => {
        const subnet = new aws.ec2.Subnet(
            `${name}-${zone}`,
            {
                vpcId: vpc.id,
                availabilityZoneId: zone,
                cidrBlock: `${range}.${16 * index}.0/20`,
                tags: { Name: `${name}-${zone}` },
            },
            { provider },
        );
        new aws.ec2.RouteTableAssociation(
            `${name}-${zone}`,
            { routeTableId: table.id, subnetId: subnet.id },
            { provider },
        );
        return { zone, subnetId: subnet.id };
    });
    const byZone = Object.fromEntries(subnets.map(({ zone, subnetId }) => [zone, { subnetId }]));
    return { vpcId: vpc.id, tableId: table.id, subnets, byZone };
}

export type Network = ReturnType<typeof network>;

// A web server in each zone, and a security group that lets nobody in yet.
export async function webServers({ vpcId, subnets }: Network, { name, provider }: Place) {
    const image = await aws.ssm.getParameter(
        { name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
        { provider },
    );
    const group = new aws.ec2.SecurityGroup(
        `web-${name}`,
        { vpcId, description: "web servers", tags: { Name: "web" } },
        { provider },
    );
    const servers = subnets.map(({ zone, subnetId }) => {
        const instance = new aws.ec2.Instance(
            `web-${zone}`,
            {
                ami: image.value,
                instanceType: "t3.nano",
                subnetId,
                vpcSecurityGroupIds: [group.id],
                metadataOptions: { httpTokens: "required" },
                userData: userData(zone),
                tags: { Name: `web-${zone}` },
            },
            // A newer image is for new instances.
            { provider, ignoreChanges: ["ami"] },
        );
        return { zone, id: instance.id, address: instance.privateIp };
    });
    return { groupId: group.id, servers };
}

// Python is on the image already, so nothing has to be downloaded and the network needs no way out.
const userData = (zone: string) => `#!/bin/sh
mkdir -p /srv/www
echo 'Hello from ${zone}' > /srv/www/index.html
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

// Who may connect: this account alone, so nobody has to accept connections by hand.
export async function allowed() {
    const { accountId } = await aws.getCallerIdentity();
    return { allowedPrincipals: [`arn:aws:iam::${accountId}:root`], acceptanceRequired: false };
}

// Web servers and the endpoint service in front of them, both in one Region.
export async function offer(place: Place, supportedRegions: string[]) {
    const { name, provider } = place;
    const own = network("service", "10.1", place);
    const web = await webServers(own, place);
    const service = new privatelink.PrivateLinkService(
        `service-${name}`,
        {
            ...(await allowed()),
            name: "service",
            vpcId: own.vpcId,
            loadBalancer: {
                subnets: own.byZone,
                securityGroup: { egress: { web: { fromPort: 80, securityGroupId: web.groupId } } },
            },
            listeners: {
                http: {
                    port: 80,
                    targetType: "instance",
                    targets: Object.fromEntries(web.servers.map(({ zone, id }) => [zone, { id }])),
                    healthCheck: { protocol: "HTTP" },
                },
            },
            supportedRegions,
        },
        { providers: [provider] },
    );
    // Connections come from the load balancer, never from the consumer's addresses.
    new aws.vpc.SecurityGroupIngressRule(
        `web-${name}`,
        {
            securityGroupId: web.groupId,
            referencedSecurityGroupId: service.securityGroupId.apply((id) => id!),
            ipProtocol: "tcp",
            fromPort: 80,
            toPort: 80,
        },
        { provider },
    );
    return service;
}

// A network with an endpoint, and a security group for clients that reach it and nothing else.
export function consume(service: privatelink.PrivateLinkService, place: Place) {
    const { name, provider } = place;
    const own = network("consumer", "10.3", place);
    const client = new aws.ec2.SecurityGroup(
        `client-${name}`,
        { vpcId: own.vpcId, description: "clients", tags: { Name: "client" } },
        { provider },
    );
    const consumer = new privatelink.PrivateLinkConsumer(
        `consumer-${name}`,
        {
            name: "consumer",
            vpcId: own.vpcId,
            connection: service.connection,
            subnets: own.byZone,
            securityGroup: { allowedSecurityGroupIds: [client.id] },
        },
        { providers: [provider] },
    );
    new aws.vpc.SecurityGroupEgressRule(
        `client-${name}`,
        {
            securityGroupId: client.id,
            referencedSecurityGroupId: consumer.securityGroupId.apply((id) => id!),
            ipProtocol: "tcp",
            fromPort: 80,
            toPort: 80,
        },
        { provider },
    );
    const url = pulumi.interpolate`http://${consumer.regionalDnsName}`;
    return { url, vpcId: own.vpcId, clientGroupId: client.id };
}
