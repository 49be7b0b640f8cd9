// A component on the component host of @pulumi/pulumi, to compare with. It checks nothing, and is the one of `../go`.

import * as pulumi from "@pulumi/pulumi";

export interface EndpointsArgs {
    vpcId: pulumi.Input<string>;
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    services: string[];
}

// The children, raw: hand-written inputs, and only the outputs that are used.

class SecurityGroup extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super("aws:ec2/securityGroup:SecurityGroup", name, args, opts);
    }
}

class VpcEndpoint extends pulumi.CustomResource {
    public readonly dnsEntries!: pulumi.Output<{ dnsName: string; hostedZoneId: string }[]>;
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super("aws:ec2/vpcEndpoint:VpcEndpoint", name, { dnsEntries: undefined, ...args }, opts);
    }
}

class Zone extends pulumi.CustomResource {
    public readonly zoneId!: pulumi.Output<string>;
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super("aws:route53/zone:Zone", name, { zoneId: undefined, ...args }, opts);
    }
}

class Record extends pulumi.CustomResource {
    public readonly fqdn!: pulumi.Output<string>;
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super("aws:route53/record:Record", name, { fqdn: undefined, ...args }, opts);
    }
}

export class Endpoints extends pulumi.ComponentResource {
    public readonly securityGroupId: pulumi.Output<string>;
    public readonly endpointIds: pulumi.Output<string[]>;
    public readonly fqdns: pulumi.Output<string[]>;

    constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("peer:index:Endpoints", name, args, opts);
        const aws = { parent: this, version: "6.83.0" };

        const sg = new SecurityGroup(name, {
            description: `Endpoints of ${name}`,
            vpcId: args.vpcId,
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
        }, aws);

        const ids: pulumi.Output<string>[] = [];
        const fqdns: pulumi.Output<string>[] = [];
        for (const s of args.services) {
            const child = `${name}-${s}`;
            const e = new VpcEndpoint(child, {
                vpcId: args.vpcId,
                serviceName: `com.amazonaws.us-east-1.${s}`,
                vpcEndpointType: "Interface",
                subnetIds: args.subnetIds,
                securityGroupIds: [sg.id],
            }, aws);
            const z = new Zone(child, {
                name: `${s}.us-east-1.amazonaws.com`,
                vpcs: [{ vpcId: args.vpcId }],
            }, aws);
            const r = new Record(child, {
                zoneId: z.zoneId,
                name: `${s}.us-east-1.amazonaws.com`,
                type: "A",
                aliases: [{
                    name: e.dnsEntries[0].dnsName,
                    zoneId: e.dnsEntries[0].hostedZoneId,
                    evaluateTargetHealth: false,
                }],
            }, aws);
            ids.push(e.id);
            fqdns.push(r.fqdn);
        }

        this.securityGroupId = sg.id;
        this.endpointIds = pulumi.all(ids);
        this.fqdns = pulumi.all(fqdns);
        this.registerOutputs({
            securityGroupId: this.securityGroupId,
            endpointIds: this.endpointIds,
            fqdns: this.fqdns,
        });
    }
}
