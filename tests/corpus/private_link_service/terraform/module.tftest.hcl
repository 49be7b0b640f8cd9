# Plans of the generated module without AWS: what is made for which inputs, and what is refused in which words.

mock_provider "aws" {
  override_during = plan
}

variables {
  name   = "payments"
  vpc_id = "vpc-0a1b2c3d4e5f67890"
  load_balancer = {
    subnets = {
      use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }
      use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
    }
  }
  listeners = {
    http = {
      port        = 80
      target_type = "alb"
      targets     = { app = { id = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/1" } }
    }
  }
  allowed_principals = ["arn:aws:iam::222222222222:root"]
}

run "application_load_balancer" {
  command = plan

  assert {
    condition     = length(aws_lb.load_balancer) == 1 && length(aws_security_group.security_group) == 1
    error_message = "one load balancer with one group"
  }
  assert {
    condition     = keys(aws_lb_listener.listener) == ["http"] && keys(aws_lb_target_group_attachment.target) == ["http/app"]
    error_message = "one listener, one target"
  }
  assert {
    condition     = aws_lb_target_group.target_group["http"].health_check[0].protocol == "HTTP" && aws_lb_target_group.target_group["http"].health_check[0].path == "/"
    error_message = "an Application Load Balancer is checked by HTTP"
  }
  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.target_egress) == ["80"] && length(aws_vpc_security_group_egress_rule.egress) == 0
    error_message = "traffic goes out on the ports of targets"
  }
  assert {
    condition     = aws_lb.load_balancer[0].enforce_security_group_inbound_rules_on_private_link_traffic == "off"
    error_message = "settings of the load balancer"
  }
  assert {
    condition     = aws_vpc_endpoint_service.service.tags == tomap({ Name = "payments" })
    error_message = "the name is a tag"
  }
  assert {
    condition     = toset(output.availability_zone_ids) == toset(["use1-az1", "use1-az2"]) && output.ports == tolist([80])
    error_message = "zones and ports of the load balancer"
  }
}

run "existing_load_balancers" {
  command = plan

  variables {
    vpc_id                     = null
    load_balancer              = null
    listeners                  = {}
    network_load_balancer_arns = ["arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/50dc6c495c0c9188"]
    availability_zone_ids      = ["use1-az1"]
    ports                      = [443]
    allowed_principals         = ["arn:aws:iam::222222222222:root"]
  }

  assert {
    condition     = length(aws_lb.load_balancer) == 0 && length(aws_security_group.security_group) == 0 && length(aws_vpc_security_group_egress_rule.target_egress) == 0
    error_message = "nothing is made but the service"
  }
  assert {
    condition     = output.load_balancer_arn == null && output.security_group_id == null && output.ports == tolist([443])
    error_message = "outputs of what is not made are null"
  }
  assert {
    condition     = keys(aws_vpc_endpoint_service_allowed_principal.principal) == ["arn:aws:iam::222222222222:root"]
    error_message = "one principal"
  }
}

run "everything" {
  command = plan

  variables {
    load_balancer = {
      subnets = {
        use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890", private_ipv4_address = "10.0.0.10" }
        use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
      }
      enforce_inbound_rules_on_private_link_traffic = true
      access_logs                                   = { bucket = "logs" }
      security_group = {
        ids     = ["sg-0a1b2c3d4e5f67890"]
        ingress = { offices = { from_port = 443, to_port = 5432, cidr_ipv4 = "192.168.0.0/16" } }
        egress  = { database = { from_port = 5432, cidr_ipv4 = "10.0.0.0/16" } }
      }
    }
    listeners = {
      https = {
        port                         = 443
        protocol                     = "TLS"
        certificate_arn              = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"
        target_protocol              = "TCP"
        target_port                  = 8080
        targets                      = { one = { id = "10.0.1.1" }, two = { id = "10.0.1.2", port = 8081 } }
        health_check                 = { protocol = "HTTP", path = "/health", port = 9000 }
        deregistration_delay_seconds = 60
        connection_termination       = true
        proxy_protocol_v2            = true
        preserve_client_ip           = false
      }
      postgres = {
        port                = 5432
        target_type         = "instance"
        auto_scaling_groups = { db = "db-group" }
      }
    }
  }

  assert {
    condition     = toset(keys(aws_lb_target_group_attachment.target)) == toset(["https/one", "https/two"]) && aws_lb_target_group_attachment.target["https/two"].port == 8081 && aws_lb_target_group_attachment.target["https/one"].port == 8080
    error_message = "targets and their ports"
  }
  assert {
    condition     = aws_autoscaling_attachment.auto_scaling["postgres/db"].autoscaling_group_name == "db-group"
    error_message = "the Auto Scaling group is attached"
  }
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.target_egress) == 0 && aws_vpc_security_group_egress_rule.egress["database"].to_port == 5432
    error_message = "own egress rules replace the made ones"
  }
  assert {
    condition     = aws_lb.load_balancer[0].access_logs[0].bucket == "logs"
    error_message = "logs and groups"
  }
  assert {
    condition     = aws_lb_target_group.target_group["https"].preserve_client_ip == "false" && aws_lb_target_group.target_group["https"].health_check[0].port == "9000" && aws_lb_target_group.target_group["postgres"].health_check[0].timeout == 10
    error_message = "settings of target groups"
  }
  assert {
    condition     = aws_lb_listener.listener["https"].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" && aws_lb_listener.listener["https"].alpn_policy == "None" && aws_lb_listener.listener["postgres"].tcp_idle_timeout_seconds == 350
    error_message = "what AWS recommends is written down"
  }
  assert {
    condition     = !aws_lb_target_group.target_group["postgres"].proxy_protocol_v2 && aws_lb_target_group.target_group["postgres"].preserve_client_ip == "true" && aws_lb_target_group.target_group["postgres"].deregistration_delay == "300"
    error_message = "what is off is written down"
  }
}

