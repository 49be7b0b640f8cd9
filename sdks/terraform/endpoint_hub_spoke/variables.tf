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

variable "hub" {
  description = "The hub, by what it hands over: the output `hub` of a `CentralizedEndpointHub`."
  type = object({
    region               = string
    account_id           = string
    transport            = optional(string, "transitGateway")
    transit_gateway_id   = string
    share_arn            = optional(string)
    accepts_attachments  = optional(bool, true)
    cidr_block           = string
    ipv6_cidr_block      = optional(string)
    client_cidrs         = list(string)
    entry_route_table_id = string
    domains = map(object({
      route_table_id = string
      propagate_to   = optional(list(string), [])
    }))
    automatic_domain  = optional(string)
    dns               = string
    profile_id        = optional(string)
    zone_ids          = optional(map(string), {})
    services          = optional(list(string), [])
    resolver_rule_ids = optional(map(string), {})
  })
  default = null

  validation {
    condition = var.hub == null ? true : can(regex(
      "^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$",
      var.hub.region
    ))
    error_message = try(
      "`hub.region` is `${var.hub.region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
      "holds"
    )
  }

  validation {
    condition = var.hub == null ? true : can(regex("^tgw-[0-9a-f]{1,32}$", var.hub.transit_gateway_id))
    error_message = try(
      "`hub.transit_gateway_id` is `${var.hub.transit_gateway_id}`, which is not a transit gateway id; use a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = var.hub == null ? true : can(regex(
      "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
      var.hub.cidr_block
    ))
    error_message = try(
      "`hub.cidr_block` is `${var.hub.cidr_block}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
      "holds"
    )
  }

  validation {
    condition = (
      var.hub == null
      ? true
      : var.hub.cidr_block == try(cidrsubnet(var.hub.cidr_block, 0, 0), var.hub.cidr_block)
    )
    error_message = try(
      format(
        "`hub.cidr_block` is `%s`, which is not how its range is written; use `%s`",
        var.hub.cidr_block,
        try(cidrsubnet(var.hub.cidr_block, 0, 0), var.hub.cidr_block)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.hub == null
      ? true
      : (
        var.hub.ipv6_cidr_block == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          var.hub.ipv6_cidr_block
        ))
      )
    )
    error_message = try(
      "`hub.ipv6_cidr_block` is `${var.hub.ipv6_cidr_block}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
      "holds"
    )
  }

  validation {
    condition = (
      var.hub == null
      ? true
      : (
        var.hub.ipv6_cidr_block == null
        || var.hub.ipv6_cidr_block == try(cidrsubnet(var.hub.ipv6_cidr_block, 0, 0), var.hub.ipv6_cidr_block)
      )
    )
    error_message = try(
      format(
        "`hub.ipv6_cidr_block` is `%s`, which is not how its range is written; use `%s`",
        var.hub.ipv6_cidr_block,
        try(cidrsubnet(var.hub.ipv6_cidr_block, 0, 0), var.hub.ipv6_cidr_block)
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.hub == null ? [] : [
        for item in var.hub.client_cidrs : can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item
        ))
      ]
    )
    error_message = join(
      "\n",
      var.hub == null ? [] : [
        for item_index, item in var.hub.client_cidrs :
        "`hub.client_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
        if !can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          item
        ))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.hub == null ? [] : [for item in var.hub.client_cidrs : item == try(cidrsubnet(item, 0, 0), item)]
    )
    error_message = join(
      "\n",
      var.hub == null ? [] : [
        for item_index, item in var.hub.client_cidrs :
        "`hub.client_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
        if item != try(cidrsubnet(item, 0, 0), item)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.hub == null ? [] : [
        for item_key, item in var.hub.domains : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
    error_message = join(
      "\n",
      var.hub == null ? [] : [
        for item_key, item in var.hub.domains :
        "`hub.domains` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.hub == null ? [] : flatten([
        for item in var.hub.domains : [
          for part in item.propagate_to : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))
        ]
      ])
    )
    error_message = join(
      "\n",
      var.hub == null ? [] : flatten([
        for item_key, item in var.hub.domains : [
          for part_index, part in item.propagate_to :
          "`hub.domains[\"${item_key}\"].propagate_to[${part_index}]` is `${part}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
          if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))
        ]
      ])
    )
  }

  validation {
    condition = (
      var.hub == null
      ? true
      : (
        var.hub.automatic_domain == null
        || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.hub.automatic_domain))
      )
    )
    error_message = try(
      "`hub.automatic_domain` is `${var.hub.automatic_domain}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https",
      "holds"
    )
  }

  validation {
    condition = (
      var.hub == null
      ? true
      : var.hub.profile_id == null || can(regex("^rp-[0-9a-z]{1,32}$", var.hub.profile_id))
    )
    error_message = try(
      "`hub.profile_id` is `${var.hub.profile_id}`, which is not the id of a Route 53 profile; use the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789",
      "holds"
    )
  }
}

