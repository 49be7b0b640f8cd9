locals {
  tags = merge(var.tags, { Name = var.name })

  create_gateway_accepted = var.mode == "transitGateway" && var.part != "requester"

  create_gateway_association = (
    var.mode == "transitGateway" && var.part != "accepter" && (var.part != "requester" || var.accepted)
  )

  create_vpc_accepted = var.mode == "vpcPeering" && var.part != "requester"

  create_vpc_options = (
    var.mode == "vpcPeering" && var.part != "accepter" && (var.part != "requester" || var.accepted)
  )

  peer_vpc_options_vpc_peering_connection_id = (
    var.part != "requester"
    ? one(aws_vpc_peering_connection_accepter.vpc_accepted[*].id)
    : one(aws_vpc_peering_connection.vpc_peering[*].id)
  )

  create_security_group = var.mode == "privateLink" && var.private_link != null
}
