# A VPC made in the same configuration, without a way out to the internet: Systems Manager is reached by an endpoint,
# and the application in it is offered to one other account. One `terraform apply` makes all of it.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "image_id" {
  description = "Machine image of the application, which listens on port 80."
  type        = string
}

# The endpoint's private DNS needs both attributes.
resource "aws_vpc" "shop" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id               = aws_vpc.shop.id
  availability_zone_id = ["use1-az1", "use1-az2"][count.index]
  cidr_block           = "10.0.${16 * count.index}.0/20"
  tags                 = { Name = "shop" }
}

# AWS gives these ids during the apply, so a plan does not know them. If terraform-aws-modules/vpc makes the VPC,
# they are module.vpc.vpc_id and module.vpc.private_subnets.
locals {
  vpc_id     = aws_vpc.shop.id
  subnet_ids = aws_subnet.private[*].id
}

module "ssm" {
  source = "../../../sdks/terraform/private_link_consumer"

  name       = "ssm"
  vpc_id     = local.vpc_id
  service    = "ssm"
  subnet_ids = local.subnet_ids
}

# The application. Only the load balancer of the service may connect.
resource "aws_security_group" "shop" {
  description = "The application"
  vpc_id      = local.vpc_id
  tags        = { Name = "shop" }
}

resource "aws_instance" "shop" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = local.subnet_ids[0]
  vpc_security_group_ids = [aws_security_group.shop.id]
  tags                   = { Name = "shop" }

  metadata_options {
    http_tokens = "required"
  }
}

module "service" {
  source = "../../../sdks/terraform/private_link_service"

  name          = "shop"
  vpc_id        = local.vpc_id
  load_balancer = { subnet_ids = local.subnet_ids }
  listeners = {
    http = {
      port        = 80
      target_type = "instance"
      targets     = { shop = { id = aws_instance.shop.id } }
    }
  }
  allowed_principals = ["arn:aws:iam::222222222222:root"]
}

resource "aws_vpc_security_group_ingress_rule" "service" {
  security_group_id            = aws_security_group.shop.id
  description                  = "The load balancer, with requests and health checks"
  referenced_security_group_id = module.service.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

output "endpoint_id" {
  description = "Id of the endpoint."
  value       = module.ssm.endpoint_id
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = module.service.service_name
}
