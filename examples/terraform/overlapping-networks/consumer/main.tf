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

variable "connection_json" {
  description = "Output `connection_json` of the provider."
  type        = string
}

variable "accepted" {
  description = "Whether the provider has accepted the endpoint by now."
  type        = bool
  default     = false
}

data "aws_partition" "current" {}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

locals {
  # The zones of the service.
  zones = jsondecode(var.connection_json).availabilityZoneIds
}

# The network has no way out. Session Manager's names need both attributes.

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "consumer" }
}

resource "aws_subnet" "this" {
  for_each = { for index, zone in local.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "consumer-${each.key}" }
}

# The client reaches two endpoints, and nothing else.

resource "aws_security_group" "client" {
  vpc_id      = aws_vpc.this.id
  description = "client"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "client" {
  security_group_id            = aws_security_group.client.id
  description                  = "The service"
  referenced_security_group_id = module.consumer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_vpc_security_group_egress_rule" "session" {
  security_group_id            = aws_security_group.client.id
  description                  = "Session Manager"
  referenced_security_group_id = module.session.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_iam_role" "client" {
  name_prefix = "client-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "client" {
  role       = aws_iam_role.client.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "client" {
  name_prefix = "client-"
  role        = aws_iam_role.client.name
}

resource "aws_instance" "client" {
  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.nano"
  subnet_id              = aws_subnet.this[local.zones[0]].id
  vpc_security_group_ids = [aws_security_group.client.id]
  iam_instance_profile   = aws_iam_instance_profile.client.name
  tags                   = { Name = "client" }

  metadata_options {
    http_tokens = "required"
  }

  lifecycle {
    # A newer image is for new instances.
    ignore_changes = [ami]
  }

  # An agent that finds no Session Manager when it starts tries again ever more rarely.
  depends_on = [
    module.session,
    aws_vpc_security_group_egress_rule.session,
    aws_iam_role_policy_attachment.client,
  ]
}

locals {
  subnets        = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
  security_group = { allowed_security_group_ids = [aws_security_group.client.id] }
}

# The way into the client, without a way in from the internet.
module "session" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name           = "session"
  vpc_id         = aws_vpc.this.id
  bundle         = "ssm"
  subnets        = local.subnets
  security_group = local.security_group
}

module "consumer" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name            = "consumer"
  vpc_id          = aws_vpc.this.id
  connection_json = var.connection_json
  subnets         = local.subnets
  security_group  = local.security_group
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

output "zonal_dns_names" {
  description = "Name of the endpoint in each zone, for a client that is to stay in its own."
  value       = module.consumer.zonal_dns_names
}

output "private_ipv4_addresses" {
  description = "Addresses that these names lead to, all of them in this network."
  value       = module.consumer.private_ipv4_addresses
}

output "client_id" {
  description = "Instance to start a session on."
  value       = aws_instance.client.id
}
