// An account that uses the shared service.
//
// Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

export = async () => {
    const config = new pulumi.Config();
    const connectionJson = config.require("connectionJson");
    const { partition } = await aws.getPartition();
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    // The zones of the service.
    const zones: string[] = JSON.parse(connectionJson).availabilityZoneIds;

    // The network has no way out. Session Manager's names need both attributes.
    const vpc = new aws.ec2.Vpc("consumer", {
        cidrBlock: "10.0.0.0/16",
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: { Name: "consumer" },
    });
    const subnets = zones.map((zone, index) => {
        const subnet = new aws.ec2.Subnet(`consumer-${zone}`, {
            vpcId: vpc.id,
            availabilityZoneId: zone,
            cidrBlock: `10.0.${16 * index}.0/20`,
            tags: { Name: `consumer-${zone}` },
        });
        return { zone, id: subnet.id };
    });

    const clientGroup = new aws.ec2.SecurityGroup("client", {
        vpcId: vpc.id,
        description: "client",
        tags: { Name: "client" },
    });
    const place = {
        vpcId: vpc.id,
        subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
    };
    // The connection says which ports there are, so the endpoint takes port 80 from its VPC and nothing else.
    const consumer = new privatelink.PrivateLinkConsumer("consumer", {
        ...place,
        name: "consumer",
        connectionJson,
        acceptance: { mode: "provider", accepted: config.getBoolean("accepted") },
    });
    // The way into the client, without a way in from the internet.
    const session = new privatelink.PrivateLinkConsumer("session", {
        ...place,
        name: "session",
        bundle: "ssm",
        securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
    });

    // The client reaches these two, and nothing else.
    const reach = (name: string, endpoint: privatelink.PrivateLinkConsumer, port: number) =>
        new aws.vpc.SecurityGroupEgressRule(name, {
            securityGroupId: clientGroup.id,
            description: name,
            referencedSecurityGroupId: endpoint.securityGroupId.apply((id) => id!),
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
        });
    reach("service", consumer, 80);
    const toSession = reach("session", session, 443);

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
            subnetId: subnets[0].id,
            vpcSecurityGroupIds: [clientGroup.id],
            iamInstanceProfile: profile.name,
            metadataOptions: { httpTokens: "required" },
            tags: { Name: "client" },
        },
        // A newer image is for new instances. An agent that finds no Session Manager when it starts tries again ever more
        // rarely.
        { ignoreChanges: ["ami"], dependsOn: [session, toSession, attached] },
    );

    return {
        // Endpoint that the provider has to accept.
        endpointId: consumer.endpointId,
        // `pendingAcceptance`, and `available` when the provider has accepted.
        state: consumer.state,
        // Where the client reaches the service.
        url: pulumi.interpolate`http://${consumer.regionalDnsName}`,
        // Name of the endpoint in each zone, for a client that is to stay in its own, and what they lead to.
        zonalDnsNames: consumer.zonalDnsNames,
        privateIpv4Addresses: consumer.privateIpv4Addresses,
        // Instance to start a session on.
        clientId: client.id,
    };
};
