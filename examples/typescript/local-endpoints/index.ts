// A VPC with endpoints of its own: one for each service, with an interface in each of three zones.
//
// The same program serves every VPC: nothing in it is about another one, and ranges may be the same everywhere.
import * as aws from "@pulumi/aws";
import * as privatelink from "pulumi-privatelink";

// The network has no way out. Both attributes are needed to resolve private names.
const vpc = new aws.ec2.Vpc("clients", {
    cidrBlock: "10.0.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: "clients" },
});
// Ids mean the same zone in every account; names do not.
const ranges = { "use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20", "use1-az4": "10.0.32.0/20" };
const subnets = Object.entries(ranges).map(([zone, cidrBlock]) => {
    const name = `clients-${zone}`;
    const settings = { vpcId: vpc.id, availabilityZoneId: zone, cidrBlock, tags: { Name: name } };
    return [zone, { subnetId: new aws.ec2.Subnet(name, settings).id }];
});

// An endpoint serves one service. Its security group lets the VPC in on the ports of the service.
const endpoints = ["execute-api", "appconfigdata"].map((service) => {
    const endpoint = new privatelink.PrivateLinkConsumer(service, {
        name: service,
        vpcId: vpc.id,
        service,
        subnets: Object.fromEntries(subnets),
    });
    return [service, endpoint.endpointId];
});

/** VPC of the clients. */
export const vpcId = vpc.id;
/** Ids of the endpoints by service. */
export const endpointIds = Object.fromEntries(endpoints);
