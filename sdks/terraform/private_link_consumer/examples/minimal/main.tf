terraform {
  required_version = ">= 1.9"
}

module "private_link_consumer" {
  source = "../.."

  name    = "payments-api"
  vpc_id  = "vpc-0a1b2c3d4e5f67890"
  service = "ecr.dkr"
  subnets = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
}
