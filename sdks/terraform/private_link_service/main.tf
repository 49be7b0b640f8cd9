data "aws_region" "current" {}

resource "aws_security_group" "security_group" {
  count = try(var.load_balancer.security_group.create, false) ? 1 : 0

  vpc_id      = var.vpc_id
  description = "Load balancer of ${var.name}"
  tags        = merge(var.tags, { Name = var.name })

  lifecycle {
    # A group cannot be deleted while something uses it.
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress" {
  for_each = try(var.load_balancer.security_group.create, false) ? var.load_balancer.security_group.ingress : {}

  security_group_id            = aws_security_group.security_group[0].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.from_port
  to_port                      = coalesce(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "egress" {
  for_each = try(var.load_balancer.security_group.create, false) ? var.load_balancer.security_group.egress : {}

  security_group_id            = aws_security_group.security_group[0].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.from_port
  to_port                      = coalesce(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "target_egress" {
  for_each = {
    for port in distinct(concat([for listener in var.listeners : coalesce(listener.target_port, listener.port)], [for listener in var.listeners : listener.health_check.port if listener.health_check.port != null], flatten([for listener in var.listeners : [for target in listener.targets : target.port if target.port != null]]))) : tostring(port) => port
    if var.load_balancer == null ? false : var.load_balancer.security_group.create && length(var.load_balancer.security_group.egress) == 0
  }

  security_group_id = aws_security_group.security_group[0].id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_lb" "load_balancer" {
  count = var.load_balancer != null ? 1 : 0

  name_prefix                                                  = "plink-"
  load_balancer_type                                           = "network"
  internal                                                     = true
  ip_address_type                                              = var.load_balancer.ip_address_type
  security_groups                                              = concat(aws_security_group.security_group[*].id, var.load_balancer.security_group.ids)
  enforce_security_group_inbound_rules_on_private_link_traffic = var.load_balancer.enforce_inbound_rules_on_private_link_traffic ? "on" : "off"
  enable_cross_zone_load_balancing                             = var.load_balancer.cross_zone
  dns_record_client_routing_policy                             = var.load_balancer.dns_record_client_routing_policy
  enable_deletion_protection                                   = var.load_balancer.deletion_protection
  tags                                                         = merge(var.tags, { Name = var.name })

  dynamic "subnet_mapping" {
    for_each = var.load_balancer.subnets

    content {
      subnet_id            = subnet_mapping.value.subnet_id
      private_ipv4_address = subnet_mapping.value.private_ipv4_address
      ipv6_address         = subnet_mapping.value.ipv6_address
    }
  }

  dynamic "access_logs" {
    for_each = var.load_balancer.access_logs[*]

    content {
      bucket  = access_logs.value.bucket
      prefix  = access_logs.value.prefix
      enabled = access_logs.value.enabled
    }
  }

  lifecycle {
    # The endpoint service always has a load balancer to point to.
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "target_group" {
  for_each = var.listeners

  name_prefix            = "plink-"
  vpc_id                 = var.vpc_id
  target_type            = each.value.target_type
  port                   = coalesce(each.value.target_port, each.value.port)
  protocol               = coalesce(each.value.target_protocol, each.value.protocol)
  deregistration_delay   = each.value.deregistration_delay_seconds
  connection_termination = each.value.connection_termination ? true : null
  proxy_protocol_v2      = each.value.proxy_protocol_v2 ? true : null
  preserve_client_ip     = tostring(each.value.preserve_client_ip)
  tags                   = merge(var.tags, { Name = var.name })

  health_check {
    protocol = coalesce(each.value.health_check.protocol, each.value.target_type == "alb" ? "HTTP" : "TCP")
    port     = each.value.health_check.port != null ? tostring(each.value.health_check.port) : "traffic-port"
    path     = coalesce(each.value.health_check.protocol, each.value.target_type == "alb" ? "HTTP" : "TCP") != "TCP" ? (each.value.health_check.path != null ? each.value.health_check.path : "/") : null
    matcher  = coalesce(each.value.health_check.protocol, each.value.target_type == "alb" ? "HTTP" : "TCP") != "TCP" ? (each.value.health_check.matcher != null ? each.value.health_check.matcher : "200-399") : null
    interval = each.value.health_check.interval_seconds
    timeout = coalesce(
      each.value.health_check.timeout_seconds,
      coalesce(each.value.health_check.protocol, each.value.target_type == "alb" ? "HTTP" : "TCP") == "HTTP" ? 6 : 10
    )
    healthy_threshold   = each.value.health_check.healthy_threshold
    unhealthy_threshold = each.value.health_check.unhealthy_threshold
  }

  lifecycle {
    # A target group cannot be deleted while a listener uses it.
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "listener" {
  for_each = var.listeners

  load_balancer_arn        = one(aws_lb.load_balancer[*].arn)
  port                     = each.value.port
  protocol                 = each.value.protocol
  certificate_arn          = each.value.certificate_arn
  ssl_policy               = each.value.ssl_policy
  alpn_policy              = each.value.alpn_policy
  tcp_idle_timeout_seconds = each.value.tcp_idle_timeout_seconds

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.target_group[each.key].arn
  }
}

resource "aws_lb_target_group_attachment" "target" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for part_key, part in listener.targets : "${listener_key}/${part_key}" => {
        listener          = listener_key
        id                = part.id
        port              = coalesce(part.port != null ? part.port : listener.target_port, listener.port)
        availability_zone = part.availability_zone
      }
    }
  ]...)

  target_group_arn  = aws_lb_target_group.target_group[each.value.listener].arn
  target_id         = each.value.id
  port              = each.value.port
  availability_zone = each.value.availability_zone
}

resource "aws_autoscaling_attachment" "auto_scaling" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for part_key, part in listener.auto_scaling_groups : "${listener_key}/${part_key}" => {
        listener = listener_key
        name     = part
      }
    }
  ]...)

  lb_target_group_arn    = aws_lb_target_group.target_group[each.value.listener].arn
  autoscaling_group_name = each.value.name
}

resource "aws_vpc_endpoint_service" "service" {
  acceptance_required        = var.acceptance_required
  network_load_balancer_arns = var.load_balancer != null ? [aws_lb.load_balancer[0].arn] : (length(var.network_load_balancer_arns) > 0 ? var.network_load_balancer_arns : null)
  gateway_load_balancer_arns = length(var.gateway_load_balancer_arns) > 0 ? var.gateway_load_balancer_arns : null
  supported_regions = length(var.supported_regions) > 0 ? concat(
    [data.aws_region.current.id],
    var.supported_regions
  ) : null
  supported_ip_address_types = var.supported_ip_address_types
  tags                       = merge(var.tags, { Name = var.name })
}

resource "aws_vpc_endpoint_service_allowed_principal" "principal" {
  for_each = toset(var.allowed_principals)

  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = each.value
}

resource "aws_vpc_endpoint_connection_notification" "notification" {
  for_each = var.connection_notifications

  vpc_endpoint_service_id     = aws_vpc_endpoint_service.service.id
  connection_notification_arn = each.value.topic_arn
  connection_events           = each.value.events
}