run "checks_end_before_the_next" {
  command = plan

  variables {
    listeners = {
      tcp  = { port = 5432, health_check = { interval_seconds = 10 } }
      fast = { port = 5433, health_check = { interval_seconds = 9 } }
      web  = { port = 80, target_type = "alb", health_check = { interval_seconds = 6 } }
    }
    application_load_balancer = { port = 80, health_check = { interval_seconds = 5 } }
  }

  assert {
    condition     = { for name, group in aws_lb_target_group.target_group : name => group.health_check[0].timeout } == { fast = 4, tcp = 10, web = 6 }
    error_message = "a check of a Network Load Balancer lasts until the next one at most"
  }
  assert {
    condition     = aws_lb_target_group.application_target_group[0].health_check[0].timeout == 4
    error_message = "a check of an Application Load Balancer is over before the next one"
  }
}

run "the_way_to_the_application_load_balancer" {
  command = plan

  variables {
    listeners = {
      web = { port = 80, target_type = "alb", health_check = { port = 80 } }
    }
    application_load_balancer = { port = 80 }
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.target_egress) == 0 && aws_vpc_security_group_egress_rule.application_path_egress[0].to_port == 80
    error_message = "traffic and checks go to the group of the Application Load Balancer only"
  }
}

run "the_way_beside_rules_of_the_user" {
  command = plan

  variables {
    load_balancer = {
      subnets = {
        use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }
        use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
      }
      security_group = { egress = { database = { from_port = 5432, cidr_ipv4 = "10.0.0.0/16" } } }
    }
    listeners                 = { web = { port = 80, target_type = "alb" } }
    application_load_balancer = { port = 80 }
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.egress) == ["database"] && length(aws_vpc_security_group_egress_rule.application_path_egress) == 1
    error_message = "the user cannot name the group that is made here"
  }
}

run "refuses_subnets_of_several_places" {
  command = plan

  variables {
    load_balancer = {
      subnets = {
        use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }
        euw1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67891" }
      }
    }
  }

  expect_failures = [var.load_balancer]
}

run "own_groups_only" {
  command = plan

  variables {
    load_balancer = {
      subnets        = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } }
      security_group = { create = false, ids = ["sg-0a1b2c3d4e5f67890"] }
    }
  }

  assert {
    condition     = length(aws_security_group.security_group) == 0 && aws_lb.load_balancer[0].security_groups == toset(["sg-0a1b2c3d4e5f67890"])
    error_message = "no group is made"
  }

  expect_failures = [check.subnets_one_zone]
}

run "refuses_neither" {
  command = plan

  variables {
    load_balancer = null
    listeners     = {}
  }

  expect_failures = [var.load_balancer]
}

run "refuses_no_vpc" {
  command = plan

  variables {
    vpc_id = null
  }

  expect_failures = [var.vpc_id]
}

run "refuses_values_out_of_range" {
  command = plan

  variables {
    name      = "-payments-"
    vpc_id    = "payments"
    listeners = { http = { port = 70000, protocol = "UDP", targets = { "a b" = { id = "10.0.0.1" } } } }
  }

  expect_failures = [var.name, var.vpc_id, var.listeners]
}

run "refuses_what_does_not_fit_together" {
  command = plan

  variables {
    listeners = {
      a = { port = 443, certificate_arn = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d" }
      b = { port = 443, protocol = "TLS", target_type = "alb" }
    }
    allowed_principals         = ["*"]
    acceptance_required        = false
    supported_ip_address_types = ["ipv4", "ipv6"]
    availability_zone_ids      = ["use1-az1"]
    ports                      = [443]
  }

  expect_failures = [
    var.listeners,
    var.allowed_principals,
    var.supported_ip_address_types,
    var.availability_zone_ids,
    var.ports,
  ]
}

run "refuses_security_rules_without_one_end" {
  command = plan

  variables {
    load_balancer = {
      subnets = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" }, use1-az2 = { subnet_id = "subnet-0a1b2c3d4e5f67891" } }
      security_group = {
        ingress = {
          none = { from_port = 443 }
          open = { from_port = 443, cidr_ipv4 = "0.0.0.0/0" }
          back = { from_port = 443, to_port = 80, cidr_ipv4 = "10.0.0.0/8" }
        }
      }
    }
  }

  expect_failures = [var.load_balancer]
}

run "warns_of_one_zone_and_everybody" {
  command = plan

  variables {
    load_balancer       = { subnets = { use1-az1 = { subnet_id = "subnet-0a1b2c3d4e5f67890" } } }
    allowed_principals  = ["*"]
    allow_any_principal = true
    acceptance_required = false
  }

  expect_failures = [check.subnets_one_zone, check.principals_anybody_allowed]
}