variable "hub_json" {
  description = "The same as JSON, from another account or engine: the output `hub_json` of a `CentralizedEndpointHub`."
  type        = string
  default     = null

  validation {
    condition     = var.hub_json == null ? true : can(jsondecode(var.hub_json))
    error_message = "`hub_json` is not JSON; give it JSON text of an object"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json), null) == null
      ? true
      : try(can(regex("^{", jsonencode(jsondecode(var.hub_json)))), true)
    )
    error_message = format(
      "`hub_json` is %s, but has to be an object; give it an object",
      try(
        startswith(jsonencode(jsondecode(var.hub_json)), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json)), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json)), "\"")
        ? "the text `${jsondecode(var.hub_json)}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json)))
        ? jsonencode(jsondecode(var.hub_json))
        : "the number ${jsonencode(jsondecode(var.hub_json))}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).region != null, false)
      : true
    )
    error_message = "`hub_json.region` is missing; give it the code of a Region, such as eu-west-1"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).region, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).region))), true)
    )
    error_message = format(
      "`hub_json.region` is %s, but has to be text; give it the code of a Region, such as eu-west-1",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).region), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).region), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).region), "\"")
        ? "the text `${jsondecode(var.hub_json).region}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).region))
        ? jsonencode(jsondecode(var.hub_json).region)
        : "the number ${jsonencode(jsondecode(var.hub_json).region)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).accountId != null, false)
      : true
    )
    error_message = "`hub_json.account_id` is missing; give it text"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).accountId, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).accountId))), true)
    )
    error_message = format(
      "`hub_json.account_id` is %s, but has to be text; give it text",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).accountId), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).accountId), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).accountId), "\"")
        ? "the text `${jsondecode(var.hub_json).accountId}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).accountId))
        ? jsonencode(jsondecode(var.hub_json).accountId)
        : "the number ${jsonencode(jsondecode(var.hub_json).accountId)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).transport, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).transport))), true)
    )
    error_message = format(
      "`hub_json.transport` is %s, but has to be text; give it text",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).transport), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).transport), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).transport), "\"")
        ? "the text `${jsondecode(var.hub_json).transport}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).transport))
        ? jsonencode(jsondecode(var.hub_json).transport)
        : "the number ${jsonencode(jsondecode(var.hub_json).transport)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).transitGatewayId != null, false)
      : true
    )
    error_message = "`hub_json.transit_gateway_id` is missing; give it a transit gateway id, such as tgw-0a1b2c3d4e5f67890"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).transitGatewayId, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).transitGatewayId))), true)
    )
    error_message = format(
      "`hub_json.transit_gateway_id` is %s, but has to be text; give it a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).transitGatewayId), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).transitGatewayId), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).transitGatewayId), "\"")
        ? "the text `${jsondecode(var.hub_json).transitGatewayId}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).transitGatewayId))
        ? jsonencode(jsondecode(var.hub_json).transitGatewayId)
        : "the number ${jsonencode(jsondecode(var.hub_json).transitGatewayId)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).shareArn, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).shareArn))), true)
    )
    error_message = format(
      "`hub_json.share_arn` is %s, but has to be text; give it text",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).shareArn), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).shareArn), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).shareArn), "\"")
        ? "the text `${jsondecode(var.hub_json).shareArn}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).shareArn))
        ? jsonencode(jsondecode(var.hub_json).shareArn)
        : "the number ${jsonencode(jsondecode(var.hub_json).shareArn)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).acceptsAttachments, null) == null
      ? true
      : try(can(regex("^(true|false)$", jsonencode(jsondecode(var.hub_json).acceptsAttachments))), true)
    )
    error_message = format(
      "`hub_json.accepts_attachments` is %s, but has to be true or false; give it true or false",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).acceptsAttachments), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).acceptsAttachments), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).acceptsAttachments), "\"")
        ? "the text `${jsondecode(var.hub_json).acceptsAttachments}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).acceptsAttachments))
        ? jsonencode(jsondecode(var.hub_json).acceptsAttachments)
        : "the number ${jsonencode(jsondecode(var.hub_json).acceptsAttachments)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).cidrBlock != null, false)
      : true
    )
    error_message = "`hub_json.cidr_block` is missing; give it an IPv4 range, such as 10.0.0.0/16"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).cidrBlock, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).cidrBlock))), true)
    )
    error_message = format(
      "`hub_json.cidr_block` is %s, but has to be text; give it an IPv4 range, such as 10.0.0.0/16",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).cidrBlock), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).cidrBlock), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).cidrBlock), "\"")
        ? "the text `${jsondecode(var.hub_json).cidrBlock}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).cidrBlock))
        ? jsonencode(jsondecode(var.hub_json).cidrBlock)
        : "the number ${jsonencode(jsondecode(var.hub_json).cidrBlock)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).ipv6CidrBlock))), true)
    )
    error_message = format(
      "`hub_json.ipv6_cidr_block` is %s, but has to be text; give it an IPv6 range, such as 2001:db8::/56",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).ipv6CidrBlock), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).ipv6CidrBlock), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).ipv6CidrBlock), "\"")
        ? "the text `${jsondecode(var.hub_json).ipv6CidrBlock}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).ipv6CidrBlock))
        ? jsonencode(jsondecode(var.hub_json).ipv6CidrBlock)
        : "the number ${jsonencode(jsondecode(var.hub_json).ipv6CidrBlock)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).clientCidrs != null, false)
      : true
    )
    error_message = "`hub_json.client_cidrs` is missing; give it a list"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).clientCidrs, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.hub_json).clientCidrs))), true)
    )
    error_message = format(
      "`hub_json.client_cidrs` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).clientCidrs), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).clientCidrs), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).clientCidrs), "\"")
        ? "the text `${jsondecode(var.hub_json).clientCidrs}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).clientCidrs))
        ? jsonencode(jsondecode(var.hub_json).clientCidrs)
        : "the number ${jsonencode(jsondecode(var.hub_json).clientCidrs)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.hub_json).clientCidrs)))
      ? [
        for item in jsondecode(var.hub_json).clientCidrs :
        try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.hub_json).clientCidrs)))
      ? [
        for index, item in jsondecode(var.hub_json).clientCidrs :
        format(
          "`hub_json.client_cidrs[%s]` is %s, but has to be text; give it an IPv4 range, such as 10.0.0.0/16",
          index,
          try(
            startswith(jsonencode(item), "{")
            ? "an object"
            : startswith(jsonencode(item), "[")
            ? "a list"
            : startswith(jsonencode(item), "\"")
            ? "the text `${item}`"
            : contains(["true", "false"], jsonencode(item))
            ? jsonencode(item)
            : "the number ${jsonencode(item)}",
            "null"
          )
        )
        if !(try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).entryRouteTableId != null, false)
      : true
    )
    error_message = "`hub_json.entry_route_table_id` is missing; give it text"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).entryRouteTableId, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).entryRouteTableId))), true)
    )
    error_message = format(
      "`hub_json.entry_route_table_id` is %s, but has to be text; give it text",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).entryRouteTableId), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).entryRouteTableId), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).entryRouteTableId), "\"")
        ? "the text `${jsondecode(var.hub_json).entryRouteTableId}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).entryRouteTableId))
        ? jsonencode(jsondecode(var.hub_json).entryRouteTableId)
        : "the number ${jsonencode(jsondecode(var.hub_json).entryRouteTableId)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).domains != null, false)
      : true
    )
    error_message = "`hub_json.domains` is missing; give it a map"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).domains, null) == null
      ? true
      : try(can(regex("^{", jsonencode(jsondecode(var.hub_json).domains))), true)
    )
    error_message = format(
      "`hub_json.domains` is %s, but has to be a map; give it a map",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).domains), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).domains), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).domains), "\"")
        ? "the text `${jsondecode(var.hub_json).domains}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).domains))
        ? jsonencode(jsondecode(var.hub_json).domains)
        : "the number ${jsonencode(jsondecode(var.hub_json).domains)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for entry in jsondecode(var.hub_json).domains :
        try(entry, null) == null ? true : try(can(regex("^{", jsonencode(entry))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for key, entry in jsondecode(var.hub_json).domains :
        format(
          "`hub_json.domains[\"%s\"]` is %s, but has to be an object; give it an object",
          key,
          try(
            startswith(jsonencode(entry), "{")
            ? "an object"
            : startswith(jsonencode(entry), "[")
            ? "a list"
            : startswith(jsonencode(entry), "\"")
            ? "the text `${entry}`"
            : contains(["true", "false"], jsonencode(entry))
            ? jsonencode(entry)
            : "the number ${jsonencode(entry)}",
            "null"
          )
        )
        if !(try(entry, null) == null ? true : try(can(regex("^{", jsonencode(entry))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for entry in jsondecode(var.hub_json).domains :
        try(startswith(jsonencode(entry), "{"), false) ? try(entry.routeTableId != null, false) : true
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for key, entry in jsondecode(var.hub_json).domains :
        "`hub_json.domains[\"${key}\"].route_table_id` is missing; give it text"
        if !(try(startswith(jsonencode(entry), "{"), false) ? try(entry.routeTableId != null, false) : true)
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for entry in jsondecode(var.hub_json).domains :
        try(entry.routeTableId, null) == null ? true : try(
          can(regex("^\"", jsonencode(entry.routeTableId))),
          true
        )
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for key, entry in jsondecode(var.hub_json).domains :
        format(
          "`hub_json.domains[\"%s\"].route_table_id` is %s, but has to be text; give it text",
          key,
          try(
            startswith(jsonencode(entry.routeTableId), "{")
            ? "an object"
            : startswith(jsonencode(entry.routeTableId), "[")
            ? "a list"
            : startswith(jsonencode(entry.routeTableId), "\"")
            ? "the text `${entry.routeTableId}`"
            : contains(["true", "false"], jsonencode(entry.routeTableId))
            ? jsonencode(entry.routeTableId)
            : "the number ${jsonencode(entry.routeTableId)}",
            "null"
          )
        )
        if !(
          try(entry.routeTableId, null) == null ? true : try(
            can(regex("^\"", jsonencode(entry.routeTableId))),
            true
          )
        )
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for entry in jsondecode(var.hub_json).domains :
        try(entry.propagateTo, null) == null ? true : try(
          can(regex("^\\[", jsonencode(entry.propagateTo))),
          true
        )
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for key, entry in jsondecode(var.hub_json).domains :
        format(
          "`hub_json.domains[\"%s\"].propagate_to` is %s, but has to be a list; give it a list",
          key,
          try(
            startswith(jsonencode(entry.propagateTo), "{")
            ? "an object"
            : startswith(jsonencode(entry.propagateTo), "[")
            ? "a list"
            : startswith(jsonencode(entry.propagateTo), "\"")
            ? "the text `${entry.propagateTo}`"
            : contains(["true", "false"], jsonencode(entry.propagateTo))
            ? jsonencode(entry.propagateTo)
            : "the number ${jsonencode(entry.propagateTo)}",
            "null"
          )
        )
        if !(
          try(entry.propagateTo, null) == null ? true : try(
            can(regex("^\\[", jsonencode(entry.propagateTo))),
            true
          )
        )
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(flatten(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for entry in jsondecode(var.hub_json).domains : try(
          can(regex("^\\[", jsonencode(entry.propagateTo)))
          ? [
            for item2 in entry.propagateTo :
            try(item2, null) == null ? true : try(can(regex("^\"", jsonencode(item2))), true)
          ]
          : [],
          []
        )
      ]
      : [],
      []
    )))
    error_message = join("\n", flatten(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
      ? [
        for key, entry in jsondecode(var.hub_json).domains : try(
          can(regex("^\\[", jsonencode(entry.propagateTo)))
          ? [
            for index2, item2 in entry.propagateTo :
            format(
              "`hub_json.domains[\"%s\"].propagate_to[%s]` is %s, but has to be text; give it a name of at most 64 letters, digits, hyphens and underscores, such as https",
              key,
              index2,
              try(
                startswith(jsonencode(item2), "{")
                ? "an object"
                : startswith(jsonencode(item2), "[")
                ? "a list"
                : startswith(jsonencode(item2), "\"")
                ? "the text `${item2}`"
                : contains(["true", "false"], jsonencode(item2))
                ? jsonencode(item2)
                : "the number ${jsonencode(item2)}",
                "null"
              )
            )
            if !(try(item2, null) == null ? true : try(can(regex("^\"", jsonencode(item2))), true))
          ]
          : [],
          []
        )
      ]
      : [],
      []
    )))
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).automaticDomain, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).automaticDomain))), true)
    )
    error_message = format(
      "`hub_json.automatic_domain` is %s, but has to be text; give it a name of at most 64 letters, digits, hyphens and underscores, such as https",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).automaticDomain), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).automaticDomain), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).automaticDomain), "\"")
        ? "the text `${jsondecode(var.hub_json).automaticDomain}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).automaticDomain))
        ? jsonencode(jsondecode(var.hub_json).automaticDomain)
        : "the number ${jsonencode(jsondecode(var.hub_json).automaticDomain)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.hub_json)), "{"), false)
      ? try(jsondecode(var.hub_json).dns != null, false)
      : true
    )
    error_message = "`hub_json.dns` is missing; give it text"
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).dns, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).dns))), true)
    )
    error_message = format(
      "`hub_json.dns` is %s, but has to be text; give it text",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).dns), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).dns), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).dns), "\"")
        ? "the text `${jsondecode(var.hub_json).dns}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).dns))
        ? jsonencode(jsondecode(var.hub_json).dns)
        : "the number ${jsonencode(jsondecode(var.hub_json).dns)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).profileId, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.hub_json).profileId))), true)
    )
    error_message = format(
      "`hub_json.profile_id` is %s, but has to be text; give it the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).profileId), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).profileId), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).profileId), "\"")
        ? "the text `${jsondecode(var.hub_json).profileId}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).profileId))
        ? jsonencode(jsondecode(var.hub_json).profileId)
        : "the number ${jsonencode(jsondecode(var.hub_json).profileId)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).zoneIds, null) == null
      ? true
      : try(can(regex("^{", jsonencode(jsondecode(var.hub_json).zoneIds))), true)
    )
    error_message = format(
      "`hub_json.zone_ids` is %s, but has to be a map; give it a map",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).zoneIds), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).zoneIds), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).zoneIds), "\"")
        ? "the text `${jsondecode(var.hub_json).zoneIds}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).zoneIds))
        ? jsonencode(jsondecode(var.hub_json).zoneIds)
        : "the number ${jsonencode(jsondecode(var.hub_json).zoneIds)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).zoneIds)))
      ? [
        for entry in jsondecode(var.hub_json).zoneIds :
        try(entry, null) == null ? true : try(can(regex("^\"", jsonencode(entry))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).zoneIds)))
      ? [
        for key, entry in jsondecode(var.hub_json).zoneIds :
        format(
          "`hub_json.zone_ids[\"%s\"]` is %s, but has to be text; give it text",
          key,
          try(
            startswith(jsonencode(entry), "{")
            ? "an object"
            : startswith(jsonencode(entry), "[")
            ? "a list"
            : startswith(jsonencode(entry), "\"")
            ? "the text `${entry}`"
            : contains(["true", "false"], jsonencode(entry))
            ? jsonencode(entry)
            : "the number ${jsonencode(entry)}",
            "null"
          )
        )
        if !(try(entry, null) == null ? true : try(can(regex("^\"", jsonencode(entry))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).services, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.hub_json).services))), true)
    )
    error_message = format(
      "`hub_json.services` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).services), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).services), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).services), "\"")
        ? "the text `${jsondecode(var.hub_json).services}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).services))
        ? jsonencode(jsondecode(var.hub_json).services)
        : "the number ${jsonencode(jsondecode(var.hub_json).services)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.hub_json).services)))
      ? [
        for item in jsondecode(var.hub_json).services :
        try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.hub_json).services)))
      ? [
        for index, item in jsondecode(var.hub_json).services :
        format(
          "`hub_json.services[%s]` is %s, but has to be text; give it text",
          index,
          try(
            startswith(jsonencode(item), "{")
            ? "an object"
            : startswith(jsonencode(item), "[")
            ? "a list"
            : startswith(jsonencode(item), "\"")
            ? "the text `${item}`"
            : contains(["true", "false"], jsonencode(item))
            ? jsonencode(item)
            : "the number ${jsonencode(item)}",
            "null"
          )
        )
        if !(try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(jsondecode(var.hub_json).resolverRuleIds, null) == null
      ? true
      : try(can(regex("^{", jsonencode(jsondecode(var.hub_json).resolverRuleIds))), true)
    )
    error_message = format(
      "`hub_json.resolver_rule_ids` is %s, but has to be a map; give it a map",
      try(
        startswith(jsonencode(jsondecode(var.hub_json).resolverRuleIds), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.hub_json).resolverRuleIds), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.hub_json).resolverRuleIds), "\"")
        ? "the text `${jsondecode(var.hub_json).resolverRuleIds}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.hub_json).resolverRuleIds))
        ? jsonencode(jsondecode(var.hub_json).resolverRuleIds)
        : "the number ${jsonencode(jsondecode(var.hub_json).resolverRuleIds)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).resolverRuleIds)))
      ? [
        for entry in jsondecode(var.hub_json).resolverRuleIds :
        try(entry, null) == null ? true : try(can(regex("^\"", jsonencode(entry))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^{", jsonencode(jsondecode(var.hub_json).resolverRuleIds)))
      ? [
        for key, entry in jsondecode(var.hub_json).resolverRuleIds :
        format(
          "`hub_json.resolver_rule_ids[\"%s\"]` is %s, but has to be text; give it text",
          key,
          try(
            startswith(jsonencode(entry), "{")
            ? "an object"
            : startswith(jsonencode(entry), "[")
            ? "a list"
            : startswith(jsonencode(entry), "\"")
            ? "the text `${entry}`"
            : contains(["true", "false"], jsonencode(entry))
            ? jsonencode(entry)
            : "the number ${jsonencode(entry)}",
            "null"
          )
        )
        if !(try(entry, null) == null ? true : try(can(regex("^\"", jsonencode(entry))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).region)))
        )
      )
      ? (
        var.hub_json == null ? true : can(regex(
          "^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$",
          try(jsondecode(var.hub_json).region, null)
        ))
      )
      : true
    )
    error_message = try(
      "`hub_json.region` is `${try(jsondecode(var.hub_json).region, null)}`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).transitGatewayId)))
        )
      )
      ? (
        var.hub_json == null ? true : can(regex("^tgw-[0-9a-f]{1,32}$", try(
          jsondecode(var.hub_json).transitGatewayId,
          null
        )))
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.transit_gateway_id` is `%s`, which is not a transit gateway id; use a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
        try(jsondecode(var.hub_json).transitGatewayId, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).cidrBlock)))
        )
      )
      ? (
        var.hub_json == null ? true : can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          try(jsondecode(var.hub_json).cidrBlock, null)
        ))
      )
      : true
    )
    error_message = try(
      "`hub_json.cidr_block` is `${try(jsondecode(var.hub_json).cidrBlock, null)}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).cidrBlock)))
        )
      )
      ? (
        var.hub_json == null
        ? true
        : try(jsondecode(var.hub_json).cidrBlock, null) == try(
          cidrsubnet(try(jsondecode(var.hub_json).cidrBlock, null), 0, 0),
          try(jsondecode(var.hub_json).cidrBlock, null)
        )
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.cidr_block` is `%s`, which is not how its range is written; use `%s`",
        try(jsondecode(var.hub_json).cidrBlock, null),
        try(
          cidrsubnet(try(jsondecode(var.hub_json).cidrBlock, null), 0, 0),
          try(jsondecode(var.hub_json).cidrBlock, null)
        )
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).ipv6CidrBlock)))
          )
        )
      )
      ? (
        var.hub_json == null
        ? true
        : (
          try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
          || can(regex(
            "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
            try(jsondecode(var.hub_json).ipv6CidrBlock, null)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.ipv6_cidr_block` is `%s`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
        try(jsondecode(var.hub_json).ipv6CidrBlock, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).ipv6CidrBlock)))
          )
        )
      )
      ? (
        var.hub_json == null
        ? true
        : (
          try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
          || try(jsondecode(var.hub_json).ipv6CidrBlock, null) == try(
            cidrsubnet(try(jsondecode(var.hub_json).ipv6CidrBlock, null), 0, 0),
            try(jsondecode(var.hub_json).ipv6CidrBlock, null)
          )
        )
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.ipv6_cidr_block` is `%s`, which is not how its range is written; use `%s`",
        try(jsondecode(var.hub_json).ipv6CidrBlock, null),
        try(
          cidrsubnet(try(jsondecode(var.hub_json).ipv6CidrBlock, null), 0, 0),
          try(jsondecode(var.hub_json).ipv6CidrBlock, null)
        )
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^\\[", jsonencode(jsondecode(var.hub_json).clientCidrs)))
            ? alltrue([for item in jsondecode(var.hub_json).clientCidrs : can(regex("^\"", jsonencode(item)))])
            : false
          )
        )
      )
      ? alltrue(
        var.hub_json == null ? [] : [
          for item in try(tolist(jsondecode(var.hub_json).clientCidrs), null) : can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item
          ))
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.hub_json == null ? [] : [
          for item_index, item in try(tolist(jsondecode(var.hub_json).clientCidrs), null) :
          "`hub_json.client_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
          if !can(regex(
            "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
            item
          ))
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^\\[", jsonencode(jsondecode(var.hub_json).clientCidrs)))
            ? alltrue([for item in jsondecode(var.hub_json).clientCidrs : can(regex("^\"", jsonencode(item)))])
            : false
          )
        )
      )
      ? alltrue(
        var.hub_json == null ? [] : [
          for item in try(tolist(jsondecode(var.hub_json).clientCidrs), null) :
          item == try(cidrsubnet(item, 0, 0), item)
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.hub_json == null ? [] : [
          for item_index, item in try(tolist(jsondecode(var.hub_json).clientCidrs), null) :
          "`hub_json.client_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
          if item != try(cidrsubnet(item, 0, 0), item)
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
            ? alltrue([
              for item in jsondecode(var.hub_json).domains :
              can(keys(item))
              && can(regex("^\"", jsonencode(item.routeTableId)))
              && (
                try(item.propagateTo, null) == null
                ? true
                : can(regex("^\\[", jsonencode(item.propagateTo)))
                ? alltrue([for item in item.propagateTo : can(regex("^\"", jsonencode(item)))])
                : false
              )
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.hub_json == null ? [] : [
          for item_key, item in try(
            {
              for name, item in jsondecode(var.hub_json).domains : name =>
              try(item, null) == null ? null : {
                route_table_id = try(item.routeTableId, null)
                propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
              }
            },
            null
          ) :
          can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.hub_json == null ? [] : [
          for item_key, item in try(
            {
              for name, item in jsondecode(var.hub_json).domains : name =>
              try(item, null) == null ? null : {
                route_table_id = try(item.routeTableId, null)
                propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
              }
            },
            null
          ) :
          "`hub_json.domains` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
          if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
            ? alltrue([
              for item in jsondecode(var.hub_json).domains :
              can(keys(item))
              && can(regex("^\"", jsonencode(item.routeTableId)))
              && (
                try(item.propagateTo, null) == null
                ? true
                : can(regex("^\\[", jsonencode(item.propagateTo)))
                ? alltrue([for item in item.propagateTo : can(regex("^\"", jsonencode(item)))])
                : false
              )
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.hub_json == null ? [] : flatten([
          for item in try(
            {
              for name, item in jsondecode(var.hub_json).domains : name =>
              try(item, null) == null ? null : {
                route_table_id = try(item.routeTableId, null)
                propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
              }
            },
            null
          ) :
          [for part in item.propagate_to : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))]
        ])
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.hub_json == null ? [] : flatten([
          for item_key, item in try(
            {
              for name, item in jsondecode(var.hub_json).domains : name =>
              try(item, null) == null ? null : {
                route_table_id = try(item.routeTableId, null)
                propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
              }
            },
            null
          ) :
          [
            for part_index, part in item.propagate_to :
            "`hub_json.domains[\"${item_key}\"].propagate_to[${part_index}]` is `${part}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
            if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part))
          ]
        ])
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).automaticDomain, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).automaticDomain)))
          )
        )
      )
      ? (
        var.hub_json == null
        ? true
        : (
          try(jsondecode(var.hub_json).automaticDomain, null) == null
          || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", try(jsondecode(var.hub_json).automaticDomain, null)))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.automatic_domain` is `%s`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https",
        try(jsondecode(var.hub_json).automaticDomain, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).profileId, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).profileId)))
          )
        )
      )
      ? (
        var.hub_json == null
        ? true
        : (
          try(jsondecode(var.hub_json).profileId, null) == null
          || can(regex("^rp-[0-9a-z]{1,32}$", try(jsondecode(var.hub_json).profileId, null)))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`hub_json.profile_id` is `%s`, which is not the id of a Route 53 profile; use the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789",
        try(jsondecode(var.hub_json).profileId, null)
      ),
      "holds"
    )
  }

  validation {
    condition     = var.hub != null || var.hub_json != null
    error_message = "`hub` is missing, and so is every other way to say which hub it is; give one of `hub`, `hub_json`"
  }

  validation {
    condition     = var.hub == null || !(var.hub != null && var.hub_json != null)
    error_message = "`hub` is given beside another way to say which hub it is; leave one of `hub`, `hub_json`"
  }

  validation {
    condition     = var.hub_json == null || !(var.hub != null && var.hub_json != null)
    error_message = "`hub_json` is given beside another way to say which hub it is; leave one of `hub`, `hub_json`"
  }
}

