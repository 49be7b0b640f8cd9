# An HTTPS application behind an Application Load Balancer, offered through PrivateLink, and a VPC that uses it.
#
# consumer VPC: endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance (service VPC)

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
  description = "Machine image of the application's instance."
  type        = string
}

variable "certificate" {
  description = "Certificate of the application, in PEM."
  type        = string
}

variable "private_key" {
  description = "Private key of the certificate, in PEM."
  type        = string
  sensitive   = true
}

data "aws_caller_identity" "current" {}

# The application.

module "service_network" {
  source = "./network"

  name       = "service"
  cidr_block = "10.0.0.0/16"
  zones      = ["use1-az1", "use1-az2"]
  ports      = [80, 443]
}

resource "aws_instance" "service" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = module.service_network.subnet_ids["use1-az1"]
  vpc_security_group_ids = [module.service_network.security_group_id]
  user_data              = "#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n"
  tags                   = { Name = "service" }

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_lb" "service" {
  name               = "service-alb"
  internal           = true
  load_balancer_type = "application"
  security_groups    = [module.service_network.security_group_id]
  subnets            = values(module.service_network.subnet_ids)
}

resource "aws_lb_target_group" "service" {
  name     = "service"
  port     = 80
  protocol = "HTTP"
  vpc_id   = module.service_network.vpc_id
}

resource "aws_lb_target_group_attachment" "service" {
  target_group_arn = aws_lb_target_group.service.arn
  target_id        = aws_instance.service.id
  port             = 80
}

resource "aws_acm_certificate" "service" {
  certificate_body = var.certificate
  private_key      = var.private_key
}

resource "aws_lb_listener" "service" {
  load_balancer_arn = aws_lb.service.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.service.arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.service.arn
  }
}

# PrivateLink in front of it. The target is read from the listener, so that the ALB listens before it is registered.

module "service" {
  source = "../../../sdks/terraform/private_link_service"

  name   = "service"
  vpc_id = module.service_network.vpc_id
  load_balancer = {
    subnets = { for zone, id in module.service_network.subnet_ids : zone => { subnet_id = id } }
  }
  listeners = {
    https = {
      port         = 443
      target_type  = "alb"
      targets      = { alb = { id = aws_lb_listener.service.load_balancer_arn } }
      health_check = { protocol = "HTTPS", path = "/", matcher = "200" }
    }
  }
  acceptance_required = false
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
}

# The consumer. Its addresses may overlap with those of the service.

module "consumer_network" {
  source = "./network"

  name       = "consumer"
  cidr_block = "10.0.0.0/16"
  zones      = ["use1-az1", "use1-az2"]
  ports      = [443]
}

resource "aws_vpc_endpoint" "consumer" {
  vpc_id             = module.consumer_network.vpc_id
  vpc_endpoint_type  = "Interface"
  service_name       = module.service.service_name
  subnet_ids         = values(module.consumer_network.subnet_ids)
  security_group_ids = [module.consumer_network.security_group_id]
  tags               = { Name = "consumer" }
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = module.service.service_name
}

output "availability_zone_ids" {
  description = "Availability Zone ids the service is in."
  value       = module.service.availability_zone_ids
}

output "endpoint_urls" {
  description = "Where the consumer reaches the application."
  value       = [for entry in aws_vpc_endpoint.consumer.dns_entry : "https://${entry.dns_name}"]
}
