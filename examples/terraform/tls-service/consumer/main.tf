# A VPC without a way out that uses the service of another account, and the API of EC2.
#
# client --> orders.example.com            --> endpoint --> endpoint service of the provider
#        --> EC2's name in the Region      --> endpoint --> EC2
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
  description = "Whether the provider has accepted the endpoint. The service's name leads to it from then on."
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

# The network. Both attributes are needed for private DNS names.

resource "aws_vpc" "consumer" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "consumer" }
}

resource "aws_subnet" "consumer" {
  for_each = { for index, zone in local.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

  vpc_id               = aws_vpc.consumer.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "consumer-${each.key}" }
}

# The client, which may reach these endpoints and nothing else.

resource "aws_security_group" "client" {
  vpc_id      = aws_vpc.consumer.id
  description = "Clients of the endpoints"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "client" {
  for_each = {
    orders  = module.orders.security_group_id
    ec2     = module.ec2.security_group_id
    session = module.session.security_group_id
  }

  security_group_id            = aws_security_group.client.id
  description                  = each.key
  referenced_security_group_id = each.value
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
  subnet_id              = aws_subnet.consumer[local.zones[0]].id
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
    aws_vpc_security_group_egress_rule.client,
    aws_iam_role_policy_attachment.client,
  ]
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

# The way into the client, without a way in from the internet.
module "session" {
  source = "../../../../sdks/terraform/private_link_consumer"

  name           = "session"
  vpc_id         = aws_vpc.consumer.id
  bundle         = "ssm"
  subnets        = local.subnets
  security_group = local.security_group
}

output "endpoint_id" {
  description = "Endpoint that the provider has to accept."
  value       = module.orders.endpoint_id
}

output "state" {
  description = "State of that endpoint."
  value       = module.orders.state
}

output "url" {
  description = "Where the client reaches the service, once it is accepted."
  value       = "https://${jsondecode(var.connection_json).privateDnsName}"
}

output "private_ipv4_addresses" {
  description = "Address of that endpoint in each zone, in the network of the consumer."
  value       = module.orders.private_ipv4_addresses
}

output "client_id" {
  description = "Instance to start a session on."
  value       = aws_instance.client.id
}
