check "principals_anybody_allowed" {
  assert {
    condition     = !contains(var.allowed_principals, "*") || var.acceptance_required || !var.allow_any_principal
    error_message = "`allowed_principals` has `*` and `acceptance_required` is false: consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address; name the principals unless this is meant"
  }
}

check "principals_unused_consent" {
  assert {
    condition     = !var.allow_any_principal || contains(var.allowed_principals, "*")
    error_message = "`allow_any_principal` is set, but `allowed_principals` has no `*`; remove it"
  }
}

check "security_group_open_allowed" {
  assert {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.ingress : !var.load_balancer.security_group.allow_open_ingress || !(rule.cidr_ipv4 == "0.0.0.0/0" || rule.cidr_ipv6 == "::/0")
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${rule_key}\"]` lets everybody in; name a narrower range unless this is meant"
        if !(!var.load_balancer.security_group.allow_open_ingress || !(rule.cidr_ipv4 == "0.0.0.0/0" || rule.cidr_ipv6 == "::/0"))
      ]
    )
  }
}

check "subnets_one_zone" {
  assert {
    condition     = var.load_balancer == null ? true : length(keys(var.load_balancer.subnets)) != 1
    error_message = "`load_balancer.subnets` has one Availability Zone: the service fails with it; add a subnet in another zone"
  }
}
