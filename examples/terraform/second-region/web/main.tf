# A web server in each zone of a network, and a security group that lets nobody in yet.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "vpc_id" {
  description = "VPC of the servers."
  type        = string
}

variable "subnets" {
  description = "Subnets, one server each. Key: the zone's id."
  type        = map(object({ subnet_id = string }))
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_security_group" "this" {
  vpc_id      = var.vpc_id
  description = "web servers"
  tags        = { Name = "web" }
}

resource "aws_instance" "this" {
  for_each = var.subnets

  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.nano"
  subnet_id              = each.value.subnet_id
  vpc_security_group_ids = [aws_security_group.this.id]
  tags                   = { Name = "web-${each.key}" }

  metadata_options {
    http_tokens = "required"
  }

  # Python is on the image already, so nothing has to be downloaded and the network needs no way out.
  user_data = <<-EOT
    #!/bin/sh
    mkdir -p /srv/www
    echo 'Hello from ${each.key}' > /srv/www/index.html
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

output "security_group_id" {
  description = "Group of the servers."
  value       = aws_security_group.this.id
}

output "instance_ids" {
  description = "Id of the server in each zone."
  value       = { for zone, instance in aws_instance.this : zone => instance.id }
}

output "addresses" {
  description = "Address of the server in each zone."
  value       = { for zone, instance in aws_instance.this : zone => instance.private_ip }
}
