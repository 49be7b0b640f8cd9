check "hub_quota_endpoints" {
  assert {
    condition = length(local.members) <= 50
    error_message = format(
      "`services` makes %s endpoints with those of `bundles`, and a VPC has the quota `Interface and Gateway Load Balancer endpoints per VPC` of 50; ask AWS for a higher quota before this is deployed, or make a second hub",
      length(local.members)
    )
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

check "hub_external" {
  assert {
    condition = (
      !var.allow_external_principals
      || length([for share_with in var.share_with : share_with if can(regex("^[0-9]{12}$", share_with))]) == 0
    )
    error_message = format(
      "`allow_external_principals` lets accounts outside of the organization in: %s; leave it out if all of these are in the organization",
      jsonencode([for share_with in var.share_with : share_with if can(regex("^[0-9]{12}$", share_with))])
    )
  }
}
