output "attachment_id" {
  description = "Id of the attachment of the hub's VPC."
  value       = aws_ec2_transit_gateway_vpc_attachment.attachment.id
}

output "cidr_block" {
  description = "IPv4 range of the hub's VPC."
  value       = tostring(local.cidr_block)
}

output "endpoint_ids" {
  description = "Ids of the endpoints, by what their services are called in the hub."
  value       = { for key, endpoint in aws_vpc_endpoint.endpoint : key => endpoint.id }
}

output "endpoint_subnet_ids" {
  description = "Subnets of the endpoints, by the id of their zone."
  value       = local.endpoint_subnet_ids
}

output "expanded_services" {
  description = "What the services are called for which there is an endpoint, those of bundles included."
  value       = keys(local.members)
}

output "hub" {
  description = "All that an `EndpointHubSpoke` needs, to be handed to its input `hub` whole."
  value = {
    region             = local.current_region
    account_id         = data.aws_caller_identity.current.account_id
    transit_gateway_id = local.transit_gateway_id
    share_arn          = one(aws_ram_resource_share.share[*].arn)
    accepts_attachments = (
      var.existing_transit_gateway != null
      ? var.existing_transit_gateway.acceptance
      : var.transit_gateway.acceptance
    ) == "automatic"
    cidr_block           = local.cidr_block
    ipv6_cidr_block      = local.ipv6_cidr_block
    client_cidrs         = var.client_cidrs
    entry_route_table_id = local.spoke_to_hub_transit_gateway_route_table_id
    domains = {
      for route_domain_key, route_domain in var.route_domains : route_domain_key => {
        route_table_id = lookup(
          {
            for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id
          },
          route_domain_key,
          null
        )
        propagate_to = keys({
          for other_route_domain_key, other_route_domain in var.route_domains : other_route_domain_key =>
          other_route_domain
          if other_route_domain.reach == "all"
          || (
            lookup(var.route_domains, route_domain_key, null) == null
            ? false
            : lookup(var.route_domains, route_domain_key, null).reach == "all"
          )
          || (
            lookup(var.route_domains, route_domain_key, null) == null
            ? false
            : (
              other_route_domain_key == route_domain_key
              && lookup(var.route_domains, route_domain_key, null).reach == "domain"
            )
          )
        })
      }
    }
    automatic_domain  = var.automatic_domain
    dns               = var.dns
    transport         = var.transport
    profile_id        = local.profile_id
    zone_ids          = { for key, zone in aws_route53_zone.zone : key => zone.zone_id }
    services          = keys(local.members)
    resolver_rule_ids = { for key, forward in aws_route53_resolver_rule.forward : key => forward.id }
  }

  depends_on = [
    aws_ram_principal_association.shared_with,
    aws_ec2_transit_gateway_default_route_table_propagation.default_propagation,
  ]
}

output "hub_json" {
  description = "The same as JSON, for a spoke in another account or by another engine: its input `hubJson`."
  value = jsonencode({
    region           = local.current_region
    accountId        = data.aws_caller_identity.current.account_id
    transitGatewayId = local.transit_gateway_id
    shareArn         = one(aws_ram_resource_share.share[*].arn)
    acceptsAttachments = (
      var.existing_transit_gateway != null
      ? var.existing_transit_gateway.acceptance
      : var.transit_gateway.acceptance
    ) == "automatic"
    cidrBlock         = local.cidr_block
    ipv6CidrBlock     = local.ipv6_cidr_block
    clientCidrs       = var.client_cidrs
    entryRouteTableId = local.spoke_to_hub_transit_gateway_route_table_id
    domains = {
      for route_domain_key, route_domain in var.route_domains : route_domain_key => {
        routeTableId = lookup(
          {
            for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id
          },
          route_domain_key,
          null
        )
        propagateTo = keys({
          for other_route_domain_key, other_route_domain in var.route_domains : other_route_domain_key =>
          other_route_domain
          if other_route_domain.reach == "all"
          || (
            lookup(var.route_domains, route_domain_key, null) == null
            ? false
            : lookup(var.route_domains, route_domain_key, null).reach == "all"
          )
          || (
            lookup(var.route_domains, route_domain_key, null) == null
            ? false
            : (
              other_route_domain_key == route_domain_key
              && lookup(var.route_domains, route_domain_key, null).reach == "domain"
            )
          )
        })
      }
    }
    automaticDomain = var.automatic_domain
    dns             = var.dns
    transport       = var.transport
    profileId       = local.profile_id
    zoneIds         = { for key, zone in aws_route53_zone.zone : key => zone.zone_id }
    services        = keys(local.members)
    resolverRuleIds = { for key, forward in aws_route53_resolver_rule.forward : key => forward.id }
  })

  depends_on = [
    aws_ram_principal_association.shared_with,
    aws_ec2_transit_gateway_default_route_table_propagation.default_propagation,
  ]
}

output "hub_route_table_id" {
  description = "Route table of the hub's attachment."
  value       = aws_ec2_transit_gateway_route_table.hub_table.id
}

output "inbound_resolver_id" {
  description = "Id of the inbound resolver endpoint, if there is one."
  value       = one(aws_route53_resolver_endpoint.inbound[*].id)
}

output "ipv6_cidr_block" {
  description = "IPv6 range of the hub's VPC, if it has one."
  value       = tostring(local.ipv6_cidr_block)
}

output "private_api_policy" {
  description = "Resource policy for private APIs of API Gateway, as JSON: calls come through the hub's endpoint for `execute-api`. Only if there is one."
  value = tostring(
    length({
      for member_key, member in local.members : member_key => member
      if member.facts == null ? false : member.facts.suffix == ".execute-api"
    }) > 0
    ? jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Effect    = "Allow"
          Principal = "*"
          Action    = "execute-api:Invoke"
          Resource  = "execute-api:/*"
          Condition = {
            StringEquals = {
              "aws:SourceVpce" = [
                for member_key, member in local.members : aws_vpc_endpoint.endpoint[member_key].id
                if member.facts == null ? false : member.facts.suffix == ".execute-api"
              ]
            }
          }
        },
      ]
    })
    : null
  )
}

output "profile_id" {
  description = "Id of the Route 53 Profile, if there is one."
  value       = tostring(local.profile_id)
}

output "resolver_rule_ids" {
  description = "Ids of the rules for domains outside, by their names."
  value       = { for key, forward in aws_route53_resolver_rule.forward : key => forward.id }
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

output "route_table_ids" {
  description = "Route tables of the domains, by their names."
  value = {
    for key, domain_table in aws_ec2_transit_gateway_route_table.domain_table : key => domain_table.id
  }
}

output "security_group_id" {
  description = "Id of the endpoints' security group."
  value       = aws_security_group.security_group.id
}

output "share_arn" {
  description = "ARN of the share, if `share_with` names anybody."
  value       = one(aws_ram_resource_share.share[*].arn)
}

output "transit_gateway_id" {
  description = "Id of the transit gateway."
  value       = local.transit_gateway_id
}

output "vpc_id" {
  description = "VPC of the hub."
  value       = local.vpc_id
}

output "zone_ids" {
  description = "Ids of the private zones, by their keys."
  value       = { for key, zone in aws_route53_zone.zone : key => zone.zone_id }
}

output "zone_keys" {
  description = "Keys of the private zones: names without the Region."
  value       = keys(local.zones)
}
