// Offers an Application Load Balancer that is already there to one other account.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";

const config = new pulumi.Config();

const service = new privatelink.PrivateLinkService("payments", {
    name: "payments",
    vpcId: config.require("vpcId"),
    loadBalancer: {
        subnets: {
            "use1-az1": { subnetId: config.require("subnetA") },
            "use1-az2": { subnetId: config.require("subnetB") },
        },
    },
    listeners: {
        http: { port: 80, targetType: "alb", targets: { app: { id: config.require("albArn") } } },
    },
    allowedPrincipals: ["arn:aws:iam::222222222222:root"],
});

// What the security group of the Application Load Balancer has to let in.
export const securityGroupId = service.securityGroupId;
export const serviceName = service.serviceName;
