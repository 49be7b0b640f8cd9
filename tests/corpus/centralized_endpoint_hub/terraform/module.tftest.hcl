# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.us-east-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111111111111" }
  }
  mock_resource "aws_vpc" {
    defaults = { id = "vpc-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_security_group" {
    defaults = { id = "sg-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_route_table" {
    defaults = { id = "rtb-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_vpc_endpoint" {
    defaults = {
      arn = "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint/vpce-0a1b2c3d4e5f67890"
      dns_entry = [
        { dns_name = "vpce-1.example.com", hosted_zone_id = "Z0123456789ABCDEFGHIJ" },
        { dns_name = "vpce-1-us-east-1a.example.com", hosted_zone_id = "Z0123456789ABCDEFGHIJ" },
      ]
    }
  }
  mock_resource "aws_route53_zone" {
    defaults = {
      arn     = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIK"
      zone_id = "Z0123456789ABCDEFGHIK"
    }
  }
  mock_resource "aws_route53profiles_profile" {
    defaults = { id = "rp-0a1b2c3d4e5f6789" }
  }
  mock_resource "aws_ec2_transit_gateway" {
    defaults = { id = "tgw-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_ec2_transit_gateway_vpc_attachment" {
    defaults = { id = "tgw-attach-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_ec2_transit_gateway_route_table" {
    defaults = { id = "tgw-rtb-0a1b2c3d4e5f67890" }
  }
}

variables {
  name                  = "shared"
  cidr_block            = "10.0.0.0/20"
  availability_zone_ids = ["use1-az1", "use1-az4"]
  client_cidrs          = ["10.64.0.0/10", "100.64.0.0/10"]
  bundles               = ["ecr", "ssm"]
  services              = { s3 = { ports = [443, 80] } }
}

run "subnets_by_the_number_of_their_zone" {
  command = plan

  assert {
    condition     = aws_vpc.vpc[0].cidr_block == "10.0.0.0/20" && aws_vpc.vpc[0].enable_dns_support && aws_vpc.vpc[0].enable_dns_hostnames
    error_message = "a VPC whose names resolve"
  }
  assert {
    condition     = { for zone, subnet in aws_subnet.endpoint_subnet : zone => subnet.cidr_block } == { use1-az1 = "10.0.0.0/24", use1-az4 = "10.0.3.0/24" }
    error_message = "subnets of endpoints are in the first half of the range"
  }
  assert {
    condition     = { for zone, subnet in aws_subnet.attachment_subnet : zone => subnet.cidr_block } == { use1-az1 = "10.0.8.0/26", use1-az4 = "10.0.8.192/26" }
    error_message = "small ones of the transit gateway are in the second half"
  }
  assert {
    condition     = alltrue([for zone, subnet in aws_subnet.endpoint_subnet : subnet.availability_zone_id == zone])
    error_message = "each is in its zone"
  }
  assert {
    condition     = toset(keys(aws_route_table_association.endpoint_table_use)) == toset(["use1-az1", "use1-az4"]) && toset(keys(aws_route_table_association.attachment_table_use)) == toset(["use1-az1", "use1-az4"])
    error_message = "each has the route table of its role"
  }
}

run "another_zone_moves_no_subnet" {
  command = plan

  variables {
    availability_zone_ids = ["use1-az6", "use1-az4", "use1-az1"]
  }

  assert {
    condition     = { for zone, subnet in aws_subnet.endpoint_subnet : zone => subnet.cidr_block } == { use1-az1 = "10.0.0.0/24", use1-az4 = "10.0.3.0/24", use1-az6 = "10.0.5.0/24" }
    error_message = "neither the order nor the count of zones matters"
  }
}

run "endpoints_of_bundles_and_services" {
  command = plan

  assert {
    condition     = toset(keys(aws_vpc_endpoint.endpoint)) == toset(["ec2messages", "ecr.api", "ecr.dkr", "s3", "ssm", "ssmmessages"])
    error_message = "one for each service"
  }
  assert {
    condition     = alltrue([for service, endpoint in aws_vpc_endpoint.endpoint : endpoint.service_name == "com.amazonaws.us-east-1.${service}" && endpoint.vpc_endpoint_type == "Interface"])
    error_message = "by the full name of the service in this Region"
  }
  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.endpoint : !endpoint.private_dns_enabled])
    error_message = "zones have the names, so endpoints have none"
  }
  assert {
    condition     = aws_vpc_endpoint.endpoint["ecr.dkr"].tags == tomap({ Name = "shared ecr.dkr" }) && toset(output.expanded_services) == toset(keys(aws_vpc_endpoint.endpoint))
    error_message = "their names, and the list of services"
  }
  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.endpoint : strcontains(endpoint.policy, "\"Action\":\"*\"")])
    error_message = "full access is written down"
  }
}

run "zones_of_services" {
  command = plan

  assert {
    condition     = toset(keys(aws_route53_zone.zone)) == toset(["api.ecr", "dkr.ecr", "ec2messages", "s3", "s3-accesspoint", "s3-control", "ssm", "ssmmessages"])
    error_message = "a zone for each name"
  }
  assert {
    condition     = aws_route53_zone.zone["dkr.ecr"].name == "dkr.ecr.us-east-1.amazonaws.com" && aws_route53_zone.zone["s3"].name == "s3.us-east-1.amazonaws.com"
    error_message = "named as the service is in this Region"
  }
  assert {
    condition     = aws_route53_record.record["s3/@/A"].name == "s3.us-east-1.amazonaws.com" && aws_route53_record.record["s3/*/A"].name == "*.s3.us-east-1.amazonaws.com"
    error_message = "buckets are below the name of the service"
  }
  assert {
    condition     = aws_route53_record.record["dkr.ecr/*/A"].name == "*.dkr.ecr.us-east-1.amazonaws.com" && aws_route53_record.record["dkr.ecr/*/A"].alias[0].name == "vpce-1.example.com"
    error_message = "and so are registries"
  }
  assert {
    condition     = contains(keys(aws_route53_record.record), "ssm/@/A") && !contains(keys(aws_route53_record.record), "ssm/*/A")
    error_message = "nothing is below other names"
  }
  assert {
    condition     = length(aws_route53profiles_profile.profile) == 0 && output.profile_id == null
    error_message = "no profile"
  }
}

run "clients" {
  command = plan

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.ingress : "${rule.cidr_ipv4} ${rule.ip_protocol} ${rule.from_port}"]) == toset(["10.64.0.0/10 tcp 80", "10.64.0.0/10 tcp 443", "100.64.0.0/10 tcp 80", "100.64.0.0/10 tcp 443"])
    error_message = "each range on each port"
  }
  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.ingress)) == toset(["10.64.0.0/10/80", "10.64.0.0/10/443", "100.64.0.0/10/80", "100.64.0.0/10/443"])
    error_message = "a rule of its own for each, so that another one leaves them alone"
  }
  assert {
    condition     = one(aws_security_group.security_group.egress).cidr_blocks == tolist(["255.255.255.255/32"])
    error_message = "out to nobody"
  }
  assert {
    condition     = toset([for route in aws_route.return_route : "${route.destination_cidr_block} ${route.transit_gateway_id}"]) == toset(["10.64.0.0/10 tgw-0a1b2c3d4e5f67890", "100.64.0.0/10 tgw-0a1b2c3d4e5f67890"])
    error_message = "and a way back to them"
  }
}

