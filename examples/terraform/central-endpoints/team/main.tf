# An account whose clients use the hub's endpoints, and the microservice of another account through one of them.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "hub_json" {
  description = "What the hub hands over: its output `hub_json`."
  type        = string
}

variable "hub_profile" {
  description = "AWS profile of the shared services account. The default credentials are those of this account."
  type        = string
}

provider "aws" {
  alias   = "hub"
  profile = var.hub_profile
}

locals {
  vpc_range = "10.2.0.0/16"
  # Ids mean the same zone in every account; names do not.
  subnet_ranges = { use1-az1 = "10.2.0.0/20", use1-az2 = "10.2.16.0/20", use1-az4 = "10.2.32.0/20" }
}

# The network has no way out. Both attributes are needed to resolve private names.

resource "aws_vpc" "this" {
  cidr_block           = local.vpc_range
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "team" }
}

resource "aws_subnet" "this" {
  for_each = local.subnet_ranges

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "team-${each.key}" }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = "team" }
}

resource "aws_route_table_association" "this" {
  for_each = aws_subnet.this

  route_table_id = aws_route_table.this.id
  subnet_id      = each.value.id
}

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints.
module "spoke" {
  source    = "../../../../sdks/terraform/endpoint_hub_spoke"
  providers = { aws = aws, aws.hub = aws.hub }

  name            = "team"
  hub_json        = var.hub_json
  admission       = "here"
  vpc_id          = aws_vpc.this.id
  subnets         = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
  route_table_ids = { private = aws_route_table.this.id }
  services        = ["execute-api", "appconfigdata"]
  # A service that is none of AWS has a zone of its own name.
  zones = ["orders.example.internal"]
}

output "vpc_id" {
  description = "VPC of the clients."
  value       = aws_vpc.this.id
}
