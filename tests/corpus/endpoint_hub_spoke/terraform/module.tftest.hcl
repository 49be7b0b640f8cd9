# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.us-east-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_ec2_transit_gateway_vpc_attachment" {
    defaults = { id = "tgw-attach-0a1b2c3d4e5f67890" }
  }
}

mock_provider "aws" {
  alias           = "hub"
  override_during = plan

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.us-east-1.amazonaws.com" }
  }
}

variables {
  name = "team-a"
  hub = {
    region               = "us-east-1"
    account_id           = "111111111111"
    transit_gateway_id   = "tgw-0a1b2c3d4e5f67890"
    cidr_block           = "10.0.0.0/20"
    client_cidrs         = ["10.64.0.0/10"]
    entry_route_table_id = "tgw-rtb-0a1b2c3d4e5f67890"
    domains = {
      platform = { route_table_id = "tgw-rtb-0a1b2c3d4e5f67892", propagate_to = ["platform", "tools"] }
      spokes   = { route_table_id = "tgw-rtb-0a1b2c3d4e5f67891" }
      tools    = { route_table_id = "tgw-rtb-0a1b2c3d4e5f67893", propagate_to = ["platform", "tools"] }
    }
    dns = "zones"
    zone_ids = {
      "api.ecr"            = "Z0123456789ABCDEFGHI1"
      "dkr.ecr"            = "Z0123456789ABCDEFGHI2"
      "orders.example.com" = "Z0123456789ABCDEFGHI3"
      ssm                  = "Z0123456789ABCDEFGHI4"
    }
    services = ["ecr.api", "ecr.dkr", "orders", "ssm"]
  }
  vpc_id = "vpc-0a1b2c3d4e5f67890"
  subnets = {
    use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }
    use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
  }
  route_table_ids = { a = "rtb-0a1b2c3d4e5f67890", b = "rtb-0a1b2c3d4e5f67891" }
  services        = ["ssm"]
}

run "in_the_account_of_the_hub" {
  command   = plan
  providers = { aws = aws, aws.hub = aws }

  variables {
    same_account = true
    bundles      = ["ecr"]
    zones        = ["orders.example.com"]
  }

  assert {
    condition     = aws_ec2_transit_gateway_vpc_attachment.attachment.subnet_ids == toset(["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"]) && aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_id == "tgw-0a1b2c3d4e5f67890"
    error_message = "the VPC is attached in each zone"
  }
  assert {
    condition     = !aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_default_route_table_association && !aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_default_route_table_propagation
    error_message = "and in no default table"
  }
  assert {
    condition     = aws_ec2_transit_gateway_route_table_association.association[0].transit_gateway_route_table_id == "tgw-rtb-0a1b2c3d4e5f67891"
    error_message = "its traffic is looked up in the table of its domain"
  }
  assert {
    condition     = aws_ec2_transit_gateway_route_table_propagation.hub_propagation[0].transit_gateway_route_table_id == "tgw-rtb-0a1b2c3d4e5f67890" && length(aws_ec2_transit_gateway_route_table_propagation.propagation) == 0
    error_message = "the hub answers, and no spoke reaches it"
  }
  assert {
    condition     = { for way, route in aws_route.route : way => "${route.route_table_id} ${route.destination_cidr_block}" } == { "a/hub" = "rtb-0a1b2c3d4e5f67890 10.0.0.0/20", "b/hub" = "rtb-0a1b2c3d4e5f67891 10.0.0.0/20" }
    error_message = "a route to the hub in each table"
  }
  assert {
    condition     = { for key, zone in aws_route53_zone_association.zone_use : key => zone.zone_id } == { "api.ecr" = "Z0123456789ABCDEFGHI1", "dkr.ecr" = "Z0123456789ABCDEFGHI2", "orders.example.com" = "Z0123456789ABCDEFGHI3", ssm = "Z0123456789ABCDEFGHI4" }
    error_message = "zones of services, of bundles and of names"
  }
  assert {
    condition     = length(aws_route53_vpc_association_authorization.authorization) == 0 && length(aws_ec2_transit_gateway_vpc_attachment_accepter.accepted) == 0
    error_message = "nothing is authorized or accepted in one account"
  }
  assert {
    condition     = length(aws_route53profiles_association.profile_use) == 0 && length(aws_vpc_endpoint.gateway_endpoint) == 0
    error_message = "neither a profile nor gateway endpoints"
  }
}

run "for_the_hub_to_admit" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  assert {
    condition     = length(aws_ec2_transit_gateway_route_table_association.association) == 0 && length(aws_ec2_transit_gateway_route_table_propagation.hub_propagation) == 0 && length(aws_route53_vpc_association_authorization.authorization) == 0
    error_message = "the hub's half is left to the hub"
  }
  assert {
    condition     = aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_id == "tgw-0a1b2c3d4e5f67890" && keys(aws_route53_zone_association.zone_use) == ["ssm"] && length(aws_route.route) == 2
    error_message = "its own is done"
  }
}

run "admitted_here" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    admission    = "here"
    domain       = "platform"
    propagate_to = ["platform", "tools"]
  }

  assert {
    condition     = aws_route53_vpc_association_authorization.authorization["ssm"].zone_id == "Z0123456789ABCDEFGHI4" && aws_route53_vpc_association_authorization.authorization["ssm"].vpc_id == "vpc-0a1b2c3d4e5f67890"
    error_message = "the hub authorizes the VPC for each zone"
  }
  assert {
    condition     = aws_ec2_transit_gateway_route_table_association.association[0].transit_gateway_route_table_id == "tgw-rtb-0a1b2c3d4e5f67892" && aws_ec2_transit_gateway_route_table_association.association[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67890"
    error_message = "the table of its domain"
  }
  assert {
    condition     = { for domain, propagation in aws_ec2_transit_gateway_route_table_propagation.propagation : domain => propagation.transit_gateway_route_table_id } == { platform = "tgw-rtb-0a1b2c3d4e5f67892", tools = "tgw-rtb-0a1b2c3d4e5f67893" }
    error_message = "the tables of domains that reach it"
  }
  assert {
    condition     = length(aws_ec2_transit_gateway_vpc_attachment_accepter.accepted) == 0
    error_message = "the gateway accepts by itself"
  }
}

