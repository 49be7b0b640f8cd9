# VPC peerings: the same Region, another Region, another account, with DNS options.

resource "aws_vpc" "a" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "b" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "r" {
  provider             = aws.remote
  cidr_block           = "10.2.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "o" {
  provider   = aws.other
  cidr_block = "10.3.0.0/16"
}
resource "aws_vpc_peering_connection" "same" {
  vpc_id      = aws_vpc.a.id
  peer_vpc_id = aws_vpc.b.id
  auto_accept = true
  accepter { allow_remote_vpc_dns_resolution = true }
  requester { allow_remote_vpc_dns_resolution = true }
  tags = { Name = "same" }
}
resource "aws_vpc_peering_connection" "xr" {
  vpc_id      = aws_vpc.a.id
  peer_vpc_id = aws_vpc.r.id
  peer_region = "ap-southeast-1"
  auto_accept = false
  tags        = { Name = "xr", Side = "Requester" }
}
resource "aws_vpc_peering_connection_accepter" "xr" {
  provider                  = aws.remote
  vpc_peering_connection_id = aws_vpc_peering_connection.xr.id
  auto_accept               = true
  tags                      = { Name = "xr", Side = "Accepter" }
}
resource "aws_vpc_peering_connection_options" "xr_req" {
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.xr.id
  requester { allow_remote_vpc_dns_resolution = true }
}
resource "aws_vpc_peering_connection_options" "xr_acc" {
  provider                  = aws.remote
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.xr.id
  accepter { allow_remote_vpc_dns_resolution = true }
}
resource "aws_vpc_peering_connection" "xa" {
  vpc_id        = aws_vpc.a.id
  peer_vpc_id   = aws_vpc.o.id
  peer_owner_id = var.other_account
  auto_accept   = false
}
resource "aws_vpc_peering_connection_accepter" "xa" {
  provider                  = aws.other
  vpc_peering_connection_id = aws_vpc_peering_connection.xa.id
  auto_accept               = true
}
resource "aws_route_table" "a" { vpc_id = aws_vpc.a.id }
resource "aws_route" "a" {
  route_table_id            = aws_route_table.a.id
  destination_cidr_block    = aws_vpc.r.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.xr.id
}
resource "aws_route_table" "r" {
  provider = aws.remote
  vpc_id   = aws_vpc.r.id
}
resource "aws_route" "r" {
  provider                  = aws.remote
  route_table_id            = aws_route_table.r.id
  destination_cidr_block    = aws_vpc.a.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.xr.id
}
