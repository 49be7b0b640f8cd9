variable "name" {
  description = "Value of the `Name` tag of every resource. Physical names are left to AWS, so that a replacement never collides."
  type        = string
  nullable    = false

  validation {
    condition = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", var.name))
    error_message = format(
      "`name` is `%s`, which is not a name of letters, digits and hyphens; use a name of letters, digits and hyphens, such as payments-api",
      var.name
    )
  }

  validation {
    condition     = length(var.name) <= 32
    error_message = "`name` has ${length(var.name)} characters, more than the 32 allowed; shorten it to 32 characters or fewer"
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer. Needed with `load_balancer`."
  type        = string
  default     = null

  validation {
    condition = var.vpc_id == null || can(regex("^vpc-[0-9a-f]{1,32}$", var.vpc_id))
    error_message = try(
      "`vpc_id` is `${var.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition     = var.load_balancer == null || var.vpc_id != null
    error_message = "`vpc_id` is missing, but `load_balancer` needs it; give the VPC of the load balancer"
  }

  validation {
    condition     = var.vpc_id == null || var.load_balancer != null
    error_message = "`vpc_id` is given, but load balancers that are already there are in their own VPCs; remove it, or give `load_balancer`"
  }
}

variable "load_balancer" {
  description = "Makes a Network Load Balancer. Give this, `network_load_balancer_arns` or `gateway_load_balancer_arns`."
  type = object({
    subnets = optional(
      map(object({
        subnet_id            = string
        private_ipv4_address = optional(string)
        ipv6_address         = optional(string)
      })),
      {}
    )
    subnet_ids                       = optional(list(string))
    ip_address_type                  = optional(string, "ipv4")
    cross_zone                       = optional(bool, false)
    zonal_shift                      = optional(bool, false)
    dns_record_client_routing_policy = optional(string, "any_availability_zone")
    deletion_protection              = optional(bool, false)
    security_group = optional(
      object({
        create = optional(bool, true)
        ids    = optional(list(string), [])
        ingress = optional(
          map(object({
            protocol            = optional(string, "tcp")
            from_port           = number
            to_port             = optional(number)
            cidr_ipv4           = optional(string)
            cidr_ipv6           = optional(string)
            prefix_list_id      = optional(string)
            prefix_list_entries = optional(number)
            security_group_id   = optional(string)
            description         = optional(string)
          })),
          {}
        )
        egress = optional(
          map(object({
            protocol            = optional(string, "tcp")
            from_port           = number
            to_port             = optional(number)
            cidr_ipv4           = optional(string)
            cidr_ipv6           = optional(string)
            prefix_list_id      = optional(string)
            prefix_list_entries = optional(number)
            security_group_id   = optional(string)
            description         = optional(string)
          })),
          {}
        )
        allow_open_ingress = optional(bool, false)
      }),
      {}
    )
    enforce_inbound_rules_on_private_link_traffic = optional(bool, false)
    access_logs = optional(object({
      bucket = optional(string)
      create = optional(object({
        expire_after_days = optional(number)
        force_destroy     = optional(bool, false)
      }))
      prefix  = optional(string)
      enabled = optional(bool, true)
    }))
    minimum_capacity_units = optional(number)
  })
  default = null

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : can(regex(
          "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets :
        format(
          "`load_balancer.subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
          item_key,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item_key))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets :
        format(
          "`load_balancer.subnets[\"%s\"].subnet_id` is `%s`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890",
          item_key,
          item.subnet_id
        )
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets :
        item.private_ipv4_address == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          item.private_ipv4_address
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets :
        format(
          "`load_balancer.subnets[\"%s\"].private_ipv4_address` is `%s`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10",
          item_key,
          item.private_ipv4_address
        )
        if !(
          item.private_ipv4_address == null
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
            item.private_ipv4_address
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets :
        item.ipv6_address == null
        || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets :
        format(
          "`load_balancer.subnets[\"%s\"].ipv6_address` is `%s`, which is not an IPv6 address; use an IPv6 address, such as 2001:db8::10",
          item_key,
          item.ipv6_address
        )
        if !(
          item.ipv6_address == null
          || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address))
        )
      ]
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.subnet_ids == null ? true : length(var.load_balancer.subnet_ids) >= 1
    )
    error_message = try(
      "`load_balancer.subnet_ids` has ${length(var.load_balancer.subnet_ids)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.subnet_ids == null ? true : length(var.load_balancer.subnet_ids) <= 50
    )
    error_message = try(
      "`load_balancer.subnet_ids` has ${length(var.load_balancer.subnet_ids)} entries, more than the 50 allowed; give at most 50",
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.subnet_ids == null
      ? true
      : length(var.load_balancer.subnet_ids) == length(distinct(var.load_balancer.subnet_ids))
    )
    error_message = try(
      format(
        "`load_balancer.subnet_ids` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.load_balancer.subnet_ids) : twice
            if length([for other in var.load_balancer.subnet_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null
      ? []
      : var.load_balancer.subnet_ids == null ? [] : [
        for item in var.load_balancer.subnet_ids : can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null
      ? []
      : var.load_balancer.subnet_ids == null ? [] : [
        for item_index, item in var.load_balancer.subnet_ids :
        "`load_balancer.subnet_ids[${item_index}]` is `${item}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = var.load_balancer == null ? true : contains(
      ["ipv4", "dualstack"],
      var.load_balancer.ip_address_type
    )
    error_message = try(
      "`load_balancer.ip_address_type` is `${var.load_balancer.ip_address_type}`, which is not offered; use one of `ipv4`, `dualstack`",
      "holds"
    )
  }

  validation {
    condition = var.load_balancer == null ? true : contains(
      ["any_availability_zone", "partial_availability_zone_affinity", "availability_zone_affinity"],
      var.load_balancer.dns_record_client_routing_policy
    )
    error_message = try(
      "`load_balancer.dns_record_client_routing_policy` is `${var.load_balancer.dns_record_client_routing_policy}`, which is not offered; use one of `any_availability_zone`, `partial_availability_zone_affinity`, `availability_zone_affinity`",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ids : can(regex("^sg-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_index, item in var.load_balancer.security_group.ids :
        format(
          "`load_balancer.security_group.ids[%s]` is `%s`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890",
          item_index,
          item
        )
        if !can(regex("^sg-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : contains(["tcp", "udp"], item.protocol)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `tcp`, `udp`"
        if !contains(["tcp", "udp"], item.protocol)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.from_port
        )
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${item_key}\"].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.cidr_ipv4 == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item.cidr_ipv4
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].cidr_ipv4` is `%s`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
          item_key,
          item.cidr_ipv4
        )
        if !(
          item.cidr_ipv4 == null
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item.cidr_ipv4
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].cidr_ipv4` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv4,
          try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
        if !(
          item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.cidr_ipv6 == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          item.cidr_ipv6
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].cidr_ipv6` is `%s`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
          item_key,
          item.cidr_ipv6
        )
        if !(
          item.cidr_ipv6 == null
          || can(regex(
            "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
            item.cidr_ipv6
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].cidr_ipv6` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv6,
          try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
        if !(
          item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].prefix_list_id` is `%s`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890",
          item_key,
          item.prefix_list_id
        )
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.prefix_list_entries == null
        ? true
        : item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].prefix_list_entries` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
          item_key,
          item.prefix_list_entries
        )
        if item.prefix_list_entries == null
        ? false
        : !(item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress :
        item.description == null ? true : length(item.description) <= 255
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"].description` has %s characters, more than the 255 allowed; shorten it to 255 characters or fewer",
          item_key,
          length(item.description)
        )
        if item.description == null ? false : length(item.description) > 255
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : contains(["tcp", "udp"], item.protocol)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `tcp`, `udp`"
        if !contains(["tcp", "udp"], item.protocol)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.from_port
        )
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress[\"${item_key}\"].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.cidr_ipv4 == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item.cidr_ipv4
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].cidr_ipv4` is `%s`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
          item_key,
          item.cidr_ipv4
        )
        if !(
          item.cidr_ipv4 == null
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item.cidr_ipv4
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].cidr_ipv4` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv4,
          try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
        if !(
          item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.cidr_ipv6 == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          item.cidr_ipv6
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].cidr_ipv6` is `%s`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
          item_key,
          item.cidr_ipv6
        )
        if !(
          item.cidr_ipv6 == null
          || can(regex(
            "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
            item.cidr_ipv6
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].cidr_ipv6` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv6,
          try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
        if !(
          item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].prefix_list_id` is `%s`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890",
          item_key,
          item.prefix_list_id
        )
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.prefix_list_entries == null
        ? true
        : item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].prefix_list_entries` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
          item_key,
          item.prefix_list_entries
        )
        if item.prefix_list_entries == null
        ? false
        : !(item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress :
        item.description == null ? true : length(item.description) <= 255
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"].description` has %s characters, more than the 255 allowed; shorten it to 255 characters or fewer",
          item_key,
          length(item.description)
        )
        if item.description == null ? false : length(item.description) > 255
      ]
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.access_logs == null
      ? true
      : var.load_balancer.access_logs.bucket == null
      ? true
      : length(var.load_balancer.access_logs.bucket) <= 63
    )
    error_message = try(
      format(
        "`load_balancer.access_logs.bucket` has %s characters, more than the 63 allowed; shorten it to 63 characters or fewer",
        length(var.load_balancer.access_logs.bucket)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.access_logs == null
      ? true
      : var.load_balancer.access_logs.create == null
      ? true
      : var.load_balancer.access_logs.create.expire_after_days == null
      ? true
      : (
        var.load_balancer.access_logs.create.expire_after_days >= 1
        && var.load_balancer.access_logs.create.expire_after_days <= 36500
      )
    )
    error_message = try(
      format(
        "`load_balancer.access_logs.create.expire_after_days` is %s, which is outside 1 to 36500; use a whole number from 1 to 36500",
        var.load_balancer.access_logs.create.expire_after_days
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.minimum_capacity_units == null
      ? true
      : var.load_balancer.minimum_capacity_units >= 1 && var.load_balancer.minimum_capacity_units <= 1000000
    )
    error_message = try(
      format(
        "`load_balancer.minimum_capacity_units` is %s, which is outside 1 to 1000000; use a whole number from 1 to 1000000",
        var.load_balancer.minimum_capacity_units
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : length(var.load_balancer.subnets) > 0 || var.load_balancer.subnet_ids != null
    )
    error_message = "`load_balancer.subnets` is empty, but the load balancer needs one; give a subnet in two Availability Zones, here or in `subnet_ids`"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.subnet_ids == null || length(var.load_balancer.subnets) == 0
    )
    error_message = "`load_balancer.subnet_ids` is given beside `subnets`; give `subnets` where zones are known, else `subnet_ids`"
  }

  validation {
    condition     = var.load_balancer == null ? true : length(var.load_balancer.subnets) <= 50
    error_message = "`load_balancer.subnets` has more than 50 entries, and no Region has so many Availability Zones; give one subnet in each Availability Zone"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : length(distinct([
        for subnet_key, subnet in var.load_balancer.subnets : split("-", subnet_key)[0]
        if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
      ])) <= 1
    )
    error_message = try(
      var.load_balancer == null
      ? "`load_balancer.subnets` has zones of several Regions: none; give subnets of one VPC only"
      : format(
        "`load_balancer.subnets` has zones of several Regions: %s; give subnets of one VPC only",
        join(", ", coalescelist(
          formatlist("`%s`", distinct([
            for subnet_key, subnet in var.load_balancer.subnets : split("-", subnet_key)[0]
            if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
          ])),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for subnet in var.load_balancer.subnets :
        subnet.ipv6_address == null || var.load_balancer.ip_address_type == "dualstack"
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        "`load_balancer.subnets[\"${subnet_key}\"].ipv6_address` is given, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`, or remove it"
        if !(subnet.ipv6_address == null || var.load_balancer.ip_address_type == "dualstack")
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        !contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets : other_subnet.subnet_id
            if other_subnet_key != subnet_key
          ],
          subnet.subnet_id
        )
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        "`load_balancer.subnets[\"${subnet_key}\"].subnet_id` is the same as that of another subnet; give each subnet its own"
        if contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets : other_subnet.subnet_id
            if other_subnet_key != subnet_key
          ],
          subnet.subnet_id
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        subnet.private_ipv4_address == null
        ? true
        : !contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets :
            other_subnet.private_ipv4_address
            if other_subnet_key != subnet_key && other_subnet.private_ipv4_address != null
          ],
          subnet.private_ipv4_address
        )
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        "`load_balancer.subnets[\"${subnet_key}\"].private_ipv4_address` is the same as that of another subnet; give each subnet its own"
        if subnet.private_ipv4_address == null ? false : contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets :
            other_subnet.private_ipv4_address
            if other_subnet_key != subnet_key && other_subnet.private_ipv4_address != null
          ],
          subnet.private_ipv4_address
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        subnet.ipv6_address == null
        ? true
        : !contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets : other_subnet.ipv6_address
            if other_subnet_key != subnet_key && other_subnet.ipv6_address != null
          ],
          subnet.ipv6_address
        )
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets :
        "`load_balancer.subnets[\"${subnet_key}\"].ipv6_address` is the same as that of another subnet; give each subnet its own"
        if subnet.ipv6_address == null ? false : contains(
          [
            for other_subnet_key, other_subnet in var.load_balancer.subnets : other_subnet.ipv6_address
            if other_subnet_key != subnet_key && other_subnet.ipv6_address != null
          ],
          subnet.ipv6_address
        )
      ]
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.access_logs == null
      ? true
      : var.load_balancer.access_logs.bucket != null || var.load_balancer.access_logs.create != null
    )
    error_message = "`load_balancer.access_logs` has no bucket to write to; name one in `bucket`, or make one with `create`"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.access_logs == null
      ? true
      : !(var.load_balancer.access_logs.bucket != null && var.load_balancer.access_logs.create != null)
    )
    error_message = "`load_balancer.access_logs` names a bucket and makes one; give `bucket` or `create`, not both"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.access_logs == null
      ? true
      : (
        var.load_balancer.access_logs.prefix == null
        || !can(regex("AWSLogs|^/|/$", var.load_balancer.access_logs.prefix))
      )
    )
    error_message = "`load_balancer.access_logs.prefix` begins or ends with `/`, or has `AWSLogs` in it; give the folder alone: AWS adds `AWSLogs` and what follows"
  }

  validation {
    condition = (
      var.load_balancer != null
      || length(var.network_load_balancer_arns) > 0
      || length(var.gateway_load_balancer_arns) > 0
    )
    error_message = "`load_balancer` is missing, and so are `network_load_balancer_arns` and `gateway_load_balancer_arns`; give exactly one of them"
  }

  validation {
    condition = !(
      var.load_balancer != null
      && (length(var.network_load_balancer_arns) > 0 || length(var.gateway_load_balancer_arns) > 0)
    )
    error_message = "`load_balancer` is given beside load balancers that are already there; give `load_balancer`, `network_load_balancer_arns` or `gateway_load_balancer_arns`, not several"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.load_balancer.security_group.create || length(var.load_balancer.security_group.ids) > 0
    )
    error_message = "`load_balancer.security_group` leaves the load balancer without a group, and it could never get one; set `create`, or name groups in `ids`"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : (
        var.load_balancer.security_group.create
        || (
          length(var.load_balancer.security_group.ingress) == 0
          && length(var.load_balancer.security_group.egress) == 0
        )
      )
    )
    error_message = "`load_balancer.security_group` has rules, but no group is made to hold them; set `create`, or remove `ingress` and `egress`"
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for ingress in var.load_balancer.security_group.ingress :
        ingress.prefix_list_entries == null || ingress.prefix_list_id != null
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for ingress_key, ingress in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${ingress_key}\"].prefix_list_entries` is given, but no prefix list is let in; remove it"
        if !(ingress.prefix_list_entries == null || ingress.prefix_list_id != null)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for ingress in var.load_balancer.security_group.ingress :
        length(concat(
          ingress.cidr_ipv4 != null ? [1] : [],
          ingress.cidr_ipv6 != null ? [1] : [],
          ingress.prefix_list_id != null ? [1] : [],
          ingress.security_group_id != null ? [1] : []
        )) == 1
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for ingress_key, ingress in var.load_balancer.security_group.ingress :
        format(
          "`load_balancer.security_group.ingress[\"%s\"]` has %s ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`",
          ingress_key,
          length(concat(
            ingress.cidr_ipv4 != null ? [1] : [],
            ingress.cidr_ipv6 != null ? [1] : [],
            ingress.prefix_list_id != null ? [1] : [],
            ingress.security_group_id != null ? [1] : []
          ))
        )
        if length(concat(
          ingress.cidr_ipv4 != null ? [1] : [],
          ingress.cidr_ipv6 != null ? [1] : [],
          ingress.prefix_list_id != null ? [1] : [],
          ingress.security_group_id != null ? [1] : []
        )) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for ingress in var.load_balancer.security_group.ingress :
        ingress.to_port == null ? true : ingress.from_port <= ingress.to_port
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for ingress_key, ingress in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${ingress_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if ingress.to_port == null ? false : ingress.from_port > ingress.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for egress in var.load_balancer.security_group.egress :
        egress.prefix_list_entries == null || egress.prefix_list_id != null
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for egress_key, egress in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress[\"${egress_key}\"].prefix_list_entries` is given, but no prefix list is let in; remove it"
        if !(egress.prefix_list_entries == null || egress.prefix_list_id != null)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for egress in var.load_balancer.security_group.egress :
        length(concat(
          egress.cidr_ipv4 != null ? [1] : [],
          egress.cidr_ipv6 != null ? [1] : [],
          egress.prefix_list_id != null ? [1] : [],
          egress.security_group_id != null ? [1] : []
        )) == 1
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for egress_key, egress in var.load_balancer.security_group.egress :
        format(
          "`load_balancer.security_group.egress[\"%s\"]` has %s ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`",
          egress_key,
          length(concat(
            egress.cidr_ipv4 != null ? [1] : [],
            egress.cidr_ipv6 != null ? [1] : [],
            egress.prefix_list_id != null ? [1] : [],
            egress.security_group_id != null ? [1] : []
          ))
        )
        if length(concat(
          egress.cidr_ipv4 != null ? [1] : [],
          egress.cidr_ipv6 != null ? [1] : [],
          egress.prefix_list_id != null ? [1] : [],
          egress.security_group_id != null ? [1] : []
        )) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for egress in var.load_balancer.security_group.egress :
        egress.to_port == null ? true : egress.from_port <= egress.to_port
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for egress_key, egress in var.load_balancer.security_group.egress :
        "`load_balancer.security_group.egress[\"${egress_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if egress.to_port == null ? false : egress.from_port > egress.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for ingress in var.load_balancer.security_group.ingress :
        var.load_balancer.security_group.allow_open_ingress
        || !(ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0")
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for ingress_key, ingress in var.load_balancer.security_group.ingress :
        "`load_balancer.security_group.ingress[\"${ingress_key}\"]` lets everybody in; name a narrower range, or confirm with `allow_open_ingress`"
        if !(
          var.load_balancer.security_group.allow_open_ingress
          || !(ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0")
        )
      ]
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : !(
        var.private_dns != null
        && length([
          for subnet in keys(var.load_balancer.subnets) : subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
        ]) > 0
      )
    )
    error_message = try(
      var.load_balancer == null
      ? "`load_balancer.subnets` has none, where endpoint services have no private DNS names, but `private_dns` is given; remove `private_dns`, and let consumers make a private zone, as `customDns` of `PrivateLinkConsumer` does"
      : format(
        "`load_balancer.subnets` has %s, where endpoint services have no private DNS names, but `private_dns` is given; remove `private_dns`, and let consumers make a private zone, as `customDns` of `PrivateLinkConsumer` does",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for subnet in keys(var.load_balancer.subnets) : subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : !(
        length(var.certificates) > 0
        && length([
          for subnet in keys(var.load_balancer.subnets) : subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
        ]) > 0
      )
    )
    error_message = try(
      var.load_balancer == null
      ? "`load_balancer.subnets` has none, where no public record proves who owns a domain, since the network is not connected to the internet, but `certificates` is given; remove `certificates`, and give the ARN of a certificate that is there"
      : format(
        "`load_balancer.subnets` has %s, where no public record proves who owns a domain, since the network is not connected to the internet, but `certificates` is given; remove `certificates`, and give the ARN of a certificate that is there",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for subnet in keys(var.load_balancer.subnets) : subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }
}

variable "listeners" {
  description = "What the load balancer takes and where it sends it. Key: a name for the listener, such as `https`. At most 50."
  type = map(object({
    port                        = number
    protocol                    = optional(string, "TCP")
    certificate_arn             = optional(string)
    certificate                 = optional(string)
    additional_certificate_arns = optional(map(string), {})
    additional_certificates     = optional(list(string), [])
    ssl_policy                  = optional(string)
    alpn_policy                 = optional(string)
    tcp_idle_timeout_seconds    = optional(number)
    target_type                 = optional(string, "ip")
    target_port                 = optional(number)
    target_protocol             = optional(string)
    target_ip_address_type      = optional(string, "ipv4")
    targets = optional(
      map(object({
        id                = string
        port              = optional(number)
        availability_zone = optional(string)
      })),
      {}
    )
    auto_scaling_groups = optional(map(string), {})
    second_target_group = optional(object({
      weight = number
      targets = optional(
        map(object({
          id                = string
          port              = optional(number)
          availability_zone = optional(string)
        })),
        {}
      )
      auto_scaling_groups = optional(map(string), {})
    }))
    weight = optional(number)
    health_check = optional(
      object({
        protocol            = optional(string)
        port                = optional(number)
        path                = optional(string)
        matcher             = optional(string)
        interval_seconds    = optional(number, 30)
        timeout_seconds     = optional(number)
        healthy_threshold   = optional(number, 5)
        unhealthy_threshold = optional(number, 2)
      }),
      {}
    )
    cross_zone = optional(bool)
    zone_health = optional(object({
      dns_targets        = optional(number, 1)
      dns_percentage     = optional(number)
      routing_targets    = optional(number, 1)
      routing_percentage = optional(number)
    }))
    deregistration_delay_seconds = optional(number)
    connection_termination       = optional(bool, false)
    proxy_protocol_v2            = optional(bool, false)
    preserve_client_ip           = optional(bool)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.listeners : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : item.port >= 1 && item.port <= 65535])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].port` is ${item.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.port >= 1 && item.port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : contains(["TCP", "TLS", "UDP", "TCP_UDP"], item.protocol)
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `TCP`, `TLS`, `UDP`, `TCP_UDP`"
      if !contains(["TCP", "TLS", "UDP", "TCP_UDP"], item.protocol)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.certificate_arn == null
      || can(regex(
        "^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$",
        item.certificate_arn
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].certificate_arn` is `${item.certificate_arn}`, which is not the ARN of a certificate; use the ARN of a certificate, such as arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"
      if !(
        item.certificate_arn == null
        || can(regex(
          "^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$",
          item.certificate_arn
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.certificate == null || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item.certificate))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].certificate` is `${item.certificate}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !(item.certificate == null || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item.certificate)))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part_key, part in item.additional_certificate_arns : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.additional_certificate_arns :
        "`listeners[\"${item_key}\"].additional_certificate_arns` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part in item.additional_certificate_arns : can(regex(
          "^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.additional_certificate_arns :
        "`listeners[\"${item_key}\"].additional_certificate_arns[\"${part_key}\"]` is `${part}`, which is not the ARN of a certificate; use the ARN of a certificate, such as arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"
        if !can(regex(
          "^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      length(item.additional_certificates) == length(distinct(item.additional_certificates))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].additional_certificates` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.additional_certificates) : twice
            if length([for other in item.additional_certificates : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.additional_certificates) != length(distinct(item.additional_certificates))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part in item.additional_certificates : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_index, part in item.additional_certificates :
        "`listeners[\"${item_key}\"].additional_certificates[${part_index}]` is `${part}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.alpn_policy == null ? true : contains(
        ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"],
        item.alpn_policy
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].alpn_policy` is `%s`, which is not offered; use one of `HTTP1Only`, `HTTP2Only`, `HTTP2Optional`, `HTTP2Preferred`, `None`",
        item_key,
        item.alpn_policy
      )
      if item.alpn_policy == null
      ? false
      : !contains(["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"], item.alpn_policy)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.tcp_idle_timeout_seconds == null
      ? true
      : item.tcp_idle_timeout_seconds >= 60 && item.tcp_idle_timeout_seconds <= 6000
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].tcp_idle_timeout_seconds` is %s, which is outside 60 to 6000; use a whole number from 60 to 6000",
        item_key,
        item.tcp_idle_timeout_seconds
      )
      if item.tcp_idle_timeout_seconds == null
      ? false
      : !(item.tcp_idle_timeout_seconds >= 60 && item.tcp_idle_timeout_seconds <= 6000)
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : contains(["ip", "instance", "alb"], item.target_type)])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].target_type` is `${item.target_type}`, which is not offered; use one of `ip`, `instance`, `alb`"
      if !contains(["ip", "instance", "alb"], item.target_type)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.target_port == null ? true : item.target_port >= 1 && item.target_port <= 65535
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].target_port` is ${item.target_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if item.target_port == null ? false : !(item.target_port >= 1 && item.target_port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.target_protocol == null ? true : contains(["TCP", "TLS", "UDP", "TCP_UDP"], item.target_protocol)
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].target_protocol` is `${item.target_protocol}`, which is not offered; use one of `TCP`, `TLS`, `UDP`, `TCP_UDP`"
      if item.target_protocol == null
      ? false
      : !contains(["TCP", "TLS", "UDP", "TCP_UDP"], item.target_protocol)
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : contains(["ipv4", "ipv6"], item.target_ip_address_type)])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].target_ip_address_type` is `${item.target_ip_address_type}`, which is not offered; use one of `ipv4`, `ipv6`"
      if !contains(["ipv4", "ipv6"], item.target_ip_address_type)
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part_key, part in item.targets : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.targets :
        "`listeners[\"${item_key}\"].targets` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part in item.targets : part.port == null ? true : part.port >= 1 && part.port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.targets :
        "`listeners[\"${item_key}\"].targets[\"${part_key}\"].port` is ${part.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if part.port == null ? false : !(part.port >= 1 && part.port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part_key, part in item.auto_scaling_groups : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.auto_scaling_groups :
        "`listeners[\"${item_key}\"].auto_scaling_groups` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.second_target_group == null
      ? true
      : item.second_target_group.weight >= 0 && item.second_target_group.weight <= 999
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].second_target_group.weight` is %s, which is outside 0 to 999; use a whole number from 0 to 999",
        item_key,
        item.second_target_group.weight
      )
      if item.second_target_group == null
      ? false
      : !(item.second_target_group.weight >= 0 && item.second_target_group.weight <= 999)
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners :
      item.second_target_group == null ? [] : [
        for part_key, part in item.second_target_group.targets : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners :
      item.second_target_group == null ? [] : [
        for part_key, part in item.second_target_group.targets :
        "`listeners[\"${item_key}\"].second_target_group.targets` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners :
      item.second_target_group == null ? [] : [
        for part in item.second_target_group.targets :
        part.port == null ? true : part.port >= 1 && part.port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners :
      item.second_target_group == null ? [] : [
        for part_key, part in item.second_target_group.targets :
        format(
          "`listeners[\"%s\"].second_target_group.targets[\"%s\"].port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          part_key,
          part.port
        )
        if part.port == null ? false : !(part.port >= 1 && part.port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners :
      item.second_target_group == null ? [] : [
        for part_key, part in item.second_target_group.auto_scaling_groups : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners :
      item.second_target_group == null ? [] : [
        for part_key, part in item.second_target_group.auto_scaling_groups :
        "`listeners[\"${item_key}\"].second_target_group.auto_scaling_groups` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.weight == null ? true : item.weight >= 0 && item.weight <= 999
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].weight` is ${item.weight}, which is outside 0 to 999; use a whole number from 0 to 999"
      if item.weight == null ? false : !(item.weight >= 0 && item.weight <= 999)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.protocol == null ? true : contains(
        ["TCP", "HTTP", "HTTPS"],
        item.health_check.protocol
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].health_check.protocol` is `${item.health_check.protocol}`, which is not offered; use one of `TCP`, `HTTP`, `HTTPS`"
      if item.health_check.protocol == null
      ? false
      : !contains(["TCP", "HTTP", "HTTPS"], item.health_check.protocol)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.port == null ? true : item.health_check.port >= 1 && item.health_check.port <= 65535
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].health_check.port` is ${item.health_check.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if item.health_check.port == null
      ? false
      : !(item.health_check.port >= 1 && item.health_check.port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.path == null ? true : length(item.health_check.path) <= 1024
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.path` has %s characters, more than the 1024 allowed; shorten it to 1024 characters or fewer",
        item_key,
        length(item.health_check.path)
      )
      if item.health_check.path == null ? false : length(item.health_check.path) > 1024
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.interval_seconds >= 5 && item.health_check.interval_seconds <= 300
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.interval_seconds` is %s, which is outside 5 to 300; use a whole number from 5 to 300",
        item_key,
        item.health_check.interval_seconds
      )
      if !(item.health_check.interval_seconds >= 5 && item.health_check.interval_seconds <= 300)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.timeout_seconds == null
      ? true
      : item.health_check.timeout_seconds >= 2 && item.health_check.timeout_seconds <= 120
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.timeout_seconds` is %s, which is outside 2 to 120; use a whole number from 2 to 120",
        item_key,
        item.health_check.timeout_seconds
      )
      if item.health_check.timeout_seconds == null
      ? false
      : !(item.health_check.timeout_seconds >= 2 && item.health_check.timeout_seconds <= 120)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.healthy_threshold >= 2 && item.health_check.healthy_threshold <= 10
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.healthy_threshold` is %s, which is outside 2 to 10; use a whole number from 2 to 10",
        item_key,
        item.health_check.healthy_threshold
      )
      if !(item.health_check.healthy_threshold >= 2 && item.health_check.healthy_threshold <= 10)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.health_check.unhealthy_threshold >= 2 && item.health_check.unhealthy_threshold <= 10
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.unhealthy_threshold` is %s, which is outside 2 to 10; use a whole number from 2 to 10",
        item_key,
        item.health_check.unhealthy_threshold
      )
      if !(item.health_check.unhealthy_threshold >= 2 && item.health_check.unhealthy_threshold <= 10)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.zone_health == null
      ? true
      : item.zone_health.dns_targets >= 1 && item.zone_health.dns_targets <= 1000
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      "`listeners[\"${item_key}\"].zone_health.dns_targets` is ${item.zone_health.dns_targets}, which is outside 1 to 1000; use a whole number from 1 to 1000"
      if item.zone_health == null
      ? false
      : !(item.zone_health.dns_targets >= 1 && item.zone_health.dns_targets <= 1000)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.zone_health == null
      ? true
      : item.zone_health.dns_percentage == null
      ? true
      : item.zone_health.dns_percentage >= 1 && item.zone_health.dns_percentage <= 100
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].zone_health.dns_percentage` is %s, which is outside 1 to 100; use a whole number from 1 to 100",
        item_key,
        item.zone_health.dns_percentage
      )
      if item.zone_health == null
      ? false
      : item.zone_health.dns_percentage == null
      ? false
      : !(item.zone_health.dns_percentage >= 1 && item.zone_health.dns_percentage <= 100)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.zone_health == null
      ? true
      : item.zone_health.routing_targets >= 1 && item.zone_health.routing_targets <= 1000
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].zone_health.routing_targets` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
        item_key,
        item.zone_health.routing_targets
      )
      if item.zone_health == null
      ? false
      : !(item.zone_health.routing_targets >= 1 && item.zone_health.routing_targets <= 1000)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.zone_health == null
      ? true
      : item.zone_health.routing_percentage == null
      ? true
      : item.zone_health.routing_percentage >= 1 && item.zone_health.routing_percentage <= 100
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].zone_health.routing_percentage` is %s, which is outside 1 to 100; use a whole number from 1 to 100",
        item_key,
        item.zone_health.routing_percentage
      )
      if item.zone_health == null
      ? false
      : item.zone_health.routing_percentage == null
      ? false
      : !(item.zone_health.routing_percentage >= 1 && item.zone_health.routing_percentage <= 100)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners :
      item.deregistration_delay_seconds == null
      ? true
      : item.deregistration_delay_seconds >= 0 && item.deregistration_delay_seconds <= 3600
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners :
      format(
        "`listeners[\"%s\"].deregistration_delay_seconds` is %s, which is outside 0 to 3600; use a whole number from 0 to 3600",
        item_key,
        item.deregistration_delay_seconds
      )
      if item.deregistration_delay_seconds == null
      ? false
      : !(item.deregistration_delay_seconds >= 0 && item.deregistration_delay_seconds <= 3600)
    ])
  }

  validation {
    condition     = var.load_balancer == null || length(var.listeners) > 0
    error_message = "`listeners` is empty, but `load_balancer` needs one; give at least one listener"
  }

  validation {
    condition     = var.load_balancer != null || length(var.listeners) == 0
    error_message = "`listeners` is given, but there is no `load_balancer` to listen; remove it, or give `load_balancer`"
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      var.load_balancer == null
      ? true
      : (
        !var.load_balancer.enforce_inbound_rules_on_private_link_traffic
        || length(var.load_balancer.security_group.ids) > 0
        || (
          (
            listener.protocol == "UDP"
            || length([
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key
              if ingress.protocol == "tcp"
              && ingress.from_port <= listener.port
              && listener.port <= coalesce(ingress.to_port, ingress.from_port)
            ]) > 0
          )
          && (
            !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
            || length([
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key
              if ingress.protocol == "udp"
              && ingress.from_port <= listener.port
              && listener.port <= coalesce(ingress.to_port, ingress.from_port)
            ]) > 0
          )
        )
      )
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"]` cannot be reached: inbound rules are enforced, and none is for its port; add a rule to `load_balancer.security_group.ingress`, or leave `enforce_inbound_rules_on_private_link_traffic` false"
      if var.load_balancer == null
      ? false
      : !(
        !var.load_balancer.enforce_inbound_rules_on_private_link_traffic
        || length(var.load_balancer.security_group.ids) > 0
        || (
          (
            listener.protocol == "UDP"
            || length([
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key
              if ingress.protocol == "tcp"
              && ingress.from_port <= listener.port
              && listener.port <= coalesce(ingress.to_port, ingress.from_port)
            ]) > 0
          )
          && (
            !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
            || length([
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key
              if ingress.protocol == "udp"
              && ingress.from_port <= listener.port
              && listener.port <= coalesce(ingress.to_port, ingress.from_port)
            ]) > 0
          )
        )
      )
    ])
  }

  validation {
    condition = (
      var.application_load_balancer == null
      || var.load_balancer == null
      || length([
        for listener_key, listener in var.listeners : listener_key
        if var.application_load_balancer != null
        && listener.target_type == "alb"
        && length(listener.targets) == 0
      ]) > 0
    )
    error_message = "`listeners` has no entry that forwards to `application_load_balancer`; add one with the target type `alb` and no `targets`, or remove `application_load_balancer`"
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      var.application_load_balancer == null
      ? true
      : (
        !(listener.target_type == "alb" && length(listener.targets) == 0)
        || coalesce(listener.target_port, listener.port) == var.application_load_balancer.port
      )
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].target_port` leads to port %s, but the Application Load Balancer listens on %s; set it to the port of `application_load_balancer`",
        listener_key,
        coalesce(listener.target_port, listener.port),
        var.application_load_balancer.port
      )
      if var.application_load_balancer == null
      ? false
      : !(
        !(listener.target_type == "alb" && length(listener.targets) == 0)
        || coalesce(listener.target_port, listener.port) == var.application_load_balancer.port
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      var.application_load_balancer == null
      ? true
      : (
        !(listener.target_type == "alb" && length(listener.targets) == 0)
        || listener.health_check.port == null
        || listener.health_check.port == var.application_load_balancer.port
      )
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].health_check.port` is ${listener.health_check.port}, but the Application Load Balancer listens on ${var.application_load_balancer.port} only; remove it: checks take the port of `application_load_balancer`"
      if var.application_load_balancer == null
      ? false
      : !(
        !(listener.target_type == "alb" && length(listener.targets) == 0)
        || listener.health_check.port == null
        || listener.health_check.port == var.application_load_balancer.port
      )
    ])
  }

  validation {
    condition     = length(var.listeners) <= 50
    error_message = "`listeners` has ${length(var.listeners)} listeners, and AWS PrivateLink takes 50; spread them over several services"
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      length([
        for other_listener_key, other_listener in var.listeners : other_listener_key
        if other_listener.port == listener.port
      ]) <= 1
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].port` is ${listener.port}, which another listener has too; give each listener a port of its own"
      if length([
        for other_listener_key, other_listener in var.listeners : other_listener_key
        if other_listener.port == listener.port
      ]) > 1
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.alpn_policy == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].alpn_policy` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.alpn_policy == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.tcp_idle_timeout_seconds == null || listener.protocol == "TCP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].tcp_idle_timeout_seconds` is given, but the time of a listener that does not speak TCP is fixed; set `protocol` of the listener to `TCP`, or remove it"
      if !(listener.tcp_idle_timeout_seconds == null || listener.protocol == "TCP")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.tcp_idle_timeout_seconds == null || length(var.supported_regions) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].tcp_idle_timeout_seconds` is given, but AWS offers no service to other Regions with it; remove it, or remove `supported_regions`",
        listener_key
      )
      if !(listener.tcp_idle_timeout_seconds == null || length(var.supported_regions) == 0)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.target_protocol == null
      || listener.target_protocol == listener.protocol
      || listener.protocol == "TLS" && listener.target_protocol == "TCP"
      || listener.protocol == "TCP" && listener.target_protocol == "TCP_UDP"
      || listener.protocol == "UDP" && listener.target_protocol == "TCP_UDP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].target_protocol` is `%s`, but the listener speaks `%s`; remove it, or use `TCP` behind `TLS`, or `TCP_UDP` behind `TCP` or `UDP`",
        listener_key,
        listener.target_protocol,
        listener.protocol
      )
      if !(
        listener.target_protocol == null
        || listener.target_protocol == listener.protocol
        || listener.protocol == "TLS" && listener.target_protocol == "TCP"
        || listener.protocol == "TCP" && listener.target_protocol == "TCP_UDP"
        || listener.protocol == "UDP" && listener.target_protocol == "TCP_UDP"
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.protocol == "TCP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].protocol` is `%s`, but an Application Load Balancer takes `TCP` only; set it to `TCP`: the Application Load Balancer ends encryption",
        listener_key,
        listener.protocol
      )
      if !(listener.target_type != "alb" || listener.protocol == "TCP")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || length(listener.targets) <= 1
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].targets` has %s entries, but there can be one Application Load Balancer; leave one, or make a listener for each",
        listener_key,
        length(listener.targets)
      )
      if !(listener.target_type != "alb" || length(listener.targets) <= 1)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.second_target_group == null
      ? true
      : listener.target_type != "alb" || length(listener.second_target_group.targets) <= 1
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].second_target_group.targets` %s; leave one, or make a listener for each",
        listener_key,
        listener.second_target_group == null
        ? "has 0 entries, but there can be one Application Load Balancer"
        : "has ${length(listener.second_target_group.targets)} entries, but there can be one Application Load Balancer"
      )
      if listener.second_target_group == null
      ? false
      : !(listener.target_type != "alb" || length(listener.second_target_group.targets) <= 1)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || !listener.connection_termination
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].connection_termination` is set, but connections to an Application Load Balancer are not cut; remove it"
      if !(listener.target_type != "alb" || !listener.connection_termination)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || !listener.proxy_protocol_v2
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].proxy_protocol_v2` is set, but an Application Load Balancer does not take the header; remove it"
      if !(listener.target_type != "alb" || !listener.proxy_protocol_v2)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.preserve_client_ip == null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].preserve_client_ip` is given, but AWS decides it for an Application Load Balancer; remove it"
      if !(listener.target_type != "alb" || listener.preserve_client_ip == null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.target_type != "alb" || listener.deregistration_delay_seconds == null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].deregistration_delay_seconds` is given, but an Application Load Balancer has it for its own targets; remove it, or set it there",
        listener_key
      )
      if !(listener.target_type != "alb" || listener.deregistration_delay_seconds == null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.health_check.protocol != "TCP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.protocol` is `TCP`, but an Application Load Balancer is checked by `HTTP` or `HTTPS`; use one of `HTTP`, `HTTPS`",
        listener_key
      )
      if !(listener.target_type != "alb" || listener.health_check.protocol != "TCP")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.health_check.path == null
      || listener.health_check.protocol == "HTTP"
      || listener.health_check.protocol == "HTTPS"
      || listener.health_check.protocol == null && listener.target_type == "alb"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.path` is given, but the check does not speak HTTP; set `protocol` of the check to `HTTP` or `HTTPS`, or remove it",
        listener_key
      )
      if !(
        listener.health_check.path == null
        || listener.health_check.protocol == "HTTP"
        || listener.health_check.protocol == "HTTPS"
        || listener.health_check.protocol == null && listener.target_type == "alb"
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.health_check.matcher == null
      || listener.health_check.protocol == "HTTP"
      || listener.health_check.protocol == "HTTPS"
      || listener.health_check.protocol == null && listener.target_type == "alb"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.matcher` is given, but the check does not speak HTTP; set `protocol` of the check to `HTTP` or `HTTPS`, or remove it",
        listener_key
      )
      if !(
        listener.health_check.matcher == null
        || listener.health_check.protocol == "HTTP"
        || listener.health_check.protocol == "HTTPS"
        || listener.health_check.protocol == null && listener.target_type == "alb"
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.health_check.timeout_seconds == null
      ? true
      : listener.health_check.timeout_seconds <= listener.health_check.interval_seconds
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].health_check.timeout_seconds` is %s, longer than the %s seconds between checks; give a shorter time, or a longer `interval_seconds`",
        listener_key,
        listener.health_check.timeout_seconds,
        listener.health_check.interval_seconds
      )
      if listener.health_check.timeout_seconds == null
      ? false
      : listener.health_check.timeout_seconds > listener.health_check.interval_seconds
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.protocol != "TLS" || listener.certificate_arn != null || listener.certificate != null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].certificate_arn` is missing, but the listener speaks TLS; give it, or `certificate`, or set `protocol` to `TCP`"
      if !(listener.protocol != "TLS" || listener.certificate_arn != null || listener.certificate != null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : !(listener.certificate_arn != null && listener.certificate != null)
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].certificate_arn` is given beside `certificate`; give one of them"
      if listener.certificate_arn != null && listener.certificate != null
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.certificate == null ? true : contains(keys(var.certificates), listener.certificate)
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].certificate` is `%s`, which is not among `certificates`; add it to `certificates`, or name one that is there",
        listener_key,
        listener.certificate
      )
      if listener.certificate == null ? false : !contains(keys(var.certificates), listener.certificate)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.certificate == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].certificate` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.certificate == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.certificate_arn == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].certificate_arn` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.certificate_arn == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.ssl_policy == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].ssl_policy` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.ssl_policy == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      var.load_balancer == null
      ? true
      : (
        !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
        || var.load_balancer.ip_address_type == "dualstack"
      )
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].protocol` is `${listener.protocol}`, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`: endpoints reach UDP on such load balancers only"
      if var.load_balancer == null
      ? false
      : !(
        !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
        || var.load_balancer.ip_address_type == "dualstack"
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
      || var.load_balancer == null
      || listener.target_ip_address_type == "ipv6"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].target_ip_address_type` is `ipv4`, but the listener speaks `${listener.protocol}`, and a `dualstack` load balancer passes UDP on to targets with IPv6 addresses only; set it to `ipv6`, and give IPv6 addresses in `targets`"
      if !(
        !(listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
        || var.load_balancer == null
        || listener.target_ip_address_type == "ipv6"
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      length(listener.auto_scaling_groups) == 0 || listener.target_type == "instance"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].auto_scaling_groups` is given, but targets are not instances; set `target_type` to `instance`, or remove it"
      if !(length(listener.auto_scaling_groups) == 0 || listener.target_type == "instance")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.second_target_group == null
      ? true
      : length(listener.second_target_group.auto_scaling_groups) == 0 || listener.target_type == "instance"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].second_target_group.auto_scaling_groups` is given, but targets are not instances; set `target_type` to `instance`, or remove it",
        listener_key
      )
      if listener.second_target_group == null
      ? false
      : !(length(listener.second_target_group.auto_scaling_groups) == 0 || listener.target_type == "instance")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      !(
        coalesce(listener.target_protocol, listener.protocol) == "UDP"
        || coalesce(listener.target_protocol, listener.protocol) == "TCP_UDP"
      )
      || listener.preserve_client_ip != false
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].preserve_client_ip` is false, but AWS always shows addresses of clients to targets of UDP; remove it"
      if !(
        !(
          coalesce(listener.target_protocol, listener.protocol) == "UDP"
          || coalesce(listener.target_protocol, listener.protocol) == "TCP_UDP"
        )
        || listener.preserve_client_ip != false
      )
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      var.load_balancer == null
      ? true
      : listener.target_ip_address_type != "ipv6" || var.load_balancer.ip_address_type == "dualstack"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].target_ip_address_type` is `ipv6`, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`, or remove it"
      if var.load_balancer == null
      ? false
      : !(listener.target_ip_address_type != "ipv6" || var.load_balancer.ip_address_type == "dualstack")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      !(listener.target_ip_address_type == "ipv6" && listener.target_type == "alb")
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].target_ip_address_type` is given, but an Application Load Balancer is reached by IPv4; remove it"
      if listener.target_ip_address_type == "ipv6" && listener.target_type == "alb"
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.cross_zone == null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].cross_zone` is given, but an Application Load Balancer has targets of its own; remove it"
      if !(listener.target_type != "alb" || listener.cross_zone == null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.zone_health == null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].zone_health` is given, but an Application Load Balancer has targets of its own; remove it"
      if !(listener.target_type != "alb" || listener.zone_health == null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.zone_health == null
      ? true
      : listener.zone_health.routing_targets <= listener.zone_health.dns_targets
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].zone_health` has more `routing_targets` than `dns_targets`: names would lead to a zone whose traffic goes to unhealthy targets already; give at least as many `dns_targets`"
      if listener.zone_health == null
      ? false
      : listener.zone_health.routing_targets > listener.zone_health.dns_targets
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.zone_health == null
      ? true
      : listener.zone_health.routing_percentage == null
      ? true
      : listener.zone_health.dns_percentage == null
      ? true
      : listener.zone_health.routing_percentage <= listener.zone_health.dns_percentage
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].zone_health.routing_percentage` is %s, more than `dns_percentage`, which is %s; give at most that",
        listener_key,
        listener.zone_health.routing_percentage,
        listener.zone_health.dns_percentage
      )
      if listener.zone_health == null
      ? false
      : listener.zone_health.routing_percentage == null
      ? false
      : listener.zone_health.dns_percentage == null
      ? false
      : listener.zone_health.routing_percentage > listener.zone_health.dns_percentage
    ])
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for target in listener.targets :
        !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv4")
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          target.id
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners : [
        for target_key, target in listener.targets :
        format(
          "`listeners[\"%s\"].targets[\"%s\"].id` is `%s`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10, or another `target_type`",
          listener_key,
          target_key,
          target.id
        )
        if !(
          !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv4")
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
            target.id
          ))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for target in listener.targets :
        !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv6")
        || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", target.id))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners : [
        for target_key, target in listener.targets :
        format(
          "`listeners[\"%s\"].targets[\"%s\"].id` is `%s`, which is not an IPv6 address; use an IPv6 address, such as 2001:db8::10, or another `target_type`",
          listener_key,
          target_key,
          target.id
        )
        if !(
          !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv6")
          || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", target.id))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for target in listener.targets :
        listener.target_type != "instance" || can(regex("^i-[0-9a-f]{1,32}$", target.id))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners : [
        for target_key, target in listener.targets :
        format(
          "`listeners[\"%s\"].targets[\"%s\"].id` is `%s`, which is not an instance id; use an instance id, such as i-0a1b2c3d4e5f67890, or another `target_type`",
          listener_key,
          target_key,
          target.id
        )
        if !(listener.target_type != "instance" || can(regex("^i-[0-9a-f]{1,32}$", target.id)))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for target in listener.targets :
        listener.target_type != "alb"
        || can(regex(
          "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/app/[!-~]{1,128}$",
          target.id
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners : [
        for target_key, target in listener.targets :
        "`listeners[\"${listener_key}\"].targets[\"${target_key}\"].id` is `${target.id}`, which is not the ARN of an Application Load Balancer; use the ARN of an Application Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/api/50dc6c495c0c9188, or another `target_type`"
        if !(
          listener.target_type != "alb"
          || can(regex(
            "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/app/[!-~]{1,128}$",
            target.id
          ))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target in listener.second_target_group.targets :
        !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv4")
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          target.id
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target_key, target in listener.second_target_group.targets :
        "`listeners[\"${listener_key}\"].second_target_group.targets[\"${target_key}\"].id` is `${target.id}`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10, or another `target_type`"
        if !(
          !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv4")
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
            target.id
          ))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target in listener.second_target_group.targets :
        !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv6")
        || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", target.id))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target_key, target in listener.second_target_group.targets :
        "`listeners[\"${listener_key}\"].second_target_group.targets[\"${target_key}\"].id` is `${target.id}`, which is not an IPv6 address; use an IPv6 address, such as 2001:db8::10, or another `target_type`"
        if !(
          !(listener.target_type == "ip" && listener.target_ip_address_type == "ipv6")
          || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", target.id))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target in listener.second_target_group.targets :
        listener.target_type != "instance" || can(regex("^i-[0-9a-f]{1,32}$", target.id))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target_key, target in listener.second_target_group.targets :
        "`listeners[\"${listener_key}\"].second_target_group.targets[\"${target_key}\"].id` is `${target.id}`, which is not an instance id; use an instance id, such as i-0a1b2c3d4e5f67890, or another `target_type`"
        if !(listener.target_type != "instance" || can(regex("^i-[0-9a-f]{1,32}$", target.id)))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target in listener.second_target_group.targets :
        listener.target_type != "alb"
        || can(regex(
          "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/app/[!-~]{1,128}$",
          target.id
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for listener_key, listener in var.listeners :
      listener.second_target_group == null ? [] : [
        for target_key, target in listener.second_target_group.targets :
        "`listeners[\"${listener_key}\"].second_target_group.targets[\"${target_key}\"].id` is `${target.id}`, which is not the ARN of an Application Load Balancer; use the ARN of an Application Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/api/50dc6c495c0c9188, or another `target_type`"
        if !(
          listener.target_type != "alb"
          || can(regex(
            "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/app/[!-~]{1,128}$",
            target.id
          ))
        )
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.protocol == "TLS" || length(listener.additional_certificate_arns) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].additional_certificate_arns` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it",
        listener_key
      )
      if !(listener.protocol == "TLS" || length(listener.additional_certificate_arns) == 0)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.protocol == "TLS" || length(listener.additional_certificates) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].additional_certificates` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it",
        listener_key
      )
      if !(listener.protocol == "TLS" || length(listener.additional_certificates) == 0)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      length([
        for additional_certificate in listener.additional_certificates : additional_certificate
        if !contains(keys(var.certificates), additional_certificate)
      ]) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].additional_certificates` names %s, which is not among `certificates`; add it to `certificates`, or name one that is there",
        listener_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for additional_certificate in listener.additional_certificates : additional_certificate
            if !contains(keys(var.certificates), additional_certificate)
          ]),
          ["none"]
        ))
      )
      if length([
        for additional_certificate in listener.additional_certificates : additional_certificate
        if !contains(keys(var.certificates), additional_certificate)
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.second_target_group == null || listener.weight != null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].weight` is missing, but there is a `second_target_group`; give the weight of the listener's own target group, such as 100",
        listener_key
      )
      if !(listener.second_target_group == null || listener.weight != null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.weight == null || listener.second_target_group != null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      format(
        "`listeners[\"%s\"].weight` is given, but the listener has one target group, which gets everything; remove it, or give `second_target_group`",
        listener_key
      )
      if !(listener.weight == null || listener.second_target_group != null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners :
      listener.second_target_group == null
      ? true
      : !(listener.weight == 0 && listener.second_target_group.weight == 0)
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners :
      "`listeners[\"${listener_key}\"].weight` is 0, and that of `second_target_group` too: nobody gets connections; give one of them a weight"
      if listener.second_target_group == null
      ? false
      : listener.weight == 0 && listener.second_target_group.weight == 0
    ])
  }
}

variable "application_load_balancer" {
  description = "Makes an Application Load Balancer behind the listeners that have the target type `alb` and no targets."
  type = object({
    subnets                    = optional(map(string), {})
    port                       = number
    protocol                   = optional(string, "HTTP")
    certificate_arn            = optional(string)
    certificate                = optional(string)
    ssl_policy                 = optional(string)
    idle_timeout_seconds       = optional(number, 60)
    drop_invalid_header_fields = optional(bool, true)
    deletion_protection        = optional(bool, false)
    target_type                = optional(string, "ip")
    target_port                = optional(number)
    target_protocol            = optional(string, "HTTP")
    targets = optional(
      map(object({
        id                = string
        port              = optional(number)
        availability_zone = optional(string)
      })),
      {}
    )
    auto_scaling_groups = optional(map(string), {})
    health_check = optional(
      object({
        protocol            = optional(string)
        port                = optional(number)
        path                = optional(string)
        matcher             = optional(string)
        interval_seconds    = optional(number, 30)
        timeout_seconds     = optional(number)
        healthy_threshold   = optional(number, 5)
        unhealthy_threshold = optional(number, 2)
      }),
      {}
    )
    deregistration_delay_seconds = optional(number, 300)
    security_group = optional(
      object({
        ids     = optional(list(string), [])
        targets = optional(map(string), {})
        ingress = optional(
          map(object({
            protocol            = optional(string, "tcp")
            from_port           = number
            to_port             = optional(number)
            cidr_ipv4           = optional(string)
            cidr_ipv6           = optional(string)
            prefix_list_id      = optional(string)
            prefix_list_entries = optional(number)
            security_group_id   = optional(string)
            description         = optional(string)
          })),
          {}
        )
        egress = optional(
          map(object({
            protocol            = optional(string, "tcp")
            from_port           = number
            to_port             = optional(number)
            cidr_ipv4           = optional(string)
            cidr_ipv6           = optional(string)
            prefix_list_id      = optional(string)
            prefix_list_entries = optional(number)
            security_group_id   = optional(string)
            description         = optional(string)
          })),
          {}
        )
      }),
      {}
    )
  })
  default = null

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.subnets : can(regex(
          "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.subnets :
        format(
          "`application_load_balancer.subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
          item_key,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item_key))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.subnets :
        "`application_load_balancer.subnets[\"${item_key}\"]` is `${item}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.port >= 1 && var.application_load_balancer.port <= 65535
    )
    error_message = try(
      "`application_load_balancer.port` is ${var.application_load_balancer.port}, which is outside 1 to 65535; use a whole number from 1 to 65535",
      "holds"
    )
  }

  validation {
    condition = var.application_load_balancer == null ? true : contains(
      ["HTTP", "HTTPS"],
      var.application_load_balancer.protocol
    )
    error_message = try(
      "`application_load_balancer.protocol` is `${var.application_load_balancer.protocol}`, which is not offered; use one of `HTTP`, `HTTPS`",
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.certificate_arn == null
        || can(regex(
          "^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$",
          var.application_load_balancer.certificate_arn
        ))
      )
    )
    error_message = try(
      "`application_load_balancer.certificate_arn` is `${var.application_load_balancer.certificate_arn}`, which is not the ARN of a certificate; use the ARN of a certificate, such as arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d",
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.certificate == null
        || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.application_load_balancer.certificate))
      )
    )
    error_message = try(
      "`application_load_balancer.certificate` is `${var.application_load_balancer.certificate}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https",
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.idle_timeout_seconds >= 1
        && var.application_load_balancer.idle_timeout_seconds <= 4000
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.idle_timeout_seconds` is %s, which is outside 1 to 4000; use a whole number from 1 to 4000",
        var.application_load_balancer.idle_timeout_seconds
      ),
      "holds"
    )
  }

  validation {
    condition = var.application_load_balancer == null ? true : contains(
      ["ip", "instance"],
      var.application_load_balancer.target_type
    )
    error_message = try(
      "`application_load_balancer.target_type` is `${var.application_load_balancer.target_type}`, which is not offered; use one of `ip`, `instance`",
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.target_port == null
      ? true
      : var.application_load_balancer.target_port >= 1 && var.application_load_balancer.target_port <= 65535
    )
    error_message = try(
      format(
        "`application_load_balancer.target_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
        var.application_load_balancer.target_port
      ),
      "holds"
    )
  }

  validation {
    condition = var.application_load_balancer == null ? true : contains(
      ["HTTP", "HTTPS"],
      var.application_load_balancer.target_protocol
    )
    error_message = try(
      "`application_load_balancer.target_protocol` is `${var.application_load_balancer.target_protocol}`, which is not offered; use one of `HTTP`, `HTTPS`",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.targets : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.targets :
        "`application_load_balancer.targets` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.targets :
        item.port == null ? true : item.port >= 1 && item.port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.targets :
        "`application_load_balancer.targets[\"${item_key}\"].port` is ${item.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if item.port == null ? false : !(item.port >= 1 && item.port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.auto_scaling_groups : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.auto_scaling_groups :
        "`application_load_balancer.auto_scaling_groups` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.protocol == null
      ? true
      : contains(["TCP", "HTTP", "HTTPS"], var.application_load_balancer.health_check.protocol)
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.protocol` is `%s`, which is not offered; use one of `TCP`, `HTTP`, `HTTPS`",
        var.application_load_balancer.health_check.protocol
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.port == null
      ? true
      : (
        var.application_load_balancer.health_check.port >= 1
        && var.application_load_balancer.health_check.port <= 65535
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
        var.application_load_balancer.health_check.port
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.path == null
      ? true
      : length(var.application_load_balancer.health_check.path) <= 1024
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.path` has %s characters, more than the 1024 allowed; shorten it to 1024 characters or fewer",
        length(var.application_load_balancer.health_check.path)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.health_check.interval_seconds >= 5
        && var.application_load_balancer.health_check.interval_seconds <= 300
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.interval_seconds` is %s, which is outside 5 to 300; use a whole number from 5 to 300",
        var.application_load_balancer.health_check.interval_seconds
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.timeout_seconds == null
      ? true
      : (
        var.application_load_balancer.health_check.timeout_seconds >= 2
        && var.application_load_balancer.health_check.timeout_seconds <= 120
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.timeout_seconds` is %s, which is outside 2 to 120; use a whole number from 2 to 120",
        var.application_load_balancer.health_check.timeout_seconds
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.health_check.healthy_threshold >= 2
        && var.application_load_balancer.health_check.healthy_threshold <= 10
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.healthy_threshold` is %s, which is outside 2 to 10; use a whole number from 2 to 10",
        var.application_load_balancer.health_check.healthy_threshold
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.health_check.unhealthy_threshold >= 2
        && var.application_load_balancer.health_check.unhealthy_threshold <= 10
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.health_check.unhealthy_threshold` is %s, which is outside 2 to 10; use a whole number from 2 to 10",
        var.application_load_balancer.health_check.unhealthy_threshold
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.deregistration_delay_seconds >= 0
        && var.application_load_balancer.deregistration_delay_seconds <= 3600
      )
    )
    error_message = try(
      format(
        "`application_load_balancer.deregistration_delay_seconds` is %s, which is outside 0 to 3600; use a whole number from 0 to 3600",
        var.application_load_balancer.deregistration_delay_seconds
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ids : can(regex("^sg-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_index, item in var.application_load_balancer.security_group.ids :
        format(
          "`application_load_balancer.security_group.ids[%s]` is `%s`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890",
          item_index,
          item
        )
        if !can(regex("^sg-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.targets : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.targets :
        "`application_load_balancer.security_group.targets` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.targets : can(regex(
          "^sg-[0-9a-f]{1,32}$",
          item
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.targets :
        "`application_load_balancer.security_group.targets[\"${item_key}\"]` is `${item}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !can(regex("^sg-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress : contains(
          ["tcp", "udp"],
          item.protocol
        )
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `tcp`, `udp`"
        if !contains(["tcp", "udp"], item.protocol)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.from_port
        )
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].to_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.to_port
        )
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.cidr_ipv4 == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item.cidr_ipv4
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].cidr_ipv4` is `%s`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
          item_key,
          item.cidr_ipv4
        )
        if !(
          item.cidr_ipv4 == null
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item.cidr_ipv4
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].cidr_ipv4` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv4,
          try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
        if !(
          item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.cidr_ipv6 == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          item.cidr_ipv6
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].cidr_ipv6` is `%s`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
          item_key,
          item.cidr_ipv6
        )
        if !(
          item.cidr_ipv6 == null
          || can(regex(
            "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
            item.cidr_ipv6
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].cidr_ipv6` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv6,
          try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
        if !(
          item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${item_key}\"].prefix_list_id` is `${item.prefix_list_id}`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890"
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.prefix_list_entries == null
        ? true
        : item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].prefix_list_entries` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
          item_key,
          item.prefix_list_entries
        )
        if item.prefix_list_entries == null
        ? false
        : !(item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.ingress :
        item.description == null ? true : length(item.description) <= 255
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"].description` has %s characters, more than the 255 allowed; shorten it to 255 characters or fewer",
          item_key,
          length(item.description)
        )
        if item.description == null ? false : length(item.description) > 255
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress : contains(
          ["tcp", "udp"],
          item.protocol
        )
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `tcp`, `udp`"
        if !contains(["tcp", "udp"], item.protocol)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.from_port
        )
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].to_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          item.to_port
        )
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.cidr_ipv4 == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item.cidr_ipv4
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].cidr_ipv4` is `%s`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
          item_key,
          item.cidr_ipv4
        )
        if !(
          item.cidr_ipv4 == null
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item.cidr_ipv4
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].cidr_ipv4` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv4,
          try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
        if !(
          item.cidr_ipv4 == null || item.cidr_ipv4 == try(cidrsubnet(item.cidr_ipv4, 0, 0), item.cidr_ipv4)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.cidr_ipv6 == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          item.cidr_ipv6
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].cidr_ipv6` is `%s`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
          item_key,
          item.cidr_ipv6
        )
        if !(
          item.cidr_ipv6 == null
          || can(regex(
            "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
            item.cidr_ipv6
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].cidr_ipv6` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          item.cidr_ipv6,
          try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
        if !(
          item.cidr_ipv6 == null || item.cidr_ipv6 == try(cidrsubnet(item.cidr_ipv6, 0, 0), item.cidr_ipv6)
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress[\"${item_key}\"].prefix_list_id` is `${item.prefix_list_id}`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890"
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.prefix_list_entries == null
        ? true
        : item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].prefix_list_entries` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
          item_key,
          item.prefix_list_entries
        )
        if item.prefix_list_entries == null
        ? false
        : !(item.prefix_list_entries >= 1 && item.prefix_list_entries <= 1000)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]{1,32}$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for item in var.application_load_balancer.security_group.egress :
        item.description == null ? true : length(item.description) <= 255
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for item_key, item in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"].description` has %s characters, more than the 255 allowed; shorten it to 255 characters or fewer",
          item_key,
          length(item.description)
        )
        if item.description == null ? false : length(item.description) > 255
      ]
    )
  }

  validation {
    condition     = var.application_load_balancer == null || var.load_balancer != null
    error_message = "`application_load_balancer` is given, but there is no `load_balancer` in front of it; give `load_balancer`, or remove it"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.load_balancer == null
      ? true
      : (
        length(var.application_load_balancer.subnets) == 0
        ? (
          length(var.load_balancer.subnets) > 0
          ? length(var.load_balancer.subnets)
          : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
        )
        : length(keys(var.application_load_balancer.subnets))
      ) > 1
    )
    error_message = "`application_load_balancer.subnets` leaves an Application Load Balancer in one Availability Zone, and it needs two; add a subnet in another zone, here or to `load_balancer.subnets`"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : var.application_load_balancer == null
      ? true
      : (
        var.load_balancer.security_group.create
        || length(var.application_load_balancer.security_group.ingress) > 0
        || length(var.application_load_balancer.security_group.ids) > 0
      )
    )
    error_message = "`application_load_balancer.security_group` lets nobody in: the Network Load Balancer has no group made here to name; add a rule to `ingress`, or set `load_balancer.security_group.create`"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.protocol != "HTTPS"
        || var.application_load_balancer.certificate_arn != null
        || var.application_load_balancer.certificate != null
      )
    )
    error_message = "`application_load_balancer.certificate_arn` is missing, but the load balancer speaks HTTPS; give it, or `certificate`, or set `protocol` to `HTTP`"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : !(
        var.application_load_balancer.certificate_arn != null
        && var.application_load_balancer.certificate != null
      )
    )
    error_message = "`application_load_balancer.certificate_arn` is given beside `certificate`; give one of them"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.certificate == null
      ? true
      : contains(keys(var.certificates), var.application_load_balancer.certificate)
    )
    error_message = try(
      format(
        "`application_load_balancer.certificate` is `%s`, which is not among `certificates`; add it to `certificates`, or name one that is there",
        var.application_load_balancer.certificate
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.certificate == null || var.application_load_balancer.protocol == "HTTPS"
    )
    error_message = "`application_load_balancer.certificate` is given, but the load balancer does not speak HTTPS; set `protocol` of the load balancer to `HTTPS`, or remove it"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        var.application_load_balancer.certificate_arn == null
        || var.application_load_balancer.protocol == "HTTPS"
      )
    )
    error_message = "`application_load_balancer.certificate_arn` is given, but the load balancer does not speak HTTPS; set `protocol` of the load balancer to `HTTPS`, or remove it"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.ssl_policy == null || var.application_load_balancer.protocol == "HTTPS"
    )
    error_message = "`application_load_balancer.ssl_policy` is given, but the load balancer does not speak HTTPS; set `protocol` of the load balancer to `HTTPS`, or remove it"
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for ingress in var.application_load_balancer.security_group.ingress :
        ingress.prefix_list_entries == null || ingress.prefix_list_id != null
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${ingress_key}\"].prefix_list_entries` is given, but no prefix list is let in; remove it"
        if !(ingress.prefix_list_entries == null || ingress.prefix_list_id != null)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for ingress in var.application_load_balancer.security_group.ingress :
        length(concat(
          ingress.cidr_ipv4 != null ? [1] : [],
          ingress.cidr_ipv6 != null ? [1] : [],
          ingress.prefix_list_id != null ? [1] : [],
          ingress.security_group_id != null ? [1] : []
        )) == 1
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
        format(
          "`application_load_balancer.security_group.ingress[\"%s\"]` has %s ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`",
          ingress_key,
          length(concat(
            ingress.cidr_ipv4 != null ? [1] : [],
            ingress.cidr_ipv6 != null ? [1] : [],
            ingress.prefix_list_id != null ? [1] : [],
            ingress.security_group_id != null ? [1] : []
          ))
        )
        if length(concat(
          ingress.cidr_ipv4 != null ? [1] : [],
          ingress.cidr_ipv6 != null ? [1] : [],
          ingress.prefix_list_id != null ? [1] : [],
          ingress.security_group_id != null ? [1] : []
        )) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for ingress in var.application_load_balancer.security_group.ingress :
        ingress.to_port == null ? true : ingress.from_port <= ingress.to_port
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${ingress_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if ingress.to_port == null ? false : ingress.from_port > ingress.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for egress in var.application_load_balancer.security_group.egress :
        egress.prefix_list_entries == null || egress.prefix_list_id != null
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for egress_key, egress in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress[\"${egress_key}\"].prefix_list_entries` is given, but no prefix list is let in; remove it"
        if !(egress.prefix_list_entries == null || egress.prefix_list_id != null)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for egress in var.application_load_balancer.security_group.egress :
        length(concat(
          egress.cidr_ipv4 != null ? [1] : [],
          egress.cidr_ipv6 != null ? [1] : [],
          egress.prefix_list_id != null ? [1] : [],
          egress.security_group_id != null ? [1] : []
        )) == 1
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for egress_key, egress in var.application_load_balancer.security_group.egress :
        format(
          "`application_load_balancer.security_group.egress[\"%s\"]` has %s ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`",
          egress_key,
          length(concat(
            egress.cidr_ipv4 != null ? [1] : [],
            egress.cidr_ipv6 != null ? [1] : [],
            egress.prefix_list_id != null ? [1] : [],
            egress.security_group_id != null ? [1] : []
          ))
        )
        if length(concat(
          egress.cidr_ipv4 != null ? [1] : [],
          egress.cidr_ipv6 != null ? [1] : [],
          egress.prefix_list_id != null ? [1] : [],
          egress.security_group_id != null ? [1] : []
        )) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for egress in var.application_load_balancer.security_group.egress :
        egress.to_port == null ? true : egress.from_port <= egress.to_port
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for egress_key, egress in var.application_load_balancer.security_group.egress :
        "`application_load_balancer.security_group.egress[\"${egress_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if egress.to_port == null ? false : egress.from_port > egress.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for ingress in var.application_load_balancer.security_group.ingress :
        !(ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0")
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
        "`application_load_balancer.security_group.ingress[\"${ingress_key}\"]` lets everybody in; name a narrower range"
        if ingress.cidr_ipv4 == "0.0.0.0/0" || ingress.cidr_ipv6 == "::/0"
      ]
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : (
        length(var.application_load_balancer.auto_scaling_groups) == 0
        || var.application_load_balancer.target_type == "instance"
      )
    )
    error_message = "`application_load_balancer.auto_scaling_groups` is given, but targets are not instances; set `target_type` to `instance`, or remove it"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.protocol != "TCP"
    )
    error_message = "`application_load_balancer.health_check.protocol` is `TCP`, but targets of an Application Load Balancer are checked by `HTTP` or `HTTPS`; use one of `HTTP`, `HTTPS`"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : var.application_load_balancer.health_check.timeout_seconds == null
      ? true
      : (
        var.application_load_balancer.health_check.interval_seconds
        > var.application_load_balancer.health_check.timeout_seconds
      )
    )
    error_message = try(
      "`application_load_balancer.health_check.timeout_seconds` is ${var.application_load_balancer.health_check.timeout_seconds}, not shorter than the ${var.application_load_balancer.health_check.interval_seconds} seconds between checks; give a shorter time, or a longer `interval_seconds`",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for target in var.application_load_balancer.targets :
        var.application_load_balancer.target_type != "ip"
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          target.id
        ))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for target_key, target in var.application_load_balancer.targets :
        format(
          "`application_load_balancer.targets[\"%s\"].id` is `%s`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10, or another `target_type`",
          target_key,
          target.id
        )
        if !(
          var.application_load_balancer.target_type != "ip"
          || can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
            target.id
          ))
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for target in var.application_load_balancer.targets :
        var.application_load_balancer.target_type != "instance" || can(regex("^i-[0-9a-f]{1,32}$", target.id))
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for target_key, target in var.application_load_balancer.targets :
        "`application_load_balancer.targets[\"${target_key}\"].id` is `${target.id}`, which is not an instance id; use an instance id, such as i-0a1b2c3d4e5f67890, or another `target_type`"
        if !(
          var.application_load_balancer.target_type != "instance"
          || can(regex("^i-[0-9a-f]{1,32}$", target.id))
        )
      ]
    )
  }

  validation {
    condition = (
      var.application_load_balancer == null ? true : length(var.application_load_balancer.subnets) <= 50
    )
    error_message = "`application_load_balancer.subnets` has more than 50 entries, and no Region has so many Availability Zones; give one subnet in each Availability Zone"
  }

  validation {
    condition = (
      var.application_load_balancer == null
      ? true
      : length(distinct([
        for subnet_key, subnet in var.application_load_balancer.subnets : split("-", subnet_key)[0]
        if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
      ])) <= 1
    )
    error_message = try(
      var.application_load_balancer == null
      ? "`application_load_balancer.subnets` has zones of several Regions: none; give subnets of one VPC only"
      : format(
        "`application_load_balancer.subnets` has zones of several Regions: %s; give subnets of one VPC only",
        join(", ", coalescelist(
          formatlist("`%s`", distinct([
            for subnet_key, subnet in var.application_load_balancer.subnets : split("-", subnet_key)[0]
            if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
          ])),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.application_load_balancer == null ? [] : [
        for subnet_key, subnet in var.application_load_balancer.subnets :
        !contains(
          [
            for other_subnet_key, other_subnet in var.application_load_balancer.subnets : other_subnet
            if other_subnet_key != subnet_key
          ],
          subnet
        )
      ]
    )
    error_message = join(
      "\n",
      var.application_load_balancer == null ? [] : [
        for subnet_key, subnet in var.application_load_balancer.subnets :
        "`application_load_balancer.subnets[\"${subnet_key}\"]` is the same as that of another subnet; give each subnet its own"
        if contains(
          [
            for other_subnet_key, other_subnet in var.application_load_balancer.subnets : other_subnet
            if other_subnet_key != subnet_key
          ],
          subnet
        )
      ]
    )
  }
}

variable "certificates" {
  description = "Certificates to be requested from ACM, for listeners and the Application Load Balancer. Key: a name for the certificate."
  type = map(object({
    domain_name               = string
    subject_alternative_names = optional(list(string), [])
    hosted_zone_id            = string
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.certificates : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.certificates :
      "`certificates` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.certificates : can(regex(
        "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain_name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.certificates :
      "`certificates[\"${item_key}\"].domain_name` is `${item.domain_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com"
      if !can(regex(
        "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain_name
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.certificates : length(item.domain_name) <= 253])
    error_message = join("\n", [
      for item_key, item in var.certificates :
      format(
        "`certificates[\"%s\"].domain_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        item_key,
        length(item.domain_name)
      )
      if length(item.domain_name) > 253
    ])
  }

  validation {
    condition = alltrue([
      for item in var.certificates :
      length(item.subject_alternative_names) == length(distinct(item.subject_alternative_names))
    ])
    error_message = join("\n", [
      for item_key, item in var.certificates :
      format(
        "`certificates[\"%s\"].subject_alternative_names` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.subject_alternative_names) : twice
            if length([for other in item.subject_alternative_names : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.subject_alternative_names) != length(distinct(item.subject_alternative_names))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.certificates : [
        for part in item.subject_alternative_names : can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.certificates : [
        for part_index, part in item.subject_alternative_names :
        "`certificates[\"${item_key}\"].subject_alternative_names[${part_index}]` is `${part}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com"
        if !can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.certificates : [for part in item.subject_alternative_names : length(part) <= 253]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.certificates : [
        for part_index, part in item.subject_alternative_names :
        format(
          "`certificates[\"%s\"].subject_alternative_names[%s]` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
          item_key,
          part_index,
          length(part)
        )
        if length(part) > 253
      ]
    ]))
  }

  validation {
    condition = alltrue([for item in var.certificates : can(regex("^Z[A-Z0-9]{1,31}$", item.hosted_zone_id))])
    error_message = join("\n", [
      for item_key, item in var.certificates :
      format(
        "`certificates[\"%s\"].hosted_zone_id` is `%s`, which is not a hosted zone id; use a hosted zone id, such as Z0123456789ABCDEFGHIJ",
        item_key,
        item.hosted_zone_id
      )
      if !can(regex("^Z[A-Z0-9]{1,31}$", item.hosted_zone_id))
    ])
  }
}

variable "network_load_balancer_arns" {
  description = "Network Load Balancers that are already there. Give this, `load_balancer` or `gateway_load_balancer_arns`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for item in var.network_load_balancer_arns : can(regex(
        "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/net/[!-~]{1,128}$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.network_load_balancer_arns :
      "`network_load_balancer_arns[${item_index}]` is `${item}`, which is not the ARN of a Network Load Balancer; use the ARN of a Network Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/50dc6c495c0c9188"
      if !can(regex(
        "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/net/[!-~]{1,128}$",
        item
      ))
    ])
  }
}

variable "gateway_load_balancer_arns" {
  description = "Gateway Load Balancers that are already there, for inspection of traffic. Give this, `load_balancer` or `network_load_balancer_arns`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for item in var.gateway_load_balancer_arns : can(regex(
        "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/gwy/[!-~]{1,128}$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.gateway_load_balancer_arns :
      "`gateway_load_balancer_arns[${item_index}]` is `${item}`, which is not the ARN of a Gateway Load Balancer; use the ARN of a Gateway Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/inspection/50dc6c495c0c9188"
      if !can(regex(
        "^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/gwy/[!-~]{1,128}$",
        item
      ))
    ])
  }

  validation {
    condition     = !(length(var.network_load_balancer_arns) > 0 && length(var.gateway_load_balancer_arns) > 0)
    error_message = "`gateway_load_balancer_arns` is given beside `network_load_balancer_arns`, but a service has load balancers of one kind; make a service for each kind"
  }
}

variable "availability_zone_ids" {
  description = "Availability Zone ids of load balancers that are already there or are made with `subnet_ids`, handed on to consumers. Known by itself with `load_balancer.subnets`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for item in var.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.availability_zone_ids :
      format(
        "`availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
        item_index,
        item,
        can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item))
        ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
        : "`, which is not an Availability Zone id"
      )
      if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
    ])
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : length(var.load_balancer.subnets) <= 0 || length(var.availability_zone_ids) == 0
    )
    error_message = "`availability_zone_ids` is given, but `load_balancer.subnets` says the zones; remove it: it goes with `network_load_balancer_arns` and `load_balancer.subnet_ids`"
  }

  validation {
    condition = (
      length(var.supported_regions) == 0
      || length(var.availability_zone_ids) == 0
      || length([
        for availability_zone_id in var.availability_zone_ids : availability_zone_id
        if !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], availability_zone_id)
      ]) > 0
    )
    error_message = format(
      "`availability_zone_ids` has only zones that other Regions do not reach: %s; use load balancers in other zones too, or remove `supported_regions`",
      join(", ", coalescelist(formatlist("`%s`", var.availability_zone_ids), ["none"]))
    )
  }

  validation {
    condition = !(
      var.private_dns != null
      && length([
        for availability_zone_id in var.availability_zone_ids : availability_zone_id
        if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", availability_zone_id))
      ]) > 0
    )
    error_message = format(
      "`availability_zone_ids` has %s, where endpoint services have no private DNS names, but `private_dns` is given; remove `private_dns`, and let consumers make a private zone, as `customDns` of `PrivateLinkConsumer` does",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for availability_zone_id in var.availability_zone_ids : availability_zone_id
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", availability_zone_id))
        ]),
        ["none"]
      ))
    )
  }
}