variable "vpc_id" {
  description = "VPC of the clients. Both of its DNS attributes have to be on."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]{1,32}$", var.vpc_id))
    error_message = "`vpc_id` is `${var.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
  }

  validation {
    condition = (
      can(var.vpc_id)
      && (
        (
          var.hub_json == null
          ? true
          : (
            can(keys(jsondecode(var.hub_json)))
            && (
              try(jsondecode(var.hub_json).transport, null) == null
              ? true
              : can(regex("^\"", jsonencode(jsondecode(var.hub_json).transport)))
            )
          )
        )
        ? (
          (
            var.hub != null
            ? var.hub.transport
            : var.hub_json == null
            ? null
            : try(jsondecode(var.hub_json).transport, null) == null
            ? "transitGateway"
            : jsondecode(var.hub_json).transport
          ) == null
          || (
            var.hub != null
            ? var.hub.transport
            : var.hub_json == null
            ? null
            : try(jsondecode(var.hub_json).transport, null) == null
            ? "transitGateway"
            : jsondecode(var.hub_json).transport
          ) == "transitGateway"
        )
        : true
      )
    )
    error_message = try(
      format(
        "`vpc_id` cannot be attached: the hub is reached by `%s`; use a version of this component that knows that",
        var.hub != null
        ? var.hub.transport
        : var.hub_json == null
        ? null
        : try(jsondecode(var.hub_json).transport, null) == null
        ? "transitGateway"
        : jsondecode(var.hub_json).transport
      ),
      "holds"
    )
  }
}

