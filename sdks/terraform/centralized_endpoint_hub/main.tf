data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_vpc" "vpc" {
  count = var.existing_vpc == null ? 1 : 0

  cidr_block                       = var.cidr_block
  ipv4_ipam_pool_id                = try(var.ipam.pool_id, null)
  ipv4_netmask_length              = try(var.ipam.netmask_length, null)
  assign_generated_ipv6_cidr_block = var.ipv6 ? false : null
  enable_dns_support               = true
  enable_dns_hostnames             = true
  tags                             = local.vpc_tags

  lifecycle {
    # `assign_generated_ipv6_cidr_block` is a range that another resource associates is read back as the VPC's own.
    ignore_changes = [assign_generated_ipv6_cidr_block]
  }
}

resource "aws_vpc_ipv6_cidr_block_association" "ipv6_range" {
  count = var.existing_vpc == null && var.ipv6 ? 1 : 0

  vpc_id                           = aws_vpc.vpc[0].id
  assign_generated_ipv6_cidr_block = true
}

resource "aws_subnet" "endpoint_subnet" {
  for_each = toset(var.existing_vpc == null ? var.availability_zone_ids : [])

  vpc_id               = one(aws_vpc.vpc[*].id)
  availability_zone_id = each.key
  cidr_block = try(
    4 >= 0 && lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null) >= 0
    ? cidrsubnet(
      var.ipam != null ? one(aws_vpc.vpc[*].cidr_block) : var.cidr_block,
      4,
      lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null)
    )
    : null,
    null
  )
  ipv6_cidr_block = var.ipv6 ? try(
    8 >= 0 && lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null) >= 0
    ? cidrsubnet(
      one(aws_vpc_ipv6_cidr_block_association.ipv6_range[*].ipv6_cidr_block),
      8,
      lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null)
    )
    : null,
    null
  ) : null
  map_public_ip_on_launch = false
  tags                    = merge(var.tags, { Name = "${var.name} endpoints ${each.key}" })
}

resource "aws_subnet" "attachment_subnet" {
  for_each = toset(var.existing_vpc == null ? var.availability_zone_ids : [])

  vpc_id               = one(aws_vpc.vpc[*].id)
  availability_zone_id = each.key
  cidr_block = try(
    5 >= 0 && lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null) >= 0
    ? cidrsubnet(
      try(cidrsubnet(var.ipam != null ? one(aws_vpc.vpc[*].cidr_block) : var.cidr_block, 1, 1), null),
      5,
      lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null)
    )
    : null,
    null
  )
  ipv6_cidr_block = var.ipv6 ? try(
    7 >= 0 && lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null) >= 0
    ? cidrsubnet(
      try(cidrsubnet(one(aws_vpc_ipv6_cidr_block_association.ipv6_range[*].ipv6_cidr_block), 1, 1), null),
      7,
      lookup(local.zone_numbers, trimprefix(each.key, "${split("-", each.key)[0]}-az"), null)
    )
    : null,
    null
  ) : null
  map_public_ip_on_launch = false
  tags                    = merge(var.tags, { Name = "${var.name} transit gateway ${each.key}" })
}

resource "aws_route_table" "endpoint_table" {
  count = var.existing_vpc == null ? 1 : 0

  vpc_id = aws_vpc.vpc[0].id
  tags   = merge(var.tags, { Name = "${var.name} endpoints" })
}

resource "aws_route_table" "attachment_table" {
  count = var.existing_vpc == null ? 1 : 0

  vpc_id = aws_vpc.vpc[0].id
  tags   = merge(var.tags, { Name = "${var.name} transit gateway" })
}

resource "aws_route_table_association" "endpoint_table_use" {
  for_each = toset(var.existing_vpc == null ? var.availability_zone_ids : [])

  subnet_id      = aws_subnet.endpoint_subnet[each.key].id
  route_table_id = one(aws_route_table.endpoint_table[*].id)
}

