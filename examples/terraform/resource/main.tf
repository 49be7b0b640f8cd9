# Lets another VPC reach a database by its address, without a load balancer.

terraform {
  required_version = ">= 1.9"
}

variable "vpc_id" {
  description = "VPC of the database."
  type        = string
}

variable "subnet_ids" {
  description = "Two subnets of that VPC."
  type        = list(string)
}

variable "security_group_id" {
  description = "Security group that may send to the database."
  type        = string
}

variable "client_vpc_id" {
  description = "VPC of the clients."
  type        = string
}

variable "client_subnet_id" {
  description = "A subnet of that VPC, in a zone of the other subnets."
  type        = string
}

module "orders" {
  source = "../../../sdks/terraform/private_link_resource"

  name   = "orders"
  vpc_id = var.vpc_id
  subnets = {
    "use1-az1" = { subnet_id = var.subnet_ids[0] }
    "use1-az2" = { subnet_id = var.subnet_ids[1] }
  }
  security_group_ids = [var.security_group_id]
  resources = {
    db = { ip_address = "10.0.1.10", ports = [5432] }
  }
}

module "to_orders" {
  source = "../../../sdks/terraform/private_link_consumer"

  name                       = "to-orders"
  vpc_id                     = var.client_vpc_id
  endpoint_type              = "Resource"
  resource_configuration_arn = module.orders.resource_configuration_arns["db"]
  subnets = {
    "use1-az1" = { subnet_id = var.client_subnet_id }
  }
}

output "endpoint_id" {
  description = "Id of the endpoint."
  value       = module.to_orders.endpoint_id
}
