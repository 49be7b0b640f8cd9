check "subnets_endpoint_one_zone" {
  assert {
    condition = (
      !contains(["Interface", "Resource", "ServiceNetwork"], local.endpoint_type)
      || length(local.subnets) != 1
    )
    error_message = "`subnets` has one Availability Zone: clients lose the service with it; add a subnet in another zone"
  }

  assert {
    condition = (
      var.subnet_ids == null
      ? true
      : (
        !contains(["Interface", "Resource", "ServiceNetwork"], local.endpoint_type)
        || length(var.subnet_ids) != 1
      )
    )
    error_message = "`subnet_ids` has one Availability Zone: clients lose the service with it; add a subnet in another zone"
  }
}

check "zones_lattice" {
  assert {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      !(
        (local.endpoint_type == "Resource" || local.endpoint_type == "ServiceNetwork")
        && contains(
          ["apne1-az3", "apne2-az2", "cac1-az3", "euw1-az4", "ilc1-az2", "use1-az3", "usw1-az2"],
          subnet_key
        )
      )
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      format(
        "`subnets[\"%s\"]` is in a zone that VPC Lattice is said not to be in; those are %s; use a subnet in another zone",
        subnet_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            "apne1-az3",
            "apne2-az2",
            "cac1-az3",
            "euw1-az4",
            "ilc1-az2",
            "use1-az3",
            "usw1-az2",
          ]),
          ["none"]
        ))
      )
      if(local.endpoint_type == "Resource" || local.endpoint_type == "ServiceNetwork")
      && contains(
        ["apne1-az3", "apne2-az2", "cac1-az3", "euw1-az4", "ilc1-az2", "use1-az3", "usw1-az2"],
        subnet_key
      )
    ])
  }
}

check "acceptance_unneeded" {
  assert {
    condition = (
      var.acceptance == null
      || !local.has_connection
      || (local.connection == null ? false : local.connection.acceptance_required == true)
    )
    error_message = "`acceptance` is given, but the service accepts every connection by itself; remove it if it has accepted nothing; else leave it until the endpoint goes: Terraform and Pulumi reject the connection when `sameAccount` is taken away"
  }
}

check "acceptance_waiting" {
  assert {
    condition     = !local.is_waiting
    error_message = "`acceptance` leaves the connection waiting until its provider accepts it; no names lead to the endpoint until then; have the provider accept the endpoint's id, then set `mode` to `provider` and `accepted` to true"
  }
}

check "security_group_endpoint_open_allowed" {
  assert {
    condition = (
      !var.security_group.allow_open_ingress
      || !(
        contains(var.security_group.allowed_ipv4_cidrs, "0.0.0.0/0")
        || contains(var.security_group.allowed_ipv6_cidrs, "::/0")
      )
    )
    error_message = "`security_group` lets everybody in; name narrower ranges unless this is meant"
  }
}

check "security_group_endpoint_consent_unused" {
  assert {
    condition = (
      !var.security_group.allow_open_ingress
      || contains(var.security_group.allowed_ipv4_cidrs, "0.0.0.0/0")
      || contains(var.security_group.allowed_ipv6_cidrs, "::/0")
    )
    error_message = "`security_group.allow_open_ingress` is set, but no range is open to everybody; remove it"
  }
}

check "policy_not_applied" {
  assert {
    condition = (
      var.policy == null
      || !(
        local.has_connection
        || (
          local.service == null
          && local.service_name != null
          && can(regex("[.]vpce-svc-", local.service_name))
        )
      )
    )
    error_message = "`policy` protects nothing: AWS allows full access to a service that is not its own; remove it, and narrow the ports and ranges of `security_group`, or have the provider check who calls"
  }

  assert {
    condition = (
      var.organization_perimeter == null
      || !(
        local.has_connection
        || (
          local.service == null
          && local.service_name != null
          && can(regex("[.]vpce-svc-", local.service_name))
        )
      )
    )
    error_message = "`organization_perimeter` protects nothing: AWS allows full access to a service that is not its own; remove it, and narrow the ports and ranges of `security_group`, or have the provider check who calls"
  }
}

check "policy_allows_nothing" {
  assert {
    condition     = var.policy == null || can(regex("\"Effect\"\\s*:\\s*\"Allow\"", var.policy))
    error_message = "`policy` has no statement that allows anything, so nobody gets through the endpoint; add a statement with `Effect` `Allow`: a policy that only denies does not allow the rest"
  }
}

check "policy_gateway_principal" {
  assert {
    condition = (
      local.service == null
      ? true
      : (
        var.policy == null
        || !(local.service.gateway && (local.endpoint_type == "Gateway" || length(var.route_table_ids) > 0))
        || !can(regex(
          "\"Principal\"\\s*:\\s*(\"[^*\"]|\\{\\s*\"AWS\"\\s*:\\s*\\[?\\s*\"[^*\"])|\"NotPrincipal\"\\s*:",
          var.policy
        ))
      )
    )
    error_message = "`policy` names a principal, but a gateway endpoint lets nobody through by it but the root user of an account; make each `Principal` `\"*\"`, and say who in a condition on `aws:PrincipalArn`"
  }
}

check "private_dns_shadow" {
  assert {
    condition = (
      (var.service != null ? lookup(local.hidden, var.service, null) : null) == null
      || !(local.endpoint_type == "Interface" && local.private_dns)
    )
    error_message = try(
      format(
        "`service` has private names that hide public ones from every VPC that resolves them: %s; leave it if no client in the VPC needs these; else set `private_dns_enabled` to false and have clients use the endpoint's own names",
        var.service != null ? lookup(local.hidden, var.service, null) : null
      ),
      "holds"
    )
  }
}