resource "aws_route_table_association" "attachment_table_use" {
  for_each = toset(var.existing_vpc == null ? var.availability_zone_ids : [])

  subnet_id      = aws_subnet.attachment_subnet[each.key].id
  route_table_id = one(aws_route_table.attachment_table[*].id)
}

resource "aws_security_group" "security_group" {
  vpc_id      = local.vpc_id
  description = "Endpoints of ${var.name}"
  tags        = local.vpc_tags

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

resource "aws_vpc_security_group_ingress_rule" "ingress" {
  for_each = merge([
    for client_cidr in var.client_cidrs : {
      for port_key, port in local.ports : "${client_cidr}/${port_key}" => {
        first = port.first
        last  = port.last
        range = client_cidr
      }
    }
  ]...)

  security_group_id = aws_security_group.security_group.id
  ip_protocol       = "tcp"
  from_port         = each.value.first
  to_port           = each.value.last
  cidr_ipv4         = each.value.range
}

resource "aws_vpc_security_group_ingress_rule" "ingress_ipv6" {
  for_each = merge([
    for client_ipv6_cidr in var.client_ipv6_cidrs : {
      for port_key, port in local.ports : "${client_ipv6_cidr}/${port_key}" => {
        first = port.first
        last  = port.last
        range = client_ipv6_cidr
      }
    }
  ]...)

  security_group_id = aws_security_group.security_group.id
  ip_protocol       = "tcp"
  from_port         = each.value.first
  to_port           = each.value.last
  cidr_ipv6         = each.value.range
}

resource "aws_flow_log" "flow_log" {
  count = var.flow_logs != null ? 1 : 0

  vpc_id = local.vpc_id
  traffic_type = (
    var.flow_logs.traffic == "accepted" ? "ACCEPT" : var.flow_logs.traffic == "rejected" ? "REJECT" : "ALL"
  )
  log_destination          = var.flow_logs.bucket_arn
  log_destination_type     = "s3"
  max_aggregation_interval = var.flow_logs.aggregation_seconds
  tags                     = local.vpc_tags
}

resource "aws_vpc_endpoint" "endpoint" {
  for_each = local.members

  vpc_id            = local.vpc_id
  vpc_endpoint_type = "Interface"
  service_name      = each.value.target
  service_region    = each.value.home
  subnet_ids = values({
    for endpoint_subnet_key, endpoint_subnet in local.endpoint_subnet_ids : endpoint_subnet_key =>
    endpoint_subnet
    if length(each.value.places) == 0 || contains(each.value.places, endpoint_subnet_key)
  })
  security_group_ids  = [aws_security_group.security_group.id]
  private_dns_enabled = each.value.accepts ? null : each.value.dns == "profile" && !each.value.held
  ip_address_type     = each.value.dual ? "dualstack" : "ipv4"
  policy = (
    each.value.facts == null
    ? null
    : each.value.facts.policy == true
    ? (
      each.value.policy != null
      ? each.value.policy
      : var.policy != null
      ? var.policy
      : each.value.facts.suffix == ".s3" ? local.default_s3_policy : local.default_policy
    )
    : null
  )
  tags = merge(var.tags, each.value.tags == null ? {} : each.value.tags, { Name = "${var.name} ${each.key}" })

  dynamic "dns_options" {
    for_each = (
      (
        each.value.dual
        || (
          each.value.facts == null
          ? false
          : each.value.dns == "profile" && !each.value.held && each.value.facts.gateway == true
        )
      )
      ? [true]
      : []
    )

    content {
      dns_record_ip_type = each.value.dual ? "dualstack" : null
      private_dns_only_for_inbound_resolver_endpoint = (
        each.value.facts == null ? null : each.value.facts.gateway == true ? false : null
      )
    }
  }

  timeouts {
    create = coalesce(var.timeouts.create, "10m")
    update = coalesce(var.timeouts.update, "10m")
    delete = coalesce(var.timeouts.delete, "10m")
  }
}

resource "aws_vpc_endpoint_connection_accepter" "accepted" {
  for_each = {
    for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key =>
    endpoint_service
    if endpoint_service.acceptance == null ? false : endpoint_service.acceptance.mode == "sameAccount"
  }

  vpc_endpoint_service_id = (
    (each.value.acceptance == null ? false : each.value.acceptance.service_id != null)
    ? each.value.acceptance.service_id
    : try(each.value.connection.service_id, null)
  )
  vpc_endpoint_id = aws_vpc_endpoint.endpoint[each.key].id
}

resource "aws_vpc_endpoint_private_dns" "private_dns" {
  for_each = {
    for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key =>
    endpoint_service
    if endpoint_service.acceptance == null
    ? false
    : (
      endpoint_service.acceptance.mode == "sameAccount"
      && coalesce(endpoint_service.dns, var.dns) == "profile"
    )
  }

  vpc_endpoint_id     = aws_vpc_endpoint.endpoint[each.key].id
  private_dns_enabled = true

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted]
}

