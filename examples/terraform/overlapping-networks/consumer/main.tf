# A client in a network that has the same addresses as that of the service it uses.
#
# Applied twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.

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
  description = "Machine image of the client, such as the newest Amazon Linux."
  type        = string
}

variable "connection_json" {
  description = "Output `connection_json` of the provider."
  type        = string
}

variable "accepted" {
  description = "Whether the provider has accepted the endpoint by now."
  type        = bool
  default     = false
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "consumer" }
}

resource "aws_subnet" "this" {
  for_each = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20" }

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "consumer-${each.key}" }
}

# The client reaches the endpoint on port 80, and nothing else.

resource "aws_security_group" "client" {
  vpc_id      = aws_vpc.this.id
  description = "client"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "client" {
  security_group_id            = aws_security_group.client.id
  referenced_security_group_id = module.consumer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_instance" "client" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = aws_subnet.this["use1-az1"].id
  vpc_security_group_ids = [aws_security_group.client.id]
  tags                   = { Name = "client" }
}

module "consumer" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name            = "consumer"
  vpc_id          = aws_vpc.this.id
  connection_json = var.connection_json
  subnets         = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
  security_group  = { allowed_security_group_ids = [aws_security_group.client.id] }
  acceptance      = { mode = "provider", accepted = var.accepted }
}

output "endpoint_id" {
  description = "Endpoint that the provider has to accept."
  value       = module.consumer.endpoint_id
}

output "state" {
  description = "`pendingAcceptance`, and `available` when the provider has accepted."
  value       = module.consumer.state
}

output "url" {
  description = "Where the client reaches the service."
  value       = "http://${module.consumer.regional_dns_name}"
}
