# A VPC without a way out, with one subnet per zone.

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

variable "cidr_block" {
  description = "Range of the VPC."
  type        = string
}

variable "zones" {
  description = "Availability Zone ids, one subnet each."
  type        = list(string)
}

# Both attributes are needed for names of endpoints to be answered.
resource "aws_vpc" "this" {
  cidr_block           = var.cidr_block
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

resource "aws_subnet" "this" {
  for_each = { for index, zone in var.zones : zone => cidrsubnet(var.cidr_block, 4, index) }

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "${var.name}-${each.key}" }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = var.name }
}

resource "aws_route_table_association" "this" {
  for_each = aws_subnet.this

  route_table_id = aws_route_table.this.id
  subnet_id      = each.value.id
}

output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "subnets" {
  description = "Subnets as load balancers and endpoints take them. Key: the zone's id."
  value       = { for zone, subnet in aws_subnet.this : zone => { subnet_id = subnet.id } }
}

output "route_table_id" {
  description = "Route table of all subnets."
  value       = aws_route_table.this.id
}