variable "subnets" {
  description = "Subnets that the transit gateway enters by, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Clients in a zone without one do not reach the hub."
  type        = map(object({ subnet_id = string }))
  nullable    = false

  validation {
    condition     = length(var.subnets) >= 1
    error_message = "`subnets` has ${length(var.subnets)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.subnets : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.subnets :
      format(
        "`subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
        item_key,
        can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item_key))
        ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
        : "`, which is not an Availability Zone id"
      )
      if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))])
    error_message = join("\n", [
      for item_key, item in var.subnets :
      "`subnets[\"${item_key}\"].subnet_id` is `${item.subnet_id}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
      if !can(regex("^subnet-[0-9a-f]{1,32}$", item.subnet_id))
    ])
  }

  validation {
    condition     = length(var.subnets) <= 50
    error_message = "`subnets` has more than 50 entries, and no Region has so many Availability Zones; give one subnet in each Availability Zone"
  }

  validation {
    condition = length(distinct([
      for subnet_key, subnet in var.subnets : split("-", subnet_key)[0]
      if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
    ])) <= 1
    error_message = format(
      "`subnets` has zones of several Regions: %s; give subnets of one VPC only",
      join(", ", coalescelist(
        formatlist("`%s`", distinct([
          for subnet_key, subnet in var.subnets : split("-", subnet_key)[0]
          if can(regex("^[a-z0-9]+-az[0-9]+$", subnet_key))
        ])),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      !contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.subnet_id
          if other_subnet_key != subnet_key
        ],
        subnet.subnet_id
      )
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"].subnet_id` is the same as that of another subnet; give each subnet its own"
      if contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.subnet_id
          if other_subnet_key != subnet_key
        ],
        subnet.subnet_id
      )
    ])
  }
}

