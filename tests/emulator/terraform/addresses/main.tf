# Pools of IP Address Manager, and VPCs that get their ranges from them.

data "aws_region" "me" {}
resource "aws_vpc_ipam" "i" {
  operating_regions {
    region_name = data.aws_region.me.name
  }
  tags = { Name = "i" }
}
resource "aws_vpc_ipam_pool" "top" {
  address_family = "ipv4"
  ipam_scope_id  = aws_vpc_ipam.i.private_default_scope_id
}
resource "aws_vpc_ipam_pool_cidr" "top" {
  ipam_pool_id = aws_vpc_ipam_pool.top.id
  cidr         = "10.0.0.0/8"
}
resource "aws_vpc_ipam_pool" "here" {
  address_family                    = "ipv4"
  ipam_scope_id                     = aws_vpc_ipam.i.private_default_scope_id
  source_ipam_pool_id               = aws_vpc_ipam_pool.top.id
  locale                            = data.aws_region.me.name
  allocation_default_netmask_length = 24
  tags                              = { Name = "here" }
}
resource "aws_vpc_ipam_pool_cidr" "here" {
  ipam_pool_id   = aws_vpc_ipam_pool.here.id
  netmask_length = 16
  depends_on     = [aws_vpc_ipam_pool_cidr.top]
}
resource "aws_vpc" "v" {
  count               = 2
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.here.id
  ipv4_netmask_length = 22
  depends_on          = [aws_vpc_ipam_pool_cidr.here]
}
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v[0].id
  cidr_block = cidrsubnet(aws_vpc.v[0].cidr_block, 4, 1)
}
