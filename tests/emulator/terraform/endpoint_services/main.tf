# Endpoint services, principals, private DNS, endpoints of every type; two accounts, two Regions.

data "aws_caller_identity" "other" { provider = aws.other }
data "aws_availability_zones" "a" { state = "available" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 3
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_lb" "nlb" {
  name               = "svc-nlb"
  load_balancer_type = "network"
  internal           = true
  subnets            = aws_subnet.s[*].id
}
resource "aws_lb" "gwlb" {
  name               = "svc-gwlb"
  load_balancer_type = "gateway"
  subnets            = aws_subnet.s[*].id
}
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.nlb.arn]
  private_dns_name           = "svc.emu-example.com"
  supported_ip_address_types = ["ipv4"]
  supported_regions          = ["us-east-1", "ap-southeast-1"]
  tags                       = { Name = "svc" }
}
# smallest possible service
resource "aws_vpc_endpoint_service" "min" {
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.nlb.arn]
}
resource "aws_vpc_endpoint_service" "gw" {
  acceptance_required        = false
  gateway_load_balancer_arns = [aws_lb.gwlb.arn]
  tags                       = { Name = "gw" }
}
# principals given in the service itself
resource "aws_vpc_endpoint_service" "inl" {
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.nlb.arn]
  allowed_principals         = ["arn:aws:iam::333333333333:root"]
}
resource "aws_vpc_endpoint_service_allowed_principal" "p" {
  for_each                = toset(["arn:aws:iam::${var.other_account}:root", "arn:aws:iam::444444444444:role/consumer"])
  vpc_endpoint_service_id = aws_vpc_endpoint_service.s.id
  principal_arn           = each.value
}
resource "aws_route53_zone" "pub" { name = "emu-example.com" }
resource "aws_route53_record" "verify" {
  zone_id = aws_route53_zone.pub.zone_id
  name    = "${aws_vpc_endpoint_service.s.private_dns_name_configuration[0].name}.${aws_route53_zone.pub.name}"
  type    = aws_vpc_endpoint_service.s.private_dns_name_configuration[0].type
  ttl     = 1800
  records = [aws_vpc_endpoint_service.s.private_dns_name_configuration[0].value]
}
resource "aws_vpc_endpoint_service_private_dns_verification" "s" {
  service_id            = aws_vpc_endpoint_service.s.id
  wait_for_verification = true
  depends_on            = [aws_route53_record.verify]
}
resource "aws_sns_topic" "t" { name = "vpce" }
resource "aws_sns_topic_policy" "t" {
  arn    = aws_sns_topic.t.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "vpce.amazonaws.com" }, Action = "SNS:Publish", Resource = aws_sns_topic.t.arn }] })
}
resource "aws_vpc_endpoint_connection_notification" "svc" {
  vpc_endpoint_service_id     = aws_vpc_endpoint_service.s.id
  connection_notification_arn = aws_sns_topic.t.arn
  connection_events           = ["Accept", "Reject", "Connect", "Delete"]
}
# ---- consumer, other account
resource "aws_vpc" "c" {
  provider   = aws.other
  cidr_block = "10.9.0.0/16"
}
data "aws_availability_zones" "o" {
  provider = aws.other
  state    = "available"
}
resource "aws_subnet" "c" {
  provider          = aws.other
  count             = 3
  vpc_id            = aws_vpc.c.id
  cidr_block        = cidrsubnet(aws_vpc.c.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.o.names[count.index]
}
resource "aws_security_group" "c" {
  provider = aws.other
  name     = "c"
  vpc_id   = aws_vpc.c.id
}
data "aws_vpc_endpoint_service" "d" {
  provider     = aws.other
  service_name = aws_vpc_endpoint_service.s.service_name
  depends_on   = [aws_vpc_endpoint_service_allowed_principal.p]
}
resource "aws_vpc_endpoint" "c" {
  provider            = aws.other
  vpc_id              = aws_vpc.c.id
  service_name        = aws_vpc_endpoint_service.s.service_name
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.c[*].id
  security_group_ids  = [aws_security_group.c.id]
  ip_address_type     = "ipv4"
  private_dns_enabled = false
  dns_options { dns_record_ip_type = "ipv4" }
  tags       = { Name = "c" }
  depends_on = [aws_vpc_endpoint_service_allowed_principal.p]
}
resource "aws_vpc_endpoint_connection_accepter" "c" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.s.id
  vpc_endpoint_id         = aws_vpc_endpoint.c.id
}
# same account, with private DNS set by a second resource after acceptance
resource "aws_vpc" "c2" {
  cidr_block           = "10.8.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "c2" {
  count             = 2
  vpc_id            = aws_vpc.c2.id
  cidr_block        = cidrsubnet(aws_vpc.c2.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_route_table" "c2" { vpc_id = aws_vpc.c2.id }
resource "aws_security_group" "c2" {
  name   = "c2"
  vpc_id = aws_vpc.c2.id
}
resource "aws_vpc_endpoint" "c2" {
  vpc_id             = aws_vpc.c2.id
  service_name       = aws_vpc_endpoint_service.s.service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = aws_subnet.c2[*].id
  security_group_ids = [aws_security_group.c2.id]
}
resource "aws_vpc_endpoint_connection_accepter" "c2" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.s.id
  vpc_endpoint_id         = aws_vpc_endpoint.c2.id
}
resource "aws_vpc_endpoint_private_dns" "c2" {
  vpc_endpoint_id     = aws_vpc_endpoint_connection_accepter.c2.vpc_endpoint_id
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "min" {
  vpc_id            = aws_vpc.c2.id
  service_name      = aws_vpc_endpoint_service.min.service_name
  vpc_endpoint_type = "Interface"
  subnet_ids        = aws_subnet.c2[*].id
  auto_accept       = true
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = aws_vpc.c2.id
  service_name        = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.c2[*].id
  security_group_ids  = [aws_security_group.c2.id]
  private_dns_enabled = true
  policy              = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
  dns_options {
    dns_record_ip_type = "ipv4"
  }
  ip_address_type = "ipv4"
}
resource "aws_vpc_endpoint" "s3i" {
  vpc_id              = aws_vpc.c2.id
  service_name        = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.c2[*].id
  private_dns_enabled = true
  dns_options {
    dns_record_ip_type                             = "ipv4"
    private_dns_only_for_inbound_resolver_endpoint = false
  }
}
resource "aws_vpc_endpoint" "s3g" {
  vpc_id            = aws_vpc.c2.id
  service_name      = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.c2.id]
}
resource "aws_vpc_endpoint" "ddb" {
  vpc_id       = aws_vpc.c2.id
  service_name = "com.amazonaws.us-east-1.dynamodb"
}
resource "aws_vpc_endpoint_route_table_association" "ddb" {
  vpc_endpoint_id = aws_vpc_endpoint.ddb.id
  route_table_id  = aws_route_table.c2.id
}
resource "aws_vpc_endpoint" "gwlbe" {
  vpc_id            = aws_vpc.c2.id
  service_name      = aws_vpc_endpoint_service.gw.service_name
  vpc_endpoint_type = "GatewayLoadBalancer"
  subnet_ids        = [aws_subnet.c2[0].id]
}
# subnets, policy and groups through their own resources
resource "aws_vpc_endpoint" "parts" {
  vpc_id            = aws_vpc.c2.id
  service_name      = "com.amazonaws.us-east-1.ssm"
  vpc_endpoint_type = "Interface"
  lifecycle { ignore_changes = [subnet_ids, security_group_ids, policy] }
}
resource "aws_vpc_endpoint_subnet_association" "p" {
  vpc_endpoint_id = aws_vpc_endpoint.parts.id
  subnet_id       = aws_subnet.c2[0].id
}
resource "aws_vpc_endpoint_security_group_association" "p" {
  vpc_endpoint_id   = aws_vpc_endpoint.parts.id
  security_group_id = aws_security_group.c2.id
}
resource "aws_vpc_endpoint_policy" "p" {
  vpc_endpoint_id = aws_vpc_endpoint.parts.id
  policy          = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "ssm:*", Resource = "*" }] })
}
# cross-region consumer
resource "aws_vpc" "r" {
  provider   = aws.remote
  cidr_block = "10.7.0.0/16"
}
resource "aws_subnet" "r" {
  provider   = aws.remote
  vpc_id     = aws_vpc.r.id
  cidr_block = "10.7.0.0/20"
}
resource "aws_vpc_endpoint" "r" {
  provider          = aws.remote
  vpc_id            = aws_vpc.r.id
  service_name      = aws_vpc_endpoint_service.s.service_name
  service_region    = "us-east-1"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.r.id]
}
resource "aws_vpc_endpoint_connection_accepter" "r" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.s.id
  vpc_endpoint_id         = aws_vpc_endpoint.r.id
}
data "aws_network_interface" "eni" {
  for_each = { for i, k in ["a", "b"] : k => i }
  id       = sort(aws_vpc_endpoint.sqs.network_interface_ids)[each.value]
}
output "dns" { value = aws_vpc_endpoint.sqs.dns_entry }
output "eni_ip" { value = [for e in data.aws_network_interface.eni : e.private_ip] }
output "svc" { value = { for k in ["availability_zones", "base_endpoint_dns_names", "state", "service_type", "arn", "id", "service_name"] : k => aws_vpc_endpoint_service.s[k] } }
