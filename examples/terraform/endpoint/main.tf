# Reaches Systems Manager from a VPC that has no way out to the internet.

terraform {
  required_version = ">= 1.9"
}

variable "vpc_id" {
  description = "VPC of the clients."
  type        = string
}

variable "subnet_ids" {
  description = "Two subnets of the VPC."
  type        = list(string)
}

module "ssm" {
  source = "../../../sdks/terraform/private_link_consumer"

  name    = "ssm"
  vpc_id  = var.vpc_id
  service = "ssm"
  subnets = {
    "use1-az1" = { subnet_id = var.subnet_ids[0] }
    "use1-az2" = { subnet_id = var.subnet_ids[1] }
  }
}

output "endpoint_id" {
  description = "Id of the endpoint."
  value       = module.ssm.endpoint_id
}
