# An Auto Scaling group behind a TLS listener, offered to another account by a name of its own.
#
# consumer's endpoint --> endpoint service --> NLB (TLS) --> Auto Scaling group

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

variable "domain" {
  description = "Domain of the service, such as example.com. The service is orders below it."
  type        = string
}

variable "hosted_zone_id" {
  description = "Public hosted zone of the domain. Gets the records that prove whose it is."
  type        = string
}

variable "consumer_account_id" {
  description = "Account that may connect."
  type        = string
}

variable "accepted_endpoint_ids" {
  description = "Endpoints that are let in. Key: a name for the consumer."
  type        = map(string)
  default     = {}
}

variable "deletion_protection" {
  description = "Whether the load balancer can not be deleted. Turn it off before `terraform destroy`."
  type        = bool
  default     = true
}

locals {
  zones = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20", use1-az4 = "10.0.32.0/20" }
  name  = "orders.${var.domain}"
}

# The network.

resource "aws_vpc" "orders" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "orders" }
}

resource "aws_subnet" "orders" {
  for_each = local.zones

  vpc_id               = aws_vpc.orders.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "orders-${each.key}" }
}

# The application: only the load balancer gets in.

resource "aws_security_group" "orders" {
  vpc_id      = aws_vpc.orders.id
  description = "The application"
  tags        = { Name = "orders" }
}

resource "aws_vpc_security_group_ingress_rule" "orders" {
  security_group_id            = aws_security_group.orders.id
  description                  = "The load balancer, with requests and health checks"
  referenced_security_group_id = module.service.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_launch_template" "orders" {
  name_prefix            = "orders-"
  image_id               = var.image_id
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.orders.id]

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_autoscaling_group" "orders" {
  name_prefix           = "orders-"
  min_size              = 3
  max_size              = 6
  max_instance_lifetime = 14 * 24 * 60 * 60
  vpc_zone_identifier   = values(aws_subnet.orders)[*].id

  launch_template {
    id      = aws_launch_template.orders.id
    version = aws_launch_template.orders.latest_version
  }

  tag {
    key                 = "Name"
    value               = "orders"
    propagate_at_launch = true
  }
}

# Certificate, load balancer, logs, endpoint service and private DNS name, with the records that prove whose they are.

module "service" {
  source = "../../../../sdks/terraform/private_link_service"

  name   = "orders"
  vpc_id = aws_vpc.orders.id
  load_balancer = {
    subnets             = { for zone, subnet in aws_subnet.orders : zone => { subnet_id = subnet.id } }
    cross_zone          = true
    deletion_protection = var.deletion_protection
    access_logs         = { create = { expire_after_days = 90 }, prefix = "orders" }
  }
  certificates = {
    orders = { domain_name = local.name, hosted_zone_id = var.hosted_zone_id }
  }
  listeners = {
    https = {
      port                         = 443
      protocol                     = "TLS"
      certificate                  = "orders"
      ssl_policy                   = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
      target_type                  = "instance"
      target_port                  = 80
      target_protocol              = "TCP"
      auto_scaling_groups          = { orders = aws_autoscaling_group.orders.name }
      health_check                 = { protocol = "HTTP", healthy_threshold = 3, unhealthy_threshold = 3 }
      deregistration_delay_seconds = 90
    }
  }
  private_dns           = { name = local.name, hosted_zone_id = var.hosted_zone_id }
  allowed_principals    = ["arn:aws:iam::${var.consumer_account_id}:root"]
  accepted_endpoint_ids = var.accepted_endpoint_ids
}

output "connection_json" {
  description = "All that the consumer needs."
  value       = module.service.connection_json
}

output "access_logs_bucket" {
  description = "Where the access logs are. Empty it before `terraform destroy`."
  value       = module.service.access_logs_bucket
}
