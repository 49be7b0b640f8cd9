variable "name" {
  description = "Value of the `Name` tag of every resource. A Region can have several hubs; each has a name of its own."
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

variable "cidr_block" {
  description = "Range of the hub's own VPC, with a length of /16 to /22. Give this, `ipam` or `existing_vpc`."
  type        = string
  default     = null

  validation {
    condition = (
      var.cidr_block == null
      || can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        var.cidr_block
      ))
    )
    error_message = try(
      "`cidr_block` is `${var.cidr_block}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
      "holds"
    )
  }

  validation {
    condition = (
      var.cidr_block == null || var.cidr_block == try(cidrsubnet(var.cidr_block, 0, 0), var.cidr_block)
    )
    error_message = try(
      "`cidr_block` is `${var.cidr_block}`, which is not how its range is written; use `${try(cidrsubnet(var.cidr_block, 0, 0), var.cidr_block)}`",
      "holds"
    )
  }

  validation {
    condition = (
      var.cidr_block == null
      || can(regex("/(16|17|18|19|20|21|22)$", var.cidr_block))
      || !can(regex("/[0-9]{1,2}$", var.cidr_block))
    )
    error_message = "`cidr_block` leaves no room for the plan of subnets, or is more than a VPC can have; use a length of /16 to /22"
  }
}

