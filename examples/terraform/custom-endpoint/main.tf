# An HTTPS application in one VPC, reached from another one by a name of its own.
#
# client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "certificate" {
  description = "Certificate for service.example.internal, in PEM."
  type        = string
}

variable "private_key" {
  description = "Private key of the certificate, in PEM."
  type        = string
  sensitive   = true
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Zones that have such instances, in whatever Region this is.
data "aws_ec2_instance_type_offerings" "zones" {
  location_type = "availability-zone-id"

  filter {
    name   = "instance-type"
    values = ["t3.nano"]
  }
}

locals {
  # A consumer needs a subnet in one of the zones that the service is in. Without `slice` it is in all of the Region.
  zones = slice(sort(data.aws_ec2_instance_type_offerings.zones.locations), 0, 2)
}

# The application. It needs a way out to install its web server; nobody on the internet finds a way in.

module "service_network" {
  source = "./network"

  name     = "service"
  zones    = local.zones
  internet = true
}

resource "aws_security_group" "web" {
  vpc_id      = module.service_network.vpc_id
  description = "The application"
  tags        = { Name = "web" }
}

resource "aws_vpc_security_group_egress_rule" "packages" {
  security_group_id = aws_security_group.web.id
  description       = "Packages of the web server"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_instance" "web" {
  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.nano"
  subnet_id              = module.service_network.subnet_ids[local.zones[0]]
  vpc_security_group_ids = [aws_security_group.web.id]
  tags                   = { Name = "web" }

  metadata_options {
    http_tokens = "required"
  }

  # The way out may come a little later than the instance.
  user_data = <<-EOT
    #!/bin/sh
    until yum install -y nginx; do sleep 5; done
    systemctl enable --now nginx
  EOT

  lifecycle {
    # A newer image is for new instances.
    ignore_changes = [ami]
  }
}

resource "aws_acm_certificate" "service" {
  certificate_body = var.certificate
  private_key      = var.private_key
}

# Both load balancers and the endpoint service. The group of the instance gets a rule that lets the ALB in.

module "service" {
  source = "../../../sdks/terraform/private_link_service"

  name   = "service"
  vpc_id = module.service_network.vpc_id
  load_balancer = {
    subnets = { for zone, id in module.service_network.subnet_ids : zone => { subnet_id = id } }
  }
  listeners = {
    https = {
      port         = 443
      target_type  = "alb"
      health_check = { path = "/", matcher = "200" }
    }
  }
  application_load_balancer = {
    port            = 443
    protocol        = "HTTPS"
    certificate_arn = aws_acm_certificate.service.arn
    target_type     = "instance"
    target_port     = 80
    targets         = { web = { id = aws_instance.web.id } }
    security_group  = { targets = { web = aws_security_group.web.id } }
  }
  acceptance_required = false
  allowed_principals  = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
}

# The consumer: a VPC with the same addresses and no way out.

module "consumer_network" {
  source = "./network"

  name  = "consumer"
  zones = local.zones
}

resource "aws_security_group" "client" {
  vpc_id      = module.consumer_network.vpc_id
  description = "Clients of the service"
  tags        = { Name = "client" }
}

resource "aws_vpc_security_group_egress_rule" "service" {
  security_group_id            = aws_security_group.client.id
  description                  = "The service"
  referenced_security_group_id = module.consumer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_egress_rule" "session" {
  security_group_id            = aws_security_group.client.id
  description                  = "Session Manager"
  referenced_security_group_id = module.session.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_iam_role" "client" {
  name_prefix = "client-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "client" {
  role       = aws_iam_role.client.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "client" {
  name_prefix = "client-"
  role        = aws_iam_role.client.name
}

resource "aws_instance" "client" {
  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "t3.nano"
  subnet_id              = module.consumer_network.subnet_ids[local.zones[0]]
  vpc_security_group_ids = [aws_security_group.client.id]
  iam_instance_profile   = aws_iam_instance_profile.client.name
  tags                   = { Name = "client" }

  metadata_options {
    http_tokens = "required"
  }

  # The client trusts the certificate. One of a public authority needs nothing here.
  user_data = <<-EOT
    #!/bin/sh
    cat > /etc/pki/ca-trust/source/anchors/service.pem <<'PEM'
    ${trimspace(var.certificate)}
    PEM
    update-ca-trust
  EOT

  lifecycle {
    # A newer image is for new instances.
    ignore_changes = [ami]
  }

  # An agent that finds no Session Manager when it starts tries again ever more rarely.
  depends_on = [
    module.session,
    aws_vpc_security_group_egress_rule.session,
    aws_iam_role_policy_attachment.client,
  ]
}


locals {
  subnets        = { for zone, id in module.consumer_network.subnet_ids : zone => { subnet_id = id } }
  security_group = { allowed_security_group_ids = [aws_security_group.client.id] }
}

# The way into the client, without a way in from the internet.

module "session" {
  source = "../../../sdks/terraform/private_link_consumer"

  name           = "session"
  vpc_id         = module.consumer_network.vpc_id
  bundle         = "ssm"
  subnets        = local.subnets
  security_group = local.security_group
}

# The certificate is for a name of the application, so the endpoint gets that name.

module "consumer" {
  source = "../../../sdks/terraform/private_link_consumer"

  name           = "consumer"
  vpc_id         = module.consumer_network.vpc_id
  connection     = module.service.connection
  subnets        = local.subnets
  security_group = local.security_group
  custom_dns     = { zone_name = "example.internal", records = { service = {} } }
}

output "service_name" {
  description = "Name that endpoints connect to."
  value       = module.service.service_name
}

output "url" {
  description = "Where the client reaches the application."
  value       = "https://service.example.internal"
}

output "endpoint_dns_names" {
  description = "Names that AWS gave to the endpoint, for all zones and for each. The certificate is not for them."
  value       = module.consumer.dns_names
}

output "private_ipv4_addresses" {
  description = "Address of the endpoint in each zone, in the network of the consumer."
  value       = module.consumer.private_ipv4_addresses
}

output "client_id" {
  description = "Instance to start a session on."
  value       = aws_instance.client.id
}
