# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.us-east-1.amazonaws.com" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_vpc" {
    defaults = { cidr_block_associations = [{ cidr_block = "10.0.0.0/16" }, { cidr_block = "10.1.0.0/16" }] }
  }
  mock_data "aws_availability_zone" {
    defaults = { name = "us-east-1a" }
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
}

variables {
  name    = "payments"
  vpc_id  = "vpc-0a1b2c3d4e5f67890"
  service = "ssm"
  subnets = {
    use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }
    use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
  }
}

run "aws_service" {
  command = plan

  assert {
    condition     = length(aws_vpc_endpoint.endpoint) == 1 && length(aws_vpc_endpoint.gateway) == 0 && length(aws_vpc_endpoint.bundled) == 0
    error_message = "one endpoint"
  }
  assert {
    condition     = aws_vpc_endpoint.endpoint[0].vpc_endpoint_type == "Interface" && aws_vpc_endpoint.endpoint[0].service_name == "com.amazonaws.us-east-1.ssm"
    error_message = "the short name stands for the service in this Region"
  }
  assert {
    condition     = aws_vpc_endpoint.endpoint[0].private_dns_enabled && aws_vpc_endpoint.endpoint[0].subnet_ids == toset(["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"])
    error_message = "it has the names of the service, and an interface in each subnet"
  }
  assert {
    condition     = toset([for rule in aws_security_group.security_group[0].ingress : one(rule.cidr_blocks)]) == toset(["10.0.0.0/16", "10.1.0.0/16"])
    error_message = "the VPC is let in unless others are named"
  }
  assert {
    condition     = toset([for rule in aws_security_group.security_group[0].ingress : rule.from_port]) == toset([443]) && one(aws_security_group.security_group[0].egress).cidr_blocks == tolist(["255.255.255.255/32"])
    error_message = "in on the port of the service, out to nobody"
  }
  assert {
    condition     = length(aws_vpc_endpoint_connection_accepter.accepted) == 0 && length(aws_vpc_endpoint_private_dns.private_dns) == 0
    error_message = "AWS accepts by itself"
  }
  assert {
    condition     = output.endpoint_type == "Interface" && output.service_name == "com.amazonaws.us-east-1.ssm" && aws_vpc_endpoint.endpoint[0].tags == tomap({ Name = "payments" })
    error_message = "type, name and tag"
  }
}

run "gateway" {
  command = plan

  variables {
    service         = "s3"
    subnets         = {}
    route_table_ids = { first = "rtb-0a1b2c3d4e5f67890" }
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint[0].vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.endpoint[0].route_table_ids == toset(["rtb-0a1b2c3d4e5f67890"])
    error_message = "route tables alone mean a gateway endpoint"
  }
  assert {
    condition     = length(aws_security_group.security_group) == 0 && output.security_group_id == null && output.regional_dns_name == null
    error_message = "which has no group and no names"
  }
}

run "interface_and_gateway" {
  command = plan

  variables {
    service         = "s3"
    route_table_ids = { first = "rtb-0a1b2c3d4e5f67890" }
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint[0].vpc_endpoint_type == "Interface" && keys(aws_vpc_endpoint.gateway) == ["s3"]
    error_message = "one of each"
  }
  assert {
    condition     = aws_vpc_endpoint.gateway["s3"].service_name == "com.amazonaws.us-east-1.s3"
    error_message = "both are of the same service"
  }
}

run "bundle" {
  command = plan

  variables {
    service         = null
    bundle          = "ecr"
    route_table_ids = { first = "rtb-0a1b2c3d4e5f67890" }
  }

  assert {
    condition     = length(aws_vpc_endpoint.endpoint) == 0 && toset(keys(aws_vpc_endpoint.bundled)) == toset(["ecr.api", "ecr.dkr"]) && keys(aws_vpc_endpoint.gateway) == ["s3"]
    error_message = "every endpoint of the bundle"
  }
  assert {
    condition     = length(aws_security_group.security_group) == 1 && output.endpoint_id == null && toset(keys(output.endpoint_ids)) == toset(["ecr.api", "ecr.dkr"])
    error_message = "which share one group"
  }
}

