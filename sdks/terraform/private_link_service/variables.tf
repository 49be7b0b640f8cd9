variable "name" {
  description = "Value of the `Name` tag of every resource. Physical names are left to AWS, so that a replacement never collides."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", var.name))
    error_message = "`name` is `${var.name}`, which is not a name of letters, digits and hyphens; use a name of letters, digits and hyphens, such as payments-api"
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
    condition     = var.vpc_id == null || can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = var.vpc_id == null ? "is missing" : "`vpc_id` is `${var.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
  }

  validation {
    condition     = var.load_balancer == null || var.vpc_id != null
    error_message = "`vpc_id` is missing, but `load_balancer` needs it; give the VPC of the load balancer"
  }
}

variable "load_balancer" {
  description = "Makes a Network Load Balancer. Give this, `network_load_balancer_arns` or `gateway_load_balancer_arns`."
  type = object({
    subnets = map(object({
      subnet_id            = string
      private_ipv4_address = optional(string)
      ipv6_address         = optional(string)
    }))
    ip_address_type                  = optional(string, "ipv4")
    cross_zone                       = optional(bool, false)
    dns_record_client_routing_policy = optional(string, "any_availability_zone")
    deletion_protection              = optional(bool, false)
    security_group = optional(
      object({
        create = optional(bool, true)
        ids    = optional(list(string), [])
        ingress = optional(
          map(object({
            from_port         = number
            to_port           = optional(number)
            cidr_ipv4         = optional(string)
            cidr_ipv6         = optional(string)
            prefix_list_id    = optional(string)
            security_group_id = optional(string)
            description       = optional(string)
          })),
          {}
        )
        egress = optional(
          map(object({
            from_port         = number
            to_port           = optional(number)
            cidr_ipv4         = optional(string)
            cidr_ipv6         = optional(string)
            prefix_list_id    = optional(string)
            security_group_id = optional(string)
            description       = optional(string)
          })),
          {}
        )
        allow_open_ingress = optional(bool, false)
      }),
      {}
    )
    enforce_inbound_rules_on_private_link_traffic = optional(bool, false)
    access_logs = optional(object({
      bucket  = string
      prefix  = optional(string)
      enabled = optional(bool, true)
    }))
  })
  default = null

  validation {
    condition     = var.load_balancer == null ? true : length(var.load_balancer.subnets) >= 1
    error_message = var.load_balancer == null ? "is missing" : "`load_balancer.subnets` has ${length(var.load_balancer.subnets)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : can(regex("^[a-z]{3,5}[0-9]-az[0-9]+$", item_key))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : "`load_balancer.subnets` has the key `${item_key}`, which is not an Availability Zone id; use an Availability Zone id, such as use1-az1"
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]+$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets : can(regex("^subnet-[0-9a-f]+$", item.subnet_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : "`load_balancer.subnets[\"${item_key}\"].subnet_id` is `${item.subnet_id}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]+$", item.subnet_id))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets : item.private_ipv4_address == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$", item.private_ipv4_address))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : "`load_balancer.subnets[\"${item_key}\"].private_ipv4_address` is `${item.private_ipv4_address}`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10"
        if !(item.private_ipv4_address == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$", item.private_ipv4_address)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.subnets : item.ipv6_address == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.subnets : "`load_balancer.subnets[\"${item_key}\"].ipv6_address` is `${item.ipv6_address}`, which is not an IPv6 address; use an IPv6 address, such as 2001:db8::10"
        if !(item.ipv6_address == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address)))
      ]
    )
  }

  validation {
    condition = var.load_balancer == null ? true : contains(
      ["ipv4", "dualstack"],
      var.load_balancer.ip_address_type
    )
    error_message = var.load_balancer == null ? "is missing" : "`load_balancer.ip_address_type` is `${var.load_balancer.ip_address_type}`, which is not offered; use one of `ipv4`, `dualstack`"
  }

  validation {
    condition = var.load_balancer == null ? true : contains(
      ["any_availability_zone", "partial_availability_zone_affinity", "availability_zone_affinity"],
      var.load_balancer.dns_record_client_routing_policy
    )
    error_message = var.load_balancer == null ? "is missing" : "`load_balancer.dns_record_client_routing_policy` is `${var.load_balancer.dns_record_client_routing_policy}`, which is not offered; use one of `any_availability_zone`, `partial_availability_zone_affinity`, `availability_zone_affinity`"
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ids : can(regex("^sg-[0-9a-f]+$", item))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_index, item in var.load_balancer.security_group.ids : "`load_balancer.security_group.ids[${item_index}]` is `${item}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !can(regex("^sg-[0-9a-f]+$", item))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]*$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress` has the key `${item_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
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
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.cidr_ipv4 == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$", item.cidr_ipv4))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].cidr_ipv4` is `${item.cidr_ipv4}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
        if !(item.cidr_ipv4 == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$", item.cidr_ipv4)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.cidr_ipv6 == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item.cidr_ipv6))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].cidr_ipv6` is `${item.cidr_ipv6}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
        if !(item.cidr_ipv6 == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item.cidr_ipv6)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.prefix_list_id == null || can(regex("^pl-[0-9a-f]+$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].prefix_list_id` is `${item.prefix_list_id}`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890"
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]+$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.ingress : item.security_group_id == null || can(regex("^sg-[0-9a-f]+$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]+$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]*$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress` has the key `${item_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
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
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.to_port == null ? true : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if item.to_port == null ? false : !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.cidr_ipv4 == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$", item.cidr_ipv4))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].cidr_ipv4` is `${item.cidr_ipv4}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
        if !(item.cidr_ipv4 == null || can(regex("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$", item.cidr_ipv4)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.cidr_ipv6 == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item.cidr_ipv6))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].cidr_ipv6` is `${item.cidr_ipv6}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
        if !(item.cidr_ipv6 == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item.cidr_ipv6)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.prefix_list_id == null || can(regex("^pl-[0-9a-f]+$", item.prefix_list_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].prefix_list_id` is `${item.prefix_list_id}`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890"
        if !(item.prefix_list_id == null || can(regex("^pl-[0-9a-f]+$", item.prefix_list_id)))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for item in var.load_balancer.security_group.egress : item.security_group_id == null || can(regex("^sg-[0-9a-f]+$", item.security_group_id))
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for item_key, item in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${item_key}\"].security_group_id` is `${item.security_group_id}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
        if !(item.security_group_id == null || can(regex("^sg-[0-9a-f]+$", item.security_group_id)))
      ]
    )
  }

  validation {
    condition     = var.load_balancer != null || length(var.network_load_balancer_arns) > 0 || length(var.gateway_load_balancer_arns) > 0
    error_message = "`load_balancer` is missing, and so are `network_load_balancer_arns` and `gateway_load_balancer_arns`; give exactly one of them"
  }

  validation {
    condition     = !(var.load_balancer != null && (length(var.network_load_balancer_arns) > 0 || length(var.gateway_load_balancer_arns) > 0))
    error_message = "`load_balancer` is given beside load balancers that are already there; give `load_balancer`, `network_load_balancer_arns` or `gateway_load_balancer_arns`, not several"
  }

  validation {
    condition     = var.load_balancer == null ? true : var.load_balancer.security_group.create || length(var.load_balancer.security_group.ids) > 0
    error_message = "`load_balancer.security_group` leaves the load balancer without a group, and it could never get one; set `create`, or name groups in `ids`"
  }

  validation {
    condition     = var.load_balancer == null ? true : var.load_balancer.security_group.create || length(var.load_balancer.security_group.ingress) == 0 && length(var.load_balancer.security_group.egress) == 0
    error_message = "`load_balancer.security_group` has rules, but no group is made to hold them; set `create`, or remove `ingress` and `egress`"
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.ingress : length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : [])) == 1
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${rule_key}\"]` has ${length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : []))} ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`"
        if length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : [])) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.egress : length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : [])) == 1
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${rule_key}\"]` has ${length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : []))} ends; give exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id` and `security_group_id`"
        if length(concat(rule.cidr_ipv4 != null ? [1] : [], rule.cidr_ipv6 != null ? [1] : [], rule.prefix_list_id != null ? [1] : [], rule.security_group_id != null ? [1] : [])) != 1
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.ingress : rule.to_port == null ? true : rule.from_port <= rule.to_port
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${rule_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if rule.to_port == null ? false : rule.from_port > rule.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.egress : rule.to_port == null ? true : rule.from_port <= rule.to_port
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.egress : "`load_balancer.security_group.egress[\"${rule_key}\"].to_port` is before `from_port`; give the higher port, or leave it out"
        if rule.to_port == null ? false : rule.from_port > rule.to_port
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for rule in var.load_balancer.security_group.ingress : var.load_balancer.security_group.allow_open_ingress || !(rule.cidr_ipv4 == "0.0.0.0/0" || rule.cidr_ipv6 == "::/0")
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for rule_key, rule in var.load_balancer.security_group.ingress : "`load_balancer.security_group.ingress[\"${rule_key}\"]` lets everybody in; name a narrower range, or confirm with `allow_open_ingress`"
        if !(var.load_balancer.security_group.allow_open_ingress || !(rule.cidr_ipv4 == "0.0.0.0/0" || rule.cidr_ipv6 == "::/0"))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.load_balancer == null ? [] : [
        for subnet in var.load_balancer.subnets : subnet.ipv6_address == null || var.load_balancer.ip_address_type == "dualstack"
      ]
    )
    error_message = join(
      "\n",
      var.load_balancer == null ? [] : [
        for subnet_key, subnet in var.load_balancer.subnets : "`load_balancer.subnets[\"${subnet_key}\"].ipv6_address` is given, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`, or remove it"
        if !(subnet.ipv6_address == null || var.load_balancer.ip_address_type == "dualstack")
      ]
    )
  }
}

