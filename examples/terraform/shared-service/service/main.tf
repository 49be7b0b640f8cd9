# Shares a service that is there already with chosen accounts: an endpoint service in front of its load balancer.
#
# Applied again for each endpoint that is accepted.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "allowed_principals" {
  description = "Who may ask to connect: ARNs of accounts (`arn:aws:iam::222222222222:root`), roles or users."
  type        = list(string)
}

variable "accepted_endpoint_ids" {
  description = "Endpoints whose connections are accepted. Key: a name for the consumer."
  type        = map(string)
  default     = {}
}

# In place of this: ids of your own.
module "application" {
  source = "./application"
}

module "service" {
  source = "../../../../sdks/terraform/private_link_service"

  name   = "service"
  vpc_id = module.application.vpc_id
  load_balancer = {
    subnets        = { for zone, id in module.application.subnet_ids : zone => { subnet_id = id } }
    security_group = { egress = { alb = { from_port = 80, security_group_id = module.application.alb_security_group_id } } }
  }
  listeners = {
    http = {
      port         = 80
      target_type  = "alb"
      targets      = { web = { id = module.application.alb_arn } }
      health_check = { path = "/", matcher = "200" }
    }
  }

  # Two locks: who may ask stands here, and each of their endpoints waits until it is named.
  allowed_principals    = var.allowed_principals
  acceptance_required   = true
  accepted_endpoint_ids = var.accepted_endpoint_ids

  # Whoever subscribes to the topic hears of each request, and of a load balancer that nothing is behind any more.
  topic                    = {}
  connection_notifications = { requests = { events = ["Connect", "Accept", "Reject", "Delete"] } }
  alarms                   = { unhealthy_hosts = {}, rejected_connections = {} }
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = module.service.service_name
}

output "connection_json" {
  description = "All that a consumer has to know."
  value       = module.service.connection_json
}

output "topic_arn" {
  description = "Topic with messages about connections and alarms."
  value       = module.service.topic_arn
}

output "local_url" {
  description = "Where clients of the service's own VPC reach it, as before."
  value       = module.application.alb_url
}
