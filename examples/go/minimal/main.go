// Offers an Application Load Balancer that is already there to one other account.
package main

import (
	"github.com/privatelink-io/pulumi-privatelink/sdks/go/privatelink"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		given := config.New(ctx, "")
		alb := privatelink.TargetTypeAlb
		service, err := privatelink.NewPrivateLinkService(ctx, "payments", &privatelink.PrivateLinkServiceArgs{
			Name:  pulumi.String("payments"),
			VpcId: pulumi.String(given.Require("vpcId")),
			LoadBalancer: &privatelink.LoadBalancerArgs{
				Subnets: privatelink.SubnetMap{
					"use1-az1": privatelink.SubnetArgs{SubnetId: pulumi.String(given.Require("subnetA"))},
					"use1-az2": privatelink.SubnetArgs{SubnetId: pulumi.String(given.Require("subnetB"))},
				},
			},
			Listeners: map[string]privatelink.ListenerArgs{
				"http": {
					Port:       80,
					TargetType: &alb,
					Targets: map[string]privatelink.TargetArgs{
						"app": {Id: pulumi.String(given.Require("albArn"))},
					},
				},
			},
			AllowedPrincipals: []string{"arn:aws:iam::222222222222:root"},
		})
		if err != nil {
			return err
		}
		// What the security group of the Application Load Balancer has to let in.
		ctx.Export("securityGroupId", service.SecurityGroupId)
		ctx.Export("serviceName", service.ServiceName)
		return nil
	})
}