resource "aws_route53_zone" "zone" {
  for_each = local.zones

  name = (
    each.value.zone.regional
    ? join("", [
      data.aws_partition.current.partition == "aws-cn" ? each.value.zone.china : each.value.zone.prefix,
      coalesce(each.value.region, local.current_region),
      data.aws_partition.current.partition == "aws-cn" ? each.value.zone.ending : each.value.zone.suffix,
    ])
    : data.aws_partition.current.partition == "aws-cn" ? each.value.zone.china : each.value.zone.prefix
  )
  comment = "Endpoint of ${var.name} for ${each.value.service}"
  tags    = local.vpc_tags

  vpc {
    vpc_id     = local.vpc_id
    vpc_region = local.current_region
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_record" "record" {
  for_each = merge(
    {
      for zone_key, zone in local.zones : "${zone_key}/@/A" => {
        key   = zone_key
        zone  = zone
        label = ""
        kind  = "A"
      }
    },
    {
      for zone_key, zone in local.zones : "${zone_key}/*/A" => {
        key   = zone_key
        zone  = zone
        label = "*."
        kind  = "A"
      }
      if zone.zone.wildcard
    },
    merge(
      {
        for zone_key, zone in local.zones : "${zone_key}/@/AAAA" => {
          key   = zone_key
          zone  = zone
          label = ""
          kind  = "AAAA"
        }
        if zone.dual
      },
      {
        for zone_key, zone in local.zones : "${zone_key}/*/AAAA" => {
          key   = zone_key
          zone  = zone
          label = "*."
          kind  = "AAAA"
        }
        if zone.dual && zone.zone.wildcard
      }
    )
  )

  zone_id = aws_route53_zone.zone[each.value.key].zone_id
  name = join("", [
    each.value.label,
    each.value.zone.zone.regional
    ? join("", [
      data.aws_partition.current.partition == "aws-cn"
      ? each.value.zone.zone.china
      : each.value.zone.zone.prefix,
      coalesce(each.value.zone.region, local.current_region),
      data.aws_partition.current.partition == "aws-cn"
      ? each.value.zone.zone.ending
      : each.value.zone.zone.suffix,
    ])
    : data.aws_partition.current.partition == "aws-cn"
    ? each.value.zone.zone.china
    : each.value.zone.zone.prefix,
  ])
  type = each.value.kind

  alias {
    name                   = aws_vpc_endpoint.endpoint[each.value.zone.service].dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.endpoint[each.value.zone.service].dns_entry[0].hosted_zone_id
    evaluate_target_health = true
  }

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted]
}

resource "aws_route53profiles_profile" "profile" {
  count = local.has_profile && var.existing_profile == null ? 1 : 0

  name = var.name
  tags = local.vpc_tags
}

resource "aws_route53profiles_resource_association" "profile_endpoint" {
  for_each = {
    for member_key, member in local.members : member_key => member
    if member.dns == "profile" && !member.held
  }

  name         = each.key
  profile_id   = local.profile_id
  resource_arn = aws_vpc_endpoint.endpoint[each.key].arn
}