variable "ports" {
  description = "Ports of `network_load_balancer_arns`, handed on to consumers. Known by itself with `load_balancer`."
  type        = list(number)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([for item in var.ports : item >= 1 && item <= 65535])
    error_message = join("\n", [
      for item_index, item in var.ports :
      "`ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item >= 1 && item <= 65535)
    ])
  }

  validation {
    condition     = length(var.gateway_load_balancer_arns) == 0 || length(var.ports) == 0
    error_message = "`ports` is given, but Gateway Load Balancers take every port; remove it: it goes with `network_load_balancer_arns`"
  }

  validation {
    condition     = var.load_balancer == null || length(var.ports) == 0
    error_message = "`ports` is given, but `listeners` has the ports; remove it: it goes with `network_load_balancer_arns`"
  }
}

variable "port_ranges" {
  description = "Ranges of ports of `network_load_balancer_arns`, beside `ports`."
  type = list(object({
    from_port = number
    to_port   = number
  }))
  default  = []
  nullable = false

  validation {
    condition = length(var.port_ranges) == length([
      for text in distinct([for item in var.port_ranges : jsonencode(item)]) : jsondecode(text)
    ])
    error_message = format(
      "`port_ranges` names %s more than once; list each entry once",
      jsonencode([
        for twice in distinct([
          for item in [for item in var.port_ranges : { fromPort = item.from_port, toPort = item.to_port }] : jsonencode(
            item
          )
        ]) :
        jsondecode(twice)
        if length([
          for other in [
            for item in [for item in var.port_ranges : { fromPort = item.from_port, toPort = item.to_port }] : jsonencode(
              item
            )
          ] :
          other
          if other == twice
        ]) > 1
      ])
    )
  }

  validation {
    condition = alltrue([for item in var.port_ranges : item.from_port >= 1 && item.from_port <= 65535])
    error_message = join("\n", [
      for item_index, item in var.port_ranges :
      "`port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.from_port >= 1 && item.from_port <= 65535)
    ])
  }

  validation {
    condition = alltrue([for item in var.port_ranges : item.to_port >= 1 && item.to_port <= 65535])
    error_message = join("\n", [
      for item_index, item in var.port_ranges :
      "`port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.to_port >= 1 && item.to_port <= 65535)
    ])
  }

  validation {
    condition     = length(var.gateway_load_balancer_arns) == 0 || length(var.port_ranges) == 0
    error_message = "`port_ranges` is given, but Gateway Load Balancers take every port; remove it: it goes with `network_load_balancer_arns`"
  }

  validation {
    condition     = var.load_balancer == null || length(var.port_ranges) == 0
    error_message = "`port_ranges` is given, but `listeners` has the ports; remove it: it goes with `network_load_balancer_arns`"
  }

  validation {
    condition = length([
      for port_range in var.port_ranges : port_range
      if port_range.to_port <= port_range.from_port
    ]) == 0
    error_message = "`port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "quotas" {
  description = "Quotas that AWS raised for the account."
  type        = object({ rules_per_security_group = optional(number, 60) })
  default     = {}
  nullable    = false

  validation {
    condition = var.quotas.rules_per_security_group >= 1 && var.quotas.rules_per_security_group <= 1000
    error_message = format(
      "`quotas.rules_per_security_group` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
      var.quotas.rules_per_security_group
    )
  }

  validation {
    condition = (
      (
        var.load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            length({
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key => ingress
              if ingress.cidr_ipv4 != null
            }),
            sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key =>
                  ingress
                  if ingress.security_group_id != null
                }),
                sum(concat(
                  [0],
                  [
                    for ingress in var.load_balancer.security_group.ingress : coalesce(
                      ingress.prefix_list_entries,
                      1
                    )
                    if ingress.prefix_list_id != null
                  ]
                )),
              ]
            )),
          ]
        )) * (var.load_balancer.security_group.create ? 1 : 0) + 0
      ) <= var.quotas.rules_per_security_group
      && (
        var.load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            length({
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key => ingress
              if ingress.cidr_ipv6 != null
            }),
            sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key =>
                  ingress
                  if ingress.security_group_id != null
                }),
                sum(concat(
                  [0],
                  [
                    for ingress in var.load_balancer.security_group.ingress : coalesce(
                      ingress.prefix_list_entries,
                      1
                    )
                    if ingress.prefix_list_id != null
                  ]
                )),
              ]
            )),
          ]
        )) * (var.load_balancer.security_group.create ? 1 : 0) + 0
      ) <= var.quotas.rules_per_security_group
    )
    error_message = try(
      format(
        "`quotas.rules_per_security_group` is %s, and `load_balancer.security_group`, inwards, would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.quotas.rules_per_security_group,
        var.load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            length({
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key => ingress
              if ingress.cidr_ipv4 != null
            }),
            sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key =>
                  ingress
                  if ingress.security_group_id != null
                }),
                sum(concat(
                  [0],
                  [
                    for ingress in var.load_balancer.security_group.ingress : coalesce(
                      ingress.prefix_list_entries,
                      1
                    )
                    if ingress.prefix_list_id != null
                  ]
                )),
              ]
            )),
          ]
        )) * (var.load_balancer.security_group.create ? 1 : 0) + 0,
        var.load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            length({
              for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key => ingress
              if ingress.cidr_ipv6 != null
            }),
            sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.load_balancer.security_group.ingress : ingress_key =>
                  ingress
                  if ingress.security_group_id != null
                }),
                sum(concat(
                  [0],
                  [
                    for ingress in var.load_balancer.security_group.ingress : coalesce(
                      ingress.prefix_list_entries,
                      1
                    )
                    if ingress.prefix_list_id != null
                  ]
                )),
              ]
            )),
          ]
        )) * (var.load_balancer.security_group.create ? 1 : 0) + 0
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                var.load_balancer == null ? 0 : sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.load_balancer.security_group.egress : egress_key => egress
                      if egress.cidr_ipv4 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.load_balancer.security_group.egress : egress_key =>
                          egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                (var.load_balancer == null ? true : length(var.load_balancer.security_group.egress) == 0)
                ? sum(concat(
                  [0],
                  [
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ],
                      [
                        for listener in var.listeners : listener.health_check.port
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && listener.health_check.port != null
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ])
                    ))),
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv4"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv4"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ])
                    ))),
                  ]
                ))
                : 0,
              ]
            )),
            length([
              for listener_key, listener in var.listeners : listener_key
              if var.application_load_balancer != null
              && listener.target_type == "alb"
              && length(listener.targets) == 0
            ]) > 0
            ? 1
            : 0,
          ]
        )) * (var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0) + 0
        <= var.quotas.rules_per_security_group
      )
      && (
        sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                var.load_balancer == null ? 0 : sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.load_balancer.security_group.egress : egress_key => egress
                      if egress.cidr_ipv6 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.load_balancer.security_group.egress : egress_key =>
                          egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                (var.load_balancer == null ? true : length(var.load_balancer.security_group.egress) == 0)
                ? sum(concat(
                  [0],
                  [
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ],
                      [
                        for listener in var.listeners : listener.health_check.port
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && listener.health_check.port != null
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ])
                    ))),
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv6"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv6"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ])
                    ))),
                  ]
                ))
                : 0,
              ]
            )),
            length([
              for listener_key, listener in var.listeners : listener_key
              if var.application_load_balancer != null
              && listener.target_type == "alb"
              && length(listener.targets) == 0
            ]) > 0
            ? 1
            : 0,
          ]
        )) * (var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0) + 0
        <= var.quotas.rules_per_security_group
      )
    )
    error_message = try(
      format(
        "`quotas.rules_per_security_group` is %s, and `load_balancer.security_group`, outwards, would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.quotas.rules_per_security_group,
        sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                var.load_balancer == null ? 0 : sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.load_balancer.security_group.egress : egress_key => egress
                      if egress.cidr_ipv4 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.load_balancer.security_group.egress : egress_key =>
                          egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                (var.load_balancer == null ? true : length(var.load_balancer.security_group.egress) == 0)
                ? sum(concat(
                  [0],
                  [
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ],
                      [
                        for listener in var.listeners : listener.health_check.port
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && listener.health_check.port != null
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv4"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ])
                    ))),
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv4"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv4"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ])
                    ))),
                  ]
                ))
                : 0,
              ]
            )),
            length([
              for listener_key, listener in var.listeners : listener_key
              if var.application_load_balancer != null
              && listener.target_type == "alb"
              && length(listener.targets) == 0
            ]) > 0
            ? 1
            : 0,
          ]
        )) * (var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0) + 0,
        sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                var.load_balancer == null ? 0 : sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.load_balancer.security_group.egress : egress_key => egress
                      if egress.cidr_ipv6 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.load_balancer.security_group.egress : egress_key =>
                          egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                (var.load_balancer == null ? true : length(var.load_balancer.security_group.egress) == 0)
                ? sum(concat(
                  [0],
                  [
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ],
                      [
                        for listener in var.listeners : listener.health_check.port
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && listener.health_check.port != null
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv6"
                        && (
                          !(
                            var.application_load_balancer != null
                            && listener.target_type == "alb"
                            && length(listener.targets) == 0
                          )
                          || listener.second_target_group != null
                        )
                        && (listener.protocol != "UDP" || listener.health_check.port == null)
                      ])
                    ))),
                    length(distinct(concat(
                      [
                        for listener in var.listeners : coalesce(listener.target_port, listener.port)
                        if listener.target_ip_address_type == "ipv6"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ],
                      flatten([
                        for listener in var.listeners : concat(
                          [for target in listener.targets : target.port if target.port != null],
                          listener.second_target_group == null
                          ? []
                          : [
                            for target in listener.second_target_group.targets : target.port
                            if target.port != null
                          ]
                        )
                        if listener.target_ip_address_type == "ipv6"
                        && (listener.protocol == "UDP" || listener.protocol == "TCP_UDP")
                      ])
                    ))),
                  ]
                ))
                : 0,
              ]
            )),
            length([
              for listener_key, listener in var.listeners : listener_key
              if var.application_load_balancer != null
              && listener.target_type == "alb"
              && length(listener.targets) == 0
            ]) > 0
            ? 1
            : 0,
          ]
        )) * (var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0) + 0
      ),
      "holds"
    )
  }

  validation {
    condition = (
      sum(concat(
        [0],
        [
          var.application_load_balancer == null ? 0 : sum(concat(
            [0],
            [
              length({
                for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                ingress_key => ingress
                if ingress.cidr_ipv4 != null
              }),
              sum(concat(
                [0],
                [
                  length({
                    for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                    ingress_key => ingress
                    if ingress.security_group_id != null
                  }),
                  sum(concat(
                    [0],
                    [
                      for ingress in var.application_load_balancer.security_group.ingress : coalesce(
                        ingress.prefix_list_entries,
                        1
                      )
                      if ingress.prefix_list_id != null
                    ]
                  )),
                ]
              )),
            ]
          )),
          var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0,
        ]
      )) * (var.application_load_balancer != null ? 1 : 0) + 0 <= var.quotas.rules_per_security_group
      && sum(concat(
        [0],
        [
          var.application_load_balancer == null ? 0 : sum(concat(
            [0],
            [
              length({
                for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                ingress_key => ingress
                if ingress.cidr_ipv6 != null
              }),
              sum(concat(
                [0],
                [
                  length({
                    for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                    ingress_key => ingress
                    if ingress.security_group_id != null
                  }),
                  sum(concat(
                    [0],
                    [
                      for ingress in var.application_load_balancer.security_group.ingress : coalesce(
                        ingress.prefix_list_entries,
                        1
                      )
                      if ingress.prefix_list_id != null
                    ]
                  )),
                ]
              )),
            ]
          )),
          var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0,
        ]
      )) * (var.application_load_balancer != null ? 1 : 0) + 0 <= var.quotas.rules_per_security_group
    )
    error_message = try(
      format(
        "`quotas.rules_per_security_group` is %s, and `application_load_balancer.security_group`, inwards, would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.quotas.rules_per_security_group,
        sum(concat(
          [0],
          [
            var.application_load_balancer == null ? 0 : sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                  ingress_key => ingress
                  if ingress.cidr_ipv4 != null
                }),
                sum(concat(
                  [0],
                  [
                    length({
                      for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                      ingress_key => ingress
                      if ingress.security_group_id != null
                    }),
                    sum(concat(
                      [0],
                      [
                        for ingress in var.application_load_balancer.security_group.ingress : coalesce(
                          ingress.prefix_list_entries,
                          1
                        )
                        if ingress.prefix_list_id != null
                      ]
                    )),
                  ]
                )),
              ]
            )),
            var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0,
          ]
        )) * (var.application_load_balancer != null ? 1 : 0) + 0,
        sum(concat(
          [0],
          [
            var.application_load_balancer == null ? 0 : sum(concat(
              [0],
              [
                length({
                  for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                  ingress_key => ingress
                  if ingress.cidr_ipv6 != null
                }),
                sum(concat(
                  [0],
                  [
                    length({
                      for ingress_key, ingress in var.application_load_balancer.security_group.ingress :
                      ingress_key => ingress
                      if ingress.security_group_id != null
                    }),
                    sum(concat(
                      [0],
                      [
                        for ingress in var.application_load_balancer.security_group.ingress : coalesce(
                          ingress.prefix_list_entries,
                          1
                        )
                        if ingress.prefix_list_id != null
                      ]
                    )),
                  ]
                )),
              ]
            )),
            var.load_balancer == null ? 0 : var.load_balancer.security_group.create ? 1 : 0,
          ]
        )) * (var.application_load_balancer != null ? 1 : 0) + 0
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.application_load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.application_load_balancer.security_group.egress :
                      egress_key => egress
                      if egress.cidr_ipv4 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.application_load_balancer.security_group.egress :
                          egress_key => egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.application_load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                length(var.application_load_balancer.security_group.egress) == 0
                ? length(distinct(concat(
                  [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
                  var.application_load_balancer.health_check.port != null
                  ? [var.application_load_balancer.health_check.port]
                  : [],
                  [for target in var.application_load_balancer.targets : target.port if target.port != null]
                ))) * length(var.application_load_balancer.security_group.targets)
                : 0,
              ]
            )),
            (
              length(var.application_load_balancer.security_group.egress) == 0
              && length(var.application_load_balancer.security_group.targets) == 0
            )
            ? length(distinct(concat(
              [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
              var.application_load_balancer.health_check.port != null
              ? [var.application_load_balancer.health_check.port]
              : [],
              [for target in var.application_load_balancer.targets : target.port if target.port != null]
            )))
            : 0,
          ]
        )) * 1 + 0
      ) <= var.quotas.rules_per_security_group
      && (
        var.application_load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.application_load_balancer.security_group.egress :
                      egress_key => egress
                      if egress.cidr_ipv6 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.application_load_balancer.security_group.egress :
                          egress_key => egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.application_load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                length(var.application_load_balancer.security_group.egress) == 0
                ? length(distinct(concat(
                  [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
                  var.application_load_balancer.health_check.port != null
                  ? [var.application_load_balancer.health_check.port]
                  : [],
                  [for target in var.application_load_balancer.targets : target.port if target.port != null]
                ))) * length(var.application_load_balancer.security_group.targets)
                : 0,
              ]
            )),
            0,
          ]
        )) * 1 + 0
      ) <= var.quotas.rules_per_security_group
    )
    error_message = try(
      format(
        "`quotas.rules_per_security_group` is %s, and `application_load_balancer.security_group`, outwards, would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.quotas.rules_per_security_group,
        var.application_load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.application_load_balancer.security_group.egress :
                      egress_key => egress
                      if egress.cidr_ipv4 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.application_load_balancer.security_group.egress :
                          egress_key => egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.application_load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                length(var.application_load_balancer.security_group.egress) == 0
                ? length(distinct(concat(
                  [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
                  var.application_load_balancer.health_check.port != null
                  ? [var.application_load_balancer.health_check.port]
                  : [],
                  [for target in var.application_load_balancer.targets : target.port if target.port != null]
                ))) * length(var.application_load_balancer.security_group.targets)
                : 0,
              ]
            )),
            (
              length(var.application_load_balancer.security_group.egress) == 0
              && length(var.application_load_balancer.security_group.targets) == 0
            )
            ? length(distinct(concat(
              [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
              var.application_load_balancer.health_check.port != null
              ? [var.application_load_balancer.health_check.port]
              : [],
              [for target in var.application_load_balancer.targets : target.port if target.port != null]
            )))
            : 0,
          ]
        )) * 1 + 0,
        var.application_load_balancer == null
        ? 0
        : sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [
                sum(concat(
                  [0],
                  [
                    length({
                      for egress_key, egress in var.application_load_balancer.security_group.egress :
                      egress_key => egress
                      if egress.cidr_ipv6 != null
                    }),
                    sum(concat(
                      [0],
                      [
                        length({
                          for egress_key, egress in var.application_load_balancer.security_group.egress :
                          egress_key => egress
                          if egress.security_group_id != null
                        }),
                        sum(concat(
                          [0],
                          [
                            for egress in var.application_load_balancer.security_group.egress : coalesce(
                              egress.prefix_list_entries,
                              1
                            )
                            if egress.prefix_list_id != null
                          ]
                        )),
                      ]
                    )),
                  ]
                )),
                length(var.application_load_balancer.security_group.egress) == 0
                ? length(distinct(concat(
                  [coalesce(var.application_load_balancer.target_port, var.application_load_balancer.port)],
                  var.application_load_balancer.health_check.port != null
                  ? [var.application_load_balancer.health_check.port]
                  : [],
                  [for target in var.application_load_balancer.targets : target.port if target.port != null]
                ))) * length(var.application_load_balancer.security_group.targets)
                : 0,
              ]
            )),
            0,
          ]
        )) * 1 + 0
      ),
      "holds"
    )
  }
}

