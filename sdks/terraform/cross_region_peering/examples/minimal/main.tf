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
  alias = "peer"
}

module "cross_region_peering" {
  source = "../.."

  name = "payments-api"
  mode = "transitGateway"
  requester = {
    region             = "eu-west-1"
    cidr_blocks        = ["10.0.0.0/16"]
    transit_gateway_id = "tgw-0a1b2c3d4e5f67890"
    associate_with     = "tgw-rtb-0a1b2c3d4e5f67890"
    gateway_tables     = { https = "tgw-rtb-0a1b2c3d4e5f67890" }
  }
  accepter = {
    region             = "eu-west-1"
    cidr_blocks        = ["10.0.0.0/16"]
    transit_gateway_id = "tgw-0a1b2c3d4e5f67890"
    associate_with     = "tgw-rtb-0a1b2c3d4e5f67890"
    gateway_tables     = { https = "tgw-rtb-0a1b2c3d4e5f67890" }
  }
  look_up_accepter_id = true

  providers = {
    aws      = aws
    aws.peer = aws.peer
  }
}