resource "aws_route53profiles_resource_association" "profile_zone" {
  for_each = { for zone_key, zone in local.zones : zone_key => zone if zone.shared }

  name         = each.key
  profile_id   = local.profile_id
  resource_arn = aws_route53_zone.zone[each.key].arn
}

resource "aws_security_group" "inbound_group" {
  count = length(var.resolver.inbound_addresses) > 0 ? 1 : 0

  vpc_id      = local.vpc_id
  description = "Inbound resolver endpoint of ${var.name}"
  tags        = merge(var.tags, { Name = "${var.name} inbound resolver" })

  dynamic "ingress" {
    for_each = var.client_cidrs

    content {
      protocol    = "tcp"
      from_port   = 53
      to_port     = 53
      cidr_blocks = [ingress.value]
      description = "Questions for names"
    }
  }

  dynamic "ingress" {
    for_each = var.client_cidrs

    content {
      protocol    = "udp"
      from_port   = 53
      to_port     = 53
      cidr_blocks = [ingress.value]
      description = "Questions for names"
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

resource "aws_route53_resolver_endpoint" "inbound" {
  count = length(var.resolver.inbound_addresses) > 0 ? 1 : 0

  direction              = "INBOUND"
  security_group_ids     = [aws_security_group.inbound_group[0].id]
  protocols              = ["Do53"]
  resolver_endpoint_type = "IPV4"
  name                   = "${var.name} inbound resolver"
  tags                   = merge(var.tags, { Name = "${var.name} inbound resolver" })

  dynamic "ip_address" {
    for_each = {
      for inbound_address_key, inbound_address in var.resolver.inbound_addresses : inbound_address_key =>
      inbound_address
      if contains(
        var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
        inbound_address_key
      )
    }

    content {
      subnet_id = lookup(local.endpoint_subnet_ids, ip_address.key, null)
      ip        = ip_address.value
    }
  }
}

resource "aws_security_group" "outbound_group" {
  count = length(var.resolver.forward) > 0 ? 1 : 0

  vpc_id      = local.vpc_id
  description = "Outbound resolver endpoint of ${var.name}"
  tags        = merge(var.tags, { Name = "${var.name} outbound resolver" })

  dynamic "egress" {
    for_each = distinct(flatten([for forward in var.resolver.forward : forward.targets]))

    content {
      protocol    = "tcp"
      from_port   = 53
      to_port     = 53
      cidr_blocks = ["${egress.value}/32"]
      description = "Questions for names"
    }
  }

  dynamic "egress" {
    for_each = distinct(flatten([for forward in var.resolver.forward : forward.targets]))

    content {
      protocol    = "udp"
      from_port   = 53
      to_port     = 53
      cidr_blocks = ["${egress.value}/32"]
      description = "Questions for names"
    }
  }

  lifecycle {
    # A group cannot be deleted while something uses it.
    create_before_destroy = true
  }
}

resource "aws_route53_resolver_endpoint" "outbound" {
  count = length(var.resolver.forward) > 0 ? 1 : 0

  direction              = "OUTBOUND"
  security_group_ids     = [aws_security_group.outbound_group[0].id]
  protocols              = ["Do53"]
  resolver_endpoint_type = "IPV4"
  name                   = "${var.name} outbound resolver"
  tags                   = merge(var.tags, { Name = "${var.name} outbound resolver" })

  dynamic "ip_address" {
    for_each = local.endpoint_subnet_ids

    content {
      subnet_id = ip_address.value
    }
  }
}

resource "aws_route53_resolver_rule" "forward" {
  for_each = var.resolver.forward

  name                 = each.key
  domain_name          = each.value.domain_name
  rule_type            = "FORWARD"
  resolver_endpoint_id = one(aws_route53_resolver_endpoint.outbound[*].id)
  tags                 = merge(var.tags, { Name = "${var.name} ${each.key}" })

  dynamic "target_ip" {
    for_each = each.value.targets

    content {
      ip   = target_ip.value
      port = 53
    }
  }
}

resource "aws_ec2_transit_gateway" "gateway" {
  count = var.existing_transit_gateway == null ? 1 : 0

  description                        = "Endpoints of ${var.name}"
  amazon_side_asn                    = coalesce(var.transit_gateway.amazon_side_asn, 64512)
  auto_accept_shared_attachments     = var.transit_gateway.acceptance == "automatic" ? "enable" : "disable"
  default_route_table_association    = var.automatic_domain != null ? "enable" : "disable"
  default_route_table_propagation    = var.automatic_domain != null ? "enable" : "disable"
  dns_support                        = "enable"
  multicast_support                  = "disable"
  security_group_referencing_support = var.transit_gateway.security_group_referencing ? "enable" : "disable"
  transit_gateway_cidr_blocks = (
    length(var.transit_gateway.cidr_blocks) > 0 ? var.transit_gateway.cidr_blocks : null
  )
  vpn_ecmp_support = var.transit_gateway.vpn_ecmp ? "enable" : "disable"
  tags             = local.vpc_tags
}

resource "aws_ec2_transit_gateway_vpc_attachment" "attachment" {
  transit_gateway_id = local.transit_gateway_id
  vpc_id             = local.vpc_id
  subnet_ids = values(
    var.existing_vpc == null ? {
      for key, attachment_subnet in aws_subnet.attachment_subnet : key => attachment_subnet.id
    } : var.existing_vpc.attachment_subnets
  )
  appliance_mode_support                          = "disable"
  dns_support                                     = "enable"
  ipv6_support                                    = var.ipv6 ? "enable" : "disable"
  security_group_referencing_support              = "disable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = local.vpc_tags
}

resource "aws_ec2_transit_gateway_route_table" "hub_table" {
  transit_gateway_id = local.transit_gateway_id
  tags               = merge(var.tags, { Name = "${var.name} hub" })
}

resource "aws_ec2_transit_gateway_route_table" "domain_table" {
  for_each = var.route_domains

  transit_gateway_id = local.transit_gateway_id
  tags               = merge(var.tags, { Name = "${var.name} ${each.key}" })
}

resource "aws_ec2_transit_gateway_default_route_table_association" "default_association" {
  count = var.automatic_domain != null ? 1 : 0

  transit_gateway_id = local.transit_gateway_id
  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    var.automatic_domain,
    null
  )

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.attachment]
}

resource "aws_ec2_transit_gateway_default_route_table_propagation" "default_propagation" {
  count = var.automatic_domain != null ? 1 : 0

  transit_gateway_id             = local.transit_gateway_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub_table.id

  depends_on = [
    aws_ec2_transit_gateway_vpc_attachment.attachment,
    aws_ec2_transit_gateway_default_route_table_association.default_association,
  ]
}

resource "aws_ec2_transit_gateway_route_table_association" "hub_association" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub_table.id

  depends_on = [aws_ec2_transit_gateway_default_route_table_propagation.default_propagation]
}

