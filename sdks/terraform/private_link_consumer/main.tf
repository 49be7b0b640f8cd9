data "aws_region" "current" {}

data "aws_partition" "current" {}

data "aws_vpc" "vpc" {
  count = (
    (
      local.has_security_group_ids
      && var.security_group.create
      && length(var.security_group.allowed_ipv4_cidrs) == 0
      && length(var.security_group.allowed_ipv6_cidrs) == 0
      && length(var.security_group.allowed_prefix_list_ids) == 0
      && length(var.security_group.allowed_security_group_ids) == 0
    )
    ? 1
    : 0
  )

  id = var.vpc_id
}

resource "aws_security_group" "security_group" {
  count = local.has_security_group_ids && var.security_group.create ? 1 : 0

  vpc_id      = var.vpc_id
  description = "Endpoint of ${var.name}"
  tags        = local.tags

  dynamic "ingress" {
    for_each = flatten([
      for cidr_block in(
        (
          length(var.security_group.allowed_ipv4_cidrs) == 0
          && length(var.security_group.allowed_ipv6_cidrs) == 0
          && length(var.security_group.allowed_prefix_list_ids) == 0
          && length(var.security_group.allowed_security_group_ids) == 0
        )
        ? [
          for cidr_block in data.aws_vpc.vpc[0].cidr_block_associations[*].cidr_block : {
            kind = "ipv4"
            end  = cidr_block
          }
        ]
        : local.sources
      ) :
      [
        for opening in local.openings : {
          first    = opening.first
          last     = opening.last
          protocol = opening.protocol
          kind     = cidr_block.kind
          end      = cidr_block.end
        }
      ]
    ])

    content {
      from_port        = ingress.value.first
      to_port          = ingress.value.last
      protocol         = ingress.value.protocol
      cidr_blocks      = ingress.value.kind == "ipv4" ? [ingress.value.end] : null
      ipv6_cidr_blocks = ingress.value.kind == "ipv6" ? [ingress.value.end] : null
      prefix_list_ids  = ingress.value.kind == "list" ? [ingress.value.end] : null
      security_groups  = ingress.value.kind == "group" ? [ingress.value.end] : null
    }
  }

  egress {
    from_port   = 252
    to_port     = 86
    protocol    = "icmp"
    cidr_blocks = ["255.255.255.255/32"]
    description = "Nothing leaves through an endpoint"
  }

  lifecycle {
    # A group cannot be deleted while something uses it.
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "gateway" {
  for_each = local.gateways

  vpc_id            = var.vpc_id
  vpc_endpoint_type = "Gateway"
  service_name = (
    each.value.regional
    ? "${data.aws_partition.current.partition == "aws-cn" ? each.value.china : each.value.prefix}${local.region}${each.value.suffix}"
    : data.aws_partition.current.partition == "aws-cn" ? each.value.china : each.value.prefix
  )
  route_table_ids = values(var.route_table_ids)
  ip_address_type = var.ip_address_type != "ipv4" ? var.ip_address_type : null
  policy = (
    each.value.policy
    ? (
      var.policy != null
      ? var.policy
      : each.value.suffix == ".s3" ? local.default_s3_policy : local.default_policy
    )
    : null
  )
  tags = local.tags

  timeouts {
    create = coalesce(var.timeouts.create, "10m")
    update = coalesce(var.timeouts.update, "10m")
    delete = coalesce(var.timeouts.delete, "10m")
  }
}

resource "aws_vpc_endpoint" "endpoint" {
  count = var.bundle == null ? 1 : 0

  vpc_id = var.vpc_id
  security_group_ids = local.has_security_group_ids ? concat(
    aws_security_group.security_group[*].id,
    var.security_group.ids
  ) : null
  vpc_endpoint_type          = local.endpoint_type
  service_name               = local.service_name
  service_region             = local.service_region
  resource_configuration_arn = var.resource_configuration_arn
  service_network_arn        = var.service_network_arn
  route_table_ids            = local.endpoint_type == "Gateway" ? values(var.route_table_ids) : null
  subnet_ids = (
    local.endpoint_type != "Gateway"
    ? (length(local.subnets) > 0 ? [for subnet in local.subnets : subnet.subnet_id] : var.subnet_ids)
    : null
  )
  private_dns_enabled = (
    (
      local.has_security_group_ids
      && !local.create_accepted
      && (var.acceptance == null ? true : var.acceptance.mode != "provider")
    )
    ? local.private_dns && !local.is_waiting
    : null
  )
  ip_address_type = (
    local.endpoint_type == "Gateway"
    ? (var.ip_address_type != "ipv4" ? var.ip_address_type : null)
    : var.ip_address_type
  )
  policy = (
    (local.service != null ? local.service.policy : var.policy != null || var.organization_perimeter != null)
    ? (
      var.policy != null
      ? var.policy
      : (local.service == null ? false : local.service.suffix == ".s3")
      ? local.default_s3_policy
      : local.default_policy
    )
    : null
  )
  tags = local.tags

  dynamic "subnet_configuration" {
    for_each = {
      for subnet_key, subnet in local.subnets : subnet_key => subnet
      if subnet.ipv4_address != null || subnet.ipv6_address != null
    }

    content {
      subnet_id = subnet_configuration.value.subnet_id
      ipv4      = subnet_configuration.value.ipv4_address
      ipv6      = subnet_configuration.value.ipv6_address
    }
  }

  dynamic "dns_options" {
    for_each = (
      (
        (
          local.has_security_group_ids
          && !(
            (var.service != null ? can(regex("^s3.", var.service)) : false) && var.dns_record_ip_type == null
          )
        )
        || local.endpoint_type == "Gateway" && var.dns_record_ip_type != null
      )
      ? [true]
      : []
    )

    content {
      dns_record_ip_type = coalesce(var.dns_record_ip_type, var.ip_address_type)
      private_dns_only_for_inbound_resolver_endpoint = (
        local.service == null
        ? null
        : local.endpoint_type == "Interface" && local.service.gateway
        ? var.private_dns_only_for_inbound_resolver_endpoint
        : null
      )
    }
  }

  timeouts {
    create = coalesce(
      var.timeouts.create,
      var.acceptance == null ? "10m" : var.acceptance.mode == "provider" ? "30m" : "10m"
    )
    update = coalesce(var.timeouts.update, "10m")
    delete = coalesce(var.timeouts.delete, "10m")
  }

  depends_on = [aws_vpc_endpoint.gateway]
}

resource "aws_vpc_endpoint" "bundled" {
  for_each = local.bundled

  vpc_id = var.vpc_id
  security_group_ids = local.has_security_group_ids ? concat(
    aws_security_group.security_group[*].id,
    var.security_group.ids
  ) : null
  vpc_endpoint_type = "Interface"
  service_name = (
    each.value.regional
    ? "${data.aws_partition.current.partition == "aws-cn" ? each.value.china : each.value.prefix}${local.region}${each.value.suffix}"
    : data.aws_partition.current.partition == "aws-cn" ? each.value.china : each.value.prefix
  )
  subnet_ids          = length(local.subnets) > 0 ? [for subnet in local.subnets : subnet.subnet_id] : var.subnet_ids
  private_dns_enabled = coalesce(var.private_dns_enabled, each.value.named)
  ip_address_type     = var.ip_address_type
  policy = (
    each.value.policy
    ? (
      var.policy != null
      ? var.policy
      : each.value.suffix == ".s3" ? local.default_s3_policy : local.default_policy
    )
    : null
  )
  tags = local.tags

  dynamic "dns_options" {
    for_each = (
      local.has_security_group_ids || local.endpoint_type == "Gateway" && var.dns_record_ip_type != null
      ? [true]
      : []
    )

    content {
      dns_record_ip_type                             = coalesce(var.dns_record_ip_type, var.ip_address_type)
      private_dns_only_for_inbound_resolver_endpoint = null
    }
  }

  timeouts {
    create = coalesce(var.timeouts.create, "10m")
    update = coalesce(var.timeouts.update, "10m")
    delete = coalesce(var.timeouts.delete, "10m")
  }

  depends_on = [aws_vpc_endpoint.gateway]
}

resource "aws_vpc_endpoint_connection_accepter" "accepted" {
  count = local.create_accepted ? 1 : 0

  vpc_endpoint_service_id = (
    var.acceptance.service_id != null ? var.acceptance.service_id : try(local.connection.service_id, null)
  )
  vpc_endpoint_id = one(aws_vpc_endpoint.endpoint[*].id)
}

resource "aws_vpc_endpoint_private_dns" "private_dns" {
  count = local.use_details && local.endpoint_type == "Interface" ? 1 : 0

  vpc_endpoint_id     = one(aws_vpc_endpoint.endpoint[*].id)
  private_dns_enabled = local.private_dns

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted]
}

data "aws_vpc_endpoint" "details" {
  count = local.use_details && var.bundle == null ? 1 : 0

  id = aws_vpc_endpoint.endpoint[0].id

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

data "aws_availability_zone" "availability_zone" {
  for_each = local.endpoint_type == "Interface" ? local.subnets : {}

  zone_id = each.key
}

resource "aws_route53_zone" "zone" {
  count = try(var.custom_dns.create_zone, false) ? 1 : 0

  name    = var.custom_dns.zone_name
  comment = "Names for the endpoint of ${var.name}"
  tags    = local.tags

  dynamic "vpc" {
    for_each = concat([var.vpc_id], values(var.custom_dns.extra_vpc_ids))

    content {
      vpc_id     = vpc.value
      vpc_region = local.current_region
    }
  }
}

resource "aws_route53_record" "record" {
  for_each = var.custom_dns != null && !local.is_held ? merge(
    {
      for record_key, record in var.custom_dns.records : "${record_key}/A" => {
        name   = record_key
        type   = "A"
        target = record.target
      }
      if var.ip_address_type != "ipv6"
    },
    {
      for record_key, record in var.custom_dns.records : "${record_key}/AAAA" => {
        name   = record_key
        type   = "AAAA"
        target = record.target
      }
      if var.ip_address_type != "ipv4"
    }
  ) : {}

  zone_id = var.custom_dns.create_zone ? aws_route53_zone.zone[0].zone_id : var.custom_dns.hosted_zone_id
  name    = each.value.name == "@" ? var.custom_dns.zone_name : "${each.value.name}.${var.custom_dns.zone_name}"
  type    = each.value.type

  alias {
    name = (
      each.value.target == "regional"
      ? (
        local.use_details
        ? one(data.aws_vpc_endpoint.details[*].dns_entry[0].dns_name)
        : one(aws_vpc_endpoint.endpoint[*].dns_entry[0].dns_name)
      )
      : try(
        [
          for text in local.dns_names : text
          if can(regex("-${data.aws_availability_zone.availability_zone[each.value.target].name}[.]", text))
        ][0],
        null
      )
    )
    zone_id = (
      local.use_details
      ? one(data.aws_vpc_endpoint.details[*].dns_entry[0].hosted_zone_id)
      : one(aws_vpc_endpoint.endpoint[*].dns_entry[0].hosted_zone_id)
    )
    evaluate_target_health = false
  }

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

resource "aws_route53profiles_resource_association" "profile_association" {
  for_each = local.is_held ? {} : var.profile_associations

  name         = each.key
  profile_id   = each.value
  resource_arn = one(aws_vpc_endpoint.endpoint[*].arn)

  depends_on = [aws_vpc_endpoint_private_dns.private_dns]
}

resource "aws_vpc_endpoint_connection_notification" "notification" {
  for_each = var.connection_notifications

  vpc_endpoint_id             = one(aws_vpc_endpoint.endpoint[*].id)
  connection_notification_arn = each.value.topic_arn
  connection_events           = each.value.events
}
