# A transit gateway with tables and routes, shared with another account, and a peering.

data "aws_availability_zones" "a" { state = "available" }
resource "aws_ec2_transit_gateway" "t" {
  description                     = "hub"
  amazon_side_asn                 = 64512
  auto_accept_shared_attachments  = "disable"
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  dns_support                     = "enable"
  vpn_ecmp_support                = "enable"
  tags                            = { Name = "hub" }
}
resource "aws_ec2_transit_gateway" "defaults" {}
resource "aws_vpc" "hub" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "spoke" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "hub" {
  count             = 2
  vpc_id            = aws_vpc.hub.id
  cidr_block        = cidrsubnet(aws_vpc.hub.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_subnet" "spoke" {
  count             = 2
  vpc_id            = aws_vpc.spoke.id
  cidr_block        = cidrsubnet(aws_vpc.spoke.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_ec2_transit_gateway_vpc_attachment" "hub" {
  transit_gateway_id                              = aws_ec2_transit_gateway.t.id
  vpc_id                                          = aws_vpc.hub.id
  subnet_ids                                      = aws_subnet.hub[*].id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  dns_support                                     = "enable"
  appliance_mode_support                          = "disable"
  tags                                            = { Name = "hub" }
}
resource "aws_ec2_transit_gateway_vpc_attachment" "spoke" {
  transit_gateway_id                              = aws_ec2_transit_gateway.t.id
  vpc_id                                          = aws_vpc.spoke.id
  subnet_ids                                      = aws_subnet.spoke[*].id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_vpc_attachment" "defaults" {
  transit_gateway_id = aws_ec2_transit_gateway.defaults.id
  vpc_id             = aws_vpc.hub.id
  subnet_ids         = aws_subnet.hub[*].id
}
resource "aws_ec2_transit_gateway_route_table" "rt" {
  for_each           = toset(["hub", "spoke"])
  transit_gateway_id = aws_ec2_transit_gateway.t.id
  tags               = { Name = each.key }
}
resource "aws_ec2_transit_gateway_route_table_association" "hub" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.hub.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["hub"].id
}
resource "aws_ec2_transit_gateway_route_table_association" "spoke" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.spoke.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["spoke"].id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "h2s" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.hub.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["spoke"].id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "s2h" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.spoke.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["hub"].id
}
resource "aws_ec2_transit_gateway_route" "r" {
  destination_cidr_block         = "10.200.0.0/16"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.hub.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["spoke"].id
}
resource "aws_ec2_transit_gateway_route" "bh" {
  destination_cidr_block         = "192.168.0.0/16"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt["spoke"].id
}
resource "aws_route_table" "spoke" { vpc_id = aws_vpc.spoke.id }
resource "aws_route" "tgw" {
  route_table_id         = aws_route_table.spoke.id
  destination_cidr_block = "10.0.0.0/16"
  transit_gateway_id     = aws_ec2_transit_gateway.t.id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.spoke]
}
# sharing with another account
resource "aws_ram_resource_share" "s" {
  name                      = "tgw"
  allow_external_principals = true
  tags                      = { Name = "tgw" }
}
resource "aws_ram_resource_association" "s" {
  resource_arn       = aws_ec2_transit_gateway.t.arn
  resource_share_arn = aws_ram_resource_share.s.arn
}
resource "aws_ram_principal_association" "s" {
  principal          = var.other_account
  resource_share_arn = aws_ram_resource_share.s.arn
}
