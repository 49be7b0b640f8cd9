# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111111111111" }
  }
  mock_resource "aws_ec2_transit_gateway_peering_attachment" {
    defaults = { id = "tgw-attach-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_vpc_peering_connection" {
    defaults = { id = "pcx-0a1b2c3d4e5f67890" }
  }
}

mock_provider "aws" {
  alias           = "peer"
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "222222222222" }
  }
  mock_data "aws_ec2_transit_gateway_peering_attachment" {
    defaults = { id = "tgw-attach-0a1b2c3d4e5f67891" }
  }
  mock_resource "aws_ec2_transit_gateway_peering_attachment_accepter" {
    defaults = { id = "tgw-attach-0a1b2c3d4e5f67891" }
  }
  mock_resource "aws_vpc_peering_connection_accepter" {
    defaults = { id = "pcx-0a1b2c3d4e5f67890" }
  }
}

variables {
  name = "use1-euw1"
  mode = "transitGateway"
  requester = {
    region             = "us-east-1"
    transit_gateway_id = "tgw-0a1b2c3d4e5f67890"
    cidr_blocks        = ["10.0.0.0/20"]
    associate_with     = "tgw-rtb-0a1b2c3d4e5f67891"
    gateway_tables     = { hub = "tgw-rtb-0a1b2c3d4e5f67890" }
    blackholes         = ["10.16.128.0/20"]
  }
  accepter = {
    region             = "eu-west-1"
    transit_gateway_id = "tgw-0a1b2c3d4e5f67891"
    cidr_blocks        = ["10.16.0.0/16"]
    ipv6_cidr_blocks   = ["2001:db8:b::/56"]
    associate_with     = "tgw-rtb-0a1b2c3d4e5f67892"
    gateway_tables     = { spokes = "tgw-rtb-0a1b2c3d4e5f67893" }
  }
}

run "both_halves_of_gateways" {
  command   = plan
  providers = { aws = aws, aws.peer = aws.peer }

  assert {
    condition     = aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].peer_account_id == "222222222222" && aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].peer_region == "eu-west-1"
    error_message = "the account of the slot `peer` is asked"
  }
  assert {
    condition     = aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67890"
    error_message = "what is asked for is accepted"
  }
  assert {
    condition     = aws_ec2_transit_gateway_route_table_association.gateway_association[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67890" && aws_ec2_transit_gateway_route_table_association.gateway_association[0].transit_gateway_route_table_id == "tgw-rtb-0a1b2c3d4e5f67891"
    error_message = "the requester's side is associated by its own id"
  }
  assert {
    condition     = aws_ec2_transit_gateway_route_table_association.peer_gateway_association[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67891"
    error_message = "and the accepter's by the one that it knows"
  }
  assert {
    condition     = { for way, route in aws_ec2_transit_gateway_route.gateway_route : way => route.transit_gateway_route_table_id } == { "hub/10.16.0.0/16" = "tgw-rtb-0a1b2c3d4e5f67890", "hub/2001:db8:b::/56" = "tgw-rtb-0a1b2c3d4e5f67890" }
    error_message = "a route for each range of the other side"
  }
  assert {
    condition     = keys(aws_ec2_transit_gateway_route.peer_gateway_route) == ["spokes/10.0.0.0/20"] && keys(aws_ec2_transit_gateway_route.blackhole) == ["hub/10.16.128.0/20"]
    error_message = "and back, and what is dropped"
  }
  assert {
    condition     = output.peering_id == "tgw-attach-0a1b2c3d4e5f67890" && output.accepter_attachment_id == "tgw-attach-0a1b2c3d4e5f67891" && output.state == "available"
    error_message = "both ids are told"
  }
}

run "found_by_its_gateway" {
  command   = plan
  providers = { aws = aws, aws.peer = aws.peer }

  variables {
    look_up_accepter_id = true
  }

  assert {
    condition     = length(data.aws_ec2_transit_gateway_peering_attachment.peer_attachment) == 1 && length(aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted) == 1
    error_message = "the accepter's own id is looked up, and accepted"
  }
}

run "the_requesters_half_before_acceptance" {
  command   = plan
  providers = { aws = aws, aws.peer = aws }

  variables {
    part = "requester"
    accepter = {
      region             = "eu-west-1"
      account_id         = "333333333333"
      transit_gateway_id = "tgw-0a1b2c3d4e5f67891"
      cidr_blocks        = ["10.16.0.0/16"]
    }
  }

  assert {
    condition     = aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].peer_account_id == "333333333333" && output.peering_id == "tgw-attach-0a1b2c3d4e5f67890" && output.state == "pendingAcceptance"
    error_message = "the peering is asked for"
  }
  assert {
    condition     = length(aws_ec2_transit_gateway_route_table_association.gateway_association) == 0 && length(aws_ec2_transit_gateway_route.gateway_route) == 0 && length(aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted) == 0 && output.requester_attachment_id == null
    error_message = "and nothing else, which AWS would refuse"
  }
}

