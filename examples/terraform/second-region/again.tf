# 1. Deploy again: the service in both Regions, and consumers in each that use their own.

module "service_first" {
  source = "./service"
  count  = var.form == "again" ? 1 : 0

  zones = local.zones_of_first
}

module "consumer_first" {
  source = "./consumer"
  count  = var.form == "again" ? 1 : 0

  zones      = local.zones_of_first
  connection = module.service_first[0].connection
}

module "service_again" {
  source    = "./service"
  providers = { aws = aws.second }
  count     = var.form == "again" ? 1 : 0

  zones = local.zones_of_second
}

output "url_of_first" {
  description = "Where clients in the first Region reach the service, if it is there twice."
  value       = one(module.consumer_first[*].url)
}
