# Offers an Application Load Balancer that is already there to one other account.

terraform {
  required_version = ">= 1.9"
}

variable "vpc_id" {
  description = "VPC of the load balancers."
  type        = string
}

variable "subnet_ids" {
  description = "Two subnets of the VPC."
  type        = list(string)
}

variable "alb_arn" {
  description = "The Application Load Balancer."
  type        = string
}

locals {
  # Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
  subnets = { "use1-az1" = var.subnet_ids[0], "use1-az2" = var.subnet_ids[1] }
}

module "payments" {
  source = "../../../sdks/terraform/private_link_service"

  name               = "payments"
  vpc_id             = var.vpc_id
  load_balancer      = { subnets = { for zone, id in local.subnets : zone => { subnet_id = id } } }
  listeners          = { http = { port = 80, target_type = "alb", targets = { app = { id = var.alb_arn } } } }
  allowed_principals = ["arn:aws:iam::222222222222:root"]
}

output "security_group_id" {
  description = "What the security group of the Application Load Balancer has to let in."
  value       = module.payments.security_group_id
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = module.payments.service_name
}
