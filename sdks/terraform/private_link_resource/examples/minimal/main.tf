terraform {
  required_version = ">= 1.9"
}

module "private_link_resource" {
  source = "../.."

  name               = "orders-db"
  vpc_id             = "vpc-0a1b2c3d4e5f67890"
  subnets            = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
  security_group_ids = ["sg-0a1b2c3d4e5f67890"]
  resources          = { orders-db = { ip_address = "10.0.1.10", ports = [443] } }
}
