# A VPC without a way out that uses the service of another account, and the API of EC2.
#
# client --> orders.example.com            --> endpoint --> endpoint service of the provider
#        --> ec2.us-east-1.amazonaws.com   --> endpoint --> EC2

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
  description = "Machine image of the client."
  type        = string
}

variable "connection_json" {
  description = "Output `connection_json` of the provider."
  type        = string
}

variable "accepted" {
  description = "Whether the provider has accepted the endpoint. The service's name leads to it from then on."
  type        = bool
  default     = false
}

locals {
  zones = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20", use1-az4 = "10.0.32.0/20" }
}

# The network. Both attributes are needed for private DNS names.

resource "aws_vpc" "consumer" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "consumer" }
}

resource "aws_subnet" "consumer" {
  for_each = local.zones

  vpc_id               = aws_vpc.consumer.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "consumer-${each.key}" }
}

# The client, which may reach the two endpoints and nothing else.

resource "aws_security_group" "client" {
  vpc_id      = aws_vpc.consumer.id
  description = "Clients of the endpoints"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "client" {
  for_each = { orders = module.orders.security_group_id, ec2 = module.ec2.security_group_id }

  security_group_id            = aws_security_group.client.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_instance" "client" {
  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = aws_subnet.consumer["use1-az1"].id
  vpc_security_group_ids = [aws_security_group.client.id]
  tags                   = { Name = "client" }

  metadata_options {
    http_tokens = "required"
  }
}

# The endpoints.

locals {
  subnets        = { for zone, subnet in aws_subnet.consumer : zone => { subnet_id = subnet.id } }
  security_group = { allowed_security_group_ids = [aws_security_group.client.id] }
}

module "orders" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name            = "orders"
  vpc_id          = aws_vpc.consumer.id
  connection_json = var.connection_json
  subnets         = local.subnets
  security_group  = local.security_group
  acceptance      = { mode = "provider", accepted = var.accepted }
}

module "ec2" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name           = "ec2"
  vpc_id         = aws_vpc.consumer.id
  service        = "ec2"
  subnets        = local.subnets
  security_group = local.security_group

  # Whatever a role may do elsewhere: from this VPC it looks, and changes nothing.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "ec2:Describe*"
      Resource  = "*"
    }]
  })
}

output "endpoint_id" {
  description = "Endpoint that the provider has to accept."
  value       = module.orders.endpoint_id
}

output "state" {
  description = "State of that endpoint."
  value       = module.orders.state
}

output "client_id" {
  description = "Id of the client's instance."
  value       = aws_instance.client.id
}
