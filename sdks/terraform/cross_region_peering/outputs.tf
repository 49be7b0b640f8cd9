output "accepter_attachment_id" {
  description = "Id of the attachment at the accepter's transit gateway, once the peering is accepted. In some Regions it is another one than the requester's."
  value = tostring(
    local.create_gateway_accepted
    ? aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted[0].id
    : null
  )
}

output "accepter_routes" {
  description = "Routes of the accepter's side to the other side, by table and range."
  value = concat(
    keys(merge([
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
    ]...)),
    concat(
      keys(merge([
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
      ]...)),
      keys(merge([
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
      ]...))
    )
  )
}

output "endpoint_id" {
  description = "Id of the endpoint, with `mode` `private_link`."
  value       = one(aws_vpc_endpoint.endpoint[*].id)
}

output "peering_id" {
  description = "Id of the peering, for `peering_id` of the other part: told as soon as it is asked for."
  value = tostring(
    var.mode != "privateLink"
    ? (
      var.part == "accepter"
      ? var.peering_id
      : var.mode == "vpcPeering"
      ? aws_vpc_peering_connection.vpc_peering[0].id
      : one(aws_ec2_transit_gateway_peering_attachment.gateway_peering[*].id)
    )
    : null
  )
}

output "requester_attachment_id" {
  description = "Id of the attachment at the requester's transit gateway, once the peering is accepted."
  value = tostring(
    var.mode == "transitGateway" && (var.part != "requester" || var.accepted) && var.part != "accepter"
    ? aws_ec2_transit_gateway_peering_attachment.gateway_peering[0].id
    : null
  )

  depends_on = [aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted]
}

output "requester_routes" {
  description = "Routes of the requester's side to the other side, by table and range."
  value = concat(
    keys(merge([
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
    ]...)),
    concat(
      keys(merge([
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
      ]...)),
      keys(merge([
        for route_table_id_key, route_table_id in var.requester.route_table_ids : {
          for key, results in {
            for ipv6_cidr_block in var.accepter.ipv6_cidr_blocks :
            "${route_table_id_key}/${ipv6_cidr_block}" => {
              table = route_table_id
              range = ipv6_cidr_block
            }...
          } :
          key => results[length(results) - 1]
        }
        if local.create_vpc_options
      ]...))
    )
  )
}

output "state" {
  description = "State of the peering: `available`, or `pendingAcceptance` until `accepted` says otherwise."
  value = tostring(
    var.mode != "privateLink"
    ? (var.part != "requester" || var.accepted ? "available" : "pendingAcceptance")
    : null
  )

  depends_on = [
    aws_ec2_transit_gateway_peering_attachment_accepter.gateway_accepted,
    aws_vpc_peering_connection_accepter.vpc_accepted,
  ]
}