run "own_service_accepted_here" {
  command = plan

  variables {
    service = null
    connection = {
      service_name               = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
      service_id                 = "vpce-svc-0a1b2c3d4e5f67890"
      service_region             = "us-east-1"
      availability_zone_ids      = ["use1-az1", "use1-az2"]
      ports                      = [443, 8443]
      udp_ports                  = [53]
      private_dns_name           = "payments.example.com"
      acceptance_required        = true
      supported_ip_address_types = ["ipv4"]
    }
    security_group = { allowed_ipv4_cidrs = ["10.0.0.0/16"] }
    acceptance     = { mode = "sameAccount" }
  }

  assert {
    condition     = aws_vpc_endpoint_connection_accepter.accepted[0].vpc_endpoint_service_id == "vpce-svc-0a1b2c3d4e5f67890"
    error_message = "the service of the connection accepts"
  }
  assert {
    condition     = !aws_vpc_endpoint.endpoint[0].private_dns_enabled && aws_vpc_endpoint_private_dns.private_dns[0].private_dns_enabled
    error_message = "names come on after the acceptance"
  }
  assert {
    condition     = toset([for rule in aws_security_group.security_group[0].ingress : "${rule.protocol} ${rule.from_port}"]) == toset(["tcp 443", "tcp 8443", "udp 53"])
    error_message = "ports of the connection are open"
  }
}

run "own_service_accepted_by_its_provider" {
  command = plan

  variables {
    service             = null
    service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
    security_group      = { allowed_ipv4_cidrs = ["10.0.0.0/16"], ports = [443] }
    acceptance          = { mode = "provider" }
    custom_dns          = { zone_name = "payments.example.com", records = { "@" = {}, "*" = {} } }
    private_dns_enabled = false
  }

  assert {
    condition     = length(aws_vpc_endpoint_connection_accepter.accepted) == 0 && length(aws_route53_record.record) == 0
    error_message = "no names lead to an endpoint that waits"
  }
  assert {
    condition     = length(aws_route53_zone.zone) == 1 && aws_vpc_endpoint.endpoint[0].timeouts.create == "30m"
    error_message = "the zone is there already, and the endpoint has time to be accepted"
  }

  expect_failures = [check.acceptance_waiting]
}

run "names_of_ones_own" {
  command = plan

  variables {
    service         = null
    service_name    = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
    ip_address_type = "dualstack"
    security_group  = { allowed_ipv4_cidrs = ["10.0.0.0/16"], ports = [443] }
    custom_dns = {
      zone_name     = "payments.example.com"
      records       = { "@" = {}, "east" = { target = "use1-az1" } }
      extra_vpc_ids = { other = "vpc-0a1b2c3d4e5f67891" }
    }
  }

  assert {
    condition     = toset(keys(aws_route53_record.record)) == toset(["@/A", "@/AAAA", "east/A", "east/AAAA"])
    error_message = "a record of each address type"
  }
  assert {
    condition     = aws_route53_record.record["@/A"].name == "payments.example.com" && aws_route53_record.record["east/A"].name == "east.payments.example.com"
    error_message = "the apex, and a name below it"
  }
  assert {
    condition     = aws_route53_record.record["@/A"].alias[0].name == "vpce-1.example.com" && aws_route53_record.record["east/A"].alias[0].name == "vpce-1-us-east-1a.example.com"
    error_message = "all zones, and one"
  }
  assert {
    condition     = toset([for vpc in aws_route53_zone.zone[0].vpc : vpc.vpc_id]) == toset(["vpc-0a1b2c3d4e5f67890", "vpc-0a1b2c3d4e5f67891"])
    error_message = "the zone answers in both VPCs"
  }
}

run "addresses_of_ones_own" {
  command = plan

  variables {
    ip_address_type = "dualstack"
    subnets = {
      use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890", ipv4_address = "10.0.0.10", ipv6_address = "2001:db8::10" }
      use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891", ipv4_address = "10.0.16.10", ipv6_address = "2001:db8::20" }
    }
    security_group = { create = false, ids = ["sg-0a1b2c3d4e5f67890"] }
  }

  assert {
    condition     = toset([for subnet in aws_vpc_endpoint.endpoint[0].subnet_configuration : "${subnet.ipv4} ${subnet.ipv6}"]) == toset(["10.0.0.10 2001:db8::10", "10.0.16.10 2001:db8::20"])
    error_message = "the addresses that are given"
  }
  assert {
    condition     = length(aws_security_group.security_group) == 0 && aws_vpc_endpoint.endpoint[0].security_group_ids == toset(["sg-0a1b2c3d4e5f67890"])
    error_message = "no group is made"
  }
}

