# VPCs, subnets, gateways, routes, security groups and their rules, prefix lists, ACLs.

data "aws_caller_identity" "me" {}
data "aws_region" "me" {}
data "aws_partition" "me" {}
data "aws_availability_zones" "a" { state = "available" }
resource "aws_vpc" "v" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "v" }
}
resource "aws_vpc_ipv4_cidr_block_association" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.1.0.0/16"
}
resource "aws_subnet" "s" {
  count                   = 3
  vpc_id                  = aws_vpc.v.id
  cidr_block              = cidrsubnet(aws_vpc.v.cidr_block, 4, count.index)
  availability_zone       = data.aws_availability_zones.a.names[count.index]
  map_public_ip_on_launch = count.index == 0
  tags                    = { Name = "s${count.index}" }
}
resource "aws_internet_gateway" "i" {
  vpc_id = aws_vpc.v.id
}
resource "aws_eip" "n" { domain = "vpc" }
resource "aws_nat_gateway" "n" {
  allocation_id = aws_eip.n.id
  subnet_id     = aws_subnet.s[0].id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.v.id
  tags   = { Name = "public" }
}
resource "aws_route" "igw" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.i.id
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.n.id
  }
}
resource "aws_route_table_association" "p" {
  count          = 3
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = count.index == 0 ? aws_route_table.public.id : aws_route_table.private.id
}
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
}
resource "aws_security_group" "a" {
  name        = "a"
  description = "a"
  vpc_id      = aws_vpc.v.id
  tags        = { Name = "a" }
}
resource "aws_security_group" "b" {
  name_prefix = "b-"
  vpc_id      = aws_vpc.v.id
  lifecycle { create_before_destroy = true }
}
resource "aws_security_group" "inl" {
  name   = "inl"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
    description = "x"
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "cidr" {
  for_each          = toset(["10.0.0.0/8", "172.16.0.0/12"])
  security_group_id = aws_security_group.a.id
  cidr_ipv4         = each.value
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
  description       = "from ${each.value}"
  tags              = { Name = "r" }
}
resource "aws_vpc_security_group_ingress_rule" "sg" {
  security_group_id            = aws_security_group.a.id
  referenced_security_group_id = aws_security_group.b.id
  from_port                    = 8443
  to_port                      = 8443
  ip_protocol                  = "tcp"
}
resource "aws_ec2_managed_prefix_list" "pl" {
  name           = "pl"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "10.0.0.0/16"
    description = "v"
  }
}
resource "aws_vpc_security_group_ingress_rule" "pl" {
  security_group_id = aws_security_group.a.id
  prefix_list_id    = aws_ec2_managed_prefix_list.pl.id
  from_port         = 9443
  to_port           = 9443
  ip_protocol       = "tcp"
}
resource "aws_vpc_security_group_ingress_rule" "v6" {
  security_group_id = aws_security_group.a.id
  cidr_ipv6         = "::/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.a.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
resource "aws_security_group_rule" "old" {
  type              = "ingress"
  security_group_id = aws_security_group.b.id
  from_port         = 80
  to_port           = 80
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
}
resource "aws_network_acl" "n" {
  vpc_id     = aws_vpc.v.id
  subnet_ids = [aws_subnet.s[2].id]
  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 443
    to_port    = 443
  }
}
resource "aws_vpc_dhcp_options" "d" {
  domain_name         = "example.internal"
  domain_name_servers = ["AmazonProvidedDNS"]
}
resource "aws_vpc_dhcp_options_association" "d" {
  vpc_id          = aws_vpc.v.id
  dhcp_options_id = aws_vpc_dhcp_options.d.id
}
