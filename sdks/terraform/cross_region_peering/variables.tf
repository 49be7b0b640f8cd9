variable "name" {
  description = "Value of the `Name` tag of every resource."
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

variable "mode" {
  description = "What connects the Regions. `transitGateway`: a peering of two transit gateways. `vpcPeering`: one of two VPCs, which costs nothing but the data, and leads nowhere beyond the two. `private_link`: an endpoint at the accepter for one service of the requester, without routes, also where both sides have the same addresses."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["transitGateway", "vpcPeering", "privateLink"], var.mode)
    error_message = "`mode` is `${var.mode}`, which is not offered; use one of `transitGateway`, `vpcPeering`, `private_link`"
  }
}

variable "part" {
  description = "Which half is made here. `both`: all of it, with a provider for the accepter's account and Region. `requester`: the request, and its half of the rest once `accepted` is true. `accepter`: the acceptance of `peering_id`, and the other half, in the account and Region of this deployment."
  type        = string
  default     = "both"
  nullable    = false

  validation {
    condition     = contains(["both", "requester", "accepter"], var.part)
    error_message = "`part` is `${var.part}`, which is not offered; use one of `both`, `requester`, `accepter`"
  }

  validation {
    condition     = var.mode != "privateLink" || var.part != "requester"
    error_message = "`part` is `requester`, but with `mode` `private_link` all of it is at the accepter; set it to `accepter` in the account of the clients, and offer the service by a `PrivateLinkService`"
  }
}