variable "route_table_ids" {
  description = "Route tables of the clients' subnets, which get routes to the hub. Key: a name for the table."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for item_key, item in var.route_table_ids : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.route_table_ids :
      "`route_table_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.route_table_ids : can(regex("^rtb-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_key, item in var.route_table_ids :
      "`route_table_ids[\"${item_key}\"]` is `${item}`, which is not a route table id; use a route table id, such as rtb-0a1b2c3d4e5f67890"
      if !can(regex("^rtb-[0-9a-f]{1,32}$", item))
    ])
  }
}

variable "destination_cidrs" {
  description = "Ranges that routes lead to through the transit gateway. Default: the range of the hub."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.destination_cidrs) <= 20
    error_message = "`destination_cidrs` has ${length(var.destination_cidrs)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.destination_cidrs) == length(distinct(var.destination_cidrs))
    error_message = format(
      "`destination_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.destination_cidrs) : twice
          if length([for other in var.destination_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.destination_cidrs : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.destination_cidrs :
      "`destination_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.destination_cidrs : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.destination_cidrs :
      "`destination_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = length(var.destination_cidrs) == 0 || length(var.route_table_ids) > 0
    error_message = "`destination_cidrs` is given, but there are no route tables for such routes; remove it, or give `route_table_ids`"
  }
}

variable "ipv6" {
  description = "Whether the VPC reaches the hub by IPv6 too. The attachment's subnets have IPv6 ranges then. Cannot be changed later: AWS changes no IPv6 options of an attachment."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).entryRouteTableId)))
          && (
            try(jsondecode(var.hub_json).ipv6CidrBlock, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).ipv6CidrBlock)))
          )
        )
      )
      ? (
        !var.ipv6
        || (
          var.hub != null
          ? var.hub.entry_route_table_id
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).entryRouteTableId, null)
        ) == null
        || (
          var.hub != null
          ? var.hub.ipv6_cidr_block
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).ipv6CidrBlock, null)
        ) != null
      )
      : true
    )
    error_message = try(
      "`ipv6` is true, but the hub has no IPv6 range; set it to false, or `ipv6` of the hub to true",
      "holds"
    )
  }
}

variable "destination_ipv6_cidrs" {
  description = "IPv6 ranges that routes lead to through the transit gateway, where `ipv6` is true. Default: the IPv6 range of the hub."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.destination_ipv6_cidrs) <= 20
    error_message = "`destination_ipv6_cidrs` has ${length(var.destination_ipv6_cidrs)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.destination_ipv6_cidrs) == length(distinct(var.destination_ipv6_cidrs))
    error_message = format(
      "`destination_ipv6_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.destination_ipv6_cidrs) : twice
          if length([for other in var.destination_ipv6_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.destination_ipv6_cidrs : can(regex(
        "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.destination_ipv6_cidrs :
      "`destination_ipv6_cidrs[${item_index}]` is `${item}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
      if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item))
    ])
  }

  validation {
    condition = alltrue([for item in var.destination_ipv6_cidrs : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.destination_ipv6_cidrs :
      "`destination_ipv6_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = var.ipv6 || length(var.destination_ipv6_cidrs) == 0
    error_message = "`destination_ipv6_cidrs` is given, but the attachment has no IPv6; remove it, or set `ipv6` to true"
  }

  validation {
    condition     = length(var.destination_ipv6_cidrs) == 0 || length(var.route_table_ids) > 0
    error_message = "`destination_ipv6_cidrs` is given, but there are no route tables for such routes; remove it, or give `route_table_ids`"
  }
}

variable "domain" {
  description = "Route domain of the hub that the VPC belongs to."
  type        = string
  default     = "spokes"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.domain))
    error_message = "`domain` is `${var.domain}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
            ? alltrue([
              for item in jsondecode(var.hub_json).domains :
              can(keys(item))
              && can(regex("^\"", jsonencode(item.routeTableId)))
              && (
                try(item.propagateTo, null) == null
                ? true
                : can(regex("^\\[", jsonencode(item.propagateTo)))
                ? alltrue([for item in item.propagateTo : can(regex("^\"", jsonencode(item)))])
                : false
              )
            ])
            : false
          )
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).entryRouteTableId)))
        )
      )
      ? (
        (
          var.hub != null
          ? var.hub.entry_route_table_id
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).entryRouteTableId, null)
        ) == null
        || contains(
          keys(
            (
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              )
            ) == null
            ? {}
            : var.hub != null
            ? var.hub.domains
            : var.hub_json == null ? null : try(
              {
                for name, item in jsondecode(var.hub_json).domains : name =>
                try(item, null) == null ? null : {
                  route_table_id = try(item.routeTableId, null)
                  propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                }
              },
              null
            )
          ),
          var.domain
        )
      )
      : true
    )
    error_message = try(
      format(
        "`domain` is `%s`, and the hub has %s; name a domain of the hub",
        var.domain,
        join(", ", coalescelist(
          formatlist("`%s`", keys(
            (
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              )
            ) == null
            ? {}
            : var.hub != null
            ? var.hub.domains
            : var.hub_json == null ? null : try(
              {
                for name, item in jsondecode(var.hub_json).domains : name =>
                try(item, null) == null ? null : {
                  route_table_id = try(item.routeTableId, null)
                  propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                }
              },
              null
            )
          )),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).automaticDomain, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).automaticDomain)))
          )
        )
      )
      ? (
        (
          var.hub != null
          ? var.hub.automatic_domain
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
        ) == null
        || var.domain == (
          var.hub != null
          ? var.hub.automatic_domain
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
        )
      )
      : true
    )
    error_message = try(
      format(
        "`domain` is `%s`, but attachments join the domain `%s` by themselves; name that domain",
        var.domain,
        var.hub != null
        ? var.hub.automatic_domain
        : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
      ),
      "holds"
    )
  }
}