variable "acceptance_required" {
  description = "Whether each connection has to be accepted by hand."
  type        = bool
  default     = true
  nullable    = false
}

variable "allowed_principals" {
  description = "Who may connect: ARNs of accounts (`arn:aws:iam::111111111111:root`), of roles or users without a path, AWS services (`appflow.amazonaws.com`), or `*` for everybody."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.allowed_principals) == length(distinct(var.allowed_principals))
    error_message = format(
      "`allowed_principals` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.allowed_principals) : twice
          if length([for other in var.allowed_principals : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.allowed_principals : can(regex(
        "^(\\*|arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-~]{1,576})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.allowed_principals :
      "`allowed_principals[${item_index}]` is `${item}`, which is not a principal; use a principal, such as arn:aws:iam::111111111111:root, a role or user of an account, a service such as appflow.amazonaws.com, or *"
      if !can(regex(
        "^(\\*|arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-~]{1,576})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item
      ))
    ])
  }

  validation {
    condition     = !contains(var.allowed_principals, "*") || var.acceptance_required || var.allow_any_principal
    error_message = "`allowed_principals` has `*` while `acceptance_required` is false: consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address; name the principals, or set `acceptance_required`, or confirm with `allow_any_principal`"
  }

  validation {
    condition = alltrue([
      for allowed_principal in var.allowed_principals :
      !can(regex("^arn:[^:]*:iam:[^/]*/[^/]*/", allowed_principal))
    ])
    error_message = join("\n", [
      for allowed_principal_index, allowed_principal in var.allowed_principals :
      format(
        "`allowed_principals[%s]` is `%s`, an ARN with a path, which AWS refuses; allow the account: `%s:root`",
        allowed_principal_index,
        allowed_principal,
        split(":user/", split(":role/", allowed_principal)[0])[0]
      )
      if can(regex("^arn:[^:]*:iam:[^/]*/[^/]*/", allowed_principal))
    ])
  }
}

variable "allowed_principals_by_name" {
  description = "More of them, each by a name of your own: for ARNs that are known only once something else is there, such as that of a role which the same deployment makes. `*` is not one of them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for item_key, item in var.allowed_principals_by_name : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.allowed_principals_by_name :
      "`allowed_principals_by_name` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.allowed_principals_by_name : can(regex(
        "^(arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-.0-~]{1,64})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.allowed_principals_by_name :
      format(
        "`allowed_principals_by_name[\"%s\"]` is `%s%s; use a principal's ARN without a path, such as arn:aws:iam::111111111111:role/reader, or a service such as appflow.amazonaws.com",
        item_key,
        item,
        can(regex("^arn:[^:]*:iam:[^/]*/[^/]*/", item))
        ? "`, which is an ARN with a path, not a principal's ARN without a path"
        : "`, which is not a principal's ARN without a path"
      )
      if !can(regex(
        "^(arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-.0-~]{1,64})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item
      ))
    ])
  }

  validation {
    condition = length([
      for twice in distinct(values(var.allowed_principals_by_name)) : twice
      if length([for other in values(var.allowed_principals_by_name) : other if other == twice]) > 1
    ]) == 0
    error_message = format(
      "`allowed_principals_by_name` has %s under several names; leave it under one name",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(values(var.allowed_principals_by_name)) : twice
          if length([for other in values(var.allowed_principals_by_name) : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for allowed_principals_by_name in var.allowed_principals_by_name :
      !contains(var.allowed_principals, allowed_principals_by_name)
    ])
    error_message = join("\n", [
      for allowed_principals_by_name_key, allowed_principals_by_name in var.allowed_principals_by_name :
      format(
        "`allowed_principals_by_name[\"%s\"]` is `%s`, which is in `allowed_principals`, too; remove the one or the other",
        allowed_principals_by_name_key,
        allowed_principals_by_name
      )
      if contains(var.allowed_principals, allowed_principals_by_name)
    ])
  }
}

