locals {
  current_region = element(split(".", data.aws_region.current.endpoint), 1)
  hub_region     = element(split(".", data.aws_region.hub.endpoint), 1)

  hub_json = (
    var.hub_json == null
    ? null
    : try(jsondecode(var.hub_json), null) == null
    ? null
    : {
      region     = try(jsondecode(var.hub_json).region, null)
      account_id = try(jsondecode(var.hub_json).accountId, null)
      transport = (
        try(jsondecode(var.hub_json).transport, null) == null
        ? "transitGateway"
        : jsondecode(var.hub_json).transport
      )
      transit_gateway_id = try(jsondecode(var.hub_json).transitGatewayId, null)
      share_arn          = try(jsondecode(var.hub_json).shareArn, null)
      accepts_attachments = (
        try(jsondecode(var.hub_json).acceptsAttachments, null) == null
        ? true
        : jsondecode(var.hub_json).acceptsAttachments
      )
      cidr_block           = try(jsondecode(var.hub_json).cidrBlock, null)
      ipv6_cidr_block      = try(jsondecode(var.hub_json).ipv6CidrBlock, null)
      client_cidrs         = try(tolist(jsondecode(var.hub_json).clientCidrs), null)
      entry_route_table_id = try(jsondecode(var.hub_json).entryRouteTableId, null)
      domains = try(
        {
          for name, item in jsondecode(var.hub_json).domains : name =>
          try(item, null) == null ? null : {
            route_table_id = try(item.routeTableId, null)
            propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
          }
        },
        null
      )
      automatic_domain = try(jsondecode(var.hub_json).automaticDomain, null)
      dns              = try(jsondecode(var.hub_json).dns, null)
      profile_id       = try(jsondecode(var.hub_json).profileId, null)
      zone_ids = (
        try(jsondecode(var.hub_json).zoneIds, null) == null ? {} : tomap(jsondecode(var.hub_json).zoneIds)
      )
      services = (
        try(jsondecode(var.hub_json).services, null) == null ? [] : tolist(jsondecode(var.hub_json).services)
      )
      resolver_rule_ids = (
        try(jsondecode(var.hub_json).resolverRuleIds, null) == null
        ? {}
        : tomap(jsondecode(var.hub_json).resolverRuleIds)
      )
    }
  )

  hub = var.hub != null ? var.hub : local.hub_json

  admits = var.admission != null ? var.admission == "here" : var.same_account

  services = jsondecode(file("${path.module}/services.json"))

  bundles = jsondecode(file("${path.module}/bundles.json"))

  meant = jsondecode(file("${path.module}/meant.json"))

  service_zones = jsondecode(file("${path.module}/service_zones.json"))

  zone_keys = contains(["zones", "profileZones"], var.dns) ? distinct(concat(
    flatten([
      for interface in distinct(concat(
        flatten([
          for bundle in var.bundles :
          lookup(local.bundles, bundle, null) != null ? lookup(local.bundles, bundle, null).interface : []
        ]),
        var.services
      )) :
      lookup(local.service_zones, interface, null) != null
      ? [for item in lookup(local.service_zones, interface, null) : item.key]
      : []
    ]),
    var.zones
  )) : []

  default_policy = (
    var.organization_perimeter != null
    ? jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "OwnPrincipalsAndResources"
            Resource  = "*"
            Condition = {
              StringEquals = {
                "aws:PrincipalOrgID" = var.organization_perimeter.organization_id
                "aws:ResourceOrgID"  = var.organization_perimeter.organization_id
              }
            }
          },
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "ServicesOnOurBehalf"
            Resource  = "*"
            Condition = { Bool = { "aws:PrincipalIsAWSService" = "true" } }
          },
        ],
        length(var.organization_perimeter.extra_allowed_resources) > 0
        ? [
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "ResourcesOfOthers"
            Resource  = var.organization_perimeter.extra_allowed_resources
            Condition = {
              StringEquals = { "aws:PrincipalOrgID" = var.organization_perimeter.organization_id }
            }
          },
        ]
        : []
      )
    })
    : jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }]
    })
  )

  default_s3_policy = (
    var.organization_perimeter != null
    ? jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "OwnPrincipalsAndResources"
            Resource  = "*"
            Condition = {
              StringEquals = {
                "aws:PrincipalOrgID" = var.organization_perimeter.organization_id
                "aws:ResourceOrgID"  = var.organization_perimeter.organization_id
              }
            }
          },
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "ServicesOnOurBehalf"
            Resource  = "*"
            Condition = { Bool = { "aws:PrincipalIsAWSService" = "true" } }
          },
        ],
        length(var.organization_perimeter.extra_allowed_resources) > 0
        ? [
          {
            Effect    = "Allow"
            Principal = "*"
            Action    = "*"
            Sid       = "ResourcesOfOthers"
            Resource  = var.organization_perimeter.extra_allowed_resources
            Condition = {
              StringEquals = { "aws:PrincipalOrgID" = var.organization_perimeter.organization_id }
            }
          },
        ]
        : [],
        [
          {
            Sid       = "ObjectsOfAws"
            Effect    = "Allow"
            Principal = "*"
            Action    = "s3:GetObject"
            Resource = concat(
              [
                "arn:${data.aws_partition.current.partition}:s3:::prod-${local.current_region}-starport-layer-bucket/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-windows-downloads-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-packages-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::${local.current_region}-birdwatcher-prod/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-distributor-file-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-document-attachments-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-patchmanager-macos-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::packages.${local.current_region}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::repo.${local.current_region}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazonlinux-2-repos-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-${local.current_region}-de612dc2/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-${local.current_region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazoncloudwatch-agent-${local.current_region}/*",
              ],
              var.organization_perimeter.aws_owned_objects
            )
          },
        ]
      )
    })
    : jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }]
    })
  )

  tags = merge(var.tags, { Name = var.name })
}
