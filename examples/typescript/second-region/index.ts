// A service of one Region and its consumer in another one, in three forms.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

import { allowed, consume, network, offer, Place, webServers } from "./parts";

const place = (name: string, region: Place["region"]): Place => ({
    name,
    region,
    provider: new aws.Provider(name, { region }),
});
const first = place("first", "us-east-1");
const second = place("second", "eu-west-1");

// 1. Deploy again: the service in both Regions, and consumers in each that use their own.
async function again() {
    const ofFirst = consume(await offer(first, []), first);
    return { service: await offer(second, []), urlOfFirst: ofFirst.url };
}

// 2. Load balancer near, targets far: VPC peering leads from the load balancer to the servers.
async function near() {
    const farNetwork = network("far", "10.1", first);
    const web = await webServers(farNetwork, first);
    const nearNetwork = network("near", "10.2", second);
    // Groups of the other Region cannot be named, so this is a range.
    new aws.vpc.SecurityGroupIngressRule(
        "near",
        {
            securityGroupId: web.groupId,
            cidrIpv4: "10.2.0.0/16",
            ipProtocol: "tcp",
            fromPort: 80,
            toPort: 80,
        },
        { provider: first.provider },
    );
    new privatelink.CrossRegionPeering(
        "peering",
        {
            name: "far-near",
            mode: "vpcPeering",
            peerProvider: second.provider,
            requester: {
                region: first.region,
                vpcId: farNetwork.vpcId,
                cidrBlocks: ["10.1.0.0/16"],
                routeTableIds: { far: farNetwork.tableId },
            },
            accepter: {
                region: second.region,
                vpcId: nearNetwork.vpcId,
                cidrBlocks: ["10.2.0.0/16"],
                routeTableIds: { near: nearNetwork.tableId },
            },
        },
        { providers: [first.provider] },
    );
    // Servers of a peered VPC are targets by their addresses, for the load balancer in all zones.
    const targets = web.servers.map(({ zone, address }) => [
        zone,
        { id: address, availabilityZone: "all" },
    ]);
    const service = new privatelink.PrivateLinkService(
        "near",
        {
            ...(await allowed()),
            name: "near",
            vpcId: nearNetwork.vpcId,
            loadBalancer: {
                subnets: nearNetwork.byZone,
                securityGroup: { egress: { far: { fromPort: 80, cidrIpv4: "10.1.0.0/16" } } },
            },
            listeners: {
                http: {
                    port: 80,
                    targetType: "ip",
                    targets: Object.fromEntries(targets),
                    preserveClientIp: false,
                    healthCheck: { protocol: "HTTP" },
                },
            },
        },
        { providers: [second.provider] },
    );
    return { service };
}

// 3. PrivateLink between Regions: the service names the Regions of its consumers, and nothing else is made.
async function between() {
    return { service: await offer(first, [second.region]) };
}

const forms = { again, near, between };

export = async () => {
    const form = new pulumi.Config().require<keyof typeof forms>("form", {
        allowedValues: ["again", "near", "between"],
    });
    const { service, ...others } = await forms[form]();
    // The same consumer in each form: it does not see where the servers are. Where its clients reach the service, and
    // their network and security group.
    return { ...consume(service, second), ...others };
};
