variable "name" {
  description = "Value of the `Name` tag of every resource. Physical names are left to AWS."
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
  description = "VPC of the clients. Private DNS and `custom_dns` need its DNS support and DNS hostnames on; no engine looks at them before AWS refuses."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]{1,32}$", var.vpc_id))
    error_message = "`vpc_id` is `${var.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
  }
}

variable "service" {
  description = "An AWS service by its short name, such as `ssm` or `ecr.dkr`. One of seven ways to say what the endpoint is for."
  type        = string
  default     = null

  validation {
    condition = var.service == null || can(regex("^[a-z0-9][a-z0-9._-]{0,63}$", var.service))
    error_message = try(
      "`service` is `${var.service}`, which is not the short name of an AWS service; use the short name of an AWS service, such as ecr.dkr",
      "holds"
    )
  }

  validation {
    condition     = var.service == null || !can(regex("^((cn\\.)?com\\.amazonaws|aws|api\\.aws)\\.", var.service))
    error_message = "`service` is the full name of a service; give it as `service_name`, or give the short name: what follows the Region in it"
  }
}

variable "service_override" {
  description = "What the catalogue of AWS services does not know about `service`."
  type = object({
    ports = optional(list(number), [])
    port_ranges = optional(
      list(object({
        from_port = number
        to_port   = number
      })),
      []
    )
    supports_policy = optional(bool)
    has_private_dns = optional(bool)
    cross_region    = optional(bool)
  })
  default = null

  validation {
    condition = (
      var.service_override == null
      ? true
      : length(var.service_override.ports) == length(distinct(var.service_override.ports))
    )
    error_message = try(
      format(
        "`service_override.ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.service_override.ports) : twice
            if length([for other in var.service_override.ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.service_override == null ? [] : [
        for item in var.service_override.ports : item >= 1 && item <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.service_override == null ? [] : [
        for item_index, item in var.service_override.ports :
        "`service_override.ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item >= 1 && item <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : length(var.service_override.port_ranges) == length([
        for text in distinct([for item in var.service_override.port_ranges : jsonencode(item)]) : jsondecode(
          text
        )
      ])
    )
    error_message = try(
      format(
        "`service_override.port_ranges` names %s more than once; list each entry once",
        jsonencode([
          for twice in distinct([
            for item in [
              for item in var.service_override.port_ranges : {
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
                for item in var.service_override.port_ranges : {
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
      var.service_override == null ? [] : [
        for item in var.service_override.port_ranges : item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.service_override == null ? [] : [
        for item_index, item in var.service_override.port_ranges :
        "`service_override.port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.service_override == null ? [] : [
        for item in var.service_override.port_ranges : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.service_override == null ? [] : [
        for item_index, item in var.service_override.port_ranges :
        "`service_override.port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.service == null
      ? true
      : (
        lookup(local.services, var.service, null) != null
        || var.service_override != null
        || can(regex("^((cn\\.)?com\\.amazonaws|aws|api\\.aws)\\.", var.service))
      )
    )
    error_message = try(
      format(
        "`service` is `%s`, which the catalogue does not have; %s",
        var.service,
        lookup(local.meant, var.service, null) == null
        ? "correct it, describe the service in `service_override`, or give its full name in `service_name`"
        : "use ${lookup(local.meant, var.service, null)}"
      ),
      "holds"
    )
  }

  validation {
    condition     = var.service_override == null || var.service != null
    error_message = "`service_override` is given, but there is no `service` to describe; remove it"
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : length([
        for port_range in var.service_override.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) == 0
    )
    error_message = "`service_override.port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`"
  }
}

variable "bundle" {
  description = "Several AWS services that only work together, by the name of the bundle, such as `ssm` or `ecr`."
  type        = string
  default     = null

  validation {
    condition = var.bundle == null ? true : lookup(local.bundles, var.bundle, null) != null
    error_message = try(
      "`bundle` is `${var.bundle}`, which is no bundle; use one of `bedrock`, `cloudwatch`, `ecr`, `ecs-agent`, `eks-private`, `ssm`",
      "holds"
    )
  }
}

variable "service_name" {
  description = "Any service by its full name."
  type        = string
  default     = null

  validation {
    condition = (
      var.service_name == null
      || can(regex(
        "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
        var.service_name
      ))
    )
    error_message = try(
      "`service_name` is `${var.service_name}`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = (
      var.service_name == null || !can(regex("^com\\.amazonaws\\.[a-z0-9-]+\\.s3[^.]", var.service_name))
    )
    error_message = "`service_name` is a service whose name begins like that of S3, but Terraform's and Pulumi's providers take the service for S3 and send an option along that AWS refuses; give its short name as `service`: what follows the Region, or deploy this with CloudFormation"
  }
}

variable "connection" {
  description = "A service by what its provider hands over: the output `connection` of a `PrivateLinkService`."
  type = object({
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
  default = null

  validation {
    condition = var.connection == null ? true : can(regex(
      "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
      var.connection.service_name
    ))
    error_message = try(
      "`connection.service_name` is `${var.connection.service_name}`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : (
        var.connection.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", var.connection.service_id))
      )
    )
    error_message = try(
      format(
        "`connection.service_id` is `%s`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890",
        var.connection.service_id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : (
        var.connection.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", var.connection.service_region))
      )
    )
    error_message = try(
      "`connection.service_region` is `${var.connection.service_region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
      "holds"
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : length(var.connection.availability_zone_ids) == length(distinct(var.connection.availability_zone_ids))
    )
    error_message = try(
      format(
        "`connection.availability_zone_ids` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.connection.availability_zone_ids) : twice
            if length([for other in var.connection.availability_zone_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.connection == null ? [] : [
        for item in var.connection.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.availability_zone_ids :
        format(
          "`connection.availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
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
      var.connection == null ? true : length(var.connection.ports) == length(distinct(var.connection.ports))
    )
    error_message = try(
      format(
        "`connection.ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.connection.ports) : twice
            if length([for other in var.connection.ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.connection == null ? [] : [for item in var.connection.ports : item >= 1 && item <= 65535]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.ports :
        "`connection.ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item >= 1 && item <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : length(var.connection.port_ranges) == length([
        for text in distinct([for item in var.connection.port_ranges : jsonencode(item)]) : jsondecode(text)
      ])
    )
    error_message = try(
      format(
        "`connection.port_ranges` names %s more than once; list each entry once",
        jsonencode([
          for twice in distinct([
            for item in [
              for item in var.connection.port_ranges : {
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
                for item in var.connection.port_ranges : {
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
      var.connection == null ? [] : [
        for item in var.connection.port_ranges : item.from_port >= 1 && item.from_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.port_ranges :
        "`connection.port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.from_port >= 1 && item.from_port <= 65535)
      ]
    )
  }

  validation {
    condition = alltrue(
      var.connection == null ? [] : [
        for item in var.connection.port_ranges : item.to_port >= 1 && item.to_port <= 65535
      ]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.port_ranges :
        "`connection.port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item.to_port >= 1 && item.to_port <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : length(var.connection.udp_ports) == length(distinct(var.connection.udp_ports))
    )
    error_message = try(
      format(
        "`connection.udp_ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.connection.udp_ports) : twice
            if length([for other in var.connection.udp_ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.connection == null ? [] : [for item in var.connection.udp_ports : item >= 1 && item <= 65535]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.udp_ports :
        "`connection.udp_ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(item >= 1 && item <= 65535)
      ]
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : (
        var.connection.private_dns_name == null
        || can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          var.connection.private_dns_name
        ))
      )
    )
    error_message = try(
      "`connection.private_dns_name` is `${var.connection.private_dns_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com",
      "holds"
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : var.connection.private_dns_name == null ? true : length(var.connection.private_dns_name) <= 253
    )
    error_message = try(
      format(
        "`connection.private_dns_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        length(var.connection.private_dns_name)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.connection == null
      ? true
      : length(var.connection.supported_ip_address_types) == length(distinct(
        var.connection.supported_ip_address_types
      ))
    )
    error_message = try(
      format(
        "`connection.supported_ip_address_types` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.connection.supported_ip_address_types) : twice
            if length([for other in var.connection.supported_ip_address_types : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.connection == null ? [] : [
        for item in var.connection.supported_ip_address_types : contains(["ipv4", "ipv6"], item)
      ]
    )
    error_message = join(
      "\n",
      var.connection == null ? [] : [
        for item_index, item in var.connection.supported_ip_address_types :
        "`connection.supported_ip_address_types[${item_index}]` is `${item}`, which is not offered; use one of `ipv4`, `ipv6`"
        if !contains(["ipv4", "ipv6"], item)
      ]
    )
  }
}

variable "connection_json" {
  description = "The same as JSON, from another account or engine: the output `connection_json` of a `PrivateLinkService`."
  type        = string
  default     = null

  validation {
    condition     = var.connection_json == null ? true : can(jsondecode(var.connection_json))
    error_message = "`connection_json` is not JSON; give it JSON text of an object"
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json), null) == null
      ? true
      : try(can(regex("^{", jsonencode(jsondecode(var.connection_json)))), true)
    )
    error_message = format(
      "`connection_json` is %s, but has to be an object; give it an object",
      try(
        startswith(jsonencode(jsondecode(var.connection_json)), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json)), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json)), "\"")
        ? "the text `${jsondecode(var.connection_json)}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json)))
        ? jsonencode(jsondecode(var.connection_json))
        : "the number ${jsonencode(jsondecode(var.connection_json))}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(startswith(jsonencode(jsondecode(var.connection_json)), "{"), false)
      ? try(jsondecode(var.connection_json).serviceName != null, false)
      : true
    )
    error_message = "`connection_json.service_name` is missing; give it the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).serviceName, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceName))), true)
    )
    error_message = format(
      "`connection_json.service_name` is %s, but has to be text; give it the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).serviceName), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceName), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceName), "\"")
        ? "the text `${jsondecode(var.connection_json).serviceName}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).serviceName))
        ? jsonencode(jsondecode(var.connection_json).serviceName)
        : "the number ${jsonencode(jsondecode(var.connection_json).serviceName)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).serviceId, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceId))), true)
    )
    error_message = format(
      "`connection_json.service_id` is %s, but has to be text; give it an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).serviceId), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceId), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceId), "\"")
        ? "the text `${jsondecode(var.connection_json).serviceId}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).serviceId))
        ? jsonencode(jsondecode(var.connection_json).serviceId)
        : "the number ${jsonencode(jsondecode(var.connection_json).serviceId)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).serviceRegion, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion))), true)
    )
    error_message = format(
      "`connection_json.service_region` is %s, but has to be text; give it the code of a Region, such as eu-west-1",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).serviceRegion), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceRegion), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).serviceRegion), "\"")
        ? "the text `${jsondecode(var.connection_json).serviceRegion}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).serviceRegion))
        ? jsonencode(jsondecode(var.connection_json).serviceRegion)
        : "the number ${jsonencode(jsondecode(var.connection_json).serviceRegion)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds))), true)
    )
    error_message = format(
      "`connection_json.availability_zone_ids` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).availabilityZoneIds), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).availabilityZoneIds), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).availabilityZoneIds), "\"")
        ? "the text `${jsondecode(var.connection_json).availabilityZoneIds}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).availabilityZoneIds))
        ? jsonencode(jsondecode(var.connection_json).availabilityZoneIds)
        : "the number ${jsonencode(jsondecode(var.connection_json).availabilityZoneIds)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
      ? [
        for item in jsondecode(var.connection_json).availabilityZoneIds :
        try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
      ? [
        for index, item in jsondecode(var.connection_json).availabilityZoneIds :
        format(
          "`connection_json.availability_zone_ids[%s]` is %s, but has to be text; give it an Availability Zone id, such as use1-az1",
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
      try(jsondecode(var.connection_json).ports, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports))), true)
    )
    error_message = format(
      "`connection_json.ports` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).ports), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).ports), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).ports), "\"")
        ? "the text `${jsondecode(var.connection_json).ports}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).ports))
        ? jsonencode(jsondecode(var.connection_json).ports)
        : "the number ${jsonencode(jsondecode(var.connection_json).ports)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
      ? [
        for item in jsondecode(var.connection_json).ports :
        try(item, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
      ? [
        for index, item in jsondecode(var.connection_json).ports :
        format(
          "`connection_json.ports[%s]` is %s, but has to be a whole number; give it a whole number",
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
        if !(try(item, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).portRanges, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges))), true)
    )
    error_message = format(
      "`connection_json.port_ranges` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).portRanges), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).portRanges), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).portRanges), "\"")
        ? "the text `${jsondecode(var.connection_json).portRanges}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).portRanges))
        ? jsonencode(jsondecode(var.connection_json).portRanges)
        : "the number ${jsonencode(jsondecode(var.connection_json).portRanges)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for item in jsondecode(var.connection_json).portRanges :
        try(item, null) == null ? true : try(can(regex("^{", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for index, item in jsondecode(var.connection_json).portRanges :
        format(
          "`connection_json.port_ranges[%s]` is %s, but has to be an object; give it an object",
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
        if !(try(item, null) == null ? true : try(can(regex("^{", jsonencode(item))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for item in jsondecode(var.connection_json).portRanges :
        try(startswith(jsonencode(item), "{"), false) ? try(item.fromPort != null, false) : true
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for index, item in jsondecode(var.connection_json).portRanges :
        "`connection_json.port_ranges[${index}].from_port` is missing; give it a whole number"
        if !(try(startswith(jsonencode(item), "{"), false) ? try(item.fromPort != null, false) : true)
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for item in jsondecode(var.connection_json).portRanges :
        try(item.fromPort, null) == null ? true : try(
          can(regex("^-?[0-9]+$", jsonencode(item.fromPort))),
          true
        )
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for index, item in jsondecode(var.connection_json).portRanges :
        format(
          "`connection_json.port_ranges[%s].from_port` is %s, but has to be a whole number; give it a whole number",
          index,
          try(
            startswith(jsonencode(item.fromPort), "{")
            ? "an object"
            : startswith(jsonencode(item.fromPort), "[")
            ? "a list"
            : startswith(jsonencode(item.fromPort), "\"")
            ? "the text `${item.fromPort}`"
            : contains(["true", "false"], jsonencode(item.fromPort))
            ? jsonencode(item.fromPort)
            : "the number ${jsonencode(item.fromPort)}",
            "null"
          )
        )
        if !(
          try(item.fromPort, null) == null ? true : try(
            can(regex("^-?[0-9]+$", jsonencode(item.fromPort))),
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
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for item in jsondecode(var.connection_json).portRanges :
        try(startswith(jsonencode(item), "{"), false) ? try(item.toPort != null, false) : true
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for index, item in jsondecode(var.connection_json).portRanges :
        "`connection_json.port_ranges[${index}].to_port` is missing; give it a whole number"
        if !(try(startswith(jsonencode(item), "{"), false) ? try(item.toPort != null, false) : true)
      ]
      : [],
      []
    ))
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for item in jsondecode(var.connection_json).portRanges :
        try(item.toPort, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item.toPort))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
      ? [
        for index, item in jsondecode(var.connection_json).portRanges :
        format(
          "`connection_json.port_ranges[%s].to_port` is %s, but has to be a whole number; give it a whole number",
          index,
          try(
            startswith(jsonencode(item.toPort), "{")
            ? "an object"
            : startswith(jsonencode(item.toPort), "[")
            ? "a list"
            : startswith(jsonencode(item.toPort), "\"")
            ? "the text `${item.toPort}`"
            : contains(["true", "false"], jsonencode(item.toPort))
            ? jsonencode(item.toPort)
            : "the number ${jsonencode(item.toPort)}",
            "null"
          )
        )
        if !(
          try(item.toPort, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item.toPort))), true)
        )
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).udpPorts, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts))), true)
    )
    error_message = format(
      "`connection_json.udp_ports` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).udpPorts), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).udpPorts), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).udpPorts), "\"")
        ? "the text `${jsondecode(var.connection_json).udpPorts}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).udpPorts))
        ? jsonencode(jsondecode(var.connection_json).udpPorts)
        : "the number ${jsonencode(jsondecode(var.connection_json).udpPorts)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
      ? [
        for item in jsondecode(var.connection_json).udpPorts :
        try(item, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
      ? [
        for index, item in jsondecode(var.connection_json).udpPorts :
        format(
          "`connection_json.udp_ports[%s]` is %s, but has to be a whole number; give it a whole number",
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
        if !(try(item, null) == null ? true : try(can(regex("^-?[0-9]+$", jsonencode(item))), true))
      ]
      : [],
      []
    ))
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).privateDnsName, null) == null
      ? true
      : try(can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName))), true)
    )
    error_message = format(
      "`connection_json.private_dns_name` is %s, but has to be text; give it a domain name without a dot at its end, such as api.example.com or *.example.com",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).privateDnsName), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).privateDnsName), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).privateDnsName), "\"")
        ? "the text `${jsondecode(var.connection_json).privateDnsName}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).privateDnsName))
        ? jsonencode(jsondecode(var.connection_json).privateDnsName)
        : "the number ${jsonencode(jsondecode(var.connection_json).privateDnsName)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).acceptanceRequired, null) == null
      ? true
      : try(
        can(regex("^(true|false)$", jsonencode(jsondecode(var.connection_json).acceptanceRequired))),
        true
      )
    )
    error_message = format(
      "`connection_json.acceptance_required` is %s, but has to be true or false; give it true or false",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).acceptanceRequired), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).acceptanceRequired), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).acceptanceRequired), "\"")
        ? "the text `${jsondecode(var.connection_json).acceptanceRequired}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).acceptanceRequired))
        ? jsonencode(jsondecode(var.connection_json).acceptanceRequired)
        : "the number ${jsonencode(jsondecode(var.connection_json).acceptanceRequired)}",
        "null"
      )
    )
  }

  validation {
    condition = (
      try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
      ? true
      : try(can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes))), true)
    )
    error_message = format(
      "`connection_json.supported_ip_address_types` is %s, but has to be a list; give it a list",
      try(
        startswith(jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes), "{")
        ? "an object"
        : startswith(jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes), "[")
        ? "a list"
        : startswith(jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes), "\"")
        ? "the text `${jsondecode(var.connection_json).supportedIpAddressTypes}`"
        : contains(["true", "false"], jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes))
        ? jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)
        : "the number ${jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)}",
        "null"
      )
    )
  }

  validation {
    condition = alltrue(try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)))
      ? [
        for item in jsondecode(var.connection_json).supportedIpAddressTypes :
        try(item, null) == null ? true : try(can(regex("^\"", jsonencode(item))), true)
      ]
      : [],
      []
    ))
    error_message = join("\n", try(
      can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)))
      ? [
        for index, item in jsondecode(var.connection_json).supportedIpAddressTypes :
        format(
          "`connection_json.supported_ip_address_types[%s]` is %s, but has to be text; give it one of `ipv4`, `ipv6`",
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
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceName)))
        )
      )
      ? (
        var.connection_json == null ? true : can(regex(
          "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
          try(jsondecode(var.connection_json).serviceName, null)
        ))
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.service_name` is `%s`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
        try(jsondecode(var.connection_json).serviceName, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).serviceId, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceId)))
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          try(jsondecode(var.connection_json).serviceId, null) == null
          || can(regex("^vpce-svc-[0-9a-f]{1,32}$", try(jsondecode(var.connection_json).serviceId, null)))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.service_id` is `%s`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890",
        try(jsondecode(var.connection_json).serviceId, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).serviceRegion, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion)))
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          try(jsondecode(var.connection_json).serviceRegion, null) == null
          || can(regex(
            "^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$",
            try(jsondecode(var.connection_json).serviceRegion, null)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.service_region` is `%s`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
        try(jsondecode(var.connection_json).serviceRegion, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
            ? alltrue([
              for item in jsondecode(var.connection_json).availabilityZoneIds : can(regex("^\"", jsonencode(
                item
              )))
            ])
            : false
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          length(
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          )
          == length(distinct(
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.availability_zone_ids` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(
              try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) :
            twice
            if length([
              for other in(
                try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) :
              other
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
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
            ? alltrue([
              for item in jsondecode(var.connection_json).availabilityZoneIds : can(regex("^\"", jsonencode(
                item
              )))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in(
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) :
          can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in(
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) :
          format(
            "`connection_json.availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
            item_index,
            item,
            can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item))
            ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
            : "`, which is not an Availability Zone id"
          )
          if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).ports, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
            ? alltrue([
              for item in jsondecode(var.connection_json).ports : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          length(
            try(jsondecode(var.connection_json).ports, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).ports)
          )
          == length(distinct(
            try(jsondecode(var.connection_json).ports, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).ports)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(
              try(jsondecode(var.connection_json).ports, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).ports)
            ) :
            twice
            if length([
              for other in(
                try(jsondecode(var.connection_json).ports, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).ports)
              ) :
              other
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
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).ports, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
            ? alltrue([
              for item in jsondecode(var.connection_json).ports : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in(
            try(jsondecode(var.connection_json).ports, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).ports)
          ) :
          item >= 1 && item <= 65535
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in(
            try(jsondecode(var.connection_json).ports, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).ports)
          ) :
          "`connection_json.ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
          if !(item >= 1 && item <= 65535)
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).portRanges, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
            ? alltrue([
              for item in jsondecode(var.connection_json).portRanges :
              can(keys(item))
              && can(regex("^-?[0-9]+$", jsonencode(item.fromPort)))
              && can(regex("^-?[0-9]+$", jsonencode(item.toPort)))
            ])
            : false
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          length(one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ]))
          == length([
            for text in distinct([
              for item in one([
                for item in [
                  try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                  try(jsondecode(var.connection_json).portRanges, null) == null
                  ? null
                  : [
                    for item in jsondecode(var.connection_json).portRanges :
                    try(item, null) == null ? null : {
                      from_port = try(item.fromPort, null)
                      to_port   = try(item.toPort, null)
                    }
                  ],
                ] :
                item
                if item != null
              ]) :
              jsonencode(item)
            ]) :
            jsondecode(text)
          ])
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.port_ranges` names %s more than once; list each entry once",
        jsonencode([
          for twice in distinct([
            for item in [
              for item in one([
                for item in [
                  try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                  try(jsondecode(var.connection_json).portRanges, null) == null
                  ? null
                  : [
                    for item in jsondecode(var.connection_json).portRanges :
                    try(item, null) == null ? null : {
                      from_port = try(item.fromPort, null)
                      to_port   = try(item.toPort, null)
                    }
                  ],
                ] :
                item
                if item != null
              ]) :
              {
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
                for item in one([
                  for item in [
                    try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                    try(jsondecode(var.connection_json).portRanges, null) == null
                    ? null
                    : [
                      for item in jsondecode(var.connection_json).portRanges :
                      try(item, null) == null ? null : {
                        from_port = try(item.fromPort, null)
                        to_port   = try(item.toPort, null)
                      }
                    ],
                  ] :
                  item
                  if item != null
                ]) :
                {
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
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).portRanges, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
            ? alltrue([
              for item in jsondecode(var.connection_json).portRanges :
              can(keys(item))
              && can(regex("^-?[0-9]+$", jsonencode(item.fromPort)))
              && can(regex("^-?[0-9]+$", jsonencode(item.toPort)))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ]) :
          item.from_port >= 1 && item.from_port <= 65535
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ]) :
          "`connection_json.port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
          if !(item.from_port >= 1 && item.from_port <= 65535)
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).portRanges, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
            ? alltrue([
              for item in jsondecode(var.connection_json).portRanges :
              can(keys(item))
              && can(regex("^-?[0-9]+$", jsonencode(item.fromPort)))
              && can(regex("^-?[0-9]+$", jsonencode(item.toPort)))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ]) :
          item.to_port >= 1 && item.to_port <= 65535
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ]) :
          "`connection_json.port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
          if !(item.to_port >= 1 && item.to_port <= 65535)
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
            ? alltrue([
              for item in jsondecode(var.connection_json).udpPorts : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          length(
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).udpPorts)
          )
          == length(distinct(
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).udpPorts)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.udp_ports` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(
              try(jsondecode(var.connection_json).udpPorts, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).udpPorts)
            ) :
            twice
            if length([
              for other in(
                try(jsondecode(var.connection_json).udpPorts, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).udpPorts)
              ) :
              other
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
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
            ? alltrue([
              for item in jsondecode(var.connection_json).udpPorts : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in(
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).udpPorts)
          ) :
          item >= 1 && item <= 65535
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in(
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).udpPorts)
          ) :
          "`connection_json.udp_ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
          if !(item >= 1 && item <= 65535)
        ]
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).privateDnsName, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName)))
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          try(jsondecode(var.connection_json).privateDnsName, null) == null
          || can(regex(
            "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
            try(jsondecode(var.connection_json).privateDnsName, null)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.private_dns_name` is `%s`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com",
        try(jsondecode(var.connection_json).privateDnsName, null)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).privateDnsName, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName)))
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : try(jsondecode(var.connection_json).privateDnsName, null) == null
        ? true
        : length(try(jsondecode(var.connection_json).privateDnsName, null)) <= 253
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.private_dns_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        length(try(jsondecode(var.connection_json).privateDnsName, null))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)))
            ? alltrue([
              for item in jsondecode(var.connection_json).supportedIpAddressTypes : can(regex(
                "^\"",
                jsonencode(item)
              ))
            ])
            : false
          )
        )
      )
      ? (
        var.connection_json == null
        ? true
        : (
          length(
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          )
          == length(distinct(
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          ))
        )
      )
      : true
    )
    error_message = try(
      format(
        "`connection_json.supported_ip_address_types` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(
              try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
              ? ["ipv4"]
              : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
            ) :
            twice
            if length([
              for other in(
                try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
                ? ["ipv4"]
                : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
              ) :
              other
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
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)))
            ? alltrue([
              for item in jsondecode(var.connection_json).supportedIpAddressTypes : can(regex(
                "^\"",
                jsonencode(item)
              ))
            ])
            : false
          )
        )
      )
      ? alltrue(
        var.connection_json == null ? [] : [
          for item in(
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          ) :
          contains(["ipv4", "ipv6"], item)
        ]
      )
      : true
    )
    error_message = try(
      join(
        "\n",
        var.connection_json == null ? [] : [
          for item_index, item in(
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          ) :
          "`connection_json.supported_ip_address_types[${item_index}]` is `${item}`, which is not offered; use one of `ipv4`, `ipv6`"
          if !contains(["ipv4", "ipv6"], item)
        ]
      ),
      "holds"
    )
  }
}

variable "resource_configuration_arn" {
  description = "A resource of another VPC, by the ARN of its VPC Lattice resource configuration."
  type        = string
  default     = null

  validation {
    condition = (
      var.resource_configuration_arn == null
      || can(regex(
        "^arn:aws[a-z-]{0,16}:vpc-lattice:[a-z0-9-]{1,32}:[0-9]{12}:resourceconfiguration/[a-z0-9-]{1,64}$",
        var.resource_configuration_arn
      ))
    )
    error_message = try(
      "`resource_configuration_arn` is `${var.resource_configuration_arn}`, which is not the ARN of a resource configuration; use the ARN of a resource configuration, such as arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0a1b2c3d4e5f67890",
      "holds"
    )
  }
}

variable "service_network_arn" {
  description = "A VPC Lattice service network by its ARN."
  type        = string
  default     = null

  validation {
    condition = (
      var.service_network_arn == null
      || can(regex(
        "^arn:aws[a-z-]{0,16}:vpc-lattice:[a-z0-9-]{1,32}:[0-9]{12}:servicenetwork/[a-z0-9-]{1,64}$",
        var.service_network_arn
      ))
    )
    error_message = try(
      "`service_network_arn` is `${var.service_network_arn}`, which is not the ARN of a service network; use the ARN of a service network, such as arn:aws:vpc-lattice:us-east-1:111111111111:servicenetwork/sn-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = (
      var.service != null
      || var.bundle != null
      || var.service_name != null
      || var.connection != null
      || var.connection_json != null
      || var.resource_configuration_arn != null
      || var.service_network_arn != null
    )
    error_message = "`service` is missing, and so is every other way to say what the endpoint is for; give one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.service == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`service` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.bundle == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`bundle` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.service_name == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`service_name` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.connection == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`connection` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.connection_json == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`connection_json` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.resource_configuration_arn == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`resource_configuration_arn` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }

  validation {
    condition = (
      var.service_network_arn == null
      || length([
        for chosen in [
          var.service != null,
          var.bundle != null,
          var.service_name != null,
          var.connection != null,
          var.connection_json != null,
          var.resource_configuration_arn != null,
          var.service_network_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    )
    error_message = "`service_network_arn` is given beside another way to say what the endpoint is for; leave one of `service`, `bundle`, `service_name`, `connection`, `connection_json`, `resource_configuration_arn`, `service_network_arn`"
  }
}

variable "endpoint_type" {
  description = "Type of the endpoint. Default: `Gateway` if `route_table_ids` are given without `subnets`, else `Interface`. `Resource` and `ServiceNetwork` go with the ARNs of VPC Lattice."
  type        = string
  default     = null

  validation {
    condition = var.endpoint_type == null ? true : contains(
      ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"],
      var.endpoint_type
    )
    error_message = try(
      "`endpoint_type` is `${var.endpoint_type}`, which is not offered; use one of `Interface`, `Gateway`, `GatewayLoadBalancer`, `Resource`, `ServiceNetwork`",
      "holds"
    )
  }

  validation {
    condition     = var.endpoint_type == null || var.bundle == null
    error_message = "`endpoint_type` is given, but a bundle says the type of each endpoint; remove it"
  }
}

variable "service_region" {
  description = "Region of the service, if it is another one. Only interface endpoints, and only services that are offered there."
  type        = string
  default     = null

  validation {
    condition = (
      var.service_region == null
      || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", var.service_region))
    )
    error_message = try(
      "`service_region` is `${var.service_region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).serviceRegion, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion)))
          )
        )
      )
      ? (
        var.service_region == null
        || (
          var.connection != null
          ? var.connection.service_region
          : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
        ) == null
        || var.service_region == (
          var.connection != null
          ? var.connection.service_region
          : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
        )
      )
      : true
    )
    error_message = try(
      format(
        "`service_region` is `%s`, but the service of the connection is in %s; use the Region of the service",
        var.service_region,
        join(", ", coalescelist(
          formatlist("`%s`", [
            var.connection != null
            ? var.connection.service_region
            : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null),
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.service == null
      ? true
      : (
        var.service_region == null
        || coalesce(
          try(var.service_override.cross_region, null),
          lookup(local.services, var.service, null) == null
          ? false
          : lookup(local.services, var.service, null).remote
        )
      )
    )
    error_message = try(
      "`service_region` is given, but `${var.service}` serves its own Region only; remove it, or set `service_override.cross_region` if AWS offers it by now",
      "holds"
    )
  }

  validation {
    condition     = !(var.service_region != null && var.bundle != null)
    error_message = "`service_region` is given, but the services of a bundle serve their own Region only; remove it"
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : var.service_override.cross_region == null || var.service_region != null
    )
    error_message = "`service_override.cross_region` is given, but the endpoint is in the Region of the service; remove it, or give `service_region`"
  }
}

variable "subnets" {
  description = "Subnets of the endpoint, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Not for gateway endpoints. Give this or `subnet_ids`."
  type = map(object({
    subnet_id    = string
    ipv4_address = optional(string)
    ipv6_address = optional(string)
  }))
  default  = {}
  nullable = false

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
    condition = alltrue([
      for item in var.subnets :
      item.ipv4_address == null
      || can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
        item.ipv4_address
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.subnets :
      "`subnets[\"${item_key}\"].ipv4_address` is `${item.ipv4_address}`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10"
      if !(
        item.ipv4_address == null
        || can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          item.ipv4_address
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.subnets :
      item.ipv6_address == null || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address))
    ])
    error_message = join("\n", [
      for item_key, item in var.subnets :
      "`subnets[\"${item_key}\"].ipv6_address` is `${item.ipv6_address}`, which is not an IPv6 address; use an IPv6 address, such as 2001:db8::10"
      if !(
        item.ipv6_address == null
        || can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$", item.ipv6_address))
      )
    ])
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets :
      subnet.ipv4_address != null
      || length([
        for other_subnet_key, other_subnet in var.subnets : other_subnet_key
        if other_subnet.ipv4_address != null
      ]) == 0
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"].ipv4_address` is missing, but other subnets have one; give one in each subnet, or in none"
      if !(
        subnet.ipv4_address != null
        || length([
          for other_subnet_key, other_subnet in var.subnets : other_subnet_key
          if other_subnet.ipv4_address != null
        ]) == 0
      )
    ])
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets :
      subnet.ipv6_address != null
      || length([
        for other_subnet_key, other_subnet in var.subnets : other_subnet_key
        if other_subnet.ipv6_address != null
      ]) == 0
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"].ipv6_address` is missing, but other subnets have one; give one in each subnet, or in none"
      if !(
        subnet.ipv6_address != null
        || length([
          for other_subnet_key, other_subnet in var.subnets : other_subnet_key
          if other_subnet.ipv6_address != null
        ]) == 0
      )
    ])
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
            ? alltrue([
              for item in jsondecode(var.connection_json).availabilityZoneIds : can(regex("^\"", jsonencode(
                item
              )))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).serviceRegion, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion)))
          )
        )
      )
      ? alltrue([
        for subnet_key, subnet in var.subnets :
        var.service_region != null
        || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
        || !(
          (var.connection != null || var.connection_json != null)
          && (
            var.connection != null
            ? var.connection.service_region
            : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
          ) != null
          && length(
            (
              var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) == null
            ? []
            : var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) > 0
          && !contains(
            var.connection != null
            ? [
              for availability_zone_id in var.connection.availability_zone_ids :
              split("-", availability_zone_id)[0]
            ]
            : var.connection_json == null ? [] : [
              for availability_zone_id in(
                try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) :
              split("-", availability_zone_id)[0]
            ],
            split("-", subnet_key)[0]
          )
        )
      ])
      : true
    )
    error_message = try(
      join("\n", [
        for subnet_key, subnet in var.subnets :
        "`subnets[\"${subnet_key}\"]` is in a zone without access to other Regions; those are `apne1-az3`, `apne2-az2`, `apne2-az4`, `use1-az3`, `usw1-az2`; use a subnet in another zone, or set `service_region`, and `availability_zone_mismatch` to `skip`"
        if !(
          var.service_region != null
          || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
          || !(
            (var.connection != null || var.connection_json != null)
            && (
              var.connection != null
              ? var.connection.service_region
              : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
            ) != null
            && length(
              (
                var.connection != null
                ? var.connection.availability_zone_ids
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) == null
              ? []
              : var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) > 0
            && !contains(
              var.connection != null
              ? [
                for availability_zone_id in var.connection.availability_zone_ids :
                split("-", availability_zone_id)[0]
              ]
              : var.connection_json == null ? [] : [
                for availability_zone_id in(
                  try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                  ? []
                  : tolist(jsondecode(var.connection_json).availabilityZoneIds)
                ) :
                split("-", availability_zone_id)[0]
              ],
              split("-", subnet_key)[0]
            )
          )
        )
      ]),
      "holds"
    )
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

  validation {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      subnet.ipv4_address == null
      ? true
      : !contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.ipv4_address
          if other_subnet_key != subnet_key && other_subnet.ipv4_address != null
        ],
        subnet.ipv4_address
      )
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"].ipv4_address` is the same as that of another subnet; give each subnet its own"
      if subnet.ipv4_address == null ? false : contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.ipv4_address
          if other_subnet_key != subnet_key && other_subnet.ipv4_address != null
        ],
        subnet.ipv4_address
      )
    ])
  }

  validation {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      subnet.ipv6_address == null
      ? true
      : !contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.ipv6_address
          if other_subnet_key != subnet_key && other_subnet.ipv6_address != null
        ],
        subnet.ipv6_address
      )
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"].ipv6_address` is the same as that of another subnet; give each subnet its own"
      if subnet.ipv6_address == null ? false : contains(
        [
          for other_subnet_key, other_subnet in var.subnets : other_subnet.ipv6_address
          if other_subnet_key != subnet_key && other_subnet.ipv6_address != null
        ],
        subnet.ipv6_address
      )
    ])
  }

  validation {
    condition = (
      var.service == null
      || length([
        for subnet in keys(var.subnets) : subnet
        if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", subnet))
      ]) == 0
    )
    error_message = format(
      "`service` is given, but some services have other full names where %s is; give full names as `service_name`, an endpoint for each service",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for subnet in keys(var.subnets) : subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", subnet))
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      var.bundle == null
      || length([
        for subnet in keys(var.subnets) : subnet
        if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", subnet))
      ]) == 0
    )
    error_message = format(
      "`bundle` is given, but some services have other full names where %s is; give full names as `service_name`, an endpoint for each service",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for subnet in keys(var.subnets) : subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", subnet))
        ]),
        ["none"]
      ))
    )
  }
}