variable "propagate_to" {
  description = "Domains of the hub to whose tables the VPC is propagated, so that their spokes reach it: those that the hub lists for `domain`. Default: none, which is right where every domain's `reach` is `hubOnly`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.propagate_to) == length(distinct(var.propagate_to))
    error_message = format(
      "`propagate_to` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.propagate_to) : twice
          if length([for other in var.propagate_to : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.propagate_to : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item))])
    error_message = join("\n", [
      for item_index, item in var.propagate_to :
      "`propagate_to[${item_index}]` is `${item}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item))
    ])
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
            ? alltrue([
              for item in jsondecode(var.hub_json).domains :
              can(keys(item))
              && can(regex("^\"", jsonencode(item.routeTableId)))
              && (
                try(item.propagateTo, null) == null
                ? true
                : can(regex("^\\[", jsonencode(item.propagateTo)))
                ? alltrue([for item in item.propagateTo : can(regex("^\"", jsonencode(item)))])
                : false
              )
            ])
            : false
          )
        )
      )
      ? (
        lookup(
          var.hub != null
          ? var.hub.domains
          : var.hub_json == null ? null : try(
            {
              for name, item in jsondecode(var.hub_json).domains : name =>
              try(item, null) == null ? null : {
                route_table_id = try(item.routeTableId, null)
                propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
              }
            },
            null
          ),
          var.domain,
          null
        ) == null
        ? true
        : (
          !contains(
            keys(
              (
                var.hub != null
                ? var.hub.domains
                : var.hub_json == null ? null : try(
                  {
                    for name, item in jsondecode(var.hub_json).domains : name =>
                    try(item, null) == null ? null : {
                      route_table_id = try(item.routeTableId, null)
                      propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                    }
                  },
                  null
                )
              ) == null
              ? {}
              : var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              )
            ),
            var.domain
          )
          || length([
            for propagate_to in lookup(
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              ),
              var.domain,
              null
            ).propagate_to :
            propagate_to
            if !contains(var.propagate_to, propagate_to)
          ]) == 0
        )
      )
      : true
    )
    error_message = try(
      lookup(
        var.hub != null
        ? var.hub.domains
        : var.hub_json == null ? null : try(
          {
            for name, item in jsondecode(var.hub_json).domains : name =>
            try(item, null) == null ? null : {
              route_table_id = try(item.routeTableId, null)
              propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
            }
          },
          null
        ),
        var.domain,
        null
      ) == null
      ? "`propagate_to` leaves out none: the spokes of these domains would send to this VPC, and it could not answer; add these domains"
      : format(
        "`propagate_to` leaves out %s: the spokes of these domains would send to this VPC, and it could not answer; add these domains",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for propagate_to in lookup(
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              ),
              var.domain,
              null
            ).propagate_to :
            propagate_to
            if !contains(var.propagate_to, propagate_to)
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            can(regex("^{", jsonencode(jsondecode(var.hub_json).domains)))
            ? alltrue([
              for item in jsondecode(var.hub_json).domains :
              can(keys(item))
              && can(regex("^\"", jsonencode(item.routeTableId)))
              && (
                try(item.propagateTo, null) == null
                ? true
                : can(regex("^\\[", jsonencode(item.propagateTo)))
                ? alltrue([for item in item.propagateTo : can(regex("^\"", jsonencode(item)))])
                : false
              )
            ])
            : false
          )
        )
      )
      ? alltrue([
        for propagate_to in var.propagate_to :
        !contains(
          keys(
            (
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              )
            ) == null
            ? {}
            : var.hub != null
            ? var.hub.domains
            : var.hub_json == null ? null : try(
              {
                for name, item in jsondecode(var.hub_json).domains : name =>
                try(item, null) == null ? null : {
                  route_table_id = try(item.routeTableId, null)
                  propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                }
              },
              null
            )
          ),
          var.domain
        )
        || (
          lookup(
            var.hub != null
            ? var.hub.domains
            : var.hub_json == null ? null : try(
              {
                for name, item in jsondecode(var.hub_json).domains : name =>
                try(item, null) == null ? null : {
                  route_table_id = try(item.routeTableId, null)
                  propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                }
              },
              null
            ),
            var.domain,
            null
          ) == null
          ? false
          : contains(
            lookup(
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              ),
              var.domain,
              null
            ).propagate_to,
            propagate_to
          )
        )
      ])
      : true
    )
    error_message = try(
      join("\n", [
        for propagate_to_index, propagate_to in var.propagate_to :
        format(
          "`propagate_to[%s]` is `%s`, whose spokes are not to reach those of `%s`: the hub lists %s; remove it, or change `reach` of the hub's domains",
          propagate_to_index,
          propagate_to,
          var.domain,
          lookup(
            var.hub != null
            ? var.hub.domains
            : var.hub_json == null ? null : try(
              {
                for name, item in jsondecode(var.hub_json).domains : name =>
                try(item, null) == null ? null : {
                  route_table_id = try(item.routeTableId, null)
                  propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                }
              },
              null
            ),
            var.domain,
            null
          ) == null
          ? "none"
          : join(", ", coalescelist(
            formatlist(
              "`%s`",
              lookup(
                var.hub != null
                ? var.hub.domains
                : var.hub_json == null ? null : try(
                  {
                    for name, item in jsondecode(var.hub_json).domains : name =>
                    try(item, null) == null ? null : {
                      route_table_id = try(item.routeTableId, null)
                      propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                    }
                  },
                  null
                ),
                var.domain,
                null
              ).propagate_to
            ),
            ["none"]
          ))
        )
        if !(
          !contains(
            keys(
              (
                var.hub != null
                ? var.hub.domains
                : var.hub_json == null ? null : try(
                  {
                    for name, item in jsondecode(var.hub_json).domains : name =>
                    try(item, null) == null ? null : {
                      route_table_id = try(item.routeTableId, null)
                      propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                    }
                  },
                  null
                )
              ) == null
              ? {}
              : var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              )
            ),
            var.domain
          )
          || (
            lookup(
              var.hub != null
              ? var.hub.domains
              : var.hub_json == null ? null : try(
                {
                  for name, item in jsondecode(var.hub_json).domains : name =>
                  try(item, null) == null ? null : {
                    route_table_id = try(item.routeTableId, null)
                    propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                  }
                },
                null
              ),
              var.domain,
              null
            ) == null
            ? false
            : contains(
              lookup(
                var.hub != null
                ? var.hub.domains
                : var.hub_json == null ? null : try(
                  {
                    for name, item in jsondecode(var.hub_json).domains : name =>
                    try(item, null) == null ? null : {
                      route_table_id = try(item.routeTableId, null)
                      propagate_to   = try(item.propagateTo, null) == null ? [] : tolist(item.propagateTo)
                    }
                  },
                  null
                ),
                var.domain,
                null
              ).propagate_to,
              propagate_to
            )
          )
        )
      ]),
      "holds"
    )
  }
}

variable "admission" {
  description = "Who does the hub's half. `here`: this deployment, with a provider for the hub's account. `hub`: the hub's deployment, by an entry in its `spokes`. `automatic`: the transit gateway itself, where the hub has an `automatic_domain`; nothing is touched in the hub's account. Default: `here` if `same_account` is true, else `hub`."
  type        = string
  default     = null

  validation {
    condition = var.admission == null ? true : contains(["hub", "here", "automatic"], var.admission)
    error_message = try(
      "`admission` is `${var.admission}`, which is not offered; use one of `hub`, `here`, `automatic`",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).automaticDomain, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).automaticDomain)))
          )
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).entryRouteTableId)))
        )
      )
      ? (
        !(var.admission != null && var.admission == "automatic")
        || (
          var.hub != null
          ? var.hub.entry_route_table_id
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).entryRouteTableId, null)
        ) == null
        || (
          var.hub != null
          ? var.hub.automatic_domain
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
        ) != null
      )
      : true
    )
    error_message = try(
      "`admission` is `automatic`, but the hub has no domain that attachments join by themselves; set it to `here` or `hub`, or `automatic_domain` of the hub",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).automaticDomain, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).automaticDomain)))
          )
        )
      )
      ? (
        (
          var.hub != null
          ? var.hub.automatic_domain
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
        ) == null
        || var.admission != null && var.admission == "automatic"
        || !(var.admission != null ? var.admission == "here" : var.same_account) && !var.same_account
      )
      : true
    )
    error_message = try(
      format(
        "`admission` is not `automatic`, but attachments join the domain `%s` by themselves; set it to `automatic`",
        var.hub != null
        ? var.hub.automatic_domain
        : var.hub_json == null ? null : try(jsondecode(var.hub_json).automaticDomain, null)
      ),
      "holds"
    )
  }
}

variable "same_account" {
  description = "Whether the VPC is in the hub's account. Nothing is authorized then, and the hub's half needs no other provider."
  type        = bool
  default     = false
  nullable    = false
}

variable "accept_attachment" {
  description = "Whether this deployment accepts the attachment in the hub's account: for a hub whose `acceptance` is `manual`, with `admission` `here`."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.accept_attachment || (var.admission != null ? var.admission == "here" : var.same_account)
    error_message = "`accept_attachment` is set, but the hub's deployment does the hub's half; remove it, or set `admission` to `here`"
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).acceptsAttachments, null) == null
            ? true
            : can(regex("^(true|false)$", jsonencode(jsondecode(var.hub_json).acceptsAttachments)))
          )
        )
      )
      ? (
        (
          var.hub != null
          ? var.hub.accepts_attachments
          : var.hub_json == null
          ? null
          : try(jsondecode(var.hub_json).acceptsAttachments, null) == null
          ? true
          : jsondecode(var.hub_json).acceptsAttachments
        ) == true
        || var.same_account
        || !(var.admission != null ? var.admission == "here" : var.same_account)
        || var.accept_attachment
      )
      : true
    )
    error_message = try(
      "`accept_attachment` is false, but the hub does not accept attachments by itself; set it to true",
      "holds"
    )
  }
}

