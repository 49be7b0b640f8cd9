# A VPC with endpoints of its own: one for each service, with an interface in each of three zones.
#
# The same configuration serves every VPC: nothing in it is about another one, and ranges may be the same everywhere.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

locals {
  # Ids mean the same zone in every account; names do not.
  subnet_ranges = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20", use1-az4 = "10.0.32.0/20" }
  services      = toset(["execute-api", "appconfigdata"])
}

# The network has no way out. Both attributes are needed to resolve private names.

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "clients" }
}

resource "aws_subnet" "this" {
  for_each = local.subnet_ranges

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "clients-${each.key}" }
}

# An endpoint serves one service. Its security group lets the VPC in on the ports of the service.
module "endpoint" {
  source   = "../../../sdks/terraform/private_link_consumer"
  for_each = local.services

  name    = each.key
  vpc_id  = aws_vpc.this.id
  service = each.key
  subnets = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
}

output "vpc_id" {
  description = "VPC of the clients."
  value       = aws_vpc.this.id
}

output "endpoint_ids" {
  description = "Ids of the endpoints by service."
  value       = { for service, endpoint in module.endpoint : service => endpoint.endpoint_id }
}
