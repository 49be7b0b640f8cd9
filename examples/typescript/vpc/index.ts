// A VPC made in the same program, without a way out to the internet: Systems Manager is reached by an endpoint, and
// the application in it is offered to one other account.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();
const tags = { Name: "shop" };

// The endpoint's private DNS needs both attributes.
const vpc = new aws.ec2.Vpc("shop", {
    cidrBlock: "10.0.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags,
});
const subnets = ["use1-az1", "use1-az2"].map(
    (availabilityZoneId, index) =>
        new aws.ec2.Subnet(`shop-${availabilityZoneId}`, {
            vpcId: vpc.id,
            availabilityZoneId,
            cidrBlock: `10.0.${16 * index}.0/20`,
            tags,
        }),
);
// AWS gives these ids during the deployment, so a preview does not know them.
const subnetIds = subnets.map((subnet) => subnet.id);

const endpoint = new privatelink.PrivateLinkConsumer("ssm", {
    name: "ssm",
    vpcId: vpc.id,
    service: "ssm",
    subnetIds,
});

// The application. It listens on port 80, and only the load balancer of the service may connect.
const group = new aws.ec2.SecurityGroup("shop", {
    vpcId: vpc.id,
    description: "The application",
    tags,
});
const instance = new aws.ec2.Instance("shop", {
    ami: config.require("imageId"),
    instanceType: "t3.nano",
    subnetId: subnetIds[0],
    vpcSecurityGroupIds: [group.id],
    metadataOptions: { httpTokens: "required" },
    tags,
});

const service = new privatelink.PrivateLinkService("shop", {
    name: "shop",
    vpcId: vpc.id,
    loadBalancer: { subnetIds },
    listeners: {
        http: { port: 80, targetType: "instance", targets: { shop: { id: instance.id } } },
    },
    allowedPrincipals: ["arn:aws:iam::222222222222:root"],
});
new aws.vpc.SecurityGroupIngressRule("service", {
    securityGroupId: group.id,
    description: "The load balancer, with requests and health checks",
    referencedSecurityGroupId: service.securityGroupId.apply((id) => id!),
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
});

export const endpointId = endpoint.endpointId;
export const serviceName = service.serviceName;
