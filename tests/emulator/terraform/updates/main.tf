# One stack in two shapes: everything that can change in place changes with `two`.

variable "two" { default = false }
data "aws_availability_zones" "a" { state = "available" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 3
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_security_group" "s" {
  count  = 2
  name   = "s${count.index}"
  vpc_id = aws_vpc.v.id
}
resource "aws_lb" "n" {
  count                                                        = var.two ? 2 : 1
  name                                                         = "upd-${count.index}"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = aws_subnet.s[*].id
  security_groups                                              = [aws_security_group.s[0].id]
  enable_cross_zone_load_balancing                             = var.two
  enforce_security_group_inbound_rules_on_private_link_traffic = var.two ? "on" : "off"
}
resource "aws_lb_target_group" "t" {
  name                 = "upd"
  port                 = 443
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.v.id
  deregistration_delay = var.two ? 10 : 60
  health_check {
    protocol = "TCP"
    interval = var.two ? 30 : 10
  }
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.n[0].arn
  port              = var.two ? 8443 : 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required        = !var.two
  network_load_balancer_arns = aws_lb.n[*].arn
  private_dns_name           = var.two ? null : "svc.example.com"
  allowed_principals         = var.two ? ["arn:aws:iam::${var.other_account}:root"] : ["*"]
  supported_regions          = var.two ? ["us-east-1"] : ["us-east-1", "ap-southeast-1"]
  tags                       = { Name = var.two ? "b" : "a" }
}
resource "aws_vpc" "c" {
  cidr_block           = "10.8.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "c" {
  count             = 3
  vpc_id            = aws_vpc.c.id
  cidr_block        = cidrsubnet(aws_vpc.c.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_security_group" "c" {
  count  = 2
  name   = "c${count.index}"
  vpc_id = aws_vpc.c.id
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = aws_vpc.c.id
  service_name        = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.two ? slice(aws_subnet.c[*].id, 1, 3) : slice(aws_subnet.c[*].id, 0, 2)
  security_group_ids  = [aws_security_group.c[var.two ? 1 : 0].id]
  private_dns_enabled = var.two
  policy              = var.two ? jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] }) : null
}
resource "aws_route53_zone" "z" {
  name = "corp.internal"
  vpc { vpc_id = aws_vpc.v.id }
  dynamic "vpc" {
    for_each = var.two ? [1] : []
    content { vpc_id = aws_vpc.c.id }
  }
}
resource "aws_route53_record" "r" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "x"
  type    = "A"
  alias {
    name                   = aws_vpc_endpoint.sqs.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.sqs.dns_entry[0].hosted_zone_id
    evaluate_target_health = var.two
  }
}
resource "aws_ec2_transit_gateway" "t" {
  description                     = var.two ? "b" : "a"
  dns_support                     = var.two ? "disable" : "enable"
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
resource "aws_ec2_transit_gateway_vpc_attachment" "a" {
  transit_gateway_id                              = aws_ec2_transit_gateway.t.id
  vpc_id                                          = aws_vpc.c.id
  subnet_ids                                      = var.two ? aws_subnet.c[*].id : [aws_subnet.c[0].id]
  appliance_mode_support                          = var.two ? "enable" : "disable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = { Name = var.two ? "b" : "a" }
}
resource "aws_ec2_transit_gateway_route_table" "rt" {
  count              = 2
  transit_gateway_id = aws_ec2_transit_gateway.t.id
}
resource "aws_ec2_transit_gateway_route_table_association" "a" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.a.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt[var.two ? 1 : 0].id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "a" {
  count                          = var.two ? 2 : 1
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.a.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.rt[count.index].id
}
resource "aws_ram_resource_share" "s" {
  name                      = var.two ? "b" : "a"
  allow_external_principals = true
}
resource "aws_ram_principal_association" "p" {
  for_each           = toset(var.two ? [var.other_account, "333333333333"] : [var.other_account])
  principal          = each.value
  resource_share_arn = aws_ram_resource_share.s.arn
}