variable "subnet_ids" {
  description = "Subnets of the endpoint as a plain list of ids, which may be known late: what most modules and components that make a VPC hand over. Give this or `subnets`. Zones are not known then: there are no fixed addresses, no `zonalDnsNames` and no `privateIpv4Addresses`, records of `custom_dns` lead to all zones, and nothing checks that the service is in the zones of the subnets. With `route_table_ids`, say `endpoint_type` too."
  type        = list(string)
  default     = null

  validation {
    condition = var.subnet_ids == null ? true : length(var.subnet_ids) >= 1
    error_message = try(
      "`subnet_ids` has ${length(var.subnet_ids)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = var.subnet_ids == null ? true : length(var.subnet_ids) <= 50
    error_message = try(
      "`subnet_ids` has ${length(var.subnet_ids)} entries, more than the 50 allowed; give at most 50",
      "holds"
    )
  }

  validation {
    condition = var.subnet_ids == null ? true : length(var.subnet_ids) == length(distinct(var.subnet_ids))
    error_message = try(
      format(
        "`subnet_ids` names %s more than once; list each entry once",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(var.subnet_ids) : twice
            if length([for other in var.subnet_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.subnet_ids == null ? [] : [for item in var.subnet_ids : can(regex("^subnet-[0-9a-f]{1,32}$", item))]
    )
    error_message = join(
      "\n",
      var.subnet_ids == null ? [] : [
        for item_index, item in var.subnet_ids :
        "`subnet_ids[${item_index}]` is `${item}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition     = var.subnet_ids == null || length(var.subnets) == 0
    error_message = "`subnet_ids` is given beside `subnets`; give `subnets` where zones are known, else `subnet_ids`"
  }
}

variable "supported_availability_zone_ids" {
  description = "Availability Zone ids the service is in. Default: those of the connection, else every zone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.supported_availability_zone_ids) == length(distinct(
      var.supported_availability_zone_ids
    ))
    error_message = format(
      "`supported_availability_zone_ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.supported_availability_zone_ids) : twice
          if length([for other in var.supported_availability_zone_ids : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.supported_availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.supported_availability_zone_ids :
      format(
        "`supported_availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
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
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
            ? alltrue([
              for item in jsondecode(var.connection_json).availabilityZoneIds : can(regex("^\"", jsonencode(
                item
              )))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).serviceRegion, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion)))
          )
        )
      )
      ? alltrue([
        for subnet_key, subnet in var.subnets :
        !(
          (
            length(var.supported_availability_zone_ids) == 0
            || contains(var.supported_availability_zone_ids, subnet_key)
          )
          && (
            var.service_region == null
            || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
          )
        )
        || !(var.connection != null || var.connection_json != null)
        || var.service_region != null
        || length(
          (
            var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) == null
          ? []
          : var.connection != null
          ? var.connection.availability_zone_ids
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
          ? []
          : tolist(jsondecode(var.connection_json).availabilityZoneIds)
        ) == 0
        || contains(
          (
            var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) == null
          ? []
          : var.connection != null
          ? var.connection.availability_zone_ids
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
          ? []
          : tolist(jsondecode(var.connection_json).availabilityZoneIds),
          subnet_key
        )
        || (
          (var.connection != null || var.connection_json != null)
          && (
            var.connection != null
            ? var.connection.service_region
            : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
          ) != null
          && length(
            (
              var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) == null
            ? []
            : var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) > 0
          && !contains(
            var.connection != null
            ? [
              for availability_zone_id in var.connection.availability_zone_ids :
              split("-", availability_zone_id)[0]
            ]
            : var.connection_json == null ? [] : [
              for availability_zone_id in(
                try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) :
              split("-", availability_zone_id)[0]
            ],
            split("-", subnet_key)[0]
          )
        )
      ])
      : true
    )
    error_message = try(
      join("\n", [
        for subnet_key, subnet in var.subnets :
        format(
          "`subnets[\"%s\"]` is in a zone that the service is not in: it is in %s; remove it, or list the service's zones in `supported_availability_zone_ids` and set `availability_zone_mismatch` to `skip`",
          subnet_key,
          join(", ", coalescelist(
            formatlist(
              "`%s`",
              (
                var.connection != null
                ? var.connection.availability_zone_ids
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) == null
              ? []
              : var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ),
            ["none"]
          ))
        )
        if !(
          !(
            (
              length(var.supported_availability_zone_ids) == 0
              || contains(var.supported_availability_zone_ids, subnet_key)
            )
            && (
              var.service_region == null
              || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
            )
          )
          || !(var.connection != null || var.connection_json != null)
          || var.service_region != null
          || length(
            (
              var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) == null
            ? []
            : var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds)
          ) == 0
          || contains(
            (
              var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) == null
            ? []
            : var.connection != null
            ? var.connection.availability_zone_ids
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).availabilityZoneIds),
            subnet_key
          )
          || (
            (var.connection != null || var.connection_json != null)
            && (
              var.connection != null
              ? var.connection.service_region
              : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceRegion, null)
            ) != null
            && length(
              (
                var.connection != null
                ? var.connection.availability_zone_ids
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) == null
              ? []
              : var.connection != null
              ? var.connection.availability_zone_ids
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
              ? []
              : tolist(jsondecode(var.connection_json).availabilityZoneIds)
            ) > 0
            && !contains(
              var.connection != null
              ? [
                for availability_zone_id in var.connection.availability_zone_ids :
                split("-", availability_zone_id)[0]
              ]
              : var.connection_json == null ? [] : [
                for availability_zone_id in(
                  try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                  ? []
                  : tolist(jsondecode(var.connection_json).availabilityZoneIds)
                ) :
                split("-", availability_zone_id)[0]
              ],
              split("-", subnet_key)[0]
            )
          )
        )
      ]),
      "holds"
    )
  }
}