variable "listeners" {
  description = "What the load balancer takes and where it sends it. Key: a name for the listener, such as `https`. At most 50."
  type = map(object({
    port                     = number
    protocol                 = optional(string, "TCP")
    certificate_arn          = optional(string)
    ssl_policy               = optional(string)
    alpn_policy              = optional(string)
    tcp_idle_timeout_seconds = optional(number)
    target_type              = optional(string, "ip")
    target_port              = optional(number)
    target_protocol          = optional(string)
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
    deregistration_delay_seconds = optional(number)
    connection_termination       = optional(bool, false)
    proxy_protocol_v2            = optional(bool, false)
    preserve_client_ip           = optional(bool)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.listeners : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners` has the key `${item_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : item.port >= 1 && item.port <= 65535])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].port` is ${item.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.port >= 1 && item.port <= 65535)
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : contains(["TCP", "TLS"], item.protocol)])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].protocol` is `${item.protocol}`, which is not offered; use one of `TCP`, `TLS`"
      if !contains(["TCP", "TLS"], item.protocol)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.certificate_arn == null || can(regex("^arn:aws[a-z-]*:(acm:[a-z0-9-]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+$", item.certificate_arn))
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].certificate_arn` is `${item.certificate_arn}`, which is not the ARN of a certificate; use the ARN of a certificate, such as arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"
      if !(item.certificate_arn == null || can(regex("^arn:aws[a-z-]*:(acm:[a-z0-9-]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+$", item.certificate_arn)))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.alpn_policy == null ? true : contains(
        ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"],
        item.alpn_policy
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].alpn_policy` is `${item.alpn_policy}`, which is not offered; use one of `HTTP1Only`, `HTTP2Only`, `HTTP2Optional`, `HTTP2Preferred`, `None`"
      if item.alpn_policy == null ? false : !contains(["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"], item.alpn_policy)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.tcp_idle_timeout_seconds == null ? true : item.tcp_idle_timeout_seconds >= 60 && item.tcp_idle_timeout_seconds <= 6000
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].tcp_idle_timeout_seconds` is ${item.tcp_idle_timeout_seconds}, which is outside 60 to 6000; use a whole number from 60 to 6000"
      if item.tcp_idle_timeout_seconds == null ? false : !(item.tcp_idle_timeout_seconds >= 60 && item.tcp_idle_timeout_seconds <= 6000)
    ])
  }

  validation {
    condition = alltrue([for item in var.listeners : contains(["ip", "instance", "alb"], item.target_type)])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].target_type` is `${item.target_type}`, which is not offered; use one of `ip`, `instance`, `alb`"
      if !contains(["ip", "instance", "alb"], item.target_type)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.target_port == null ? true : item.target_port >= 1 && item.target_port <= 65535
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].target_port` is ${item.target_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if item.target_port == null ? false : !(item.target_port >= 1 && item.target_port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.target_protocol == null ? true : contains(
        ["TCP", "TLS"],
        item.target_protocol
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].target_protocol` is `${item.target_protocol}`, which is not offered; use one of `TCP`, `TLS`"
      if item.target_protocol == null ? false : !contains(["TCP", "TLS"], item.target_protocol)
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part_key, part in item.targets : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", part_key))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.targets : "`listeners[\"${item_key}\"].targets` has the key `${part_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", part_key))
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
        for part_key, part in item.targets : "`listeners[\"${item_key}\"].targets[\"${part_key}\"].port` is ${part.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if part.port == null ? false : !(part.port >= 1 && part.port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.listeners : [
        for part_key, part in item.auto_scaling_groups : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", part_key))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.listeners : [
        for part_key, part in item.auto_scaling_groups : "`listeners[\"${item_key}\"].auto_scaling_groups` has the key `${part_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.protocol == null ? true : contains(
        ["TCP", "HTTP", "HTTPS"],
        item.health_check.protocol
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.protocol` is `${item.health_check.protocol}`, which is not offered; use one of `TCP`, `HTTP`, `HTTPS`"
      if item.health_check.protocol == null ? false : !contains(["TCP", "HTTP", "HTTPS"], item.health_check.protocol)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.port == null ? true : item.health_check.port >= 1 && item.health_check.port <= 65535
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.port` is ${item.health_check.port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if item.health_check.port == null ? false : !(item.health_check.port >= 1 && item.health_check.port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.interval_seconds >= 5 && item.health_check.interval_seconds <= 300
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.interval_seconds` is ${item.health_check.interval_seconds}, which is outside 5 to 300; use a whole number from 5 to 300"
      if !(item.health_check.interval_seconds >= 5 && item.health_check.interval_seconds <= 300)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.timeout_seconds == null ? true : item.health_check.timeout_seconds >= 2 && item.health_check.timeout_seconds <= 120
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.timeout_seconds` is ${item.health_check.timeout_seconds}, which is outside 2 to 120; use a whole number from 2 to 120"
      if item.health_check.timeout_seconds == null ? false : !(item.health_check.timeout_seconds >= 2 && item.health_check.timeout_seconds <= 120)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.healthy_threshold >= 2 && item.health_check.healthy_threshold <= 10
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.healthy_threshold` is ${item.health_check.healthy_threshold}, which is outside 2 to 10; use a whole number from 2 to 10"
      if !(item.health_check.healthy_threshold >= 2 && item.health_check.healthy_threshold <= 10)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.health_check.unhealthy_threshold >= 2 && item.health_check.unhealthy_threshold <= 10
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].health_check.unhealthy_threshold` is ${item.health_check.unhealthy_threshold}, which is outside 2 to 10; use a whole number from 2 to 10"
      if !(item.health_check.unhealthy_threshold >= 2 && item.health_check.unhealthy_threshold <= 10)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.listeners : item.deregistration_delay_seconds == null ? true : item.deregistration_delay_seconds >= 0 && item.deregistration_delay_seconds <= 3600
    ])
    error_message = join("\n", [
      for item_key, item in var.listeners : "`listeners[\"${item_key}\"].deregistration_delay_seconds` is ${item.deregistration_delay_seconds}, which is outside 0 to 3600; use a whole number from 0 to 3600"
      if item.deregistration_delay_seconds == null ? false : !(item.deregistration_delay_seconds >= 0 && item.deregistration_delay_seconds <= 3600)
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
      for listener in var.listeners : var.load_balancer == null ? true : !var.load_balancer.enforce_inbound_rules_on_private_link_traffic || length(var.load_balancer.security_group.ids) > 0 || length([for rule_key, rule in var.load_balancer.security_group.ingress : rule_key if rule.from_port <= listener.port && listener.port <= coalesce(rule.to_port, rule.from_port)]) > 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"]` cannot be reached: inbound rules are enforced, and none is for its port; add a rule to `load_balancer.security_group.ingress`, or leave `enforce_inbound_rules_on_private_link_traffic` false"
      if var.load_balancer == null ? false : !(!var.load_balancer.enforce_inbound_rules_on_private_link_traffic || length(var.load_balancer.security_group.ids) > 0 || length([for rule_key, rule in var.load_balancer.security_group.ingress : rule_key if rule.from_port <= listener.port && listener.port <= coalesce(rule.to_port, rule.from_port)]) > 0)
    ])
  }

  validation {
    condition     = length(var.listeners) <= 50
    error_message = "`listeners` has ${length(var.listeners)} listeners, and AWS PrivateLink takes 50; spread them over several services"
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : length([for other_key, other in var.listeners : other_key if other.port == listener.port]) <= 1
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].port` is ${listener.port}, which another listener has too; give each listener a port of its own"
      if length([for other_key, other in var.listeners : other_key if other.port == listener.port]) > 1
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.protocol != "TLS" || listener.certificate_arn != null
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].certificate_arn` is missing, but the listener speaks TLS; give a certificate, or set `protocol` to `TCP`"
      if !(listener.protocol != "TLS" || listener.certificate_arn != null)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.certificate_arn == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].certificate_arn` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.certificate_arn == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.ssl_policy == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].ssl_policy` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.ssl_policy == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.alpn_policy == null || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].alpn_policy` is given, but the listener does not speak TLS; set `protocol` of the listener to `TLS`, or remove it"
      if !(listener.alpn_policy == null || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.tcp_idle_timeout_seconds == null || listener.protocol == "TCP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].tcp_idle_timeout_seconds` is given, but the time of a listener that does not speak TCP is fixed; set `protocol` of the listener to `TCP`, or remove it"
      if !(listener.tcp_idle_timeout_seconds == null || listener.protocol == "TCP")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.tcp_idle_timeout_seconds == null || length(var.supported_regions) == 0
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].tcp_idle_timeout_seconds` is given, but AWS offers no service to other Regions with it; remove it, or remove `supported_regions`"
      if !(listener.tcp_idle_timeout_seconds == null || length(var.supported_regions) == 0)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_protocol != "TLS" || listener.protocol == "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].target_protocol` is `TLS`, but the listener passes everything through; remove it, or set `protocol` to `TLS`"
      if !(listener.target_protocol != "TLS" || listener.protocol == "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.protocol != "TLS"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].protocol` is `TLS`, but an Application Load Balancer takes `TCP` only; set it to `TCP`: the Application Load Balancer ends encryption"
      if !(listener.target_type != "alb" || listener.protocol != "TLS")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || length(listener.targets) <= 1
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].targets` has ${length(listener.targets)} entries, but there can be one Application Load Balancer; leave one, or make a listener for each"
      if !(listener.target_type != "alb" || length(listener.targets) <= 1)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || !listener.proxy_protocol_v2
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].proxy_protocol_v2` is set, but an Application Load Balancer does not take the header; remove it"
      if !(listener.target_type != "alb" || !listener.proxy_protocol_v2)
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.target_type != "alb" || listener.health_check.protocol != "TCP"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].health_check.protocol` is `TCP`, but an Application Load Balancer is checked by `HTTP` or `HTTPS`; use one of `HTTP`, `HTTPS`"
      if !(listener.target_type != "alb" || listener.health_check.protocol != "TCP")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : length(listener.auto_scaling_groups) == 0 || listener.target_type == "instance"
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].auto_scaling_groups` is given, but targets are not instances; set `target_type` to `instance`, or remove it"
      if !(length(listener.auto_scaling_groups) == 0 || listener.target_type == "instance")
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.health_check.path == null || (listener.health_check.protocol == "HTTP" || listener.health_check.protocol == "HTTPS" || listener.health_check.protocol == null && listener.target_type == "alb")
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].health_check.path` is given, but the check does not speak HTTP; set `protocol` of the check to `HTTP` or `HTTPS`, or remove it"
      if !(listener.health_check.path == null || (listener.health_check.protocol == "HTTP" || listener.health_check.protocol == "HTTPS" || listener.health_check.protocol == null && listener.target_type == "alb"))
    ])
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : listener.health_check.matcher == null || (listener.health_check.protocol == "HTTP" || listener.health_check.protocol == "HTTPS" || listener.health_check.protocol == null && listener.target_type == "alb")
    ])
    error_message = join("\n", [
      for listener_key, listener in var.listeners : "`listeners[\"${listener_key}\"].health_check.matcher` is given, but the check does not speak HTTP; set `protocol` of the check to `HTTP` or `HTTPS`, or remove it"
      if !(listener.health_check.matcher == null || (listener.health_check.protocol == "HTTP" || listener.health_check.protocol == "HTTPS" || listener.health_check.protocol == null && listener.target_type == "alb"))
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
        "^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/net/.+$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.network_load_balancer_arns : "`network_load_balancer_arns[${item_index}]` is `${item}`, which is not the ARN of a Network Load Balancer; use the ARN of a Network Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/50dc6c495c0c9188"
      if !can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/net/.+$", item))
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
        "^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/gwy/.+$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.gateway_load_balancer_arns : "`gateway_load_balancer_arns[${item_index}]` is `${item}`, which is not the ARN of a Gateway Load Balancer; use the ARN of a Gateway Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/inspection/50dc6c495c0c9188"
      if !can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/gwy/.+$", item))
    ])
  }

  validation {
    condition     = !(length(var.network_load_balancer_arns) > 0 && length(var.gateway_load_balancer_arns) > 0)
    error_message = "`gateway_load_balancer_arns` is given beside `network_load_balancer_arns`, but a service has load balancers of one kind; make a service for each kind"
  }
}

