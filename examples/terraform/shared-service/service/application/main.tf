# What is there before anything is shared: web servers behind an Application Load Balancer, for clients in the same VPC.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Zones that have such instances, in whatever Region this is.
data "aws_ec2_instance_type_offerings" "zones" {
  location_type = "availability-zone-id"

  filter {
    name   = "instance-type"
    values = ["t3.nano"]
  }
}

locals {
  # Ids mean the same zone in every account; names do not.
  zones = slice(sort(data.aws_ec2_instance_type_offerings.zones.locations), 0, 2)
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "service" }
}

resource "aws_subnet" "this" {
  for_each = { for index, zone in local.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "service-${each.key}" }
}

resource "aws_security_group" "alb" {
  vpc_id      = aws_vpc.this.id
  description = "Application Load Balancer"
  tags        = { Name = "alb" }
}

# Clients of the VPC, and whatever load balancer comes before this one.
resource "aws_vpc_security_group_ingress_rule" "alb" {
  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = aws_vpc.this.cidr_block
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "alb" {
  security_group_id            = aws_security_group.alb.id
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_security_group" "web" {
  vpc_id      = aws_vpc.this.id
  description = "web servers"
  tags        = { Name = "web" }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.web.id
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_instance" "web" {
  for_each = aws_subnet.this

  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.nano"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.web.id]
  tags                   = { Name = "web-${each.key}" }

  metadata_options {
    http_tokens = "required"
  }

  # Python is on the image already, so nothing has to be downloaded and the network needs no way out.
  user_data = <<-EOT
    #!/bin/sh
    mkdir -p /srv/www
    echo 'Hello from the shared service' > /srv/www/index.html
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

  lifecycle {
    # A newer image is for new instances.
    ignore_changes = [ami]
  }
}

resource "aws_lb" "this" {
  name_prefix        = "web-"
  internal           = true
  load_balancer_type = "application"
  security_groups    = [aws_security_group.alb.id]
  subnets            = [for subnet in aws_subnet.this : subnet.id]
  tags               = { Name = "web" }
}

resource "aws_lb_target_group" "this" {
  name_prefix = "web-"
  vpc_id      = aws_vpc.this.id
  port        = 80
  protocol    = "HTTP"
  tags        = { Name = "web" }

  health_check {
    path    = "/"
    matcher = "200"
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = aws_instance.web

  target_group_arn = aws_lb_target_group.this.arn
  target_id        = each.value.id
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

output "vpc_id" {
  description = "VPC of the service."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "Its subnets, by id of their zone."
  value       = { for zone, subnet in aws_subnet.this : zone => subnet.id }
}

output "alb_arn" {
  description = "The Application Load Balancer. Read from its listener: it has to listen before it can be a target."
  value       = aws_lb_listener.this.load_balancer_arn
}

output "alb_security_group_id" {
  description = "Security group of the Application Load Balancer."
  value       = aws_security_group.alb.id
}

output "alb_url" {
  description = "Where clients of the VPC reach the service, as before."
  value       = "http://${aws_lb.this.dns_name}"
}
