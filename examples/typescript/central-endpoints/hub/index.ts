// The shared services account: endpoints once for all VPCs, a private zone for the names of each, and a transit gateway.
//
// Deployed twice: without `connections` first, and again with the service that another account offers.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

// What other accounts hand over about their services: the output `connectionJson` of each, by a name for the service.
const connections = Object.entries(config.getObject<Record<string, string>>("connections") ?? {});

const hub = new privatelink.CentralizedEndpointHub("hub", {
    name: "shared",
    cidrBlock: "10.200.0.0/20",
    // Ids mean the same zone in every account; names do not.
    availabilityZoneIds: ["use1-az1", "use1-az2", "use1-az4"],
    // The ranges of all VPCs, now and later: none of them may overlap another one.
    clientCidrs: ["10.0.0.0/9"],
    // Spokes reach the endpoints and not each other.
    routeDomains: { spokes: { reach: "hubOnly" } },
    // Who may attach VPCs: the ARN of the organization, or some of its units or accounts. Its sharing is on in AWS RAM.
    shareWith: config.requireObject<string[]>("shareWith"),
    // One endpoint for each service; each has an interface in each of the three zones.
    services: { "execute-api": {}, appconfigdata: {} },
    endpointServices: Object.fromEntries(
        connections.map(([name, connection]) => [
            name,
            {
                connection: JSON.parse(connection),
                dnsNames: [`${name}.example.internal`],
                ports: [80],
            },
        ]),
    ),
});

/** All that a spoke has to know. */
export const hubJson = hub.hubJson;
/** VPC of the endpoints. */
export const vpcId = hub.vpcId;
/** Resource policy for private APIs of API Gateway that are called through the hub. */
export const privateApiPolicy = hub.privateApiPolicy;
