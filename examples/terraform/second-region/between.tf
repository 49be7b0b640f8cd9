# 3. PrivateLink between Regions: the service names the Regions of its consumers, and nothing else is made.

module "service_between" {
  source = "./service"
  count  = var.form == "between" ? 1 : 0

  zones             = local.zones_of_first
  supported_regions = [local.second]
}