run "transit_gateway" {
  command = plan

  assert {
    condition     = aws_ec2_transit_gateway.gateway[0].default_route_table_association == "disable" && aws_ec2_transit_gateway.gateway[0].default_route_table_propagation == "disable"
    error_message = "no default tables"
  }
  assert {
    condition     = !aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_default_route_table_association && !aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_default_route_table_propagation
    error_message = "and the hub is not in them"
  }
  assert {
    condition     = aws_ec2_transit_gateway.gateway[0].amazon_side_asn == 64512 && aws_ec2_transit_gateway.gateway[0].auto_accept_shared_attachments == "enable"
    error_message = "attachments are accepted at once"
  }
  assert {
    condition     = keys(aws_ec2_transit_gateway_route_table.domain_table) == ["spokes"] && keys(aws_ec2_transit_gateway_route_table_propagation.hub_propagation) == ["spokes"] && length(aws_ec2_transit_gateway_route.blackhole) == 0
    error_message = "one domain, whose spokes reach the hub"
  }
  assert {
    condition     = output.hub.domains["spokes"].propagate_to == [] && output.hub.accepts_attachments && output.hub.account_id == "111111111111" && output.hub.region == "us-east-1"
    error_message = "what spokes are told"
  }
  assert {
    condition     = jsondecode(output.hub_json).transitGatewayId == "tgw-0a1b2c3d4e5f67890" && jsondecode(output.hub_json).clientCidrs == ["10.64.0.0/10", "100.64.0.0/10"]
    error_message = "and told as JSON"
  }
}