resource "aws_ec2_transit_gateway_route_table_propagation" "hub_propagation" {
  for_each = var.inspection == null ? var.route_domains : {}

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.domain_table[each.key].id

  depends_on = [aws_ec2_transit_gateway_route_table_association.hub_association]
}

resource "aws_ec2_transit_gateway_route" "inspected" {
  for_each = var.inspection != null ? var.route_domains : {}

  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.domain_table[each.key].id
  destination_cidr_block         = local.cidr_block
  transit_gateway_attachment_id  = var.inspection.attachment_id
}

resource "aws_ec2_transit_gateway_route" "inspected_ipv6" {
  for_each = var.inspection != null && var.ipv6 ? var.route_domains : {}

  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.domain_table[each.key].id
  destination_cidr_block         = local.ipv6_cidr_block
  transit_gateway_attachment_id  = var.inspection.attachment_id
}

resource "aws_ec2_transit_gateway_route" "inspected_return" {
  for_each = toset(var.inspection != null ? concat(var.client_cidrs, var.client_ipv6_cidrs) : [])

  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub_table.id
  destination_cidr_block         = each.key
  transit_gateway_attachment_id  = var.inspection.attachment_id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "inspection_propagation" {
  count = var.inspection != null ? 1 : 0

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = var.inspection.route_table_id
}

resource "aws_ec2_transit_gateway_route" "blackhole" {
  for_each = merge([
    for route_domain_key, route_domain in var.route_domains : {
      for key, results in {
        for blackhole in route_domain.blackholes : "${route_domain_key}/${blackhole}" => {
          domain = route_domain_key
          range  = blackhole
        }...
      } :
      key => results[length(results) - 1]
    }
  ]...)

  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    each.value.domain,
    null
  )
  destination_cidr_block = each.value.range
  blackhole              = true
}

