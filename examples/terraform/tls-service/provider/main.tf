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

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Zones that have such instances, in whatever Region this is.
data "aws_ec2_instance_type_offerings" "zones" {
  location_type = "availability-zone-id"

  filter {
    name   = "instance-type"
    values = ["t3.micro"]
  }
}

locals {
  # Ids mean the same zone in every account; names do not.
  zones = slice(sort(data.aws_ec2_instance_type_offerings.zones.locations), 0, 3)
  name  = "orders.${var.domain}"
}

# The network.

resource "aws_vpc" "orders" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "orders" }
}

resource "aws_subnet" "orders" {
  for_each = { for index, zone in local.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

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
  image_id               = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.orders.id]

  metadata_options {
    http_tokens = "required"
  }

  # Python is on the image already, so nothing has to be downloaded and the network needs no way out.
  user_data = base64encode(<<-EOT
    #!/bin/sh
    mkdir -p /srv/www
    echo 'Hello from orders' > /srv/www/index.html
    cat > /etc/systemd/system/web.service <<'UNIT'
    [Service]
    ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/www
    Restart=always
    DynamicUser=yes
    AmbientCapabilities=CAP_NET_BIND_SERVICE
    [Install]
    WantedBy=multi-user.target
    UNIT
    systemctl enable --now web
  EOT
  )
}

resource "aws_autoscaling_group" "orders" {
  name_prefix           = "orders-"
  min_size              = 3
  max_size              = 6
  max_instance_lifetime = 14 * 24 * 60 * 60
  # An instance that runs but does not answer is replaced too.
  health_check_type         = "ELB"
  health_check_grace_period = 120
  vpc_zone_identifier       = values(aws_subnet.orders)[*].id

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
