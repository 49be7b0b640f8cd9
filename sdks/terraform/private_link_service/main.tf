data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_security_group" "security_group" {
  count = local.create_security_group ? 1 : 0

  vpc_id      = var.vpc_id
  description = "Load balancer of ${var.name}"
  tags        = local.tags

  lifecycle {
    # A group cannot be deleted while something uses it.
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress" {
  for_each = local.create_security_group ? var.load_balancer.security_group.ingress : {}

  security_group_id            = aws_security_group.security_group[0].id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = coalesce(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "egress" {
  for_each = local.create_security_group ? var.load_balancer.security_group.egress : {}

  security_group_id            = aws_security_group.security_group[0].id
  ip_protocol                  = each.value.protocol
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
    for target_port in distinct(concat(
      [
        for listener in var.listeners : coalesce(listener.target_port, listener.port)
        if listener.target_ip_address_type == "ipv4"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && (listener.protocol != "UDP" || listener.health_check.port == null)
      ],
      [
        for listener in var.listeners : listener.health_check.port
        if listener.target_ip_address_type == "ipv4"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && listener.health_check.port != null
      ],
      flatten([
        for listener in var.listeners : concat(
          [for target in listener.targets : target.port if target.port != null],
          listener.second_target_group == null ? [] : [
            for target in listener.second_target_group.targets : target.port
            if target.port != null
          ]
        )
        if listener.target_ip_address_type == "ipv4"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && (listener.protocol != "UDP" || listener.health_check.port == null)
      ])
    )) :
    tostring(target_port) => target_port
    if local.create_target_egress
  }

  security_group_id = aws_security_group.security_group[0].id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_vpc_security_group_egress_rule" "udp_target_egress" {
  for_each = {
    for target_port in distinct(concat(
      [
        for listener in var.listeners : coalesce(listener.target_port, listener.port)
        if listener.target_ip_address_type == "ipv4"
        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      ],
      flatten([
        for listener in var.listeners : concat(
          [for target in listener.targets : target.port if target.port != null],
          listener.second_target_group == null ? [] : [
            for target in listener.second_target_group.targets : target.port
            if target.port != null
          ]
        )
        if listener.target_ip_address_type == "ipv4"
        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      ])
    )) :
    tostring(target_port) => target_port
    if local.create_target_egress
  }

  security_group_id = aws_security_group.security_group[0].id
  ip_protocol       = "udp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_vpc_security_group_egress_rule" "target_egress_ipv6" {
  for_each = {
    for target_port in distinct(concat(
      [
        for listener in var.listeners : coalesce(listener.target_port, listener.port)
        if listener.target_ip_address_type == "ipv6"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && (listener.protocol != "UDP" || listener.health_check.port == null)
      ],
      [
        for listener in var.listeners : listener.health_check.port
        if listener.target_ip_address_type == "ipv6"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && listener.health_check.port != null
      ],
      flatten([
        for listener in var.listeners : concat(
          [for target in listener.targets : target.port if target.port != null],
          listener.second_target_group == null ? [] : [
            for target in listener.second_target_group.targets : target.port
            if target.port != null
          ]
        )
        if listener.target_ip_address_type == "ipv6"
        && (
          !(
            var.application_load_balancer != null
            && listener.target_type == "alb"
            && length(listener.targets) == 0
          )
          || listener.second_target_group != null
        )
        && (listener.protocol != "UDP" || listener.health_check.port == null)
      ])
    )) :
    tostring(target_port) => target_port
    if local.create_target_egress
  }

  security_group_id = aws_security_group.security_group[0].id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv6         = "::/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_vpc_security_group_egress_rule" "udp_target_egress_ipv6" {
  for_each = {
    for target_port in distinct(concat(
      [
        for listener in var.listeners : coalesce(listener.target_port, listener.port)
        if listener.target_ip_address_type == "ipv6"
        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      ],
      flatten([
        for listener in var.listeners : concat(
          [for target in listener.targets : target.port if target.port != null],
          listener.second_target_group == null ? [] : [
            for target in listener.second_target_group.targets : target.port
            if target.port != null
          ]
        )
        if listener.target_ip_address_type == "ipv6"
        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      ])
    )) :
    tostring(target_port) => target_port
    if local.create_target_egress
  }

  security_group_id = aws_security_group.security_group[0].id
  ip_protocol       = "udp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv6         = "::/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_s3_bucket" "log_bucket" {
  count = local.create_log_bucket ? 1 : 0

  bucket_prefix = "plink-"
  force_destroy = var.load_balancer.access_logs.create.force_destroy ? true : null
  tags          = local.tags

  lifecycle {
    # `bucket_prefix` is read back only from names that the provider made itself.
    ignore_changes = [bucket_prefix]
  }
}

resource "aws_s3_bucket_public_access_block" "log_bucket_access" {
  count = local.create_log_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.log_bucket[0].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "log_bucket_ownership" {
  count = local.create_log_bucket ? 1 : 0

  bucket = aws_s3_bucket.log_bucket[0].bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "log_bucket_encryption" {
  count = local.create_log_bucket ? 1 : 0

  bucket = aws_s3_bucket.log_bucket[0].bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "log_bucket_lifecycle" {
  count = (
    (
      var.load_balancer == null
      ? false
      : var.load_balancer.access_logs == null
      ? false
      : var.load_balancer.access_logs.create == null
      ? false
      : var.load_balancer.access_logs.create.expire_after_days != null
    )
    ? 1
    : 0
  )

  bucket = aws_s3_bucket.log_bucket[0].bucket

  rule {
    id     = "expire"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      days = var.load_balancer.access_logs.create.expire_after_days
    }
  }
}

resource "aws_s3_bucket_policy" "log_bucket_policy" {
  count = local.create_log_bucket ? 1 : 0

  bucket = aws_s3_bucket.log_bucket[0].bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AclCheck"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.log_bucket[0].arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:logs:${local.current_region}:${data.aws_caller_identity.current.account_id}:*"
          }
        }
      },
      {
        Sid       = "Write"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource = format(
          "%s/%sAWSLogs/%s/*",
          aws_s3_bucket.log_bucket[0].arn,
          var.load_balancer.access_logs.prefix != null ? "${var.load_balancer.access_logs.prefix}/" : "",
          data.aws_caller_identity.current.account_id
        )
        Condition = {
          StringEquals = {
            "s3:x-amz-acl"      = "bucket-owner-full-control"
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:logs:${local.current_region}:${data.aws_caller_identity.current.account_id}:*"
          }
        }
      },
      {
        Sid       = "OnlyEncrypted"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.log_bucket[0].arn, "${aws_s3_bucket.log_bucket[0].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.log_bucket_access]
}

resource "aws_lb" "load_balancer" {
  count = var.load_balancer != null ? 1 : 0

  name_prefix        = "plink-"
  load_balancer_type = "network"
  internal           = true
  ip_address_type    = var.load_balancer.ip_address_type
  subnets            = var.load_balancer.subnet_ids
  enforce_security_group_inbound_rules_on_private_link_traffic = (
    var.load_balancer.enforce_inbound_rules_on_private_link_traffic ? "on" : "off"
  )
  enable_cross_zone_load_balancing = var.load_balancer.cross_zone
  enable_zonal_shift               = var.load_balancer.zonal_shift
  dns_record_client_routing_policy = var.load_balancer.dns_record_client_routing_policy
  enable_deletion_protection       = var.load_balancer.deletion_protection
  security_groups                  = concat(aws_security_group.security_group[*].id, var.load_balancer.security_group.ids)
  tags                             = local.tags

  dynamic "subnet_mapping" {
    for_each = var.load_balancer.subnets

    content {
      subnet_id            = subnet_mapping.value.subnet_id
      private_ipv4_address = subnet_mapping.value.private_ipv4_address
      ipv6_address         = subnet_mapping.value.ipv6_address
    }
  }

  dynamic "minimum_load_balancer_capacity" {
    for_each = var.load_balancer.minimum_capacity_units[*]

    content {
      capacity_units = minimum_load_balancer_capacity.value
    }
  }

  access_logs {
    bucket = (
      (var.load_balancer.access_logs == null ? false : var.load_balancer.access_logs.bucket != null)
      ? var.load_balancer.access_logs.bucket
      : one(aws_s3_bucket.log_bucket[*].bucket) != null ? one(aws_s3_bucket.log_bucket[*].bucket) : ""
    )
    prefix  = try(var.load_balancer.access_logs.prefix, null)
    enabled = var.load_balancer.access_logs != null ? var.load_balancer.access_logs.enabled : false
  }

  depends_on = [aws_s3_bucket_policy.log_bucket_policy]

  lifecycle {
    # The endpoint service always has a load balancer to point to.
    create_before_destroy = true

    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_acm_certificate" "certificate" {
  for_each = var.certificates

  domain_name = each.value.domain_name
  subject_alternative_names = (
    length(each.value.subject_alternative_names) > 0 ? each.value.subject_alternative_names : null
  )
  validation_method = "DNS"
  tags              = local.tags

  lifecycle {
    # A certificate cannot be deleted while a listener uses it.
    create_before_destroy = true
  }
}

resource "aws_route53_record" "certificate_record" {
  for_each = {
    for domain_name in distinct([
      for domain_name in flatten([
        for certificate in var.certificates : distinct(concat(
          [certificate.domain_name],
          certificate.subject_alternative_names
        ))
      ]) :
      trimprefix(domain_name, "*.")
    ]) :
    domain_name => {
      certificate = try(
        [
          for text in [
            for certificate_key, certificate in var.certificates : certificate_key
            if length([
              for other_domain_name in distinct(concat(
                [certificate.domain_name],
                certificate.subject_alternative_names
              )) :
              other_domain_name
              if trimprefix(other_domain_name, "*.") == domain_name
            ]) > 0
          ] :
          text
          if can(regex(".", text))
        ][0],
        null
      )
      domain = try(
        [
          for text in [
            for other_domain_name in flatten([
              for certificate in var.certificates : distinct(concat(
                [certificate.domain_name],
                certificate.subject_alternative_names
              ))
            ]) :
            other_domain_name
            if trimprefix(other_domain_name, "*.") == domain_name
          ] :
          text
          if can(regex(".", text))
        ][0],
        null
      )
    }
  }

  zone_id = (
    each.value.certificate == null
    ? null
    : lookup(var.certificates, each.value.certificate, null) == null
    ? null
    : lookup(var.certificates, each.value.certificate, null).hosted_zone_id
  )
  name = each.value.domain == null ? null : lookup(
    zipmap(
      aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].domain_name,
      aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].resource_record_name
    ),
    each.value.domain,
    null
  )
  type = each.value.domain == null ? null : lookup(
    zipmap(
      aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].domain_name,
      aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].resource_record_type
    ),
    each.value.domain,
    null
  )
  ttl = 300
  records = [
    each.value.domain == null ? null : lookup(
      zipmap(
        aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].domain_name,
        aws_acm_certificate.certificate[each.value.certificate].domain_validation_options[*].resource_record_value
      ),
      each.value.domain,
      null
    ),
  ]
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "certificate_validation" {
  for_each = var.certificates

  certificate_arn = aws_acm_certificate.certificate[each.key].arn

  depends_on = [aws_route53_record.certificate_record]
}

