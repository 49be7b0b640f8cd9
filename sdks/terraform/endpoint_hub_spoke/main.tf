data "aws_region" "current" {}

data "aws_region" "hub" {
  provider = aws.hub
}

data "aws_partition" "current" {}

resource "aws_ram_resource_share_accepter" "accepted_share" {
  count = var.accept_share ? 1 : 0

  share_arn = try(local.hub.share_arn, null)
}

resource "aws_ec2_transit_gateway_vpc_attachment" "attachment" {
  transit_gateway_id     = try(local.hub.transit_gateway_id, null)
  vpc_id                 = var.vpc_id
  subnet_ids             = [for subnet in var.subnets : subnet.subnet_id]
  appliance_mode_support = var.appliance_mode ? "enable" : "disable"
  dns_support            = var.dns_support ? "enable" : "disable"
  ipv6_support           = var.ipv6 ? "enable" : "disable"
  security_group_referencing_support = (
    var.security_group_referencing != null ? (var.security_group_referencing ? "enable" : "disable") : null
  )
  transit_gateway_default_route_table_association = (
    var.same_account ? var.admission != null && var.admission == "automatic" : null
  )
  transit_gateway_default_route_table_propagation = (
    var.same_account ? var.admission != null && var.admission == "automatic" : null
  )
  tags = local.tags

  depends_on = [aws_ram_resource_share_accepter.accepted_share]
}

resource "aws_route53_vpc_association_authorization" "authorization" {
  for_each = toset(local.admits && !var.same_account ? local.zone_keys : [])
  provider = aws.hub

  zone_id    = local.hub == null ? null : lookup(local.hub.zone_ids, each.key, null)
  vpc_id     = var.vpc_id
  vpc_region = local.hub_region
}

resource "aws_route53_zone_association" "zone_use" {
  for_each = toset(local.zone_keys)

  zone_id    = local.hub == null ? null : lookup(local.hub.zone_ids, each.key, null)
  vpc_id     = var.vpc_id
  vpc_region = local.current_region

  depends_on = [aws_route53_vpc_association_authorization.authorization]
}

resource "aws_route53profiles_association" "profile_use" {
  count = contains(["profile", "profileZones"], var.dns) ? 1 : 0

  name        = var.name
  profile_id  = try(local.hub.profile_id, null)
  resource_id = var.vpc_id
  tags        = local.tags

  depends_on = [aws_ram_resource_share_accepter.accepted_share]
}

resource "aws_route53_resolver_rule_association" "rule_use" {
  for_each = toset(var.resolver_rules)

  name             = each.key
  resolver_rule_id = local.hub == null ? null : lookup(local.hub.resolver_rule_ids, each.key, null)
  vpc_id           = var.vpc_id

  depends_on = [aws_ram_resource_share_accepter.accepted_share]
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "accepted" {
  count    = local.admits && var.accept_attachment ? 1 : 0
  provider = aws.hub

  transit_gateway_attachment_id                   = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = local.tags
}

resource "aws_ec2_transit_gateway_route_table_association" "association" {
  count    = local.admits ? 1 : 0
  provider = aws.hub

  transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = (
    local.hub == null
    ? null
    : lookup(local.hub.domains, var.domain, null) == null
    ? null
    : lookup(local.hub.domains, var.domain, null).route_table_id
  )

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.accepted]
}

resource "aws_ec2_transit_gateway_route_table_propagation" "hub_propagation" {
  count    = local.admits ? 1 : 0
  provider = aws.hub

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = try(local.hub.entry_route_table_id, null)

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.accepted]
}

resource "aws_ec2_transit_gateway_route_table_propagation" "propagation" {
  for_each = toset(local.admits ? var.propagate_to : [])
  provider = aws.hub

  transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.attachment.id
  transit_gateway_route_table_id = (
    local.hub == null
    ? null
    : lookup(local.hub.domains, each.key, null) == null
    ? null
    : lookup(local.hub.domains, each.key, null).route_table_id
  )

  depends_on = [aws_ec2_transit_gateway_vpc_attachment_accepter.accepted]
}

resource "aws_route" "route" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.route_table_ids : {
      for destination_cidr_key, destination_cidr in(
        length(var.destination_cidrs) > 0
        ? { for destination_cidr in var.destination_cidrs : destination_cidr => destination_cidr }
        : { hub = try(local.hub.cidr_block, null) }
      ) :
      "${route_table_id_key}/${destination_cidr_key}" => {
        table = route_table_id
        range = destination_cidr
      }
    }
  ]...)

  route_table_id         = each.value.table
  destination_cidr_block = each.value.range
  transit_gateway_id     = try(local.hub.transit_gateway_id, null)

  depends_on = [
    aws_ec2_transit_gateway_vpc_attachment.attachment,
    aws_ec2_transit_gateway_vpc_attachment_accepter.accepted,
  ]
}

resource "aws_route" "route_ipv6" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.route_table_ids : {
      for destination_ipv6_cidr_key, destination_ipv6_cidr in(
        length(var.destination_ipv6_cidrs) > 0
        ? {
          for destination_ipv6_cidr in var.destination_ipv6_cidrs : destination_ipv6_cidr =>
          destination_ipv6_cidr
        }
        : { hub = try(local.hub.ipv6_cidr_block, null) }
      ) :
      "${route_table_id_key}/${destination_ipv6_cidr_key}" => {
        table = route_table_id
        range = destination_ipv6_cidr
      }
    }
    if var.ipv6
  ]...)

  route_table_id              = each.value.table
  destination_ipv6_cidr_block = each.value.range
  transit_gateway_id          = try(local.hub.transit_gateway_id, null)

  depends_on = [
    aws_ec2_transit_gateway_vpc_attachment.attachment,
    aws_ec2_transit_gateway_vpc_attachment_accepter.accepted,
  ]
}

resource "aws_vpc_endpoint" "gateway_endpoint" {
  for_each = toset(var.gateway_endpoints)

  vpc_id            = var.vpc_id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${local.current_region}.${each.key}"
  route_table_ids   = values(var.route_table_ids)
  policy            = each.key == "s3" ? local.default_s3_policy : local.default_policy
  tags              = local.tags

  timeouts {
    create = coalesce(var.timeouts.create, "10m")
    update = coalesce(var.timeouts.update, "10m")
    delete = coalesce(var.timeouts.delete, "10m")
  }
}
