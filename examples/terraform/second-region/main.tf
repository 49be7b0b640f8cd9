# A service of one Region and its consumer in another one, in three forms. Each form is a file beside this one.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "form" {
  description = "`again`: the service once more in the second Region. `near`: a load balancer there, and VPC peering to the servers. `between`: PrivateLink between Regions."
  type        = string

  validation {
    condition     = contains(["again", "near", "between"], var.form)
    error_message = "The form is again, near or between."
  }
}

locals {
  first  = "us-east-1"
  second = "eu-west-1"
  # Ids mean the same zone in every account; names do not.
  zones_of_first  = ["use1-az1", "use1-az2"]
  zones_of_second = ["euw1-az1", "euw1-az2"]
}

provider "aws" {
  region = local.first
}

provider "aws" {
  alias  = "second"
  region = local.second
}

# The same consumer in each form: it does not see where the servers are.
module "consumer" {
  source    = "./consumer"
  providers = { aws = aws.second }

  zones = local.zones_of_second
  connection = {
    again   = one(module.service_again[*].connection)
    near    = one(module.balancer[*].connection)
    between = one(module.service_between[*].connection)
  }[var.form]
}

output "url" {
  description = "Where clients in the second Region reach the service."
  value       = module.consumer.url
}

output "vpc_id" {
  description = "Network of these clients."
  value       = module.consumer.vpc_id
}

output "client_group_id" {
  description = "Security group of these clients."
  value       = module.consumer.client_group_id
}
