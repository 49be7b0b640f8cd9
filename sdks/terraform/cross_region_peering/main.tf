data "aws_caller_identity" "current" {}

data "aws_caller_identity" "peer" {
  provider = aws.peer
}

resource "aws_ec2_transit_gateway_peering_attachment" "gateway_peering" {
  count = var.mode == "transitGateway" && var.part != "accepter" ? 1 : 0

  transit_gateway_id      = var.requester.transit_gateway_id
  peer_transit_gateway_id = var.accepter.transit_gateway_id
  peer_region             = var.accepter.region
  peer_account_id = coalesce(
    var.accepter.account_id,
    var.part == "requester"
    ? data.aws_caller_identity.current.account_id
    : data.aws_caller_identity.peer.account_id
  )
  tags = local.tags

  dynamic "options" {
    for_each = var.dynamic_routing ? [true] : []

    content {
      dynamic_routing = "enable"
    }
  }
}

data "aws_ec2_transit_gateway_peering_attachment" "peer_attachment" {
  count    = var.mode == "transitGateway" && var.part != "requester" && var.look_up_accepter_id ? 1 : 0
  provider = aws.peer

  filter {
    name   = "transit-gateway-id"
    values = [var.accepter.transit_gateway_id]
  }

  filter {
    name   = "remote-owner-id"
    values = [data.aws_caller_identity.current.account_id]
  }

  filter {
    name   = "state"
    values = ["pendingAcceptance", "available"]
  }

  depends_on = [aws_ec2_transit_gateway_peering_attachment.gateway_peering]
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "gateway_accepted" {
  count    = local.create_gateway_accepted ? 1 : 0
  provider = aws.peer

  transit_gateway_attachment_id = (
    var.part == "accepter"
    ? var.peering_id
    : var.look_up_accepter_id
    ? data.aws_ec2_transit_gateway_peering_attachment.peer_attachment[0].id
    : aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].id
  )
  tags = local.tags
}

resource "aws_ec2_transit_gateway_route_table_association" "gateway_association" {
  count = local.create_gateway_association ? 1 : 0

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].id
  transit_gateway_route_table_id = var.requester.associate_with

  depends_on = [aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted]
}