variable "availability_zone_ids" {
  description = "Availability Zone ids of load balancers that are already there, handed on to consumers. Known by itself with `load_balancer`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for item in var.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]+$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.availability_zone_ids : "`availability_zone_ids[${item_index}]` is `${item}`, which is not an Availability Zone id; use an Availability Zone id, such as use1-az1"
      if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]+$", item))
    ])
  }

  validation {
    condition     = var.load_balancer == null || length(var.availability_zone_ids) == 0
    error_message = "`availability_zone_ids` is given, but `load_balancer` knows its zones; remove it: it goes with `network_load_balancer_arns`"
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
      for item_index, item in var.ports : "`ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item >= 1 && item <= 65535)
    ])
  }

  validation {
    condition     = length(var.gateway_load_balancer_arns) <= 0 || length(var.ports) == 0
    error_message = "`ports` is given, but Gateway Load Balancers take every port; remove it: it goes with `network_load_balancer_arns`"
  }

  validation {
    condition     = var.load_balancer == null || length(var.ports) == 0
    error_message = "`ports` is given, but `listeners` has the ports; remove it: it goes with `network_load_balancer_arns`"
  }
}

variable "acceptance_required" {
  description = "Whether each connection has to be accepted by hand."
  type        = bool
  default     = true
  nullable    = false
}