variable "availability_zone_mismatch" {
  description = "What to do with subnets in other zones: `error` rejects them, `skip` leaves them out and lists them in `skippedAvailabilityZoneIds`."
  type        = string
  default     = "error"
  nullable    = false

  validation {
    condition     = contains(["error", "skip"], var.availability_zone_mismatch)
    error_message = "`availability_zone_mismatch` is `${var.availability_zone_mismatch}`, which is not offered; use one of `error`, `skip`"
  }

  validation {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      var.availability_zone_mismatch == "skip"
      || length(var.supported_availability_zone_ids) == 0
      || contains(var.supported_availability_zone_ids, subnet_key)
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      format(
        "`subnets[\"%s\"]` is in a zone that the service is not in: it is in %s; remove it, or set `availability_zone_mismatch` to `skip`",
        subnet_key,
        join(", ", coalescelist(formatlist("`%s`", var.supported_availability_zone_ids), ["none"]))
      )
      if !(
        var.availability_zone_mismatch == "skip"
        || length(var.supported_availability_zone_ids) == 0
        || contains(var.supported_availability_zone_ids, subnet_key)
      )
    ])
  }

  validation {
    condition = alltrue([
      for subnet_key, subnet in var.subnets :
      var.availability_zone_mismatch == "skip"
      || var.service_region == null
      || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      "`subnets[\"${subnet_key}\"]` is in a zone without access to other Regions; those are `apne1-az3`, `apne2-az2`, `apne2-az4`, `use1-az3`, `usw1-az2`; use a subnet in another zone, or set `availability_zone_mismatch` to `skip`"
      if !(
        var.availability_zone_mismatch == "skip"
        || var.service_region == null
        || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
      )
    ])
  }
}

