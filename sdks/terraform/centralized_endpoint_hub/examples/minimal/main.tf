terraform {
  required_version = ">= 1.9"
}

module "centralized_endpoint_hub" {
  source = "../.."

  name                  = "payments-api"
  cidr_block            = "10.0.0.0/16"
  availability_zone_ids = ["use1-az1"]
  services              = { "ecr.dkr" = {} }
  client_cidrs          = ["10.0.0.0/16"]
}