variable "allowed_principals" {
  description = "Who may connect: ARNs of accounts (`arn:aws:iam::111111111111:root`), roles or users, or `*` for everybody."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_principals) == length(distinct(var.allowed_principals))
    error_message = "`allowed_principals` names something twice; list each entry once"
  }

  validation {
    condition = alltrue([
      for item in var.allowed_principals : can(regex(
        "^(\\*|arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/.+))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.allowed_principals : "`allowed_principals[${item_index}]` is `${item}`, which is not a principal; use a principal, such as arn:aws:iam::111111111111:root, or a role or user of an account, or *"
      if !can(regex("^(\\*|arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/.+))$", item))
    ])
  }

  validation {
    condition     = !contains(var.allowed_principals, "*") || var.acceptance_required || var.allow_any_principal
    error_message = "`allowed_principals` has `*` while `acceptance_required` is false: consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address; name the principals, or set `acceptance_required`, or confirm with `allow_any_principal`"
  }
}

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
    condition     = length(var.supported_ip_address_types) == length(distinct(var.supported_ip_address_types))
    error_message = "`supported_ip_address_types` names something twice; list each entry once"
  }

  validation {
    condition = alltrue([for item in var.supported_ip_address_types : contains(["ipv4", "ipv6"], item)])
    error_message = join("\n", [
      for item_index, item in var.supported_ip_address_types : "`supported_ip_address_types[${item_index}]` is `${item}`, which is not offered; use one of `ipv4`, `ipv6`"
      if !contains(["ipv4", "ipv6"], item)
    ])
  }

  validation {
    condition     = var.load_balancer == null ? true : !contains(var.supported_ip_address_types, "ipv6") || var.load_balancer.ip_address_type == "dualstack"
    error_message = "`supported_ip_address_types` has `ipv6`, but the load balancer has IPv4 addresses only; set `load_balancer.ip_address_type` to `dualstack`"
  }

  validation {
    condition     = length(var.supported_ip_address_types) > 0
    error_message = "`supported_ip_address_types` is empty; name `ipv4`, `ipv6` or both"
  }
}