variable "route_table_ids" {
  description = "Route tables of a gateway endpoint. Key: a name for the table. Beside an interface endpoint, they get a gateway endpoint for the same service."
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

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Gateway"
      || (
        var.service == null
        ? false
        : lookup(local.services, var.service, null) == null
        ? false
        : lookup(local.services, var.service, null).gateway
      )
    )
    error_message = "`endpoint_type` is `Gateway`, which the service does not have; set it to `Interface`, or choose a `service` with gateway endpoints: `s3`, `dynamodb` or `s3express`"
  }

  validation {
    condition = (
      var.service == null
      ? true
      : lookup(local.services, var.service, null) == null
      ? true
      : (
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) != "Interface"
        || lookup(local.services, var.service, null).interface
      )
    )
    error_message = "`endpoint_type` is `Interface`, but the service has gateway endpoints only; set it to `Gateway`"
  }

  validation {
    condition = !(
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "GatewayLoadBalancer"
      && (var.service != null || var.bundle != null)
    )
    error_message = "`endpoint_type` is `GatewayLoadBalancer`, but AWS's own services are no such; give the name of the inspection service in `service_name`, or its `connection`"
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Gateway"
      || length(var.route_table_ids) > 0
    )
    error_message = "`route_table_ids` is empty, but a gateway endpoint is in route tables; give the route tables of the subnets that use the service"
  }

  validation {
    condition = (
      length(var.route_table_ids) == 0
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Gateway"
      || (
        var.service == null
        ? false
        : lookup(local.services, var.service, null) == null
        ? false
        : (
          coalesce(
            var.endpoint_type,
            length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
            ? "Gateway"
            : "Interface"
          ) == "Interface"
          && lookup(local.services, var.service, null).gateway
        )
      )
      || (
        var.bundle == null
        ? false
        : (
          lookup(local.bundles, var.bundle, null) != null ? length(
            lookup(local.bundles, var.bundle, null).gateway
          ) : 0
        ) != 0
      )
    )
    error_message = "`route_table_ids` is given, but there is no gateway endpoint to be in them; remove it"
  }

  validation {
    condition = (
      var.service_region == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Interface"
    )
    error_message = "`service_region` is given, but only interface endpoints reach other Regions; remove it, or set `endpoint_type` to `Interface`"
  }

  validation {
    condition = (
      var.resource_configuration_arn == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Resource"
    )
    error_message = format(
      "`endpoint_type` is `%s`, but `resource_configuration_arn` is given; set it to `Resource`, or remove `resource_configuration_arn`",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Resource"
      || var.resource_configuration_arn != null
    )
    error_message = "`endpoint_type` is `Resource`, but `resource_configuration_arn` is missing; give `resource_configuration_arn`, or set another type"
  }

  validation {
    condition = (
      var.service_network_arn == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "ServiceNetwork"
    )
    error_message = format(
      "`endpoint_type` is `%s`, but `service_network_arn` is given; set it to `ServiceNetwork`, or remove `service_network_arn`",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "ServiceNetwork"
      || var.service_network_arn != null
    )
    error_message = "`endpoint_type` is `ServiceNetwork`, but `service_network_arn` is missing; give `service_network_arn`, or set another type"
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Gateway"
      || length(var.subnets) > 0
      || var.subnet_ids != null
    )
    error_message = "`subnets` is empty, but the endpoint needs one; give a subnet in each Availability Zone that has clients, here or in `subnet_ids`"
  }

  validation {
    condition = (
      var.subnet_ids == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Gateway"
    )
    error_message = "`subnet_ids` is given, but a gateway endpoint is in route tables; remove it, or set `endpoint_type` to `Interface`"
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Gateway"
      || length(var.subnets) == 0
    )
    error_message = "`subnets` is given, but a gateway endpoint is in route tables; remove it, or set `endpoint_type` to `Interface`"
  }

  validation {
    condition = (
      length(var.supported_availability_zone_ids) == 0
      || length(var.subnets) > 0
      || (
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) != "Gateway"
        && var.subnet_ids == null
      )
    )
    error_message = "`supported_availability_zone_ids` is given, but there are no `subnets` by zone to compare with; remove it"
  }

  validation {
    condition = (
      var.availability_zone_mismatch != "skip"
      || length(var.subnets) > 0
      || (
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) != "Gateway"
        && var.subnet_ids == null
      )
    )
    error_message = "`availability_zone_mismatch` is `skip`, but there are no `subnets` by zone to leave out; remove it"
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Gateway"
      || length(var.subnets) == 0
      || length({
        for subnet_key, subnet in var.subnets : subnet_key => subnet
        if var.availability_zone_mismatch != "skip"
        || (
          (
            length(var.supported_availability_zone_ids) == 0
            || contains(var.supported_availability_zone_ids, subnet_key)
          )
          && (
            var.service_region == null
            || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
          )
        )
      }) > 0
    )
    error_message = format(
      "`subnets` has no subnet left: the service is in none of the zones %s; add a subnet in a zone of the service",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for subnet_key, subnet in var.subnets : subnet_key
          if var.availability_zone_mismatch == "skip"
          && !(
            (
              length(var.supported_availability_zone_ids) == 0
              || contains(var.supported_availability_zone_ids, subnet_key)
            )
            && (
              var.service_region == null
              || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
            )
          )
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "GatewayLoadBalancer"
      || length({
        for subnet_key, subnet in var.subnets : subnet_key => subnet
        if var.availability_zone_mismatch != "skip"
        || (
          (
            length(var.supported_availability_zone_ids) == 0
            || contains(var.supported_availability_zone_ids, subnet_key)
          )
          && (
            var.service_region == null
            || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
          )
        )
      }) <= 1
    )
    error_message = format(
      "`subnets` has %s entries, but a Gateway Load Balancer endpoint is in one subnet; make an endpoint for each zone",
      length({
        for subnet_key, subnet in var.subnets : subnet_key => subnet
        if var.availability_zone_mismatch != "skip"
        || (
          (
            length(var.supported_availability_zone_ids) == 0
            || contains(var.supported_availability_zone_ids, subnet_key)
          )
          && (
            var.service_region == null
            || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
          )
        )
      })
    )
  }

  validation {
    condition = (
      var.subnet_ids == null
      ? true
      : (
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) != "GatewayLoadBalancer"
        || length(var.subnet_ids) <= 1
      )
    )
    error_message = try(
      var.subnet_ids == null
      ? "`subnet_ids` has 0 entries, but a Gateway Load Balancer endpoint is in one subnet; make an endpoint for each zone"
      : "`subnet_ids` has ${length(var.subnet_ids)} entries, but a Gateway Load Balancer endpoint is in one subnet; make an endpoint for each zone",
      "holds"
    )
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : (
        var.service_override.has_private_dns == null
        || coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) == "Interface"
      )
    )
    error_message = "`service_override.has_private_dns` is given, but only interface endpoints have private DNS names; remove it"
  }
}

variable "ip_address_type" {
  description = "Address type of the endpoint, and of gateway endpoints for the same service. Every subnet has to have addresses of that type. Pulumi and Terraform leave a gateway endpoint as it is when this goes back to `ipv4`."
  type        = string
  default     = "ipv4"
  nullable    = false

  validation {
    condition     = contains(["ipv4", "ipv6", "dualstack"], var.ip_address_type)
    error_message = "`ip_address_type` is `${var.ip_address_type}`, which is not offered; use one of `ipv4`, `ipv6`, `dualstack`"
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).supportedIpAddressTypes)))
            ? alltrue([
              for item in jsondecode(var.connection_json).supportedIpAddressTypes : can(regex(
                "^\"",
                jsonencode(item)
              ))
            ])
            : false
          )
        )
      )
      ? (
        length(
          (
            var.connection != null
            ? var.connection.supported_ip_address_types
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          ) == null
          ? []
          : var.connection != null
          ? var.connection.supported_ip_address_types
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
          ? ["ipv4"]
          : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
        ) == 0
        || (
          (
            var.ip_address_type == "ipv6"
            || contains(
              (
                var.connection != null
                ? var.connection.supported_ip_address_types
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
                ? ["ipv4"]
                : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
              ) == null
              ? []
              : var.connection != null
              ? var.connection.supported_ip_address_types
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
              ? ["ipv4"]
              : tolist(jsondecode(var.connection_json).supportedIpAddressTypes),
              "ipv4"
            )
          )
          && (
            var.ip_address_type == "ipv4"
            || contains(
              (
                var.connection != null
                ? var.connection.supported_ip_address_types
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
                ? ["ipv4"]
                : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
              ) == null
              ? []
              : var.connection != null
              ? var.connection.supported_ip_address_types
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
              ? ["ipv4"]
              : tolist(jsondecode(var.connection_json).supportedIpAddressTypes),
              "ipv6"
            )
          )
        )
      )
      : true
    )
    error_message = try(
      format(
        "`ip_address_type` is `%s`, but the service of the connection has %s; use an address type that the service has, or correct `supported_ip_address_types` of the connection",
        var.ip_address_type,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            (
              var.connection != null
              ? var.connection.supported_ip_address_types
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
              ? ["ipv4"]
              : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
            ) == null
            ? []
            : var.connection != null
            ? var.connection.supported_ip_address_types
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).supportedIpAddressTypes, null) == null
            ? ["ipv4"]
            : tolist(jsondecode(var.connection_json).supportedIpAddressTypes)
          ),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets : subnet.ipv4_address == null || var.ip_address_type != "ipv6"
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      format(
        "`subnets[\"%s\"].ipv4_address` is given, but the endpoint has IPv6 addresses only; set `ip_address_type` to `ipv4` or `dualstack`, or remove it",
        subnet_key
      )
      if !(subnet.ipv4_address == null || var.ip_address_type != "ipv6")
    ])
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets : subnet.ipv6_address == null || var.ip_address_type != "ipv4"
    ])
    error_message = join("\n", [
      for subnet_key, subnet in var.subnets :
      format(
        "`subnets[\"%s\"].ipv6_address` is given, but the endpoint has IPv4 addresses only; set `ip_address_type` to `ipv6` or `dualstack`, or remove it",
        subnet_key
      )
      if !(subnet.ipv6_address == null || var.ip_address_type != "ipv4")
    ])
  }
}

