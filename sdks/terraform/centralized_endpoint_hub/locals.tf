locals {
  services = jsondecode(file("${path.module}/services.json"))

  bundles = jsondecode(file("${path.module}/bundles.json"))

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
                "arn:${data.aws_partition.current.partition}:s3:::prod-${data.aws_region.current.id}-starport-layer-bucket/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-windows-downloads-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-packages-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::${data.aws_region.current.id}-birdwatcher-prod/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-distributor-file-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-document-attachments-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-patchmanager-macos-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::packages.${data.aws_region.current.id}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::repo.${data.aws_region.current.id}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazonlinux-2-repos-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-${data.aws_region.current.id}-de612dc2/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-${data.aws_region.current.id}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazoncloudwatch-agent-${data.aws_region.current.id}/*",
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

  service_zones = jsondecode(file("${path.module}/service_zones.json"))

  bundled = distinct([
    for interface in flatten([
      for bundle in var.bundles :
      lookup(local.bundles, bundle, null) != null ? lookup(local.bundles, bundle, null).interface : []
    ]) :
    interface
    if !contains(keys(var.services), interface)
  ])

  members = merge(
    {
      for bundled in local.bundled : bundled => {
        facts  = lookup(local.services, bundled, null)
        region = null
        dns    = var.dns
        policy = null
        ports  = lookup(local.services, bundled, null).ports
        places = []
        zones  = lookup(local.service_zones, bundled, null)
      }
      if lookup(local.services, bundled, null) != null && lookup(local.service_zones, bundled, null) != null
    },
    {
      for service_key, service in var.services : service_key => {
        facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
        region = service.service_region
        dns    = coalesce(service.dns, var.dns)
        policy = service.policy
        ports = (
          length(service.ports) == 0
          ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
          : [
            for port in service.ports : {
              first = port
              last  = port
            }
          ]
        )
        places = service.availability_zone_ids
        zones = (
          length(service.dns_names) > 0
          ? [
            for dns_name in service.dns_names : {
              key      = trimprefix(dns_name, "*.")
              prefix   = trimprefix(dns_name, "*.")
              suffix   = ""
              china    = trimprefix(dns_name, "*.")
              ending   = ""
              regional = false
              wildcard = can(regex("^\\*\\.", dns_name))
            }
          ]
          : lookup(local.service_zones, service.service != null ? service.service : service_key, null) != null
          ? [
            for item in lookup(
              local.service_zones,
              service.service != null ? service.service : service_key,
              null
            ) :
            {
              key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
              prefix   = item.prefix
              suffix   = item.suffix
              china    = item.china
              ending   = item.ending
              regional = item.regional
              wildcard = item.wildcard
            }
          ]
          : []
        )
      }
      if lookup(local.services, service.service != null ? service.service : service_key, null) != null
    }
  )

  zone_numbers = {
    "1" = 0
    "2" = 1
    "3" = 2
    "4" = 3
    "5" = 4
    "6" = 5
    "7" = 6
    "8" = 7
  }

  ports = merge([
    for member in local.members : {
      for key, results in {
        for port in member.ports :
        port.first == port.last ? tostring(port.first) : "${port.first}-${port.last}" => port...
      } :
      key => results[length(results) - 1]
    }
  ]...)

  zones = merge([
    for member_key, member in local.members : {
      for key, results in {
        for zone in member.zones : zone.key => {
          service = member_key
          zone    = zone
          region  = member.region
          shared  = contains(["profile", "profileZones"], member.dns)
        }...
      } :
      key => results[length(results) - 1]
    }
    if contains(["zones", "profileZones"], member.dns)
  ]...)

  has_profile = (
    contains(["profile", "profileZones"], var.dns)
    || length([
      for service_key, service in var.services : service_key
      if service.dns == null ? false : contains(["profile", "profileZones"], service.dns)
    ]) > 0
  )

  vpc_tags = merge(var.tags, { Name = var.name })

  vpc_id = var.existing_vpc == null ? aws_vpc.vpc[0].id : var.existing_vpc.vpc_id

  profile_id = (
    local.has_profile && var.existing_profile == null
    ? aws_route53profiles_profile.profile[0].id
    : try(var.existing_profile.id, null)
  )

  transit_gateway_id = (
    var.existing_transit_gateway != null
    ? var.existing_transit_gateway.id
    : aws_ec2_transit_gateway.gateway[0].id
  )
}