run "domains" {
  command = plan

  variables {
    route_domains = {
      apps     = { blackholes = ["10.250.0.0/16"] }
      platform = { reach = "domain" }
      tools    = { reach = "all" }
    }
  }

  assert {
    condition     = { for name, table in aws_ec2_transit_gateway_route_table.domain_table : name => table.tags["Name"] } == { apps = "shared apps", platform = "shared platform", tools = "shared tools" }
    error_message = "a table for each"
  }
  assert {
    condition     = toset(keys(aws_ec2_transit_gateway_route_table_propagation.hub_propagation)) == toset(["apps", "platform", "tools"])
    error_message = "the hub is in all of them"
  }
  assert {
    condition     = keys(aws_ec2_transit_gateway_route.blackhole) == ["apps/10.250.0.0/16"] && aws_ec2_transit_gateway_route.blackhole["apps/10.250.0.0/16"].blackhole
    error_message = "what a domain drops"
  }
  assert {
    condition     = toset(output.hub.domains["apps"].propagate_to) == toset(["tools"])
    error_message = "those that reach everything reach it"
  }
  assert {
    condition     = toset(output.hub.domains["platform"].propagate_to) == toset(["platform", "tools"])
    error_message = "a domain that reaches itself"
  }
  assert {
    condition     = toset(output.hub.domains["tools"].propagate_to) == toset(["apps", "platform", "tools"])
    error_message = "answers have to come back"
  }
}

run "profile" {
  command = plan

  variables {
    bundles = []
    services = {
      ssm    = {}
      orders = { service = "sns", dns = "profileZones", dns_names = ["*.orders.example.com"] }
    }
    dns             = "profile"
    transit_gateway = { acceptance = "manual", amazon_side_asn = 64600 }
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint["ssm"].private_dns_enabled && !aws_vpc_endpoint.endpoint["orders"].private_dns_enabled
    error_message = "a profile shares the names of endpoints that have them"
  }
  assert {
    condition     = length(aws_route53profiles_profile.profile) == 1 && keys(aws_route53profiles_resource_association.profile_endpoint) == ["ssm"] && keys(aws_route53profiles_resource_association.profile_zone) == ["orders.example.com"]
    error_message = "endpoints, and zones of others"
  }
  assert {
    condition     = keys(aws_route53_zone.zone) == ["orders.example.com"] && toset(keys(aws_route53_record.record)) == toset(["orders.example.com/@/A", "orders.example.com/*/A"])
    error_message = "names that the user gives"
  }
  assert {
    condition     = aws_ec2_transit_gateway.gateway[0].auto_accept_shared_attachments == "disable" && !output.hub.accepts_attachments && aws_ec2_transit_gateway.gateway[0].amazon_side_asn == 64600
    error_message = "attachments wait"
  }
  assert {
    condition     = output.profile_id == "rp-0a1b2c3d4e5f6789" && output.hub.profile_id == "rp-0a1b2c3d4e5f6789"
    error_message = "which profile it is"
  }
}

