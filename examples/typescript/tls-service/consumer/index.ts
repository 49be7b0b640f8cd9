// A VPC without a way out that uses the service of another account, and the API of EC2.
//
// client --> orders.example.com            --> endpoint --> endpoint service of the provider
//        --> EC2's name in the Region      --> endpoint --> EC2
//
// Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

export = async () => {
    const config = new pulumi.Config();
    const connectionJson = config.require("connectionJson");
    const connection = JSON.parse(connectionJson);
    const { partition } = await aws.getPartition();
    const image = await aws.ssm.getParameter({
        name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
    // The zones of the service.
    const zones: string[] = connection.availabilityZoneIds;

    // The network. Both attributes are needed for private DNS names.
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
        return { zone, subnetId: subnet.id };
    });

    const clientGroup = new aws.ec2.SecurityGroup("client", {
        vpcId: vpc.id,
        description: "Clients of the endpoints",
        tags: { Name: "client" },
    });

    // The endpoints.
    const place = {
        vpcId: vpc.id,
        subnets: Object.fromEntries(subnets.map(({ zone, subnetId }) => [zone, { subnetId }])),
        securityGroup: { allowedSecurityGroupIds: [clientGroup.id] },
    };
    const orders = new privatelink.PrivateLinkConsumer("orders", {
        ...place,
        name: "orders",
        connectionJson,
        acceptance: { mode: "provider", accepted: config.getBoolean("accepted") ?? false },
    });
    const ec2 = new privatelink.PrivateLinkConsumer("ec2", {
        ...place,
        name: "ec2",
        service: "ec2",
        // Whatever a role may do elsewhere: from this VPC it looks, and changes nothing.
        policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Principal: "*", Action: "ec2:Describe*", Resource: "*" },
            ],
        }),
    });
    // The way into the client, without a way in from the internet.
    const session = new privatelink.PrivateLinkConsumer("session", {
        ...place,
        name: "session",
        bundle: "ssm",
    });

    // The client reaches these three, and nothing else.
    const reach = (name: string, endpoint: privatelink.PrivateLinkConsumer) =>
        new aws.vpc.SecurityGroupEgressRule(name, {
            securityGroupId: clientGroup.id,
            description: name,
            referencedSecurityGroupId: endpoint.securityGroupId.apply((id) => id!),
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
        });
    reach("orders", orders);
    reach("ec2", ec2);
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
            subnetId: subnets[0].subnetId,
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
        endpointId: orders.endpointId,
        // State of that endpoint.
        state: orders.state,
        // Where the client reaches the service, once it is accepted.
        url: `https://${connection.privateDnsName}`,
        // Address of that endpoint in each zone, in the network of the consumer.
        privateIpv4Addresses: orders.privateIpv4Addresses,
        // Instance to start a session on.
        clientId: client.id,
    };
};