run "zones_that_the_service_is_not_in" {
  command = plan

  variables {
    supported_availability_zone_ids = ["use1-az1"]
    availability_zone_mismatch      = "skip"
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint[0].subnet_ids == toset(["subnet-0a1b2c3d4e5f67890"]) && one(output.skipped_availability_zone_ids) == "use1-az2"
    error_message = "are left out, and said"
  }

  expect_failures = [check.subnets_endpoint_one_zone]
}

run "policies" {
  command = plan

  variables {
    organization_perimeter = { organization_id = "o-a1b2c3d4e5" }
    timeouts               = { create = "1h", delete = "5m" }
  }

  assert {
    condition     = strcontains(aws_vpc_endpoint.endpoint[0].policy, "o-a1b2c3d4e5")
    error_message = "a perimeter is written as a policy"
  }
  assert {
    condition     = aws_vpc_endpoint.endpoint[0].timeouts.create == "1h" && aws_vpc_endpoint.endpoint[0].timeouts.update == "10m" && aws_vpc_endpoint.endpoint[0].timeouts.delete == "5m"
    error_message = "how long Terraform waits"
  }
}

run "gateway_load_balancer" {
  command = plan

  variables {
    service       = null
    service_name  = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
    endpoint_type = "GatewayLoadBalancer"
    subnets       = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
    connection_notifications = {
      all = { topic_arn = "arn:aws:sns:us-east-1:111111111111:connections", events = ["Accept", "Reject"] }
    }
  }

  assert {
    condition     = aws_vpc_endpoint.endpoint[0].vpc_endpoint_type == "GatewayLoadBalancer" && length(aws_security_group.security_group) == 0 && length(aws_vpc_endpoint.endpoint[0].dns_options) == 0
    error_message = "neither a group nor names"
  }
  assert {
    condition     = aws_vpc_endpoint_connection_notification.notification["all"].connection_events == toset(["Accept", "Reject"])
    error_message = "a notification"
  }
}

run "refuses_nothing" {
  command = plan

  variables {
    service = null
  }

  # Of the inputs that a rule reads, the last one has it.
  expect_failures = [var.service_network_arn]
}

run "refuses_an_unknown_service" {
  command = plan

  variables {
    service = "payments"
  }

  expect_failures = [var.service_override]
}

run "refuses_several_services" {
  command = plan

  variables {
    service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
    bundle       = "ecr"
  }

  expect_failures = [var.service_network_arn]
}

run "refuses_values_of_another_form" {
  command = plan

  variables {
    name     = "-payments-"
    vpc_id   = "payments"
    timeouts = { create = "soon" }
    tags     = { "aws:team" = "payments" }
  }

  expect_failures = [var.name, var.vpc_id, var.timeouts, var.tags]
}

run "refuses_a_gateway_without_route_tables" {
  command = plan

  variables {
    service       = "s3"
    endpoint_type = "Gateway"
  }

  expect_failures = [var.route_table_ids]
}

run "refuses_addresses_in_some_subnets" {
  command = plan

  variables {
    subnets = {
      use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890", ipv4_address = "10.0.0.10" }
      use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
    }
  }

  expect_failures = [var.subnets]
}

run "refuses_everybody" {
  command = plan

  variables {
    security_group = { allowed_ipv4_cidrs = ["0.0.0.0/0"] }
  }

  expect_failures = [var.security_group]
}

run "warns_of_one_zone_and_everybody" {
  command = plan

  variables {
    subnets        = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
    security_group = { allowed_ipv4_cidrs = ["0.0.0.0/0"], allow_open_ingress = true }
  }

  expect_failures = [check.subnets_endpoint_one_zone, check.security_group_endpoint_open_allowed]
}