run "accepted_here" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    hub               = null
    hub_json          = "{\"accountId\":\"111111111111\",\"acceptsAttachments\":false,\"cidrBlock\":\"10.0.0.0/20\",\"clientCidrs\":[\"10.64.0.0/10\"],\"dns\":\"zones\",\"domains\":{\"spokes\":{\"routeTableId\":\"tgw-rtb-0a1b2c3d4e5f67891\"}},\"entryRouteTableId\":\"tgw-rtb-0a1b2c3d4e5f67890\",\"region\":\"us-east-1\",\"transitGatewayId\":\"tgw-0a1b2c3d4e5f67890\",\"zoneIds\":{\"ssm\":\"Z0123456789ABCDEFGHI4\"}}"
    admission         = "here"
    accept_attachment = true
  }

  assert {
    condition     = aws_ec2_transit_gateway_vpc_attachment_accepter.accepted[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67890" && !aws_ec2_transit_gateway_vpc_attachment_accepter.accepted[0].transit_gateway_default_route_table_association
    error_message = "the attachment is accepted, and in no default table"
  }
  assert {
    condition     = keys(aws_route53_zone_association.zone_use) == ["ssm"] && length(aws_ec2_transit_gateway_route_table_association.association) == 1
    error_message = "the rest is as with the hub as a value"
  }
}

run "profile_and_gateway_endpoints" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    hub = {
      region               = "us-east-1"
      account_id           = "111111111111"
      transit_gateway_id   = "tgw-0a1b2c3d4e5f67890"
      cidr_block           = "10.0.0.0/20"
      client_cidrs         = ["10.64.0.0/10"]
      entry_route_table_id = "tgw-rtb-0a1b2c3d4e5f67890"
      domains              = { spokes = { route_table_id = "tgw-rtb-0a1b2c3d4e5f67891" } }
      dns                  = "profile"
      profile_id           = "rp-0a1b2c3d4e5f6789"
    }
    dns                    = "profile"
    services               = []
    destination_cidrs      = ["10.0.0.0/20", "10.96.0.0/11"]
    gateway_endpoints      = ["dynamodb", "s3"]
    organization_perimeter = { organization_id = "o-a1b2c3d4e5", aws_owned_objects = ["arn:aws:s3:::aws-codedeploy-us-east-1/*"] }
    appliance_mode         = true
    timeouts               = { create = "1h" }
  }

  assert {
    condition     = aws_route53profiles_association.profile_use[0].profile_id == "rp-0a1b2c3d4e5f6789" && aws_route53profiles_association.profile_use[0].resource_id == "vpc-0a1b2c3d4e5f67890" && length(aws_route53_zone_association.zone_use) == 0
    error_message = "one association instead of zones"
  }
  assert {
    condition     = toset(keys(aws_route.route)) == toset(["a/10.0.0.0/20", "a/10.96.0.0/11", "b/10.0.0.0/20", "b/10.96.0.0/11"])
    error_message = "ranges of one's own instead of the hub's"
  }
  assert {
    condition     = aws_vpc_endpoint.gateway_endpoint["s3"].service_name == "com.amazonaws.us-east-1.s3" && aws_vpc_endpoint.gateway_endpoint["s3"].vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.gateway_endpoint["s3"].route_table_ids == toset(["rtb-0a1b2c3d4e5f67890", "rtb-0a1b2c3d4e5f67891"])
    error_message = "gateway endpoints in the tables of clients"
  }
  assert {
    condition     = strcontains(aws_vpc_endpoint.gateway_endpoint["s3"].policy, "aws-codedeploy-us-east-1") && !strcontains(aws_vpc_endpoint.gateway_endpoint["dynamodb"].policy, "aws-codedeploy-us-east-1") && strcontains(aws_vpc_endpoint.gateway_endpoint["dynamodb"].policy, "o-a1b2c3d4e5")
    error_message = "whose policies let the organization through, and S3 what AWS gives to everybody"
  }
  assert {
    condition     = aws_vpc_endpoint.gateway_endpoint["s3"].timeouts.create == "1h" && aws_vpc_endpoint.gateway_endpoint["s3"].timeouts.delete == "10m" && aws_ec2_transit_gateway_vpc_attachment.attachment.appliance_mode_support == "enable"
    error_message = "how long Terraform waits, and a VPC that inspects traffic"
  }
}

run "refuses_no_hub" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    hub = null
  }

  # Of the inputs that a rule reads, the last one has it.
  expect_failures = [var.hub_json]
}

run "refuses_a_domain_that_the_hub_does_not_have" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    domain = "apps"
  }

  expect_failures = [var.domain]
}

run "refuses_zones_that_the_hub_does_not_have" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    services = ["kms"]
  }

  expect_failures = [var.dns]
}

run "refuses_an_acceptance_that_is_for_the_hub" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    accept_attachment = true
  }

  expect_failures = [var.accept_attachment]
}

run "refuses_values_of_another_form" {
  command   = plan
  providers = { aws = aws, aws.hub = aws.hub }

  variables {
    name     = "-team-a-"
    vpc_id   = "team-a"
    timeouts = { create = "soon" }
    tags     = { "aws:team" = "a" }
  }

  expect_failures = [var.name, var.vpc_id, var.timeouts, var.tags]
}
