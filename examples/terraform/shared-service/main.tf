# A web service behind an Application Load Balancer, shared with one other account, on port 80 and nothing else.
#
# consumer account: VPC --80--> endpoint --> service account: NLB --80--> ALB --80--> instances

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "image_id" {
  description = "Machine image of the web servers, such as the newest Amazon Linux."
  type        = string
}

variable "consumer_profile" {
  description = "AWS profile of the account that uses the service. The default credentials are those of the service."
  type        = string
}

provider "aws" {
  alias   = "consumer"
  profile = var.consumer_profile
}

data "aws_caller_identity" "consumer" {
  provider = aws.consumer
}

locals {
  # Ids mean the same zone in every account; names do not.
  subnet_ranges = { use1-az1 = "10.0.0.0/20", use1-az2 = "10.0.16.0/20" }
}

# The service. Its network has no way out: PrivateLink needs none.

resource "aws_vpc" "service" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "service" }
}

resource "aws_subnet" "service" {
  for_each = local.subnet_ranges

  vpc_id               = aws_vpc.service.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "service-${each.key}" }
}

# Empty: the module adds the one rule that lets the Application Load Balancer in.
resource "aws_security_group" "web" {
  vpc_id      = aws_vpc.service.id
  description = "web servers"
  tags        = { Name = "web" }
}

resource "aws_instance" "web" {
  for_each = aws_subnet.service

  ami                    = var.image_id
  instance_type          = "t3.nano"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.web.id]
  tags                   = { Name = "web-${each.key}" }

  # Python is on the image already, so nothing has to be downloaded.
  user_data = <<-EOT
    #!/bin/sh
    mkdir /srv/www
    echo 'Hello from the shared service' > /srv/www/index.html
    systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
  EOT
}

module "service" {
  source = "../../../sdks/terraform/private_link_service"

  name   = "service"
  vpc_id = aws_vpc.service.id
  load_balancer = {
    subnets = { for zone, subnet in aws_subnet.service : zone => { subnet_id = subnet.id } }
  }
  listeners = {
    http = { port = 80, target_type = "alb" }
  }
  application_load_balancer = {
    port           = 80
    target_type    = "instance"
    targets        = { for zone, instance in aws_instance.web : zone => { id = instance.id } }
    security_group = { targets = { web = aws_security_group.web.id } }
  }

  # Who may connect stands here, so nobody has to accept connections by hand.
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.consumer.account_id}:root"]
  acceptance_required = false
}

# The consumer. Its addresses may be the same as those of the service.

resource "aws_vpc" "consumer" {
  provider = aws.consumer

  cidr_block = "10.0.0.0/16"
  tags       = { Name = "consumer" }
}

resource "aws_subnet" "consumer" {
  provider = aws.consumer
  for_each = local.subnet_ranges

  vpc_id               = aws_vpc.consumer.id
  availability_zone_id = each.key
  cidr_block           = each.value
  tags                 = { Name = "consumer-${each.key}" }
}

# The connection says which ports there are, so the endpoint takes port 80 from its VPC and nothing else.
module "consumer" {
  source    = "../../../sdks/terraform/private_link_consumer"
  providers = { aws = aws.consumer }

  name       = "consumer"
  vpc_id     = aws_vpc.consumer.id
  connection = module.service.connection
  subnets    = { for zone, subnet in aws_subnet.consumer : zone => { subnet_id = subnet.id } }
}

output "service_name" {
  description = "Name that other accounts connect to."
  value       = module.service.service_name
}

output "url" {
  description = "Where the consumer reaches the service."
  value       = "http://${module.consumer.regional_dns_name}"
}
