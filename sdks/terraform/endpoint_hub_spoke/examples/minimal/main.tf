terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {}

provider "aws" {
  alias = "hub"
}

module "endpoint_hub_spoke" {
  source = "../.."

  name = "payments-api"
  hub = {
    region               = "eu-west-1"
    account_id           = "example"
    transit_gateway_id   = "tgw-0a1b2c3d4e5f67890"
    cidr_block           = "10.0.0.0/16"
    client_cidrs         = ["10.0.0.0/16"]
    entry_route_table_id = "example"
    domains              = { https = { route_table_id = "example" } }
    dns                  = "example"
  }
  vpc_id  = "vpc-0a1b2c3d4e5f67890"
  subnets = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
  domain  = "https"
  dns     = "zones"

  providers = {
    aws     = aws
    aws.hub = aws.hub
  }
}
