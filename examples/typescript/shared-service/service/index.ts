// Shares a service that is there already with chosen accounts: an endpoint service in front of its load balancer.
//
// Deployed again for each endpoint that is accepted.
import * as pulumi from "@pulumi/pulumi";
import * as privatelink from "pulumi-privatelink";
import { application } from "./application";

export = async () => {
    const config = new pulumi.Config();
    // In place of this: ids of your own.
    const { vpcId, subnets, albArn, albSecurityGroupId, albDnsName } = await application();

    const service = new privatelink.PrivateLinkService("service", {
        name: "service",
        vpcId,
        loadBalancer: {
            subnets: Object.fromEntries(subnets.map(({ zone, id }) => [zone, { subnetId: id }])),
            securityGroup: {
                egress: { alb: { fromPort: 80, securityGroupId: albSecurityGroupId } },
            },
        },
        listeners: {
            http: {
                port: 80,
                targetType: "alb",
                targets: { web: { id: albArn } },
                healthCheck: { path: "/", matcher: "200" },
            },
        },
        // Two locks: who may ask stands here, as ARNs of accounts, roles or users, and each of their endpoints waits until
        // it is named.
        allowedPrincipals: config.requireObject<string[]>("allowedPrincipals"),
        acceptanceRequired: true,
        acceptedEndpointIds: config.getObject<Record<string, string>>("acceptedEndpointIds"),
        // Whoever subscribes to the topic hears of each request, and of a load balancer that nothing is behind any more.
        topic: {},
        connectionNotifications: { requests: { events: ["Connect", "Accept", "Reject", "Delete"] } },
        alarms: { unhealthyHosts: {}, rejectedConnections: {} },
    });

    return {
        // Name that consumers connect to.
        serviceName: service.serviceName,
        // All that a consumer has to know.
        connectionJson: service.connectionJson,
        // Topic with messages about connections and alarms.
        topicArn: service.topicArn,
        // Where clients of the service's own VPC reach it, as before.
        localUrl: pulumi.interpolate`http://${albDnsName}`,
    };
};
