variable "name" {
  description = "Name of the gateway and of the share, beginning of the names of all resource configurations, and `Name` tag. AWS takes a name once in an account and Region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", var.name))
    error_message = "`name` is `${var.name}`, which is not a name of lower-case letters, digits and single hyphens; use a name of lower-case letters, digits and single hyphens, such as orders-db"
  }

  validation {
    condition     = length(var.name) <= 32
    error_message = "`name` has ${length(var.name)} characters, more than the 32 allowed; shorten it to 32 characters or fewer"
  }

  validation {
    condition     = !can(regex("^(rgw-|rcfg(-|$))", var.name))
    error_message = "`name` begins as AWS's own ids of gateways or resource configurations do; choose another name"
  }
}

variable "vpc_id" {
  description = "VPC of the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]{1,32}$", var.vpc_id))
    error_message = "`vpc_id` is `${var.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
  }
}

variable "subnets" {
  description = "Subnets of the gateway, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Endpoints of consumers need a zone in common with them. A change makes a new gateway and new resource configurations; names are taken until the old ones are gone, so in CloudFormation it needs a new `name`, too."
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

variable "ip_address_type" {
  description = "Address type of the gateway, which has to be that of the resources; `dualstack` reaches both. It is independent of the type of the consumers' endpoints. A change makes a new gateway, as one of `subnets` does."
  type        = string
  default     = "ipv4"
  nullable    = false

  validation {
    condition     = contains(["ipv4", "ipv6", "dualstack"], var.ip_address_type)
    error_message = "`ip_address_type` is `${var.ip_address_type}`, which is not offered; use one of `ipv4`, `ipv6`, `dualstack`"
  }
}

variable "security_group_ids" {
  description = "Security groups of the gateway. Their outbound rules decide what it reaches, so they have to allow the ports of the resources; resources see addresses of the gateway's subnets as the clients."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1
    error_message = "`security_group_ids` has ${length(var.security_group_ids)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition     = length(var.security_group_ids) <= 5
    error_message = "`security_group_ids` has ${length(var.security_group_ids)} entries, more than the 5 allowed; give at most 5"
  }

  validation {
    condition = length(var.security_group_ids) == length(distinct(var.security_group_ids))
    error_message = format(
      "`security_group_ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.security_group_ids) : twice
          if length([for other in var.security_group_ids : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([for item in var.security_group_ids : can(regex("^sg-[0-9a-f]{1,32}$", item))])
    error_message = join("\n", [
      for item_index, item in var.security_group_ids :
      "`security_group_ids[${item_index}]` is `${item}`, which is not a security group id; use a security group id, such as sg-0a1b2c3d4e5f67890"
      if !can(regex("^sg-[0-9a-f]{1,32}$", item))
    ])
  }
}

variable "resources" {
  description = "What consumers may reach. Key: a name for the resource."
  type = map(object({
    ip_address             = optional(string)
    domain_name            = optional(string)
    domain_ip_address_type = optional(string)
    database_arn           = optional(string)
    ports                  = optional(list(number), [])
    port_ranges = optional(
      list(object({
        from_port = number
        to_port   = number
      })),
      []
    )
    group = optional(string)
    custom_domain = optional(object({
      name            = string
      verification_id = optional(string)
    }))
  }))
  nullable = false

  validation {
    condition     = length(var.resources) >= 1
    error_message = "`resources` has ${length(var.resources)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition     = length(var.resources) <= 500
    error_message = "`resources` has ${length(var.resources)} entries, more than the 500 allowed; give at most 500"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.resources : can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources` has the key `${item_key}`, which is not a name of at most 36 lower-case letters and digits with single hyphens between them; use a name of at most 36 lower-case letters and digits with single hyphens between them, such as orders-db"
      if !can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.ip_address == null
      || can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})$",
        item.ip_address
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].ip_address` is `${item.ip_address}`, which is not an IPv4 or IPv6 address; use an IPv4 or IPv6 address, such as 10.0.1.10"
      if !(
        item.ip_address == null
        || can(regex(
          "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})$",
          item.ip_address
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.domain_name == null
      || can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain_name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].domain_name` is `${item.domain_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com"
      if !(
        item.domain_name == null
        || can(regex(
          "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          item.domain_name
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources : item.domain_name == null ? true : length(item.domain_name) <= 253
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].domain_name` has ${length(item.domain_name)} characters, more than the 253 allowed; shorten it to 253 characters or fewer"
      if item.domain_name == null ? false : length(item.domain_name) > 253
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.domain_ip_address_type == null ? true : contains(["ipv4", "ipv6"], item.domain_ip_address_type)
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].domain_ip_address_type` is `${item.domain_ip_address_type}`, which is not offered; use one of `ipv4`, `ipv6`"
      if item.domain_ip_address_type == null
      ? false
      : !contains(["ipv4", "ipv6"], item.domain_ip_address_type)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.database_arn == null
      || can(regex(
        "^arn:aws[a-z-]{0,16}:rds:[a-z0-9-]{1,32}:[0-9]{12}:(db|cluster):[A-Za-z0-9-]{1,255}$",
        item.database_arn
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].database_arn` is `${item.database_arn}`, which is not the ARN of a database or cluster of RDS; use the ARN of a database or cluster of RDS, such as arn:aws:rds:us-east-1:111111111111:cluster:orders"
      if !(
        item.database_arn == null
        || can(regex(
          "^arn:aws[a-z-]{0,16}:rds:[a-z0-9-]{1,32}:[0-9]{12}:(db|cluster):[A-Za-z0-9-]{1,255}$",
          item.database_arn
        ))
      )
    ])
  }

  validation {
    condition = alltrue([for item in var.resources : length(item.ports) <= 50])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].ports` has ${length(item.ports)} entries, more than the 50 allowed; give at most 50"
      if length(item.ports) > 50
    ])
  }

  validation {
    condition = alltrue([for item in var.resources : length(item.ports) == length(distinct(item.ports))])
    error_message = join("\n", [
      for item_key, item in var.resources :
      format(
        "`resources[\"%s\"].ports` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.ports) : twice
            if length([for other in item.ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.ports) != length(distinct(item.ports))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.resources : [for part in item.ports : part >= 1 && part <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.resources : [
        for part_index, part in item.ports :
        "`resources[\"${item_key}\"].ports[${part_index}]` is ${part}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part >= 1 && part <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([for item in var.resources : length(item.port_ranges) <= 50])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].port_ranges` has ${length(item.port_ranges)} entries, more than the 50 allowed; give at most 50"
      if length(item.port_ranges) > 50
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.resources : [
        for part in item.port_ranges : part.from_port >= 1 && part.from_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.resources : [
        for part_index, part in item.port_ranges :
        format(
          "`resources[\"%s\"].port_ranges[%s].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          part_index,
          part.from_port
        )
        if !(part.from_port >= 1 && part.from_port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.resources : [for part in item.port_ranges : part.to_port >= 1 && part.to_port <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.resources : [
        for part_index, part in item.port_ranges :
        "`resources[\"${item_key}\"].port_ranges[${part_index}].to_port` is ${part.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part.to_port >= 1 && part.to_port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.resources : item.group == null || can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item.group))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].group` is `${item.group}`, which is not a name of at most 36 lower-case letters and digits with single hyphens between them; use a name of at most 36 lower-case letters and digits with single hyphens between them, such as orders-db"
      if !(item.group == null || can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item.group)))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.custom_domain == null ? true : can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.custom_domain.name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].custom_domain.name` is `${item.custom_domain.name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com"
      if item.custom_domain == null
      ? false
      : !can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.custom_domain.name
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources : item.custom_domain == null ? true : length(item.custom_domain.name) <= 253
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      format(
        "`resources[\"%s\"].custom_domain.name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        item_key,
        length(item.custom_domain.name)
      )
      if item.custom_domain == null ? false : length(item.custom_domain.name) > 253
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resources :
      item.custom_domain == null
      ? true
      : (
        item.custom_domain.verification_id == null
        || can(regex("^dv-[0-9a-fA-F]{17}$", item.custom_domain.verification_id))
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.resources :
      "`resources[\"${item_key}\"].custom_domain.verification_id` is `${item.custom_domain.verification_id}`, which is not the id of a domain verification; use the id of a domain verification, such as dv-0a1b2c3d4e5f67890"
      if item.custom_domain == null
      ? false
      : !(
        item.custom_domain.verification_id == null
        || can(regex("^dv-[0-9a-fA-F]{17}$", item.custom_domain.verification_id))
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.ip_address != null || resource.domain_name != null || resource.database_arn != null
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].ip_address` is missing, and so is every other way to say where it is; give one of `ip_address`, `domain_name`, `database_arn`",
        resource_key
      )
      if !(resource.ip_address != null || resource.domain_name != null || resource.database_arn != null)
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.ip_address == null
      || length([
        for chosen in [
          resource.ip_address != null,
          resource.domain_name != null,
          resource.database_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].ip_address` is given beside another way to say where it is; leave one of `ip_address`, `domain_name`, `database_arn`"
      if !(
        resource.ip_address == null
        || length([
          for chosen in [
            resource.ip_address != null,
            resource.domain_name != null,
            resource.database_arn != null,
          ] :
          true
          if chosen
        ]) <= 1
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.domain_name == null
      || length([
        for chosen in [
          resource.ip_address != null,
          resource.domain_name != null,
          resource.database_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].domain_name` is given beside another way to say where it is; leave one of `ip_address`, `domain_name`, `database_arn`"
      if !(
        resource.domain_name == null
        || length([
          for chosen in [
            resource.ip_address != null,
            resource.domain_name != null,
            resource.database_arn != null,
          ] :
          true
          if chosen
        ]) <= 1
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.database_arn == null
      || length([
        for chosen in [
          resource.ip_address != null,
          resource.domain_name != null,
          resource.database_arn != null,
        ] :
        true
        if chosen
      ]) <= 1
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].database_arn` is given beside another way to say where it is; leave one of `ip_address`, `domain_name`, `database_arn`"
      if !(
        resource.database_arn == null
        || length([
          for chosen in [
            resource.ip_address != null,
            resource.domain_name != null,
            resource.database_arn != null,
          ] :
          true
          if chosen
        ]) <= 1
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource_key, resource in var.resources : can(regex("^.{1,40}$", "${var.name}-${resource_key}"))
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"]` would be called `${var.name}-${resource_key}`, and AWS takes 40 letters; shorten its key or `name`"
      if !can(regex("^.{1,40}$", "${var.name}-${resource_key}"))
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      !(
        (resource.ip_address != null || resource.domain_name != null)
        && length(concat(
          [for port in resource.ports : tostring(port)],
          [for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
        )) == 0
      )
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].ports` is empty, and so is `port_ranges`, so consumers could use no port; give the ports that they may use"
      if(resource.ip_address != null || resource.domain_name != null)
      && length(concat(
        [for port in resource.ports : tostring(port)],
        [for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
      )) == 0
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.database_arn == null
      || length(concat(
        [for port in resource.ports : tostring(port)],
        [for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
      )) == 0
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].ports` or `port_ranges` is given, but the ports of `database_arn` are those of the database; remove both"
      if !(
        resource.database_arn == null
        || length(concat(
          [for port in resource.ports : tostring(port)],
          [for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"]
        )) == 0
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      length([
        for twice in distinct([
          for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
        ]) :
        twice
        if length([
          for other in [
            for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
          ] :
          other
          if other == twice
        ]) > 1
      ]) == 0
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].port_ranges` names %s more than once; list each range once",
        resource_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct([
              for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
            ]) :
            twice
            if length([
              for other in [
                for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
              ] :
              other
              if other == twice
            ]) > 1
          ]),
          ["none"]
        ))
      )
      if length([
        for twice in distinct([
          for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
        ]) :
        twice
        if length([
          for other in [
            for port_range in resource.port_ranges : "${port_range.from_port}-${port_range.to_port}"
          ] :
          other
          if other == twice
        ]) > 1
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      length([
        for port_range in resource.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) == 0
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`",
        resource_key
      )
      if length([
        for port_range in resource.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.ip_address == null
      || can(regex(":", resource.ip_address))
      || can(regex(
        "^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.)",
        resource.ip_address
      ))
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].ip_address` is `${resource.ip_address}`, which is not private; give an address in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 or 192.168.0.0/16, or `domain_name`"
      if !(
        resource.ip_address == null
        || can(regex(":", resource.ip_address))
        || can(regex(
          "^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.)",
          resource.ip_address
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.ip_address == null
      || var.ip_address_type == "dualstack"
      || can(regex(":", resource.ip_address)) && var.ip_address_type == "ipv6"
      || !can(regex(":", resource.ip_address)) && var.ip_address_type == "ipv4"
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].ip_address` is `%s`, but the gateway is `%s`; set `ip_address_type` to the type of the address, or to `dualstack`",
        resource_key,
        resource.ip_address,
        var.ip_address_type
      )
      if !(
        resource.ip_address == null
        || var.ip_address_type == "dualstack"
        || can(regex(":", resource.ip_address)) && var.ip_address_type == "ipv6"
        || !can(regex(":", resource.ip_address)) && var.ip_address_type == "ipv4"
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.domain_ip_address_type == null
      || var.ip_address_type == "dualstack"
      || resource.domain_ip_address_type == var.ip_address_type
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].domain_ip_address_type` is `%s`, but the gateway is `%s`; set `ip_address_type` to the same, or to `dualstack`",
        resource_key,
        resource.domain_ip_address_type,
        var.ip_address_type
      )
      if !(
        resource.domain_ip_address_type == null
        || var.ip_address_type == "dualstack"
        || resource.domain_ip_address_type == var.ip_address_type
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources : resource.domain_ip_address_type == null || resource.domain_name != null
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].domain_ip_address_type` is given without `domain_name`; remove it"
      if !(resource.domain_ip_address_type == null || resource.domain_name != null)
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources : !(resource.group != null && resource.database_arn != null)
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].group` is given, but a database that is named by its ARN is in no group; remove it, or give the database by its domain name",
        resource_key
      )
      if resource.group != null && resource.database_arn != null
    ])
  }

  validation {
    condition = alltrue([for resource in var.resources : resource.custom_domain == null])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      format(
        "`resources[\"%s\"].custom_domain` is given, but the providers of Terraform 5 and Pulumi 6 do not know it; remove it, or deploy this with CloudFormation",
        resource_key
      )
      if resource.custom_domain != null
    ])
  }
}

variable "groups" {
  description = "Groups of resources that consumers reach by one endpoint. Key: the name that members say as `group`."
  type        = map(object({ domain = optional(object({ name = string, verification_id = optional(string) })) }))
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.groups) <= 100
    error_message = "`groups` has ${length(var.groups)} entries, more than the 100 allowed; give at most 100"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.groups : can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.groups :
      "`groups` has the key `${item_key}`, which is not a name of at most 36 lower-case letters and digits with single hyphens between them; use a name of at most 36 lower-case letters and digits with single hyphens between them, such as orders-db"
      if !can(regex("^[a-z0-9](-?[a-z0-9]){0,35}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.groups :
      item.domain == null ? true : can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain.name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.groups :
      "`groups[\"${item_key}\"].domain.name` is `${item.domain.name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com"
      if item.domain == null
      ? false
      : !can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain.name
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.groups : item.domain == null ? true : length(item.domain.name) <= 253
    ])
    error_message = join("\n", [
      for item_key, item in var.groups :
      "`groups[\"${item_key}\"].domain.name` has ${length(item.domain.name)} characters, more than the 253 allowed; shorten it to 253 characters or fewer"
      if item.domain == null ? false : length(item.domain.name) > 253
    ])
  }

  validation {
    condition = alltrue([
      for item in var.groups :
      item.domain == null
      ? true
      : item.domain.verification_id == null || can(regex("^dv-[0-9a-fA-F]{17}$", item.domain.verification_id))
    ])
    error_message = join("\n", [
      for item_key, item in var.groups :
      "`groups[\"${item_key}\"].domain.verification_id` is `${item.domain.verification_id}`, which is not the id of a domain verification; use the id of a domain verification, such as dv-0a1b2c3d4e5f67890"
      if item.domain == null
      ? false
      : !(
        item.domain.verification_id == null || can(regex("^dv-[0-9a-fA-F]{17}$", item.domain.verification_id))
      )
    ])
  }

  validation {
    condition = alltrue([
      for resource in var.resources :
      resource.group == null ? true : contains(keys(var.groups), resource.group)
    ])
    error_message = join("\n", [
      for resource_key, resource in var.resources :
      "`resources[\"${resource_key}\"].group` is `${resource.group}`, which is not in `groups`; add the group, or name one that is there"
      if resource.group == null ? false : !contains(keys(var.groups), resource.group)
    ])
  }

  validation {
    condition = alltrue([
      for group_key, group in var.groups : can(regex("^.{1,40}$", "${var.name}-${group_key}"))
    ])
    error_message = join("\n", [
      for group_key, group in var.groups :
      "`groups[\"${group_key}\"]` would be called `${var.name}-${group_key}`, and AWS takes 40 letters; shorten its key or `name`"
      if !can(regex("^.{1,40}$", "${var.name}-${group_key}"))
    ])
  }

  validation {
    condition = alltrue([for group_key, group in var.groups : !contains(keys(var.resources), group_key)])
    error_message = join("\n", [
      for group_key, group in var.groups :
      "`groups[\"${group_key}\"]` has the key `${group_key}`, which a resource has, too: both would have one name; give the group another key"
      if contains(keys(var.resources), group_key)
    ])
  }

  validation {
    condition = alltrue([for group in var.groups : group.domain == null])
    error_message = join("\n", [
      for group_key, group in var.groups :
      "`groups[\"${group_key}\"].domain` is given, but the providers of Terraform 5 and Pulumi 6 do not know it; remove it, or deploy this with CloudFormation"
      if group.domain != null
    ])
  }
}

variable "share_with" {
  description = "Who may reach the resources: accounts, organizations or organizational units. Default: this account only. Within an organization whose sharing is on, nobody has to accept."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = length(var.share_with) == length(distinct(var.share_with))
    error_message = format(
      "`share_with` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.share_with) : twice
          if length([for other in var.share_with : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.share_with : can(regex(
        "^([0-9]{12}|arn:aws[a-z-]{0,16}:organizations::[0-9]{12}:(organization/o-[a-z0-9]{10,32}|ou/o-[a-z0-9]{10,32}/ou-[a-z0-9-]{1,68}))$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.share_with :
      "`share_with[${item_index}]` is `${item}`, which is not an account id, or the ARN of an organization or organizational unit; use an account id, or the ARN of an organization or organizational unit, such as arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5"
      if !can(regex(
        "^([0-9]{12}|arn:aws[a-z-]{0,16}:organizations::[0-9]{12}:(organization/o-[a-z0-9]{10,32}|ou/o-[a-z0-9]{10,32}/ou-[a-z0-9-]{1,68}))$",
        item
      ))
    ])
  }
}

variable "allow_external_principals" {
  description = "Whether accounts outside of the organization may be named in `share_with`. They have to accept the share."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.allow_external_principals || length(var.share_with) > 0
    error_message = "`allow_external_principals` is set, but `share_with` names nobody; remove it, or name accounts in `share_with`"
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