run "the_accepters_half" {
  command   = plan
  providers = { aws = aws, aws.peer = aws }

  variables {
    part       = "accepter"
    peering_id = "tgw-attach-0a1b2c3d4e5f67892"
    requester  = { region = "us-east-1", cidr_blocks = ["10.0.0.0/20"] }
    accepter = {
      region         = "eu-west-1"
      cidr_blocks    = ["10.16.0.0/16"]
      associate_with = "tgw-rtb-0a1b2c3d4e5f67892"
      gateway_tables = { spokes = "tgw-rtb-0a1b2c3d4e5f67893" }
    }
  }

  assert {
    condition     = length(aws_ec2_transit_gateway_peering_attachment.gateway_peering) == 0 && aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted[0].transit_gateway_attachment_id == "tgw-attach-0a1b2c3d4e5f67892"
    error_message = "what another deployment asks for is accepted"
  }
}

run "vpcs" {
  command   = plan
  providers = { aws = aws, aws.peer = aws.peer }

  variables {
    mode = "vpcPeering"
    requester = {
      region          = "us-east-1"
      vpc_id          = "vpc-0a1b2c3d4e5f67890"
      cidr_blocks     = ["10.0.0.0/20"]
      route_table_ids = { a = "rtb-0a1b2c3d4e5f67890" }
    }
    accepter = {
      region           = "eu-west-1"
      vpc_id           = "vpc-0a1b2c3d4e5f67891"
      cidr_blocks      = ["10.16.0.0/16"]
      ipv6_cidr_blocks = ["2001:db8:b::/56"]
      route_table_ids  = { far = "rtb-0a1b2c3d4e5f67891" }
    }
    hub_zones = {
      zone_ids = { ssm = "Z0123456789ABCDEFGHI1" }
      vpc_ids  = { far = "vpc-0a1b2c3d4e5f67891" }
    }
  }

  assert {
    condition     = aws_vpc_peering_connection.vpc_peering[0].peer_owner_id == "222222222222" && aws_vpc_peering_connection_options.vpc_options[0].requester[0].allow_remote_vpc_dns_resolution && aws_vpc_peering_connection_options.peer_vpc_options[0].accepter[0].allow_remote_vpc_dns_resolution
    error_message = "the VPCs are peered and resolve each other's names"
  }
  assert {
    condition     = keys(aws_route.vpc_route) == ["a/10.16.0.0/16"] && keys(aws_route.vpc_route_ipv6) == ["a/2001:db8:b::/56"] && keys(aws_route.peer_vpc_route) == ["far/10.0.0.0/20"]
    error_message = "with routes both ways"
  }
  assert {
    condition     = aws_route53_vpc_association_authorization.authorization["far/ssm"].vpc_region == "eu-west-1" && aws_route53_zone_association.zone_use["far/ssm"].zone_id == "Z0123456789ABCDEFGHI1"
    error_message = "and the zone is authorized and associated"
  }
}

run "a_single_service" {
  command   = plan
  providers = { aws = aws, aws.peer = aws.peer }

  variables {
    mode      = "privateLink"
    requester = { region = "us-east-1" }
    accepter  = { region = "eu-west-1" }
    private_link = {
      connection   = { service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890", ports = [443] }
      vpc_id       = "vpc-0a1b2c3d4e5f67891"
      subnets      = { euw1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
      client_cidrs = ["10.16.0.0/16"]
      zone_name    = "orders.example.com"
    }
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint[0].service_region == "us-east-1" && aws_route53_record.record[0].name == "orders.example.com" && output.peering_id == null
    error_message = "an endpoint for it, and its name"
  }
}

run "refuses_shared_addresses" {
  command   = plan
  providers = { aws = aws, aws.peer = aws.peer }

  variables {
    accepter = {
      region             = "eu-west-1"
      transit_gateway_id = "tgw-0a1b2c3d4e5f67891"
      cidr_blocks        = ["10.0.8.0/24"]
      associate_with     = "tgw-rtb-0a1b2c3d4e5f67892"
      gateway_tables     = { spokes = "tgw-rtb-0a1b2c3d4e5f67893" }
    }
  }

  expect_failures = [var.accepter]
}