resource "aws_lb_target_group" "target_group" {
  for_each = var.listeners

  name_prefix = "plink-"
  vpc_id      = var.vpc_id
  target_type = each.value.target_type
  port        = coalesce(each.value.target_port, each.value.port)
  protocol    = coalesce(each.value.target_protocol, each.value.protocol)
  deregistration_delay = (
    each.value.deregistration_delay_seconds != null
    ? each.value.deregistration_delay_seconds
    : each.value.target_type != "alb" ? 300 : null
  )
  connection_termination = (
    each.value.target_type != "alb"
    ? (
      each.value.connection_termination
      || coalesce(each.value.target_protocol, each.value.protocol) == "UDP"
      || coalesce(each.value.target_protocol, each.value.protocol) == "TCP_UDP"
    )
    : null
  )
  proxy_protocol_v2 = each.value.target_type != "alb" ? each.value.proxy_protocol_v2 : null
  preserve_client_ip = tostring(
    each.value.preserve_client_ip != null
    ? each.value.preserve_client_ip
    : (
      each.value.target_type == "alb"
      || coalesce(each.value.target_protocol, each.value.protocol) == "UDP"
      || coalesce(each.value.target_protocol, each.value.protocol) == "TCP_UDP"
    )
    ? null
    : each.value.target_type == "instance"
  )
  ip_address_type = each.value.target_ip_address_type == "ipv6" ? "ipv6" : null
  load_balancing_cross_zone_enabled = (
    each.value.target_type != "alb"
    ? (each.value.cross_zone != null ? tostring(each.value.cross_zone) : "use_load_balancer_configuration")
    : null
  )
  tags = local.tags

  health_check {
    protocol = coalesce(
      each.value.health_check.protocol,
      each.value.target_type == "alb"
      ? (
        var.application_load_balancer != null && length(each.value.targets) == 0
        ? var.application_load_balancer.protocol
        : "HTTP"
      )
      : "TCP"
    )
    port = each.value.health_check.port != null ? tostring(each.value.health_check.port) : "traffic-port"
    path = (
      coalesce(
        each.value.health_check.protocol,
        each.value.target_type == "alb"
        ? (
          var.application_load_balancer != null && length(each.value.targets) == 0
          ? var.application_load_balancer.protocol
          : "HTTP"
        )
        : "TCP"
      ) != "TCP"
      ? (each.value.health_check.path != null ? each.value.health_check.path : "/")
      : null
    )
    matcher = (
      coalesce(
        each.value.health_check.protocol,
        each.value.target_type == "alb"
        ? (
          var.application_load_balancer != null && length(each.value.targets) == 0
          ? var.application_load_balancer.protocol
          : "HTTP"
        )
        : "TCP"
      ) != "TCP"
      ? (each.value.health_check.matcher != null ? each.value.health_check.matcher : "200-399")
      : null
    )
    interval = each.value.health_check.interval_seconds
    timeout = coalesce(
      each.value.health_check.timeout_seconds,
      (
        coalesce(
          each.value.health_check.protocol,
          each.value.target_type == "alb"
          ? (
            var.application_load_balancer != null && length(each.value.targets) == 0
            ? var.application_load_balancer.protocol
            : "HTTP"
          )
          : "TCP"
        ) == "HTTP"
        ? 6
        : 10
      ) <= each.value.health_check.interval_seconds
      ? (
        coalesce(
          each.value.health_check.protocol,
          each.value.target_type == "alb"
          ? (
            var.application_load_balancer != null && length(each.value.targets) == 0
            ? var.application_load_balancer.protocol
            : "HTTP"
          )
          : "TCP"
        ) == "HTTP"
        ? 6
        : 10
      )
      : 4
    )
    healthy_threshold   = each.value.health_check.healthy_threshold
    unhealthy_threshold = each.value.health_check.unhealthy_threshold
  }

  dynamic "target_group_health" {
    for_each = each.value.target_type != "alb" ? [true] : []

    content {
      dns_failover {
        minimum_healthy_targets_count = (
          each.value.zone_health == null ? "1" : tostring(each.value.zone_health.dns_targets)
        )
        minimum_healthy_targets_percentage = (
          each.value.zone_health == null
          ? "off"
          : each.value.zone_health.dns_percentage != null
          ? tostring(each.value.zone_health.dns_percentage)
          : "off"
        )
      }

      unhealthy_state_routing {
        minimum_healthy_targets_count = try(each.value.zone_health.routing_targets, 1)
        minimum_healthy_targets_percentage = (
          each.value.zone_health == null
          ? "off"
          : each.value.zone_health.routing_percentage != null
          ? tostring(each.value.zone_health.routing_percentage)
          : "off"
        )
      }
    }
  }

  lifecycle {
    # A target group cannot be deleted while a listener uses it.
    create_before_destroy = true

    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_lb_target_group" "second_target_group" {
  for_each = {
    for listener_key, listener in var.listeners : listener_key => listener
    if listener.second_target_group != null
  }

  name_prefix = "plink-"
  vpc_id      = var.vpc_id
  target_type = each.value.target_type
  port        = coalesce(each.value.target_port, each.value.port)
  protocol    = coalesce(each.value.target_protocol, each.value.protocol)
  deregistration_delay = (
    each.value.deregistration_delay_seconds != null
    ? each.value.deregistration_delay_seconds
    : each.value.target_type != "alb" ? 300 : null
  )
  connection_termination = (
    each.value.target_type != "alb"
    ? (
      each.value.connection_termination
      || coalesce(each.value.target_protocol, each.value.protocol) == "UDP"
      || coalesce(each.value.target_protocol, each.value.protocol) == "TCP_UDP"
    )
    : null
  )
  proxy_protocol_v2 = each.value.target_type != "alb" ? each.value.proxy_protocol_v2 : null
  preserve_client_ip = tostring(
    each.value.preserve_client_ip != null
    ? each.value.preserve_client_ip
    : (
      each.value.target_type == "alb"
      || coalesce(each.value.target_protocol, each.value.protocol) == "UDP"
      || coalesce(each.value.target_protocol, each.value.protocol) == "TCP_UDP"
    )
    ? null
    : each.value.target_type == "instance"
  )
  ip_address_type = each.value.target_ip_address_type == "ipv6" ? "ipv6" : null
  load_balancing_cross_zone_enabled = (
    each.value.target_type != "alb"
    ? (each.value.cross_zone != null ? tostring(each.value.cross_zone) : "use_load_balancer_configuration")
    : null
  )
  tags = local.tags

  health_check {
    protocol = coalesce(
      each.value.health_check.protocol,
      each.value.target_type == "alb"
      ? (
        var.application_load_balancer != null && length(each.value.targets) == 0
        ? var.application_load_balancer.protocol
        : "HTTP"
      )
      : "TCP"
    )
    port = each.value.health_check.port != null ? tostring(each.value.health_check.port) : "traffic-port"
    path = (
      coalesce(
        each.value.health_check.protocol,
        each.value.target_type == "alb"
        ? (
          var.application_load_balancer != null && length(each.value.targets) == 0
          ? var.application_load_balancer.protocol
          : "HTTP"
        )
        : "TCP"
      ) != "TCP"
      ? (each.value.health_check.path != null ? each.value.health_check.path : "/")
      : null
    )
    matcher = (
      coalesce(
        each.value.health_check.protocol,
        each.value.target_type == "alb"
        ? (
          var.application_load_balancer != null && length(each.value.targets) == 0
          ? var.application_load_balancer.protocol
          : "HTTP"
        )
        : "TCP"
      ) != "TCP"
      ? (each.value.health_check.matcher != null ? each.value.health_check.matcher : "200-399")
      : null
    )
    interval = each.value.health_check.interval_seconds
    timeout = coalesce(
      each.value.health_check.timeout_seconds,
      (
        coalesce(
          each.value.health_check.protocol,
          each.value.target_type == "alb"
          ? (
            var.application_load_balancer != null && length(each.value.targets) == 0
            ? var.application_load_balancer.protocol
            : "HTTP"
          )
          : "TCP"
        ) == "HTTP"
        ? 6
        : 10
      ) <= each.value.health_check.interval_seconds
      ? (
        coalesce(
          each.value.health_check.protocol,
          each.value.target_type == "alb"
          ? (
            var.application_load_balancer != null && length(each.value.targets) == 0
            ? var.application_load_balancer.protocol
            : "HTTP"
          )
          : "TCP"
        ) == "HTTP"
        ? 6
        : 10
      )
      : 4
    )
    healthy_threshold   = each.value.health_check.healthy_threshold
    unhealthy_threshold = each.value.health_check.unhealthy_threshold
  }

  dynamic "target_group_health" {
    for_each = each.value.target_type != "alb" ? [true] : []

    content {
      dns_failover {
        minimum_healthy_targets_count = (
          each.value.zone_health == null ? "1" : tostring(each.value.zone_health.dns_targets)
        )
        minimum_healthy_targets_percentage = (
          each.value.zone_health == null
          ? "off"
          : each.value.zone_health.dns_percentage != null
          ? tostring(each.value.zone_health.dns_percentage)
          : "off"
        )
      }

      unhealthy_state_routing {
        minimum_healthy_targets_count = try(each.value.zone_health.routing_targets, 1)
        minimum_healthy_targets_percentage = (
          each.value.zone_health == null
          ? "off"
          : each.value.zone_health.routing_percentage != null
          ? tostring(each.value.zone_health.routing_percentage)
          : "off"
        )
      }
    }
  }

  lifecycle {
    # A target group cannot be deleted while a listener uses it.
    create_before_destroy = true

    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_lb_listener" "listener" {
  for_each = var.listeners

  load_balancer_arn = one(aws_lb.load_balancer[*].arn)
  port              = each.value.port
  protocol          = each.value.protocol
  certificate_arn = (
    each.value.certificate != null
    ? aws_acm_certificate.certificate[each.value.certificate].arn
    : each.value.certificate_arn
  )
  ssl_policy = (
    each.value.ssl_policy != null
    ? each.value.ssl_policy
    : each.value.protocol == "TLS" ? "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" : null
  )
  alpn_policy = (
    each.value.alpn_policy != null ? each.value.alpn_policy : each.value.protocol == "TLS" ? "None" : null
  )
  tcp_idle_timeout_seconds = (
    each.value.tcp_idle_timeout_seconds != null
    ? each.value.tcp_idle_timeout_seconds
    : each.value.protocol == "TCP" && length(var.supported_regions) == 0 ? 350 : null
  )
  tags = local.tags

  default_action {
    type = "forward"
    target_group_arn = (
      each.value.second_target_group == null ? aws_lb_target_group.target_group[each.key].arn : null
    )

    dynamic "forward" {
      for_each = each.value.second_target_group[*]

      content {
        target_group {
          arn    = aws_lb_target_group.target_group[each.key].arn
          weight = each.value.weight
        }

        target_group {
          arn    = aws_lb_target_group.second_target_group[each.key].arn
          weight = forward.value.weight
        }
      }
    }
  }

  depends_on = [aws_acm_certificate_validation.certificate_validation]
}

resource "aws_lb_listener_certificate" "listener_certificate" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for additional_certificate_arn_key, additional_certificate_arn in listener.additional_certificate_arns :
      "${listener_key}/${additional_certificate_arn_key}" => {
        listener = listener_key
        arn      = additional_certificate_arn
      }
    }
  ]...)

  listener_arn    = aws_lb_listener.listener[each.value.listener].arn
  certificate_arn = each.value.arn
}

