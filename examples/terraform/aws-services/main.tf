# Session Manager and container images in a VPC that has no way out to the internet.

terraform {
  required_version = ">= 1.9"
}

variable "vpc_id" {
  description = "VPC of the clients. Its DNS support and DNS hostnames are on."
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

locals {
  # Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
  subnets = {
    "use1-az1" = { subnet_id = var.subnet_ids[0] }
    "use1-az2" = { subnet_id = var.subnet_ids[1] }
  }
}

# Three endpoints: `ssm`, `ssmmessages` and `ec2messages`.
module "ssm" {
  source = "../../../sdks/terraform/private_link_consumer"

  name    = "ssm"
  vpc_id  = var.vpc_id
  bundle  = "ssm"
  subnets = local.subnets
}

# Two endpoints for the registry, and a gateway endpoint for S3, from which the layers come.
module "images" {
  source = "../../../sdks/terraform/private_link_consumer"

  name            = "images"
  vpc_id          = var.vpc_id
  bundle          = "ecr"
  subnets         = local.subnets
  route_table_ids = { private = var.route_table_id }
}

output "endpoint_ids" {
  description = "Ids of the endpoints by service."
  value       = merge(module.ssm.endpoint_ids, module.images.endpoint_ids)
}

output "gateway_endpoint_ids" {
  description = "Ids of the gateway endpoints by service."
  value       = module.images.gateway_endpoint_ids
}
