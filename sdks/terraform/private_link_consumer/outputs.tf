output "cidr_blocks" {
  description = "Address ranges of a gateway endpoint's service. Not in CloudFormation."
  value       = local.endpoint_type == "Gateway" ? one(aws_vpc_endpoint.endpoint[*].cidr_blocks) : null
}

output "custom_zone_id" {
  description = "Id of the private zone, if one was made here."
  value       = one(aws_route53_zone.zone[*].zone_id)

  depends_on = [aws_route53_record.record]
}

output "dns_names" {
  description = "All DNS names of the endpoint. CloudFormation shows them only with `acceptance`, once the connection is accepted."
  value       = local.dns_names

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

output "endpoint_arn" {
  description = "ARN of the endpoint."
  value       = one(aws_vpc_endpoint.endpoint[*].arn)

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

output "endpoint_id" {
  description = "Id of the endpoint; absent with a bundle."
  value       = one(aws_vpc_endpoint.endpoint[*].id)
}

output "endpoint_ids" {
  description = "Ids of the interface endpoints of a bundle, by the short name of the service."
  value       = { for key, bundled in aws_vpc_endpoint.bundled : key => bundled.id }
}

output "endpoint_type" {
  description = "Type of the endpoint."
  value       = local.endpoint_type
}

output "gateway_endpoint_ids" {
  description = "Ids of gateway endpoints beside interface endpoints, by the short name of the service."
  value       = { for key, gateway in aws_vpc_endpoint.gateway : key => gateway.id }
}

output "gateway_prefix_list_ids" {
  description = "Prefix lists of the services of these gateway endpoints, by their short names, for rules of security groups. Not in CloudFormation."
  value       = { for key, gateway in aws_vpc_endpoint.gateway : key => gateway.prefix_list_id }
}

output "network_interface_ids" {
  description = "Ids of the interfaces of the endpoint."
  value = (
    local.use_details
    ? one(data.aws_vpc_endpoint.details[*].network_interface_ids)
    : one(aws_vpc_endpoint.endpoint[*].network_interface_ids)
  )
}

output "owner_id" {
  description = "Account of the endpoint."
  value       = one(aws_vpc_endpoint.endpoint[*].owner_id)
}

output "prefix_list_id" {
  description = "Prefix list of a gateway endpoint's service, for rules of security groups. Not in CloudFormation."
  value       = tostring(local.endpoint_type == "Gateway" ? one(aws_vpc_endpoint.endpoint[*].prefix_list_id) : null)
}

output "private_ipv4_addresses" {
  description = "IPv4 address of the endpoint in each Availability Zone, by zone id. CloudFormation shows them only with `acceptance`, once the connection is accepted."
  value = (
    var.bundle == null && local.endpoint_type == "Interface"
    ? {
      for subnet_key, subnet in local.subnets : subnet_key => lookup(
        zipmap(
          aws_vpc_endpoint.endpoint[0].subnet_configuration[*].subnet_id,
          aws_vpc_endpoint.endpoint[0].subnet_configuration[*].ipv4
        ),
        subnet.subnet_id,
        null
      )
    }
    : null
  )
}

output "regional_dns_name" {
  description = "DNS name of an interface endpoint that leads to all of its zones."
  value = tostring(
    local.endpoint_type == "Interface"
    ? (
      local.use_details
      ? one(data.aws_vpc_endpoint.details[*].dns_entry[0].dns_name)
      : one(aws_vpc_endpoint.endpoint[*].dns_entry[0].dns_name)
    )
    : null
  )

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

output "regional_hosted_zone_id" {
  description = "Zone id of that name, for alias records."
  value = tostring(
    local.endpoint_type == "Interface"
    ? (
      local.use_details
      ? one(data.aws_vpc_endpoint.details[*].dns_entry[0].hosted_zone_id)
      : one(aws_vpc_endpoint.endpoint[*].dns_entry[0].hosted_zone_id)
    )
    : null
  )

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}

output "requester_managed" {
  description = "Whether a service of AWS made the endpoint. Not in CloudFormation."
  value       = one(aws_vpc_endpoint.endpoint[*].requester_managed)
}

output "resource_policy_statement" {
  description = "Statement as JSON for the other side, if there is an `organization_perimeter`: it refuses whoever comes by another way than endpoints of the organization. For a resource control policy, or the policy of a resource, with its ARN as `Resource`; only for services that know the condition keys `aws:VpceOrgID`, `aws:VpceOrgPaths` and `aws:VpceAccount`."
  value = tostring(
    var.organization_perimeter != null
    ? (
      length(var.organization_perimeter.endpoint_organization_paths) > 0
      ? (
        length(var.organization_perimeter.endpoint_account_ids) > 0
        ? jsonencode({
          Sid       = "OnlyByOwnEndpoints"
          Effect    = "Deny"
          Principal = "*"
          Action    = "*"
          Resource  = "*"
          Condition = {
            BoolIfExists = {
              "aws:PrincipalIsAWSService" = "false"
              "aws:ViaAWSService"         = "false"
            }
            StringNotEqualsIfExists = { "aws:VpceAccount" = var.organization_perimeter.endpoint_account_ids }
            "ForAllValues:StringNotLikeIfExists" = {
              "aws:VpceOrgPaths" = var.organization_perimeter.endpoint_organization_paths
            }
          }
        })
        : jsonencode({
          Sid       = "OnlyByOwnEndpoints"
          Effect    = "Deny"
          Principal = "*"
          Action    = "*"
          Resource  = "*"
          Condition = {
            BoolIfExists = {
              "aws:PrincipalIsAWSService" = "false"
              "aws:ViaAWSService"         = "false"
            }
            "ForAllValues:StringNotLikeIfExists" = {
              "aws:VpceOrgPaths" = var.organization_perimeter.endpoint_organization_paths
            }
          }
        })
      )
      : length(var.organization_perimeter.endpoint_account_ids) > 0
      ? jsonencode({
        Sid       = "OnlyByOwnEndpoints"
        Effect    = "Deny"
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = {
          BoolIfExists = {
            "aws:PrincipalIsAWSService" = "false"
            "aws:ViaAWSService"         = "false"
          }
          StringNotEqualsIfExists = { "aws:VpceAccount" = var.organization_perimeter.endpoint_account_ids }
        }
      })
      : jsonencode({
        Sid       = "OnlyByOwnEndpoints"
        Effect    = "Deny"
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = {
          BoolIfExists = {
            "aws:PrincipalIsAWSService" = "false"
            "aws:ViaAWSService"         = "false"
          }
          StringNotEqualsIfExists = { "aws:VpceOrgID" = var.organization_perimeter.organization_id }
        }
      })
    )
    : null
  )
}

output "security_group_id" {
  description = "Id of the security group, if one was made here."
  value       = one(aws_security_group.security_group[*].id)
}

output "service_name" {
  description = "Full name of the service."
  value       = tostring(local.service_name)
}

output "skipped_availability_zone_ids" {
  description = "Zone ids of subnets that were left out, since the service is not there."
  value = [
    for subnet_key, subnet in var.subnets : subnet_key
    if var.availability_zone_mismatch == "skip"
    && !(
      (
        length(var.supported_availability_zone_ids) == 0
        || contains(var.supported_availability_zone_ids, subnet_key)
      )
      && (
        var.service_region == null
        || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
      )
    )
  ]
}

output "state" {
  description = "State of the endpoint: `available`, or `pendingAcceptance` until its provider accepts. CloudFormation shows it only with `acceptance`, once the connection is accepted."
  value = tostring(
    local.use_details ? one(data.aws_vpc_endpoint.details[*].state) : one(aws_vpc_endpoint.endpoint[*].state)
  )
}

output "zonal_dns_names" {
  description = "DNS name of the endpoint in each Availability Zone, by zone id. CloudFormation shows them only with `acceptance`, once the connection is accepted."
  value = (
    var.bundle == null && local.endpoint_type == "Interface"
    ? {
      for subnet_key, subnet in local.subnets : subnet_key => try(
        [
          for text in local.dns_names : text
          if can(regex("-${data.aws_availability_zone.availability_zone[subnet_key].name}[.]", text))
        ][0],
        null
      )
    }
    : null
  )

  depends_on = [aws_vpc_endpoint_connection_accepter.accepted, aws_vpc_endpoint_private_dns.private_dns]
}