run "what_is_there_already" {
  command = plan

  variables {
    cidr_block            = null
    availability_zone_ids = []
    bundles               = []
    existing_vpc = {
      vpc_id             = "vpc-0a1b2c3d4e5f67891"
      cidr_block         = "10.1.0.0/22"
      endpoint_subnets   = { use1-az1 = "subnet-0a1b2c3d4e5f67890", use1-az2 = "subnet-0a1b2c3d4e5f67891" }
      attachment_subnets = { use1-az1 = "subnet-0a1b2c3d4e5f67892", use1-az2 = "subnet-0a1b2c3d4e5f67893" }
      route_table_ids    = { main = "rtb-0a1b2c3d4e5f67891" }
    }
    existing_transit_gateway = { id = "tgw-0a1b2c3d4e5f67891" }
    existing_profile         = { id = "rp-0a1b2c3d4e5f6780" }
    dns                      = "profileZones"
    services = {
      kms     = {}
      secrets = { service = "secretsmanager", availability_zone_ids = ["use1-az1"] }
    }
    organization_perimeter = { organization_id = "o-a1b2c3d4e5" }
    timeouts               = { create = "1h", delete = "5m" }
  }

  assert {
    condition     = length(aws_vpc.vpc) == 0 && length(aws_subnet.endpoint_subnet) == 0 && length(aws_route_table.endpoint_table) == 0 && length(aws_ec2_transit_gateway.gateway) == 0 && length(aws_route53profiles_profile.profile) == 0
    error_message = "is not made"
  }
  assert {
    condition     = aws_vpc_endpoint.endpoint["kms"].subnet_ids == toset(["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"]) && aws_vpc_endpoint.endpoint["secrets"].subnet_ids == toset(["subnet-0a1b2c3d4e5f67890"])
    error_message = "endpoints are in the subnets that are given, or in some of them"
  }
  assert {
    condition     = aws_ec2_transit_gateway_vpc_attachment.attachment.subnet_ids == toset(["subnet-0a1b2c3d4e5f67892", "subnet-0a1b2c3d4e5f67893"]) && aws_ec2_transit_gateway_vpc_attachment.attachment.transit_gateway_id == "tgw-0a1b2c3d4e5f67891"
    error_message = "and the transit gateway in those for it"
  }
  assert {
    condition     = toset([for route in aws_route.return_route : "${route.route_table_id} ${route.destination_cidr_block}"]) == toset(["rtb-0a1b2c3d4e5f67891 10.64.0.0/10", "rtb-0a1b2c3d4e5f67891 100.64.0.0/10"])
    error_message = "routes are in the table that is given"
  }
  assert {
    condition     = toset(keys(aws_route53profiles_resource_association.profile_zone)) == toset(["kms", "secretsmanager"]) && aws_route53profiles_resource_association.profile_zone["kms"].profile_id == "rp-0a1b2c3d4e5f6780"
    error_message = "the profile shares the zones"
  }
  assert {
    condition     = strcontains(aws_vpc_endpoint.endpoint["kms"].policy, "o-a1b2c3d4e5") && aws_vpc_endpoint.endpoint["kms"].timeouts.create == "1h" && aws_vpc_endpoint.endpoint["kms"].timeouts.update == "10m"
    error_message = "a perimeter, and how long Terraform waits"
  }
}

run "refuses_no_vpc" {
  command = plan

  variables {
    cidr_block = null
  }

  # Of the inputs that a rule reads, the last one has it.
  expect_failures = [var.existing_vpc]
}

run "refuses_clients_in_the_hub" {
  command = plan

  variables {
    client_cidrs = ["10.0.8.0/24"]
  }

  expect_failures = [var.client_cidrs]
}

run "refuses_an_unknown_service" {
  command = plan

  variables {
    services = { payments = {} }
  }

  expect_failures = [var.services]
}

run "refuses_values_of_another_form" {
  command = plan

  variables {
    name         = "-shared-"
    client_cidrs = ["10.64.0.0"]
    timeouts     = { create = "soon" }
    tags         = { "aws:team" = "network" }
  }

  expect_failures = [var.name, var.client_cidrs, var.timeouts, var.tags]
}

run "warns_of_one_zone" {
  command = plan

  variables {
    availability_zone_ids = ["use1-az1"]
  }

  expect_failures = [check.hub_one_zone]
}
