// An HTTP service for a consumer in another account whose network has the same addresses.
//
// Deployed twice: without `acceptedEndpointIds` first, and again with the endpoint that the consumer made.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

// Python is on the image already, so nothing has to be downloaded and the network needs no way out.
const userData = `#!/bin/sh
mkdir -p /srv/www
echo 'Hello from the other network' > /srv/www/index.html
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
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    // Zones that have such instances, in whatever Region this is. Ids mean the same zone in every account; names do not.
    const offered = await aws.ec2.getInstanceTypeOfferings({
        locationType: "availability-zone-id",
        filters: [{ name: "instance-type", values: ["t3.nano"] }],
    });
    const zones = offered.locations.sort().slice(0, 2);

    const vpc = new aws.ec2.Vpc("provider", {
        cidrBlock: "10.0.0.0/16",
        tags: { Name: "provider" },
    });
    const subnets = zones.map((zone, index) => {
        const subnet = new aws.ec2.Subnet(`provider-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: `10.0.${16 * index}.0/20`,
            tags: { Name: `provider-${zone}` },
        });
        return { zone, id: subnet.id };
    });

    const web = new aws.ec2.SecurityGroup("web", {
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
                vpcSecurityGroupIds: [web.id],
                metadataOptions: { httpTokens: "required" },
                userData,
                tags: { Name: `web-${zone}` },
            },
            // A newer image is for new instances.
            { ignoreChanges: ["ami"] },
        );
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
                healthCheck: { protocol: "HTTP" },
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

    return {
        // All that the consumer has to know.
        connectionJson: service.connectionJson,
    };
};
