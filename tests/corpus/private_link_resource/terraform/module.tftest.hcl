# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan

  mock_resource "aws_vpclattice_resource_gateway" {
    defaults = { id = "rgw-0a1b2c3d4e5f67890" }
  }
  mock_resource "aws_vpclattice_resource_configuration" {
    defaults = {
      id  = "rcfg-0a1b2c3d4e5f67890"
      arn = "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0a1b2c3d4e5f67890"
    }
  }
  mock_resource "aws_ram_resource_share" {
    defaults = { arn = "arn:aws:ram:us-east-1:111111111111:resource-share/share" }
  }
}

variables {
  name               = "orders"
  vpc_id             = "vpc-0a1b2c3d4e5f67890"
  subnets            = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
  security_group_ids = ["sg-0a1b2c3d4e5f67890"]
  resources          = { db = { ip_address = "10.0.1.10", ports = [5432] } }
}

run "an_address" {
  command = plan

  assert {
    condition     = aws_vpclattice_resource_gateway.gateway.ip_address_type == "IPV4" && aws_vpclattice_resource_gateway.gateway.name == "orders"
    error_message = "the gateway has IPv4 addresses unless something else is asked for"
  }
  assert {
    condition     = aws_vpclattice_resource_configuration.resource["db"].name == "orders-db" && aws_vpclattice_resource_configuration.resource["db"].type == "SINGLE" && aws_vpclattice_resource_configuration.resource["db"].protocol == "TCP"
    error_message = "the resource is reached by TCP, under a name made of both"
  }
  assert {
    condition     = aws_vpclattice_resource_configuration.resource["db"].port_ranges == toset(["5432"])
    error_message = "consumers may use its ports"
  }
  assert {
    condition     = length(aws_ram_resource_share.share) == 0 && output.share_arn == null
    error_message = "nothing is shared unless somebody is named"
  }
  assert {
    condition     = keys(output.resource_configuration_arns) == ["db"]
    error_message = "the consumer is handed its ARN"
  }
}

run "a_group_and_a_database_are_shared" {
  command = plan

  variables {
    resources = {
      db     = { database_arn = "arn:aws:rds:us-east-1:111111111111:cluster:orders" }
      first  = { domain_name = "first.example.com", ports = [443], port_ranges = [{ from_port = 8443, to_port = 8444 }], group = "shards" }
      second = { ip_address = "10.0.1.11", ports = [443], group = "shards" }
    }
    groups     = { shards = {} }
    share_with = ["222222222222", "333333333333"]
  }

  assert {
    condition     = aws_vpclattice_resource_configuration.resource["db"].type == "ARN" && aws_vpclattice_resource_configuration.resource["first"].type == "CHILD" && aws_vpclattice_resource_configuration.group["shards"].type == "GROUP"
    error_message = "each has the type that follows from what is said about it"
  }
  assert {
    condition     = aws_vpclattice_resource_configuration.resource["first"].port_ranges == toset(["443", "8443-8444"])
    error_message = "ports and ranges are one list"
  }
  assert {
    condition     = keys(output.resource_configuration_arns) == ["db", "shards"]
    error_message = "members are reached by their group"
  }
  assert {
    condition     = keys(aws_ram_resource_association.shared) == ["db"] && keys(aws_ram_resource_association.shared_group) == ["shards"] && length(aws_ram_principal_association.shared_with) == 2
    error_message = "what can be reached is shared with everybody who is named"
  }
}

run "resources_that_no_gateway_reaches" {
  command = plan

  variables {
    resources = { db = { ip_address = "203.0.113.10", ports = [5432], group = "nowhere" } }
  }

  expect_failures = [var.resources]
}

run "names_that_templates_only_can_set" {
  command = plan

  variables {
    groups = { shards = { domain = { name = "shards.example.com" } } }
  }

  expect_failures = [var.groups]
}
