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

output "service_arn" {
  description = "ARN of the endpoint service."
  value       = aws_vpc_endpoint_service.service.arn

  depends_on = [aws_vpc_endpoint_service_allowed_principal.principal]
}

output "service_region" {
  description = "Region of the endpoint service."
  value       = data.aws_region.current.id
}

output "availability_zone_ids" {
  description = "Availability Zone ids the service is in. Ids mean the same in every account; names do not."
  value       = var.load_balancer != null ? keys(var.load_balancer.subnets) : var.availability_zone_ids
}

output "ports" {
  description = "Ports that consumers may use."
  value       = var.load_balancer != null ? [for listener in var.listeners : listener.port] : var.ports
}

output "base_endpoint_dns_names" {
  description = "DNS names below which every endpoint of the service gets its own."
  value       = aws_vpc_endpoint_service.service.base_endpoint_dns_names
}

output "acceptance_required" {
  description = "Whether each connection has to be accepted."
  value       = var.acceptance_required
}

output "load_balancer_arn" {
  description = "ARN of the load balancer, if it was made here."
  value       = one(aws_lb.load_balancer[*].arn)
}

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer, if it was made here."
  value       = one(aws_lb.load_balancer[*].dns_name)
}

output "security_group_id" {
  description = "Id of the load balancer's security group, if it was made here."
  value       = one(aws_security_group.security_group[*].id)
}

output "listener_arns" {
  description = "ARN of each listener, by its key."
  value       = { for key, listener in aws_lb_listener.listener : key => listener.arn }
}

output "target_group_arns" {
  description = "ARN of each target group, by the key of its listener."
  value       = { for key, target_group in aws_lb_target_group.target_group : key => target_group.arn }
}