resource "aws_ec2_transit_gateway_route" "gateway_route" {
  for_each = merge([
    for gateway_table_key, gateway_table in var.requester.gateway_tables : {
      for key, results in {
        for cidr_block in concat(
          var.accepter.cidr_blocks,
          var.accepter.ipv6_cidr_blocks,
          var.requester.extra_routes
        ) :
        "${gateway_table_key}/${cidr_block}" => {
          table = gateway_table
          range = cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_gateway_association
  ]...)

  transit_gateway_route_table_id = each.value.table
  destination_cidr_block         = each.value.range
  transit_gateway_attachment_id  = one(aws_ec2_transit_gateway_peering_attachment.gateway_peering[*].id)

  depends_on = [aws_ec2_transit_gateway_route_table_association.gateway_association]
}

resource "aws_ec2_transit_gateway_route" "blackhole" {
  for_each = merge([
    for gateway_table_key, gateway_table in var.requester.gateway_tables : {
      for key, results in {
        for blackhole in var.requester.blackholes : "${gateway_table_key}/${blackhole}" => {
          table = gateway_table
          range = blackhole
        }...
      } :
      key => results[length(results) - 1]
    }
    if var.mode == "transitGateway" && var.part != "accepter"
  ]...)

  transit_gateway_route_table_id = each.value.table
  destination_cidr_block         = each.value.range
  blackhole                      = true
}

resource "aws_ec2_transit_gateway_route_table_association" "peer_gateway_association" {
  count    = local.create_gateway_accepted ? 1 : 0
  provider = aws.peer

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted[0].id
  transit_gateway_route_table_id = var.accepter.associate_with
}

resource "aws_ec2_transit_gateway_route" "peer_gateway_route" {
  for_each = merge([
    for gateway_table_key, gateway_table in var.accepter.gateway_tables : {
      for key, results in {
        for cidr_block in concat(
          var.requester.cidr_blocks,
          var.requester.ipv6_cidr_blocks,
          var.accepter.extra_routes
        ) :
        "${gateway_table_key}/${cidr_block}" => {
          table = gateway_table
          range = cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_gateway_accepted
  ]...)
  provider = aws.peer

  transit_gateway_route_table_id = each.value.table
  destination_cidr_block         = each.value.range
  transit_gateway_attachment_id = one(
    aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted[*].id
  )

  depends_on = [aws_ec2_transit_gateway_route_table_association.peer_gateway_association]
}

resource "aws_ec2_transit_gateway_route" "peer_blackhole" {
  for_each = merge([
    for gateway_table_key, gateway_table in var.accepter.gateway_tables : {
      for key, results in {
        for blackhole in var.accepter.blackholes : "${gateway_table_key}/${blackhole}" => {
          table = gateway_table
          range = blackhole
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_gateway_accepted
  ]...)
  provider = aws.peer

  transit_gateway_route_table_id = each.value.table
  destination_cidr_block         = each.value.range
  blackhole                      = true
}

resource "aws_vpc_peering_connection" "vpc_peering" {
  count = var.mode == "vpcPeering" && var.part != "accepter" ? 1 : 0

  vpc_id      = var.requester.vpc_id
  peer_vpc_id = var.accepter.vpc_id
  peer_region = var.accepter.region
  peer_owner_id = coalesce(
    var.accepter.account_id,
    var.part == "requester"
    ? data.aws_caller_identity.current.account_id
    : data.aws_caller_identity.peer.account_id
  )
  tags = local.tags
}

resource "aws_vpc_peering_connection_accepter" "vpc_accepted" {
  count    = local.create_vpc_accepted ? 1 : 0
  provider = aws.peer

  vpc_peering_connection_id = (
    var.part == "accepter" ? var.peering_id : aws_vpc_peering_connection.vpc_peering[0].id
  )
  auto_accept = true
  tags        = local.tags

  lifecycle {
    # `auto_accept` is never read back, so an accepter that was imported would differ.
    ignore_changes = [auto_accept]
  }
}

resource "aws_vpc_peering_connection_options" "vpc_options" {
  count = local.create_vpc_options ? 1 : 0

  vpc_peering_connection_id = local.peer_vpc_options_vpc_peering_connection_id

  requester {
    allow_remote_vpc_dns_resolution = var.resolve_remote_names.requester
  }
}

resource "aws_vpc_peering_connection_options" "peer_vpc_options" {
  count    = local.create_vpc_accepted ? 1 : 0
  provider = aws.peer

  vpc_peering_connection_id = local.peer_vpc_options_vpc_peering_connection_id

  accepter {
    allow_remote_vpc_dns_resolution = var.resolve_remote_names.accepter
  }
}

resource "aws_route" "vpc_route" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.requester.route_table_ids : {
      for key, results in {
        for cidr_block in var.accepter.cidr_blocks : "${route_table_id_key}/${cidr_block}" => {
          table = route_table_id
          range = cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_vpc_options
  ]...)

  route_table_id            = each.value.table
  destination_cidr_block    = each.value.range
  vpc_peering_connection_id = local.peer_vpc_options_vpc_peering_connection_id
}

resource "aws_route" "vpc_route_ipv6" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.requester.route_table_ids : {
      for key, results in {
        for ipv6_cidr_block in var.accepter.ipv6_cidr_blocks : "${route_table_id_key}/${ipv6_cidr_block}" => {
          table = route_table_id
          range = ipv6_cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_vpc_options
  ]...)

  route_table_id              = each.value.table
  destination_ipv6_cidr_block = each.value.range
  vpc_peering_connection_id   = local.peer_vpc_options_vpc_peering_connection_id
}

resource "aws_route" "peer_vpc_route" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.accepter.route_table_ids : {
      for key, results in {
        for cidr_block in var.requester.cidr_blocks : "${route_table_id_key}/${cidr_block}" => {
          table = route_table_id
          range = cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_vpc_accepted
  ]...)
  provider = aws.peer

  route_table_id            = each.value.table
  destination_cidr_block    = each.value.range
  vpc_peering_connection_id = local.peer_vpc_options_vpc_peering_connection_id
}

resource "aws_route" "peer_vpc_route_ipv6" {
  for_each = merge([
    for route_table_id_key, route_table_id in var.accepter.route_table_ids : {
      for key, results in {
        for ipv6_cidr_block in var.requester.ipv6_cidr_blocks :
        "${route_table_id_key}/${ipv6_cidr_block}" => {
          table = route_table_id
          range = ipv6_cidr_block
        }...
      } :
      key => results[length(results) - 1]
    }
    if local.create_vpc_accepted
  ]...)
  provider = aws.peer

  route_table_id              = each.value.table
  destination_ipv6_cidr_block = each.value.range
  vpc_peering_connection_id   = local.peer_vpc_options_vpc_peering_connection_id
}

resource "aws_route53_vpc_association_authorization" "authorization" {
  for_each = (
    var.part != "accepter" && (var.hub_zones == null ? true : !var.hub_zones.same_account)
    ? (
      var.hub_zones == null ? {} : merge([
        for vpc_id_key, vpc_id in var.hub_zones.vpc_ids : {
          for zone_id_key, zone_id in var.hub_zones.zone_ids : "${vpc_id_key}/${zone_id_key}" => {
            vpc  = vpc_id
            zone = zone_id
          }
        }
        if true
      ]...)
    )
    : {}
  )

  zone_id    = each.value.zone
  vpc_id     = each.value.vpc
  vpc_region = var.accepter.region
}

resource "aws_route53_zone_association" "zone_use" {
  for_each = (
    var.part != "requester"
    ? (
      var.hub_zones == null ? {} : merge([
        for vpc_id_key, vpc_id in var.hub_zones.vpc_ids : {
          for zone_id_key, zone_id in var.hub_zones.zone_ids : "${vpc_id_key}/${zone_id_key}" => {
            vpc  = vpc_id
            zone = zone_id
          }
        }
        if true
      ]...)
    )
    : {}
  )
  provider = aws.peer

  zone_id    = each.value.zone
  vpc_id     = each.value.vpc
  vpc_region = var.accepter.region

  depends_on = [
    aws_route53_vpc_association_authorization.authorization,
    aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted,
    aws_vpc_peering_connection_accepter.vpc_accepted,
  ]
}

resource "aws_security_group" "security_group" {
  count    = local.create_security_group ? 1 : 0
  provider = aws.peer

  vpc_id      = var.private_link.vpc_id
  description = "Endpoint of ${var.name}"
  tags        = local.tags

  dynamic "ingress" {
    for_each = concat(
      flatten([
        for client_cidr in var.private_link.client_cidrs : [
          for port in concat(
            [
              for port in var.private_link.connection.ports : {
                first = port
                last  = port
              }
            ],
            [
              for port_range in var.private_link.connection.port_ranges : {
                first = port_range.from_port
                last  = port_range.to_port
              }
            ]
          ) :
          {
            first    = port.first
            last     = port.last
            protocol = "tcp"
            range    = client_cidr
          }
        ]
      ]),
      flatten([
        for client_cidr in var.private_link.client_cidrs : [
          for udp_port in [
            for udp_port in var.private_link.connection.udp_ports : {
              first = udp_port
              last  = udp_port
            }
          ] :
          {
            first    = udp_port.first
            last     = udp_port.last
            protocol = "udp"
            range    = client_cidr
          }
        ]
      ])
    )

    content {
      from_port   = ingress.value.first
      to_port     = ingress.value.last
      protocol    = ingress.value.protocol
      cidr_blocks = [ingress.value.range]
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

resource "aws_vpc_endpoint" "endpoint" {
  count    = local.create_security_group ? 1 : 0
  provider = aws.peer

  vpc_id              = var.private_link.vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = var.private_link.connection.service_name
  service_region      = var.requester.region
  subnet_ids          = [for subnet in var.private_link.subnets : subnet.subnet_id]
  security_group_ids  = [aws_security_group.security_group[0].id]
  private_dns_enabled = false
  tags                = local.tags
}

resource "aws_route53_zone" "zone" {
  count    = local.create_security_group ? 1 : 0
  provider = aws.peer

  name    = var.private_link.zone_name
  comment = "Names for the endpoint of ${var.name}"
  tags    = local.tags

  vpc {
    vpc_id     = var.private_link.vpc_id
    vpc_region = var.accepter.region
  }
}

resource "aws_route53_record" "record" {
  count    = local.create_security_group ? 1 : 0
  provider = aws.peer

  zone_id = aws_route53_zone.zone[0].zone_id
  name    = var.private_link.zone_name
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.endpoint[0].dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.endpoint[0].dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
