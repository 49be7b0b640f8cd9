output "resource_configuration_arns" {
  description = "ARNs of what endpoints can reach, resources and groups, by their keys: `resourceConfigurationArn` of a `PrivateLinkConsumer`."
  value = merge(
    {
      for resource_key, resource in var.resources : resource_key =>
      aws_vpclattice_resource_configuration.resource[resource_key].arn
      if resource.group == null
    },
    {
      for group_key, group in var.groups : group_key =>
      aws_vpclattice_resource_configuration.group[group_key].arn
    }
  )

  depends_on = [aws_ram_principal_association.shared_with]
}

output "resource_gateway_arn" {
  description = "ARN of the resource gateway."
  value       = aws_vpclattice_resource_gateway.gateway.arn
}

output "resource_gateway_id" {
  description = "Id of the resource gateway."
  value       = aws_vpclattice_resource_gateway.gateway.id
}

output "share_arn" {
  description = "ARN of the share, if `share_with` names anybody."
  value       = one(aws_ram_resource_share.share[*].arn)
}
