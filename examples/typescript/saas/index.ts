// Reaches a SaaS product by its PrivateLink service, under the names that the product has.
//
// Deployed twice if the vendor accepts each endpoint: without `accepted` first, and again when the vendor has accepted.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const product = new privatelink.PrivateLinkConsumer("product", {
    name: "product",
    vpcId: config.require("vpcId"),
    serviceName: config.require("serviceName"),
    subnets: {
        "use1-az1": { subnetId: config.require("subnetA") },
        "use1-az2": { subnetId: config.require("subnetB") },
    },
    securityGroup: { ports: [443] },
    acceptance: { mode: "provider", accepted: config.getBoolean("accepted") ?? false },
    // The domain and every name below it lead to the endpoint, in this VPC only.
    customDns: { zoneName: config.require("domain"), records: { "@": {}, "*": {} } },
});

// What the vendor has to accept or register.
export const endpointId = product.endpointId;
export const state = product.state;
