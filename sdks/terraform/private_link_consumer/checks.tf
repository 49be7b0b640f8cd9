check "subnets_endpoint_one_zone" {
  assert {
    condition     = !contains(["Interface", "Resource", "ServiceNetwork"], local.endpoint_type) || length(local.subnets) != 1
    error_message = "`subnets` has one Availability Zone: clients lose the service with it; add a subnet in another zone"
  }
}

check "security_group_endpoint_open_allowed" {
  assert {
    condition     = !var.security_group.allow_open_ingress || !(contains(var.security_group.allowed_ipv4_cidrs, "0.0.0.0/0") || contains(var.security_group.allowed_ipv6_cidrs, "::/0"))
    error_message = "`security_group` lets everybody in; name narrower ranges unless this is meant"
  }
}

check "acceptance_waiting" {
  assert {
    condition     = local.is_waiting == null ? true : !local.is_waiting
    error_message = "`acceptance` leaves the connection waiting until its provider accepts it; private DNS stays off until then; have the provider accept the endpoint's id, then set `mode` to `provider` and `accepted` to true"
  }
}
