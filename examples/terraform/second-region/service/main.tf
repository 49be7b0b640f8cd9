# Web servers and the endpoint service in front of them, both in one Region.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "zones" {
  description = "Availability Zone ids of the Region, at least two."
  type        = list(string)
}

variable "supported_regions" {
  description = "Other Regions whose VPCs may connect."
  type        = list(string)
  default     = []
}

data "aws_caller_identity" "current" {}

module "network" {
  source = "../network"

  name       = "service"
  cidr_block = "10.1.0.0/16"
  zones      = var.zones
}

module "web" {
  source = "../web"

  vpc_id  = module.network.vpc_id
  subnets = module.network.subnets
}

module "service" {
  source = "../../../../sdks/terraform/private_link_service"

  name   = "service"
  vpc_id = module.network.vpc_id
  load_balancer = {
    subnets        = module.network.subnets
    security_group = { egress = { web = { from_port = 80, security_group_id = module.web.security_group_id } } }
  }
  listeners = {
    http = {
      port         = 80
      target_type  = "instance"
      targets      = { for zone, id in module.web.instance_ids : zone => { id = id } }
      health_check = { protocol = "HTTP" }
    }
  }
  supported_regions   = var.supported_regions
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
  acceptance_required = false
}

# Connections come from the load balancer, never from the consumer's addresses.
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = module.web.security_group_id
  referenced_security_group_id = module.service.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

output "connection" {
  description = "All that a consumer has to know."
  value       = module.service.connection
}