variable "requester" {
  description = "Who asks for the peering."
  type = object({
    region             = string
    account_id         = optional(string)
    cidr_blocks        = optional(list(string), [])
    ipv6_cidr_blocks   = optional(list(string), [])
    transit_gateway_id = optional(string)
    associate_with     = optional(string)
    gateway_tables     = optional(map(string), {})
    amazon_side_asn    = optional(number)
    extra_routes       = optional(list(string), [])
    blackholes         = optional(list(string), [])
    vpc_id             = optional(string)
    route_table_ids    = optional(map(string), {})
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", var.requester.region))
    error_message = "`requester.region` is `${var.requester.region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1"
  }

  validation {
    condition = var.requester.account_id == null || can(regex("^[0-9]{12}$", var.requester.account_id))
    error_message = try(
      "`requester.account_id` is `${var.requester.account_id}`, which is not an account id; use an account id, such as 111111111111",
      "holds"
    )
  }

  validation {
    condition     = length(var.requester.cidr_blocks) <= 20
    error_message = "`requester.cidr_blocks` has ${length(var.requester.cidr_blocks)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.requester.cidr_blocks) == length(distinct(var.requester.cidr_blocks))
    error_message = format(
      "`requester.cidr_blocks` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.requester.cidr_blocks) : twice
          if length([for other in var.requester.cidr_blocks : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.requester.cidr_blocks : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.requester.cidr_blocks :
      "`requester.cidr_blocks[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.requester.cidr_blocks : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.requester.cidr_blocks :
      "`requester.cidr_blocks[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = length(var.requester.ipv6_cidr_blocks) <= 20
    error_message = "`requester.ipv6_cidr_blocks` has ${length(var.requester.ipv6_cidr_blocks)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.requester.ipv6_cidr_blocks) == length(distinct(var.requester.ipv6_cidr_blocks))
    error_message = format(
      "`requester.ipv6_cidr_blocks` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.requester.ipv6_cidr_blocks) : twice
          if length([for other in var.requester.ipv6_cidr_blocks : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.requester.ipv6_cidr_blocks : can(regex(
        "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.requester.ipv6_cidr_blocks :
      "`requester.ipv6_cidr_blocks[${item_index}]` is `${item}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
      if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.requester.ipv6_cidr_blocks : item == try(cidrsubnet(item, 0, 0), item)
    ])
    error_message = join("\n", [
      for item_index, item in var.requester.ipv6_cidr_blocks :
      "`requester.ipv6_cidr_blocks[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = (
      var.requester.transit_gateway_id == null
      || can(regex("^tgw-[0-9a-f]{1,32}$", var.requester.transit_gateway_id))
    )
    error_message = try(
      format(
        "`requester.transit_gateway_id` is `%s`, which is not a transit gateway id; use a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
        var.requester.transit_gateway_id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.requester.associate_with == null
      || can(regex("^tgw-rtb-[0-9a-f]{1,32}$", var.requester.associate_with))
    )
    error_message = try(
      "`requester.associate_with` is `${var.requester.associate_with}`, which is not the id of a route table of a transit gateway; use the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = alltrue([
      for item_key, item in var.requester.gateway_tables : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.requester.gateway_tables :
      "`requester.gateway_tables` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.requester.gateway_tables : can(regex("^tgw-rtb-[0-9a-f]{1,32}$", item))
    ])
    error_message = join("\n", [
      for item_key, item in var.requester.gateway_tables :
      "`requester.gateway_tables[\"${item_key}\"]` is `${item}`, which is not the id of a route table of a transit gateway; use the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890"
      if !can(regex("^tgw-rtb-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = (
      var.requester.amazon_side_asn == null
      ? true
      : var.requester.amazon_side_asn >= 1 && var.requester.amazon_side_asn <= 4294967294
    )
    error_message = try(
      "`requester.amazon_side_asn` is ${var.requester.amazon_side_asn}, which is outside 1 to 4294967294; use a whole number from 1 to 4294967294",
      "holds"
    )
  }

  validation {
    condition     = length(var.requester.extra_routes) <= 20
    error_message = "`requester.extra_routes` has ${length(var.requester.extra_routes)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.requester.extra_routes) == length(distinct(var.requester.extra_routes))
    error_message = format(
      "`requester.extra_routes` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.requester.extra_routes) : twice
          if length([for other in var.requester.extra_routes : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.requester.extra_routes : can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.requester.extra_routes :
      "`requester.extra_routes[${item_index}]` is `${item}`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16"
      if !can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.requester.extra_routes : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.requester.extra_routes :
      "`requester.extra_routes[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = length(var.requester.blackholes) <= 20
    error_message = "`requester.blackholes` has ${length(var.requester.blackholes)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.requester.blackholes) == length(distinct(var.requester.blackholes))
    error_message = format(
      "`requester.blackholes` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.requester.blackholes) : twice
          if length([for other in var.requester.blackholes : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.requester.blackholes : can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.requester.blackholes :
      "`requester.blackholes[${item_index}]` is `${item}`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16"
      if !can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.requester.blackholes : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.requester.blackholes :
      "`requester.blackholes[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = var.requester.vpc_id == null || can(regex("^vpc-[0-9a-f]{1,32}$", var.requester.vpc_id))
    error_message = try(
      "`requester.vpc_id` is `${var.requester.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = alltrue([
      for item_key, item in var.requester.route_table_ids : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.requester.route_table_ids :
      "`requester.route_table_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.requester.route_table_ids : can(regex("^rtb-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_key, item in var.requester.route_table_ids :
      "`requester.route_table_ids[\"${item_key}\"]` is `${item}`, which is not a route table id; use a route table id, such as rtb-0a1b2c3d4e5f67890"
      if !can(regex("^rtb-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = (
      var.mode == "privateLink"
      || length(concat(var.requester.cidr_blocks, var.requester.ipv6_cidr_blocks)) > 0
    )
    error_message = "`requester.cidr_blocks` is empty, and so is `ipv6_cidr_blocks`: the other side would have nothing to route to; give the ranges of this side that the other side is to reach"
  }

  validation {
    condition = length([
      for blackhole in var.requester.blackholes : blackhole
      if contains(var.requester.extra_routes, blackhole)
    ]) == 0
    error_message = format(
      "`requester.blackholes` has ranges that are in `extra_routes` too: %s; leave each in one of the two",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for blackhole in var.requester.blackholes : blackhole
          if contains(var.requester.extra_routes, blackhole)
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "accepter") || var.requester.transit_gateway_id != null
    )
    error_message = "`requester.transit_gateway_id` is missing; give the transit gateway of this side"
  }

  validation {
    condition     = !(var.mode == "vpcPeering" && var.part != "accepter") || var.requester.vpc_id != null
    error_message = "`requester.vpc_id` is missing; give the VPC of this side"
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "accepter" && (var.part != "requester" || var.accepted))
      || var.requester.associate_with != null
    )
    error_message = "`requester.associate_with` is missing: nothing that comes from the other side would be sent on; give the route table of this side's gateway that leads to what the other side may reach"
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "accepter" && (var.part != "requester" || var.accepted))
      || length(var.requester.gateway_tables) > 0
    )
    error_message = "`requester.gateway_tables` is empty: nothing would be sent to the other side, not even answers; give the route tables of this side's gateway that lead there"
  }

  validation {
    condition = (
      !(var.mode == "vpcPeering" && var.part != "accepter" && (var.part != "requester" || var.accepted))
      || length(var.requester.route_table_ids) > 0
    )
    error_message = "`requester.route_table_ids` is empty: nothing would be sent to the other side, not even answers; give the route tables of this side's VPC that lead there"
  }

  validation {
    condition     = length(var.requester.extra_routes) == 0 || length(var.requester.gateway_tables) > 0
    error_message = "`requester.extra_routes` is given, but there are no `gateway_tables` for it; remove it, or name the tables"
  }

  validation {
    condition     = length(var.requester.blackholes) == 0 || length(var.requester.gateway_tables) > 0
    error_message = "`requester.blackholes` is given, but there are no `gateway_tables` for it; remove it, or name the tables"
  }

  validation {
    condition = var.mode == "transitGateway" && var.part != "accepter" || var.requester.associate_with == null
    error_message = format(
      "`requester.associate_with` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "accepter" || length(var.requester.gateway_tables) == 0
    )
    error_message = format(
      "`requester.gateway_tables` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "accepter" || length(var.requester.extra_routes) == 0
    )
    error_message = format(
      "`requester.extra_routes` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "accepter" || length(var.requester.blackholes) == 0
    )
    error_message = format(
      "`requester.blackholes` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "vpcPeering" && var.part != "accepter" || length(var.requester.route_table_ids) == 0
    )
    error_message = format(
      "`requester.route_table_ids` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "accepter" || var.requester.transit_gateway_id == null
    )
    error_message = format(
      "`requester.transit_gateway_id` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but with `part` `accepter` the peering says what it is between"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = var.mode == "vpcPeering" && var.part != "accepter" || var.requester.vpc_id == null
    error_message = format(
      "`requester.vpc_id` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but with `part` `accepter` the peering says what it is between"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = var.mode == "transitGateway" || var.requester.amazon_side_asn == null
    error_message = try(
      "`requester.amazon_side_asn` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition = var.mode != "privateLink" || length(var.requester.cidr_blocks) == 0
    error_message = try(
      "`requester.cidr_blocks` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition = var.mode != "privateLink" || length(var.requester.ipv6_cidr_blocks) == 0
    error_message = try(
      "`requester.ipv6_cidr_blocks` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition     = var.requester.account_id == null
    error_message = "`requester.account_id` is given, but the requester's account is the one of its deployment; remove it"
  }
}

variable "accepter" {
  description = "Who accepts it."
  type = object({
    region             = string
    account_id         = optional(string)
    cidr_blocks        = optional(list(string), [])
    ipv6_cidr_blocks   = optional(list(string), [])
    transit_gateway_id = optional(string)
    associate_with     = optional(string)
    gateway_tables     = optional(map(string), {})
    amazon_side_asn    = optional(number)
    extra_routes       = optional(list(string), [])
    blackholes         = optional(list(string), [])
    vpc_id             = optional(string)
    route_table_ids    = optional(map(string), {})
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", var.accepter.region))
    error_message = "`accepter.region` is `${var.accepter.region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1"
  }

  validation {
    condition = var.accepter.account_id == null || can(regex("^[0-9]{12}$", var.accepter.account_id))
    error_message = try(
      "`accepter.account_id` is `${var.accepter.account_id}`, which is not an account id; use an account id, such as 111111111111",
      "holds"
    )
  }

  validation {
    condition     = length(var.accepter.cidr_blocks) <= 20
    error_message = "`accepter.cidr_blocks` has ${length(var.accepter.cidr_blocks)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.accepter.cidr_blocks) == length(distinct(var.accepter.cidr_blocks))
    error_message = format(
      "`accepter.cidr_blocks` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.accepter.cidr_blocks) : twice
          if length([for other in var.accepter.cidr_blocks : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.accepter.cidr_blocks : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.accepter.cidr_blocks :
      "`accepter.cidr_blocks[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.accepter.cidr_blocks : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.accepter.cidr_blocks :
      "`accepter.cidr_blocks[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = length(var.accepter.ipv6_cidr_blocks) <= 20
    error_message = "`accepter.ipv6_cidr_blocks` has ${length(var.accepter.ipv6_cidr_blocks)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.accepter.ipv6_cidr_blocks) == length(distinct(var.accepter.ipv6_cidr_blocks))
    error_message = format(
      "`accepter.ipv6_cidr_blocks` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.accepter.ipv6_cidr_blocks) : twice
          if length([for other in var.accepter.ipv6_cidr_blocks : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.accepter.ipv6_cidr_blocks : can(regex(
        "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.accepter.ipv6_cidr_blocks :
      "`accepter.ipv6_cidr_blocks[${item_index}]` is `${item}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
      if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.accepter.ipv6_cidr_blocks : item == try(cidrsubnet(item, 0, 0), item)
    ])
    error_message = join("\n", [
      for item_index, item in var.accepter.ipv6_cidr_blocks :
      "`accepter.ipv6_cidr_blocks[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = (
      var.accepter.transit_gateway_id == null
      || can(regex("^tgw-[0-9a-f]{1,32}$", var.accepter.transit_gateway_id))
    )
    error_message = try(
      format(
        "`accepter.transit_gateway_id` is `%s`, which is not a transit gateway id; use a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
        var.accepter.transit_gateway_id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.accepter.associate_with == null
      || can(regex("^tgw-rtb-[0-9a-f]{1,32}$", var.accepter.associate_with))
    )
    error_message = try(
      "`accepter.associate_with` is `${var.accepter.associate_with}`, which is not the id of a route table of a transit gateway; use the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = alltrue([
      for item_key, item in var.accepter.gateway_tables : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.accepter.gateway_tables :
      "`accepter.gateway_tables` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.accepter.gateway_tables : can(regex("^tgw-rtb-[0-9a-f]{1,32}$", item))
    ])
    error_message = join("\n", [
      for item_key, item in var.accepter.gateway_tables :
      "`accepter.gateway_tables[\"${item_key}\"]` is `${item}`, which is not the id of a route table of a transit gateway; use the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890"
      if !can(regex("^tgw-rtb-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = (
      var.accepter.amazon_side_asn == null
      ? true
      : var.accepter.amazon_side_asn >= 1 && var.accepter.amazon_side_asn <= 4294967294
    )
    error_message = try(
      "`accepter.amazon_side_asn` is ${var.accepter.amazon_side_asn}, which is outside 1 to 4294967294; use a whole number from 1 to 4294967294",
      "holds"
    )
  }

  validation {
    condition     = length(var.accepter.extra_routes) <= 20
    error_message = "`accepter.extra_routes` has ${length(var.accepter.extra_routes)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.accepter.extra_routes) == length(distinct(var.accepter.extra_routes))
    error_message = format(
      "`accepter.extra_routes` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.accepter.extra_routes) : twice
          if length([for other in var.accepter.extra_routes : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.accepter.extra_routes : can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.accepter.extra_routes :
      "`accepter.extra_routes[${item_index}]` is `${item}`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16"
      if !can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.accepter.extra_routes : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.accepter.extra_routes :
      "`accepter.extra_routes[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = length(var.accepter.blackholes) <= 20
    error_message = "`accepter.blackholes` has ${length(var.accepter.blackholes)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.accepter.blackholes) == length(distinct(var.accepter.blackholes))
    error_message = format(
      "`accepter.blackholes` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.accepter.blackholes) : twice
          if length([for other in var.accepter.blackholes : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.accepter.blackholes : can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.accepter.blackholes :
      "`accepter.blackholes[${item_index}]` is `${item}`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16"
      if !can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.accepter.blackholes : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.accepter.blackholes :
      "`accepter.blackholes[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = var.accepter.vpc_id == null || can(regex("^vpc-[0-9a-f]{1,32}$", var.accepter.vpc_id))
    error_message = try(
      "`accepter.vpc_id` is `${var.accepter.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = alltrue([
      for item_key, item in var.accepter.route_table_ids : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.accepter.route_table_ids :
      "`accepter.route_table_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.accepter.route_table_ids : can(regex("^rtb-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_key, item in var.accepter.route_table_ids :
      "`accepter.route_table_ids[\"${item_key}\"]` is `${item}`, which is not a route table id; use a route table id, such as rtb-0a1b2c3d4e5f67890"
      if !can(regex("^rtb-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition     = var.requester.region != var.accepter.region || var.mode == "transitGateway"
    error_message = "`accepter.region` is the Region of the requester too; name another Region: in one, the requester's team connects VPCs without this component"
  }

  validation {
    condition = (
      var.mode == "privateLink" || length(concat(var.accepter.cidr_blocks, var.accepter.ipv6_cidr_blocks)) > 0
    )
    error_message = "`accepter.cidr_blocks` is empty, and so is `ipv6_cidr_blocks`: the other side would have nothing to route to; give the ranges of this side that the other side is to reach"
  }

  validation {
    condition = length(distinct(concat(
      [
        for cidr_block in var.accepter.cidr_blocks : cidr_block
        if length([
          for range in var.requester.cidr_blocks : range
          if try(
            cidrsubnet(
              "${split("/", cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(cidr_block, 0, 0))[1]),
            false
          )
        ]) > 0
      ],
      [
        for cidr_block in var.requester.cidr_blocks : cidr_block
        if length([
          for range in var.accepter.cidr_blocks : range
          if try(
            cidrsubnet(
              "${split("/", cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(cidr_block, 0, 0))[1]),
            false
          )
        ]) > 0
      ]
    ))) == 0
    error_message = format(
      "`accepter.cidr_blocks` shares addresses with ranges of the requester: %s; give each side ranges of its own; a single service of a network with the same addresses is reached by AWS PrivateLink",
      join(", ", coalescelist(
        formatlist("`%s`", distinct(concat(
          [
            for cidr_block in var.accepter.cidr_blocks : cidr_block
            if length([
              for range in var.requester.cidr_blocks : range
              if try(
                cidrsubnet(
                  "${split("/", cidr_block)[0]}/${split("/", range)[1]}",
                  0,
                  0
                ) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(cidr_block, 0, 0))[1]),
                false
              )
            ]) > 0
          ],
          [
            for cidr_block in var.requester.cidr_blocks : cidr_block
            if length([
              for range in var.accepter.cidr_blocks : range
              if try(
                cidrsubnet(
                  "${split("/", cidr_block)[0]}/${split("/", range)[1]}",
                  0,
                  0
                ) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(cidr_block, 0, 0))[1]),
                false
              )
            ]) > 0
          ]
        ))),
        ["none"]
      ))
    )
  }

  validation {
    condition = length(distinct(concat(
      [
        for ipv6_cidr_block in var.accepter.ipv6_cidr_blocks : ipv6_cidr_block
        if length([
          for range in var.requester.ipv6_cidr_blocks : range
          if try(
            cidrsubnet(
              "${split("/", ipv6_cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(ipv6_cidr_block, 0, 0))[1]),
            false
          )
        ]) > 0
      ],
      [
        for ipv6_cidr_block in var.requester.ipv6_cidr_blocks : ipv6_cidr_block
        if length([
          for range in var.accepter.ipv6_cidr_blocks : range
          if try(
            cidrsubnet(
              "${split("/", ipv6_cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(ipv6_cidr_block, 0, 0))[1]),
            false
          )
        ]) > 0
      ]
    ))) == 0
    error_message = format(
      "`accepter.ipv6_cidr_blocks` shares addresses with ranges of the requester: %s; give each side ranges of its own; a single service of a network with the same addresses is reached by AWS PrivateLink",
      join(", ", coalescelist(
        formatlist("`%s`", distinct(concat(
          [
            for ipv6_cidr_block in var.accepter.ipv6_cidr_blocks : ipv6_cidr_block
            if length([
              for range in var.requester.ipv6_cidr_blocks : range
              if try(
                cidrsubnet(
                  "${split("/", ipv6_cidr_block)[0]}/${split("/", range)[1]}",
                  0,
                  0
                ) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(
                  split("/", cidrsubnet(ipv6_cidr_block, 0, 0))[1]
                ),
                false
              )
            ]) > 0
          ],
          [
            for ipv6_cidr_block in var.requester.ipv6_cidr_blocks : ipv6_cidr_block
            if length([
              for range in var.accepter.ipv6_cidr_blocks : range
              if try(
                cidrsubnet(
                  "${split("/", ipv6_cidr_block)[0]}/${split("/", range)[1]}",
                  0,
                  0
                ) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(
                  split("/", cidrsubnet(ipv6_cidr_block, 0, 0))[1]
                ),
                false
              )
            ]) > 0
          ]
        ))),
        ["none"]
      ))
    )
  }

  validation {
    condition = length([
      for blackhole in var.accepter.blackholes : blackhole
      if contains(var.accepter.extra_routes, blackhole)
    ]) == 0
    error_message = format(
      "`accepter.blackholes` has ranges that are in `extra_routes` too: %s; leave each in one of the two",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for blackhole in var.accepter.blackholes : blackhole
          if contains(var.accepter.extra_routes, blackhole)
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "accepter") || var.accepter.transit_gateway_id != null
    )
    error_message = "`accepter.transit_gateway_id` is missing; give the transit gateway of this side"
  }

  validation {
    condition     = !(var.mode == "vpcPeering" && var.part != "accepter") || var.accepter.vpc_id != null
    error_message = "`accepter.vpc_id` is missing; give the VPC of this side"
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "requester") || var.accepter.associate_with != null
    )
    error_message = "`accepter.associate_with` is missing: nothing that comes from the other side would be sent on; give the route table of this side's gateway that leads to what the other side may reach"
  }

  validation {
    condition = (
      !(var.mode == "transitGateway" && var.part != "requester") || length(var.accepter.gateway_tables) > 0
    )
    error_message = "`accepter.gateway_tables` is empty: nothing would be sent to the other side, not even answers; give the route tables of this side's gateway that lead there"
  }

  validation {
    condition = (
      !(var.mode == "vpcPeering" && var.part != "requester") || length(var.accepter.route_table_ids) > 0
    )
    error_message = "`accepter.route_table_ids` is empty: nothing would be sent to the other side, not even answers; give the route tables of this side's VPC that lead there"
  }

  validation {
    condition     = length(var.accepter.extra_routes) == 0 || length(var.accepter.gateway_tables) > 0
    error_message = "`accepter.extra_routes` is given, but there are no `gateway_tables` for it; remove it, or name the tables"
  }

  validation {
    condition     = length(var.accepter.blackholes) == 0 || length(var.accepter.gateway_tables) > 0
    error_message = "`accepter.blackholes` is given, but there are no `gateway_tables` for it; remove it, or name the tables"
  }

  validation {
    condition = var.mode == "transitGateway" && var.part != "requester" || var.accepter.associate_with == null
    error_message = format(
      "`accepter.associate_with` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "requester" || length(var.accepter.gateway_tables) == 0
    )
    error_message = format(
      "`accepter.gateway_tables` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "requester" || length(var.accepter.extra_routes) == 0
    )
    error_message = format(
      "`accepter.extra_routes` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "requester" || length(var.accepter.blackholes) == 0
    )
    error_message = format(
      "`accepter.blackholes` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "vpcPeering" && var.part != "requester" || length(var.accepter.route_table_ids) == 0
    )
    error_message = format(
      "`accepter.route_table_ids` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = (
      var.mode == "transitGateway" && var.part != "accepter" || var.accepter.transit_gateway_id == null
    )
    error_message = format(
      "`accepter.transit_gateway_id` %s; remove it",
      var.mode == "transitGateway"
      ? "is given, but with `part` `accepter` the peering says what it is between"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = var.mode == "vpcPeering" && var.part != "accepter" || var.accepter.vpc_id == null
    error_message = format(
      "`accepter.vpc_id` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but with `part` `accepter` the peering says what it is between"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = var.mode == "transitGateway" || var.accepter.amazon_side_asn == null
    error_message = try(
      "`accepter.amazon_side_asn` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition = var.mode != "privateLink" || length(var.accepter.cidr_blocks) == 0
    error_message = try(
      "`accepter.cidr_blocks` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition = var.mode != "privateLink" || length(var.accepter.ipv6_cidr_blocks) == 0
    error_message = try(
      "`accepter.ipv6_cidr_blocks` is given, but nothing of this `mode` reads it; remove it",
      "holds"
    )
  }

  validation {
    condition     = var.part != "accepter" && var.mode != "privateLink" || var.accepter.account_id == null
    error_message = "`accepter.account_id` is given, but nobody reads it: its half is deployed in that account, and asked for nowhere here; remove it"
  }
}

variable "accepted" {
  description = "Whether the other side has accepted by now: with `part` `requester`. Association and routes come with it, since AWS refuses them before."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = var.mode != "privateLink" && var.part == "requester" || !var.accepted
    error_message = format(
      "`accepted` %s; remove it",
      var.mode != "privateLink"
      ? "is true, but the peering is accepted here"
      : "is given, but nothing of this `mode` reads it"
    )
  }
}

variable "peering_id" {
  description = "The peering that is accepted here, with `part` `accepter`: the other deployment's output `peering_id`. Between transit gateways of one Region, and in some Regions that have to be opted into, the accepter's side has another id; give that one."
  type        = string
  default     = null

  validation {
    condition = var.peering_id == null || can(regex("^(tgw-attach|pcx)-[0-9a-f]{1,32}$", var.peering_id))
    error_message = try(
      format(
        "`peering_id` is `%s`, which is not the id of a peering; use the id of a peering, such as tgw-attach-0a1b2c3d4e5f67890 or pcx-0a1b2c3d4e5f67890",
        var.peering_id
      ),
      "holds"
    )
  }

  validation {
    condition     = var.part != "accepter" || var.mode == "privateLink" || var.peering_id != null
    error_message = "`peering_id` is missing, and `part` is `accepter`; give the output `peering_id` of the requester's deployment"
  }

  validation {
    condition = var.mode != "privateLink" && var.part == "accepter" || var.peering_id == null
    error_message = format(
      "`peering_id` %s; remove it",
      var.mode != "privateLink"
      ? "is given, but the peering is asked for here"
      : "is given, but nothing of this `mode` reads it"
    )
  }
}

variable "look_up_accepter_id" {
  description = "Whether the accepter's side of the peering is found by its gateway instead of by the requester's id: for two gateways in one Region, and for Regions that have to be opted into, where the sides have different ids. Terraform and Pulumi take the only peering that the gateway has with the requester's account, and fail if there are several."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = (
      var.requester.region != var.accepter.region
      || var.mode != "transitGateway"
      || var.part != "both"
      || var.look_up_accepter_id
    )
    error_message = "`look_up_accepter_id` is false, but both gateways are in one Region, where the accepter's side has another id; set it to true, or correct `region` of one side"
  }

  validation {
    condition = var.mode == "transitGateway" && var.part == "both" || !var.look_up_accepter_id
    error_message = format(
      "`look_up_accepter_id` %s; remove it",
      var.mode == "transitGateway"
      ? "is true, but only with `part` `both` the other side's id is known"
      : "is given, but nothing of this `mode` reads it"
    )
  }
}

variable "dynamic_routing" {
  description = "Whether dynamic routing is on for the peering. Cannot be changed later. A template cannot set it."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = var.mode == "transitGateway" && var.part != "accepter" || !var.dynamic_routing
    error_message = format(
      "`dynamic_routing` %s; remove it",
      var.mode == "transitGateway"
      ? "is true, but the requester decides about it"
      : "is given, but nothing of this `mode` reads it"
    )
  }
}

variable "resolve_remote_names" {
  description = "Whether each side resolves public names of instances of the other side to their private addresses, with `mode` `vpcPeering`. AWS takes it once the peering is accepted."
  type = object({
    requester = optional(bool, true)
    accepter  = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.mode == "vpcPeering" && var.part != "accepter" || var.resolve_remote_names.requester
    error_message = format(
      "`resolve_remote_names.requester` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }

  validation {
    condition = var.mode == "vpcPeering" && var.part != "requester" || var.resolve_remote_names.accepter
    error_message = format(
      "`resolve_remote_names.accepter` %s; remove it",
      var.mode == "vpcPeering"
      ? "is given, but the other deployment makes this side"
      : "is given, but nothing of this `mode` reads it"
    )
  }
}

variable "hub_zones" {
  description = "Private zones of the requester's account that VPCs of the accepter resolve, such as those of a hub."
  type = object({
    zone_ids     = map(string)
    vpc_ids      = map(string)
    same_account = optional(bool, false)
  })
  default = null

  validation {
    condition = var.hub_zones == null ? true : length(var.hub_zones.zone_ids) >= 1
    error_message = try(
      "`hub_zones.zone_ids` has ${length(var.hub_zones.zone_ids)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.zone_ids : can(regex(
          "^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.zone_ids :
        "`hub_zones.zone_ids` has the key `${item_key}`, which is not the key of a zone; use the key of a zone, such as s3-control or api.example.com"
        if !can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.hub_zones == null ? [] : [
        for item in var.hub_zones.zone_ids : can(regex("^Z[A-Z0-9]{1,31}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.zone_ids :
        "`hub_zones.zone_ids[\"${item_key}\"]` is `${item}`, which is not a hosted zone id; use a hosted zone id, such as Z0123456789ABCDEFGHIJ"
        if !can(regex("^Z[A-Z0-9]{1,31}$", item))
      ]
    )
  }

  validation {
    condition = var.hub_zones == null ? true : length(var.hub_zones.vpc_ids) >= 1
    error_message = try(
      "`hub_zones.vpc_ids` has ${length(var.hub_zones.vpc_ids)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.vpc_ids : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
    error_message = join(
      "\n",
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.vpc_ids :
        "`hub_zones.vpc_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.hub_zones == null ? [] : [
        for item in var.hub_zones.vpc_ids : can(regex("^vpc-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.hub_zones == null ? [] : [
        for item_key, item in var.hub_zones.vpc_ids :
        "`hub_zones.vpc_ids[\"${item_key}\"]` is `${item}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
        if !can(regex("^vpc-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition     = var.mode != "privateLink" || var.hub_zones == null
    error_message = try("`hub_zones` is given, but nothing of this `mode` reads it; remove it", "holds")
  }
}

variable "private_link" {
  description = "The service of the requester's Region that clients in the accepter's Region use, with `mode` `private_link`."
  type = object({
    connection = object({
      service_name          = string
      service_id            = optional(string)
      service_region        = optional(string)
      availability_zone_ids = optional(list(string), [])
      ports                 = optional(list(number), [])
      port_ranges = optional(
        list(object({
          from_port = number
          to_port   = number
        })),
        []
      )
      udp_ports                  = optional(list(number), [])
      private_dns_name           = optional(string)
      acceptance_required        = optional(bool, false)
      supported_ip_address_types = optional(list(string), ["ipv4"])
    })
    vpc_id       = string
    subnets      = map(object({ subnet_id = string }))
    client_cidrs = list(string)
    quotas       = optional(object({ rules_per_security_group = optional(number, 60) }), {})
    zone_name    = string
  })
  default = null

  validation {
    condition = var.private_link == null ? true : can(regex(
      "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
      var.private_link.connection.service_name
    ))
    error_message = try(
      "`private_link.connection.service_name` is `${var.private_link.connection.service_name}`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        var.private_link.connection.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", var.private_link.connection.service_id))
      )
    )
    error_message = try(
      format(
        "`private_link.connection.service_id` is `%s`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890",
        var.private_link.connection.service_id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        var.private_link.connection.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", var.private_link.connection.service_region))
      )
    )
    error_message = try(
      format(
        "`private_link.connection.service_region` is `%s`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
        var.private_link.connection.service_region
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.connection.availability_zone_ids) == length(distinct(
        var.private_link.connection.availability_zone_ids
      ))
    )
    error_message = try(
      format(
        "`private_link.connection.availability_zone_ids` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.private_link.connection.availability_zone_ids) : twice
            if length([
              for other in var.private_link.connection.availability_zone_ids : other
              if other == twice
            ]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.availability_zone_ids : can(regex(
          "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
          item
        ))
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.availability_zone_ids :
        format(
          "`private_link.connection.availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
          item_index,
          item,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
      ]
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.connection.ports) == length(distinct(var.private_link.connection.ports))
    )
    error_message = try(
      format(
        "`private_link.connection.ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.private_link.connection.ports) : twice
            if length([for other in var.private_link.connection.ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.ports : item >= 1 && item <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.ports :
        "`private_link.connection.ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item >= 1 && item <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.connection.port_ranges) == length([
        for text in distinct([for item in var.private_link.connection.port_ranges : jsonencode(item)]) : jsondecode(
          text
        )
      ])
    )
    error_message = try(
      format(
        "`private_link.connection.port_ranges` names %s more than once; list each entry once",
        jsonencode([
          for twice in distinct([
            for item in [
              for item in var.private_link.connection.port_ranges : {
                fromPort = item.from_port
                toPort   = item.to_port
              }
            ] :
            jsonencode(item)
          ]) :
          jsondecode(twice)
          if length([
            for other in [
              for item in [
                for item in var.private_link.connection.port_ranges : {
                  fromPort = item.from_port
                  toPort   = item.to_port
                }
              ] :
              jsonencode(item)
            ] :
            other
            if other == twice
          ]) > 1
        ])
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.port_ranges : item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.port_ranges :
        "`private_link.connection.port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.port_ranges : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.port_ranges :
        "`private_link.connection.port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.connection.udp_ports) == length(distinct(
        var.private_link.connection.udp_ports
      ))
    )
    error_message = try(
      format(
        "`private_link.connection.udp_ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.private_link.connection.udp_ports) : twice
            if length([for other in var.private_link.connection.udp_ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.udp_ports : item >= 1 && item <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.udp_ports :
        "`private_link.connection.udp_ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item >= 1 && item <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        var.private_link.connection.private_dns_name == null
        || can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          var.private_link.connection.private_dns_name
        ))
      )
    )
    error_message = try(
      "`private_link.connection.private_dns_name` is `${var.private_link.connection.private_dns_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : var.private_link.connection.private_dns_name == null
      ? true
      : length(var.private_link.connection.private_dns_name) <= 253
    )
    error_message = try(
      format(
        "`private_link.connection.private_dns_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        length(var.private_link.connection.private_dns_name)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.connection.supported_ip_address_types) == length(distinct(
        var.private_link.connection.supported_ip_address_types
      ))
    )
    error_message = try(
      format(
        "`private_link.connection.supported_ip_address_types` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.private_link.connection.supported_ip_address_types) : twice
            if length([
              for other in var.private_link.connection.supported_ip_address_types : other
              if other == twice
            ]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.connection.supported_ip_address_types : contains(["ipv4", "ipv6"], item)
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.connection.supported_ip_address_types :
        "`private_link.connection.supported_ip_address_types[${item_index}]` is `${item}`, which is not offered; use one of `ipv4`, `ipv6`"
        if !contains(["ipv4", "ipv6"], item)
      ]
    )
  }

  validation {
    condition = var.private_link == null ? true : can(regex("^vpc-[0-9a-f]{1,32}$", var.private_link.vpc_id))
    error_message = try(
      "`private_link.vpc_id` is `${var.private_link.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = var.private_link == null ? true : length(var.private_link.subnets) >= 1
    error_message = try(
      "`private_link.subnets` has ${length(var.private_link.subnets)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item_key, item in var.private_link.subnets : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_key, item in var.private_link.subnets :
        format(
          "`private_link.subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
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
      var.private_link == null ? [] : [
        for item in var.private_link.subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_key, item in var.private_link.subnets :
        "`private_link.subnets[\"${item_key}\"].subnet_id` is `${item.subnet_id}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))
      ]
    )
  }

  validation {
    condition = var.private_link == null ? true : length(var.private_link.client_cidrs) >= 1
    error_message = try(
      "`private_link.client_cidrs` has ${length(var.private_link.client_cidrs)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = var.private_link == null ? true : length(var.private_link.client_cidrs) <= 20
    error_message = try(
      "`private_link.client_cidrs` has ${length(var.private_link.client_cidrs)} entries, more than the 20 allowed; give at most 20",
      "holds"
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(var.private_link.client_cidrs) == length(distinct(var.private_link.client_cidrs))
    )
    error_message = try(
      format(
        "`private_link.client_cidrs` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.private_link.client_cidrs) : twice
            if length([for other in var.private_link.client_cidrs : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.client_cidrs : can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item
        ))
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.client_cidrs :
        "`private_link.client_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
        if !can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item
        ))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for item in var.private_link.client_cidrs : item == try(cidrsubnet(item, 0, 0), item)
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for item_index, item in var.private_link.client_cidrs :
        "`private_link.client_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
        if item != try(cidrsubnet(item, 0, 0), item)
      ]
    )
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        var.private_link.quotas.rules_per_security_group >= 1
        && var.private_link.quotas.rules_per_security_group <= 1000
      )
    )
    error_message = try(
      format(
        "`private_link.quotas.rules_per_security_group` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
        var.private_link.quotas.rules_per_security_group
      ),
      "holds"
    )
  }

  validation {
    condition = var.private_link == null ? true : can(regex(
      "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
      var.private_link.zone_name
    ))
    error_message = try(
      "`private_link.zone_name` is `${var.private_link.zone_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com",
      "holds"
    )
  }

  validation {
    condition = var.private_link == null ? true : length(var.private_link.zone_name) <= 253
    error_message = try(
      "`private_link.zone_name` has ${length(var.private_link.zone_name)} characters, more than the 253 allowed; shorten it to 253 characters or fewer",
      "holds"
    )
  }

  validation {
    condition     = var.mode != "privateLink" || var.private_link != null
    error_message = "`private_link` is missing, and `mode` is `private_link`; say which service it is, and who its clients are"
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        var.private_link.connection.service_region == null
        || var.private_link.connection.service_region == var.requester.region
      )
    )
    error_message = "`private_link.connection.service_region` is not the Region of the requester, `${var.requester.region}`; correct `region` of the requester: the service is on its side"
  }

  validation {
    condition     = var.private_link == null ? true : !var.private_link.connection.acceptance_required
    error_message = "`private_link.connection.acceptance_required` is true: the endpoint would wait for somebody; use a `PrivateLinkConsumer`, which knows how it is accepted"
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        length(var.private_link.connection.ports) > 0
        || length(var.private_link.connection.port_ranges) > 0
        || length(var.private_link.connection.udp_ports) > 0
      )
    )
    error_message = "`private_link.connection.ports` is empty: the endpoint would let nobody in; give the ports of the service"
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : (
        sum(
          concat(
            [0],
            [
              sum(concat(
                [0],
                [length(var.private_link.connection.ports), length(var.private_link.connection.port_ranges)]
              )),
              length(var.private_link.connection.udp_ports),
            ]
          )
        ) * length(var.private_link.client_cidrs) + 0 <= var.private_link.quotas.rules_per_security_group
        && var.private_link.quotas.rules_per_security_group >= 0
      )
    )
    error_message = try(
      format(
        "`private_link.quotas.rules_per_security_group` is %s, and the endpoint's group would have %s rules for IPv4 and 0 for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.private_link.quotas.rules_per_security_group,
        sum(concat(
          [0],
          [
            sum(concat(
              [0],
              [length(var.private_link.connection.ports), length(var.private_link.connection.port_ranges)]
            )),
            length(var.private_link.connection.udp_ports),
          ]
        )) * length(var.private_link.client_cidrs) + 0
      ),
      "holds"
    )
  }

  validation {
    condition     = var.private_link == null ? true : length(var.private_link.subnets) <= 50
    error_message = "`private_link.subnets` has more than 50 entries, and no Region has so many Availability Zones; give one subnet in each Availability Zone"
  }

  validation {
    condition = (
      var.private_link == null
      ? true
      : length(distinct([
        for subnet_key, subnet in var.private_link.subnets : split("-", subnet_key)[0]
        if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
      ])) <= 1
    )
    error_message = try(
      var.private_link == null
      ? "`private_link.subnets` has zones of several Regions: none; give subnets of one VPC only"
      : format(
        "`private_link.subnets` has zones of several Regions: %s; give subnets of one VPC only",
        join(", ", coalescelist(
          formatlist("`%s`", distinct([
            for subnet_key, subnet in var.private_link.subnets : split("-", subnet_key)[0]
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
      var.private_link == null ? [] : [
        for subnet_key, subnet in var.private_link.subnets :
        !contains(
          [
            for other_subnet_key, other_subnet in var.private_link.subnets : other_subnet.subnet_id
            if other_subnet_key != subnet_key
          ],
          subnet.subnet_id
        )
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for subnet_key, subnet in var.private_link.subnets :
        "`private_link.subnets[\"${subnet_key}\"].subnet_id` is the same as that of another subnet; give each subnet its own"
        if contains(
          [
            for other_subnet_key, other_subnet in var.private_link.subnets : other_subnet.subnet_id
            if other_subnet_key != subnet_key
          ],
          subnet.subnet_id
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.private_link == null ? [] : [
        for subnet_key, subnet in var.private_link.subnets :
        !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
      ]
    )
    error_message = join(
      "\n",
      var.private_link == null ? [] : [
        for subnet_key, subnet in var.private_link.subnets :
        "`private_link.subnets[\"${subnet_key}\"]` is in a zone without access to other Regions; those are `apne1-az3`, `apne2-az2`, `apne2-az4`, `use1-az3`, `usw1-az2`; use a subnet in another zone"
        if contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
      ]
    )
  }

  validation {
    condition     = var.mode == "privateLink" || var.private_link == null
    error_message = try("`private_link` is given, but nothing of this `mode` reads it; remove it", "holds")
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
