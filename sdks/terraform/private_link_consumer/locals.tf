locals {
  current_region = element(split(".", data.aws_region.current.endpoint), 1)

  connection_json = (
    var.connection_json == null
    ? null
    : try(jsondecode(var.connection_json), null) == null
    ? null
    : {
      service_name   = try(jsondecode(var.connection_json).serviceName, null)
      service_id     = try(jsondecode(var.connection_json).serviceId, null)
      service_region = try(jsondecode(var.connection_json).serviceRegion, null)
      availability_zone_ids = (
        try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
        ? []
        : tolist(jsondecode(var.connection_json).availabilityZoneIds)
      )
      ports = (
        try(jsondecode(var.connection_json).ports, null) == null
        ? []
        : tolist(jsondecode(var.connection_json).ports)
      )
      port_ranges = one([
        for item in [
          try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
          try(jsondecode(var.connection_json).portRanges, null) == null
          ? null
          : [
            for item in jsondecode(var.connection_json).portRanges :
            try(item, null) == null ? null : {
              from_port = try(item.fromPort, null)
              to_port   = try(item.toPort, null)
            }
          ],
        ] :
        item
        if item != null
      ])
      udp_ports = (
        try(jsondecode(var.connection_json).udpPorts, null) == null
        ? []
        : tolist(jsondecode(var.connection_json).udpPorts)
      )
      private_dns_name = try(jsondecode(var.connection_json).privateDnsName, null)
      acceptance_required = (
        try(jsondecode(var.connection_json).acceptanceRequired, null) == null
        ? false
        : jsondecode(var.connection_json).acceptanceRequired
      )
      supported_ip_address_types = (
        try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
        ? ["ipv4"]
        : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
      )
    }
  )

  has_connection = var.connection != null || var.connection_json != null

  connection = var.connection != null ? var.connection : local.connection_json

  services = jsondecode(file("${path.module}/services.json"))

  bundles = jsondecode(file("${path.module}/bundles.json"))

  meant = jsondecode(file("${path.module}/meant.json"))

  bundle = var.bundle != null ? lookup(local.bundles, var.bundle, null) : null

  service_known = var.service != null ? lookup(local.services, var.service, null) : null

  service = var.service != null ? {
    prefix    = local.service_known != null ? local.service_known.prefix : "com.amazonaws."
    china     = local.service_known != null ? local.service_known.china : "cn.com.amazonaws."
    suffix    = local.service_known != null ? local.service_known.suffix : ".${var.service}"
    regional  = local.service_known != null ? local.service_known.regional : true
    domains   = local.service_known != null ? local.service_known.domains : "^$"
    gateway   = local.service_known != null ? local.service_known.gateway : false
    interface = local.service_known != null ? local.service_known.interface : true
    ports = (
      (
        var.service_override == null
        ? true
        : length(concat(
          [
            for port in var.service_override.ports : {
              first = port
              last  = port
            }
          ],
          [
            for port_range in var.service_override.port_ranges : {
              first = port_range.from_port
              last  = port_range.to_port
            }
          ]
        )) == 0
      )
      ? (local.service_known != null ? local.service_known.ports : [{ first = 443, last = 443 }])
      : concat(
        [
          for port in var.service_override.ports : {
            first = port
            last  = port
          }
        ],
        [
          for port_range in var.service_override.port_ranges : {
            first = port_range.from_port
            last  = port_range.to_port
          }
        ]
      )
    )
    policy = coalesce(
      try(var.service_override.supports_policy, null),
      local.service_known != null ? local.service_known.policy : true
    )
    named = coalesce(
      try(var.service_override.has_private_dns, null),
      local.service_known != null ? local.service_known.named : true
    )
    remote = coalesce(
      try(var.service_override.cross_region, null),
      local.service_known != null ? local.service_known.remote : false
    )
  } : null

  region = coalesce(var.service_region, local.current_region)

  service_name = (
    local.has_connection
    ? try(local.connection.service_name, null)
    : local.service != null
    ? (
      local.service.regional
      ? "${data.aws_partition.current.partition == "aws-cn" ? local.service.china : local.service.prefix}${local.region}${local.service.suffix}"
      : data.aws_partition.current.partition == "aws-cn" ? local.service.china : local.service.prefix
    )
    : var.service_name
  )

  endpoint_type = coalesce(
    var.endpoint_type,
    length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
    ? "Gateway"
    : "Interface"
  )

  subnets = {
    for subnet_key, subnet in var.subnets : subnet_key => subnet
    if var.availability_zone_mismatch != "skip"
    || (
      (
        length(var.supported_availability_zone_ids) == 0
        || contains(var.supported_availability_zone_ids, subnet_key)
      )
      && (
        var.service_region == null
        || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
      )
    )
  }

  is_held = var.acceptance == null ? false : var.acceptance.mode == "provider" && !var.acceptance.accepted

  is_waiting = (
    local.is_held
    || (
      local.connection == null
      ? false
      : var.acceptance == null && local.has_connection && local.connection.acceptance_required == true
    )
  )

  openings = concat(
    [
      for port in(
        length(concat(
          [
            for port in var.security_group.ports : {
              first = port
              last  = port
            }
          ],
          [
            for port_range in var.security_group.port_ranges : {
              first = port_range.from_port
              last  = port_range.to_port
            }
          ]
        )) == 0
        ? (
          local.has_connection
          ? (
            local.connection == null ? [] : concat(
              [
                for port in local.connection.ports : {
                  first = port
                  last  = port
                }
              ],
              [
                for port_range in local.connection.port_ranges : {
                  first = port_range.from_port
                  last  = port_range.to_port
                }
              ]
            )
          )
          : local.service != null ? local.service.ports : [{ first = 443, last = 443 }]
        )
        : concat(
          [
            for port in var.security_group.ports : {
              first = port
              last  = port
            }
          ],
          [
            for port_range in var.security_group.port_ranges : {
              first = port_range.from_port
              last  = port_range.to_port
            }
          ]
        )
      ) :
      {
        first    = port.first
        last     = port.last
        protocol = "tcp"
      }
    ],
    local.connection == null ? [] : [
      for udp_port in(
        local.has_connection ? [
          for udp_port in local.connection.udp_ports : {
            first = udp_port
            last  = udp_port
          }
        ] : []
      ) :
      {
        first    = udp_port.first
        last     = udp_port.last
        protocol = "udp"
      }
    ]
  )

  sources = concat(
    [
      for allowed_ipv4_cidr in var.security_group.allowed_ipv4_cidrs : {
        kind = "ipv4"
        end  = allowed_ipv4_cidr
      }
    ],
    [
      for allowed_ipv6_cidr in var.security_group.allowed_ipv6_cidrs : {
        kind = "ipv6"
        end  = allowed_ipv6_cidr
      }
    ],
    [
      for allowed_prefix_list_id in var.security_group.allowed_prefix_list_ids : {
        kind = "list"
        end  = allowed_prefix_list_id
      }
    ],
    [
      for allowed_security_group_id in var.security_group.allowed_security_group_ids : {
        kind = "group"
        end  = allowed_security_group_id
      }
    ]
  )

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
                "arn:${data.aws_partition.current.partition}:s3:::prod-${local.region}-starport-layer-bucket/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-windows-downloads-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-packages-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::${local.region}-birdwatcher-prod/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-distributor-file-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-document-attachments-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::aws-patchmanager-macos-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::packages.${local.region}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::repo.${local.region}.amazonaws.com/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazonlinux-2-repos-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-${local.region}-de612dc2/*",
                "arn:${data.aws_partition.current.partition}:s3:::al2023-${local.region}/*",
                "arn:${data.aws_partition.current.partition}:s3:::amazoncloudwatch-agent-${local.region}/*",
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

  private_dns = coalesce(
    var.private_dns_enabled,
    local.endpoint_type == "Interface"
    && var.custom_dns == null
    && (
      local.has_connection
      ? (local.connection == null ? false : local.connection.private_dns_name != null)
      : coalesce(local.service != null ? local.service.named : null, false)
    )
  )

  hidden = jsondecode(file("${path.module}/hidden.json"))

  gateways = {
    for service in distinct(
      local.endpoint_type == "Interface" && local.service != null && length(var.route_table_ids) > 0
      ? [var.service]
      : length(var.route_table_ids) > 0 ? (local.bundle != null ? local.bundle.gateway : []) : []
    ) :
    service => lookup(local.services, service, null)
    if lookup(local.services, service, null) != null
  }

  bundled = {
    for interface in distinct(local.bundle != null ? local.bundle.interface : []) : interface => lookup(
      local.services,
      interface,
      null
    )
    if lookup(local.services, interface, null) != null
  }

  service_region = (
    var.service_region != null
    ? var.service_region
    : local.connection == null
    ? null
    : local.connection.service_region != null && local.connection.service_region != local.current_region
    ? local.connection.service_region
    : null
  )

  tags = merge(var.tags, { Name = var.name })

  has_security_group_ids = contains(["Interface", "Resource", "ServiceNetwork"], local.endpoint_type)

  create_accepted = var.acceptance == null ? false : var.acceptance.mode == "sameAccount"

  use_details = local.create_accepted || (var.acceptance == null ? false : var.acceptance.accepted == true)

  dns_names = (
    local.use_details
    ? one(data.aws_vpc_endpoint.details[*].dns_entry[*].dns_name)
    : one(aws_vpc_endpoint.endpoint[*].dns_entry[*].dns_name)
  )
}
