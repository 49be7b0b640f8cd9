output "attachment_id" {
  description = "Id of the attachment, for an entry in the hub's `spokes`."
  value       = aws_ec2_transit_gateway_vpc_attachment.attachment.id
}

output "gateway_endpoint_ids" {
  description = "Ids of gateway endpoints, by the short name of the service."
  value       = { for key, gateway_endpoint in aws_vpc_endpoint.gateway_endpoint : key => gateway_endpoint.id }
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

output "zone_keys" {
  description = "Keys of the hub's zones that the VPC resolves."
  value       = local.zone_keys
}