variable "dns_record_ip_type" {
  description = "Type of the DNS records of the endpoint. Default: the address type; of a gateway endpoint, what the service says. Only CloudFormation can set it for a gateway endpoint of S3."
  type        = string
  default     = null

  validation {
    condition = var.dns_record_ip_type == null ? true : contains(
      ["ipv4", "ipv6", "dualstack", "service-defined"],
      var.dns_record_ip_type
    )
    error_message = try(
      "`dns_record_ip_type` is `${var.dns_record_ip_type}`, which is not offered; use one of `ipv4`, `ipv6`, `dualstack`, `service-defined`",
      "holds"
    )
  }

  validation {
    condition = (
      var.dns_record_ip_type == null
      ? true
      : (
        (var.ip_address_type != "ipv4" || contains(["ipv4", "service-defined"], var.dns_record_ip_type))
        && (var.ip_address_type != "ipv6" || contains(["ipv6", "service-defined"], var.dns_record_ip_type))
      )
    )
    error_message = try(
      format(
        "`dns_record_ip_type` is `%s`, but addresses are `%s`; set it to the same as `ip_address_type`, or set `ip_address_type` to `dualstack`",
        var.dns_record_ip_type,
        var.ip_address_type
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.dns_record_ip_type == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Gateway"
      || contains(
        ["Interface", "Resource", "ServiceNetwork"],
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        )
      )
    )
    error_message = format(
      "`dns_record_ip_type` is given, but an endpoint of the type `%s` has no DNS records; remove it",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      var.dns_record_ip_type == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) != "Gateway"
      || var.service == "dynamodb"
    )
    error_message = "`dns_record_ip_type` is given for a gateway endpoint, but Terraform's and Pulumi's providers send an option of interface endpoints along, which AWS refuses; remove it, or deploy this with CloudFormation"
  }

  validation {
    condition     = var.dns_record_ip_type == null || !(var.service != null && can(regex("^s3.", var.service)))
    error_message = "`dns_record_ip_type` is given for a service whose name begins like that of S3, but Terraform's and Pulumi's providers take the service for S3 and send an option along that AWS refuses; remove it, or deploy this with CloudFormation"
  }
}

variable "private_dns_enabled" {
  description = "Whether the service's own names lead to the endpoint inside the VPC. Default: true if the service has such names and there is no `custom_dns`; from when the connection is accepted. They stay on if `acceptance` is taken away later."
  type        = bool
  default     = null

  validation {
    condition = (
      var.private_dns_enabled != true
      || contains(
        ["Interface", "Resource", "ServiceNetwork"],
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        )
      )
    )
    error_message = format(
      "`private_dns_enabled` is set, but an endpoint of the type `%s` has no DNS names; remove it",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      var.service == null
      ? true
      : (
        var.private_dns_enabled != true
        || coalesce(
          try(var.service_override.has_private_dns, null),
          lookup(local.services, var.service, null) == null
          ? true
          : lookup(local.services, var.service, null).named
        )
      )
    )
    error_message = try(
      "`private_dns_enabled` is set, but `${var.service}` has no private DNS name; remove it, or set `service_override.has_private_dns` if it has one by now",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).privateDnsName, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName)))
          )
        )
      )
      ? (
        var.private_dns_enabled != true
        || !(var.connection != null || var.connection_json != null)
        || (
          var.connection != null
          ? var.connection.private_dns_name
          : var.connection_json == null ? null : try(jsondecode(var.connection_json).privateDnsName, null)
        ) != null
      )
      : true
    )
    error_message = try(
      "`private_dns_enabled` is set, but the service has no private DNS name; remove it, use `custom_dns`, or have the provider give the service a name in `privateDns`",
      "holds"
    )
  }
}