resource "aws_lb_listener_certificate" "listener_own_certificate" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for key, results in {
        for additional_certificate in listener.additional_certificates :
        "${listener_key}/${additional_certificate}" => {
          listener = listener_key
          key      = additional_certificate
        }...
      } :
      key => results[length(results) - 1]
    }
  ]...)

  listener_arn    = aws_lb_listener.listener[each.value.listener].arn
  certificate_arn = aws_acm_certificate.certificate[each.value.key].arn

  depends_on = [aws_acm_certificate_validation.certificate_validation]
}

resource "aws_lb_target_group_attachment" "target" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for target_key, target in listener.targets : "${listener_key}/${target_key}" => {
        listener          = listener_key
        id                = target.id
        port              = coalesce(target.port, listener.target_port, listener.port)
        availability_zone = target.availability_zone
      }
    }
  ]...)

  target_group_arn  = aws_lb_target_group.target_group[each.value.listener].arn
  target_id         = each.value.id
  port              = each.value.port
  availability_zone = each.value.availability_zone
}

resource "aws_lb_target_group_attachment" "second_target" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for target_key, target in listener.second_target_group.targets : "${listener_key}/${target_key}" => {
        listener          = listener_key
        id                = target.id
        port              = coalesce(target.port, listener.target_port, listener.port)
        availability_zone = target.availability_zone
      }
    }
    if listener.second_target_group != null
  ]...)

  target_group_arn  = aws_lb_target_group.second_target_group[each.value.listener].arn
  target_id         = each.value.id
  port              = each.value.port
  availability_zone = each.value.availability_zone
}

