// Command pulumi-resource-peer is a component on pulumi-go-provider, to compare with. It checks nothing.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// EndpointsArgs is what the component takes.
type EndpointsArgs struct {
	VpcId     pulumi.StringInput      `pulumi:"vpcId"`
	SubnetIds pulumi.StringArrayInput `pulumi:"subnetIds"`
	Services  []string                `pulumi:"services"`
}

// Endpoints is a security group, and an endpoint, a zone and a record for each service.
type Endpoints struct {
	pulumi.ResourceState

	SecurityGroupId pulumi.StringOutput      `pulumi:"securityGroupId"`
	EndpointIds     pulumi.StringArrayOutput `pulumi:"endpointIds"`
	Fqdns           pulumi.StringArrayOutput `pulumi:"fqdns"`
}

// The children, with only the outputs that are used.

type securityGroup struct {
	pulumi.CustomResourceState
}

type vpcEndpoint struct {
	pulumi.CustomResourceState

	DnsEntries pulumi.MapArrayOutput `pulumi:"dnsEntries"`
}

type zone struct {
	pulumi.CustomResourceState

	ZoneId pulumi.StringOutput `pulumi:"zoneId"`
}

type record struct {
	pulumi.CustomResourceState

	Fqdn pulumi.StringOutput `pulumi:"fqdn"`
}

// NewEndpoints registers the component and its children.
func NewEndpoints(
	ctx *pulumi.Context, name string, args EndpointsArgs, opts ...pulumi.ResourceOption,
) (*Endpoints, error) {
	c := &Endpoints{}
	if err := ctx.RegisterComponentResource("peer:index:Endpoints", name, c, opts...); err != nil {
		return nil, err
	}
	aws := []pulumi.ResourceOption{pulumi.Parent(c), pulumi.Version("6.83.0")}

	var sg securityGroup
	if err := ctx.RegisterResource("aws:ec2/securityGroup:SecurityGroup", name, pulumi.Map{
		"description": pulumi.String("Endpoints of " + name),
		"vpcId":       args.VpcId,
		"ingress": pulumi.Array{pulumi.Map{
			"protocol":   pulumi.String("tcp"),
			"fromPort":   pulumi.Int(443),
			"toPort":     pulumi.Int(443),
			"cidrBlocks": pulumi.ToStringArray([]string{"10.0.0.0/8"}),
		}},
	}, &sg, aws...); err != nil {
		return nil, err
	}

	var ids, fqdns pulumi.StringArray
	for _, service := range args.Services {
		endpoint, fqdn, err := newEndpoint(ctx, name, service, args, sg.ID(), aws)
		if err != nil {
			return nil, err
		}
		ids, fqdns = append(ids, endpoint), append(fqdns, fqdn)
	}
	c.SecurityGroupId = sg.ID().ToStringOutput()
	c.EndpointIds = ids.ToStringArrayOutput()
	c.Fqdns = fqdns.ToStringArrayOutput()
	// The library registers the outputs.
	return c, nil
}

func newEndpoint(
	ctx *pulumi.Context, component, service string, args EndpointsArgs, group pulumi.IDOutput, opts []pulumi.ResourceOption,
) (pulumi.IDOutput, pulumi.StringOutput, error) {
	name, domain := component+"-"+service, service+".us-east-1.amazonaws.com"
	var (
		e vpcEndpoint
		z zone
		r record
	)
	err := ctx.RegisterResource("aws:ec2/vpcEndpoint:VpcEndpoint", name, pulumi.Map{
		"vpcId":            args.VpcId,
		"serviceName":      pulumi.String("com.amazonaws.us-east-1." + service),
		"vpcEndpointType":  pulumi.String("Interface"),
		"subnetIds":        args.SubnetIds,
		"securityGroupIds": pulumi.Array{group},
	}, &e, opts...)
	if err == nil {
		err = ctx.RegisterResource("aws:route53/zone:Zone", name, pulumi.Map{
			"name": pulumi.String(domain),
			"vpcs": pulumi.Array{pulumi.Map{"vpcId": args.VpcId}},
		}, &z, opts...)
	}
	if err == nil {
		entry := e.DnsEntries.Index(pulumi.Int(0))
		err = ctx.RegisterResource("aws:route53/record:Record", name, pulumi.Map{
			"zoneId": z.ZoneId,
			"name":   pulumi.String(domain),
			"type":   pulumi.String("A"),
			"aliases": pulumi.Array{pulumi.Map{
				"name":                 entry.MapIndex(pulumi.String("dnsName")),
				"zoneId":               entry.MapIndex(pulumi.String("hostedZoneId")),
				"evaluateTargetHealth": pulumi.Bool(false),
			}},
		}, &r, opts...)
	}
	return e.ID(), r.Fqdn, err
}

func main() {
	p, err := infer.NewProviderBuilder().
		WithNamespace("bench").
		WithComponents(infer.ComponentF(NewEndpoints)).
		Build()
	if err == nil {
		err = p.Run(context.Background(), "peer", "0.0.1")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