variable "accept_share" {
  description = "Whether the share of a hub outside of the organization is accepted here. Within one, nobody has to. At most one spoke of an account may say so: the account leaves the share when that spoke goes."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).shareArn, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).shareArn)))
          )
        )
      )
      ? (
        !var.accept_share
        || (
          var.hub != null
          ? var.hub.share_arn
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).shareArn, null)
        ) != null
      )
      : true
    )
    error_message = try(
      "`accept_share` is set, but the hub is shared with nobody; remove it, or name this account in the hub's `shareWith`",
      "holds"
    )
  }
}

variable "dns" {
  description = "How the VPC resolves the names of services: `zones`, by associations with the hub's private zones; `profile`, by an association with its Route 53 Profile; `profileZones`, by both, where zones win over the profile: for a hub some of whose services are in each, and on the way from one to the other; `none`, not by this deployment."
  type        = string
  default     = "zones"
  nullable    = false

  validation {
    condition     = contains(["zones", "profile", "profileZones", "none"], var.dns)
    error_message = "`dns` is `${var.dns}`, which is not offered; use one of `zones`, `profile`, `profileZones`, `none`"
  }

  validation {
    condition = (
      !(var.admission != null && var.admission == "automatic")
      || var.same_account
      || !contains(["zones", "profileZones"], var.dns)
    )
    error_message = "`dns` associates the VPC with zones, and the hub's account has to authorize each zone for a VPC of another account: with `admission` `automatic` nobody does; set it to `profile`; or `admission` to `hub`, with an entry of the hub's `spokes`, which authorizes the zones"
  }

  validation {
    condition = (
      !contains(["zones", "profileZones"], var.dns)
      || length(var.services) > 0
      || length(var.bundles) > 0
      || length(var.zones) > 0
    )
    error_message = "`dns` associates the VPC with zones, but nothing says with which; name services in `services`, `bundles` or `zones`, or set it to `profile` or `none`"
  }

  validation {
    condition = (
      contains(["zones", "profileZones"], var.dns)
      || !(length(var.services) > 0 || length(var.bundles) > 0 || length(var.zones) > 0)
    )
    error_message = "`dns` makes no associations with zones, but `services`, `bundles` or `zones` name some; remove them, or set it to `zones` or `profileZones`"
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).profileId, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.hub_json).profileId)))
          )
        )
      )
      ? (
        !contains(["profile", "profileZones"], var.dns)
        || (
          var.hub != null
          ? var.hub.profile_id
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).profileId, null)
        ) != null
      )
      : true
    )
    error_message = try(
      "`dns` associates the VPC with a profile, but the hub has none; set it to `zones`, or `dns` of the hub to `profile`",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && (
            try(jsondecode(var.hub_json).zoneIds, null) == null
            ? true
            : can(regex("^{", jsonencode(jsondecode(var.hub_json).zoneIds)))
            ? alltrue([for item in jsondecode(var.hub_json).zoneIds : can(regex("^\"", jsonencode(item)))])
            : false
          )
        )
      )
      ? (
        contains(["zones", "profileZones"], var.dns) ? length([
          for zone_key in distinct(concat(
            flatten([
              for interface in distinct(concat(
                flatten([
                  for bundle in var.bundles :
                  lookup(local.bundles, bundle, null) != null
                  ? lookup(local.bundles, bundle, null).interface
                  : []
                ]),
                var.services
              )) :
              lookup(local.service_zones, interface, null) != null
              ? [for item in lookup(local.service_zones, interface, null) : item.key]
              : []
            ]),
            var.zones
          )) :
          zone_key
          if !contains(
            keys(
              (
                var.hub != null
                ? var.hub.zone_ids
                : var.hub_json == null
                ? null
                : try(jsondecode(var.hub_json).zoneIds, null) == null
                ? {}
                : tomap(jsondecode(var.hub_json).zoneIds)
              ) == null
              ? {}
              : var.hub != null
              ? var.hub.zone_ids
              : var.hub_json == null
              ? null
              : try(jsondecode(var.hub_json).zoneIds, null) == null
              ? {}
              : tomap(jsondecode(var.hub_json).zoneIds)
            ),
            zone_key
          )
        ]) : 0
      ) == 0
      : true
    )
    error_message = try(
      format(
        "`dns` needs zones that the hub does not have: %s; name services of the hub only, or add these to the hub",
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            contains(["zones", "profileZones"], var.dns) ? [
              for zone_key in distinct(concat(
                flatten([
                  for interface in distinct(concat(
                    flatten([
                      for bundle in var.bundles :
                      lookup(local.bundles, bundle, null) != null
                      ? lookup(local.bundles, bundle, null).interface
                      : []
                    ]),
                    var.services
                  )) :
                  lookup(local.service_zones, interface, null) != null
                  ? [for item in lookup(local.service_zones, interface, null) : item.key]
                  : []
                ]),
                var.zones
              )) :
              zone_key
              if !contains(
                keys(
                  (
                    var.hub != null
                    ? var.hub.zone_ids
                    : var.hub_json == null
                    ? null
                    : try(jsondecode(var.hub_json).zoneIds, null) == null
                    ? {}
                    : tomap(jsondecode(var.hub_json).zoneIds)
                  ) == null
                  ? {}
                  : var.hub != null
                  ? var.hub.zone_ids
                  : var.hub_json == null
                  ? null
                  : try(jsondecode(var.hub_json).zoneIds, null) == null
                  ? {}
                  : tomap(jsondecode(var.hub_json).zoneIds)
                ),
                zone_key
              )
            ] : []
          ),
          ["none"]
        ))
      ),
      "holds"
    )
  }
}

variable "services" {
  description = "Services that the VPC resolves to the hub, by their short names; with `dns` `zones` or `profileZones`. A VPC with an endpoint of its own for a service leaves that one out."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.services) == length(distinct(var.services))
    error_message = format(
      "`services` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.services) : twice
          if length([for other in var.services : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for service in var.services : contains(keys(local.services), service)])
    error_message = join("\n", [
      for service_index, service in var.services :
      format(
        "`services[%s]` is `%s`, which the catalogue does not have; %s",
        service_index,
        service,
        lookup(local.meant, service, null) == null
        ? "correct it, or name the zone in `zones`"
        : "use ${lookup(local.meant, service, null)}"
      )
      if !contains(keys(local.services), service)
    ])
  }
}

variable "bundles" {
  description = "The same for bundles of services, by the name of the bundle."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.bundles) == length(distinct(var.bundles))
    error_message = format(
      "`bundles` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.bundles) : twice
          if length([for other in var.bundles : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for bundle in var.bundles : contains(keys(local.bundles), bundle)])
    error_message = join("\n", [
      for bundle_index, bundle in var.bundles :
      "`bundles[${bundle_index}]` is `${bundle}`, which is no bundle; use one of `bedrock`, `cloudwatch`, `ecr`, `ecs-agent`, `eks-private`, `ssm`"
      if !contains(keys(local.bundles), bundle)
    ])
  }
}

