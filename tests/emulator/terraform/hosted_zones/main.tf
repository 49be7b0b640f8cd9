# Private zones over accounts and Regions, records, a Route 53 profile.

resource "aws_vpc" "a" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
resource "aws_vpc" "r" {
  provider   = aws.remote
  cidr_block = "10.2.0.0/16"
}
resource "aws_vpc" "o" {
  provider   = aws.other
  cidr_block = "10.3.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/20"
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id            = aws_vpc.a.id
  service_name      = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id]
}
resource "aws_route53_zone" "z" {
  name    = "sqs.us-east-1.amazonaws.com"
  comment = "central"
  vpc { vpc_id = aws_vpc.a.id }
  lifecycle { ignore_changes = [vpc] }
  tags = { Name = "z" }
}
# more than one vpc in line, one in another region
resource "aws_route53_zone" "multi" {
  name = "corp.internal"
  vpc { vpc_id = aws_vpc.a.id }
  vpc { vpc_id = aws_vpc.b.id }
  vpc {
    vpc_id     = aws_vpc.r.id
    vpc_region = "ap-southeast-1"
  }
}
resource "aws_route53_zone_association" "b" {
  zone_id = aws_route53_zone.z.zone_id
  vpc_id  = aws_vpc.b.id
}
resource "aws_route53_zone_association" "r" {
  zone_id    = aws_route53_zone.z.zone_id
  vpc_id     = aws_vpc.r.id
  vpc_region = "ap-southeast-1"
}
resource "aws_route53_vpc_association_authorization" "o" {
  zone_id = aws_route53_zone.z.zone_id
  vpc_id  = aws_vpc.o.id
}
resource "aws_route53_zone_association" "o" {
  provider = aws.other
  zone_id  = aws_route53_vpc_association_authorization.o.zone_id
  vpc_id   = aws_route53_vpc_association_authorization.o.vpc_id
}
resource "aws_route53_record" "apex" {
  zone_id = aws_route53_zone.z.zone_id
  name    = ""
  type    = "A"
  alias {
    name                   = aws_vpc_endpoint.sqs.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.sqs.dns_entry[0].hosted_zone_id
    evaluate_target_health = true
  }
}
resource "aws_route53_record" "wild" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "*.sqs.us-east-1.amazonaws.com"
  type    = "A"
  alias {
    name                   = aws_vpc_endpoint.sqs.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.sqs.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "cname" {
  zone_id = aws_route53_zone.multi.zone_id
  name    = "svc"
  type    = "CNAME"
  ttl     = 300
  records = [aws_vpc_endpoint.sqs.dns_entry[0].dns_name]
}
resource "aws_route53_record" "weighted" {
  zone_id        = aws_route53_zone.multi.zone_id
  name           = "w"
  type           = "A"
  ttl            = 60
  records        = ["10.0.0.5"]
  set_identifier = "one"
  weighted_routing_policy { weight = 10 }
}
