# 2. Load balancer near, targets far: VPC peering leads from the load balancer to the servers.

locals {
  is_near       = var.form == "near" ? 1 : 0
  range_of_far  = "10.1.0.0/16"
  range_of_near = "10.2.0.0/16"
}

data "aws_caller_identity" "current" {}

module "far" {
  source = "./network"
  count  = local.is_near

  name       = "far"
  cidr_block = local.range_of_far
  zones      = local.zones_of_first
}

module "web" {
  source = "./web"
  count  = local.is_near

  vpc_id  = module.far[0].vpc_id
  subnets = module.far[0].subnets
}

# Groups of the other Region cannot be named, so this is a range.
resource "aws_vpc_security_group_ingress_rule" "near" {
  count = local.is_near

  security_group_id = module.web[0].security_group_id
  cidr_ipv4         = local.range_of_near
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

module "near" {
  source    = "./network"
  providers = { aws = aws.second }
  count     = local.is_near

  name       = "near"
  cidr_block = local.range_of_near
  zones      = local.zones_of_second
}

module "peering" {
  source    = "../../../sdks/terraform/cross_region_peering"
  providers = { aws = aws, aws.peer = aws.second }
  count     = local.is_near

  name = "far-near"
  mode = "vpcPeering"
  requester = {
    region          = local.first
    vpc_id          = module.far[0].vpc_id
    cidr_blocks     = [local.range_of_far]
    route_table_ids = { far = module.far[0].route_table_id }
  }
  accepter = {
    region          = local.second
    vpc_id          = module.near[0].vpc_id
    cidr_blocks     = [local.range_of_near]
    route_table_ids = { near = module.near[0].route_table_id }
  }
}

module "balancer" {
  source    = "../../../sdks/terraform/private_link_service"
  providers = { aws = aws.second }
  count     = local.is_near

  name   = "near"
  vpc_id = module.near[0].vpc_id
  load_balancer = {
    subnets        = module.near[0].subnets
    security_group = { egress = { far = { from_port = 80, cidr_ipv4 = local.range_of_far } } }
  }
  listeners = {
    http = {
      port = 80
      # Servers of a peered VPC are targets by their addresses, for the load balancer in all zones.
      target_type        = "ip"
      targets            = { for zone, address in module.web[0].addresses : zone => { id = address, availability_zone = "all" } }
      preserve_client_ip = false
      health_check       = { protocol = "HTTP" }
    }
  }
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
  acceptance_required = false
}
