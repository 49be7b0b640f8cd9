# An HTTPS application in one VPC, reached from another one by a name of its own.
#
# client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance

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
  description = "Machine image of the instances, such as the newest Amazon Linux 2023."
  type        = string
}

variable "certificate" {
  description = "Certificate for service.example.internal, in PEM."
  type        = string
}

variable "private_key" {
  description = "Private key of the certificate, in PEM."
  type        = string
  sensitive   = true
}

data "aws_caller_identity" "current" {}

# The application. It needs a way out to install its web server; nobody on the internet finds a way in.

module "service_network" {
  source = "./network"

  name     = "service"
  internet = true
}

resource "aws_security_group" "web" {
  vpc_id      = module.service_network.vpc_id
  description = "The application"
  tags        = { Name = "web" }
}

resource "aws_vpc_security_group_egress_rule" "packages" {
  security_group_id = aws_security_group.web.id
  description       = "Packages of the web server"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_instance" "web" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = module.service_network.subnet_ids["use1-az1"]
  vpc_security_group_ids = [aws_security_group.web.id]
  user_data              = "#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n"
  tags                   = { Name = "web" }

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_acm_certificate" "service" {
  certificate_body = var.certificate
  private_key      = var.private_key
}

# Both load balancers and the endpoint service. The group of the instance gets a rule that lets the ALB in.

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
      health_check = { path = "/", matcher = "200" }
    }
  }
  application_load_balancer = {
    port            = 443
    protocol        = "HTTPS"
    certificate_arn = aws_acm_certificate.service.arn
    ssl_policy      = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    target_type     = "instance"
    target_port     = 80
    targets         = { web = { id = aws_instance.web.id } }
    security_group  = { targets = { web = aws_security_group.web.id } }
  }
  acceptance_required = false
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
}

# The consumer: a VPC with the same addresses and no way out.

module "consumer_network" {
  source = "./network"

  name = "consumer"
}

resource "aws_security_group" "client" {
  vpc_id      = module.consumer_network.vpc_id
  description = "Clients of the service"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "service" {
  security_group_id            = aws_security_group.client.id
  description                  = "The service"
  referenced_security_group_id = module.consumer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_instance" "client" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = module.consumer_network.subnet_ids["use1-az1"]
  vpc_security_group_ids = [aws_security_group.client.id]
  tags                   = { Name = "client" }

  metadata_options {
    http_tokens = "required"
  }
}

# The certificate is for a name of the application, so the endpoint gets that name.

module "consumer" {
  source = "../../../sdks/terraform/private_link_consumer"

  name           = "consumer"
  vpc_id         = module.consumer_network.vpc_id
  connection     = module.service.connection
  subnets        = { for zone, id in module.consumer_network.subnet_ids : zone => { subnet_id = id } }
  security_group = { allowed_security_group_ids = [aws_security_group.client.id] }
  custom_dns     = { zone_name = "example.internal", records = { service = {} } }
}

output "service_name" {
  description = "Name that endpoints connect to."
  value       = module.service.service_name
}

output "url" {
  description = "Where the client reaches the application."
  value       = "https://service.example.internal"
}

output "endpoint_dns_names" {
  description = "Names that AWS gave to the endpoint. The certificate is not for them."
  value       = module.consumer.dns_names
}

output "client_id" {
  description = "Id of the client's instance."
  value       = aws_instance.client.id
}
