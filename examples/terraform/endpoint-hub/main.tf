# Endpoints for services of AWS once, in a VPC of their own, and a VPC that uses them through a transit gateway.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

# The account of both. A hub in another account has a provider of its own.
provider "aws" {}

variable "vpc_id" {
  description = "VPC of the clients. Its DNS support and DNS hostnames are on."
  type        = string
}

variable "vpc_range" {
  description = "Range of that VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Two private subnets of the VPC."
  type        = list(string)
}

variable "route_table_id" {
  description = "Route table of these subnets."
  type        = string
}

# The hub: a VPC, an endpoint and a private zone for each service, a transit gateway.
module "network" {
  source = "../../../sdks/terraform/centralized_endpoint_hub"

  name                  = "shared"
  cidr_block            = "10.200.0.0/20"
  availability_zone_ids = ["use1-az1", "use1-az2"]
  client_cidrs          = [var.vpc_range]
  bundles               = ["ssm", "ecr"]
}

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints. Another spoke is the same lines, and
# changes nothing here.
module "team_a" {
  source    = "../../../sdks/terraform/endpoint_hub_spoke"
  providers = { aws = aws, aws.hub = aws }

  name            = "team-a"
  hub             = module.network.hub
  same_account    = true
  bundles         = ["ssm", "ecr"]
  vpc_id          = var.vpc_id
  route_table_ids = { private = var.route_table_id }

  # Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
  subnets = {
    "use1-az1" = { subnet_id = var.subnet_ids[0] }
    "use1-az2" = { subnet_id = var.subnet_ids[1] }
  }

  # Layers of images come from S3, by a gateway endpoint, which costs nothing and cannot be shared.
  gateway_endpoints = ["s3"]
}

output "services" {
  description = "Services that have an endpoint."
  value       = module.network.expanded_services
}

output "attachment_id" {
  description = "Attachment of the spoke."
  value       = module.team_a.attachment_id
}