variable "zones" {
  description = "Other zones of the hub that the VPC resolves, by the keys that its output `zoneKeys` shows."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.zones) == length(distinct(var.zones))
    error_message = format(
      "`zones` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.zones) : twice
          if length([for other in var.zones : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.zones : can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$", item))])
    error_message = join("\n", [
      for item_index, item in var.zones :
      "`zones[${item_index}]` is `${item}`, which is not the key of a zone; use the key of a zone, such as s3-control or api.example.com"
      if !can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$", item))
    ])
  }
}

variable "resolver_rules" {
  description = "Rules of the hub that the VPC follows for domains outside of AWS: keys of the hub's `resolver.forward`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.resolver_rules) == length(distinct(var.resolver_rules))
    error_message = format(
      "`resolver_rules` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.resolver_rules) : twice
          if length([for other in var.resolver_rules : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.resolver_rules : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.resolver_rules :
      "`resolver_rules[${item_index}]` is `${item}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item))
    ])
  }

  validation {
    condition = (
      (
        var.hub_json == null
        ? true
        : (
          can(keys(jsondecode(var.hub_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.hub_json).entryRouteTableId)))
          && (
            try(jsondecode(var.hub_json).resolverRuleIds, null) == null
            ? true
            : can(regex("^{", jsonencode(jsondecode(var.hub_json).resolverRuleIds)))
            ? alltrue([
              for item in jsondecode(var.hub_json).resolverRuleIds : can(regex("^\"", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? alltrue([
        for resolver_rule in var.resolver_rules :
        (
          var.hub != null
          ? var.hub.entry_route_table_id
          : var.hub_json == null ? null : try(jsondecode(var.hub_json).entryRouteTableId, null)
        ) == null
        || contains(
          keys(
            (
              var.hub != null
              ? var.hub.resolver_rule_ids
              : var.hub_json == null
              ? null
              : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
              ? {}
              : tomap(jsondecode(var.hub_json).resolverRuleIds)
            ) == null
            ? {}
            : var.hub != null
            ? var.hub.resolver_rule_ids
            : var.hub_json == null
            ? null
            : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
            ? {}
            : tomap(jsondecode(var.hub_json).resolverRuleIds)
          ),
          resolver_rule
        )
      ])
      : true
    )
    error_message = try(
      join("\n", [
        for resolver_rule_index, resolver_rule in var.resolver_rules :
        format(
          "`resolver_rules[%s]` is `%s`, and the hub has the rules %s; remove it, or add it to `resolver.forward` of the hub",
          resolver_rule_index,
          resolver_rule,
          join(", ", coalescelist(
            formatlist("`%s`", keys(
              (
                var.hub != null
                ? var.hub.resolver_rule_ids
                : var.hub_json == null
                ? null
                : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
                ? {}
                : tomap(jsondecode(var.hub_json).resolverRuleIds)
              ) == null
              ? {}
              : var.hub != null
              ? var.hub.resolver_rule_ids
              : var.hub_json == null
              ? null
              : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
              ? {}
              : tomap(jsondecode(var.hub_json).resolverRuleIds)
            )),
            ["none"]
          ))
        )
        if !(
          (
            var.hub != null
            ? var.hub.entry_route_table_id
            : var.hub_json == null ? null : try(jsondecode(var.hub_json).entryRouteTableId, null)
          ) == null
          || contains(
            keys(
              (
                var.hub != null
                ? var.hub.resolver_rule_ids
                : var.hub_json == null
                ? null
                : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
                ? {}
                : tomap(jsondecode(var.hub_json).resolverRuleIds)
              ) == null
              ? {}
              : var.hub != null
              ? var.hub.resolver_rule_ids
              : var.hub_json == null
              ? null
              : try(jsondecode(var.hub_json).resolverRuleIds, null) == null
              ? {}
              : tomap(jsondecode(var.hub_json).resolverRuleIds)
            ),
            resolver_rule
          )
        )
      ]),
      "holds"
    )
  }
}

variable "gateway_endpoints" {
  description = "Services that the VPC gets a gateway endpoint of its own for, in `route_table_ids`: `s3`, `dynamodb`. They cost nothing and cannot be shared."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.gateway_endpoints) == length(distinct(var.gateway_endpoints))
    error_message = format(
      "`gateway_endpoints` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.gateway_endpoints) : twice
          if length([for other in var.gateway_endpoints : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.gateway_endpoints : contains(["s3", "dynamodb"], item)])
    error_message = join("\n", [
      for item_index, item in var.gateway_endpoints :
      "`gateway_endpoints[${item_index}]` is `${item}`, which is not offered; use one of `s3`, `dynamodb`"
      if !contains(["s3", "dynamodb"], item)
    ])
  }

  validation {
    condition     = length(var.gateway_endpoints) == 0 || length(var.route_table_ids) > 0
    error_message = "`gateway_endpoints` is given, but a gateway endpoint is in route tables, and `route_table_ids` is empty; give the route tables of the clients' subnets"
  }
}

variable "organization_perimeter" {
  description = "Policy of those that lets the own organization through only. Default: full access, written down."
  type = object({
    organization_id             = string
    extra_allowed_resources     = optional(list(string), [])
    aws_owned_objects           = optional(list(string), [])
    endpoint_organization_paths = optional(list(string), [])
    endpoint_account_ids        = optional(list(string), [])
  })
  default = null

  validation {
    condition = var.organization_perimeter == null ? true : can(regex(
      "^o-[a-z0-9]{10,32}$",
      var.organization_perimeter.organization_id
    ))
    error_message = try(
      format(
        "`organization_perimeter.organization_id` is `%s`, which is not an organization id; use an organization id, such as o-a1b2c3d4e5",
        var.organization_perimeter.organization_id
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.organization_perimeter == null ? [] : [
        for item in var.organization_perimeter.endpoint_organization_paths : can(regex(
          "^o-[a-z0-9]{10,32}/(r-[a-z0-9]{4,32}/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/){0,5})?\\*?$",
          item
        ))
      ]
    )
    error_message = join(
      "\n",
      var.organization_perimeter == null ? [] : [
        for item_index, item in var.organization_perimeter.endpoint_organization_paths :
        "`organization_perimeter.endpoint_organization_paths[${item_index}]` is `${item}`, which is not the path of an organizational unit; use the path of an organizational unit, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"
        if !can(regex(
          "^o-[a-z0-9]{10,32}/(r-[a-z0-9]{4,32}/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/){0,5})?\\*?$",
          item
        ))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.organization_perimeter == null ? [] : [
        for item in var.organization_perimeter.endpoint_account_ids : can(regex("^[0-9]{12}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.organization_perimeter == null ? [] : [
        for item_index, item in var.organization_perimeter.endpoint_account_ids :
        "`organization_perimeter.endpoint_account_ids[${item_index}]` is `${item}`, which is not an account id; use an account id, such as 111111111111"
        if !can(regex("^[0-9]{12}$", item))
      ]
    )
  }

  validation {
    condition = (
      var.organization_perimeter == null
      ? true
      : (
        length(var.organization_perimeter.aws_owned_objects) == 0
        || contains(var.gateway_endpoints, "s3")
        || length(var.gateway_endpoints) == 0
      )
    )
    error_message = "`organization_perimeter.aws_owned_objects` is given, but there is no endpoint of `s3` whose policy has it; remove it"
  }

  validation {
    condition     = var.organization_perimeter == null || length(var.gateway_endpoints) > 0
    error_message = "`organization_perimeter` is given, but there are no gateway endpoints, and the hub's endpoints have the policy of the hub; remove it, or name services in `gateway_endpoints`"
  }
}

variable "appliance_mode" {
  description = "Whether both ways of a connection enter the VPC in the same zone: for VPCs that inspect traffic."
  type        = bool
  default     = false
  nullable    = false
}

variable "dns_support" {
  description = "Whether names of public addresses resolve to private ones for instances of other attached VPCs."
  type        = bool
  default     = true
  nullable    = false
}

variable "security_group_referencing" {
  description = "Whether security groups of this VPC may name groups of other attached VPCs. Default: as the transit gateway says."
  type        = bool
  default     = null
}

variable "timeouts" {
  description = "How long Pulumi and Terraform wait for each gateway endpoint before the deployment fails."
  type = object({
    create = optional(string)
    update = optional(string)
    delete = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.timeouts.create == null
      || can(regex(
        "^([1-9][0-9]{0,4}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[1-9][0-9]{0,4}m([0-9]{1,5}s)?|[1-9][0-9]{0,4}s)$",
        var.timeouts.create
      ))
    )
    error_message = try(
      format(
        "`timeouts.create` is `%s`, which is not a duration in hours, minutes and seconds; use a duration in hours, minutes and seconds, such as 30m or 1h30m",
        var.timeouts.create
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.timeouts.update == null
      || can(regex(
        "^([1-9][0-9]{0,4}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[1-9][0-9]{0,4}m([0-9]{1,5}s)?|[1-9][0-9]{0,4}s)$",
        var.timeouts.update
      ))
    )
    error_message = try(
      format(
        "`timeouts.update` is `%s`, which is not a duration in hours, minutes and seconds; use a duration in hours, minutes and seconds, such as 30m or 1h30m",
        var.timeouts.update
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.timeouts.delete == null
      || can(regex(
        "^([1-9][0-9]{0,4}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[1-9][0-9]{0,4}m([0-9]{1,5}s)?|[1-9][0-9]{0,4}s)$",
        var.timeouts.delete
      ))
    )
    error_message = try(
      format(
        "`timeouts.delete` is `%s`, which is not a duration in hours, minutes and seconds; use a duration in hours, minutes and seconds, such as 30m or 1h30m",
        var.timeouts.delete
      ),
      "holds"
    )
  }

  validation {
    condition = (
      !(var.timeouts.create != null || var.timeouts.update != null || var.timeouts.delete != null)
      || length(var.gateway_endpoints) > 0
    )
    error_message = "`timeouts` is given, but there are no gateway endpoints to wait for; remove it, or name services in `gateway_endpoints`"
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