variable "allowed_principal_names" {
  description = "What principals are called in the console: the tag `Name` of their permission. Key: one of `allowed_principals`. Not in CloudFormation."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for item_key, item in var.allowed_principal_names : can(regex(
        "^(\\*|arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-~]{1,576})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.allowed_principal_names :
      "`allowed_principal_names` has the key `${item_key}`, which is not a principal; use a principal, such as arn:aws:iam::111111111111:root, a role or user of an account, a service such as appflow.amazonaws.com, or *"
      if !can(regex(
        "^(\\*|arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-~]{1,576})|[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}\\.amazonaws\\.com(\\.cn)?)$",
        item_key
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.allowed_principal_names : length(item) <= 256])
    error_message = join("\n", [
      for item_key, item in var.allowed_principal_names :
      "`allowed_principal_names[\"${item_key}\"]` has ${length(item)} characters, more than the 256 allowed; shorten it to 256 characters or fewer"
      if length(item) > 256
    ])
  }

  validation {
    condition = length([
      for allowed_principal_name in keys(var.allowed_principal_names) : allowed_principal_name
      if !contains(var.allowed_principals, allowed_principal_name)
    ]) == 0
    error_message = format(
      "`allowed_principal_names` names %s, which `allowed_principals` does not have; add it to `allowed_principals`, or remove its name",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for allowed_principal_name in keys(var.allowed_principal_names) : allowed_principal_name
          if !contains(var.allowed_principals, allowed_principal_name)
        ]),
        ["none"]
      ))
    )
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "allow_any_principal" {
  description = "Allows `*` among `allowed_principals` although `acceptance_required` is false: the service is then open to every AWS account."
  type        = bool
  default     = false
  nullable    = false
}

