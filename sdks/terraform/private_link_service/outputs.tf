output "acceptance_required" {
  description = "Whether each connection has to be accepted."
  value       = var.acceptance_required
}

output "access_logs_bucket" {
  description = "Name of the bucket for access logs, if one was made."
  value       = one(aws_s3_bucket.log_bucket[*].bucket)
}

output "allowed_principals" {
  description = "Who may connect."
  value = flatten([
    for item in [
      [for allowed_principal in var.allowed_principals : allowed_principal],
      values(var.allowed_principals_by_name),
    ] :
    item
  ])
}

output "application_load_balancer_arn" {
  description = "ARN of the Application Load Balancer, if one was made."
  value       = one(aws_lb.application_load_balancer[*].arn)
}

output "application_load_balancer_dns_name" {
  description = "DNS name of the Application Load Balancer, if one was made."
  value       = one(aws_lb.application_load_balancer[*].dns_name)
}

output "application_security_group_id" {
  description = "Id of the Application Load Balancer's security group, if one was made."
  value       = one(aws_security_group.application_security_group[*].id)
}

output "availability_zone_ids" {
  description = "Availability Zone ids the service is in. Ids mean the same in every account; names do not."
  value       = local.availability_zone_ids
}

output "availability_zones" {
  description = "Names of the Availability Zones the service is in, as its own account has them. Not in CloudFormation."
  value       = aws_vpc_endpoint_service.service.availability_zones
}

output "base_endpoint_dns_names" {
  description = "DNS names below which every endpoint of the service gets its own."
  value       = aws_vpc_endpoint_service.service.base_endpoint_dns_names
}

output "certificate_arns" {
  description = "ARN of each certificate that was made, by its key."
  value       = { for key, certificate in aws_acm_certificate.certificate : key => certificate.arn }

  depends_on = [aws_acm_certificate_validation.certificate_validation]
}

output "connection" {
  description = "All that a `PrivateLinkConsumer` needs, to be handed to its input `connection` whole."
  value = {
    service_name          = aws_vpc_endpoint_service.service.service_name
    service_id            = aws_vpc_endpoint_service.service.id
    service_region        = local.current_region
    availability_zone_ids = local.availability_zone_ids
    ports = var.load_balancer != null ? [
      for listener in var.listeners : listener.port
      if contains(["TCP", "TLS", "TCP_UDP"], listener.protocol)
    ] : var.ports
    port_ranges = var.port_ranges
    udp_ports = var.load_balancer != null ? [
      for listener in var.listeners : listener.port
      if listener.protocol == "UDP" || listener.protocol == "TCP_UDP"
    ] : []
    private_dns_name           = local.private_dns_name
    acceptance_required        = var.acceptance_required
    supported_ip_address_types = var.supported_ip_address_types
  }

  depends_on = [
    aws_vpc_endpoint_service_allowed_principal.principal,
    aws_vpc_endpoint_service_private_dns_verification.verification,
  ]
}

output "connection_json" {
  description = "The same as JSON, for a consumer in another account or by another engine: its input `connectionJson`."
  value = jsonencode({
    serviceName         = aws_vpc_endpoint_service.service.service_name
    serviceId           = aws_vpc_endpoint_service.service.id
    serviceRegion       = local.current_region
    availabilityZoneIds = local.availability_zone_ids
    ports = var.load_balancer != null ? [
      for listener in var.listeners : listener.port
      if contains(["TCP", "TLS", "TCP_UDP"], listener.protocol)
    ] : var.ports
    portRanges = [
      for item in var.port_ranges : {
        fromPort = item.from_port
        toPort   = item.to_port
      }
    ]
    udpPorts = var.load_balancer != null ? [
      for listener in var.listeners : listener.port
      if listener.protocol == "UDP" || listener.protocol == "TCP_UDP"
    ] : []
    privateDnsName          = local.private_dns_name
    acceptanceRequired      = var.acceptance_required
    supportedIpAddressTypes = var.supported_ip_address_types
  })

  depends_on = [
    aws_vpc_endpoint_service_allowed_principal.principal,
    aws_vpc_endpoint_service_private_dns_verification.verification,
  ]
}

