check "policy_allows_nothing" {
  assert {
    condition = alltrue([
      for service in var.services :
      service.policy == null || can(regex("\"Effect\"\\s*:\\s*\"Allow\"", service.policy))
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].policy` has no statement that allows anything, so nobody gets through the endpoint; add a statement with `Effect` `Allow`: a policy that only denies does not allow the rest"
      if !(service.policy == null || can(regex("\"Effect\"\\s*:\\s*\"Allow\"", service.policy)))
    ])
  }

  assert {
    condition     = var.policy == null || can(regex("\"Effect\"\\s*:\\s*\"Allow\"", var.policy))
    error_message = "`policy` has no statement that allows anything, so nobody gets through the endpoint; add a statement with `Effect` `Allow`: a policy that only denies does not allow the rest"
  }
}

check "hub_region_less" {
  assert {
    condition = length([
      for member_key, member in local.members : member_key
      if member.facts == null
      ? false
      : member.dns == "profile" && !member.facts.regional && member.region == null
    ]) == 0
    error_message = "`services` has a service with one endpoint service for all Regions, which is in one Region of the partition only; set its `service_region` unless the hub is in that Region"
  }
}

check "acceptance_waiting" {
  assert {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.acceptance == null
      ? true
      : !(endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted)
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].acceptance` leaves the connection waiting until its provider accepts it; no names lead to the endpoint until then; have the provider accept the endpoint's id, then set `mode` to `provider` and `accepted` to true"
      if endpoint_service.acceptance == null
      ? false
      : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
    ])
  }
}

check "hub_zone_shadow" {
  assert {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.hidden, service.service != null ? service.service : service_key, null) == null
      || coalesce(service.dns, var.dns) == "none"
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"]` has private names that hide public ones from every VPC that resolves them: %s; leave it if no client needs these; else set its `dns` to `none` and give the clients names of their own, or have those VPCs leave this service out",
        service_key,
        lookup(local.hidden, service.service != null ? service.service : service_key, null)
      )
      if !(
        lookup(local.hidden, service.service != null ? service.service : service_key, null) == null
        || coalesce(service.dns, var.dns) == "none"
      )
    ])
  }
}

check "hub_one_zone" {
  assert {
    condition     = length(var.availability_zone_ids) != 1
    error_message = "`availability_zone_ids` has one Availability Zone: clients lose all services with it; add another zone"
  }

  assert {
    condition     = var.existing_vpc == null ? true : length(var.existing_vpc.endpoint_subnets) != 1
    error_message = "`existing_vpc.endpoint_subnets` has one Availability Zone: clients lose all services with it; add a subnet in another zone"
  }
}

check "hub_quota_endpoints" {
  assert {
    condition = length(local.members) <= var.quotas.endpoints_per_vpc
    error_message = format(
      "`services` makes %s endpoints with those of `bundles` and `endpoint_services`, and the quota `Interface and Gateway Load Balancer endpoints per VPC` is %s; ask AWS for a higher quota before this is deployed, and say it in `quotas`, or make a second hub",
      length(local.members),
      var.quotas.endpoints_per_vpc
    )
  }
}

check "hub_quota_zones" {
  assert {
    condition = (
      !contains(["zones", "profileZones"], var.dns)
      || (
        length({
          for spoke_key, spoke in var.spokes : spoke_key => spoke
          if(spoke.zones == null ? false : length(spoke.zones) > 0)
          || spoke.zones == null && var.dns == "zones"
        }) <= var.quotas.vpcs_per_zone
        && length({
          for spoke_key, spoke in var.spokes : spoke_key => spoke
          if(spoke.zones == null ? false : length(spoke.zones) > 0)
          || spoke.zones == null && var.dns == "zones"
        }) != var.quotas.vpcs_per_zone
      )
    )
    error_message = format(
      "`quotas.vpcs_per_zone` is %s, and with the hub's own VPC the zones are for more than those of %s spokes; set `dns` to `profile`, or ask AWS for a higher quota and say it here",
      var.quotas.vpcs_per_zone,
      length({
        for spoke_key, spoke in var.spokes : spoke_key => spoke
        if(spoke.zones == null ? false : length(spoke.zones) > 0)
        || spoke.zones == null && var.dns == "zones"
      })
    )
  }
}

check "hub_external" {
  assert {
    condition = (
      !var.allow_external_principals
      || length([for share_with in var.share_with : share_with if can(regex("^[0-9]{12}$", share_with))]) == 0
    )
    error_message = format(
      "`allow_external_principals` lets accounts outside of the organization in: %s; leave it out if all of these are in the organization",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for share_with in var.share_with : share_with
          if can(regex("^[0-9]{12}$", share_with))
        ]),
        ["none"]
      ))
    )
  }
}