variable "supported_ip_address_types" {
  description = "Address types that endpoints may have. `ipv6` needs a `dualstack` load balancer."
  type        = list(string)
  default     = ["ipv4"]
  nullable    = false

  validation {
    condition = length(var.supported_ip_address_types) == length(distinct(var.supported_ip_address_types))
    error_message = format(
      "`supported_ip_address_types` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.supported_ip_address_types) : twice
          if length([for other in var.supported_ip_address_types : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.supported_ip_address_types : contains(["ipv4", "ipv6"], item)])
    error_message = join("\n", [
      for item_index, item in var.supported_ip_address_types :
      "`supported_ip_address_types[${item_index}]` is `${item}`, which is not offered; use one of `ipv4`, `ipv6`"
      if !contains(["ipv4", "ipv6"], item)
    ])
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : !contains(var.supported_ip_address_types, "ipv6") || var.load_balancer.ip_address_type == "dualstack"
    )
    error_message = "`supported_ip_address_types` has `ipv6`, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`"
  }

  validation {
    condition     = length(var.supported_ip_address_types) > 0
    error_message = "`supported_ip_address_types` is empty; name `ipv4`, `ipv6` or both"
  }
}

variable "supported_regions" {
  description = "Other Regions whose VPCs may connect. Needs two Availability Zones. The service's own Region is always one. Pulumi and Terraform leave Regions as they are when the list goes: name the service's own Region alone to close all others. Endpoints that are there stay."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.supported_regions) == length(distinct(var.supported_regions))
    error_message = format(
      "`supported_regions` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.supported_regions) : twice
          if length([for other in var.supported_regions : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.supported_regions : can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.supported_regions :
      "`supported_regions[${item_index}]` is `${item}`, which is not the code of a Region; use the code of a Region, such as eu-west-1"
      if !can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item))
    ])
  }

  validation {
    condition     = !(length(var.gateway_load_balancer_arns) > 0 && length(var.supported_regions) > 0)
    error_message = "`supported_regions` is given, but Gateway Load Balancers serve their own Region only; remove it, or offer the service from each Region"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : (
        length(var.supported_regions) == 0
        || (
          length(var.load_balancer.subnets) > 0
          ? length(var.load_balancer.subnets)
          : var.load_balancer.subnet_ids == null ? 0 : length(var.load_balancer.subnet_ids)
        ) > 1
      )
    )
    error_message = "`supported_regions` is given, but the load balancer is in one Availability Zone; add a subnet in another zone to `load_balancer.subnets`"
  }

  validation {
    condition = (
      var.load_balancer == null
      ? true
      : (
        length(var.supported_regions) == 0
        || length(keys(var.load_balancer.subnets)) == 0
        || length([
          for subnet in keys(var.load_balancer.subnets) : subnet
          if !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet)
        ]) > 0
      )
    )
    error_message = try(
      format(
        "`supported_regions` is given, but other Regions do not reach any of the Availability Zones %s; add a subnet in another zone to `load_balancer.subnets`",
        join(", ", coalescelist(formatlist("`%s`", keys(var.load_balancer.subnets)), ["none"]))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      length([
        for supported_region in var.supported_regions : supported_region
        if can(regex("^cn-", supported_region))
      ]) == length(var.supported_regions)
      || length([
        for supported_region in var.supported_regions : supported_region
        if can(regex("^us-gov-", supported_region))
      ]) == length(var.supported_regions)
      || (
        length([
          for supported_region in var.supported_regions : supported_region
          if can(regex("^cn-", supported_region))
        ]) == 0
        && length([
          for supported_region in var.supported_regions : supported_region
          if can(regex("^us-gov-", supported_region))
        ]) == 0
      )
    )
    error_message = format(
      "`supported_regions` has Regions of several partitions: %s; leave those that begin with `cn-`, those that begin with `us-gov-`, or the others",
      join(", ", coalescelist(formatlist("`%s`", var.supported_regions), ["none"]))
    )
  }
}

