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

check "payer_unused_consent" {
  assert {
    condition     = !var.allow_permanent_payer || var.payer_responsibility != null
    error_message = "`allow_permanent_payer` is set, but there is no `payer_responsibility`; remove it"
  }
}

check "principals_nobody" {
  assert {
    condition     = length(var.allowed_principals) > 0 || length(var.allowed_principals_by_name) > 0
    error_message = "`allowed_principals` is empty: no consumer may connect until somebody is allowed; name who may connect, such as `arn:aws:iam::111111111111:root`"
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

check "listeners_zone_without_target" {
  assert {
    condition = alltrue([
      for listener in var.listeners :
      coalesce(listener.cross_zone, try(var.load_balancer.cross_zone, true))
      || length(listener.targets) == 0
      || length(listener.auto_scaling_groups) > 0
      || listener.target_type == "alb"
      || length([
        for target_key, target in listener.targets : target_key
        if target.availability_zone == "all"
      ]) > 0
      || (
        var.load_balancer == null
        ? 0
        : length(var.load_balancer.subnets) > 0
        ? length(var.load_balancer.subnets)
        : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
      ) <= length(listener.targets)
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].targets` has fewer targets (%s) than Availability Zones (%s), and traffic stays in its zone: endpoints of a zone without a target reach nobody; add a target in each zone, or set `cross_zone` here or of `load_balancer`",
        listener_key,
        length(listener.targets),
        var.load_balancer == null
        ? 0
        : length(var.load_balancer.subnets) > 0
        ? length(var.load_balancer.subnets)
        : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
      )
      if !(
        coalesce(listener.cross_zone, try(var.load_balancer.cross_zone, true))
        || length(listener.targets) == 0
        || length(listener.auto_scaling_groups) > 0
        || listener.target_type == "alb"
        || length([
          for target_key, target in listener.targets : target_key
          if target.availability_zone == "all"
        ]) > 0
        || (
          var.load_balancer == null
          ? 0
          : length(var.load_balancer.subnets) > 0
          ? length(var.load_balancer.subnets)
          : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
        ) <= length(listener.targets)
      )
    ])
  }

  assert {
    condition = alltrue([
      for listener in var.listeners :
      listener.second_target_group == null
      ? true
      : (
        coalesce(listener.cross_zone, try(var.load_balancer.cross_zone, true))
        || length(listener.second_target_group.targets) == 0
        || length(listener.second_target_group.auto_scaling_groups) > 0
        || listener.target_type == "alb"
        || length([
          for target_key, target in listener.second_target_group.targets : target_key
          if target.availability_zone == "all"
        ]) > 0
        || (
          var.load_balancer == null
          ? 0
          : length(var.load_balancer.subnets) > 0
          ? length(var.load_balancer.subnets)
          : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
        ) <= length(listener.second_target_group.targets)
      )
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].second_target_group.targets` has fewer targets (%s) than Availability Zones (%s), and traffic stays in its zone: endpoints of a zone without a target reach nobody; add a target in each zone, or set `cross_zone` here or of `load_balancer`",
        listener_key,
        listener.second_target_group == null ? 0 : length(listener.second_target_group.targets),
        var.load_balancer == null
        ? 0
        : length(var.load_balancer.subnets) > 0
        ? length(var.load_balancer.subnets)
        : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
      )
      if listener.second_target_group == null
      ? false
      : !(
        coalesce(listener.cross_zone, try(var.load_balancer.cross_zone, true))
        || length(listener.second_target_group.targets) == 0
        || length(listener.second_target_group.auto_scaling_groups) > 0
        || listener.target_type == "alb"
        || length([
          for target_key, target in listener.second_target_group.targets : target_key
          if target.availability_zone == "all"
        ]) > 0
        || (
          var.load_balancer == null
          ? 0
          : length(var.load_balancer.subnets) > 0
          ? length(var.load_balancer.subnets)
          : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
        ) <= length(listener.second_target_group.targets)
      )
    ])
  }
}

check "application_load_balancer_zone_without_target" {
  assert {
    condition = (
      var.load_balancer == null
      ? true
      : var.application_load_balancer == null
      ? true
      : (
        var.load_balancer.cross_zone
        || length([
          for listener_key, listener in var.listeners : listener_key
          if listener.target_type == "alb" && length(listener.targets) == 0
        ]) == 0
        || length(var.application_load_balancer.subnets) == 0
        || length([
          for subnet in keys(var.load_balancer.subnets) : subnet
          if !contains(keys(var.application_load_balancer.subnets), subnet)
        ]) == 0
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.subnets` leaves out %s, and traffic stays in its zone: endpoints of a zone without a target reach nobody; add a subnet in each zone of `load_balancer.subnets`, or set `load_balancer.cross_zone`",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for subnet in keys(var.load_balancer.subnets) : subnet
            if var.application_load_balancer == null
            ? true
            : !contains(keys(var.application_load_balancer.subnets), subnet)
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }
}

check "private_dns_certificate" {
  assert {
    condition = (
      var.private_dns == null
      ? true
      : (
        length(distinct(flatten([
          for certificate in var.certificates : distinct(concat(
            [certificate.domain_name],
            certificate.subject_alternative_names
          ))
        ]))) == 0
        || length([
          for listener_key, listener in var.listeners : listener_key
          if listener.certificate_arn != null
        ]) > 0
        || (
          var.application_load_balancer == null
          ? false
          : var.application_load_balancer.certificate_arn != null
        )
        || contains(
          distinct(flatten([
            for certificate in var.certificates : distinct(concat(
              [certificate.domain_name],
              certificate.subject_alternative_names
            ))
          ])),
          var.private_dns.name
        )
        || contains(
          distinct(flatten([
            for certificate in var.certificates : distinct(concat(
              [certificate.domain_name],
              certificate.subject_alternative_names
            ))
          ])),
          "*.${trimprefix(var.private_dns.name, "${split(".", var.private_dns.name)[0]}.")}"
        )
      )
    )
    error_message = try(
      format(
        "`private_dns.name` is `%s`, and certificates are for %s: clients that check names would refuse the service; add the name to `subject_alternative_names` of a certificate",
        var.private_dns.name,
        join(", ", coalescelist(
          formatlist("`%s`", distinct(flatten([
            for certificate in var.certificates : distinct(concat(
              [certificate.domain_name],
              certificate.subject_alternative_names
            ))
          ]))),
          ["none"]
        ))
      ),
      "holds"
    )
  }
}
