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

variable "image_id" {
  description = "Machine image of the web servers, such as the newest Amazon Linux."
  type        = string
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

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "provider" }
}

resource "aws_subnet" "this" {
  # Ids mean the same zone in every account; names do not.
  for_each = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20" }

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

  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.web.id]
  tags                   = { Name = "web-${each.key}" }

  # Python is on the image already, so nothing has to be downloaded and the network needs no way out.
  user_data = <<-EOT
    #!/bin/sh
    mkdir /srv/www
    echo 'Hello from the other network' > /srv/www/index.html
    systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
  EOT
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
      port        = 80
      target_type = "instance"
      targets     = { for zone, instance in aws_instance.web : zone => { id = instance.id } }
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
