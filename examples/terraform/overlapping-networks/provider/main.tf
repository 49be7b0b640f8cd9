# An HTTP service for a consumer in another account whose network has the same addresses.
#
# Applied twice: without `accepted_endpoint_ids` first, and again with the endpoint that the consumer made.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "consumer_account_id" {
  description = "Account that may connect."
  type        = string
}

variable "accepted_endpoint_ids" {
  description = "Endpoints whose connections are accepted. Key: a name for the consumer."
  type        = map(string)
  default     = {}
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
  tags       = { Name = "provider" }
}

resource "aws_subnet" "this" {
  for_each = { for index, zone in local.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "provider-${each.key}" }
}

# The web servers. Connections come from the load balancer, never from the consumer's addresses.

resource "aws_security_group" "web" {
  vpc_id      = aws_vpc.this.id
  description = "web servers"
  tags        = { Name = "web" }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.web.id
  referenced_security_group_id = module.service.security_group_id
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
    echo 'Hello from the other network' > /srv/www/index.html
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

module "service" {
  source = "../../../../sdks/terraform/private_link_service"

  name   = "provider"
  vpc_id = aws_vpc.this.id
  load_balancer = {
    subnets        = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
    security_group = { egress = { web = { from_port = 80, security_group_id = aws_security_group.web.id } } }
  }
  listeners = {
    http = {
      port         = 80
      target_type  = "instance"
      targets      = { for zone, instance in aws_instance.web : zone => { id = instance.id } }
      health_check = { protocol = "HTTP" }
    }
  }

  # The account may ask; each of its endpoints waits until it is named here.
  allowed_principals    = ["arn:aws:iam::${var.consumer_account_id}:root"]
  acceptance_required   = true
  accepted_endpoint_ids = var.accepted_endpoint_ids
}

output "connection_json" {
  description = "All that the consumer has to know."
  value       = module.service.connection_json
}
