output "attachment_id" {
  description = "Id of the attachment, for an entry in the hub's `spokes`."
  value       = aws_ec2_transit_gateway_vpc_attachment.attachment.id
}

output "gateway_endpoint_ids" {
  description = "Ids of gateway endpoints, by the short name of the service."
  value       = { for key, gateway_endpoint in aws_vpc_endpoint.gateway_endpoint : key => gateway_endpoint.id }
}

output "zone_keys" {
  description = "Keys of the hub's zones that the VPC resolves."
  value       = local.zone_keys
}
