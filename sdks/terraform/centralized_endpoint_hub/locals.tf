locals {
  current_region = element(split(".", data.aws_region.current.endpoint), 1)

  services = jsondecode(file("${path.module}/services.json"))

  bundles = jsondecode(file("${path.module}/bundles.json"))

  meant = jsondecode(file("${path.module}/meant.json"))

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
        target = (
          lookup(local.services, bundled, null).regional
          ? join("", [
            data.aws_partition.current.partition == "aws-cn"
            ? lookup(local.services, bundled, null).china
            : lookup(local.services, bundled, null).prefix,
            local.current_region,
            lookup(local.services, bundled, null).suffix,
          ])
          : data.aws_partition.current.partition == "aws-cn"
          ? lookup(local.services, bundled, null).china
          : lookup(local.services, bundled, null).prefix
        )
        facts   = lookup(local.services, bundled, null)
        region  = null
        home    = null
        dns     = var.dns
        dual    = var.ipv6
        policy  = null
        ports   = lookup(local.services, bundled, null).ports
        places  = []
        zones   = lookup(local.service_zones, bundled, null)
        held    = false
        accepts = false
        tags    = null
      }
      if lookup(local.services, bundled, null) != null && lookup(local.service_zones, bundled, null) != null
    },
    {
      for service_key, service in var.services : service_key => {
        target = (
          lookup(local.services, service.service != null ? service.service : service_key, null).regional
          ? join("", [
            data.aws_partition.current.partition == "aws-cn"
            ? lookup(local.services, service.service != null ? service.service : service_key, null).china
            : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
            coalesce(service.service_region, local.current_region),
            lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
          ])
          : data.aws_partition.current.partition == "aws-cn"
          ? lookup(local.services, service.service != null ? service.service : service_key, null).china
          : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
        )
        facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
        region = service.service_region
        home   = service.service_region
        dns    = coalesce(service.dns, var.dns)
        dual   = coalesce(service.ipv6, var.ipv6)
        policy = service.policy
        ports = (
          length(concat(
            [
              for port in service.ports : {
                first = port
                last  = port
              }
            ],
            [
              for port_range in service.port_ranges : {
                first = port_range.from_port
                last  = port_range.to_port
              }
            ]
          )) == 0
          ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
          : concat(
            [
              for port in service.ports : {
                first = port
                last  = port
              }
            ],
            [
              for port_range in service.port_ranges : {
                first = port_range.from_port
                last  = port_range.to_port
              }
            ]
          )
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
        held    = false
        accepts = false
        tags    = service.tags
      }
      if lookup(local.services, service.service != null ? service.service : service_key, null) != null
    },
    {
      for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
        target = (
          endpoint_service.service_name != null
          ? endpoint_service.service_name
          : try(endpoint_service.connection.service_name, null)
        )
        facts  = null
        region = null
        home = (
          endpoint_service.service_region != null
          ? endpoint_service.service_region
          : endpoint_service.connection == null
          ? null
          : (
            endpoint_service.connection.service_region != null
            && endpoint_service.connection.service_region != local.current_region
          )
          ? endpoint_service.connection.service_region
          : null
        )
        dns    = coalesce(endpoint_service.dns, var.dns)
        dual   = coalesce(endpoint_service.ipv6, var.ipv6)
        policy = null
        ports = concat(
          [
            for port in(
              length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
              ? [443]
              : endpoint_service.ports
            ) :
            {
              first = port
              last  = port
            }
          ],
          [
            for port_range in endpoint_service.port_ranges : {
              first = port_range.from_port
              last  = port_range.to_port
            }
          ]
        )
        places = endpoint_service.availability_zone_ids
        zones = [
          for dns_name in endpoint_service.dns_names : {
            key      = trimprefix(dns_name, "*.")
            prefix   = trimprefix(dns_name, "*.")
            suffix   = ""
            china    = trimprefix(dns_name, "*.")
            ending   = ""
            regional = false
            wildcard = can(regex("^\\*\\.", dns_name))
          }
        ]
        held = (
          endpoint_service.acceptance == null
          ? false
          : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
        )
        accepts = (
          endpoint_service.acceptance == null ? false : endpoint_service.acceptance.mode == "sameAccount"
        )
        tags = endpoint_service.tags
      }
    }
  )

  hidden = jsondecode(file("${path.module}/hidden.json"))

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
          dual    = member.dual
        }...
      } :
      key => results[length(results) - 1]
    }
    if contains(["zones", "profileZones"], member.dns) && !member.held
  ]...)

  has_profile = (
    contains(["profile", "profileZones"], var.dns)
    || length([
      for member_key, member in local.members : member_key
      if contains(["profile", "profileZones"], member.dns)
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

  cidr_block = (
    var.existing_vpc == null
    ? (var.ipam != null ? aws_vpc.vpc[0].cidr_block : var.cidr_block)
    : var.existing_vpc.cidr_block
  )

  ipv6_cidr_block = var.existing_vpc == null ? one(
    aws_vpc_ipv6_cidr_block_association.ipv6_range[*].ipv6_cidr_block
  ) : var.existing_vpc.ipv6_cidr_block

  spoke_to_hub_transit_gateway_route_table_id = (
    var.inspection != null ? var.inspection.route_table_id : aws_ec2_transit_gateway_route_table.hub_table.id
  )

  endpoint_subnet_ids = var.existing_vpc == null ? {
    for key, endpoint_subnet in aws_subnet.endpoint_subnet : key => endpoint_subnet.id
  } : var.existing_vpc.endpoint_subnets
}
