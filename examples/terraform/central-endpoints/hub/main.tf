# The shared services account: endpoints once for all VPCs, a private zone for the names of each, and a transit gateway.
#
# Applied twice: without `connections` first, and again with the service that another account offers.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "share_with" {
  description = "Who may attach VPCs: the ARN of the organization, or some of its units or accounts. Its sharing is on in AWS RAM."
  type        = list(string)
}

variable "connections" {
  description = "Services of other accounts: the output `connection_json` of each. Key: a name for the service."
  type        = map(string)
  default     = {}
}

locals {
  # The JSON is the same for all engines, so its names are not spelled as in Terraform.
  connections = { for name, connection in var.connections : name => jsondecode(connection) }
}

module "hub" {
  source = "../../../../sdks/terraform/centralized_endpoint_hub"

  name       = "shared"
  cidr_block = "10.200.0.0/20"
  # Ids mean the same zone in every account; names do not.
  availability_zone_ids = ["use1-az1", "use1-az2", "use1-az4"]
  # The ranges of all VPCs, now and later: none of them may overlap another one.
  client_cidrs = ["10.0.0.0/9"]
  # Spokes reach the endpoints and not each other.
  route_domains = { spokes = { reach = "hubOnly" } }
  share_with    = var.share_with

  # One endpoint for each service; each has an interface in each of the three zones.
  services = { execute-api = {}, appconfigdata = {} }
  endpoint_services = {
    for name, connection in local.connections : name => {
      connection = {
        service_name          = connection.serviceName
        availability_zone_ids = connection.availabilityZoneIds
        ports                 = connection.ports
      }
      dns_names = ["${name}.example.internal"]
      ports     = [80]
    }
  }
}

output "hub_json" {
  description = "All that a spoke has to know."
  value       = module.hub.hub_json
}

output "vpc_id" {
  description = "VPC of the endpoints."
  value       = module.hub.vpc_id
}

output "private_api_policy" {
  description = "Resource policy for private APIs of API Gateway that are called through the hub."
  value       = module.hub.private_api_policy
}
