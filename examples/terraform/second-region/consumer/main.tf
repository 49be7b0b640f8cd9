# A network with an endpoint, and a security group for clients that reach it and nothing else.

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
  description = "Availability Zone ids of the Region."
  type        = list(string)
}

variable "connection" {
  description = "The service: what its provider hands over. The Region is part of it."
  type = object({
    service_name          = string
    service_region        = string
    availability_zone_ids = list(string)
    ports                 = list(number)
  })
}

module "network" {
  source = "../network"

  name       = "consumer"
  cidr_block = "10.3.0.0/16"
  zones      = var.zones
}

resource "aws_security_group" "client" {
  vpc_id      = module.network.vpc_id
  description = "clients"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "client" {
  security_group_id            = aws_security_group.client.id
  referenced_security_group_id = module.consumer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

module "consumer" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name           = "consumer"
  vpc_id         = module.network.vpc_id
  connection     = var.connection
  subnets        = module.network.subnets
  security_group = { allowed_security_group_ids = [aws_security_group.client.id] }
}

output "url" {
  description = "Where clients reach the service."
  value       = "http://${module.consumer.regional_dns_name}"
}

output "vpc_id" {
  description = "Network of the clients."
  value       = module.network.vpc_id
}

output "client_group_id" {
  description = "Security group of the clients."
  value       = aws_security_group.client.id
}