output "listener_arns" {
  description = "ARN of each listener, by its key."
  value       = { for key, listener in aws_lb_listener.listener : key => listener.arn }
}

output "load_balancer_arn" {
  description = "ARN of the load balancer, if it was made here."
  value       = one(aws_lb.load_balancer[*].arn)
}

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer, if it was made here."
  value       = one(aws_lb.load_balancer[*].dns_name)
}

output "load_balancer_hosted_zone_id" {
  description = "Hosted zone id of the load balancer's DNS name, for alias records, if it was made here."
  value       = one(aws_lb.load_balancer[*].zone_id)
}

output "permission_ids" {
  description = "Id of each permission to connect, by its principal or the name in `allowed_principals_by_name`. Not in CloudFormation."
  value       = { for key, principal in aws_vpc_endpoint_service_allowed_principal.principal : key => principal.id }
}

output "port_ranges" {
  description = "Ranges of ports that consumers may use, beside `ports`."
  value       = var.port_ranges
}

output "ports" {
  description = "Ports that consumers may use."
  value       = var.load_balancer != null ? [for listener in var.listeners : listener.port] : var.ports
}

output "private_dns_name" {
  description = "Private DNS name of the service, once it can be used."
  value       = tostring(local.private_dns_name)

  depends_on = [aws_vpc_endpoint_service_private_dns_verification.verification]
}

output "private_dns_verification" {
  description = "Record that proves who owns the domain: `name` below the domain, `type` and `value`."
  value = {
    name = var.private_dns != null ? one(
      aws_vpc_endpoint_service.service.private_dns_name_configuration[*].name
    ) : null
    type = var.private_dns != null ? one(
      aws_vpc_endpoint_service.service.private_dns_name_configuration[*].type
    ) : null
    value = var.private_dns != null ? one(
      aws_vpc_endpoint_service.service.private_dns_name_configuration[*].value
    ) : null
  }
}

output "second_target_group_arns" {
  description = "ARN of each `second_target_group`, by the key of its listener. Told when the listeners are there."
  value = {
    for key, second_target_group in aws_lb_target_group.second_target_group : key => second_target_group.arn
  }

  depends_on = [aws_lb_listener.listener]
}

output "security_group_id" {
  description = "Id of the load balancer's security group, if it was made here."
  value       = one(aws_security_group.security_group[*].id)
}

output "service_arn" {
  description = "ARN of the endpoint service."
  value       = aws_vpc_endpoint_service.service.arn

  depends_on = [aws_vpc_endpoint_service_allowed_principal.principal]
}

output "service_id" {
  description = "Id of the endpoint service."
  value       = aws_vpc_endpoint_service.service.id

  depends_on = [aws_vpc_endpoint_service_allowed_principal.principal]
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = aws_vpc_endpoint_service.service.service_name

  depends_on = [aws_vpc_endpoint_service_allowed_principal.principal]
}

output "service_region" {
  description = "Region of the endpoint service."
  value       = local.current_region
}

output "service_state" {
  description = "State of the endpoint service, such as `Available`. Not in CloudFormation."
  value       = aws_vpc_endpoint_service.service.state
}

output "supported_regions" {
  description = "Regions whose VPCs may connect."
  value = length(var.supported_regions) > 0 ? concat(
    [local.current_region],
    flatten([
      for supported_region in var.supported_regions :
      supported_region != local.current_region ? [supported_region] : []
    ])
  ) : aws_vpc_endpoint_service.service.supported_regions
}

output "target_group_arns" {
  description = "ARN of each target group, by the key of its listener. Told when the listeners are there."
  value       = { for key, target_group in aws_lb_target_group.target_group : key => target_group.arn }

  depends_on = [aws_lb_listener.listener]
}

output "topic_arn" {
  description = "ARN of the topic, if one was made."
  value       = one(aws_sns_topic.topic[*].arn)
}