resource "aws_autoscaling_attachment" "auto_scaling" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for auto_scaling_group_key, auto_scaling_group in listener.auto_scaling_groups :
      "${listener_key}/${auto_scaling_group_key}" => {
        listener = listener_key
        name     = auto_scaling_group
      }
    }
  ]...)

  lb_target_group_arn    = aws_lb_target_group.target_group[each.value.listener].arn
  autoscaling_group_name = each.value.name
}

resource "aws_autoscaling_attachment" "second_auto_scaling" {
  for_each = merge([
    for listener_key, listener in var.listeners : {
      for auto_scaling_group_key, auto_scaling_group in listener.second_target_group.auto_scaling_groups :
      "${listener_key}/${auto_scaling_group_key}" => {
        listener = listener_key
        name     = auto_scaling_group
      }
    }
    if listener.second_target_group != null
  ]...)

  lb_target_group_arn    = aws_lb_target_group.second_target_group[each.value.listener].arn
  autoscaling_group_name = each.value.name
}

resource "aws_security_group" "application_security_group" {
  count = var.application_load_balancer != null ? 1 : 0

  vpc_id      = var.vpc_id
  description = "Application Load Balancer of ${var.name}"
  tags        = local.tags

  lifecycle {
    # A group cannot be deleted while something uses it.
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "application_path_egress" {
  count = (
    (
      var.application_load_balancer != null
      && local.create_security_group
      && length([
        for listener_key, listener in var.listeners : listener_key
        if var.application_load_balancer != null
        && listener.target_type == "alb"
        && length(listener.targets) == 0
      ]) > 0
    )
    ? 1
    : 0
  )

  security_group_id            = aws_security_group.security_group[0].id
  ip_protocol                  = "tcp"
  from_port                    = var.application_load_balancer.port
  to_port                      = var.application_load_balancer.port
  referenced_security_group_id = aws_security_group.application_security_group[0].id
  description                  = "Application Load Balancer"
}

resource "aws_vpc_security_group_ingress_rule" "application_path_ingress" {
  count = var.application_load_balancer != null && local.create_security_group ? 1 : 0

  security_group_id            = aws_security_group.application_security_group[0].id
  ip_protocol                  = "tcp"
  from_port                    = var.application_load_balancer.port
  to_port                      = var.application_load_balancer.port
  referenced_security_group_id = aws_security_group.security_group[0].id
  description                  = "Network Load Balancer"
}

resource "aws_vpc_security_group_ingress_rule" "application_ingress" {
  for_each = var.application_load_balancer != null ? var.application_load_balancer.security_group.ingress : {}

  security_group_id            = aws_security_group.application_security_group[0].id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = coalesce(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "application_egress" {
  for_each = var.application_load_balancer != null ? var.application_load_balancer.security_group.egress : {}

  security_group_id            = aws_security_group.application_security_group[0].id
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = coalesce(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "application_target_egress" {
  for_each = var.application_load_balancer == null ? {} : {
    for target_port in distinct(concat(
      [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
      var.application_load_balancer.health_check.port != null
      ? [var.application_load_balancer.health_check.port]
      : [],
      [for target in var.application_load_balancer.targets : target.port if target.port != null]
    )) :
    tostring(target_port) => target_port
    if length(var.application_load_balancer.security_group.egress) == 0
    && length(var.application_load_balancer.security_group.targets) == 0
  }

  security_group_id = aws_security_group.application_security_group[0].id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Targets on port ${each.value}"
}

resource "aws_vpc_security_group_egress_rule" "application_target_group_egress" {
  for_each = (
    (
      var.application_load_balancer == null
      ? false
      : length(var.application_load_balancer.security_group.egress) == 0
    )
    ? merge([
      for target_key, target in var.application_load_balancer.security_group.targets : {
        for target_port in distinct(concat(
          [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
          var.application_load_balancer.health_check.port != null
          ? [var.application_load_balancer.health_check.port]
          : [],
          [
            for other_target in var.application_load_balancer.targets : other_target.port
            if other_target.port != null
          ]
        )) :
        "${target_key}/${target_port}" => {
          group = target
          port  = target_port
        }
      }
    ]...)
    : {}
  )

  security_group_id            = aws_security_group.application_security_group[0].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = each.value.group
  description                  = "Targets on port ${each.value.port}"
}

resource "aws_vpc_security_group_ingress_rule" "application_target_group_ingress" {
  for_each = var.application_load_balancer != null ? merge([
    for target_key, target in var.application_load_balancer.security_group.targets : {
      for target_port in distinct(concat(
        [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
        var.application_load_balancer.health_check.port != null
        ? [var.application_load_balancer.health_check.port]
        : [],
        [
          for other_target in var.application_load_balancer.targets : other_target.port
          if other_target.port != null
        ]
      )) :
      "${target_key}/${target_port}" => {
        group = target
        port  = target_port
      }
    }
  ]...) : {}

  security_group_id            = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = aws_security_group.application_security_group[0].id
  description                  = "Application Load Balancer of ${var.name}"
}

resource "aws_lb" "application_load_balancer" {
  count = var.application_load_balancer != null ? 1 : 0

  name_prefix        = "plink-"
  load_balancer_type = "application"
  internal           = true
  subnets = (
    length(var.application_load_balancer.subnets) > 0
    ? values(var.application_load_balancer.subnets)
    : var.load_balancer == null
    ? null
    : length(var.load_balancer.subnets) > 0
    ? [for subnet in var.load_balancer.subnets : subnet.subnet_id]
    : var.load_balancer.subnet_ids
  )
  security_groups = concat(
    [aws_security_group.application_security_group[0].id],
    var.application_load_balancer.security_group.ids
  )
  idle_timeout               = var.application_load_balancer.idle_timeout_seconds
  drop_invalid_header_fields = var.application_load_balancer.drop_invalid_header_fields
  enable_deletion_protection = var.application_load_balancer.deletion_protection
  tags                       = local.tags

  lifecycle {
    # The endpoint service always has a load balancer to point to.
    create_before_destroy = true

    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_lb_target_group" "application_target_group" {
  count = var.application_load_balancer != null ? 1 : 0

  name_prefix          = "plink-"
  vpc_id               = var.vpc_id
  target_type          = var.application_load_balancer.target_type
  port                 = coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)
  protocol             = var.application_load_balancer.target_protocol
  deregistration_delay = var.application_load_balancer.deregistration_delay_seconds
  tags                 = local.tags

  health_check {
    protocol = coalesce(
      var.application_load_balancer.health_check.protocol,
      var.application_load_balancer.target_protocol
    )
    port = (
      var.application_load_balancer.health_check.port != null
      ? tostring(var.application_load_balancer.health_check.port)
      : "traffic-port"
    )
    path = (
      coalesce(
        var.application_load_balancer.health_check.protocol,
        var.application_load_balancer.target_protocol
      ) != "TCP"
      ? (
        var.application_load_balancer.health_check.path != null
        ? var.application_load_balancer.health_check.path
        : "/"
      )
      : null
    )
    matcher = (
      coalesce(
        var.application_load_balancer.health_check.protocol,
        var.application_load_balancer.target_protocol
      ) != "TCP"
      ? (
        var.application_load_balancer.health_check.matcher != null
        ? var.application_load_balancer.health_check.matcher
        : "200"
      )
      : null
    )
    interval = var.application_load_balancer.health_check.interval_seconds
    timeout = coalesce(
      var.application_load_balancer.health_check.timeout_seconds,
      var.application_load_balancer.health_check.interval_seconds > 5 ? 5 : 4
    )
    healthy_threshold   = var.application_load_balancer.health_check.healthy_threshold
    unhealthy_threshold = var.application_load_balancer.health_check.unhealthy_threshold
  }

  lifecycle {
    # A target group cannot be deleted while a listener uses it.
    create_before_destroy = true

    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_lb_listener" "application_listener" {
  count = var.application_load_balancer != null ? 1 : 0

  load_balancer_arn = aws_lb.application_load_balancer[0].arn
  port              = var.application_load_balancer.port
  protocol          = var.application_load_balancer.protocol
  certificate_arn = (
    var.application_load_balancer.certificate != null
    ? aws_acm_certificate.certificate[var.application_load_balancer.certificate].arn
    : var.application_load_balancer.certificate_arn
  )
  ssl_policy = (
    var.application_load_balancer.ssl_policy != null
    ? var.application_load_balancer.ssl_policy
    : var.application_load_balancer.protocol == "HTTPS" ? "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" : null
  )
  tags = local.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.application_target_group[0].arn
  }

  depends_on = [aws_acm_certificate_validation.certificate_validation]
}

resource "aws_lb_target_group_attachment" "application_target" {
  for_each = var.application_load_balancer != null ? var.application_load_balancer.targets : {}

  target_group_arn = aws_lb_target_group.application_target_group[0].arn
  target_id        = each.value.id
  port = coalesce(
    each.value.port,
    var.application_load_balancer.target_port,
    var.application_load_balancer.port
  )
  availability_zone = each.value.availability_zone
}

resource "aws_autoscaling_attachment" "application_auto_scaling" {
  for_each = var.application_load_balancer != null ? var.application_load_balancer.auto_scaling_groups : {}

  lb_target_group_arn    = aws_lb_target_group.application_target_group[0].arn
  autoscaling_group_name = each.value
}

resource "aws_lb_target_group_attachment" "application_path" {
  for_each = {
    for listener_key, listener in var.listeners : listener_key => tostring(coalesce(
      listener.target_port,
      listener.port
    ))
    if var.application_load_balancer != null
    && var.application_load_balancer != null
    && listener.target_type == "alb"
    && length(listener.targets) == 0
  }

  target_group_arn = aws_lb_target_group.target_group[each.key].arn
  target_id        = aws_lb.application_load_balancer[0].arn
  port             = var.application_load_balancer.port

  depends_on = [aws_lb_listener.application_listener]
}

resource "aws_vpc_endpoint_service" "service" {
  acceptance_required = var.acceptance_required
  network_load_balancer_arns = (
    var.load_balancer != null
    ? [aws_lb.load_balancer[0].arn]
    : length(var.network_load_balancer_arns) > 0 ? var.network_load_balancer_arns : null
  )
  gateway_load_balancer_arns = (
    length(var.gateway_load_balancer_arns) > 0 ? var.gateway_load_balancer_arns : null
  )
  supported_regions = length(var.supported_regions) > 0 ? concat(
    [local.current_region],
    flatten([
      for supported_region in var.supported_regions :
      supported_region != local.current_region ? [supported_region] : []
    ])
  ) : null
  supported_ip_address_types = var.supported_ip_address_types
  private_dns_name           = try(var.private_dns.name, null)
  tags                       = local.tags
}

resource "aws_vpc_endpoint_service_allowed_principal" "principal" {
  for_each = merge(
    { for allowed_principal in distinct(var.allowed_principals) : allowed_principal => allowed_principal },
    var.allowed_principals_by_name
  )

  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = each.value
}

resource "aws_ec2_tag" "principal_name" {
  for_each = var.allowed_principal_names

  resource_id = aws_vpc_endpoint_service_allowed_principal.principal[each.key].id
  key         = "Name"
  value       = each.value
}

resource "aws_route53_record" "verification_record" {
  for_each = toset(
    var.private_dns == null ? [] : var.private_dns.verification == "route53" ? [var.private_dns.name] : []
  )

  zone_id = try(var.private_dns.hosted_zone_id, null)
  name = (
    var.private_dns == null
    ? null
    : "${one(aws_vpc_endpoint_service.service.private_dns_name_configuration[*].name)}.${coalesce(var.private_dns.domain, var.private_dns.name)}"
  )
  type    = "TXT"
  ttl     = try(var.private_dns.ttl_seconds, null)
  records = [one(aws_vpc_endpoint_service.service.private_dns_name_configuration[*].value)]
}

resource "aws_vpc_endpoint_service_private_dns_verification" "verification" {
  for_each = toset(
    var.private_dns == null ? [] : var.private_dns.verification == "route53" ? [var.private_dns.name] : []
  )

  service_id            = aws_vpc_endpoint_service.service.id
  wait_for_verification = try(var.private_dns.wait_for_verification, null)

  depends_on = [aws_route53_record.verification_record]
}

resource "aws_vpc_endpoint_connection_accepter" "accepted" {
  for_each = var.accepted_endpoint_ids

  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  vpc_endpoint_id         = each.value
}

resource "aws_sns_topic" "topic" {
  count = var.topic != null ? 1 : 0

  name_prefix       = "plink-"
  kms_master_key_id = var.topic.kms_key_id
  tags              = local.tags

  lifecycle {
    # `name_prefix` is read back only from names that the provider made itself.
    ignore_changes = [name_prefix]
  }
}

resource "aws_sns_topic_policy" "topic_policy" {
  count = var.topic != null ? 1 : 0

  arn = aws_sns_topic.topic[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "Connections"
          Effect    = "Allow"
          Principal = { Service = "vpce.amazonaws.com" }
          Action    = "sns:Publish"
          Resource  = aws_sns_topic.topic[0].arn
          Condition = {
            StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
            ArnLike      = { "aws:SourceArn" = aws_vpc_endpoint_service.service.arn }
          }
        },
      ],
      var.alarms != null ? [
        {
          Sid       = "Alarms"
          Effect    = "Allow"
          Principal = { Service = "cloudwatch.amazonaws.com" }
          Action    = "sns:Publish"
          Resource  = aws_sns_topic.topic[0].arn
          Condition = {
            StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
            ArnLike = {
              "aws:SourceArn" = format(
                "arn:%s:cloudwatch:%s:%s:alarm:*",
                data.aws_partition.current.partition,
                local.current_region,
                data.aws_caller_identity.current.account_id
              )
            }
          }
        },
      ] : []
    )
  })
}

resource "aws_vpc_endpoint_connection_notification" "notification" {
  for_each = var.connection_notifications

  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  connection_notification_arn = (
    each.value.topic_arn != null ? each.value.topic_arn : one(aws_sns_topic.topic[*].arn)
  )
  connection_events = each.value.events

  depends_on = [aws_sns_topic_policy.topic_policy]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy_hosts_alarm" {
  for_each = (
    (var.alarms == null ? false : var.alarms.unhealthy_hosts != null && var.load_balancer != null)
    ? var.listeners
    : {}
  )

  statistic           = "Maximum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  alarm_name          = "${var.name} ${aws_vpc_endpoint_service.service.id} unhealthy hosts of ${each.key}"
  alarm_description   = "Targets of the listener ${each.key} fail their health checks."
  namespace           = "AWS/NetworkELB"
  metric_name         = "UnHealthyHostCount"
  dimensions = {
    LoadBalancer = aws_lb.load_balancer[0].arn_suffix
    TargetGroup  = aws_lb_target_group.target_group[each.key].arn_suffix
  }
  threshold          = var.alarms.unhealthy_hosts.threshold
  evaluation_periods = var.alarms.unhealthy_hosts.minutes
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "second_unhealthy_hosts_alarm" {
  for_each = {
    for listener_key, listener in var.listeners : listener_key => listener
    if var.alarms == null
    ? false
    : var.alarms.unhealthy_hosts != null && var.load_balancer != null && listener.second_target_group != null
  }

  statistic           = "Maximum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  alarm_name          = "${var.name} ${aws_vpc_endpoint_service.service.id} unhealthy hosts of ${each.key}, second target group"
  alarm_description   = "Targets of the second target group of the listener ${each.key} fail their health checks."
  namespace           = "AWS/NetworkELB"
  metric_name         = "UnHealthyHostCount"
  dimensions = {
    LoadBalancer = aws_lb.load_balancer[0].arn_suffix
    TargetGroup  = aws_lb_target_group.second_target_group[each.key].arn_suffix
  }
  threshold          = var.alarms.unhealthy_hosts.threshold
  evaluation_periods = var.alarms.unhealthy_hosts.minutes
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "rejected_connections_alarm" {
  count = (
    (var.alarms == null ? false : var.alarms.rejected_connections != null && var.load_balancer != null)
    ? 1
    : 0
  )

  statistic           = "Sum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  alarm_name          = "${var.name} ${aws_vpc_endpoint_service.service.id} rejected connections"
  alarm_description   = "The load balancer turns connections away."
  namespace           = "AWS/NetworkELB"
  metric_name         = "RejectedFlowCount"
  dimensions          = { LoadBalancer = aws_lb.load_balancer[0].arn_suffix }
  threshold           = var.alarms.rejected_connections.threshold
  evaluation_periods  = var.alarms.rejected_connections.minutes
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "resets_alarm" {
  count = (var.alarms == null ? false : var.alarms.resets != null) ? 1 : 0

  statistic           = "Sum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  alarm_name          = "${var.name} ${aws_vpc_endpoint_service.service.id} resets"
  alarm_description   = "The service resets connections of endpoints."
  namespace           = "AWS/PrivateLinkServices"
  metric_name         = "RstPacketsSent"
  dimensions          = { "Service Id" = aws_vpc_endpoint_service.service.id }
  threshold           = var.alarms.resets.threshold
  evaluation_periods  = var.alarms.resets.minutes
  tags                = local.tags
}
