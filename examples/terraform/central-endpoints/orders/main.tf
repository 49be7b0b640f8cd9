# An account whose VPC uses the hub's endpoints, and whose microservice other accounts reach through the hub.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "hub_json" {
  description = "What the hub hands over: its output `hub_json`."
  type        = string
}

variable "hub_profile" {
  description = "AWS profile of the shared services account. The default credentials are those of this account."
  type        = string
}

provider "aws" {
  alias   = "hub"
  profile = var.hub_profile
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

locals {
  vpc_range = "10.1.0.0/16"
  # Ids mean the same zone in every account; names do not.
  subnet_ranges = { use1-az1 = "10.1.0.0/20", use1-az2 = "10.1.16.0/20", use1-az4 = "10.1.32.0/20" }
}

# The network has no way out. Both attributes are needed to resolve private names.

resource "aws_vpc" "this" {
  cidr_block           = local.vpc_range
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "orders" }
}

resource "aws_subnet" "this" {
  for_each = local.subnet_ranges

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "orders-${each.key}" }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = "orders" }
}

resource "aws_route_table_association" "this" {
  for_each = aws_subnet.this

  route_table_id = aws_route_table.this.id
  subnet_id      = each.value.id
}

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints.
module "spoke" {
  source    = "../../../../sdks/terraform/endpoint_hub_spoke"
  providers = { aws = aws, aws.hub = aws.hub }

  name            = "orders"
  hub_json        = var.hub_json
  admission       = "here"
  vpc_id          = aws_vpc.this.id
  subnets         = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
  route_table_ids = { private = aws_route_table.this.id }
  services        = ["execute-api", "appconfigdata"]
}

# The web servers. Connections come from the load balancer, never from the clients' addresses.

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

  # Python is on the image already, so nothing has to be downloaded.
  user_data = <<-EOT
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

  lifecycle {
    # A newer image is for new instances.
    ignore_changes = [ami]
  }
}

module "service" {
  source = "../../../../sdks/terraform/private_link_service"

  name   = "orders"
  vpc_id = aws_vpc.this.id
  load_balancer = {
    subnets        = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
    security_group = { egress = { web = { from_port = 80, security_group_id = aws_security_group.web.id } } }
  }
  listeners = {
    http = {
      port        = 80
      target_type = "instance"
      targets     = { for zone, instance in aws_instance.web : zone => { id = instance.id } }
    }
  }

  # The hub's account alone may connect, so nobody has to accept connections by hand.
  allowed_principals  = ["arn:aws:iam::${jsondecode(var.hub_json).accountId}:root"]
  acceptance_required = false
}

output "connection_json" {
  description = "All that the hub has to know about the service."
  value       = module.service.connection_json
}

output "vpc_id" {
  description = "VPC of the account."
  value       = aws_vpc.this.id
}