variable "private_dns_only_for_inbound_resolver_endpoint" {
  description = "Whether those names are for clients on premises only, which ask by an inbound resolver endpoint, while the VPC itself goes through a gateway endpoint."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = (
      !var.private_dns_only_for_inbound_resolver_endpoint
      || (
        var.service == null
        ? false
        : lookup(local.services, var.service, null) == null
        ? false
        : (
          coalesce(
            var.endpoint_type,
            length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
            ? "Gateway"
            : "Interface"
          ) == "Interface"
          && lookup(local.services, var.service, null).gateway
        )
      )
    )
    error_message = "`private_dns_only_for_inbound_resolver_endpoint` is set, but only interface endpoints of services with gateway endpoints, such as `s3`, have it; remove it"
  }

  validation {
    condition = (
      var.service == null
      ? true
      : lookup(local.services, var.service, null) == null
      ? true
      : (
        !var.private_dns_only_for_inbound_resolver_endpoint
        || !lookup(local.services, var.service, null).gateway
        || var.service == "s3"
      )
    )
    error_message = "`private_dns_only_for_inbound_resolver_endpoint` is set, but Terraform's and Pulumi's providers pass it on for `s3` only; remove it, or deploy this with CloudFormation"
  }

  validation {
    condition     = !(var.private_dns_only_for_inbound_resolver_endpoint && var.private_dns_enabled == false)
    error_message = "`private_dns_only_for_inbound_resolver_endpoint` is set, but private DNS is off; remove it, or set `private_dns_enabled`"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "private_dns_preference" {
  description = "Which private DNS names of VPC Lattice resources lead to the endpoint. Default: AWS's own choice. Only CloudFormation can set it. Cannot be changed later."
  type        = string
  default     = null

  validation {
    condition = var.private_dns_preference == null ? true : contains(
      [
        "VERIFIED_DOMAINS_ONLY",
        "ALL_DOMAINS",
        "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS",
        "SPECIFIED_DOMAINS_ONLY",
      ],
      var.private_dns_preference
    )
    error_message = try(
      "`private_dns_preference` is `${var.private_dns_preference}`, which is not offered; use one of `VERIFIED_DOMAINS_ONLY`, `ALL_DOMAINS`, `VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS`, `SPECIFIED_DOMAINS_ONLY`",
      "holds"
    )
  }

  validation {
    condition     = var.private_dns_preference == null
    error_message = "`private_dns_preference` is given, but only CloudFormation can set it so far; remove it, or deploy this with CloudFormation"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "private_dns_specified_domains" {
  description = "Domains that `private_dns_preference` speaks of. At most 10. Only CloudFormation can set it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.private_dns_specified_domains) <= 10
    error_message = "`private_dns_specified_domains` has ${length(var.private_dns_specified_domains)} entries, more than the 10 allowed; give at most 10"
  }

  validation {
    condition = length(var.private_dns_specified_domains) == length(distinct(
      var.private_dns_specified_domains
    ))
    error_message = format(
      "`private_dns_specified_domains` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.private_dns_specified_domains) : twice
          if length([for other in var.private_dns_specified_domains : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.private_dns_specified_domains : can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.private_dns_specified_domains :
      "`private_dns_specified_domains[${item_index}]` is `${item}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com"
      if !can(regex("^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$", item))
    ])
  }

  validation {
    condition = alltrue([for item in var.private_dns_specified_domains : length(item) <= 253])
    error_message = join("\n", [
      for item_index, item in var.private_dns_specified_domains :
      "`private_dns_specified_domains[${item_index}]` has ${length(item)} characters, more than the 253 allowed; shorten it to 253 characters or fewer"
      if length(item) > 253
    ])
  }

  validation {
    condition     = length(var.private_dns_specified_domains) == 0
    error_message = "`private_dns_specified_domains` is given, but only CloudFormation can set it so far; remove it, or deploy this with CloudFormation"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "existing_gateway_endpoint" {
  description = "Says that the VPC already has a gateway endpoint for the service."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition = (
      !var.existing_gateway_endpoint
      || var.private_dns_only_for_inbound_resolver_endpoint && length(var.route_table_ids) == 0
      || var.bundle != null
    )
    error_message = "`existing_gateway_endpoint` is set, but only `private_dns_only_for_inbound_resolver_endpoint` without `route_table_ids` asks for a gateway endpoint that is there; remove it"
  }

  validation {
    condition = (
      var.service == null
      ? true
      : lookup(local.services, var.service, null) == null
      ? true
      : (
        !var.private_dns_only_for_inbound_resolver_endpoint
        || !lookup(local.services, var.service, null).gateway
        || length(var.route_table_ids) > 0
        || var.existing_gateway_endpoint
      )
    )
    error_message = "`private_dns_only_for_inbound_resolver_endpoint` is set, but no gateway endpoint for the service is configured in this VPC; give `route_table_ids` to have one made, or set `existing_gateway_endpoint`"
  }

  validation {
    condition     = var.bundle == null || !var.existing_gateway_endpoint
    error_message = "`existing_gateway_endpoint` is given, but a bundle is several endpoints; remove it, or make an endpoint for each service"
  }
}

variable "security_group" {
  description = "Security groups."
  type = object({
    create                     = optional(bool, true)
    ids                        = optional(list(string), [])
    allowed_ipv4_cidrs         = optional(list(string), [])
    allowed_ipv6_cidrs         = optional(list(string), [])
    allowed_prefix_list_ids    = optional(list(string), [])
    prefix_list_entries        = optional(number)
    allowed_security_group_ids = optional(list(string), [])
    ports                      = optional(list(number), [])
    port_ranges = optional(
      list(object({
        from_port = number
        to_port   = number
      })),
      []
    )
    allow_open_ingress = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition = length(var.security_group.ids) == length(distinct(var.security_group.ids))
    error_message = format(
      "`security_group.ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.ids) : twice
          if length([for other in var.security_group.ids : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.security_group.ids : can(regex("^sg-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_index, item in var.security_group.ids :
      "`security_group.ids[${item_index}]` is `${item}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
      if !can(regex("^sg-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = length(var.security_group.allowed_ipv4_cidrs) == length(distinct(
      var.security_group.allowed_ipv4_cidrs
    ))
    error_message = format(
      "`security_group.allowed_ipv4_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.allowed_ipv4_cidrs) : twice
          if length([for other in var.security_group.allowed_ipv4_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_ipv4_cidrs : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_ipv4_cidrs :
      "`security_group.allowed_ipv4_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_ipv4_cidrs : item == try(cidrsubnet(item, 0, 0), item)
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_ipv4_cidrs :
      "`security_group.allowed_ipv4_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = length(var.security_group.allowed_ipv6_cidrs) == length(distinct(
      var.security_group.allowed_ipv6_cidrs
    ))
    error_message = format(
      "`security_group.allowed_ipv6_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.allowed_ipv6_cidrs) : twice
          if length([for other in var.security_group.allowed_ipv6_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_ipv6_cidrs : can(regex(
        "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_ipv6_cidrs :
      "`security_group.allowed_ipv6_cidrs[${item_index}]` is `${item}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
      if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_ipv6_cidrs : item == try(cidrsubnet(item, 0, 0), item)
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_ipv6_cidrs :
      "`security_group.allowed_ipv6_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = length(var.security_group.allowed_prefix_list_ids) == length(distinct(
      var.security_group.allowed_prefix_list_ids
    ))
    error_message = format(
      "`security_group.allowed_prefix_list_ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.allowed_prefix_list_ids) : twice
          if length([for other in var.security_group.allowed_prefix_list_ids : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_prefix_list_ids : can(regex("^pl-[0-9a-f]{1,32}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_prefix_list_ids :
      "`security_group.allowed_prefix_list_ids[${item_index}]` is `${item}`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890"
      if !can(regex("^pl-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = (
      var.security_group.prefix_list_entries == null
      ? true
      : var.security_group.prefix_list_entries >= 1 && var.security_group.prefix_list_entries <= 1000
    )
    error_message = try(
      "`security_group.prefix_list_entries` is ${var.security_group.prefix_list_entries}, which is outside 1 to 1000; use a whole number from 1 to 1000",
      "holds"
    )
  }

  validation {
    condition = length(var.security_group.allowed_security_group_ids) == length(distinct(
      var.security_group.allowed_security_group_ids
    ))
    error_message = format(
      "`security_group.allowed_security_group_ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.allowed_security_group_ids) : twice
          if length([for other in var.security_group.allowed_security_group_ids : other if other == twice])
          > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.security_group.allowed_security_group_ids : can(regex("^sg-[0-9a-f]{1,32}$", item))
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.allowed_security_group_ids :
      format(
        "`security_group.allowed_security_group_ids[%s]` is `%s`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890",
        item_index,
        item
      )
      if !can(regex("^sg-[0-9a-f]{1,32}$", item))
    ])
  }

  validation {
    condition = length(var.security_group.ports) == length(distinct(var.security_group.ports))
    error_message = format(
      "`security_group.ports` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group.ports) : twice
          if length([for other in var.security_group.ports : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.security_group.ports : item >= 1 && item <= 65535])
    error_message = join("\n", [
      for item_index, item in var.security_group.ports :
      "`security_group.ports[${item_index}]` is ${item}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item >= 1 && item <= 65535)
    ])
  }

  validation {
    condition = length(var.security_group.port_ranges) == length([
      for text in distinct([for item in var.security_group.port_ranges : jsonencode(item)]) : jsondecode(text)
    ])
    error_message = format(
      "`security_group.port_ranges` names %s more than once; list each entry once",
      jsonencode([
        for twice in distinct([
          for item in [
            for item in var.security_group.port_ranges : {
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
              for item in var.security_group.port_ranges : {
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
    )
  }

  validation {
    condition = alltrue([
      for item in var.security_group.port_ranges : item.from_port >= 1 && item.from_port <= 65535
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.port_ranges :
      "`security_group.port_ranges[${item_index}].from_port` is ${item.from_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.from_port >= 1 && item.from_port <= 65535)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.security_group.port_ranges : item.to_port >= 1 && item.to_port <= 65535
    ])
    error_message = join("\n", [
      for item_index, item in var.security_group.port_ranges :
      "`security_group.port_ranges[${item_index}].to_port` is ${item.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
      if !(item.to_port >= 1 && item.to_port <= 65535)
    ])
  }

  validation {
    condition = (
      !contains(
        ["Interface", "Resource", "ServiceNetwork"],
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        )
      )
      || var.security_group.create
      || length(var.security_group.ids) > 0
    )
    error_message = "`security_group` leaves the endpoint without a group of yours: AWS would give it the VPC's default group; set `create`, or name groups in `ids`"
  }

  validation {
    condition = (
      (
        contains(
          ["Interface", "Resource", "ServiceNetwork"],
          coalesce(
            var.endpoint_type,
            length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
            ? "Gateway"
            : "Interface"
          )
        )
        && var.security_group.create
      )
      || (
        length(var.security_group.allowed_ipv4_cidrs) == 0
        && length(var.security_group.allowed_ipv6_cidrs) == 0
        && length(var.security_group.allowed_prefix_list_ids) == 0
        && length(var.security_group.allowed_security_group_ids) == 0
        && !(length(var.security_group.ports) > 0 || length(var.security_group.port_ranges) > 0)
        && !var.security_group.allow_open_ingress
      )
    )
    error_message = "`security_group` says who may reach the service, but no group is made to hold it; set `create`, or remove everything but `ids`"
  }

  validation {
    condition = (
      contains(
        ["Interface", "Resource", "ServiceNetwork"],
        coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        )
      )
      || length(var.security_group.ids) == 0
    )
    error_message = format(
      "`security_group.ids` is given, but an endpoint of the type `%s` has no groups; remove it",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).portRanges, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
            ? alltrue([
              for item in jsondecode(var.connection_json).portRanges :
              can(keys(item))
              && can(regex("^-?[0-9]+$", jsonencode(item.fromPort)))
              && can(regex("^-?[0-9]+$", jsonencode(item.toPort)))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).ports, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
            ? alltrue([
              for item in jsondecode(var.connection_json).ports : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
          && can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceName)))
          && (
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
            ? alltrue([
              for item in jsondecode(var.connection_json).udpPorts : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? (
        !(
          contains(
            ["Interface", "Resource", "ServiceNetwork"],
            coalesce(
              var.endpoint_type,
              length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
              ? "Gateway"
              : "Interface"
            )
          )
          && var.security_group.create
        )
        || (
          var.connection != null
          ? var.connection.service_name
          : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceName, null)
        ) == null
        || length(var.security_group.ports) > 0
        || length(var.security_group.port_ranges) > 0
        || length(
          (
            var.connection != null
            ? var.connection.ports
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).ports, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).ports)
          ) == null
          ? []
          : var.connection != null
          ? var.connection.ports
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).ports, null) == null
          ? []
          : tolist(jsondecode(var.connection_json).ports)
        ) > 0
        || length(
          (
            var.connection != null
            ? var.connection.port_ranges
            : var.connection_json == null ? null : one([
              for item in [
                try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                try(jsondecode(var.connection_json).portRanges, null) == null
                ? null
                : [
                  for item in jsondecode(var.connection_json).portRanges :
                  try(item, null) == null ? null : {
                    from_port = try(item.fromPort, null)
                    to_port   = try(item.toPort, null)
                  }
                ],
              ] :
              item
              if item != null
            ])
          ) == null
          ? []
          : var.connection != null
          ? var.connection.port_ranges
          : var.connection_json == null ? null : one([
            for item in [
              try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
              try(jsondecode(var.connection_json).portRanges, null) == null
              ? null
              : [
                for item in jsondecode(var.connection_json).portRanges :
                try(item, null) == null ? null : {
                  from_port = try(item.fromPort, null)
                  to_port   = try(item.toPort, null)
                }
              ],
            ] :
            item
            if item != null
          ])
        ) > 0
        || length(
          (
            var.connection != null
            ? var.connection.udp_ports
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).udpPorts, null) == null
            ? []
            : tolist(jsondecode(var.connection_json).udpPorts)
          ) == null
          ? []
          : var.connection != null
          ? var.connection.udp_ports
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).udpPorts, null) == null
          ? []
          : tolist(jsondecode(var.connection_json).udpPorts)
        ) > 0
      )
      : true
    )
    error_message = try(
      "`security_group.ports` is empty, and the connection has no ports either: nobody could reach the service; give the ports of the service",
      "holds"
    )
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : (
        length(var.service_override.ports) == 0
        || (
          contains(
            ["Interface", "Resource", "ServiceNetwork"],
            coalesce(
              var.endpoint_type,
              length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
              ? "Gateway"
              : "Interface"
            )
          )
          && var.security_group.create
          && !(length(var.security_group.ports) > 0 || length(var.security_group.port_ranges) > 0)
        )
      )
    )
    error_message = "`service_override.ports` is given, but no security group is made for these ports, or `security_group` has others; remove it"
  }

  validation {
    condition = (
      var.service_override == null
      ? true
      : (
        length(var.service_override.port_ranges) == 0
        || (
          contains(
            ["Interface", "Resource", "ServiceNetwork"],
            coalesce(
              var.endpoint_type,
              length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
              ? "Gateway"
              : "Interface"
            )
          )
          && var.security_group.create
          && !(length(var.security_group.ports) > 0 || length(var.security_group.port_ranges) > 0)
        )
      )
    )
    error_message = "`service_override.port_ranges` is given, but no security group is made for these ports, or `security_group` has others; remove it"
  }

  validation {
    condition = length([
      for port_range in var.security_group.port_ranges : port_range
      if port_range.to_port <= port_range.from_port
    ]) == 0
    error_message = "`security_group.port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`"
  }

  validation {
    condition = (
      var.security_group.prefix_list_entries == null || length(var.security_group.allowed_prefix_list_ids) > 0
    )
    error_message = "`security_group.prefix_list_entries` is given, but no prefix list is let in; remove it"
  }

  validation {
    condition = (
      var.security_group.allow_open_ingress
      || !(
        contains(var.security_group.allowed_ipv4_cidrs, "0.0.0.0/0")
        || contains(var.security_group.allowed_ipv6_cidrs, "::/0")
      )
    )
    error_message = "`security_group` lets everybody in; name narrower ranges, or confirm with `allow_open_ingress`"
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
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).portRanges, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).portRanges)))
            ? alltrue([
              for item in jsondecode(var.connection_json).portRanges :
              can(keys(item))
              && can(regex("^-?[0-9]+$", jsonencode(item.fromPort)))
              && can(regex("^-?[0-9]+$", jsonencode(item.toPort)))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).ports, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).ports)))
            ? alltrue([
              for item in jsondecode(var.connection_json).ports : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).udpPorts, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).udpPorts)))
            ? alltrue([
              for item in jsondecode(var.connection_json).udpPorts : can(regex("^-?[0-9]+$", jsonencode(item)))
            ])
            : false
          )
        )
      )
      ? (
        (
          sum(concat(
            [0],
            [
              sum(concat(
                [0],
                [
                  length(var.security_group.allowed_ipv4_cidrs),
                  sum(concat(
                    [0],
                    [
                      length(var.security_group.allowed_security_group_ids),
                      coalesce(
                        var.security_group.prefix_list_entries,
                        length(var.security_group.allowed_prefix_list_ids)
                      ),
                    ]
                  )),
                ]
              )),
              (
                length(var.security_group.allowed_ipv4_cidrs) == 0
                && length(var.security_group.allowed_ipv6_cidrs) == 0
                && length(var.security_group.allowed_prefix_list_ids) == 0
                && length(var.security_group.allowed_security_group_ids) == 0
              )
              ? 1
              : 0,
            ]
          ))
          * (
            (
              contains(
                ["Interface", "Resource", "ServiceNetwork"],
                coalesce(
                  var.endpoint_type,
                  length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
                  ? "Gateway"
                  : "Interface"
                )
              )
              && var.security_group.create
            )
            ? length(concat(
              length(concat(
                [
                  for port in var.security_group.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in var.security_group.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )) == 0
              ? (
                var.connection != null || var.connection_json != null
                ? [
                  for port in concat(
                    var.connection != null
                    ? [
                      for port in var.connection.ports : {
                        first = port
                        last  = port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port in(
                        try(jsondecode(var.connection_json).ports, null) == null
                        ? []
                        : tolist(jsondecode(var.connection_json).ports)
                      ) :
                      {
                        first = port
                        last  = port
                      }
                    ],
                    var.connection != null
                    ? [
                      for port_range in var.connection.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port_range in one([
                        for item in [
                          try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                          try(jsondecode(var.connection_json).portRanges, null) == null
                          ? null
                          : [
                            for item in jsondecode(var.connection_json).portRanges :
                            try(item, null) == null ? null : {
                              from_port = try(item.fromPort, null)
                              to_port   = try(item.toPort, null)
                            }
                          ],
                        ] :
                        item
                        if item != null
                      ]) :
                      {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  ) :
                  {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
                : var.service != null
                ? (
                  (
                    var.service_override == null
                    ? true
                    : length(concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                  )
                  ? (
                    lookup(local.services, var.service, null) != null
                    ? [
                      for port in lookup(local.services, var.service, null).ports : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                    : [
                      for port in [{ first = 443, last = 443 }] : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                  )
                  : [
                    for port in concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    ) :
                    {
                      first    = port.first
                      last     = port.last
                      protocol = "tcp"
                    }
                  ]
                )
                : [
                  for port in [{ first = 443, last = 443 }] : {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
              )
              : [
                for port in concat(
                  [
                    for port in var.security_group.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in var.security_group.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                ) :
                {
                  first    = port.first
                  last     = port.last
                  protocol = "tcp"
                }
              ],
              var.connection != null || var.connection_json != null
              ? (
                var.connection != null
                ? [
                  for udp_port in [
                    for udp_port in var.connection.udp_ports : {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
                : var.connection_json == null ? [] : [
                  for udp_port in [
                    for udp_port in(
                      try(jsondecode(var.connection_json).udpPorts, null) == null
                      ? []
                      : tolist(jsondecode(var.connection_json).udpPorts)
                    ) :
                    {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
              )
              : []
            ))
            : 0
          )
        ) + 0 <= var.quotas.rules_per_security_group
        && (
          sum(concat(
            [0],
            [
              length(var.security_group.allowed_ipv6_cidrs),
              sum(concat(
                [0],
                [
                  length(var.security_group.allowed_security_group_ids),
                  coalesce(
                    var.security_group.prefix_list_entries,
                    length(var.security_group.allowed_prefix_list_ids)
                  ),
                ]
              )),
            ]
          ))
          * (
            (
              contains(
                ["Interface", "Resource", "ServiceNetwork"],
                coalesce(
                  var.endpoint_type,
                  length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
                  ? "Gateway"
                  : "Interface"
                )
              )
              && var.security_group.create
            )
            ? length(concat(
              length(concat(
                [
                  for port in var.security_group.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in var.security_group.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )) == 0
              ? (
                var.connection != null || var.connection_json != null
                ? [
                  for port in concat(
                    var.connection != null
                    ? [
                      for port in var.connection.ports : {
                        first = port
                        last  = port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port in(
                        try(jsondecode(var.connection_json).ports, null) == null
                        ? []
                        : tolist(jsondecode(var.connection_json).ports)
                      ) :
                      {
                        first = port
                        last  = port
                      }
                    ],
                    var.connection != null
                    ? [
                      for port_range in var.connection.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port_range in one([
                        for item in [
                          try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                          try(jsondecode(var.connection_json).portRanges, null) == null
                          ? null
                          : [
                            for item in jsondecode(var.connection_json).portRanges :
                            try(item, null) == null ? null : {
                              from_port = try(item.fromPort, null)
                              to_port   = try(item.toPort, null)
                            }
                          ],
                        ] :
                        item
                        if item != null
                      ]) :
                      {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  ) :
                  {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
                : var.service != null
                ? (
                  (
                    var.service_override == null
                    ? true
                    : length(concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                  )
                  ? (
                    lookup(local.services, var.service, null) != null
                    ? [
                      for port in lookup(local.services, var.service, null).ports : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                    : [
                      for port in [{ first = 443, last = 443 }] : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                  )
                  : [
                    for port in concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    ) :
                    {
                      first    = port.first
                      last     = port.last
                      protocol = "tcp"
                    }
                  ]
                )
                : [
                  for port in [{ first = 443, last = 443 }] : {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
              )
              : [
                for port in concat(
                  [
                    for port in var.security_group.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in var.security_group.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                ) :
                {
                  first    = port.first
                  last     = port.last
                  protocol = "tcp"
                }
              ],
              var.connection != null || var.connection_json != null
              ? (
                var.connection != null
                ? [
                  for udp_port in [
                    for udp_port in var.connection.udp_ports : {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
                : var.connection_json == null ? [] : [
                  for udp_port in [
                    for udp_port in(
                      try(jsondecode(var.connection_json).udpPorts, null) == null
                      ? []
                      : tolist(jsondecode(var.connection_json).udpPorts)
                    ) :
                    {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
              )
              : []
            ))
            : 0
          )
        ) + 0 <= var.quotas.rules_per_security_group
      )
      : true
    )
    error_message = try(
      format(
        "`quotas.rules_per_security_group` is %s, and the endpoint's group would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
        var.quotas.rules_per_security_group,
        (
          sum(concat(
            [0],
            [
              sum(concat(
                [0],
                [
                  length(var.security_group.allowed_ipv4_cidrs),
                  sum(concat(
                    [0],
                    [
                      length(var.security_group.allowed_security_group_ids),
                      coalesce(
                        var.security_group.prefix_list_entries,
                        length(var.security_group.allowed_prefix_list_ids)
                      ),
                    ]
                  )),
                ]
              )),
              (
                length(var.security_group.allowed_ipv4_cidrs) == 0
                && length(var.security_group.allowed_ipv6_cidrs) == 0
                && length(var.security_group.allowed_prefix_list_ids) == 0
                && length(var.security_group.allowed_security_group_ids) == 0
              )
              ? 1
              : 0,
            ]
          ))
          * (
            (
              contains(
                ["Interface", "Resource", "ServiceNetwork"],
                coalesce(
                  var.endpoint_type,
                  length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
                  ? "Gateway"
                  : "Interface"
                )
              )
              && var.security_group.create
            )
            ? length(concat(
              length(concat(
                [
                  for port in var.security_group.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in var.security_group.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )) == 0
              ? (
                var.connection != null || var.connection_json != null
                ? [
                  for port in concat(
                    var.connection != null
                    ? [
                      for port in var.connection.ports : {
                        first = port
                        last  = port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port in(
                        try(jsondecode(var.connection_json).ports, null) == null
                        ? []
                        : tolist(jsondecode(var.connection_json).ports)
                      ) :
                      {
                        first = port
                        last  = port
                      }
                    ],
                    var.connection != null
                    ? [
                      for port_range in var.connection.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port_range in one([
                        for item in [
                          try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                          try(jsondecode(var.connection_json).portRanges, null) == null
                          ? null
                          : [
                            for item in jsondecode(var.connection_json).portRanges :
                            try(item, null) == null ? null : {
                              from_port = try(item.fromPort, null)
                              to_port   = try(item.toPort, null)
                            }
                          ],
                        ] :
                        item
                        if item != null
                      ]) :
                      {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  ) :
                  {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
                : var.service != null
                ? (
                  (
                    var.service_override == null
                    ? true
                    : length(concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                  )
                  ? (
                    lookup(local.services, var.service, null) != null
                    ? [
                      for port in lookup(local.services, var.service, null).ports : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                    : [
                      for port in [{ first = 443, last = 443 }] : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                  )
                  : [
                    for port in concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    ) :
                    {
                      first    = port.first
                      last     = port.last
                      protocol = "tcp"
                    }
                  ]
                )
                : [
                  for port in [{ first = 443, last = 443 }] : {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
              )
              : [
                for port in concat(
                  [
                    for port in var.security_group.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in var.security_group.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                ) :
                {
                  first    = port.first
                  last     = port.last
                  protocol = "tcp"
                }
              ],
              var.connection != null || var.connection_json != null
              ? (
                var.connection != null
                ? [
                  for udp_port in [
                    for udp_port in var.connection.udp_ports : {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
                : var.connection_json == null ? [] : [
                  for udp_port in [
                    for udp_port in(
                      try(jsondecode(var.connection_json).udpPorts, null) == null
                      ? []
                      : tolist(jsondecode(var.connection_json).udpPorts)
                    ) :
                    {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
              )
              : []
            ))
            : 0
          )
        ) + 0,
        (
          sum(concat(
            [0],
            [
              length(var.security_group.allowed_ipv6_cidrs),
              sum(concat(
                [0],
                [
                  length(var.security_group.allowed_security_group_ids),
                  coalesce(
                    var.security_group.prefix_list_entries,
                    length(var.security_group.allowed_prefix_list_ids)
                  ),
                ]
              )),
            ]
          ))
          * (
            (
              contains(
                ["Interface", "Resource", "ServiceNetwork"],
                coalesce(
                  var.endpoint_type,
                  length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
                  ? "Gateway"
                  : "Interface"
                )
              )
              && var.security_group.create
            )
            ? length(concat(
              length(concat(
                [
                  for port in var.security_group.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in var.security_group.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )) == 0
              ? (
                var.connection != null || var.connection_json != null
                ? [
                  for port in concat(
                    var.connection != null
                    ? [
                      for port in var.connection.ports : {
                        first = port
                        last  = port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port in(
                        try(jsondecode(var.connection_json).ports, null) == null
                        ? []
                        : tolist(jsondecode(var.connection_json).ports)
                      ) :
                      {
                        first = port
                        last  = port
                      }
                    ],
                    var.connection != null
                    ? [
                      for port_range in var.connection.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                    : var.connection_json == null ? [] : [
                      for port_range in one([
                        for item in [
                          try(jsondecode(var.connection_json).portRanges, null) == null ? [] : null,
                          try(jsondecode(var.connection_json).portRanges, null) == null
                          ? null
                          : [
                            for item in jsondecode(var.connection_json).portRanges :
                            try(item, null) == null ? null : {
                              from_port = try(item.fromPort, null)
                              to_port   = try(item.toPort, null)
                            }
                          ],
                        ] :
                        item
                        if item != null
                      ]) :
                      {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  ) :
                  {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
                : var.service != null
                ? (
                  (
                    var.service_override == null
                    ? true
                    : length(concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                  )
                  ? (
                    lookup(local.services, var.service, null) != null
                    ? [
                      for port in lookup(local.services, var.service, null).ports : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                    : [
                      for port in [{ first = 443, last = 443 }] : {
                        first    = port.first
                        last     = port.last
                        protocol = "tcp"
                      }
                    ]
                  )
                  : [
                    for port in concat(
                      [
                        for port in var.service_override.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in var.service_override.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    ) :
                    {
                      first    = port.first
                      last     = port.last
                      protocol = "tcp"
                    }
                  ]
                )
                : [
                  for port in [{ first = 443, last = 443 }] : {
                    first    = port.first
                    last     = port.last
                    protocol = "tcp"
                  }
                ]
              )
              : [
                for port in concat(
                  [
                    for port in var.security_group.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in var.security_group.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                ) :
                {
                  first    = port.first
                  last     = port.last
                  protocol = "tcp"
                }
              ],
              var.connection != null || var.connection_json != null
              ? (
                var.connection != null
                ? [
                  for udp_port in [
                    for udp_port in var.connection.udp_ports : {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
                : var.connection_json == null ? [] : [
                  for udp_port in [
                    for udp_port in(
                      try(jsondecode(var.connection_json).udpPorts, null) == null
                      ? []
                      : tolist(jsondecode(var.connection_json).udpPorts)
                    ) :
                    {
                      first = udp_port
                      last  = udp_port
                    }
                  ] :
                  {
                    first    = udp_port.first
                    last     = udp_port.last
                    protocol = "udp"
                  }
                ]
              )
              : []
            ))
            : 0
          )
        ) + 0
      ),
      "holds"
    )
  }
}

variable "policy" {
  description = "Policy of the endpoint as JSON. Default: full access, written down; nothing where the service takes no policy."
  type        = string
  default     = null

  validation {
    condition = var.policy == null ? true : length(var.policy) <= 20480
    error_message = try(
      "`policy` has ${length(var.policy)} characters, more than the 20480 allowed; shorten it to 20480 characters or fewer",
      "holds"
    )
  }

  validation {
    condition = (
      var.service == null
      ? true
      : (
        var.policy == null
        || coalesce(
          try(var.service_override.supports_policy, null),
          lookup(local.services, var.service, null) == null
          ? true
          : lookup(local.services, var.service, null).policy
        )
      )
    )
    error_message = try(
      "`policy` is given, but `${var.service}` takes no policy; remove it, or set `service_override.supports_policy` if AWS offers it by now",
      "holds"
    )
  }

  validation {
    condition     = !(var.policy != null && var.organization_perimeter != null)
    error_message = "`policy` is given beside `organization_perimeter`; leave one, or write the perimeter into the policy"
  }

  validation {
    condition     = var.policy == null || try(jsondecode(var.policy)["Statement"], null) != null
    error_message = "`policy` is not a policy document as JSON; give JSON text with `Version` and `Statement`"
  }

  validation {
    condition     = var.policy == null || !can(regex("\"Condition\"\\s*:\\s*\\[", var.policy))
    error_message = "`policy` has a `Condition` that is a list; write it as AWS does, by operator and key, such as `{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}`; in Terraform, take the attribute `json` of a policy document"
  }

  validation {
    condition     = var.policy == null || can(regex("\"(Not)?Principal\"\\s*:", var.policy))
    error_message = "`policy` says nowhere who may do what; add `\"Principal\": \"*\"` to each statement"
  }

  validation {
    condition     = !(var.policy != null && var.bundle != null)
    error_message = "`policy` is given, but the services of a bundle have actions of their own; make an endpoint for each service, or use `organization_perimeter`"
  }
}

variable "organization_perimeter" {
  description = "Policy that lets the own organization through only: its principals, to its own resources. Instead of `policy`."
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
      var.service == null
      ? true
      : (
        var.organization_perimeter == null
        || coalesce(
          try(var.service_override.supports_policy, null),
          lookup(local.services, var.service, null) == null
          ? true
          : lookup(local.services, var.service, null).policy
        )
      )
    )
    error_message = try(
      "`organization_perimeter` is given, but `${var.service}` takes no policy; remove it, or set `service_override.supports_policy` if AWS offers it by now",
      "holds"
    )
  }

  validation {
    condition = (
      var.organization_perimeter == null
      ? true
      : (
        length(var.organization_perimeter.aws_owned_objects) == 0
        || var.service == "s3"
        || (
          var.bundle == null
          ? false
          : lookup(local.bundles, var.bundle, null) == null
          ? false
          : length(var.route_table_ids) > 0 && contains(lookup(local.bundles, var.bundle, null).gateway, "s3")
        )
      )
    )
    error_message = "`organization_perimeter.aws_owned_objects` is given, but there is no endpoint of `s3` whose policy has it; remove it"
  }
}

variable "acceptance" {
  description = "How the connection comes to be accepted. Not needed for services that accept every connection, but left as it is when the service comes to accept every connection later."
  type = object({
    mode       = string
    accepted   = optional(bool, false)
    service_id = optional(string)
  })
  default = null

  validation {
    condition = var.acceptance == null ? true : contains(["sameAccount", "provider"], var.acceptance.mode)
    error_message = try(
      "`acceptance.mode` is `${var.acceptance.mode}`, which is not offered; use one of `sameAccount`, `provider`",
      "holds"
    )
  }

  validation {
    condition = (
      var.acceptance == null
      ? true
      : (
        var.acceptance.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", var.acceptance.service_id))
      )
    )
    error_message = try(
      format(
        "`acceptance.service_id` is `%s`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890",
        var.acceptance.service_id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.acceptance == null
      ? true
      : var.acceptance.service_id == null || var.acceptance.mode == "sameAccount"
    )
    error_message = "`acceptance.service_id` is given, but only `sameAccount` needs it; remove it, or set `mode` to `sameAccount`"
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).serviceId, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceId)))
          )
        )
      )
      ? (
        var.acceptance == null
        ? true
        : (
          var.acceptance.mode != "sameAccount"
          || (
            var.acceptance.service_id != null
            ? var.acceptance.service_id
            : var.connection != null
            ? var.connection.service_id
            : var.connection_json == null ? null : try(jsondecode(var.connection_json).serviceId, null)
          ) != null
        )
      )
      : true
    )
    error_message = try(
      "`acceptance.service_id` is missing, and there is no connection that has it; give the id of the endpoint service",
      "holds"
    )
  }

  validation {
    condition = (
      var.acceptance == null ? true : var.acceptance.mode != "sameAccount" || !var.acceptance.accepted
    )
    error_message = "`acceptance.accepted` is set, but with `sameAccount` the connection is accepted here; remove it"
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
            ? true
            : can(regex("^\\[", jsonencode(jsondecode(var.connection_json).availabilityZoneIds)))
            ? alltrue([
              for item in jsondecode(var.connection_json).availabilityZoneIds : can(regex("^\"", jsonencode(
                item
              )))
            ])
            : false
          )
          && (
            try(jsondecode(var.connection_json).serviceRegion, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).serviceRegion)))
          )
        )
      )
      ? (
        var.acceptance == null
        ? true
        : !(
          var.acceptance.mode == "sameAccount"
          && (
            var.service_region != null
            || length([
              for subnet_key, subnet in var.subnets : subnet_key
              if(var.connection != null || var.connection_json != null)
              && (
                var.connection != null
                ? var.connection.service_region
                : var.connection_json == null ? null : try(
                  jsondecode(var.connection_json).serviceRegion,
                  null
                )
              ) != null
              && length(
                (
                  var.connection != null
                  ? var.connection.availability_zone_ids
                  : var.connection_json == null
                  ? null
                  : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                  ? []
                  : tolist(jsondecode(var.connection_json).availabilityZoneIds)
                ) == null
                ? []
                : var.connection != null
                ? var.connection.availability_zone_ids
                : var.connection_json == null
                ? null
                : try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                ? []
                : tolist(jsondecode(var.connection_json).availabilityZoneIds)
              ) > 0
              && !contains(
                var.connection != null
                ? [
                  for availability_zone_id in var.connection.availability_zone_ids :
                  split("-", availability_zone_id)[0]
                ]
                : var.connection_json == null ? [] : [
                  for availability_zone_id in(
                    try(jsondecode(var.connection_json).availabilityZoneIds, null) == null
                    ? []
                    : tolist(jsondecode(var.connection_json).availabilityZoneIds)
                  ) :
                  split("-", availability_zone_id)[0]
                ],
                split("-", subnet_key)[0]
              )
            ]) > 0
          )
        )
      )
      : true
    )
    error_message = try(
      "`acceptance.mode` is `sameAccount`, but the service is in another Region, and that is where connections are accepted; set it to `provider`, and accept the connection in the Region of the service",
      "holds"
    )
  }

  validation {
    condition     = var.acceptance == null || !(var.service != null || var.bundle != null)
    error_message = "`acceptance` is given, but AWS accepts connections to its own services at once; remove it"
  }

  validation {
    condition = (
      var.acceptance == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Interface"
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "GatewayLoadBalancer"
    )
    error_message = format(
      "`acceptance` is given, but endpoints of the type `%s` need no acceptance; remove it",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).acceptanceRequired, null) == null
            ? true
            : can(regex("^(true|false)$", jsonencode(jsondecode(var.connection_json).acceptanceRequired)))
          )
        )
      )
      ? (
        var.private_dns_enabled != true
        || !(
          (var.acceptance == null ? false : var.acceptance.mode == "provider" && !var.acceptance.accepted)
          || (
            var.acceptance == null
            && (var.connection != null || var.connection_json != null)
            && (
              var.connection != null
              ? var.connection.acceptance_required
              : var.connection_json == null
              ? null
              : try(jsondecode(var.connection_json).acceptanceRequired, null) == null
              ? false
              : jsondecode(var.connection_json).acceptanceRequired
            ) == true
          )
        )
      )
      : true
    )
    error_message = try(
      "`private_dns_enabled` is set, but the connection is not accepted yet, and AWS refuses that; remove it: names are turned on by themselves when `acceptance.accepted` is set",
      "holds"
    )
  }
}

variable "custom_dns" {
  description = "A private zone with records for the endpoint."
  type = object({
    zone_name      = string
    create_zone    = optional(bool, true)
    hosted_zone_id = optional(string)
    records        = map(object({ target = optional(string, "regional") }))
    extra_vpc_ids  = optional(map(string), {})
  })
  default = null

  validation {
    condition = var.custom_dns == null ? true : can(regex(
      "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
      var.custom_dns.zone_name
    ))
    error_message = try(
      format(
        "`custom_dns.zone_name` is `%s`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com",
        var.custom_dns.zone_name
      ),
      "holds"
    )
  }

  validation {
    condition = var.custom_dns == null ? true : length(var.custom_dns.zone_name) <= 253
    error_message = try(
      "`custom_dns.zone_name` has ${length(var.custom_dns.zone_name)} characters, more than the 253 allowed; shorten it to 253 characters or fewer",
      "holds"
    )
  }

  validation {
    condition = (
      var.custom_dns == null
      ? true
      : (
        var.custom_dns.hosted_zone_id == null
        || can(regex("^Z[A-Z0-9]{1,31}$", var.custom_dns.hosted_zone_id))
      )
    )
    error_message = try(
      "`custom_dns.hosted_zone_id` is `${var.custom_dns.hosted_zone_id}`, which is not a hosted zone id; use a hosted zone id, such as Z0123456789ABCDEFGHIJ",
      "holds"
    )
  }

  validation {
    condition = var.custom_dns == null ? true : length(var.custom_dns.records) >= 1
    error_message = try(
      "`custom_dns.records` has ${length(var.custom_dns.records)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.custom_dns == null ? [] : [
        for item_key, item in var.custom_dns.records : can(regex(
          "^(@|\\*|(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,8})$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.custom_dns == null ? [] : [
        for item_key, item in var.custom_dns.records :
        "`custom_dns.records` has the key `${item_key}`, which is not the name of a record below its zone; use the name of a record below its zone, such as api, *, or @ for the zone itself"
        if !can(regex("^(@|\\*|(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,8})$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.custom_dns == null ? [] : [
        for item_key, item in var.custom_dns.extra_vpc_ids : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.custom_dns == null ? [] : [
        for item_key, item in var.custom_dns.extra_vpc_ids :
        "`custom_dns.extra_vpc_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.custom_dns == null ? [] : [
        for item in var.custom_dns.extra_vpc_ids : can(regex("^vpc-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.custom_dns == null ? [] : [
        for item_key, item in var.custom_dns.extra_vpc_ids :
        "`custom_dns.extra_vpc_ids[\"${item_key}\"]` is `${item}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
        if !can(regex("^vpc-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = (
      !(
        var.service == "s3"
        && coalesce(
          var.endpoint_type,
          length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
          ? "Gateway"
          : "Interface"
        ) == "Interface"
        && coalesce(var.private_dns_enabled, var.custom_dns == null)
        && (
          var.service_region != null
          ? can(regex(
            "^(eusc-[a-z]+-[a-z]+-[0-9]+|us-iso-[a-z]+-[0-9]+|us-isob-[a-z]+-[0-9]+|eu-isoe-[a-z]+-[0-9]+|us-isof-[a-z]+-[0-9]+|us-gov-[a-z]+-[0-9]+)$",
            var.service_region
          ))
          : length([
            for subnet in keys(var.subnets) : subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9]|usg[ew][0-9])-az", subnet))
          ]) > 0
        )
      )
      || var.private_dns_only_for_inbound_resolver_endpoint
    )
    error_message = "`service` is `s3` with private DNS in a Region whose code has three words, but Terraform's and Pulumi's providers take S3 for another service in Regions whose codes have three words, and leave out an option whose default is to lead the VPC itself through a gateway endpoint; set `private_dns_only_for_inbound_resolver_endpoint` and give `route_table_ids`, set `private_dns_enabled` to false, or deploy this with CloudFormation"
  }

  validation {
    condition = alltrue(
      var.custom_dns == null ? [] : [
        for record in var.custom_dns.records :
        record.target == "regional"
        || contains(
          keys({
            for subnet_key, subnet in var.subnets : subnet_key => subnet
            if var.availability_zone_mismatch != "skip"
            || (
              (
                length(var.supported_availability_zone_ids) == 0
                || contains(var.supported_availability_zone_ids, subnet_key)
              )
              && (
                var.service_region == null
                || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
              )
            )
          }),
          record.target
        )
      ]
    )
    error_message = join(
      "\n",
      var.custom_dns == null ? [] : [
        for record_key, record in var.custom_dns.records :
        format(
          "`custom_dns.records[\"%s\"].target` is `%s`, which is no zone of the endpoint: it is in %s; use `regional` or one of these zones",
          record_key,
          record.target,
          join(", ", coalescelist(
            formatlist("`%s`", keys({
              for subnet_key, subnet in var.subnets : subnet_key => subnet
              if var.availability_zone_mismatch != "skip"
              || (
                (
                  length(var.supported_availability_zone_ids) == 0
                  || contains(var.supported_availability_zone_ids, subnet_key)
                )
                && (
                  var.service_region == null
                  || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
                )
              )
            })),
            ["none"]
          ))
        )
        if !(
          record.target == "regional"
          || contains(
            keys({
              for subnet_key, subnet in var.subnets : subnet_key => subnet
              if var.availability_zone_mismatch != "skip"
              || (
                (
                  length(var.supported_availability_zone_ids) == 0
                  || contains(var.supported_availability_zone_ids, subnet_key)
                )
                && (
                  var.service_region == null
                  || !contains(["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"], subnet_key)
                )
              )
            }),
            record.target
          )
        )
      ]
    )
  }

  validation {
    condition = (
      var.custom_dns == null
      || coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      ) == "Interface"
    )
    error_message = format(
      "`custom_dns` is given, but an endpoint of the type `%s` has no DNS name of its own; remove it",
      coalesce(
        var.endpoint_type,
        length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
        ? "Gateway"
        : "Interface"
      )
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).acceptanceRequired, null) == null
            ? true
            : can(regex("^(true|false)$", jsonencode(jsondecode(var.connection_json).acceptanceRequired)))
          )
        )
      )
      ? !(
        var.custom_dns != null
        && var.acceptance == null
        && (var.connection != null || var.connection_json != null)
        && (
          var.connection != null
          ? var.connection.acceptance_required
          : var.connection_json == null
          ? null
          : try(jsondecode(var.connection_json).acceptanceRequired, null) == null
          ? false
          : jsondecode(var.connection_json).acceptanceRequired
        ) == true
      )
      : true
    )
    error_message = try(
      "`custom_dns` is given, but nothing says whether the provider has accepted the connection, and names that lead to it before are an outage; say in `acceptance` how the connection comes to be accepted",
      "holds"
    )
  }

  validation {
    condition = (
      var.custom_dns == null ? true : (var.custom_dns.hosted_zone_id != null) == !var.custom_dns.create_zone
    )
    error_message = "`custom_dns.hosted_zone_id` has to be given exactly when `create_zone` is false; give the id of a zone that is already there and set `create_zone` to false, or neither"
  }

  validation {
    condition = (
      var.custom_dns == null ? true : var.custom_dns.create_zone || length(var.custom_dns.extra_vpc_ids) == 0
    )
    error_message = "`custom_dns.extra_vpc_ids` is given, but the zone is not made here; remove it, and associate the VPCs where the zone is made"
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).privateDnsName, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName)))
          )
        )
      )
      ? (
        var.custom_dns == null
        ? true
        : !(
          var.private_dns_enabled == true
          && (
            (
              (var.connection != null || var.connection_json != null)
              && (
                var.connection != null
                ? var.connection.private_dns_name
                : var.connection_json == null ? null : try(
                  jsondecode(var.connection_json).privateDnsName,
                  null
                )
              ) == var.custom_dns.zone_name
            )
            || (
              var.service != null
              && can(regex(
                var.service != null
                ? (
                  lookup(local.services, var.service, null) != null
                  ? lookup(local.services, var.service, null).domains
                  : "^$"
                )
                : null,
                var.custom_dns.zone_name
              ))
            )
          )
        )
      )
      : true
    )
    error_message = try(
      "`custom_dns.zone_name` is the private DNS name of the service, and a VPC cannot have both; remove `custom_dns`, or set `private_dns_enabled` to false",
      "holds"
    )
  }

  validation {
    condition     = var.bundle == null || var.custom_dns == null
    error_message = "`custom_dns` is given, but a bundle is several endpoints; remove it, or make an endpoint for each service"
  }
}

variable "profile_associations" {
  description = "Route 53 profiles that share the endpoint's private names. Key: a name for the association."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for item_key, item in var.profile_associations : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.profile_associations :
      "`profile_associations` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.profile_associations : can(regex("^rp-[0-9a-z]{1,32}$", item))])
    error_message = join("\n", [
      for item_key, item in var.profile_associations :
      format(
        "`profile_associations[\"%s\"]` is `%s`, which is not the id of a Route 53 profile; use the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789",
        item_key,
        item
      )
      if !can(regex("^rp-[0-9a-z]{1,32}$", item))
    ])
  }

  validation {
    condition     = var.bundle == null || length(var.profile_associations) == 0
    error_message = "`profile_associations` is given, but a bundle is several endpoints; remove it, or make an endpoint for each service"
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).privateDnsName, null) == null
            ? true
            : can(regex("^\"", jsonencode(jsondecode(var.connection_json).privateDnsName)))
          )
        )
      )
      ? (
        length(var.profile_associations) == 0
        || (
          coalesce(
            var.endpoint_type,
            length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
            ? "Gateway"
            : "Interface"
          ) == "Interface"
          && (
            coalesce(
              var.private_dns_enabled,
              coalesce(
                var.endpoint_type,
                length(var.route_table_ids) > 0 && var.bundle == null && length(var.subnets) == 0
                ? "Gateway"
                : "Interface"
              ) == "Interface"
              && var.custom_dns == null
              && (
                var.connection != null || var.connection_json != null
                ? (
                  var.connection != null
                  ? var.connection.private_dns_name
                  : var.connection_json == null ? null : try(
                    jsondecode(var.connection_json).privateDnsName,
                    null
                  )
                ) != null
                : var.service == null ? false : coalesce(
                  try(var.service_override.has_private_dns, null),
                  lookup(local.services, var.service, null) == null
                  ? true
                  : lookup(local.services, var.service, null).named
                )
              )
            )
            || (
              var.acceptance == null
              ? false
              : (
                var.acceptance.mode == "provider"
                && !var.acceptance.accepted
                && var.private_dns_enabled == null
              )
            )
          )
        )
      )
      : true
    )
    error_message = try(
      "`profile_associations` is given, but profiles share private DNS names of interface endpoints, and there are none; remove it, or set `private_dns_enabled`",
      "holds"
    )
  }

  validation {
    condition = (
      (
        var.connection_json == null
        ? true
        : (
          can(keys(jsondecode(var.connection_json)))
          && (
            try(jsondecode(var.connection_json).acceptanceRequired, null) == null
            ? true
            : can(regex("^(true|false)$", jsonencode(jsondecode(var.connection_json).acceptanceRequired)))
          )
        )
      )
      ? (
        length(var.profile_associations) == 0
        || !(
          var.acceptance == null
          && (var.connection != null || var.connection_json != null)
          && (
            var.connection != null
            ? var.connection.acceptance_required
            : var.connection_json == null
            ? null
            : try(jsondecode(var.connection_json).acceptanceRequired, null) == null
            ? false
            : jsondecode(var.connection_json).acceptanceRequired
          ) == true
        )
      )
      : true
    )
    error_message = try(
      "`profile_associations` is given, but nothing says whether the provider has accepted the connection, and there are no private DNS names before; say in `acceptance` how the connection comes to be accepted",
      "holds"
    )
  }

  validation {
    condition = (
      length(var.profile_associations) == 0
      || length([
        for subnet in keys(var.subnets) : subnet
        if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
      ]) == 0
    )
    error_message = format(
      "`profile_associations` needs a Route 53 Profile, and AWS has none where %s is; use private zones instead",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for subnet in keys(var.subnets) : subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", subnet))
        ]),
        ["none"]
      ))
    )
  }
}

variable "connection_notifications" {
  description = "Messages about the connection. Key: a name for the notification."
  type = map(object({
    topic_arn = string
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
      for item in var.connection_notifications : can(regex(
        "^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$",
        item.topic_arn
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.connection_notifications :
      "`connection_notifications[\"${item_key}\"].topic_arn` is `${item.topic_arn}`, which is not the ARN of an SNS topic; use the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111111111111:connections"
      if !can(regex(
        "^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$",
        item.topic_arn
      ))
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
    condition     = var.bundle == null || length(var.connection_notifications) == 0
    error_message = "`connection_notifications` is given, but a bundle is several endpoints; remove it, or make an endpoint for each service"
  }
}

variable "timeouts" {
  description = "How long Pulumi and Terraform wait for each endpoint before the deployment fails. CloudFormation itself decides how long it waits."
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
