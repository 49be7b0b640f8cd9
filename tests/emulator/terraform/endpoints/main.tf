# Endpoints that need no service of a customer: addresses, DNS options, policies, other Regions, VPC Lattice.

data "aws_availability_zones" "a" { state = "available" }
resource "aws_vpc" "v" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
  enable_dns_hostnames             = true
}
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
  ipv6_cidr_block   = cidrsubnet(aws_vpc.v.ipv6_cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_route_table" "t" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "g" {
  name   = "g"
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_endpoint" "gateway" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.t.id]
}
resource "aws_vpc_endpoint" "inbound_only" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.s[*].id
  security_group_ids  = [aws_security_group.g.id]
  private_dns_enabled = true
  dns_options {
    dns_record_ip_type                             = "ipv4"
    private_dns_only_for_inbound_resolver_endpoint = true
  }
  policy     = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] })
  depends_on = [aws_vpc_endpoint.gateway]
}
resource "aws_vpc_endpoint" "dualstack" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.s[*].id
  security_group_ids  = [aws_security_group.g.id]
  ip_address_type     = "dualstack"
  private_dns_enabled = true
  dns_options { dns_record_ip_type = "dualstack" }
}
resource "aws_vpc_endpoint" "fixed" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.us-east-1.ssm"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.s[*].id
  security_group_ids  = [aws_security_group.g.id]
  private_dns_enabled = true
  dynamic "subnet_configuration" {
    for_each = { 0 = "10.0.0.10", 1 = "10.0.1.10" }
    content {
      subnet_id = aws_subnet.s[subnet_configuration.key].id
      ipv4      = subnet_configuration.value
    }
  }
}
resource "aws_vpc_endpoint" "remote" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.ap-southeast-1.kms"
  service_region      = "ap-southeast-1"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.s[1].id]
  security_group_ids  = [aws_security_group.g.id]
  private_dns_enabled = false
}
resource "aws_vpc_endpoint" "resource" {
  vpc_id                     = aws_vpc.v.id
  vpc_endpoint_type          = "Resource"
  resource_configuration_arn = "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0123456789abcdef0"
  subnet_ids                 = [aws_subnet.s[0].id]
  security_group_ids         = [aws_security_group.g.id]
}
resource "aws_vpc_endpoint" "network" {
  vpc_id              = aws_vpc.v.id
  vpc_endpoint_type   = "ServiceNetwork"
  service_network_arn = "arn:aws:vpc-lattice:us-east-1:111111111111:servicenetwork/sn-0123456789abcdef0"
  subnet_ids          = [aws_subnet.s[1].id]
  security_group_ids  = [aws_security_group.g.id]
}
output "cidr_blocks" { value = aws_vpc_endpoint.gateway.cidr_blocks }