variable "supported_regions" {
  description = "Other Regions whose VPCs may connect. Needs two Availability Zones. The service's own Region is always one."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.supported_regions) == length(distinct(var.supported_regions))
    error_message = "`supported_regions` names something twice; list each entry once"
  }

  validation {
    condition = alltrue([
      for item in var.supported_regions : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.supported_regions : "`supported_regions[${item_index}]` is `${item}`, which is not the code of a Region; use the code of a Region, such as eu-west-1"
      if !can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$", item))
    ])
  }

  validation {
    condition     = !(length(var.gateway_load_balancer_arns) > 0 && length(var.supported_regions) > 0)
    error_message = "`supported_regions` is given, but Gateway Load Balancers serve their own Region only; remove it, or offer the service from each Region"
  }

  validation {
    condition     = var.load_balancer == null ? true : length(var.supported_regions) <= 0 || length(keys(var.load_balancer.subnets)) > 1
    error_message = "`supported_regions` is given, but the load balancer is in one Availability Zone; add a subnet in another zone to `load_balancer.subnets`"
  }
}

variable "connection_notifications" {
  description = "Messages about connections. Key: a name for the notification."
  type = map(object({
    topic_arn = string
    events    = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.connection_notifications : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications : "`connection_notifications` has the key `${item_key}`, which is not a name of letters, digits, hyphens and underscores; use a name of letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]*$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.connection_notifications : can(regex(
        "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:.+$",
        item.topic_arn
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications : "`connection_notifications[\"${item_key}\"].topic_arn` is `${item.topic_arn}`, which is not the ARN of an SNS topic; use the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111111111111:connections"
      if !can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:.+$", item.topic_arn))
    ])
  }

  validation {
    condition = alltrue([for item in var.connection_notifications : length(item.events) >= 1])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications : "`connection_notifications[\"${item_key}\"].events` has ${length(item.events)} of the 1 entries needed; give at least 1"
      if length(item.events) < 1
    ])
  }

  validation {
    condition = alltrue([
      for item in var.connection_notifications : length(item.events) == length(distinct(item.events))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications : "`connection_notifications[\"${item_key}\"].events` names something twice; list each entry once"
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
        for part_index, part in item.events : "`connection_notifications[\"${item_key}\"].events[${part_index}]` is `${part}`, which is not offered; use one of `Accept`, `Connect`, `Delete`, `Reject`"
        if !contains(["Accept", "Connect", "Delete", "Reject"], part)
      ]
    ]))
  }
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
}
