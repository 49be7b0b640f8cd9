# Load balancers of every type, target groups, listeners, certificates, an Auto Scaling group.

data "aws_availability_zones" "a" { state = "available" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 3
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 4, count.index)
  availability_zone = data.aws_availability_zones.a.names[count.index]
}
resource "aws_security_group" "n" {
  name   = "nlb"
  vpc_id = aws_vpc.v.id
}
resource "aws_s3_bucket" "logs" {
  bucket        = "emu-lb-logs"
  force_destroy = true
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "AWSLogDeliveryWrite", Effect = "Allow", Principal = { Service = "delivery.logs.amazonaws.com" }, Action = "s3:PutObject", Resource = "${aws_s3_bucket.logs.arn}/*" }] })
}
resource "aws_lb" "nlb" {
  name                                                         = "emu-nlb"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = aws_subnet.s[*].id
  security_groups                                              = [aws_security_group.n.id]
  enable_cross_zone_load_balancing                             = true
  enable_deletion_protection                                   = false
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
  dns_record_client_routing_policy                             = "availability_zone_affinity"
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = "nlb"
    enabled = true
  }
  tags       = { Name = "nlb" }
  depends_on = [aws_s3_bucket_policy.logs]
}
# an NLB without any option, and with subnet mappings (fixed private addresses)
resource "aws_lb" "nlb2" {
  name               = "emu-nlb2"
  load_balancer_type = "network"
  internal           = true
  subnet_mapping {
    subnet_id            = aws_subnet.s[0].id
    private_ipv4_address = "10.0.0.10"
  }
  subnet_mapping {
    subnet_id            = aws_subnet.s[1].id
    private_ipv4_address = "10.0.16.10"
  }
}
resource "aws_lb" "alb" {
  name               = "emu-alb"
  load_balancer_type = "application"
  internal           = true
  subnets            = aws_subnet.s[*].id
  security_groups    = [aws_security_group.n.id]
  idle_timeout       = 120
}
resource "aws_lb" "gwlb" {
  name                             = "emu-gwlb"
  load_balancer_type               = "gateway"
  subnets                          = aws_subnet.s[*].id
  enable_cross_zone_load_balancing = true
}
resource "aws_lb_target_group" "ip" {
  name                 = "emu-ip"
  port                 = 443
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.v.id
  preserve_client_ip   = "false"
  proxy_protocol_v2    = true
  deregistration_delay = 60
  health_check {
    enabled             = true
    protocol            = "TCP"
    port                = "443"
    interval            = 10
    healthy_threshold   = 3
    unhealthy_threshold = 3
  }
  tags = { Name = "t" }
}
resource "aws_lb_target_group" "instance" {
  name        = "emu-instance"
  port        = 443
  protocol    = "TLS"
  target_type = "instance"
  vpc_id      = aws_vpc.v.id
  health_check {
    protocol = "HTTPS"
    path     = "/health"
    matcher  = "200-399"
    port     = "traffic-port"
  }
}
resource "aws_lb_target_group" "alb" {
  name        = "emu-alb-tg"
  port        = 80
  protocol    = "TCP"
  target_type = "alb"
  vpc_id      = aws_vpc.v.id
  health_check {
    protocol = "HTTP"
    path     = "/"
    matcher  = "200"
  }
}
resource "aws_lb_target_group" "http" {
  name        = "emu-http"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.v.id
}
resource "aws_lb_target_group" "geneve" {
  name        = "emu-geneve"
  port        = 6081
  protocol    = "GENEVE"
  target_type = "instance"
  vpc_id      = aws_vpc.v.id
  health_check {
    protocol = "TCP"
    port     = 80
  }
}
resource "aws_lb_target_group_attachment" "ip" {
  for_each         = toset(["10.0.1.5", "10.0.17.5"])
  target_group_arn = aws_lb_target_group.ip.arn
  target_id        = each.value
  port             = 443
}
resource "aws_instance" "i" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.s[0].id
}
resource "aws_lb_target_group_attachment" "instance" {
  target_group_arn = aws_lb_target_group.instance.arn
  target_id        = aws_instance.i.id
  port             = 443
}
resource "aws_lb_target_group_attachment" "alb" {
  target_group_arn = aws_lb_target_group.alb.arn
  target_id        = aws_lb.alb.arn
  port             = 80
  depends_on       = [aws_lb_listener.http]
}
resource "aws_lb_listener" "tcp" {
  load_balancer_arn = aws_lb.nlb.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.ip.arn
  }
  tags = { Name = "tcp" }
}
resource "aws_lb_listener" "tcp80" {
  load_balancer_arn        = aws_lb.nlb.arn
  port                     = 80
  protocol                 = "TCP"
  tcp_idle_timeout_seconds = 400
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.alb.arn
  }
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.alb.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.http.arn
  }
}
resource "aws_lb_listener" "geneve" {
  load_balancer_arn = aws_lb.gwlb.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.geneve.arn
  }
}
resource "aws_route53_zone" "pub" { name = "emu-example.com" }
resource "aws_acm_certificate" "c" {
  domain_name               = "svc.emu-example.com"
  subject_alternative_names = ["alt.emu-example.com"]
  validation_method         = "DNS"
  lifecycle { create_before_destroy = true }
  tags = { Name = "c" }
}
resource "aws_route53_record" "val" {
  for_each        = { for o in aws_acm_certificate.c.domain_validation_options : o.domain_name => o }
  zone_id         = aws_route53_zone.pub.zone_id
  name            = each.value.resource_record_name
  type            = each.value.resource_record_type
  records         = [each.value.resource_record_value]
  ttl             = 60
  allow_overwrite = true
}
resource "aws_acm_certificate_validation" "c" {
  certificate_arn         = aws_acm_certificate.c.arn
  validation_record_fqdns = [for r in aws_route53_record.val : r.fqdn]
}
resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.nlb.arn
  port              = 8443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  alpn_policy       = "HTTP2Preferred"
  certificate_arn   = aws_acm_certificate_validation.c.certificate_arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.instance.arn
  }
}
resource "aws_acm_certificate" "c2" {
  domain_name       = "two.emu-example.com"
  validation_method = "DNS"
}
resource "aws_route53_record" "val2" {
  zone_id = aws_route53_zone.pub.zone_id
  name    = one(aws_acm_certificate.c2.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.c2.domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.c2.domain_validation_options).resource_record_value]
  ttl     = 60
}
resource "aws_acm_certificate_validation" "c2" {
  certificate_arn         = aws_acm_certificate.c2.arn
  validation_record_fqdns = [aws_route53_record.val2.fqdn]
}
resource "aws_lb_listener_certificate" "c2" {
  listener_arn    = aws_lb_listener.tls.arn
  certificate_arn = aws_acm_certificate_validation.c2.certificate_arn
}
resource "aws_launch_template" "lt" {
  name          = "emu-lt"
  image_id      = "ami-12c6146b"
  instance_type = "t3.micro"
}
resource "aws_autoscaling_group" "g" {
  name                = "emu-asg"
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = [aws_subnet.s[0].id]
  launch_template {
    id      = aws_launch_template.lt.id
    version = "$Latest"
  }
  lifecycle { ignore_changes = [target_group_arns, load_balancers] }
}
resource "aws_lb_target_group" "asg" {
  name     = "emu-asg"
  port     = 443
  protocol = "TCP"
  vpc_id   = aws_vpc.v.id
}
resource "aws_autoscaling_attachment" "a" {
  autoscaling_group_name = aws_autoscaling_group.g.name
  lb_target_group_arn    = aws_lb_target_group.asg.arn
}
