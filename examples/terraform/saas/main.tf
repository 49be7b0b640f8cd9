# Reaches a SaaS product by its PrivateLink service, under the names that the product has.
#
# Applied twice if the vendor accepts each endpoint: without `accepted` first, and again when the vendor has accepted.

terraform {
  required_version = ">= 1.9"
}

variable "vpc_id" {
  description = "VPC of the clients."
  type        = string
}

variable "subnet_ids" {
  description = "Two subnets of the VPC, in zones of the service."
  type        = list(string)
}

variable "service_name" {
  description = "Service of the vendor, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890."
  type        = string
}

variable "domain" {
  description = "Domain of the product's private names, such as us-east-1.privatelink.example.com."
  type        = string
}

variable "accepted" {
  description = "Whether the vendor has accepted the endpoint by now."
  type        = bool
  default     = false
}

module "product" {
  source = "../../../sdks/terraform/private_link_consumer"

  name         = "product"
  vpc_id       = var.vpc_id
  service_name = var.service_name
  subnets = {
    "use1-az1" = { subnet_id = var.subnet_ids[0] }
    "use1-az2" = { subnet_id = var.subnet_ids[1] }
  }
  security_group = { ports = [443] }
  acceptance     = { mode = "provider", accepted = var.accepted }

  # The domain and every name below it lead to the endpoint, in this VPC only.
  custom_dns = { zone_name = var.domain, records = { "@" = {}, "*" = {} } }
}

output "endpoint_id" {
  description = "What the vendor has to accept or register."
  value       = module.product.endpoint_id
}

output "state" {
  description = "`pendingAcceptance`, and `available` when the vendor has accepted."
  value       = module.product.state
}