variable "accepted_endpoint_ids" {
  description = "Endpoints whose connections are accepted here. Key: a name for the consumer. Needs `acceptance_required`. A key that goes rejects the connection, and so does one that is renamed or gets another endpoint: to rename one and keep the connection, use a `moved` block in Terraform and `pulumi state rename` in Pulumi; CloudFormation has no way."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for item_key, item in var.accepted_endpoint_ids : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.accepted_endpoint_ids :
      "`accepted_endpoint_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.accepted_endpoint_ids : can(regex("^vpce-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_key, item in var.accepted_endpoint_ids :
      "`accepted_endpoint_ids[\"${item_key}\"]` is `${item}`, which is not an endpoint id; use an endpoint id, such as vpce-0a1b2c3d4e5f67890"
      if !can(regex("^vpce-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition     = length(var.accepted_endpoint_ids) == 0 || var.acceptance_required
    error_message = "`accepted_endpoint_ids` is given, but `acceptance_required` is false: AWS accepts every connection; remove it, or set `acceptance_required`"
  }
}

variable "private_dns" {
  description = "Private DNS name that consumers may use for the service. Default: none. Pulumi and Terraform leave a name as it is when this goes, and the outputs show it: `aws ec2 modify-vpc-endpoint-service-configuration --service-id … --remove-private-dns-name` takes it away."
  type = object({
    name                  = string
    verification          = optional(string, "route53")
    hosted_zone_id        = optional(string)
    domain                = optional(string)
    wait_for_verification = optional(bool, true)
    ttl_seconds           = optional(number, 1800)
  })
  default = null

  validation {
    condition = var.private_dns == null ? true : can(regex(
      "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
      var.private_dns.name
    ))
    error_message = try(
      "`private_dns.name` is `${var.private_dns.name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com",
      "holds"
    )
  }

  validation {
    condition = var.private_dns == null ? true : length(var.private_dns.name) <= 253
    error_message = try(
      "`private_dns.name` has ${length(var.private_dns.name)} characters, more than the 253 allowed; shorten it to 253 characters or fewer",
      "holds"
    )
  }

  validation {
    condition = var.private_dns == null ? true : contains(["route53", "manual"], var.private_dns.verification)
    error_message = try(
      "`private_dns.verification` is `${var.private_dns.verification}`, which is not offered; use one of `route53`, `manual`",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : (
        var.private_dns.hosted_zone_id == null
        || can(regex("^Z[A-Z0-9]{1,31}$", var.private_dns.hosted_zone_id))
      )
    )
    error_message = try(
      "`private_dns.hosted_zone_id` is `${var.private_dns.hosted_zone_id}`, which is not a hosted zone id; use a hosted zone id, such as Z0123456789ABCDEFGHIJ",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : (
        var.private_dns.domain == null
        || can(regex(
          "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          var.private_dns.domain
        ))
      )
    )
    error_message = try(
      format(
        "`private_dns.domain` is `%s`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com",
        var.private_dns.domain
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.domain == null ? true : length(var.private_dns.domain) <= 253
    )
    error_message = try(
      "`private_dns.domain` has ${length(var.private_dns.domain)} characters, more than the 253 allowed; shorten it to 253 characters or fewer",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.ttl_seconds >= 60 && var.private_dns.ttl_seconds <= 172800
    )
    error_message = try(
      "`private_dns.ttl_seconds` is ${var.private_dns.ttl_seconds}, which is outside 60 to 172800; use a whole number from 60 to 172800",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.hosted_zone_id == null || var.private_dns.verification == "route53"
    )
    error_message = "`private_dns.hosted_zone_id` is given, but with `verification` `manual` no record is written; remove it, or set `verification` to `route53`"
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.verification == "route53" || var.private_dns.ttl_seconds == 1800
    )
    error_message = "`private_dns.ttl_seconds` is given, but with `verification` `manual` no record is written; remove it, or set `verification` to `route53`"
  }

  validation {
    condition     = !(var.private_dns != null && length(var.gateway_load_balancer_arns) > 0)
    error_message = "`private_dns` is given, but services of Gateway Load Balancers have no private names; remove it"
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.verification != "route53" || var.private_dns.hosted_zone_id != null
    )
    error_message = "`private_dns.hosted_zone_id` is missing, but `verification` is `route53`; give the public hosted zone of the domain, or set `verification` to `manual`"
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : !can(regex("^[*][.]", var.private_dns.name)) || var.private_dns.domain != null
    )
    error_message = "`private_dns.domain` is missing, but the name begins with `*.`; give the domain below it, such as `example.com`"
  }

  validation {
    condition = (
      var.private_dns == null
      ? true
      : var.private_dns.domain == null ? true : can(regex(
        "(?i)(^|[.])${var.private_dns.domain}$",
        var.private_dns.name
      ))
    )
    error_message = try(
      "`private_dns.domain` is `${var.private_dns.domain}`, but the name is `${var.private_dns.name}`; give the name itself, or a domain above it",
      "holds"
    )
  }
}