resource "aws_ec2_transit_gateway_route" "static_route" {
  for_each = merge([
    for route_domain_key, route_domain in var.route_domains : {
      for static_route_key, static_route in route_domain.static_routes :
      "${route_domain_key}/${static_route_key}" => {
        domain     = route_domain_key
        range      = static_route_key
        attachment = static_route.attachment_id
      }
    }
  ]...)

  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    each.value.domain,
    null
  )
  destination_cidr_block        = each.value.range
  transit_gateway_attachment_id = each.value.attachment
}

resource "aws_ec2_transit_gateway_prefix_list_reference" "prefix_list" {
  for_each = merge([
    for route_domain_key, route_domain in var.route_domains : {
      for prefix_list_key, prefix_list in route_domain.prefix_lists :
      "${route_domain_key}/${prefix_list_key}" => {
        domain = route_domain_key
        list   = prefix_list
      }
    }
  ]...)

  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    each.value.domain,
    null
  )
  prefix_list_id                = each.value.list.prefix_list_id
  transit_gateway_attachment_id = each.value.list.attachment_id
  blackhole                     = each.value.list.blackhole
}

resource "aws_ec2_transit_gateway_route" "hub_static_route" {
  for_each = var.hub_table.static_routes

  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub_table.id
  destination_cidr_block         = each.key
  transit_gateway_attachment_id  = each.value.attachment_id
}

resource "aws_ec2_transit_gateway_prefix_list_reference" "hub_prefix_list" {
  for_each = var.hub_table.prefix_lists

  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub_table.id
  prefix_list_id                 = each.value.prefix_list_id
  transit_gateway_attachment_id  = each.value.attachment_id
  blackhole                      = each.value.blackhole
}

resource "aws_route" "return_route" {
  for_each = merge([
    for route_table_id_key, route_table_id in(
      var.existing_vpc == null
      ? { endpoints = aws_route_table.endpoint_table[0].id }
      : var.existing_vpc.route_table_ids
    ) :
    {
      for client_cidr in var.client_cidrs : "${route_table_id_key}/${client_cidr}" => {
        table = route_table_id
        range = client_cidr
      }
    }
  ]...)

  route_table_id         = each.value.table
  destination_cidr_block = each.value.range
  transit_gateway_id     = local.transit_gateway_id

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.attachment]
}

resource "aws_route" "return_route_ipv6" {
  for_each = merge([
    for route_table_id_key, route_table_id in(
      var.existing_vpc == null
      ? { endpoints = aws_route_table.endpoint_table[0].id }
      : var.existing_vpc.route_table_ids
    ) :
    {
      for client_ipv6_cidr in var.client_ipv6_cidrs : "${route_table_id_key}/${client_ipv6_cidr}" => {
        table = route_table_id
        range = client_ipv6_cidr
      }
    }
  ]...)

  route_table_id              = each.value.table
  destination_ipv6_cidr_block = each.value.range
  transit_gateway_id          = local.transit_gateway_id

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.attachment]
}

resource "aws_ram_resource_share" "share" {
  count = length(var.share_with) > 0 ? 1 : 0

  name                      = var.name
  allow_external_principals = var.allow_external_principals
  tags                      = local.vpc_tags
}

