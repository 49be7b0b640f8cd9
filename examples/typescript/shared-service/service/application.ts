// What is there before anything is shared: web servers behind an Application Load Balancer, for clients in the same VPC.
import * as aws from "@pulumi/aws";

// Python is on the image already, so nothing has to be downloaded and the network needs no way out.
const userData = `#!/bin/sh
mkdir -p /srv/www
echo 'Hello from the shared service' > /srv/www/index.html
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

const vpcRange = "10.0.0.0/16";

/** Zones that have such instances, by id, in whatever Region this is. Ids mean the same in every account; names do not. */
async function availabilityZones() {
    const offered = await aws.ec2.getInstanceTypeOfferings({
        locationType: "availability-zone-id",
        filters: [{ name: "instance-type", values: ["t3.nano"] }],
    });
    return offered.locations.sort().slice(0, 2);
}

/** Web servers, one in each subnet, and their security group. */
async function webServers(vpc: aws.ec2.Vpc, subnets: { zone: string; id: aws.ec2.Subnet["id"] }[]) {
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    const group = new aws.ec2.SecurityGroup("web", {
        vpcId: vpc.id,
        description: "web servers",
        tags: { Name: "web" },
    });
    const servers = subnets.map(({ zone, id: subnetId }) => {
        const instance = new aws.ec2.Instance(
            `web-${zone}`,
            {
                ami: image.insecureValue,
                instanceType: "t3.nano",
                subnetId,
                vpcSecurityGroupIds: [group.id],
                metadataOptions: { httpTokens: "required" },
                userData,
                tags: { Name: `web-${zone}` },
            },
            // A newer image is for new instances.
            { ignoreChanges: ["ami"] },
        );
        return { zone, id: instance.id };
    });
    return { group, servers };
}

/** The application, and what others need to know of it. */
export async function application() {
    const vpc = new aws.ec2.Vpc("service", { cidrBlock: vpcRange, tags: { Name: "service" } });
    const subnets = (await availabilityZones()).map((zone, index) => {
        const subnet = new aws.ec2.Subnet(`service-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: `10.0.${16 * index}.0/20`,
            tags: { Name: `service-${zone}` },
        });
        return { zone, id: subnet.id };
    });
    const { group: web, servers } = await webServers(vpc, subnets);

    const group = new aws.ec2.SecurityGroup("alb", {
        vpcId: vpc.id,
        description: "Application Load Balancer",
        tags: { Name: "alb" },
    });
    const http = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    // Clients of the VPC, and whatever load balancer comes before this one.
    new aws.vpc.SecurityGroupIngressRule("alb", {
        ...http,
        securityGroupId: group.id,
        cidrIpv4: vpcRange,
    });
    new aws.vpc.SecurityGroupEgressRule("alb", {
        ...http,
        securityGroupId: group.id,
        referencedSecurityGroupId: web.id,
    });
    new aws.vpc.SecurityGroupIngressRule("web", {
        ...http,
        securityGroupId: web.id,
        referencedSecurityGroupId: group.id,
    });

    const alb = new aws.lb.LoadBalancer("web", {
        internal: true,
        loadBalancerType: "application",
        securityGroups: [group.id],
        subnets: subnets.map(({ id }) => id),
        tags: { Name: "web" },
    });
    const targets = new aws.lb.TargetGroup("web", {
        vpcId: vpc.id,
        port: 80,
        protocol: "HTTP",
        healthCheck: { path: "/", matcher: "200" },
        tags: { Name: "web" },
    });
    for (const { zone, id } of servers) {
        new aws.lb.TargetGroupAttachment(`web-${zone}`, {
            targetGroupArn: targets.arn,
            targetId: id,
        });
    }
    const listener = new aws.lb.Listener("web", {
        loadBalancerArn: alb.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    });
    return {
        vpcId: vpc.id,
        subnets,
        // Read from its listener: it has to listen before it can be a target.
        albArn: listener.loadBalancerArn,
        albSecurityGroupId: group.id,
        albDnsName: alb.dnsName,
    };
}
