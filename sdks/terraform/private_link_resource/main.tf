resource "aws_vpclattice_resource_gateway" "gateway" {
  name               = var.name
  vpc_id             = var.vpc_id
  subnet_ids         = [for subnet in var.subnets : subnet.subnet_id]
  security_group_ids = var.security_group_ids
  ip_address_type = (
    var.ip_address_type == "ipv4" ? "IPV4" : var.ip_address_type == "ipv6" ? "IPV6" : "DUALSTACK"
  )
  tags = merge(var.tags, { Name = var.name })
}

resource "aws_vpclattice_resource_configuration" "group" {
  for_each = var.groups

  name                        = "${var.name}-${each.key}"
  type                        = "GROUP"
  protocol                    = "TCP"
  resource_gateway_identifier = aws_vpclattice_resource_gateway.gateway.id
  tags                        = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpclattice_resource_configuration" "resource" {
  for_each = var.resources

  name = "${var.name}-${each.key}"
  type = each.value.group != null ? "CHILD" : each.value.database_arn != null ? "ARN" : "SINGLE"
  port_ranges = (
    length(concat(
      [for port in each.value.ports : tostring(port)],
      [for port_range in each.value.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
    )) > 0
    ? concat(
      [for port in each.value.ports : tostring(port)],
      [for port_range in each.value.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
    )
    : null
  )
  protocol                    = each.value.group == null && each.value.database_arn == null ? "TCP" : null
  resource_gateway_identifier = each.value.group == null ? aws_vpclattice_resource_gateway.gateway.id : null
  resource_configuration_group_id = (
    each.value.group != null ? aws_vpclattice_resource_configuration.group[each.value.group].id : null
  )
  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })

  resource_configuration_definition {
    dynamic "ip_resource" {
      for_each = each.value.ip_address[*]

      content {
        ip_address = ip_resource.value
      }
    }

    dynamic "dns_resource" {
      for_each = each.value.domain_name[*]

      content {
        domain_name = dns_resource.value
        ip_address_type = (
          each.value.domain_ip_address_type != null
          ? (each.value.domain_ip_address_type == "ipv6" ? "IPV6" : "IPV4")
          : var.ip_address_type == "ipv6" ? "IPV6" : "IPV4"
        )
      }
    }

    dynamic "arn_resource" {
      for_each = each.value.database_arn[*]

      content {
        arn = arn_resource.value
      }
    }
  }
}

resource "aws_ram_resource_share" "share" {
  count = length(var.share_with) > 0 ? 1 : 0

  name                      = var.name
  allow_external_principals = var.allow_external_principals
  tags                      = merge(var.tags, { Name = var.name })
}

resource "aws_ram_resource_association" "shared" {
  for_each = toset(
    length(var.share_with) > 0 ? keys({
      for resource_key, resource in var.resources : resource_key => resource
      if resource.group == null
    }) : []
  )

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  resource_arn       = aws_vpclattice_resource_configuration.resource[each.key].arn
}

resource "aws_ram_resource_association" "shared_group" {
  for_each = toset(length(var.share_with) > 0 ? keys(var.groups) : [])

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  resource_arn       = aws_vpclattice_resource_configuration.group[each.key].arn
}

resource "aws_ram_principal_association" "shared_with" {
  for_each = toset(var.share_with)

  resource_share_arn = one(aws_ram_resource_share.share[*].arn)
  principal          = each.key

  depends_on = [aws_ram_resource_association.shared, aws_ram_resource_association.shared_group]
}
