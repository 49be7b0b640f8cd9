locals {
  current_region = element(split(".", data.aws_region.current.endpoint), 1)

  create_security_group = try(var.load_balancer.security_group.create, false)

  tags = merge(var.tags, { Name = var.name })

  create_target_egress = (
    var.load_balancer == null
    ? false
    : var.load_balancer.security_group.create && length(var.load_balancer.security_group.egress) == 0
  )

  create_log_bucket = (
    var.load_balancer == null
    ? false
    : var.load_balancer.access_logs == null ? false : var.load_balancer.access_logs.create != null
  )

  alarm_actions = (
    (var.alarms == null ? false : var.alarms.topic_arn != null)
    ? [var.alarms.topic_arn]
    : var.topic != null ? [aws_sns_topic.topic[0].arn] : null
  )

  availability_zone_ids = (
    (var.load_balancer == null ? false : length(var.load_balancer.subnets) > 0)
    ? keys(var.load_balancer.subnets)
    : var.availability_zone_ids
  )

  private_dns_name = (
    var.private_dns != null
    ? var.private_dns.name
    : aws_vpc_endpoint_service.service.private_dns_name != ""
    ? aws_vpc_endpoint_service.service.private_dns_name
    : null
  )
}
