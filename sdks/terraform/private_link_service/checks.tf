check "subnets_one_zone" {
  assert {
    condition     = var.load_balancer == null ? true : length(var.load_balancer.subnets) != 1
    error_message = "`load_balancer.subnets` has one Availability Zone: the service fails with it; add a subnet in another zone"
  }

  assert {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.subnet_ids == null ? true : length(var.load_balancer.subnet_ids) != 1
    )
    error_message = "`load_balancer.subnet_ids` has one Availability Zone: the service fails with it; add a subnet in another zone"
  }
}

check "access_logs_no_tls" {
  assert {
    condition = (
      var.load_balancer == null
      ? true
      : (
        var.load_balancer.access_logs == null
        || length([
          for listener_key, listener in var.listeners : listener_key
          if listener.protocol == "TLS"
        ]) > 0
      )
    )
    error_message = "`load_balancer.access_logs` is given, but no listener speaks TLS, and AWS logs no others; set `protocol` of a listener to `TLS`, or remove it"
  }
}

check "principals_anybody_allowed" {
  assert {
    condition     = !contains(var.allowed_principals, "*") || var.acceptance_required || !var.allow_any_principal
    error_message = "`allowed_principals` has `*` and `acceptance_required` is false: consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address; name the principals unless this is meant"
  }
}

check "principals_unused_consent" {
  assert {
    condition     = !var.allow_any_principal || contains(var.allowed_principals, "*") && !var.acceptance_required
    error_message = "`allow_any_principal` is set, but `allowed_principals` has no `*`, or each connection has to be accepted; remove it"
  }
}

check "alarms_nobody_told" {
  assert {
    condition     = var.alarms == null ? true : var.alarms.topic_arn != null || var.topic != null
    error_message = "`alarms` notifies nobody: it has no `topic_arn`, and there is no `topic`; give `topic_arn`, or make a topic with `topic`"
  }
}

check "security_group_consent_unused" {
  assert {
    condition = (
      var.load_balancer == null
      ? true
      : (
        !var.load_balancer.security_group.allow_open_ingress
        || length([
          for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key
          if ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0"
        ]) > 0
      )
    )
    error_message = "`load_balancer.security_group.allow_open_ingress` is set, but no rule lets everybody in; remove it"
  }
}

check "security_group_open_allowed" {
  assert {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for ingress in var.load_balancer.security_group.ingress :
        !var.load_balancer.security_group.allow_open_ingress
        || !(ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0")
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for ingress_key, ingress in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${ingress_key}\"]` lets everybody in; name a narrower range unless this is meant"
        if !(
          !var.load_balancer.security_group.allow_open_ingress
          || !(ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0")
        )
      ]
    )
  }
}

check "listeners_udp_source_nat" {
  assert {
    condition = alltrue([
      for listener in var.listeners :
      !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP") || var.load_balancer == null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].protocol` is `${listener.protocol}`, which AWS refuses until the load balancer has IPv6 prefixes for source NAT, and only CloudFormation turns them on; deploy with CloudFormation, or turn them on with `aws elbv2 set-subnets --enable-prefix-for-ipv6-source-nat on` and deploy again"
      if !(!(listener.protocol == "UDP" || listener.protocol == "TCP_UDP") || var.load_balancer == null)
    ])
  }
}

check "listeners_udp_regions" {
  assert {
    condition = alltrue([
      for listener in var.listeners :
      !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      || var.load_balancer == null
      || length(var.supported_regions) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].protocol` is `${listener.protocol}`, and packets in fragments do not arrive from other Regions; send packets that need no fragments, or remove `supported_regions`"
      if !(
        !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
        || var.load_balancer == null
        || length(var.supported_regions) == 0
      )
    ])
  }
}