resource "aws_ram_resource_association" "shared" {
  for_each = toset(
    length(var.share_with) > 0 ? concat(["gateway"], local.has_profile ? ["profile"] : []) : []
  )

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  resource_arn = (
    each.key == "gateway"
    ? format(
      "arn:%s:ec2:%s:%s:transit-gateway/%s",
      data.aws_partition.current.partition,
      local.current_region,
      data.aws_caller_identity.current.account_id,
      local.transit_gateway_id
    )
    : local.profile_id == null
    ? null
    : format(
      "arn:%s:route53profiles:%s:%s:profile/%s",
      data.aws_partition.current.partition,
      local.current_region,
      data.aws_caller_identity.current.account_id,
      local.profile_id
    )
  )
}

resource "aws_ram_resource_association" "shared_rule" {
  for_each = toset(length(var.share_with) > 0 ? keys(var.resolver.forward) : [])

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  resource_arn       = aws_route53_resolver_rule.forward[each.key].arn
}

resource "aws_ram_principal_association" "shared_with" {
  for_each = toset(var.share_with)

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  principal          = each.key

  depends_on = [aws_ram_resource_association.shared, aws_ram_resource_association.shared_rule]
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "spoke_accepted" {
  for_each = {
    for spoke_key, spoke in var.spokes : spoke_key => spoke
    if(
      var.existing_transit_gateway != null
      ? var.existing_transit_gateway.acceptance
      : var.transit_gateway.acceptance
    ) == "manual"
    && spoke.attachment != null
  }

  transit_gateway_attachment_id                   = try(each.value.attachment.id, null)
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = local.vpc_tags
}

resource "aws_ec2_transit_gateway_route_table_association" "spoke_association" {
  for_each = { for spoke_key, spoke in var.spokes : spoke_key => spoke if spoke.attachment != null }

  transit_gateway_attachment_id = try(each.value.attachment.id, null)
  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    each.value.domain,
    null
  )

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.spoke_accepted]
}

resource "aws_ec2_transit_gateway_route_table_propagation" "spoke_to_hub" {
  for_each = { for spoke_key, spoke in var.spokes : spoke_key => spoke if spoke.attachment != null }

  transit_gateway_attachment_id  = try(each.value.attachment.id, null)
  transit_gateway_route_table_id = local.spoke_to_hub_transit_gateway_route_table_id

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.spoke_accepted]
}

resource "aws_ec2_transit_gateway_route_table_propagation" "spoke_propagation" {
  for_each = merge([
    for spoke_key, spoke in var.spokes : {
      for route_domain in keys({
        for route_domain_key, route_domain in var.route_domains : route_domain_key => route_domain
        if route_domain.reach == "all"
        || (
          lookup(var.route_domains, spoke.domain, null) == null
          ? false
          : lookup(var.route_domains, spoke.domain, null).reach == "all"
        )
        || (
          lookup(var.route_domains, spoke.domain, null) == null
          ? false
          : (
            route_domain_key == spoke.domain
            && lookup(var.route_domains, spoke.domain, null).reach == "domain"
          )
        )
      }) :
      "${spoke_key}/${route_domain}" => {
        attachment = spoke.attachment.id
        domain     = route_domain
        spoke      = spoke_key
      }
    }
    if spoke.attachment != null
  ]...)

  transit_gateway_attachment_id = each.value.attachment
  transit_gateway_route_table_id = lookup(
    { for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id },
    each.value.domain,
    null
  )

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.spoke_accepted]
}

resource "aws_route53_vpc_association_authorization" "authorization" {
  for_each = merge([
    for spoke_key, spoke in var.spokes : {
      for key, results in {
        for zone in(
          spoke.zones != null ? spoke.zones : keys({
            for zone_key, zone in local.zones : zone_key => zone
            if !zone.shared
          })
        ) :
        "${spoke_key}/${zone}" => {
          vpc  = spoke.vpc_id
          zone = zone
        }...
      } :
      key => results[length(results) - 1]
    }
    if !spoke.same_account
  ]...)

  zone_id    = aws_route53_zone.zone[each.value.zone].zone_id
  vpc_id     = each.value.vpc
  vpc_region = local.current_region
}