variable "connection_notifications" {
  description = "Messages about connections. Key: a name for the notification."
  type = map(object({
    topic_arn = optional(string)
    events    = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.connection_notifications : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications :
      "`connection_notifications` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.connection_notifications :
      item.topic_arn == null
      || can(regex(
        "^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$",
        item.topic_arn
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications :
      "`connection_notifications[\"${item_key}\"].topic_arn` is `${item.topic_arn}`, which is not the ARN of an SNS topic; use the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111111111111:connections"
      if !(
        item.topic_arn == null
        || can(regex(
          "^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$",
          item.topic_arn
        ))
      )
    ])
  }

  validation {
    condition = alltrue([for item in var.connection_notifications : length(item.events) >= 1])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications :
      "`connection_notifications[\"${item_key}\"].events` has ${length(item.events)} of the 1 entries needed; give at least 1"
      if length(item.events) < 1
    ])
  }

  validation {
    condition = alltrue([
      for item in var.connection_notifications : length(item.events) == length(distinct(item.events))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications :
      format(
        "`connection_notifications[\"%s\"].events` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.events) : twice
            if length([for other in item.events : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.events) != length(distinct(item.events))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.connection_notifications : [
        for part in item.events : contains(["Accept", "Connect", "Delete", "Reject"], part)
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.connection_notifications : [
        for part_index, part in item.events :
        format(
          "`connection_notifications[\"%s\"].events[%s]` is `%s`, which is not offered; use one of `Accept`, `Connect`, `Delete`, `Reject`",
          item_key,
          part_index,
          part
        )
        if !contains(["Accept", "Connect", "Delete", "Reject"], part)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for connection_notification in var.connection_notifications :
      connection_notification.topic_arn != null || var.topic != null
    ])
    error_message = join("\n", [
      for connection_notification_key, connection_notification in var.connection_notifications :
      format(
        "`connection_notifications[\"%s\"].topic_arn` is missing, and no topic is made; give the ARN of a topic, or make one with `topic`",
        connection_notification_key
      )
      if !(connection_notification.topic_arn != null || var.topic != null)
    ])
  }
}

variable "topic" {
  description = "Makes a topic for `connection_notifications` and `alarms` that name none."
  type        = object({ kms_key_id = optional(string) })
  default     = null

  validation {
    condition = (
      var.topic == null
      ? true
      : (
        var.topic.kms_key_id == null
        || can(regex(
          "^(alias/[A-Za-z0-9/_-]{1,250}|arn:aws[a-z-]{0,16}:kms:[a-z0-9-]{1,32}:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]{1,250}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$",
          var.topic.kms_key_id
        ))
      )
    )
    error_message = try(
      "`topic.kms_key_id` is `${var.topic.kms_key_id}`, which is not the id, alias or ARN of a key; use the id, alias or ARN of a key, such as alias/messages",
      "holds"
    )
  }

  validation {
    condition = (
      var.topic == null
      ? true
      : var.topic.kms_key_id == null || !can(regex("(^|:)alias/aws/", var.topic.kms_key_id))
    )
    error_message = "`topic.kms_key_id` is a key of AWS's own, whose policy cannot let anybody publish; use a key of yours, whose policy lets `vpce.amazonaws.com` and `cloudwatch.amazonaws.com` use it"
  }
}

variable "alarms" {
  description = "Alarms of CloudWatch. Default: none."
  type = object({
    topic_arn = optional(string)
    unhealthy_hosts = optional(object({
      threshold = optional(number, 0)
      minutes   = optional(number, 5)
    }))
    rejected_connections = optional(object({
      threshold = optional(number, 0)
      minutes   = optional(number, 5)
    }))
    resets = optional(object({
      threshold = number
      minutes   = optional(number, 5)
    }))
  })
  default = null

  validation {
    condition = (
      var.alarms == null
      ? true
      : (
        var.alarms.topic_arn == null
        || can(regex(
          "^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$",
          var.alarms.topic_arn
        ))
      )
    )
    error_message = try(
      format(
        "`alarms.topic_arn` is `%s`, which is not the ARN of an SNS topic; use the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111111111111:connections",
        var.alarms.topic_arn
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.unhealthy_hosts == null
      ? true
      : var.alarms.unhealthy_hosts.threshold >= 0 && var.alarms.unhealthy_hosts.threshold <= 1000000000
    )
    error_message = try(
      format(
        "`alarms.unhealthy_hosts.threshold` is %s, which is outside 0 to 1000000000; use a whole number from 0 to 1000000000",
        var.alarms.unhealthy_hosts.threshold
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.unhealthy_hosts == null
      ? true
      : var.alarms.unhealthy_hosts.minutes >= 1 && var.alarms.unhealthy_hosts.minutes <= 1440
    )
    error_message = try(
      "`alarms.unhealthy_hosts.minutes` is ${var.alarms.unhealthy_hosts.minutes}, which is outside 1 to 1440; use a whole number from 1 to 1440",
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.rejected_connections == null
      ? true
      : (
        var.alarms.rejected_connections.threshold >= 0
        && var.alarms.rejected_connections.threshold <= 1000000000
      )
    )
    error_message = try(
      format(
        "`alarms.rejected_connections.threshold` is %s, which is outside 0 to 1000000000; use a whole number from 0 to 1000000000",
        var.alarms.rejected_connections.threshold
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.rejected_connections == null
      ? true
      : var.alarms.rejected_connections.minutes >= 1 && var.alarms.rejected_connections.minutes <= 1440
    )
    error_message = try(
      "`alarms.rejected_connections.minutes` is ${var.alarms.rejected_connections.minutes}, which is outside 1 to 1440; use a whole number from 1 to 1440",
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.resets == null
      ? true
      : var.alarms.resets.threshold >= 0 && var.alarms.resets.threshold <= 1000000000
    )
    error_message = try(
      "`alarms.resets.threshold` is ${var.alarms.resets.threshold}, which is outside 0 to 1000000000; use a whole number from 0 to 1000000000",
      "holds"
    )
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : var.alarms.resets == null ? true : var.alarms.resets.minutes >= 1 && var.alarms.resets.minutes <= 1440
    )
    error_message = try(
      "`alarms.resets.minutes` is ${var.alarms.resets.minutes}, which is outside 1 to 1440; use a whole number from 1 to 1440",
      "holds"
    )
  }

  validation {
    condition     = var.alarms == null ? true : var.alarms.unhealthy_hosts == null || var.load_balancer != null
    error_message = "`alarms.unhealthy_hosts` is given, but only a load balancer that is made here can be watched; remove it, or give `load_balancer`"
  }

  validation {
    condition = (
      var.alarms == null ? true : var.alarms.rejected_connections == null || var.load_balancer != null
    )
    error_message = "`alarms.rejected_connections` is given, but only a load balancer that is made here can be watched; remove it, or give `load_balancer`"
  }

  validation {
    condition = (
      var.alarms == null
      ? true
      : (
        var.alarms.unhealthy_hosts != null
        || var.alarms.rejected_connections != null
        || var.alarms.resets != null
      )
    )
    error_message = "`alarms` is given, but names no alarm; give `unhealthy_hosts`, `rejected_connections` or `resets`, or remove it"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "contributor_insights" {
  description = "Whether CloudWatch shows which endpoints send most. Only CloudFormation can set it."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.contributor_insights
    error_message = "`contributor_insights` is given, but only CloudFormation can set it so far; remove it, or deploy this with CloudFormation"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "payer_responsibility" {
  description = "`ServiceOwner` has the provider pay for the endpoints of consumers. Default: consumers pay. Only CloudFormation can set it, and AWS lets nobody set it back: confirm it with `allow_permanent_payer`."
  type        = string
  default     = null

  validation {
    condition = var.payer_responsibility == null ? true : contains(["ServiceOwner"], var.payer_responsibility)
    error_message = try(
      "`payer_responsibility` is `${var.payer_responsibility}`, which is not offered; use one of `ServiceOwner`",
      "holds"
    )
  }

  validation {
    condition     = var.payer_responsibility == null
    error_message = "`payer_responsibility` is given, but only CloudFormation can set it so far; remove it, or deploy this with CloudFormation"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "allow_permanent_payer" {
  description = "Confirms `payer_responsibility`, although it cannot be undone."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 49
    error_message = "`tags` has ${length(var.tags)} entries, more than the 49 allowed; give at most 49"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.tags : can(regex(
        "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.tags :
      "`tags` has the key `${item_key}`, which is not a tag key of 1 to 128 characters that does not begin with aws:; use a tag key of 1 to 128 characters that does not begin with aws:, such as team"
      if !can(regex(
        "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
        item_key
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.tags : length(item) <= 256])
    error_message = join("\n", [
      for item_key, item in var.tags :
      "`tags[\"${item_key}\"]` has ${length(item)} characters, more than the 256 allowed; shorten it to 256 characters or fewer"
      if length(item) > 256
    ])
  }
}
