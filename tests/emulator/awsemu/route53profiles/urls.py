"""Paths of Route 53 Profiles: one handler, moto reads the action off the service model."""

from awsemu.route53profiles.responses import Route53ProfilesResponse

url_bases = [r"https?://route53profiles\.(.+)\.amazonaws\.com"]
url_paths = {r"{0}/(?P<path>.+)$": Route53ProfilesResponse.dispatch}
