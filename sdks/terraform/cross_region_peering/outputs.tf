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
  value = keys(merge([
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
  ]...))
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
  value = keys(merge([
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
  ]...))
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