variable "ipam" {
  description = "A pool of IPAM that the range of the hub's own VPC is taken from. Give this, `cidr_block` or `existing_vpc`."
  type = object({
    pool_id        = string
    netmask_length = number
  })
  default = null

  validation {
    condition = var.ipam == null ? true : can(regex("^ipam-pool-[0-9a-f]{1,32}$", var.ipam.pool_id))
    error_message = try(
      "`ipam.pool_id` is `${var.ipam.pool_id}`, which is not the id of an IPAM pool; use the id of an IPAM pool, such as ipam-pool-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = var.ipam == null ? true : var.ipam.netmask_length >= 16 && var.ipam.netmask_length <= 22
    error_message = try(
      "`ipam.netmask_length` is ${var.ipam.netmask_length}, which is outside 16 to 22; use a whole number from 16 to 22",
      "holds"
    )
  }
}

variable "availability_zone_ids" {
  description = "Zones of the hub's own VPC, by id. Each gets a subnet for endpoints and a small one for the transit gateway. Which addresses they get depends on the number of the zone alone, so adding a zone moves no other."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.availability_zone_ids) <= 6
    error_message = "`availability_zone_ids` has ${length(var.availability_zone_ids)} entries, more than the 6 allowed; give at most 6"
  }

  validation {
    condition = length(var.availability_zone_ids) == length(distinct(var.availability_zone_ids))
    error_message = format(
      "`availability_zone_ids` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.availability_zone_ids) : twice
          if length([for other in var.availability_zone_ids : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

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
    condition = alltrue([
      for availability_zone_id in var.availability_zone_ids :
      lookup(
        {
          "1" = 0
          "2" = 1
          "3" = 2
          "4" = 3
          "5" = 4
          "6" = 5
          "7" = 6
          "8" = 7
        },
        trimprefix(availability_zone_id, "${split("-", availability_zone_id)[0]}-az"),
        null
      ) != null
      || !can(regex("^[a-z0-9]+-az[0-9]+$", availability_zone_id))
    ])
    error_message = join("\n", [
      for availability_zone_id_index, availability_zone_id in var.availability_zone_ids :
      format(
        "`availability_zone_ids[%s]` is `%s`, and the subnets of a hub are for zones 1 to 8; use another zone, or give `existing_vpc`",
        availability_zone_id_index,
        availability_zone_id
      )
      if !(
        lookup(
          {
            "1" = 0
            "2" = 1
            "3" = 2
            "4" = 3
            "5" = 4
            "6" = 5
            "7" = 6
            "8" = 7
          },
          trimprefix(availability_zone_id, "${split("-", availability_zone_id)[0]}-az"),
          null
        ) != null
        || !can(regex("^[a-z0-9]+-az[0-9]+$", availability_zone_id))
      )
    ])
  }

  validation {
    condition     = var.existing_vpc != null || length(var.availability_zone_ids) > 0
    error_message = "`availability_zone_ids` is empty, but the hub's VPC needs a subnet; name the zones that clients are in, at least two"
  }

  validation {
    condition     = var.existing_vpc == null || length(var.availability_zone_ids) == 0
    error_message = "`availability_zone_ids` is given, but the zones of `existing_vpc` are those of its subnets; remove it"
  }

  validation {
    condition = length(distinct([
      for availability_zone_id in var.availability_zone_ids : split("-", availability_zone_id)[0]
      if can(regex("^[a-z0-9]+-az[0-9]+$", availability_zone_id))
    ])) <= 1
    error_message = format(
      "`availability_zone_ids` has zones of several Regions: %s; name zones of one Region",
      join(", ", coalescelist(
        formatlist("`%s`", distinct([
          for availability_zone_id in var.availability_zone_ids : split("-", availability_zone_id)[0]
          if can(regex("^[a-z0-9]+-az[0-9]+$", availability_zone_id))
        ])),
        ["none"]
      ))
    )
  }
}

variable "existing_vpc" {
  description = "A VPC that is already there, with subnets for both roles. Give this, `cidr_block` or `ipam`."
  type = object({
    vpc_id             = string
    cidr_block         = string
    ipv6_cidr_block    = optional(string)
    endpoint_subnets   = map(string)
    attachment_subnets = map(string)
    route_table_ids    = map(string)
  })
  default = null

  validation {
    condition = var.existing_vpc == null ? true : can(regex("^vpc-[0-9a-f]{1,32}$", var.existing_vpc.vpc_id))
    error_message = try(
      "`existing_vpc.vpc_id` is `${var.existing_vpc.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890",
      "holds"
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : can(regex(
      "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
      var.existing_vpc.cidr_block
    ))
    error_message = try(
      "`existing_vpc.cidr_block` is `${var.existing_vpc.cidr_block}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16",
      "holds"
    )
  }

  validation {
    condition = (
      var.existing_vpc == null
      ? true
      : var.existing_vpc.cidr_block == try(
        cidrsubnet(var.existing_vpc.cidr_block, 0, 0),
        var.existing_vpc.cidr_block
      )
    )
    error_message = try(
      format(
        "`existing_vpc.cidr_block` is `%s`, which is not how its range is written; use `%s`",
        var.existing_vpc.cidr_block,
        try(cidrsubnet(var.existing_vpc.cidr_block, 0, 0), var.existing_vpc.cidr_block)
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.existing_vpc == null
      ? true
      : (
        var.existing_vpc.ipv6_cidr_block == null
        || can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          var.existing_vpc.ipv6_cidr_block
        ))
      )
    )
    error_message = try(
      "`existing_vpc.ipv6_cidr_block` is `${var.existing_vpc.ipv6_cidr_block}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56",
      "holds"
    )
  }

  validation {
    condition = (
      var.existing_vpc == null
      ? true
      : (
        var.existing_vpc.ipv6_cidr_block == null
        || var.existing_vpc.ipv6_cidr_block == try(
          cidrsubnet(var.existing_vpc.ipv6_cidr_block, 0, 0),
          var.existing_vpc.ipv6_cidr_block
        )
      )
    )
    error_message = try(
      format(
        "`existing_vpc.ipv6_cidr_block` is `%s`, which is not how its range is written; use `%s`",
        var.existing_vpc.ipv6_cidr_block,
        try(cidrsubnet(var.existing_vpc.ipv6_cidr_block, 0, 0), var.existing_vpc.ipv6_cidr_block)
      ),
      "holds"
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : length(var.existing_vpc.endpoint_subnets) >= 1
    error_message = try(
      "`existing_vpc.endpoint_subnets` has ${length(var.existing_vpc.endpoint_subnets)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : length(var.existing_vpc.endpoint_subnets) <= 50
    error_message = try(
      "`existing_vpc.endpoint_subnets` has ${length(var.existing_vpc.endpoint_subnets)} entries, more than the 50 allowed; give at most 50",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.endpoint_subnets : can(regex(
          "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.endpoint_subnets :
        format(
          "`existing_vpc.endpoint_subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
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
      var.existing_vpc == null ? [] : [
        for item in var.existing_vpc.endpoint_subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.endpoint_subnets :
        "`existing_vpc.endpoint_subnets[\"${item_key}\"]` is `${item}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : length(var.existing_vpc.attachment_subnets) >= 1
    error_message = try(
      "`existing_vpc.attachment_subnets` has ${length(var.existing_vpc.attachment_subnets)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : length(var.existing_vpc.attachment_subnets) <= 50
    error_message = try(
      "`existing_vpc.attachment_subnets` has ${length(var.existing_vpc.attachment_subnets)} entries, more than the 50 allowed; give at most 50",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.attachment_subnets : can(regex(
          "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.attachment_subnets :
        format(
          "`existing_vpc.attachment_subnets` has the key `%s%s; use an Availability Zone id, such as use1-az1",
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
      var.existing_vpc == null ? [] : [
        for item in var.existing_vpc.attachment_subnets : can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.attachment_subnets :
        "`existing_vpc.attachment_subnets[\"${item_key}\"]` is `${item}`, which is not a subnet id; use a subnet id, such as subnet-0a1b2c3d4e5f67890"
        if !can(regex("^subnet-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition = var.existing_vpc == null ? true : length(var.existing_vpc.route_table_ids) >= 1
    error_message = try(
      "`existing_vpc.route_table_ids` has ${length(var.existing_vpc.route_table_ids)} of the 1 entries needed; give at least 1",
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.route_table_ids : can(regex(
          "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
          item_key
        ))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.route_table_ids :
        "`existing_vpc.route_table_ids` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
      ]
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for item in var.existing_vpc.route_table_ids : can(regex("^rtb-[0-9a-f]{1,32}$", item))
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for item_key, item in var.existing_vpc.route_table_ids :
        "`existing_vpc.route_table_ids[\"${item_key}\"]` is `${item}`, which is not a route table id; use a route table id, such as rtb-0a1b2c3d4e5f67890"
        if !can(regex("^rtb-[0-9a-f]{1,32}$", item))
      ]
    )
  }

  validation {
    condition     = var.cidr_block != null || var.ipam != null || var.existing_vpc != null
    error_message = "`cidr_block` is missing, and so is every other way to say which VPC the hub is in; give one of `cidr_block`, `ipam`, `existing_vpc`"
  }

  validation {
    condition = (
      var.cidr_block == null
      || length([
        for chosen in [var.cidr_block != null, var.ipam != null, var.existing_vpc != null] : true
        if chosen
      ]) <= 1
    )
    error_message = "`cidr_block` is given beside another way to say which VPC the hub is in; leave one of `cidr_block`, `ipam`, `existing_vpc`"
  }

  validation {
    condition = (
      var.ipam == null
      || length([
        for chosen in [var.cidr_block != null, var.ipam != null, var.existing_vpc != null] : true
        if chosen
      ]) <= 1
    )
    error_message = "`ipam` is given beside another way to say which VPC the hub is in; leave one of `cidr_block`, `ipam`, `existing_vpc`"
  }

  validation {
    condition = (
      var.existing_vpc == null
      || length([
        for chosen in [var.cidr_block != null, var.ipam != null, var.existing_vpc != null] : true
        if chosen
      ]) <= 1
    )
    error_message = "`existing_vpc` is given beside another way to say which VPC the hub is in; leave one of `cidr_block`, `ipam`, `existing_vpc`"
  }

  validation {
    condition = (
      var.existing_vpc == null
      ? true
      : length(distinct([
        for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets :
        split("-", endpoint_subnet_key)[0]
        if can(regex("^[a-z0-9]+-az[0-9]+$", endpoint_subnet_key))
      ])) <= 1
    )
    error_message = try(
      var.existing_vpc == null
      ? "`existing_vpc.endpoint_subnets` has zones of several Regions: none; give subnets of one VPC only"
      : format(
        "`existing_vpc.endpoint_subnets` has zones of several Regions: %s; give subnets of one VPC only",
        join(", ", coalescelist(
          formatlist("`%s`", distinct([
            for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets :
            split("-", endpoint_subnet_key)[0]
            if can(regex("^[a-z0-9]+-az[0-9]+$", endpoint_subnet_key))
          ])),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.existing_vpc == null
      ? true
      : length([
        for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets : endpoint_subnet_key
        if !contains(keys(var.existing_vpc.attachment_subnets), endpoint_subnet_key)
      ]) == 0
    )
    error_message = try(
      format(
        "`existing_vpc.attachment_subnets` has no subnet in %s, where endpoints are: the transit gateway enters a zone only by a subnet in it; give a subnet in each of these zones",
        join(", ", coalescelist(
          formatlist("`%s`", [
            for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets :
            endpoint_subnet_key
            if !contains(keys(var.existing_vpc.attachment_subnets), endpoint_subnet_key)
          ]),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets :
        !contains(
          [
            for other_endpoint_subnet_key, other_endpoint_subnet in var.existing_vpc.endpoint_subnets :
            other_endpoint_subnet
            if other_endpoint_subnet_key != endpoint_subnet_key
          ],
          endpoint_subnet
        )
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for endpoint_subnet_key, endpoint_subnet in var.existing_vpc.endpoint_subnets :
        "`existing_vpc.endpoint_subnets[\"${endpoint_subnet_key}\"]` is the same as that of another subnet; give each subnet its own"
        if contains(
          [
            for other_endpoint_subnet_key, other_endpoint_subnet in var.existing_vpc.endpoint_subnets :
            other_endpoint_subnet
            if other_endpoint_subnet_key != endpoint_subnet_key
          ],
          endpoint_subnet
        )
      ]
    )
  }

  validation {
    condition = alltrue(
      var.existing_vpc == null ? [] : [
        for attachment_subnet_key, attachment_subnet in var.existing_vpc.attachment_subnets :
        !contains(
          [
            for other_attachment_subnet_key, other_attachment_subnet in var.existing_vpc.attachment_subnets :
            other_attachment_subnet
            if other_attachment_subnet_key != attachment_subnet_key
          ],
          attachment_subnet
        )
      ]
    )
    error_message = join(
      "\n",
      var.existing_vpc == null ? [] : [
        for attachment_subnet_key, attachment_subnet in var.existing_vpc.attachment_subnets :
        "`existing_vpc.attachment_subnets[\"${attachment_subnet_key}\"]` is the same as that of another subnet; give each subnet its own"
        if contains(
          [
            for other_attachment_subnet_key, other_attachment_subnet in var.existing_vpc.attachment_subnets :
            other_attachment_subnet
            if other_attachment_subnet_key != attachment_subnet_key
          ],
          attachment_subnet
        )
      ]
    )
  }

  validation {
    condition     = var.existing_vpc == null ? true : !var.ipv6 || var.existing_vpc.ipv6_cidr_block != null
    error_message = "`existing_vpc` has no `ipv6_cidr_block`, but `ipv6` is true: spokes have to know where to send; give the IPv6 range of the VPC, or set `ipv6` to false"
  }

  validation {
    condition     = var.existing_vpc == null ? true : var.ipv6 || var.existing_vpc.ipv6_cidr_block == null
    error_message = "`existing_vpc.ipv6_cidr_block` is given, but the endpoints have no IPv6 addresses; remove it, or set `ipv6` to true"
  }
}

variable "ipv6" {
  description = "Whether the hub serves clients by IPv6 too: its own VPC gets a range of Amazon's, its endpoints addresses of both kinds, and names `AAAA` records. Cannot be changed later: AWS changes no IPv6 options of an attachment."
  type        = bool
  default     = false
  nullable    = false
}

variable "services" {
  description = "Services that get an endpoint. Key: the short name of the service, such as `ssm` or `ecr.dkr`, or any name if `service` or `service_name` says which one it is. Cannot be changed to another service later."
  type = map(object({
    service        = optional(string)
    service_region = optional(string)
    dns_names      = optional(list(string), [])
    dns            = optional(string)
    policy         = optional(string)
    ports          = optional(list(number), [])
    port_ranges = optional(
      list(object({
        from_port = number
        to_port   = number
      })),
      []
    )
    availability_zone_ids = optional(list(string), [])
    ipv6                  = optional(bool)
    tags                  = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.services : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      "`services` has the key `${item_key}`, which is not a name of at most 64 letters, digits, dots, hyphens and underscores; use a name of at most 64 letters, digits, dots, hyphens and underscores, such as ecr.dkr"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.services :
      item.service == null || can(regex("^[a-z0-9][a-z0-9._-]{0,63}$", item.service))
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      format(
        "`services[\"%s\"].service` is `%s`, which is not the short name of an AWS service; use the short name of an AWS service, such as ecr.dkr",
        item_key,
        item.service
      )
      if !(item.service == null || can(regex("^[a-z0-9][a-z0-9._-]{0,63}$", item.service)))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.services :
      item.service_region == null
      || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.service_region))
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      "`services[\"${item_key}\"].service_region` is `${item.service_region}`, which is not the code of a Region; use the code of a Region, such as eu-west-1"
      if !(
        item.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.service_region))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.services : length(item.dns_names) == length(distinct(item.dns_names))
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      format(
        "`services[\"%s\"].dns_names` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.dns_names) : twice
            if length([for other in item.dns_names : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.dns_names) != length(distinct(item.dns_names))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.services : [
        for part in item.dns_names : can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.dns_names :
        "`services[\"${item_key}\"].dns_names[${part_index}]` is `${part}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com"
        if !can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.services : [for part in item.dns_names : length(part) <= 253]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.dns_names :
        "`services[\"${item_key}\"].dns_names[${part_index}]` has ${length(part)} characters, more than the 253 allowed; shorten it to 253 characters or fewer"
        if length(part) > 253
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.services :
      item.dns == null ? true : contains(["zones", "profile", "profileZones", "none"], item.dns)
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      "`services[\"${item_key}\"].dns` is `${item.dns}`, which is not offered; use one of `zones`, `profile`, `profileZones`, `none`"
      if item.dns == null ? false : !contains(["zones", "profile", "profileZones", "none"], item.dns)
    ])
  }

  validation {
    condition = alltrue([for item in var.services : item.policy == null ? true : length(item.policy) <= 20480])
    error_message = join("\n", [
      for item_key, item in var.services :
      "`services[\"${item_key}\"].policy` has ${length(item.policy)} characters, more than the 20480 allowed; shorten it to 20480 characters or fewer"
      if item.policy == null ? false : length(item.policy) > 20480
    ])
  }

  validation {
    condition = alltrue([for item in var.services : length(item.ports) == length(distinct(item.ports))])
    error_message = join("\n", [
      for item_key, item in var.services :
      format(
        "`services[\"%s\"].ports` names %s more than once; list each entry once",
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
      for item in var.services : [for part in item.ports : part >= 1 && part <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.ports :
        "`services[\"${item_key}\"].ports[${part_index}]` is ${part}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part >= 1 && part <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.services :
      length(item.port_ranges) == length([
        for text in distinct([for item_2 in item.port_ranges : jsonencode(item_2)]) : jsondecode(text)
      ])
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      format(
        "`services[\"%s\"].port_ranges` names %s more than once; list each entry once",
        item_key,
        jsonencode([
          for twice in distinct([
            for item_2 in [
              for item_2 in item.port_ranges : {
                fromPort = item_2.from_port
                toPort   = item_2.to_port
              }
            ] :
            jsonencode(item_2)
          ]) :
          jsondecode(twice)
          if length([
            for other in [
              for item_2 in [
                for item_2 in item.port_ranges : {
                  fromPort = item_2.from_port
                  toPort   = item_2.to_port
                }
              ] :
              jsonencode(item_2)
            ] :
            other
            if other == twice
          ]) > 1
        ])
      )
      if length(item.port_ranges) != length([
        for text in distinct([for item_2 in item.port_ranges : jsonencode(item_2)]) : jsondecode(text)
      ])
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.services : [
        for part in item.port_ranges : part.from_port >= 1 && part.from_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.port_ranges :
        format(
          "`services[\"%s\"].port_ranges[%s].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
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
      for item in var.services : [for part in item.port_ranges : part.to_port >= 1 && part.to_port <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.port_ranges :
        "`services[\"${item_key}\"].port_ranges[${part_index}].to_port` is ${part.to_port}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part.to_port >= 1 && part.to_port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.services :
      length(item.availability_zone_ids) == length(distinct(item.availability_zone_ids))
    ])
    error_message = join("\n", [
      for item_key, item in var.services :
      format(
        "`services[\"%s\"].availability_zone_ids` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.availability_zone_ids) : twice
            if length([for other in item.availability_zone_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.availability_zone_ids) != length(distinct(item.availability_zone_ids))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.services : [
        for part in item.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_index, part in item.availability_zone_ids :
        format(
          "`services[\"%s\"].availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
          item_key,
          part_index,
          part,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", part))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
  }

  validation {
    condition = alltrue([for item in var.services : length(item.tags) <= 49])
    error_message = join("\n", [
      for item_key, item in var.services :
      "`services[\"${item_key}\"].tags` has ${length(item.tags)} entries, more than the 49 allowed; give at most 49"
      if length(item.tags) > 49
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.services : [
        for part_key, part in item.tags : can(regex(
          "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_key, part in item.tags :
        "`services[\"${item_key}\"].tags` has the key `${part_key}`, which is not a tag key of 1 to 128 characters that does not begin with aws:; use a tag key of 1 to 128 characters that does not begin with aws:, such as team"
        if !can(regex(
          "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
          part_key
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for item in var.services : [for part in item.tags : length(part) <= 256]]))
    error_message = join("\n", flatten([
      for item_key, item in var.services : [
        for part_key, part in item.tags :
        "`services[\"${item_key}\"].tags[\"${part_key}\"]` has ${length(part)} characters, more than the 256 allowed; shorten it to 256 characters or fewer"
        if length(part) > 256
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) != null
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"]` is the service `%s`, which the catalogue does not have; %s",
        service_key,
        service.service != null ? service.service : service_key,
        lookup(local.meant, service.service != null ? service.service : service_key, null) == null
        ? "correct the key, or say in `service` which service it is"
        : "use ${lookup(local.meant, service.service != null ? service.service : service_key, null)}"
      )
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? true
      : lookup(local.services, service.service != null ? service.service : service_key, null).interface
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"]` is the service `%s`, which has no interface endpoints; remove it; VPCs reach it by gateway endpoints of their own",
        service_key,
        service.service != null ? service.service : service_key
      )
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? false
      : !lookup(local.services, service.service != null ? service.service : service_key, null).interface
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? true
      : (
        service.service_region == null
        || lookup(local.services, service.service != null ? service.service : service_key, null).remote
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"].service_region` is given, but `%s` serves its own Region only; remove it",
        service_key,
        service.service != null ? service.service : service_key
      )
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? false
      : !(
        service.service_region == null
        || lookup(local.services, service.service != null ? service.service : service_key, null).remote
      )
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? true
      : (
        service.policy == null
        || lookup(local.services, service.service != null ? service.service : service_key, null).policy
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].policy` is given, but `${service.service != null ? service.service : service_key}` takes no policy; remove it"
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? false
      : !(
        service.policy == null
        || lookup(local.services, service.service != null ? service.service : service_key, null).policy
      )
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      service.policy == null || try(jsondecode(service.policy)["Statement"], null) != null
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].policy` is not a policy document as JSON; give JSON text with `Version` and `Statement`"
      if !(service.policy == null || try(jsondecode(service.policy)["Statement"], null) != null)
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      service.policy == null || !can(regex("\"Condition\"\\s*:\\s*\\[", service.policy))
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].policy` has a `Condition` that is a list; write it as AWS does, by operator and key, such as `{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}`; in Terraform, take the attribute `json` of a policy document"
      if !(service.policy == null || !can(regex("\"Condition\"\\s*:\\s*\\[", service.policy)))
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      service.policy == null || can(regex("\"(Not)?Principal\"\\s*:", service.policy))
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].policy` says nowhere who may do what; add `\"Principal\": \"*\"` to each statement"
      if !(service.policy == null || can(regex("\"(Not)?Principal\"\\s*:", service.policy)))
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      length([
        for availability_zone_id in service.availability_zone_ids : availability_zone_id
        if !contains(
          var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
          availability_zone_id
        )
      ]) > 0 == false
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"].availability_zone_ids` has a zone that the hub is not in: it is in %s; use zones of the hub, or leave it out for all of them",
        service_key,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids
          ),
          ["none"]
        ))
      )
      if length([
        for availability_zone_id in service.availability_zone_ids : availability_zone_id
        if !contains(
          var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
          availability_zone_id
        )
      ]) > 0 != false
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services : service.ipv6 == null ? true : var.ipv6 || !service.ipv6
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].ipv6` is true, but the hub has no IPv6 addresses; remove it, or set `ipv6` of the hub to true"
      if service.ipv6 == null ? false : !(var.ipv6 || !service.ipv6)
    ])
  }

  validation {
    condition = alltrue([for service in var.services : length(keys(merge(var.tags, service.tags))) <= 49])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].tags` and those of the hub are more than 49 tags, which with `Name` are all that AWS takes; remove some of them here, or from `tags` of the hub"
      if length(keys(merge(var.tags, service.tags))) > 49
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      length([
        for port_range in service.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) == 0
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"].port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`",
        service_key
      )
      if length([
        for port_range in service.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      !contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
      || length(service.dns_names) > 0
      || (
        lookup(local.service_zones, service.service != null ? service.service : service_key, null) == null
        ? false
        : length(lookup(
          local.service_zones,
          service.service != null ? service.service : service_key,
          null
        )) > 0
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"]` needs names for its zones, and the catalogue knows none; give them in `dns_names`, or set its `dns` to `profile` or `none`",
        service_key
      )
      if !(
        !contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
        || length(service.dns_names) > 0
        || (
          lookup(local.service_zones, service.service != null ? service.service : service_key, null) == null
          ? false
          : length(lookup(
            local.service_zones,
            service.service != null ? service.service : service_key,
            null
          )) > 0
        )
      )
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? true
      : (
        coalesce(service.dns, var.dns) != "profile"
        || lookup(local.services, service.service != null ? service.service : service_key, null).named
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"]` has no private DNS names that a profile could share; set its `dns` to `none`, or to `profileZones` with names in `dns_names`",
        service_key
      )
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? false
      : !(
        coalesce(service.dns, var.dns) != "profile"
        || lookup(local.services, service.service != null ? service.service : service_key, null).named
      )
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      length(service.dns_names) == 0 || contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"].dns_names` is given, but no zones are made for this service; remove it, or set `dns` to `zones` or `profileZones`"
      if !(
        length(service.dns_names) == 0 || contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
      )
    ])
  }

  validation {
    condition = alltrue([
      for service in var.services :
      service.dns == null
      ? true
      : (
        !contains(["profile", "profileZones"], service.dns)
        || length(
          var.existing_vpc != null
          ? [
            for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
          : [
            for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
        ) == 0
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      format(
        "`services[\"%s\"].dns` needs a Route 53 Profile, and AWS has none where %s is; use private zones instead",
        service_key,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            var.existing_vpc != null
            ? [
              for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
              if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
            ]
            : [
              for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
              if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
            ]
          ),
          ["none"]
        ))
      )
      if service.dns == null
      ? false
      : !(
        !contains(["profile", "profileZones"], service.dns)
        || length(
          var.existing_vpc != null
          ? [
            for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
          : [
            for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
        ) == 0
      )
    ])
  }

  validation {
    condition = alltrue([
      for service_key, service in var.services :
      lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? true
      : (
        coalesce(service.dns, var.dns) != "profile"
        || (
          lookup(local.services, service.service != null ? service.service : service_key, null).suffix
          != ".s3"
        )
        || !(
          service.service_region != null
          ? can(regex(
            "^(eusc-[a-z]+-[a-z]+-[0-9]+|us-iso-[a-z]+-[0-9]+|us-isob-[a-z]+-[0-9]+|eu-isoe-[a-z]+-[0-9]+|us-isof-[a-z]+-[0-9]+|us-gov-[a-z]+-[0-9]+)$",
            service.service_region
          ))
          : length(
            var.existing_vpc != null
            ? [
              for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
              if can(regex(
                "^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9]|usg[ew][0-9])-az",
                endpoint_subnet
              ))
            ]
            : [
              for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
              if can(regex(
                "^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9]|usg[ew][0-9])-az",
                endpoint_subnet
              ))
            ]
          ) > 0
        )
      )
    ])
    error_message = join("\n", [
      for service_key, service in var.services :
      "`services[\"${service_key}\"]` has private names by a profile in a Region whose code has three words, but Terraform's and Pulumi's providers take S3 for another service in Regions whose codes have three words, and leave out an option whose default is to lead the VPC itself through a gateway endpoint; set its `dns` to `zones` or `profileZones`, or deploy this with CloudFormation"
      if lookup(local.services, service.service != null ? service.service : service_key, null) == null
      ? false
      : !(
        coalesce(service.dns, var.dns) != "profile"
        || (
          lookup(local.services, service.service != null ? service.service : service_key, null).suffix
          != ".s3"
        )
        || !(
          service.service_region != null
          ? can(regex(
            "^(eusc-[a-z]+-[a-z]+-[0-9]+|us-iso-[a-z]+-[0-9]+|us-isob-[a-z]+-[0-9]+|eu-isoe-[a-z]+-[0-9]+|us-isof-[a-z]+-[0-9]+|us-gov-[a-z]+-[0-9]+)$",
            service.service_region
          ))
          : length(
            var.existing_vpc != null
            ? [
              for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
              if can(regex(
                "^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9]|usg[ew][0-9])-az",
                endpoint_subnet
              ))
            ]
            : [
              for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
              if can(regex(
                "^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9]|usg[ew][0-9])-az",
                endpoint_subnet
              ))
            ]
          ) > 0
        )
      )
    ])
  }

  validation {
    condition = length([
      for twice in distinct(concat(
        [
          for service_key, service in var.services :
          service.service_region != null
          ? "${service.service != null ? service.service : service_key} in ${service.service_region}"
          : service.service != null ? service.service : service_key
          if coalesce(service.dns, var.dns) == "profile"
        ],
        var.dns == "profile" ? distinct([
          for interface in flatten([
            for bundle in var.bundles :
            lookup(local.bundles, bundle, null) != null ? lookup(local.bundles, bundle, null).interface : []
          ]) :
          interface
          if !contains(keys(var.services), interface)
        ]) : []
      )) :
      twice
      if length([
        for other in concat(
          [
            for service_key, service in var.services :
            service.service_region != null
            ? "${service.service != null ? service.service : service_key} in ${service.service_region}"
            : service.service != null ? service.service : service_key
            if coalesce(service.dns, var.dns) == "profile"
          ],
          var.dns == "profile" ? distinct([
            for interface in flatten([
              for bundle in var.bundles :
              lookup(local.bundles, bundle, null) != null ? lookup(local.bundles, bundle, null).interface : []
            ]) :
            interface
            if !contains(keys(var.services), interface)
          ]) : []
        ) :
        other
        if other == twice
      ]) > 1
    ]) == 0
    error_message = format(
      "`services` has a service twice with `dns` `profile`: %s; a VPC can have its private DNS names once; remove one of the two, or set its `dns` to `none`",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(concat(
            [
              for service_key, service in var.services :
              service.service_region != null
              ? "${service.service != null ? service.service : service_key} in ${service.service_region}"
              : service.service != null ? service.service : service_key
              if coalesce(service.dns, var.dns) == "profile"
            ],
            var.dns == "profile" ? distinct([
              for interface in flatten([
                for bundle in var.bundles :
                lookup(local.bundles, bundle, null) != null
                ? lookup(local.bundles, bundle, null).interface
                : []
              ]) :
              interface
              if !contains(keys(var.services), interface)
            ]) : []
          )) :
          twice
          if length([
            for other in concat(
              [
                for service_key, service in var.services :
                service.service_region != null
                ? "${service.service != null ? service.service : service_key} in ${service.service_region}"
                : service.service != null ? service.service : service_key
                if coalesce(service.dns, var.dns) == "profile"
              ],
              var.dns == "profile" ? distinct([
                for interface in flatten([
                  for bundle in var.bundles :
                  lookup(local.bundles, bundle, null) != null
                  ? lookup(local.bundles, bundle, null).interface
                  : []
                ]) :
                interface
                if !contains(keys(var.services), interface)
              ]) : []
            ) :
            other
            if other == twice
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      length(var.services) == 0
      || length(
        var.existing_vpc != null
        ? [
          for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
        ]
        : [
          for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
        ]
      ) == 0
    )
    error_message = format(
      "`services` is given, but some services have other full names where %s is; remove it, and give full names in `endpoint_services`",
      join(", ", coalescelist(
        formatlist(
          "`%s`",
          var.existing_vpc != null
          ? [
            for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
          ]
          : [
            for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
          ]
        ),
        ["none"]
      ))
    )
  }
}

variable "bundles" {
  description = "Several AWS services that only work together, by the name of the bundle, such as `ssm` or `ecr`. Each gets an endpoint, as if it stood in `services`."
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

  validation {
    condition = (
      length(var.bundles) == 0
      || length(
        var.existing_vpc != null
        ? [
          for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
        ]
        : [
          for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
        ]
      ) == 0
    )
    error_message = format(
      "`bundles` is given, but some services have other full names where %s is; remove it, and give full names in `endpoint_services`",
      join(", ", coalescelist(
        formatlist(
          "`%s`",
          var.existing_vpc != null
          ? [
            for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
          ]
          : [
            for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9]|usif[ensw][0-9])-az", endpoint_subnet))
          ]
        ),
        ["none"]
      ))
    )
  }
}

variable "endpoint_services" {
  description = "Other endpoint services that get an endpoint: your own, or those of somebody else. Key: a name for the service. Cannot be changed to another service later."
  type = map(object({
    connection = optional(object({
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
    }))
    service_name   = optional(string)
    service_region = optional(string)
    dns_names      = optional(list(string), [])
    dns            = optional(string)
    ports          = optional(list(number), [])
    port_ranges = optional(
      list(object({
        from_port = number
        to_port   = number
      })),
      []
    )
    availability_zone_ids = optional(list(string), [])
    ipv6                  = optional(bool)
    acceptance = optional(object({
      mode       = string
      accepted   = optional(bool, false)
      service_id = optional(string)
    }))
    tags = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.endpoint_services : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services` has the key `${item_key}`, which is not a name of at most 64 letters, digits, dots, hyphens and underscores; use a name of at most 64 letters, digits, dots, hyphens and underscores, such as ecr.dkr"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null ? true : can(regex(
        "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
        item.connection.service_name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].connection.service_name` is `${item.connection.service_name}`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
      if item.connection == null
      ? false
      : !can(regex(
        "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
        item.connection.service_name
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : (
        item.connection.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", item.connection.service_id))
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].connection.service_id` is `${item.connection.service_id}`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890"
      if item.connection == null
      ? false
      : !(
        item.connection.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", item.connection.service_id))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : (
        item.connection.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.connection.service_region))
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.service_region` is `%s`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
        item_key,
        item.connection.service_region
      )
      if item.connection == null
      ? false
      : !(
        item.connection.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.connection.service_region))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : length(item.connection.availability_zone_ids) == length(distinct(
        item.connection.availability_zone_ids
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.availability_zone_ids` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.connection.availability_zone_ids) : twice
            if length([for other in item.connection.availability_zone_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if item.connection == null
      ? false
      : length(item.connection.availability_zone_ids) != length(distinct(
        item.connection.availability_zone_ids
      ))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services :
      item.connection == null ? [] : [
        for part in item.connection.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.availability_zone_ids :
        format(
          "`endpoint_services[\"%s\"].connection.availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
          item_key,
          part_index,
          part,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", part))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : length(item.connection.ports) == length(distinct(item.connection.ports))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.ports` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.connection.ports) : twice
            if length([for other in item.connection.ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if item.connection == null
      ? false
      : length(item.connection.ports) != length(distinct(item.connection.ports))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services :
      item.connection == null ? [] : [for part in item.connection.ports : part >= 1 && part <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.ports :
        "`endpoint_services[\"${item_key}\"].connection.ports[${part_index}]` is ${part}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part >= 1 && part <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : length(item.connection.port_ranges) == length([
        for text in distinct([for item_2 in item.connection.port_ranges : jsonencode(item_2)]) : jsondecode(
          text
        )
      ])
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.port_ranges` names %s more than once; list each entry once",
        item_key,
        jsonencode([
          for twice in distinct([
            for item_2 in [
              for item_2 in item.connection.port_ranges : {
                fromPort = item_2.from_port
                toPort   = item_2.to_port
              }
            ] :
            jsonencode(item_2)
          ]) :
          jsondecode(twice)
          if length([
            for other in [
              for item_2 in [
                for item_2 in item.connection.port_ranges : {
                  fromPort = item_2.from_port
                  toPort   = item_2.to_port
                }
              ] :
              jsonencode(item_2)
            ] :
            other
            if other == twice
          ]) > 1
        ])
      )
      if item.connection == null
      ? false
      : length(item.connection.port_ranges) != length([
        for text in distinct([for item_2 in item.connection.port_ranges : jsonencode(item_2)]) : jsondecode(
          text
        )
      ])
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services :
      item.connection == null ? [] : [
        for part in item.connection.port_ranges : part.from_port >= 1 && part.from_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.port_ranges :
        format(
          "`endpoint_services[\"%s\"].connection.port_ranges[%s].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
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
      for item in var.endpoint_services :
      item.connection == null ? [] : [
        for part in item.connection.port_ranges : part.to_port >= 1 && part.to_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.port_ranges :
        format(
          "`endpoint_services[\"%s\"].connection.port_ranges[%s].to_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          part_index,
          part.to_port
        )
        if !(part.to_port >= 1 && part.to_port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : length(item.connection.udp_ports) == length(distinct(item.connection.udp_ports))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.udp_ports` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.connection.udp_ports) : twice
            if length([for other in item.connection.udp_ports : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if item.connection == null
      ? false
      : length(item.connection.udp_ports) != length(distinct(item.connection.udp_ports))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services :
      item.connection == null ? [] : [for part in item.connection.udp_ports : part >= 1 && part <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.udp_ports :
        "`endpoint_services[\"${item_key}\"].connection.udp_ports[${part_index}]` is ${part}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part >= 1 && part <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : (
        item.connection.private_dns_name == null
        || can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          item.connection.private_dns_name
        ))
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].connection.private_dns_name` is `${item.connection.private_dns_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com"
      if item.connection == null
      ? false
      : !(
        item.connection.private_dns_name == null
        || can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          item.connection.private_dns_name
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : item.connection.private_dns_name == null ? true : length(item.connection.private_dns_name) <= 253
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.private_dns_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        item_key,
        length(item.connection.private_dns_name)
      )
      if item.connection == null
      ? false
      : item.connection.private_dns_name == null ? false : length(item.connection.private_dns_name) > 253
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.connection == null
      ? true
      : length(item.connection.supported_ip_address_types) == length(distinct(
        item.connection.supported_ip_address_types
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection.supported_ip_address_types` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.connection.supported_ip_address_types) : twice
            if length([for other in item.connection.supported_ip_address_types : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if item.connection == null
      ? false
      : length(item.connection.supported_ip_address_types) != length(distinct(
        item.connection.supported_ip_address_types
      ))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services :
      item.connection == null ? [] : [
        for part in item.connection.supported_ip_address_types : contains(["ipv4", "ipv6"], part)
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services :
      item.connection == null ? [] : [
        for part_index, part in item.connection.supported_ip_address_types :
        format(
          "`endpoint_services[\"%s\"].connection.supported_ip_address_types[%s]` is `%s`, which is not offered; use one of `ipv4`, `ipv6`",
          item_key,
          part_index,
          part
        )
        if !contains(["ipv4", "ipv6"], part)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.service_name == null
      || can(regex(
        "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
        item.service_name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].service_name` is `${item.service_name}`, which is not the full name of a service; use the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890"
      if !(
        item.service_name == null
        || can(regex(
          "^((cn\\.)?com\\.amazonaws|aws|eu\\.amazonaws|gov\\.ic\\.c2s|gov\\.ic\\.hci\\.csp|gov\\.sgov\\.sc2s|uk\\.adc-e\\.cloud)\\.[A-Za-z0-9._-]{1,255}$",
          item.service_name
        ))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.service_region == null
      || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.service_region))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].service_region` is `%s`, which is not the code of a Region; use the code of a Region, such as eu-west-1",
        item_key,
        item.service_region
      )
      if !(
        item.service_region == null
        || can(regex("^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$", item.service_region))
      )
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services : length(item.dns_names) == length(distinct(item.dns_names))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].dns_names` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.dns_names) : twice
            if length([for other in item.dns_names : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.dns_names) != length(distinct(item.dns_names))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [
        for part in item.dns_names : can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.dns_names :
        "`endpoint_services[\"${item_key}\"].dns_names[${part_index}]` is `${part}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com or *.example.com"
        if !can(regex(
          "^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [for part in item.dns_names : length(part) <= 253]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.dns_names :
        format(
          "`endpoint_services[\"%s\"].dns_names[%s]` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
          item_key,
          part_index,
          length(part)
        )
        if length(part) > 253
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.dns == null ? true : contains(["zones", "profile", "profileZones", "none"], item.dns)
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].dns` is `${item.dns}`, which is not offered; use one of `zones`, `profile`, `profileZones`, `none`"
      if item.dns == null ? false : !contains(["zones", "profile", "profileZones", "none"], item.dns)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services : length(item.ports) == length(distinct(item.ports))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].ports` names %s more than once; list each entry once",
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
      for item in var.endpoint_services : [for part in item.ports : part >= 1 && part <= 65535]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.ports :
        "`endpoint_services[\"${item_key}\"].ports[${part_index}]` is ${part}, which is outside 1 to 65535; use a whole number from 1 to 65535"
        if !(part >= 1 && part <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      length(item.port_ranges) == length([
        for text in distinct([for item_2 in item.port_ranges : jsonencode(item_2)]) : jsondecode(text)
      ])
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].port_ranges` names %s more than once; list each entry once",
        item_key,
        jsonencode([
          for twice in distinct([
            for item_2 in [
              for item_2 in item.port_ranges : {
                fromPort = item_2.from_port
                toPort   = item_2.to_port
              }
            ] :
            jsonencode(item_2)
          ]) :
          jsondecode(twice)
          if length([
            for other in [
              for item_2 in [
                for item_2 in item.port_ranges : {
                  fromPort = item_2.from_port
                  toPort   = item_2.to_port
                }
              ] :
              jsonencode(item_2)
            ] :
            other
            if other == twice
          ]) > 1
        ])
      )
      if length(item.port_ranges) != length([
        for text in distinct([for item_2 in item.port_ranges : jsonencode(item_2)]) : jsondecode(text)
      ])
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [
        for part in item.port_ranges : part.from_port >= 1 && part.from_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.port_ranges :
        format(
          "`endpoint_services[\"%s\"].port_ranges[%s].from_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
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
      for item in var.endpoint_services : [
        for part in item.port_ranges : part.to_port >= 1 && part.to_port <= 65535
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.port_ranges :
        format(
          "`endpoint_services[\"%s\"].port_ranges[%s].to_port` is %s, which is outside 1 to 65535; use a whole number from 1 to 65535",
          item_key,
          part_index,
          part.to_port
        )
        if !(part.to_port >= 1 && part.to_port <= 65535)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      length(item.availability_zone_ids) == length(distinct(item.availability_zone_ids))
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].availability_zone_ids` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.availability_zone_ids) : twice
            if length([for other in item.availability_zone_ids : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.availability_zone_ids) != length(distinct(item.availability_zone_ids))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [
        for part in item.availability_zone_ids : can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_index, part in item.availability_zone_ids :
        format(
          "`endpoint_services[\"%s\"].availability_zone_ids[%s]` is `%s%s; use an Availability Zone id, such as use1-az1",
          item_key,
          part_index,
          part,
          can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", part))
          ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
          : "`, which is not an Availability Zone id"
        )
        if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", part))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.acceptance == null ? true : contains(["sameAccount", "provider"], item.acceptance.mode)
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].acceptance.mode` is `${item.acceptance.mode}`, which is not offered; use one of `same_account`, `provider`"
      if item.acceptance == null ? false : !contains(["sameAccount", "provider"], item.acceptance.mode)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.endpoint_services :
      item.acceptance == null
      ? true
      : (
        item.acceptance.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", item.acceptance.service_id))
      )
    ])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].acceptance.service_id` is `${item.acceptance.service_id}`, which is not an endpoint service id; use an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890"
      if item.acceptance == null
      ? false
      : !(
        item.acceptance.service_id == null
        || can(regex("^vpce-svc-[0-9a-f]{1,32}$", item.acceptance.service_id))
      )
    ])
  }

  validation {
    condition = alltrue([for item in var.endpoint_services : length(item.tags) <= 49])
    error_message = join("\n", [
      for item_key, item in var.endpoint_services :
      "`endpoint_services[\"${item_key}\"].tags` has ${length(item.tags)} entries, more than the 49 allowed; give at most 49"
      if length(item.tags) > 49
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [
        for part_key, part in item.tags : can(regex(
          "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_key, part in item.tags :
        "`endpoint_services[\"${item_key}\"].tags` has the key `${part_key}`, which is not a tag key of 1 to 128 characters that does not begin with aws:; use a tag key of 1 to 128 characters that does not begin with aws:, such as team"
        if !can(regex(
          "^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$",
          part_key
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.endpoint_services : [for part in item.tags : length(part) <= 256]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.endpoint_services : [
        for part_key, part in item.tags :
        format(
          "`endpoint_services[\"%s\"].tags[\"%s\"]` has %s characters, more than the 256 allowed; shorten it to 256 characters or fewer",
          item_key,
          part_key,
          length(part)
        )
        if length(part) > 256
      ]
    ]))
  }

  validation {
    condition = length([
      for twice in distinct(concat(
        flatten([
          for service_key, service in var.services : distinct(
            length(service.dns_names) > 0
            ? [
              for dns_name in [
                for dns_name in service.dns_names : {
                  key      = trimprefix(dns_name, "*.")
                  prefix   = trimprefix(dns_name, "*.")
                  suffix   = ""
                  china    = trimprefix(dns_name, "*.")
                  ending   = ""
                  regional = false
                  wildcard = can(regex("^\\*\\.", dns_name))
                }
              ] :
              dns_name.key
            ]
            : lookup(
              local.service_zones,
              service.service != null ? service.service : service_key,
              null
            ) != null
            ? [
              for dns_name in [
                for item in lookup(
                  local.service_zones,
                  service.service != null ? service.service : service_key,
                  null
                ) :
                {
                  key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                  prefix   = item.prefix
                  suffix   = item.suffix
                  china    = item.china
                  ending   = item.ending
                  regional = item.regional
                  wildcard = item.wildcard
                }
              ] :
              dns_name.key
            ]
            : []
          )
          if contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
        ]),
        contains(["zones", "profileZones"], var.dns) ? flatten([
          for bundled in distinct([
            for interface in flatten([
              for bundle in var.bundles :
              lookup(local.bundles, bundle, null) != null ? lookup(local.bundles, bundle, null).interface : []
            ]) :
            interface
            if !contains(keys(var.services), interface)
          ]) :
          lookup(local.service_zones, bundled, null) != null
          ? [for item in lookup(local.service_zones, bundled, null) : item.key]
          : []
        ]) : [],
        flatten([
          for endpoint_service in var.endpoint_services : distinct([
            for dns_name in endpoint_service.dns_names : trimprefix(dns_name, "*.")
          ])
          if contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
        ])
      )) :
      twice
      if length([
        for other in concat(
          flatten([
            for service_key, service in var.services : distinct(
              length(service.dns_names) > 0
              ? [
                for dns_name in [
                  for dns_name in service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ] :
                dns_name.key
              ]
              : lookup(
                local.service_zones,
                service.service != null ? service.service : service_key,
                null
              ) != null
              ? [
                for dns_name in [
                  for item in lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) :
                  {
                    key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                    prefix   = item.prefix
                    suffix   = item.suffix
                    china    = item.china
                    ending   = item.ending
                    regional = item.regional
                    wildcard = item.wildcard
                  }
                ] :
                dns_name.key
              ]
              : []
            )
            if contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
          ]),
          contains(["zones", "profileZones"], var.dns) ? flatten([
            for bundled in distinct([
              for interface in flatten([
                for bundle in var.bundles :
                lookup(local.bundles, bundle, null) != null
                ? lookup(local.bundles, bundle, null).interface
                : []
              ]) :
              interface
              if !contains(keys(var.services), interface)
            ]) :
            lookup(local.service_zones, bundled, null) != null
            ? [for item in lookup(local.service_zones, bundled, null) : item.key]
            : []
          ]) : [],
          flatten([
            for endpoint_service in var.endpoint_services : distinct([
              for dns_name in endpoint_service.dns_names : trimprefix(dns_name, "*.")
            ])
            if contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
          ])
        ) :
        other
        if other == twice
      ]) > 1
    ]) == 0
    error_message = format(
      "`services` has services with the same names: %s; remove one of them, or set its `dns` to `none`",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(concat(
            flatten([
              for service_key, service in var.services : distinct(
                length(service.dns_names) > 0
                ? [
                  for dns_name in [
                    for dns_name in service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ] :
                  dns_name.key
                ]
                : lookup(
                  local.service_zones,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
                ? [
                  for dns_name in [
                    for item in lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) :
                    {
                      key = (
                        service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                      )
                      prefix   = item.prefix
                      suffix   = item.suffix
                      china    = item.china
                      ending   = item.ending
                      regional = item.regional
                      wildcard = item.wildcard
                    }
                  ] :
                  dns_name.key
                ]
                : []
              )
              if contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
            ]),
            contains(["zones", "profileZones"], var.dns) ? flatten([
              for bundled in distinct([
                for interface in flatten([
                  for bundle in var.bundles :
                  lookup(local.bundles, bundle, null) != null
                  ? lookup(local.bundles, bundle, null).interface
                  : []
                ]) :
                interface
                if !contains(keys(var.services), interface)
              ]) :
              lookup(local.service_zones, bundled, null) != null
              ? [for item in lookup(local.service_zones, bundled, null) : item.key]
              : []
            ]) : [],
            flatten([
              for endpoint_service in var.endpoint_services : distinct([
                for dns_name in endpoint_service.dns_names : trimprefix(dns_name, "*.")
              ])
              if contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
            ])
          )) :
          twice
          if length([
            for other in concat(
              flatten([
                for service_key, service in var.services : distinct(
                  length(service.dns_names) > 0
                  ? [
                    for dns_name in [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ] :
                    dns_name.key
                  ]
                  : lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) != null
                  ? [
                    for dns_name in [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ] :
                    dns_name.key
                  ]
                  : []
                )
                if contains(["zones", "profileZones"], coalesce(service.dns, var.dns))
              ]),
              contains(["zones", "profileZones"], var.dns) ? flatten([
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                lookup(local.service_zones, bundled, null) != null
                ? [for item in lookup(local.service_zones, bundled, null) : item.key]
                : []
              ]) : [],
              flatten([
                for endpoint_service in var.endpoint_services : distinct([
                  for dns_name in endpoint_service.dns_names : trimprefix(dns_name, "*.")
                ])
                if contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
              ])
            ) :
            other
            if other == twice
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition     = length(var.services) > 0 || length(var.bundles) > 0 || length(var.endpoint_services) > 0
    error_message = "`services` is empty, and so are `bundles` and `endpoint_services`: the hub would have no endpoint; name a service, or a bundle in `bundles`"
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection != null || endpoint_service.service_name != null
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection` is missing, and so is every other way to say which service it is; give one of `connection`, `service_name`",
        endpoint_service_key
      )
      if !(endpoint_service.connection != null || endpoint_service.service_name != null)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null
      || !(endpoint_service.connection != null && endpoint_service.service_name != null)
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].connection` is given beside another way to say which service it is; leave one of `connection`, `service_name`",
        endpoint_service_key
      )
      if !(
        endpoint_service.connection == null
        || !(endpoint_service.connection != null && endpoint_service.service_name != null)
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.service_name == null
      || !(endpoint_service.connection != null && endpoint_service.service_name != null)
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].service_name` is given beside another way to say which service it is; leave one of `connection`, `service_name`",
        endpoint_service_key
      )
      if !(
        endpoint_service.service_name == null
        || !(endpoint_service.connection != null && endpoint_service.service_name != null)
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      !contains(keys(var.services), endpoint_service_key)
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` has the key `${endpoint_service_key}`, which `services` has too; give one of them another key"
      if contains(keys(var.services), endpoint_service_key)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.service_region == null || endpoint_service.service_name != null
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].service_region` is given, but the connection says where its service is; remove it"
      if !(endpoint_service.service_region == null || endpoint_service.service_name != null)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      length([
        for availability_zone_id in endpoint_service.availability_zone_ids : availability_zone_id
        if !contains(
          var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
          availability_zone_id
        )
      ]) > 0 == false
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].availability_zone_ids` has a zone that the hub is not in: it is in %s; use zones of the hub, or leave it out for all of them",
        endpoint_service_key,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids
          ),
          ["none"]
        ))
      )
      if length([
        for availability_zone_id in endpoint_service.availability_zone_ids : availability_zone_id
        if !contains(
          var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
          availability_zone_id
        )
      ]) > 0 != false
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      length(keys(merge(var.tags, endpoint_service.tags))) <= 49
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].tags` and those of the hub are more than 49 tags, which with `Name` are all that AWS takes; remove some of them here, or from `tags` of the hub"
      if length(keys(merge(var.tags, endpoint_service.tags))) > 49
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      !contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
      || length(endpoint_service.dns_names) > 0
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` needs names for its zones; give them in `dns_names`, or set its `dns` to `none`, or to `profile` if the service has a private DNS name"
      if !(
        !contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
        || length(endpoint_service.dns_names) > 0
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      length(endpoint_service.dns_names) == 0
      || contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].dns_names` is given, but no zones are made for this service; remove it, or set `dns` to `zones` or `profileZones`",
        endpoint_service_key
      )
      if !(
        length(endpoint_service.dns_names) == 0
        || contains(["zones", "profileZones"], coalesce(endpoint_service.dns, var.dns))
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null
      ? true
      : (
        coalesce(endpoint_service.dns, var.dns) != "profile"
        || endpoint_service.connection.private_dns_name != null
      )
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` has no private DNS name that a profile could share; set its `dns` to `zones` or `profileZones` with names in `dns_names`, or give the service a name in its `privateDns`"
      if endpoint_service.connection == null
      ? false
      : !(
        coalesce(endpoint_service.dns, var.dns) != "profile"
        || endpoint_service.connection.private_dns_name != null
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.acceptance == null
      ? true
      : endpoint_service.acceptance.service_id == null || endpoint_service.acceptance.mode == "sameAccount"
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].acceptance.service_id` is given, but only `same_account` needs it; remove it, or set `mode` to `same_account`",
        endpoint_service_key
      )
      if endpoint_service.acceptance == null
      ? false
      : !(endpoint_service.acceptance.service_id == null || endpoint_service.acceptance.mode == "sameAccount")
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.acceptance == null
      ? true
      : (
        endpoint_service.acceptance.mode != "sameAccount"
        || (
          endpoint_service.acceptance.service_id != null
          ? endpoint_service.acceptance.service_id
          : try(endpoint_service.connection.service_id, null)
        ) != null
      )
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].acceptance.service_id` is missing, and there is no connection that has it; give the id of the endpoint service",
        endpoint_service_key
      )
      if endpoint_service.acceptance == null
      ? false
      : !(
        endpoint_service.acceptance.mode != "sameAccount"
        || (
          endpoint_service.acceptance.service_id != null
          ? endpoint_service.acceptance.service_id
          : try(endpoint_service.connection.service_id, null)
        ) != null
      )
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.acceptance == null
      ? true
      : endpoint_service.acceptance.mode != "sameAccount" || !endpoint_service.acceptance.accepted
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].acceptance.accepted` is set, but with `same_account` the connection is accepted here; remove it"
      if endpoint_service.acceptance == null
      ? false
      : !(endpoint_service.acceptance.mode != "sameAccount" || !endpoint_service.acceptance.accepted)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.acceptance == null
      ? true
      : !(endpoint_service.acceptance.mode == "sameAccount" && endpoint_service.service_region != null)
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].acceptance.mode` is `same_account`, but the service is in another Region, and that is where connections are accepted; set it to `provider`, and accept the connection in the Region of the service"
      if endpoint_service.acceptance == null
      ? false
      : endpoint_service.acceptance.mode == "sameAccount" && endpoint_service.service_region != null
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null
      ? true
      : endpoint_service.acceptance != null || endpoint_service.connection.acceptance_required != true
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` is a service whose connections have to be accepted, and names would lead to an endpoint that does not work yet; say in `acceptance` who accepts it"
      if endpoint_service.connection == null
      ? false
      : !(endpoint_service.acceptance != null || endpoint_service.connection.acceptance_required != true)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      length([
        for port_range in endpoint_service.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) == 0
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].port_ranges` has a range whose last port is not after its first; give the higher port as `to_port`, and a single port in `ports`"
      if length([
        for port_range in endpoint_service.port_ranges : port_range
        if port_range.to_port <= port_range.from_port
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null
      ? true
      : length(concat(
        [
          for port in endpoint_service.connection.ports : tostring(port)
          if !contains(
            length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
            ? [443]
            : endpoint_service.ports,
            port
          )
          && length([
            for port_range in endpoint_service.port_ranges : port_range
            if port_range.from_port <= port && port <= port_range.to_port
          ]) == 0
        ],
        [
          for port_range in endpoint_service.connection.port_ranges :
          "${port_range.from_port}-${port_range.to_port}"
          if length([
            for other_port_range in endpoint_service.port_ranges : other_port_range
            if other_port_range.from_port <= port_range.from_port
            && port_range.to_port <= other_port_range.to_port
          ]) == 0
        ]
      )) == 0
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].ports` %s; add these ports",
        endpoint_service_key,
        endpoint_service.connection == null
        ? "leaves out ports of the connection: none"
        : format("leaves out ports of the connection: %s", join(", ", coalescelist(
          formatlist("`%s`", concat(
            [
              for port in endpoint_service.connection.ports : tostring(port)
              if !contains(
                length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                ? [443]
                : endpoint_service.ports,
                port
              )
              && length([
                for port_range in endpoint_service.port_ranges : port_range
                if port_range.from_port <= port && port <= port_range.to_port
              ]) == 0
            ],
            [
              for port_range in endpoint_service.connection.port_ranges :
              "${port_range.from_port}-${port_range.to_port}"
              if length([
                for other_port_range in endpoint_service.port_ranges : other_port_range
                if other_port_range.from_port <= port_range.from_port
                && port_range.to_port <= other_port_range.to_port
              ]) == 0
            ]
          )),
          ["none"]
        )))
      )
      if endpoint_service.connection == null
      ? false
      : length(concat(
        [
          for port in endpoint_service.connection.ports : tostring(port)
          if !contains(
            length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
            ? [443]
            : endpoint_service.ports,
            port
          )
          && length([
            for port_range in endpoint_service.port_ranges : port_range
            if port_range.from_port <= port && port <= port_range.to_port
          ]) == 0
        ],
        [
          for port_range in endpoint_service.connection.port_ranges :
          "${port_range.from_port}-${port_range.to_port}"
          if length([
            for other_port_range in endpoint_service.port_ranges : other_port_range
            if other_port_range.from_port <= port_range.from_port
            && port_range.to_port <= other_port_range.to_port
          ]) == 0
        ]
      )) > 0
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null ? true : length(endpoint_service.connection.udp_ports) == 0
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` has UDP ports, and a hub lets TCP in only; use a `PrivateLinkConsumer` for this service"
      if endpoint_service.connection == null ? false : length(endpoint_service.connection.udp_ports) > 0
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      length(
        length(endpoint_service.availability_zone_ids) > 0
        ? [
          for availability_zone_id in endpoint_service.availability_zone_ids : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
        : var.existing_vpc != null
        ? [
          for availability_zone_id in keys(var.existing_vpc.endpoint_subnets) : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
        : [
          for availability_zone_id in var.availability_zone_ids : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
      ) == 0
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"].availability_zone_ids` puts the endpoint in zones that the service is not in: %s; it is in %s; name zones of the hub that the service is in",
        endpoint_service_key,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            length(endpoint_service.availability_zone_ids) > 0
            ? [
              for availability_zone_id in endpoint_service.availability_zone_ids : availability_zone_id
              if endpoint_service.connection == null
              ? false
              : (
                length(endpoint_service.connection.availability_zone_ids) > 0
                && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
              )
            ]
            : var.existing_vpc != null
            ? [
              for availability_zone_id in keys(var.existing_vpc.endpoint_subnets) : availability_zone_id
              if endpoint_service.connection == null
              ? false
              : (
                length(endpoint_service.connection.availability_zone_ids) > 0
                && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
              )
            ]
            : [
              for availability_zone_id in var.availability_zone_ids : availability_zone_id
              if endpoint_service.connection == null
              ? false
              : (
                length(endpoint_service.connection.availability_zone_ids) > 0
                && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
              )
            ]
          ),
          ["none"]
        )),
        endpoint_service.connection == null ? "none" : join(", ", coalescelist(
          formatlist("`%s`", endpoint_service.connection.availability_zone_ids),
          ["none"]
        ))
      )
      if length(
        length(endpoint_service.availability_zone_ids) > 0
        ? [
          for availability_zone_id in endpoint_service.availability_zone_ids : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
        : var.existing_vpc != null
        ? [
          for availability_zone_id in keys(var.existing_vpc.endpoint_subnets) : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
        : [
          for availability_zone_id in var.availability_zone_ids : availability_zone_id
          if endpoint_service.connection == null
          ? false
          : (
            length(endpoint_service.connection.availability_zone_ids) > 0
            && !contains(endpoint_service.connection.availability_zone_ids, availability_zone_id)
          )
        ]
      ) > 0
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null ? true : contains(
        endpoint_service.connection.supported_ip_address_types,
        "ipv4"
      )
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      format(
        "`endpoint_services[\"%s\"]` is reached by IPv6 only, and endpoints of the hub have IPv4 addresses; use a `PrivateLinkConsumer` for this service",
        endpoint_service_key
      )
      if endpoint_service.connection == null
      ? false
      : !contains(endpoint_service.connection.supported_ip_address_types, "ipv4")
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.ipv6 == null ? true : var.ipv6 || !endpoint_service.ipv6
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"].ipv6` is true, but the hub has no IPv6 addresses; remove it, or set `ipv6` of the hub to true"
      if endpoint_service.ipv6 == null ? false : !(var.ipv6 || !endpoint_service.ipv6)
    ])
  }

  validation {
    condition = alltrue([
      for endpoint_service in var.endpoint_services :
      endpoint_service.connection == null
      ? true
      : (
        !coalesce(endpoint_service.ipv6, var.ipv6)
        || contains(endpoint_service.connection.supported_ip_address_types, "ipv6")
        || !contains(endpoint_service.connection.supported_ip_address_types, "ipv4")
      )
    ])
    error_message = join("\n", [
      for endpoint_service_key, endpoint_service in var.endpoint_services :
      "`endpoint_services[\"${endpoint_service_key}\"]` is reached by IPv4 only, and its endpoint is to have IPv6 addresses too; set its `ipv6` to false, or let the service have IPv6 addresses"
      if endpoint_service.connection == null
      ? false
      : !(
        !coalesce(endpoint_service.ipv6, var.ipv6)
        || contains(endpoint_service.connection.supported_ip_address_types, "ipv6")
        || !contains(endpoint_service.connection.supported_ip_address_types, "ipv4")
      )
    ])
  }
}

variable "dns" {
  description = "How VPCs resolve the names of services to the endpoints. `zones`: private hosted zones, with which each VPC is associated. `profile`: a Route 53 Profile with the endpoints' own names. `profileZones`: a profile with zones. `none`: nothing is made. A service can say its own."
  type        = string
  default     = "zones"
  nullable    = false

  validation {
    condition     = contains(["zones", "profile", "profileZones", "none"], var.dns)
    error_message = "`dns` is `${var.dns}`, which is not offered; use one of `zones`, `profile`, `profileZones`, `none`"
  }

  validation {
    condition = (
      !contains(["profile", "profileZones"], var.dns)
      || length(
        var.existing_vpc != null
        ? [
          for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
        ]
        : [
          for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
          if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
        ]
      ) == 0
    )
    error_message = format(
      "`dns` needs a Route 53 Profile, and AWS has none where %s is; use private zones instead",
      join(", ", coalescelist(
        formatlist(
          "`%s`",
          var.existing_vpc != null
          ? [
            for endpoint_subnet in keys(var.existing_vpc.endpoint_subnets) : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
          : [
            for endpoint_subnet in var.availability_zone_ids : endpoint_subnet
            if can(regex("^(usi[ensw][0-9]|usib[ensw][0-9])-az", endpoint_subnet))
          ]
        ),
        ["none"]
      ))
    )
  }
}

variable "existing_profile" {
  description = "A Route 53 Profile that is already there, instead of one that is made."
  type        = object({ id = string })
  default     = null

  validation {
    condition = var.existing_profile == null ? true : can(regex(
      "^rp-[0-9a-z]{1,32}$",
      var.existing_profile.id
    ))
    error_message = try(
      format(
        "`existing_profile.id` is `%s`, which is not the id of a Route 53 profile; use the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789",
        var.existing_profile.id
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.existing_profile == null
      || contains(["profile", "profileZones"], var.dns)
      || length([
        for member_key, member in merge(
          {
            for bundled in distinct([
              for interface in flatten([
                for bundle in var.bundles :
                lookup(local.bundles, bundle, null) != null
                ? lookup(local.bundles, bundle, null).interface
                : []
              ]) :
              interface
              if !contains(keys(var.services), interface)
            ]) :
            bundled => {
              target = (
                lookup(local.services, bundled, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, bundled, null).china
                  : lookup(local.services, bundled, null).prefix,
                  local.current_region,
                  lookup(local.services, bundled, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, bundled, null).china
                : lookup(local.services, bundled, null).prefix
              )
              facts   = lookup(local.services, bundled, null)
              region  = null
              home    = null
              dns     = var.dns
              dual    = var.ipv6
              policy  = null
              ports   = lookup(local.services, bundled, null).ports
              places  = []
              zones   = lookup(local.service_zones, bundled, null)
              held    = false
              accepts = false
              tags    = null
            }
            if lookup(local.services, bundled, null) != null
            && lookup(local.service_zones, bundled, null) != null
          },
          {
            for service_key, service in var.services : service_key => {
              target = (
                lookup(local.services, service.service != null ? service.service : service_key, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                  : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                  coalesce(service.service_region, local.current_region),
                  lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
              )
              facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
              region = service.service_region
              home   = service.service_region
              dns    = coalesce(service.dns, var.dns)
              dual   = coalesce(service.ipv6, var.ipv6)
              policy = service.policy
              ports = (
                length(concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )) == 0
                ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                : concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )
              )
              places = service.availability_zone_ids
              zones = (
                length(service.dns_names) > 0
                ? [
                  for dns_name in service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ]
                : lookup(
                  local.service_zones,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
                ? [
                  for item in lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) :
                  {
                    key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                    prefix   = item.prefix
                    suffix   = item.suffix
                    china    = item.china
                    ending   = item.ending
                    regional = item.regional
                    wildcard = item.wildcard
                  }
                ]
                : []
              )
              held    = false
              accepts = false
              tags    = service.tags
            }
            if lookup(local.services, service.service != null ? service.service : service_key, null) != null
          },
          {
            for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
              target = (
                endpoint_service.service_name != null
                ? endpoint_service.service_name
                : try(endpoint_service.connection.service_name, null)
              )
              facts  = null
              region = null
              home = (
                endpoint_service.service_region != null
                ? endpoint_service.service_region
                : endpoint_service.connection == null
                ? null
                : (
                  endpoint_service.connection.service_region != null
                  && endpoint_service.connection.service_region != local.current_region
                )
                ? endpoint_service.connection.service_region
                : null
              )
              dns    = coalesce(endpoint_service.dns, var.dns)
              dual   = coalesce(endpoint_service.ipv6, var.ipv6)
              policy = null
              ports = concat(
                length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                ? [
                  for port in [443] : {
                    first = port
                    last  = port
                  }
                ]
                : [
                  for port in endpoint_service.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in endpoint_service.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )
              places = endpoint_service.availability_zone_ids
              zones = [
                for dns_name in endpoint_service.dns_names : {
                  key      = trimprefix(dns_name, "*.")
                  prefix   = trimprefix(dns_name, "*.")
                  suffix   = ""
                  china    = trimprefix(dns_name, "*.")
                  ending   = ""
                  regional = false
                  wildcard = can(regex("^\\*\\.", dns_name))
                }
              ]
              held = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
              )
              accepts = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "sameAccount"
              )
              tags = endpoint_service.tags
            }
          }
        ) :
        member_key
        if contains(["profile", "profileZones"], member.dns)
      ]) > 0
    )
    error_message = "`existing_profile` is given, but no names are shared by a profile; remove it, or set `dns` to `profile` or `profileZones`"
  }
}

variable "client_cidrs" {
  description = "Ranges of all VPCs that may use the hub, now and later: the endpoints' security group lets them in, and routes lead back to them. A few wide ranges serve better than one for each VPC, for no spoke changes them then."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) >= 1
    error_message = "`client_cidrs` has ${length(var.client_cidrs)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition     = length(var.client_cidrs) <= 20
    error_message = "`client_cidrs` has ${length(var.client_cidrs)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.client_cidrs) == length(distinct(var.client_cidrs))
    error_message = format(
      "`client_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.client_cidrs) : twice
          if length([for other in var.client_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.client_cidrs : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.client_cidrs :
      "`client_cidrs[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.client_cidrs : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.client_cidrs :
      "`client_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = alltrue([
      for client_cidr in var.client_cidrs :
      (var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
      || length([
        for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
        if try(
          cidrsubnet("${split("/", client_cidr)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
          && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(client_cidr, 0, 0))[1]),
          false
        )
      ]) == 0
    ])
    error_message = join("\n", [
      for client_cidr_index, client_cidr in var.client_cidrs :
      format(
        "`client_cidrs[%s]` is inside of the hub's own range %s, so no route leads back to it; use another range for the hub or for the clients",
        client_cidr_index,
        var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block
      )
      if !(
        (var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
        || length([
          for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", client_cidr)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(client_cidr, 0, 0))[1]),
            false
          )
        ]) == 0
      )
    ])
  }

  validation {
    condition = alltrue([for client_cidr in var.client_cidrs : client_cidr != "0.0.0.0/0"])
    error_message = join("\n", [
      for client_cidr_index, client_cidr in var.client_cidrs :
      format(
        "`client_cidrs[%s]` is every address: the endpoints would be open to whatever the transit gateway reaches; name the ranges of your VPCs",
        client_cidr_index
      )
      if client_cidr == "0.0.0.0/0"
    ])
  }

  validation {
    condition = length([
      for range in distinct(distinct(var.client_cidrs)) : range
      if length([
        for other in distinct(var.client_cidrs) : other
        if try(
          cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
          && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
          false
        )
        || try(
          cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
          && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
          false
        )
      ]) > 1
    ]) == 0
    error_message = format(
      "`client_cidrs` has ranges that lie in each other: %s; leave the wider ones",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for range in distinct(distinct(var.client_cidrs)) : range
          if length([
            for other in distinct(var.client_cidrs) : other
            if try(
              cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
              && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
              false
            )
            || try(
              cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
              && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
              false
            )
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }
}

variable "client_ipv6_cidrs" {
  description = "The same for IPv6, where `ipv6` is true."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.client_ipv6_cidrs) <= 20
    error_message = "`client_ipv6_cidrs` has ${length(var.client_ipv6_cidrs)} entries, more than the 20 allowed; give at most 20"
  }

  validation {
    condition = length(var.client_ipv6_cidrs) == length(distinct(var.client_ipv6_cidrs))
    error_message = format(
      "`client_ipv6_cidrs` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.client_ipv6_cidrs) : twice
          if length([for other in var.client_ipv6_cidrs : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.client_ipv6_cidrs : can(regex(
        "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.client_ipv6_cidrs :
      "`client_ipv6_cidrs[${item_index}]` is `${item}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
      if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", item))
    ])
  }

  validation {
    condition = alltrue([for item in var.client_ipv6_cidrs : item == try(cidrsubnet(item, 0, 0), item)])
    error_message = join("\n", [
      for item_index, item in var.client_ipv6_cidrs :
      "`client_ipv6_cidrs[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition = alltrue([
      for client_ipv6_cidr in var.client_ipv6_cidrs :
      var.existing_vpc == null
      ? true
      : (
        var.existing_vpc.ipv6_cidr_block == null
        || length([
          for range in [var.existing_vpc.ipv6_cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", client_ipv6_cidr)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(client_ipv6_cidr, 0, 0))[1]),
            false
          )
        ]) == 0
      )
    ])
    error_message = join("\n", [
      for client_ipv6_cidr_index, client_ipv6_cidr in var.client_ipv6_cidrs :
      format(
        "`client_ipv6_cidrs[%s]` is inside of the hub's own range %s, so no route leads back to it; use another range for the hub or for the clients",
        client_ipv6_cidr_index,
        var.existing_vpc.ipv6_cidr_block
      )
      if var.existing_vpc == null
      ? false
      : !(
        var.existing_vpc.ipv6_cidr_block == null
        || length([
          for range in [var.existing_vpc.ipv6_cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", client_ipv6_cidr)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(client_ipv6_cidr, 0, 0))[1]),
            false
          )
        ]) == 0
      )
    ])
  }

  validation {
    condition = alltrue([for client_ipv6_cidr in var.client_ipv6_cidrs : client_ipv6_cidr != "::/0"])
    error_message = join("\n", [
      for client_ipv6_cidr_index, client_ipv6_cidr in var.client_ipv6_cidrs :
      format(
        "`client_ipv6_cidrs[%s]` is every address: the endpoints would be open to whatever the transit gateway reaches; name the ranges of your VPCs",
        client_ipv6_cidr_index
      )
      if client_ipv6_cidr == "::/0"
    ])
  }

  validation {
    condition = length([
      for range in distinct(distinct(var.client_ipv6_cidrs)) : range
      if length([
        for other in distinct(var.client_ipv6_cidrs) : other
        if try(
          cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
          && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
          false
        )
        || try(
          cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
          && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
          false
        )
      ]) > 1
    ]) == 0
    error_message = format(
      "`client_ipv6_cidrs` has ranges that lie in each other: %s; leave the wider ones",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for range in distinct(distinct(var.client_ipv6_cidrs)) : range
          if length([
            for other in distinct(var.client_ipv6_cidrs) : other
            if try(
              cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
              && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
              false
            )
            || try(
              cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
              && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
              false
            )
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition     = !var.ipv6 || length(var.client_ipv6_cidrs) > 0
    error_message = "`client_ipv6_cidrs` is empty, but `ipv6` is true: the endpoints would let nobody in by IPv6, and no route would lead back; name the IPv6 ranges of your VPCs, or set `ipv6` to false"
  }

  validation {
    condition     = var.ipv6 || length(var.client_ipv6_cidrs) == 0
    error_message = "`client_ipv6_cidrs` is given, but the endpoints have no IPv6 addresses; remove it, or set `ipv6` to true"
  }
}

variable "resolver" {
  description = "Names across the border of AWS: who asks the hub's VPC, and which domains it asks for outside."
  type = object({
    inbound_addresses = optional(map(string), {})
    forward = optional(
      map(object({
        domain_name = string
        targets     = list(string)
      })),
      {}
    )
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.resolver.inbound_addresses) <= 6
    error_message = "`resolver.inbound_addresses` has ${length(var.resolver.inbound_addresses)} entries, more than the 6 allowed; give at most 6"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.resolver.inbound_addresses : can(regex(
        "^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resolver.inbound_addresses :
      format(
        "`resolver.inbound_addresses` has the key `%s%s; use an Availability Zone id, such as use1-az1",
        item_key,
        can(regex("^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", item_key))
        ? "`, which is the id of a Local Zone or a Wavelength Zone, not an Availability Zone id"
        : "`, which is not an Availability Zone id"
      )
      if !can(regex("^[a-z]{3,5}[0-9]-az[0-9]{1,2}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resolver.inbound_addresses : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resolver.inbound_addresses :
      "`resolver.inbound_addresses[\"${item_key}\"]` is `${item}`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item_key, item in var.resolver.forward : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      "`resolver.forward` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resolver.forward : can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain_name
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      "`resolver.forward[\"${item_key}\"].domain_name` is `${item.domain_name}`, which is not a domain name without a dot at its end; use a domain name without a dot at its end, such as api.example.com"
      if !can(regex(
        "^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{1,63}$",
        item.domain_name
      ))
    ])
  }

  validation {
    condition = alltrue([for item in var.resolver.forward : length(item.domain_name) <= 253])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      format(
        "`resolver.forward[\"%s\"].domain_name` has %s characters, more than the 253 allowed; shorten it to 253 characters or fewer",
        item_key,
        length(item.domain_name)
      )
      if length(item.domain_name) > 253
    ])
  }

  validation {
    condition = alltrue([for item in var.resolver.forward : length(item.targets) >= 1])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      "`resolver.forward[\"${item_key}\"].targets` has ${length(item.targets)} of the 1 entries needed; give at least 1"
      if length(item.targets) < 1
    ])
  }

  validation {
    condition = alltrue([for item in var.resolver.forward : length(item.targets) <= 6])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      "`resolver.forward[\"${item_key}\"].targets` has ${length(item.targets)} entries, more than the 6 allowed; give at most 6"
      if length(item.targets) > 6
    ])
  }

  validation {
    condition = alltrue([
      for item in var.resolver.forward : length(item.targets) == length(distinct(item.targets))
    ])
    error_message = join("\n", [
      for item_key, item in var.resolver.forward :
      format(
        "`resolver.forward[\"%s\"].targets` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.targets) : twice
            if length([for other in item.targets : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.targets) != length(distinct(item.targets))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.resolver.forward : [
        for part in item.targets : can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.resolver.forward : [
        for part_index, part in item.targets :
        "`resolver.forward[\"${item_key}\"].targets[${part_index}]` is `${part}`, which is not an IPv4 address; use an IPv4 address, such as 10.0.1.10"
        if !can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for inbound_address_key, inbound_address in var.resolver.inbound_addresses : contains(
        var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
        inbound_address_key
      )
    ])
    error_message = join("\n", [
      for inbound_address_key, inbound_address in var.resolver.inbound_addresses :
      format(
        "`resolver.inbound_addresses[\"%s\"]` is for the zone `%s`, and the hub is in %s; use a zone of the hub",
        inbound_address_key,
        inbound_address_key,
        join(", ", coalescelist(
          formatlist(
            "`%s`",
            var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids
          ),
          ["none"]
        ))
      )
      if !contains(
        var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids,
        inbound_address_key
      )
    ])
  }

  validation {
    condition = alltrue([
      for inbound_address in var.resolver.inbound_addresses :
      (var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
      || length([
        for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
        if try(
          cidrsubnet(
            "${split("/", "${inbound_address}/32")[0]}/${split("/", range)[1]}",
            0,
            0
          ) == cidrsubnet(range, 0, 0)
          && tonumber(split("/", range)[1]) <= tonumber(
            split("/", cidrsubnet("${inbound_address}/32", 0, 0))[1]
          ),
          false
        )
      ]) > 0
    ])
    error_message = join("\n", [
      for inbound_address_key, inbound_address in var.resolver.inbound_addresses :
      format(
        "`resolver.inbound_addresses[\"%s\"]` is `%s`, outside of the hub's range %s; use a free address of the endpoints' subnet in that zone",
        inbound_address_key,
        inbound_address,
        var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block
      )
      if !(
        (var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
        || length([
          for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", "${inbound_address}/32")[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(
              split("/", cidrsubnet("${inbound_address}/32", 0, 0))[1]
            ),
            false
          )
        ]) > 0
      )
    ])
  }

  validation {
    condition = alltrue([
      for forward in var.resolver.forward :
      length([
        for target in forward.targets : target
        if length([
          for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", "${target}/32")[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet("${target}/32", 0, 0))[1]),
            false
          )
        ]) > 0
      ]) == 0
    ])
    error_message = join("\n", [
      for forward_key, forward in var.resolver.forward :
      format(
        "`resolver.forward[\"%s\"].targets` has addresses of the hub's own range, which would ask each other: %s; name servers outside of the hub",
        forward_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for target in forward.targets : target
            if length([
              for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
              if try(
                cidrsubnet(
                  "${split("/", "${target}/32")[0]}/${split("/", range)[1]}",
                  0,
                  0
                ) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet("${target}/32", 0, 0))[1]),
                false
              )
            ]) > 0
          ]),
          ["none"]
        ))
      )
      if length([
        for target in forward.targets : target
        if length([
          for range in [var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block] : range
          if try(
            cidrsubnet(
              "${split("/", "${target}/32")[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet("${target}/32", 0, 0))[1]),
            false
          )
        ]) > 0
      ]) > 0
    ])
  }

  validation {
    condition = length([
      for twice in distinct([for forward in var.resolver.forward : forward.domain_name]) : twice
      if length([
        for other in [for forward in var.resolver.forward : forward.domain_name] : other
        if other == twice
      ]) > 1
    ]) == 0
    error_message = format(
      "`resolver.forward` has domains twice: %s; leave one rule for each, with all of its name servers",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct([for forward in var.resolver.forward : forward.domain_name]) : twice
          if length([
            for other in [for forward in var.resolver.forward : forward.domain_name] : other
            if other == twice
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition     = length(var.resolver.inbound_addresses) == 0 || length(var.resolver.inbound_addresses) > 1
    error_message = "`resolver.inbound_addresses` has one address, and a resolver endpoint has at least two; add one in another zone"
  }

  validation {
    condition = (
      length(var.resolver.forward) == 0
      || length(
        var.existing_vpc != null ? keys(var.existing_vpc.endpoint_subnets) : var.availability_zone_ids
      ) > 1
    )
    error_message = "`resolver.forward` needs an outbound endpoint in two zones, and the hub is in one; add a zone to the hub"
  }
}

variable "transport" {
  description = "How spokes reach the hub. There is one way so far: `transit_gateway`."
  type        = string
  default     = "transitGateway"
  nullable    = false

  validation {
    condition     = contains(["transitGateway"], var.transport)
    error_message = "`transport` is `${var.transport}`, which is not offered; use one of `transit_gateway`"
  }
}

variable "transit_gateway" {
  description = "Settings of the transit gateway that is made, unless `existing_transit_gateway` is given."
  type = object({
    amazon_side_asn            = optional(number)
    cidr_blocks                = optional(list(string), [])
    acceptance                 = optional(string, "automatic")
    security_group_referencing = optional(bool, false)
    vpn_ecmp                   = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.transit_gateway.amazon_side_asn == null
      ? true
      : var.transit_gateway.amazon_side_asn >= 64512 && var.transit_gateway.amazon_side_asn <= 4294967294
    )
    error_message = try(
      format(
        "`transit_gateway.amazon_side_asn` is %s, which is outside 64512 to 4294967294; use a whole number from 64512 to 4294967294",
        var.transit_gateway.amazon_side_asn
      ),
      "holds"
    )
  }

  validation {
    condition     = length(var.transit_gateway.cidr_blocks) <= 5
    error_message = "`transit_gateway.cidr_blocks` has ${length(var.transit_gateway.cidr_blocks)} entries, more than the 5 allowed; give at most 5"
  }

  validation {
    condition = length(var.transit_gateway.cidr_blocks) == length(distinct(var.transit_gateway.cidr_blocks))
    error_message = format(
      "`transit_gateway.cidr_blocks` names %s more than once; list each entry once",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for twice in distinct(var.transit_gateway.cidr_blocks) : twice
          if length([for other in var.transit_gateway.cidr_blocks : other if other == twice]) > 1
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = alltrue([
      for item in var.transit_gateway.cidr_blocks : can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
    error_message = join("\n", [
      for item_index, item in var.transit_gateway.cidr_blocks :
      "`transit_gateway.cidr_blocks[${item_index}]` is `${item}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
      if !can(regex(
        "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        item
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.transit_gateway.cidr_blocks : item == try(cidrsubnet(item, 0, 0), item)
    ])
    error_message = join("\n", [
      for item_index, item in var.transit_gateway.cidr_blocks :
      "`transit_gateway.cidr_blocks[${item_index}]` is `${item}`, which is not how its range is written; use `${try(cidrsubnet(item, 0, 0), item)}`"
      if item != try(cidrsubnet(item, 0, 0), item)
    ])
  }

  validation {
    condition     = contains(["automatic", "manual"], var.transit_gateway.acceptance)
    error_message = "`transit_gateway.acceptance` is `${var.transit_gateway.acceptance}`, which is not offered; use one of `automatic`, `manual`"
  }

  validation {
    condition = alltrue([
      for cidr_block in var.transit_gateway.cidr_blocks :
      !can(regex("/[0-9]{1,2}$", cidr_block))
      || can(regex("/([89]|1[0-9]|2[0-4])$", cidr_block)) && !can(regex("^169\\.254\\.", cidr_block))
    ])
    error_message = join("\n", [
      for cidr_block_index, cidr_block in var.transit_gateway.cidr_blocks :
      "`transit_gateway.cidr_blocks[${cidr_block_index}]` is no range for a transit gateway; use one of /8 to /24, not 169.254.0.0/16"
      if !(
        !can(regex("/[0-9]{1,2}$", cidr_block))
        || can(regex("/([89]|1[0-9]|2[0-4])$", cidr_block)) && !can(regex("^169\\.254\\.", cidr_block))
      )
    ])
  }

  validation {
    condition = (
      var.transit_gateway.amazon_side_asn == null
      ? true
      : var.transit_gateway.amazon_side_asn <= 65534 || var.transit_gateway.amazon_side_asn > 4199999999
    )
    error_message = "`transit_gateway.amazon_side_asn` is no private number of an autonomous system; use one of 64512 to 65534, or of 4200000000 to 4294967294"
  }

  validation {
    condition = (
      var.existing_transit_gateway == null
      || (
        var.transit_gateway.amazon_side_asn == null
        && length(var.transit_gateway.cidr_blocks) == 0
        && var.transit_gateway.acceptance == "automatic"
        && !var.transit_gateway.security_group_referencing
        && var.transit_gateway.vpn_ecmp
      )
    )
    error_message = "`transit_gateway` is given, but no transit gateway is made: `existing_transit_gateway` is there; remove one of the two"
  }
}

variable "existing_transit_gateway" {
  description = "A transit gateway of this account that is already there. Its default association and propagation have to be off."
  type = object({
    id         = string
    acceptance = optional(string, "automatic")
  })
  default = null

  validation {
    condition = var.existing_transit_gateway == null ? true : can(regex(
      "^tgw-[0-9a-f]{1,32}$",
      var.existing_transit_gateway.id
    ))
    error_message = try(
      format(
        "`existing_transit_gateway.id` is `%s`, which is not a transit gateway id; use a transit gateway id, such as tgw-0a1b2c3d4e5f67890",
        var.existing_transit_gateway.id
      ),
      "holds"
    )
  }

  validation {
    condition = var.existing_transit_gateway == null ? true : contains(
      ["automatic", "manual"],
      var.existing_transit_gateway.acceptance
    )
    error_message = try(
      "`existing_transit_gateway.acceptance` is `${var.existing_transit_gateway.acceptance}`, which is not offered; use one of `automatic`, `manual`",
      "holds"
    )
  }
}

variable "route_domains" {
  description = "Groups of spokes with one route table each. Key: the name of the domain, which spokes name."
  type = map(object({
    reach         = optional(string, "hubOnly")
    blackholes    = optional(list(string), [])
    static_routes = optional(map(object({ attachment_id = string })), {})
    prefix_lists = optional(
      map(object({
        prefix_list_id = string
        attachment_id  = optional(string)
        blackhole      = optional(bool, false)
      })),
      {}
    )
  }))
  default  = { spokes = {} }
  nullable = false

  validation {
    condition     = length(var.route_domains) >= 1
    error_message = "`route_domains` has ${length(var.route_domains)} of the 1 entries needed; give at least 1"
  }

  validation {
    condition     = length(var.route_domains) <= 19
    error_message = "`route_domains` has ${length(var.route_domains)} entries, more than the 19 allowed; give at most 19"
  }

  validation {
    condition = alltrue([
      for item_key, item in var.route_domains : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.route_domains :
      "`route_domains` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.route_domains : contains(["hubOnly", "domain", "all"], item.reach)])
    error_message = join("\n", [
      for item_key, item in var.route_domains :
      "`route_domains[\"${item_key}\"].reach` is `${item.reach}`, which is not offered; use one of `hubOnly`, `domain`, `all`"
      if !contains(["hubOnly", "domain", "all"], item.reach)
    ])
  }

  validation {
    condition = alltrue([
      for item in var.route_domains : length(item.blackholes) == length(distinct(item.blackholes))
    ])
    error_message = join("\n", [
      for item_key, item in var.route_domains :
      format(
        "`route_domains[\"%s\"].blackholes` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.blackholes) : twice
            if length([for other in item.blackholes : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.blackholes) != length(distinct(item.blackholes))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part in item.blackholes : can(regex(
          "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_index, part in item.blackholes :
        format(
          "`route_domains[\"%s\"].blackholes[%s]` is `%s`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16",
          item_key,
          part_index,
          part
        )
        if !can(regex(
          "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part in item.blackholes : part == try(cidrsubnet(part, 0, 0), part)
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_index, part in item.blackholes :
        format(
          "`route_domains[\"%s\"].blackholes[%s]` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          part_index,
          part,
          try(cidrsubnet(part, 0, 0), part)
        )
        if part != try(cidrsubnet(part, 0, 0), part)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part_key, part in item.static_routes : can(regex(
          "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
          part_key
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_key, part in item.static_routes :
        format(
          "`route_domains[\"%s\"].static_routes` has the key `%s`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16",
          item_key,
          part_key
        )
        if !can(regex(
          "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
          part_key
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part in item.static_routes : can(regex("^tgw-attach-[0-9a-f]{1,32}$", part.attachment_id))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_key, part in item.static_routes :
        "`route_domains[\"${item_key}\"].static_routes[\"${part_key}\"].attachment_id` is `${part.attachment_id}`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890"
        if !can(regex("^tgw-attach-[0-9a-f]{1,32}$", part.attachment_id))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part_key, part in item.prefix_lists : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_key, part in item.prefix_lists :
        "`route_domains[\"${item_key}\"].prefix_lists` has the key `${part_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
        if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", part_key))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part in item.prefix_lists : can(regex("^pl-[0-9a-f]{1,32}$", part.prefix_list_id))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_key, part in item.prefix_lists :
        format(
          "`route_domains[\"%s\"].prefix_lists[\"%s\"].prefix_list_id` is `%s`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890",
          item_key,
          part_key,
          part.prefix_list_id
        )
        if !can(regex("^pl-[0-9a-f]{1,32}$", part.prefix_list_id))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_domains : [
        for part in item.prefix_lists :
        part.attachment_id == null || can(regex("^tgw-attach-[0-9a-f]{1,32}$", part.attachment_id))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.route_domains : [
        for part_key, part in item.prefix_lists :
        "`route_domains[\"${item_key}\"].prefix_lists[\"${part_key}\"].attachment_id` is `${part.attachment_id}`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890"
        if !(part.attachment_id == null || can(regex("^tgw-attach-[0-9a-f]{1,32}$", part.attachment_id)))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for route_domain in var.route_domains :
      length([
        for range in distinct(distinct(route_domain.blackholes)) : range
        if length([
          for other in distinct(route_domain.blackholes) : other
          if try(
            cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
            false
          )
          || try(
            cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
            && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
            false
          )
        ]) > 1
      ]) == 0
    ])
    error_message = join("\n", [
      for route_domain_key, route_domain in var.route_domains :
      format(
        "`route_domains[\"%s\"].blackholes` has ranges that lie in each other: %s; leave the wider ones",
        route_domain_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for range in distinct(distinct(route_domain.blackholes)) : range
            if length([
              for other in distinct(route_domain.blackholes) : other
              if try(
                cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
                && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
                false
              )
              || try(
                cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
                && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
                false
              )
            ]) > 1
          ]),
          ["none"]
        ))
      )
      if length([
        for range in distinct(distinct(route_domain.blackholes)) : range
        if length([
          for other in distinct(route_domain.blackholes) : other
          if try(
            cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
            false
          )
          || try(
            cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
            && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
            false
          )
        ]) > 1
      ]) > 0
    ])
  }

  validation {
    condition = alltrue([
      for route_domain in var.route_domains :
      length([
        for blackhole in route_domain.blackholes : blackhole
        if contains(keys(route_domain.static_routes), blackhole)
      ]) == 0
    ])
    error_message = join("\n", [
      for route_domain_key, route_domain in var.route_domains :
      format(
        "`route_domains[\"%s\"].static_routes` has ranges that are in `blackholes` too: %s; leave each in one of the two",
        route_domain_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for blackhole in route_domain.blackholes : blackhole
            if contains(keys(route_domain.static_routes), blackhole)
          ]),
          ["none"]
        ))
      )
      if length([
        for blackhole in route_domain.blackholes : blackhole
        if contains(keys(route_domain.static_routes), blackhole)
      ]) > 0
    ])
  }

  validation {
    condition = alltrue(flatten([
      for route_domain in var.route_domains : [
        for prefix_list in route_domain.prefix_lists :
        (prefix_list.attachment_id != null) == !prefix_list.blackhole
      ]
    ]))
    error_message = join("\n", flatten([
      for route_domain_key, route_domain in var.route_domains : [
        for prefix_list_key, prefix_list in route_domain.prefix_lists :
        "`route_domains[\"${route_domain_key}\"].prefix_lists[\"${prefix_list_key}\"]` has to lead to an attachment or to be dropped, and not both; give `attachment_id` if its ranges are behind an attachment, or set `blackhole` to true, which drops what is for them"
        if(prefix_list.attachment_id != null) != !prefix_list.blackhole
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for route_domain in var.route_domains : var.inspection == null || route_domain.reach == "hubOnly"
    ])
    error_message = join("\n", [
      for route_domain_key, route_domain in var.route_domains :
      "`route_domains[\"${route_domain_key}\"].reach` is `${route_domain.reach}`: these spokes would reach each other past the firewall of `inspection`; set it to `hubOnly`; an entry of `static_routes` with the firewall's attachment leads traffic between spokes through it"
      if !(var.inspection == null || route_domain.reach == "hubOnly")
    ])
  }

  validation {
    condition = alltrue([
      for route_domain in var.route_domains :
      (var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
      ? true
      : (
        var.inspection == null
        || !contains(
          keys(route_domain.static_routes),
          var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block
        )
      )
    ])
    error_message = join("\n", [
      for route_domain_key, route_domain in var.route_domains :
      "`route_domains[\"${route_domain_key}\"].static_routes` has the range of the hub, which leads to the firewall of `inspection`; remove them"
      if(var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block) == null
      ? false
      : !(
        var.inspection == null
        || !contains(
          keys(route_domain.static_routes),
          var.existing_vpc != null ? var.existing_vpc.cidr_block : var.cidr_block
        )
      )
    ])
  }

  validation {
    condition = alltrue([
      for route_domain in var.route_domains :
      var.existing_vpc == null
      ? true
      : var.existing_vpc.ipv6_cidr_block == null
      ? true
      : (
        var.inspection == null
        || !var.ipv6
        || !contains(keys(route_domain.static_routes), var.existing_vpc.ipv6_cidr_block)
      )
    ])
    error_message = join("\n", [
      for route_domain_key, route_domain in var.route_domains :
      "`route_domains[\"${route_domain_key}\"].static_routes` has the IPv6 range of the hub, which leads to the firewall of `inspection`; remove them"
      if var.existing_vpc == null
      ? false
      : var.existing_vpc.ipv6_cidr_block == null
      ? false
      : !(
        var.inspection == null
        || !var.ipv6
        || !contains(keys(route_domain.static_routes), var.existing_vpc.ipv6_cidr_block)
      )
    ])
  }
}

variable "automatic_domain" {
  description = "Route domain that attachments of spokes join by themselves, so that a spoke with `admission` `automatic` needs nothing of the hub's account. Its `reach` has to be `hubOnly`. Every attachment joins it, so all other spokes have to be `automatic` too. For a transit gateway that is made with it: switched on later, it has Terraform and Pulumi make the gateway anew."
  type        = string
  default     = null

  validation {
    condition = (
      var.automatic_domain == null || can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.automatic_domain))
    )
    error_message = try(
      "`automatic_domain` is `${var.automatic_domain}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https",
      "holds"
    )
  }

  validation {
    condition = var.automatic_domain == null ? true : contains(keys(var.route_domains), var.automatic_domain)
    error_message = try(
      format(
        "`automatic_domain` is `%s`, and `route_domains` has %s; name one of these domains, or add it to `route_domains`",
        var.automatic_domain,
        join(", ", coalescelist(formatlist("`%s`", keys(var.route_domains)), ["none"]))
      ),
      "holds"
    )
  }

  validation {
    condition = (
      var.automatic_domain == null
      ? true
      : length(keys({
        for route_domain_key, route_domain in var.route_domains : route_domain_key => route_domain
        if route_domain.reach == "all"
        || (
          lookup(var.route_domains, var.automatic_domain, null) == null
          ? false
          : lookup(var.route_domains, var.automatic_domain, null).reach == "all"
        )
        || (
          lookup(var.route_domains, var.automatic_domain, null) == null
          ? false
          : (
            route_domain_key == var.automatic_domain
            && lookup(var.route_domains, var.automatic_domain, null).reach == "domain"
          )
        )
      })) == 0
    )
    error_message = try(
      format(
        "`automatic_domain` is `%s`, whose spokes would have to be propagated to the tables of %s too: a transit gateway propagates by itself to one table only, the hub's; let its `reach` be `hubOnly`, and no domain's `all`",
        var.automatic_domain,
        join(", ", coalescelist(
          formatlist("`%s`", keys({
            for route_domain_key, route_domain in var.route_domains : route_domain_key => route_domain
            if route_domain.reach == "all"
            || (
              lookup(var.route_domains, var.automatic_domain, null) == null
              ? false
              : lookup(var.route_domains, var.automatic_domain, null).reach == "all"
            )
            || (
              lookup(var.route_domains, var.automatic_domain, null) == null
              ? false
              : (
                route_domain_key == var.automatic_domain
                && lookup(var.route_domains, var.automatic_domain, null).reach == "domain"
              )
            )
          })),
          ["none"]
        ))
      ),
      "holds"
    )
  }

  validation {
    condition     = var.automatic_domain == null || var.existing_transit_gateway == null
    error_message = "`automatic_domain` is given, but the transit gateway is there already, and whoever made it chooses its defaults; remove it, or `existing_transit_gateway`"
  }

  validation {
    condition = (
      var.automatic_domain == null
      || (
        var.existing_transit_gateway != null
        ? var.existing_transit_gateway.acceptance
        : var.transit_gateway.acceptance
      ) == "automatic"
    )
    error_message = "`automatic_domain` is given, but somebody has to accept each attachment; remove it, or set `transit_gateway.acceptance` to `automatic`"
  }

  validation {
    condition     = var.automatic_domain == null || var.inspection == null
    error_message = "`automatic_domain` is given, but with `inspection` the hub's own attachment would be in the default table of propagations as well; remove one of the two"
  }
}

variable "hub_table" {
  description = "Other routes of the hub's own route table."
  type = object({
    static_routes = optional(map(object({ attachment_id = string })), {})
    prefix_lists = optional(
      map(object({
        prefix_list_id = string
        attachment_id  = optional(string)
        blackhole      = optional(bool, false)
      })),
      {}
    )
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.hub_table.static_routes : can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.hub_table.static_routes :
      "`hub_table.static_routes` has the key `${item_key}`, which is not an IPv4 or IPv6 range; use an IPv4 or IPv6 range, such as 10.0.0.0/16"
      if !can(regex(
        "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        item_key
      ))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.hub_table.static_routes : can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment_id))
    ])
    error_message = join("\n", [
      for item_key, item in var.hub_table.static_routes :
      "`hub_table.static_routes[\"${item_key}\"].attachment_id` is `${item.attachment_id}`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890"
      if !can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment_id))
    ])
  }

  validation {
    condition = alltrue([
      for item_key, item in var.hub_table.prefix_lists : can(regex(
        "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        item_key
      ))
    ])
    error_message = join("\n", [
      for item_key, item in var.hub_table.prefix_lists :
      "`hub_table.prefix_lists` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.hub_table.prefix_lists : can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
    ])
    error_message = join("\n", [
      for item_key, item in var.hub_table.prefix_lists :
      format(
        "`hub_table.prefix_lists[\"%s\"].prefix_list_id` is `%s`, which is not a prefix list id; use a prefix list id, such as pl-0a1b2c3d4e5f67890",
        item_key,
        item.prefix_list_id
      )
      if !can(regex("^pl-[0-9a-f]{1,32}$", item.prefix_list_id))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.hub_table.prefix_lists :
      item.attachment_id == null || can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment_id))
    ])
    error_message = join("\n", [
      for item_key, item in var.hub_table.prefix_lists :
      "`hub_table.prefix_lists[\"${item_key}\"].attachment_id` is `${item.attachment_id}`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890"
      if !(item.attachment_id == null || can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment_id)))
    ])
  }

  validation {
    condition = alltrue([
      for prefix_list in var.hub_table.prefix_lists :
      (prefix_list.attachment_id != null) == !prefix_list.blackhole
    ])
    error_message = join("\n", [
      for prefix_list_key, prefix_list in var.hub_table.prefix_lists :
      "`hub_table.prefix_lists[\"${prefix_list_key}\"]` has to lead to an attachment or to be dropped, and not both; give `attachment_id` if its ranges are behind an attachment, or set `blackhole` to true, which drops what is for them"
      if(prefix_list.attachment_id != null) != !prefix_list.blackhole
    ])
  }

  validation {
    condition = (
      var.inspection == null
      || length([
        for client_cidr in var.client_cidrs : client_cidr
        if contains(keys(var.hub_table.static_routes), client_cidr)
      ]) == 0
    )
    error_message = format(
      "`hub_table.static_routes` has ranges of `client_cidrs`, which lead to the firewall of `inspection`: %s; remove them",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for client_cidr in var.client_cidrs : client_cidr
          if contains(keys(var.hub_table.static_routes), client_cidr)
        ]),
        ["none"]
      ))
    )
  }

  validation {
    condition = (
      var.inspection == null
      || length([
        for client_ipv6_cidr in var.client_ipv6_cidrs : client_ipv6_cidr
        if contains(keys(var.hub_table.static_routes), client_ipv6_cidr)
      ]) == 0
    )
    error_message = format(
      "`hub_table.static_routes` has ranges of `client_ipv6_cidrs`, which lead to the firewall of `inspection`: %s; remove them",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for client_ipv6_cidr in var.client_ipv6_cidrs : client_ipv6_cidr
          if contains(keys(var.hub_table.static_routes), client_ipv6_cidr)
        ]),
        ["none"]
      ))
    )
  }
}

variable "inspection" {
  description = "A firewall that all traffic between spokes and the hub passes, in both directions."
  type = object({
    attachment_id  = string
    route_table_id = string
  })
  default = null

  validation {
    condition = var.inspection == null ? true : can(regex(
      "^tgw-attach-[0-9a-f]{1,32}$",
      var.inspection.attachment_id
    ))
    error_message = try(
      format(
        "`inspection.attachment_id` is `%s`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890",
        var.inspection.attachment_id
      ),
      "holds"
    )
  }

  validation {
    condition = var.inspection == null ? true : can(regex(
      "^tgw-rtb-[0-9a-f]{1,32}$",
      var.inspection.route_table_id
    ))
    error_message = try(
      "`inspection.route_table_id` is `${var.inspection.route_table_id}`, which is not the id of a route table of a transit gateway; use the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890",
      "holds"
    )
  }
}

variable "spokes" {
  description = "Spokes that this deployment admits, beside those that admit themselves. Key: a name for the spoke."
  type = map(object({
    vpc_id           = string
    attachment       = optional(object({ id = string }))
    domain           = optional(string, "spokes")
    cidr_blocks      = optional(list(string), [])
    ipv6_cidr_blocks = optional(list(string), [])
    zones            = optional(list(string))
    same_account     = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for item_key, item in var.spokes : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      "`spokes` has the key `${item_key}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item_key))
    ])
  }

  validation {
    condition = alltrue([for item in var.spokes : can(regex("^vpc-[0-9a-f]{1,32}$", item.vpc_id))])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      "`spokes[\"${item_key}\"].vpc_id` is `${item.vpc_id}`, which is not a VPC id; use a VPC id, such as vpc-0a1b2c3d4e5f67890"
      if !can(regex("^vpc-[0-9a-f]{1,32}$", item.vpc_id))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.spokes :
      item.attachment == null ? true : can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment.id))
    ])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      format(
        "`spokes[\"%s\"].attachment.id` is `%s`, which is not the id of an attachment; use the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890",
        item_key,
        item.attachment.id
      )
      if item.attachment == null ? false : !can(regex("^tgw-attach-[0-9a-f]{1,32}$", item.attachment.id))
    ])
  }

  validation {
    condition = alltrue([for item in var.spokes : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item.domain))])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      "`spokes[\"${item_key}\"].domain` is `${item.domain}`, which is not a name of at most 64 letters, digits, hyphens and underscores; use a name of at most 64 letters, digits, hyphens and underscores, such as https"
      if !can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", item.domain))
    ])
  }

  validation {
    condition = alltrue([
      for item in var.spokes : length(item.cidr_blocks) == length(distinct(item.cidr_blocks))
    ])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      format(
        "`spokes[\"%s\"].cidr_blocks` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.cidr_blocks) : twice
            if length([for other in item.cidr_blocks : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.cidr_blocks) != length(distinct(item.cidr_blocks))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.spokes : [
        for part in item.cidr_blocks : can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.spokes : [
        for part_index, part in item.cidr_blocks :
        "`spokes[\"${item_key}\"].cidr_blocks[${part_index}]` is `${part}`, which is not an IPv4 range; use an IPv4 range, such as 10.0.0.0/16"
        if !can(regex(
          "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
          part
        ))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.spokes : [for part in item.cidr_blocks : part == try(cidrsubnet(part, 0, 0), part)]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.spokes : [
        for part_index, part in item.cidr_blocks :
        "`spokes[\"${item_key}\"].cidr_blocks[${part_index}]` is `${part}`, which is not how its range is written; use `${try(cidrsubnet(part, 0, 0), part)}`"
        if part != try(cidrsubnet(part, 0, 0), part)
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for item in var.spokes : length(item.ipv6_cidr_blocks) == length(distinct(item.ipv6_cidr_blocks))
    ])
    error_message = join("\n", [
      for item_key, item in var.spokes :
      format(
        "`spokes[\"%s\"].ipv6_cidr_blocks` names %s more than once; list each entry once",
        item_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for twice in distinct(item.ipv6_cidr_blocks) : twice
            if length([for other in item.ipv6_cidr_blocks : other if other == twice]) > 1
          ]),
          ["none"]
        ))
      )
      if length(item.ipv6_cidr_blocks) != length(distinct(item.ipv6_cidr_blocks))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.spokes : [
        for part in item.ipv6_cidr_blocks : can(regex(
          "^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
          part
        ))
      ]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.spokes : [
        for part_index, part in item.ipv6_cidr_blocks :
        "`spokes[\"${item_key}\"].ipv6_cidr_blocks[${part_index}]` is `${part}`, which is not an IPv6 range; use an IPv6 range, such as 2001:db8::/56"
        if !can(regex("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", part))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.spokes : [for part in item.ipv6_cidr_blocks : part == try(cidrsubnet(part, 0, 0), part)]
    ]))
    error_message = join("\n", flatten([
      for item_key, item in var.spokes : [
        for part_index, part in item.ipv6_cidr_blocks :
        format(
          "`spokes[\"%s\"].ipv6_cidr_blocks[%s]` is `%s`, which is not how its range is written; use `%s`",
          item_key,
          part_index,
          part,
          try(cidrsubnet(part, 0, 0), part)
        )
        if part != try(cidrsubnet(part, 0, 0), part)
      ]
    ]))
  }

  validation {
    condition = alltrue([for spoke in var.spokes : var.automatic_domain == null || spoke.attachment == null])
    error_message = join("\n", [
      for spoke_key, spoke in var.spokes :
      format(
        "`spokes[\"%s\"].attachment` is given, but the transit gateway has associated it with `%s` by itself; remove it: the entry then authorizes zones, or can go",
        spoke_key,
        var.automatic_domain
      )
      if !(var.automatic_domain == null || spoke.attachment == null)
    ])
  }

  validation {
    condition = alltrue([for spoke in var.spokes : spoke.zones == null || !spoke.same_account])
    error_message = join("\n", [
      for spoke_key, spoke in var.spokes :
      "`spokes[\"${spoke_key}\"].zones` is given, but a VPC in the hub's account needs no authorization; remove it"
      if !(spoke.zones == null || !spoke.same_account)
    ])
  }

  validation {
    condition = alltrue([for spoke in var.spokes : contains(keys(var.route_domains), spoke.domain)])
    error_message = join("\n", [
      for spoke_key, spoke in var.spokes :
      format(
        "`spokes[\"%s\"].domain` is `%s`, and `route_domains` has %s; name one of these domains, or add it to `route_domains`",
        spoke_key,
        spoke.domain,
        join(", ", coalescelist(formatlist("`%s`", keys(var.route_domains)), ["none"]))
      )
      if !contains(keys(var.route_domains), spoke.domain)
    ])
  }

  validation {
    condition = alltrue([
      for spoke in var.spokes :
      spoke.zones == null
      ? true
      : length([
        for zone in spoke.zones : zone
        if !contains(
          keys(merge([
            for member_key, member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for zone_2 in member.zones : zone_2.key => {
                  service = member_key
                  zone    = zone_2
                  region  = member.region
                  shared  = contains(["profile", "profileZones"], member.dns)
                  dual    = member.dual
                }...
              } :
              key => results[length(results) - 1]
            }
            if contains(["zones", "profileZones"], member.dns) && !member.held
          ]...)),
          zone
        )
      ]) == 0
    ])
    error_message = join("\n", [
      for spoke_key, spoke in var.spokes :
      format(
        "`spokes[\"%s\"].zones` has zones that the hub does not have: %s; use keys that the output `zoneKeys` shows",
        spoke_key,
        join(", ", coalescelist(
          formatlist("`%s`", [
            for zone in spoke.zones : zone
            if !contains(
              keys(merge([
                for member_key, member in merge(
                  {
                    for bundled in distinct([
                      for interface in flatten([
                        for bundle in var.bundles :
                        lookup(local.bundles, bundle, null) != null
                        ? lookup(local.bundles, bundle, null).interface
                        : []
                      ]) :
                      interface
                      if !contains(keys(var.services), interface)
                    ]) :
                    bundled => {
                      target = (
                        lookup(local.services, bundled, null).regional
                        ? join("", [
                          data.aws_partition.current.partition == "aws-cn"
                          ? lookup(local.services, bundled, null).china
                          : lookup(local.services, bundled, null).prefix,
                          local.current_region,
                          lookup(local.services, bundled, null).suffix,
                        ])
                        : data.aws_partition.current.partition == "aws-cn"
                        ? lookup(local.services, bundled, null).china
                        : lookup(local.services, bundled, null).prefix
                      )
                      facts   = lookup(local.services, bundled, null)
                      region  = null
                      home    = null
                      dns     = var.dns
                      dual    = var.ipv6
                      policy  = null
                      ports   = lookup(local.services, bundled, null).ports
                      places  = []
                      zones   = lookup(local.service_zones, bundled, null)
                      held    = false
                      accepts = false
                      tags    = null
                    }
                    if lookup(local.services, bundled, null) != null
                    && lookup(local.service_zones, bundled, null) != null
                  },
                  {
                    for service_key, service in var.services : service_key => {
                      target = (
                        lookup(local.services, service.service != null ? service.service : service_key, null).regional
                        ? join("", [
                          data.aws_partition.current.partition == "aws-cn"
                          ? lookup(
                            local.services,
                            service.service != null ? service.service : service_key,
                            null
                          ).china
                          : lookup(
                            local.services,
                            service.service != null ? service.service : service_key,
                            null
                          ).prefix,
                          coalesce(service.service_region, local.current_region),
                          lookup(
                            local.services,
                            service.service != null ? service.service : service_key,
                            null
                          ).suffix,
                        ])
                        : data.aws_partition.current.partition == "aws-cn"
                        ? lookup(
                          local.services,
                          service.service != null ? service.service : service_key,
                          null
                        ).china
                        : lookup(
                          local.services,
                          service.service != null ? service.service : service_key,
                          null
                        ).prefix
                      )
                      facts = lookup(
                        local.services,
                        service.service != null ? service.service : service_key,
                        null
                      )
                      region = service.service_region
                      home   = service.service_region
                      dns    = coalesce(service.dns, var.dns)
                      dual   = coalesce(service.ipv6, var.ipv6)
                      policy = service.policy
                      ports = (
                        length(concat(
                          [
                            for port in service.ports : {
                              first = port
                              last  = port
                            }
                          ],
                          [
                            for port_range in service.port_ranges : {
                              first = port_range.from_port
                              last  = port_range.to_port
                            }
                          ]
                        )) == 0
                        ? lookup(
                          local.services,
                          service.service != null ? service.service : service_key,
                          null
                        ).ports
                        : concat(
                          [
                            for port in service.ports : {
                              first = port
                              last  = port
                            }
                          ],
                          [
                            for port_range in service.port_ranges : {
                              first = port_range.from_port
                              last  = port_range.to_port
                            }
                          ]
                        )
                      )
                      places = service.availability_zone_ids
                      zones = (
                        length(service.dns_names) > 0
                        ? [
                          for dns_name in service.dns_names : {
                            key      = trimprefix(dns_name, "*.")
                            prefix   = trimprefix(dns_name, "*.")
                            suffix   = ""
                            china    = trimprefix(dns_name, "*.")
                            ending   = ""
                            regional = false
                            wildcard = can(regex("^\\*\\.", dns_name))
                          }
                        ]
                        : lookup(
                          local.service_zones,
                          service.service != null ? service.service : service_key,
                          null
                        ) != null
                        ? [
                          for item in lookup(
                            local.service_zones,
                            service.service != null ? service.service : service_key,
                            null
                          ) :
                          {
                            key = (
                              service.service_region != null
                              ? "${item.key}.${service.service_region}"
                              : item.key
                            )
                            prefix   = item.prefix
                            suffix   = item.suffix
                            china    = item.china
                            ending   = item.ending
                            regional = item.regional
                            wildcard = item.wildcard
                          }
                        ]
                        : []
                      )
                      held    = false
                      accepts = false
                      tags    = service.tags
                    }
                    if lookup(
                      local.services,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                  },
                  {
                    for endpoint_service_key, endpoint_service in var.endpoint_services :
                    endpoint_service_key => {
                      target = (
                        endpoint_service.service_name != null
                        ? endpoint_service.service_name
                        : try(endpoint_service.connection.service_name, null)
                      )
                      facts  = null
                      region = null
                      home = (
                        endpoint_service.service_region != null
                        ? endpoint_service.service_region
                        : endpoint_service.connection == null
                        ? null
                        : (
                          endpoint_service.connection.service_region != null
                          && endpoint_service.connection.service_region != local.current_region
                        )
                        ? endpoint_service.connection.service_region
                        : null
                      )
                      dns    = coalesce(endpoint_service.dns, var.dns)
                      dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                      policy = null
                      ports = concat(
                        length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                        ? [
                          for port in [443] : {
                            first = port
                            last  = port
                          }
                        ]
                        : [
                          for port in endpoint_service.ports : {
                            first = port
                            last  = port
                          }
                        ],
                        [
                          for port_range in endpoint_service.port_ranges : {
                            first = port_range.from_port
                            last  = port_range.to_port
                          }
                        ]
                      )
                      places = endpoint_service.availability_zone_ids
                      zones = [
                        for dns_name in endpoint_service.dns_names : {
                          key      = trimprefix(dns_name, "*.")
                          prefix   = trimprefix(dns_name, "*.")
                          suffix   = ""
                          china    = trimprefix(dns_name, "*.")
                          ending   = ""
                          regional = false
                          wildcard = can(regex("^\\*\\.", dns_name))
                        }
                      ]
                      held = (
                        endpoint_service.acceptance == null
                        ? false
                        : (
                          endpoint_service.acceptance.mode == "provider"
                          && !endpoint_service.acceptance.accepted
                        )
                      )
                      accepts = (
                        endpoint_service.acceptance == null
                        ? false
                        : endpoint_service.acceptance.mode == "sameAccount"
                      )
                      tags = endpoint_service.tags
                    }
                  }
                ) :
                {
                  for key, results in {
                    for zone_2 in member.zones : zone_2.key => {
                      service = member_key
                      zone    = zone_2
                      region  = member.region
                      shared  = contains(["profile", "profileZones"], member.dns)
                      dual    = member.dual
                    }...
                  } :
                  key => results[length(results) - 1]
                }
                if contains(["zones", "profileZones"], member.dns) && !member.held
              ]...)),
              zone
            )
          ]),
          ["none"]
        ))
      )
      if spoke.zones == null
      ? false
      : length([
        for zone in spoke.zones : zone
        if !contains(
          keys(merge([
            for member_key, member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for zone_2 in member.zones : zone_2.key => {
                  service = member_key
                  zone    = zone_2
                  region  = member.region
                  shared  = contains(["profile", "profileZones"], member.dns)
                  dual    = member.dual
                }...
              } :
              key => results[length(results) - 1]
            }
            if contains(["zones", "profileZones"], member.dns) && !member.held
          ]...)),
          zone
        )
      ]) > 0
    ])
  }

  validation {
    condition = alltrue(flatten([
      for spoke in var.spokes : [
        for cidr_block in spoke.cidr_blocks :
        length([
          for range in var.client_cidrs : range
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
    ]))
    error_message = join("\n", flatten([
      for spoke_key, spoke in var.spokes : [
        for cidr_block_index, cidr_block in spoke.cidr_blocks :
        format(
          "`spokes[\"%s\"].cidr_blocks[%s]` is in none of `client_cidrs`, so the endpoints do not let it in, and no route leads back to it; those are %s; add it to `client_cidrs`",
          spoke_key,
          cidr_block_index,
          join(", ", coalescelist(formatlist("`%s`", var.client_cidrs), ["none"]))
        )
        if length([
          for range in var.client_cidrs : range
          if try(
            cidrsubnet(
              "${split("/", cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(cidr_block, 0, 0))[1]),
            false
          )
        ]) <= 0
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for spoke in var.spokes : [
        for ipv6_cidr_block in spoke.ipv6_cidr_blocks :
        length([
          for range in var.client_ipv6_cidrs : range
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
    ]))
    error_message = join("\n", flatten([
      for spoke_key, spoke in var.spokes : [
        for ipv6_cidr_block_index, ipv6_cidr_block in spoke.ipv6_cidr_blocks :
        format(
          "`spokes[\"%s\"].ipv6_cidr_blocks[%s]` is in none of `client_ipv6_cidrs`, so the endpoints do not let it in, and no route leads back to it; those are %s; add it to `client_ipv6_cidrs`",
          spoke_key,
          ipv6_cidr_block_index,
          join(", ", coalescelist(formatlist("`%s`", var.client_ipv6_cidrs), ["none"]))
        )
        if length([
          for range in var.client_ipv6_cidrs : range
          if try(
            cidrsubnet(
              "${split("/", ipv6_cidr_block)[0]}/${split("/", range)[1]}",
              0,
              0
            ) == cidrsubnet(range, 0, 0)
            && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(ipv6_cidr_block, 0, 0))[1]),
            false
          )
        ]) <= 0
      ]
    ]))
  }

  validation {
    condition = length([
      for range in distinct(flatten([
        for spoke in var.spokes : concat(spoke.cidr_blocks, spoke.ipv6_cidr_blocks)
      ])) :
      range
      if length([
        for other in flatten([for spoke in var.spokes : concat(spoke.cidr_blocks, spoke.ipv6_cidr_blocks)]) :
        other
        if try(
          cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
          && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
          false
        )
        || try(
          cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
          && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
          false
        )
      ]) > 1
    ]) == 0
    error_message = format(
      "`spokes` has ranges that share addresses: %s; AWS does not propagate the second one, without a word; give each VPC ranges of its own",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for range in distinct(flatten([
            for spoke in var.spokes : concat(spoke.cidr_blocks, spoke.ipv6_cidr_blocks)
          ])) :
          range
          if length([
            for other in flatten([for spoke in var.spokes : concat(spoke.cidr_blocks, spoke.ipv6_cidr_blocks)]) :
            other
            if try(
              cidrsubnet("${split("/", other)[0]}/${split("/", range)[1]}", 0, 0) == cidrsubnet(range, 0, 0)
              && tonumber(split("/", range)[1]) <= tonumber(split("/", cidrsubnet(other, 0, 0))[1]),
              false
            )
            || try(
              cidrsubnet("${split("/", range)[0]}/${split("/", other)[1]}", 0, 0) == cidrsubnet(other, 0, 0)
              && tonumber(split("/", other)[1]) <= tonumber(split("/", cidrsubnet(range, 0, 0))[1]),
              false
            )
          ]) > 1
        ]),
        ["none"]
      ))
    )
  }
}

variable "share_with" {
  description = "Who may attach VPCs and use the profile: accounts, organizations or organizational units. Default: this account only. Within an organization whose sharing is on, nobody has to accept."
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

variable "policy" {
  description = "Policy of all endpoints as JSON, unless a service has its own. Default: full access, written down; nothing where the service takes no policy."
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
    condition     = !(var.policy != null && var.organization_perimeter != null)
    error_message = "`policy` is given beside `organization_perimeter`; leave one, or write the perimeter into the policy"
  }

  validation {
    condition = (
      var.policy == null
      || length([
        for member_key, member in merge(
          {
            for bundled in distinct([
              for interface in flatten([
                for bundle in var.bundles :
                lookup(local.bundles, bundle, null) != null
                ? lookup(local.bundles, bundle, null).interface
                : []
              ]) :
              interface
              if !contains(keys(var.services), interface)
            ]) :
            bundled => {
              target = (
                lookup(local.services, bundled, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, bundled, null).china
                  : lookup(local.services, bundled, null).prefix,
                  local.current_region,
                  lookup(local.services, bundled, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, bundled, null).china
                : lookup(local.services, bundled, null).prefix
              )
              facts   = lookup(local.services, bundled, null)
              region  = null
              home    = null
              dns     = var.dns
              dual    = var.ipv6
              policy  = null
              ports   = lookup(local.services, bundled, null).ports
              places  = []
              zones   = lookup(local.service_zones, bundled, null)
              held    = false
              accepts = false
              tags    = null
            }
            if lookup(local.services, bundled, null) != null
            && lookup(local.service_zones, bundled, null) != null
          },
          {
            for service_key, service in var.services : service_key => {
              target = (
                lookup(local.services, service.service != null ? service.service : service_key, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                  : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                  coalesce(service.service_region, local.current_region),
                  lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
              )
              facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
              region = service.service_region
              home   = service.service_region
              dns    = coalesce(service.dns, var.dns)
              dual   = coalesce(service.ipv6, var.ipv6)
              policy = service.policy
              ports = (
                length(concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )) == 0
                ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                : concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )
              )
              places = service.availability_zone_ids
              zones = (
                length(service.dns_names) > 0
                ? [
                  for dns_name in service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ]
                : lookup(
                  local.service_zones,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
                ? [
                  for item in lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) :
                  {
                    key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                    prefix   = item.prefix
                    suffix   = item.suffix
                    china    = item.china
                    ending   = item.ending
                    regional = item.regional
                    wildcard = item.wildcard
                  }
                ]
                : []
              )
              held    = false
              accepts = false
              tags    = service.tags
            }
            if lookup(local.services, service.service != null ? service.service : service_key, null) != null
          },
          {
            for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
              target = (
                endpoint_service.service_name != null
                ? endpoint_service.service_name
                : try(endpoint_service.connection.service_name, null)
              )
              facts  = null
              region = null
              home = (
                endpoint_service.service_region != null
                ? endpoint_service.service_region
                : endpoint_service.connection == null
                ? null
                : (
                  endpoint_service.connection.service_region != null
                  && endpoint_service.connection.service_region != local.current_region
                )
                ? endpoint_service.connection.service_region
                : null
              )
              dns    = coalesce(endpoint_service.dns, var.dns)
              dual   = coalesce(endpoint_service.ipv6, var.ipv6)
              policy = null
              ports = concat(
                length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                ? [
                  for port in [443] : {
                    first = port
                    last  = port
                  }
                ]
                : [
                  for port in endpoint_service.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in endpoint_service.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )
              places = endpoint_service.availability_zone_ids
              zones = [
                for dns_name in endpoint_service.dns_names : {
                  key      = trimprefix(dns_name, "*.")
                  prefix   = trimprefix(dns_name, "*.")
                  suffix   = ""
                  china    = trimprefix(dns_name, "*.")
                  ending   = ""
                  regional = false
                  wildcard = can(regex("^\\*\\.", dns_name))
                }
              ]
              held = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
              )
              accepts = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "sameAccount"
              )
              tags = endpoint_service.tags
            }
          }
        ) :
        member_key
        if member.facts == null ? false : member.facts.policy == true && member.policy == null
      ]) > 0
    )
    error_message = "`policy` is given, but every endpoint has a policy of its own or takes none; remove it"
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
      var.organization_perimeter == null
      ? true
      : (
        length(var.organization_perimeter.aws_owned_objects) == 0
        || length([
          for member_key, member in merge(
            {
              for bundled in distinct([
                for interface in flatten([
                  for bundle in var.bundles :
                  lookup(local.bundles, bundle, null) != null
                  ? lookup(local.bundles, bundle, null).interface
                  : []
                ]) :
                interface
                if !contains(keys(var.services), interface)
              ]) :
              bundled => {
                target = (
                  lookup(local.services, bundled, null).regional
                  ? join("", [
                    data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix,
                    local.current_region,
                    lookup(local.services, bundled, null).suffix,
                  ])
                  : data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, bundled, null).china
                  : lookup(local.services, bundled, null).prefix
                )
                facts   = lookup(local.services, bundled, null)
                region  = null
                home    = null
                dns     = var.dns
                dual    = var.ipv6
                policy  = null
                ports   = lookup(local.services, bundled, null).ports
                places  = []
                zones   = lookup(local.service_zones, bundled, null)
                held    = false
                accepts = false
                tags    = null
              }
              if lookup(local.services, bundled, null) != null
              && lookup(local.service_zones, bundled, null) != null
            },
            {
              for service_key, service in var.services : service_key => {
                target = (
                  lookup(local.services, service.service != null ? service.service : service_key, null).regional
                  ? join("", [
                    data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                    coalesce(service.service_region, local.current_region),
                    lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                  ])
                  : data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                  : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                )
                facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
                region = service.service_region
                home   = service.service_region
                dns    = coalesce(service.dns, var.dns)
                dual   = coalesce(service.ipv6, var.ipv6)
                policy = service.policy
                ports = (
                  length(concat(
                    [
                      for port in service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )) == 0
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                  : concat(
                    [
                      for port in service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                )
                places = service.availability_zone_ids
                zones = (
                  length(service.dns_names) > 0
                  ? [
                    for dns_name in service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  : lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) != null
                  ? [
                    for item in lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) :
                    {
                      key = (
                        service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                      )
                      prefix   = item.prefix
                      suffix   = item.suffix
                      china    = item.china
                      ending   = item.ending
                      regional = item.regional
                      wildcard = item.wildcard
                    }
                  ]
                  : []
                )
                held    = false
                accepts = false
                tags    = service.tags
              }
              if lookup(local.services, service.service != null ? service.service : service_key, null) != null
            },
            {
              for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
                target = (
                  endpoint_service.service_name != null
                  ? endpoint_service.service_name
                  : try(endpoint_service.connection.service_name, null)
                )
                facts  = null
                region = null
                home = (
                  endpoint_service.service_region != null
                  ? endpoint_service.service_region
                  : endpoint_service.connection == null
                  ? null
                  : (
                    endpoint_service.connection.service_region != null
                    && endpoint_service.connection.service_region != local.current_region
                  )
                  ? endpoint_service.connection.service_region
                  : null
                )
                dns    = coalesce(endpoint_service.dns, var.dns)
                dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                policy = null
                ports = concat(
                  length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                  ? [
                    for port in [443] : {
                      first = port
                      last  = port
                    }
                  ]
                  : [
                    for port in endpoint_service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in endpoint_service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )
                places = endpoint_service.availability_zone_ids
                zones = [
                  for dns_name in endpoint_service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ]
                held = (
                  endpoint_service.acceptance == null
                  ? false
                  : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                )
                accepts = (
                  endpoint_service.acceptance == null
                  ? false
                  : endpoint_service.acceptance.mode == "sameAccount"
                )
                tags = endpoint_service.tags
              }
            }
          ) :
          member_key
          if member.facts == null
          ? false
          : member.facts.policy == true && member.policy == null && member.facts.suffix == ".s3"
        ]) > 0
        || length([
          for member_key, member in merge(
            {
              for bundled in distinct([
                for interface in flatten([
                  for bundle in var.bundles :
                  lookup(local.bundles, bundle, null) != null
                  ? lookup(local.bundles, bundle, null).interface
                  : []
                ]) :
                interface
                if !contains(keys(var.services), interface)
              ]) :
              bundled => {
                target = (
                  lookup(local.services, bundled, null).regional
                  ? join("", [
                    data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix,
                    local.current_region,
                    lookup(local.services, bundled, null).suffix,
                  ])
                  : data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, bundled, null).china
                  : lookup(local.services, bundled, null).prefix
                )
                facts   = lookup(local.services, bundled, null)
                region  = null
                home    = null
                dns     = var.dns
                dual    = var.ipv6
                policy  = null
                ports   = lookup(local.services, bundled, null).ports
                places  = []
                zones   = lookup(local.service_zones, bundled, null)
                held    = false
                accepts = false
                tags    = null
              }
              if lookup(local.services, bundled, null) != null
              && lookup(local.service_zones, bundled, null) != null
            },
            {
              for service_key, service in var.services : service_key => {
                target = (
                  lookup(local.services, service.service != null ? service.service : service_key, null).regional
                  ? join("", [
                    data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                    coalesce(service.service_region, local.current_region),
                    lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                  ])
                  : data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                  : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                )
                facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
                region = service.service_region
                home   = service.service_region
                dns    = coalesce(service.dns, var.dns)
                dual   = coalesce(service.ipv6, var.ipv6)
                policy = service.policy
                ports = (
                  length(concat(
                    [
                      for port in service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )) == 0
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                  : concat(
                    [
                      for port in service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                )
                places = service.availability_zone_ids
                zones = (
                  length(service.dns_names) > 0
                  ? [
                    for dns_name in service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  : lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) != null
                  ? [
                    for item in lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) :
                    {
                      key = (
                        service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                      )
                      prefix   = item.prefix
                      suffix   = item.suffix
                      china    = item.china
                      ending   = item.ending
                      regional = item.regional
                      wildcard = item.wildcard
                    }
                  ]
                  : []
                )
                held    = false
                accepts = false
                tags    = service.tags
              }
              if lookup(local.services, service.service != null ? service.service : service_key, null) != null
            },
            {
              for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
                target = (
                  endpoint_service.service_name != null
                  ? endpoint_service.service_name
                  : try(endpoint_service.connection.service_name, null)
                )
                facts  = null
                region = null
                home = (
                  endpoint_service.service_region != null
                  ? endpoint_service.service_region
                  : endpoint_service.connection == null
                  ? null
                  : (
                    endpoint_service.connection.service_region != null
                    && endpoint_service.connection.service_region != local.current_region
                  )
                  ? endpoint_service.connection.service_region
                  : null
                )
                dns    = coalesce(endpoint_service.dns, var.dns)
                dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                policy = null
                ports = concat(
                  length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                  ? [
                    for port in [443] : {
                      first = port
                      last  = port
                    }
                  ]
                  : [
                    for port in endpoint_service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in endpoint_service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )
                places = endpoint_service.availability_zone_ids
                zones = [
                  for dns_name in endpoint_service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ]
                held = (
                  endpoint_service.acceptance == null
                  ? false
                  : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                )
                accepts = (
                  endpoint_service.acceptance == null
                  ? false
                  : endpoint_service.acceptance.mode == "sameAccount"
                )
                tags = endpoint_service.tags
              }
            }
          ) :
          member_key
          if member.facts == null ? false : member.facts.policy == true && member.policy == null
        ]) == 0
      )
    )
    error_message = "`organization_perimeter.aws_owned_objects` is given, but there is no endpoint of `s3` whose policy has it; remove it"
  }

  validation {
    condition = (
      var.organization_perimeter == null
      || length([
        for member_key, member in merge(
          {
            for bundled in distinct([
              for interface in flatten([
                for bundle in var.bundles :
                lookup(local.bundles, bundle, null) != null
                ? lookup(local.bundles, bundle, null).interface
                : []
              ]) :
              interface
              if !contains(keys(var.services), interface)
            ]) :
            bundled => {
              target = (
                lookup(local.services, bundled, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, bundled, null).china
                  : lookup(local.services, bundled, null).prefix,
                  local.current_region,
                  lookup(local.services, bundled, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, bundled, null).china
                : lookup(local.services, bundled, null).prefix
              )
              facts   = lookup(local.services, bundled, null)
              region  = null
              home    = null
              dns     = var.dns
              dual    = var.ipv6
              policy  = null
              ports   = lookup(local.services, bundled, null).ports
              places  = []
              zones   = lookup(local.service_zones, bundled, null)
              held    = false
              accepts = false
              tags    = null
            }
            if lookup(local.services, bundled, null) != null
            && lookup(local.service_zones, bundled, null) != null
          },
          {
            for service_key, service in var.services : service_key => {
              target = (
                lookup(local.services, service.service != null ? service.service : service_key, null).regional
                ? join("", [
                  data.aws_partition.current.partition == "aws-cn"
                  ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                  : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                  coalesce(service.service_region, local.current_region),
                  lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                ])
                : data.aws_partition.current.partition == "aws-cn"
                ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
              )
              facts  = lookup(local.services, service.service != null ? service.service : service_key, null)
              region = service.service_region
              home   = service.service_region
              dns    = coalesce(service.dns, var.dns)
              dual   = coalesce(service.ipv6, var.ipv6)
              policy = service.policy
              ports = (
                length(concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )) == 0
                ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                : concat(
                  [
                    for port in service.ports : {
                      first = port
                      last  = port
                    }
                  ],
                  [
                    for port_range in service.port_ranges : {
                      first = port_range.from_port
                      last  = port_range.to_port
                    }
                  ]
                )
              )
              places = service.availability_zone_ids
              zones = (
                length(service.dns_names) > 0
                ? [
                  for dns_name in service.dns_names : {
                    key      = trimprefix(dns_name, "*.")
                    prefix   = trimprefix(dns_name, "*.")
                    suffix   = ""
                    china    = trimprefix(dns_name, "*.")
                    ending   = ""
                    regional = false
                    wildcard = can(regex("^\\*\\.", dns_name))
                  }
                ]
                : lookup(
                  local.service_zones,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
                ? [
                  for item in lookup(
                    local.service_zones,
                    service.service != null ? service.service : service_key,
                    null
                  ) :
                  {
                    key      = service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                    prefix   = item.prefix
                    suffix   = item.suffix
                    china    = item.china
                    ending   = item.ending
                    regional = item.regional
                    wildcard = item.wildcard
                  }
                ]
                : []
              )
              held    = false
              accepts = false
              tags    = service.tags
            }
            if lookup(local.services, service.service != null ? service.service : service_key, null) != null
          },
          {
            for endpoint_service_key, endpoint_service in var.endpoint_services : endpoint_service_key => {
              target = (
                endpoint_service.service_name != null
                ? endpoint_service.service_name
                : try(endpoint_service.connection.service_name, null)
              )
              facts  = null
              region = null
              home = (
                endpoint_service.service_region != null
                ? endpoint_service.service_region
                : endpoint_service.connection == null
                ? null
                : (
                  endpoint_service.connection.service_region != null
                  && endpoint_service.connection.service_region != local.current_region
                )
                ? endpoint_service.connection.service_region
                : null
              )
              dns    = coalesce(endpoint_service.dns, var.dns)
              dual   = coalesce(endpoint_service.ipv6, var.ipv6)
              policy = null
              ports = concat(
                length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                ? [
                  for port in [443] : {
                    first = port
                    last  = port
                  }
                ]
                : [
                  for port in endpoint_service.ports : {
                    first = port
                    last  = port
                  }
                ],
                [
                  for port_range in endpoint_service.port_ranges : {
                    first = port_range.from_port
                    last  = port_range.to_port
                  }
                ]
              )
              places = endpoint_service.availability_zone_ids
              zones = [
                for dns_name in endpoint_service.dns_names : {
                  key      = trimprefix(dns_name, "*.")
                  prefix   = trimprefix(dns_name, "*.")
                  suffix   = ""
                  china    = trimprefix(dns_name, "*.")
                  ending   = ""
                  regional = false
                  wildcard = can(regex("^\\*\\.", dns_name))
                }
              ]
              held = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
              )
              accepts = (
                endpoint_service.acceptance == null
                ? false
                : endpoint_service.acceptance.mode == "sameAccount"
              )
              tags = endpoint_service.tags
            }
          }
        ) :
        member_key
        if member.facts == null ? false : member.facts.policy == true && member.policy == null
      ]) > 0
    )
    error_message = "`organization_perimeter` is given, but every endpoint has a policy of its own or takes none; remove it"
  }
}

variable "flow_logs" {
  description = "Flow logs of the hub's VPC. Default: none."
  type = object({
    bucket_arn          = string
    traffic             = optional(string, "all")
    aggregation_seconds = optional(number, 600)
  })
  default = null

  validation {
    condition = var.flow_logs == null ? true : can(regex(
      "^arn:aws[a-z-]{0,16}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
      var.flow_logs.bucket_arn
    ))
    error_message = try(
      "`flow_logs.bucket_arn` is `${var.flow_logs.bucket_arn}`, which is not the ARN of a bucket; use the ARN of a bucket, such as arn:aws:s3:::flow-logs",
      "holds"
    )
  }

  validation {
    condition = var.flow_logs == null ? true : contains(
      ["accepted", "rejected", "all"],
      var.flow_logs.traffic
    )
    error_message = try(
      "`flow_logs.traffic` is `${var.flow_logs.traffic}`, which is not offered; use one of `accepted`, `rejected`, `all`",
      "holds"
    )
  }

  validation {
    condition = (
      var.flow_logs == null
      ? true
      : var.flow_logs.aggregation_seconds >= 60 && var.flow_logs.aggregation_seconds <= 600
    )
    error_message = try(
      "`flow_logs.aggregation_seconds` is ${var.flow_logs.aggregation_seconds}, which is outside 60 to 600; use a whole number from 60 to 600",
      "holds"
    )
  }

  validation {
    condition = (
      var.flow_logs == null
      ? true
      : var.flow_logs.aggregation_seconds == 60 || var.flow_logs.aggregation_seconds == 600
    )
    error_message = "`flow_logs.aggregation_seconds` is neither 60 nor 600; use one of the two"
  }
}

# Only validations read it.
# tflint-ignore: terraform_unused_declarations
variable "quotas" {
  description = "Quotas that AWS raised for the hub's account. What would go beyond one is a warning that names it; rules of a security group beyond it are refused."
  type = object({
    endpoints_per_vpc        = optional(number, 50)
    rules_per_security_group = optional(number, 60)
    vpcs_per_zone            = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.quotas.endpoints_per_vpc >= 1 && var.quotas.endpoints_per_vpc <= 10000
    error_message = "`quotas.endpoints_per_vpc` is ${var.quotas.endpoints_per_vpc}, which is outside 1 to 10000; use a whole number from 1 to 10000"
  }

  validation {
    condition = var.quotas.rules_per_security_group >= 1 && var.quotas.rules_per_security_group <= 1000
    error_message = format(
      "`quotas.rules_per_security_group` is %s, which is outside 1 to 1000; use a whole number from 1 to 1000",
      var.quotas.rules_per_security_group
    )
  }

  validation {
    condition     = var.quotas.vpcs_per_zone >= 1 && var.quotas.vpcs_per_zone <= 10000
    error_message = "`quotas.vpcs_per_zone` is ${var.quotas.vpcs_per_zone}, which is outside 1 to 10000; use a whole number from 1 to 10000"
  }

  validation {
    condition = (
      length(merge([
        for client_cidr in var.client_cidrs : {
          for port_key, port in merge([
            for member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for port in member.ports :
                port.first == port.last ? tostring(port.first) : "${port.first}-${port.last}" =>
                port...
              } :
              key => results[length(results) - 1]
            }
          ]...) :
          "${client_cidr}/${port_key}" => {
            first = port.first
            last  = port.last
            range = client_cidr
          }
        }
      ]...)) <= var.quotas.rules_per_security_group
      && length(merge([
        for client_ipv6_cidr in var.client_ipv6_cidrs : {
          for port_key, port in merge([
            for member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for port in member.ports :
                port.first == port.last ? tostring(port.first) : "${port.first}-${port.last}" =>
                port...
              } :
              key => results[length(results) - 1]
            }
          ]...) :
          "${client_ipv6_cidr}/${port_key}" => {
            first = port.first
            last  = port.last
            range = client_ipv6_cidr
          }
        }
      ]...)) <= var.quotas.rules_per_security_group
    )
    error_message = format(
      "`quotas.rules_per_security_group` is %s, and the endpoints' group would have %s rules for IPv4 and %s for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
      var.quotas.rules_per_security_group,
      length(merge([
        for client_cidr in var.client_cidrs : {
          for port_key, port in merge([
            for member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for port in member.ports :
                port.first == port.last ? tostring(port.first) : "${port.first}-${port.last}" =>
                port...
              } :
              key => results[length(results) - 1]
            }
          ]...) :
          "${client_cidr}/${port_key}" => {
            first = port.first
            last  = port.last
            range = client_cidr
          }
        }
      ]...)),
      length(merge([
        for client_ipv6_cidr in var.client_ipv6_cidrs : {
          for port_key, port in merge([
            for member in merge(
              {
                for bundled in distinct([
                  for interface in flatten([
                    for bundle in var.bundles :
                    lookup(local.bundles, bundle, null) != null
                    ? lookup(local.bundles, bundle, null).interface
                    : []
                  ]) :
                  interface
                  if !contains(keys(var.services), interface)
                ]) :
                bundled => {
                  target = (
                    lookup(local.services, bundled, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, bundled, null).china
                      : lookup(local.services, bundled, null).prefix,
                      local.current_region,
                      lookup(local.services, bundled, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, bundled, null).china
                    : lookup(local.services, bundled, null).prefix
                  )
                  facts   = lookup(local.services, bundled, null)
                  region  = null
                  home    = null
                  dns     = var.dns
                  dual    = var.ipv6
                  policy  = null
                  ports   = lookup(local.services, bundled, null).ports
                  places  = []
                  zones   = lookup(local.service_zones, bundled, null)
                  held    = false
                  accepts = false
                  tags    = null
                }
                if lookup(local.services, bundled, null) != null
                && lookup(local.service_zones, bundled, null) != null
              },
              {
                for service_key, service in var.services : service_key => {
                  target = (
                    lookup(local.services, service.service != null ? service.service : service_key, null).regional
                    ? join("", [
                      data.aws_partition.current.partition == "aws-cn"
                      ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                      : lookup(local.services, service.service != null ? service.service : service_key, null).prefix,
                      coalesce(service.service_region, local.current_region),
                      lookup(local.services, service.service != null ? service.service : service_key, null).suffix,
                    ])
                    : data.aws_partition.current.partition == "aws-cn"
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).china
                    : lookup(local.services, service.service != null ? service.service : service_key, null).prefix
                  )
                  facts = lookup(
                    local.services,
                    service.service != null ? service.service : service_key,
                    null
                  )
                  region = service.service_region
                  home   = service.service_region
                  dns    = coalesce(service.dns, var.dns)
                  dual   = coalesce(service.ipv6, var.ipv6)
                  policy = service.policy
                  ports = (
                    length(concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )) == 0
                    ? lookup(local.services, service.service != null ? service.service : service_key, null).ports
                    : concat(
                      [
                        for port in service.ports : {
                          first = port
                          last  = port
                        }
                      ],
                      [
                        for port_range in service.port_ranges : {
                          first = port_range.from_port
                          last  = port_range.to_port
                        }
                      ]
                    )
                  )
                  places = service.availability_zone_ids
                  zones = (
                    length(service.dns_names) > 0
                    ? [
                      for dns_name in service.dns_names : {
                        key      = trimprefix(dns_name, "*.")
                        prefix   = trimprefix(dns_name, "*.")
                        suffix   = ""
                        china    = trimprefix(dns_name, "*.")
                        ending   = ""
                        regional = false
                        wildcard = can(regex("^\\*\\.", dns_name))
                      }
                    ]
                    : lookup(
                      local.service_zones,
                      service.service != null ? service.service : service_key,
                      null
                    ) != null
                    ? [
                      for item in lookup(
                        local.service_zones,
                        service.service != null ? service.service : service_key,
                        null
                      ) :
                      {
                        key = (
                          service.service_region != null ? "${item.key}.${service.service_region}" : item.key
                        )
                        prefix   = item.prefix
                        suffix   = item.suffix
                        china    = item.china
                        ending   = item.ending
                        regional = item.regional
                        wildcard = item.wildcard
                      }
                    ]
                    : []
                  )
                  held    = false
                  accepts = false
                  tags    = service.tags
                }
                if lookup(
                  local.services,
                  service.service != null ? service.service : service_key,
                  null
                ) != null
              },
              {
                for endpoint_service_key, endpoint_service in var.endpoint_services :
                endpoint_service_key => {
                  target = (
                    endpoint_service.service_name != null
                    ? endpoint_service.service_name
                    : try(endpoint_service.connection.service_name, null)
                  )
                  facts  = null
                  region = null
                  home = (
                    endpoint_service.service_region != null
                    ? endpoint_service.service_region
                    : endpoint_service.connection == null
                    ? null
                    : (
                      endpoint_service.connection.service_region != null
                      && endpoint_service.connection.service_region != local.current_region
                    )
                    ? endpoint_service.connection.service_region
                    : null
                  )
                  dns    = coalesce(endpoint_service.dns, var.dns)
                  dual   = coalesce(endpoint_service.ipv6, var.ipv6)
                  policy = null
                  ports = concat(
                    length(endpoint_service.ports) == 0 && length(endpoint_service.port_ranges) == 0
                    ? [
                      for port in [443] : {
                        first = port
                        last  = port
                      }
                    ]
                    : [
                      for port in endpoint_service.ports : {
                        first = port
                        last  = port
                      }
                    ],
                    [
                      for port_range in endpoint_service.port_ranges : {
                        first = port_range.from_port
                        last  = port_range.to_port
                      }
                    ]
                  )
                  places = endpoint_service.availability_zone_ids
                  zones = [
                    for dns_name in endpoint_service.dns_names : {
                      key      = trimprefix(dns_name, "*.")
                      prefix   = trimprefix(dns_name, "*.")
                      suffix   = ""
                      china    = trimprefix(dns_name, "*.")
                      ending   = ""
                      regional = false
                      wildcard = can(regex("^\\*\\.", dns_name))
                    }
                  ]
                  held = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "provider" && !endpoint_service.acceptance.accepted
                  )
                  accepts = (
                    endpoint_service.acceptance == null
                    ? false
                    : endpoint_service.acceptance.mode == "sameAccount"
                  )
                  tags = endpoint_service.tags
                }
              }
            ) :
            {
              for key, results in {
                for port in member.ports :
                port.first == port.last ? tostring(port.first) : "${port.first}-${port.last}" =>
                port...
              } :
              key => results[length(results) - 1]
            }
          ]...) :
          "${client_ipv6_cidr}/${port_key}" => {
            first = port.first
            last  = port.last
            range = client_ipv6_cidr
          }
        }
      ]...))
    )
  }

  validation {
    condition = (
      length(distinct(flatten([
        for forward in var.resolver.forward : forward.targets
      ]))) * 2 <= var.quotas.rules_per_security_group
      && var.quotas.rules_per_security_group >= 0
    )
    error_message = format(
      "`quotas.rules_per_security_group` is %s, and the group of the outbound resolver endpoint would have %s rules for IPv4 and 0 for IPv6; use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher quota and say it here",
      var.quotas.rules_per_security_group,
      length(distinct(flatten([for forward in var.resolver.forward : forward.targets]))) * 2
    )
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
