# A VPC with one subnet per zone, and a way out if it is wanted.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "name" {
  description = "Name of everything in it."
  type        = string
}

variable "zones" {
  description = "Availability Zone ids, one subnet each. Ids mean the same zone in every account; names do not."
  type        = list(string)
}

variable "internet" {
  description = "Whether there is a way out to the internet."
  type        = bool
  default     = false
}

# Both attributes are needed for names of endpoints to be answered.
resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

resource "aws_subnet" "this" {
  for_each = { for index, zone in var.zones : zone => cidrsubnet("10.0.0.0/16", 4, index) }

  vpc_id                  = aws_vpc.this.id
  availability_zone_id    = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = var.internet
  tags                    = { Name = "${var.name}-${each.key}" }
}

resource "aws_internet_gateway" "this" {
  count = var.internet ? 1 : 0

  vpc_id = aws_vpc.this.id
  tags   = { Name = var.name }
}

resource "aws_route_table" "this" {
  count = var.internet ? 1 : 0

  vpc_id = aws_vpc.this.id
  tags   = { Name = var.name }
}

resource "aws_route" "out" {
  count = var.internet ? 1 : 0

  route_table_id         = aws_route_table.this[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "this" {
  for_each = var.internet ? aws_subnet.this : {}

  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[0].id
}

output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "Id of the subnet in each zone."
  value       = { for zone, subnet in aws_subnet.this : zone => subnet.id }
}
