terraform {
  required_version = ">= 1.9"
}

module "private_link_service" {
  source = "../.."

  name          = "payments-api"
  vpc_id        = "vpc-0a1b2c3d4e5f67890"
  load_balancer = { subnets = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } } }
  listeners     = { https = { port = 443 } }
}
