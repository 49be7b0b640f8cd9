"""Reaches a SaaS product by its PrivateLink service, under the names that the product has.

Deployed twice if the vendor accepts each endpoint: without `accepted` first, and again when the vendor has accepted.
"""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()

product = privatelink.PrivateLinkConsumer(
    "product",
    name="product",
    vpc_id=config.require("vpcId"),
    service_name=config.require("serviceName"),
    subnets={
        "use1-az1": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetA")),
        "use1-az2": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetB")),
    },
    security_group=privatelink.EndpointSecurityGroupArgs(ports=[443]),
    acceptance=privatelink.AcceptanceArgs(
        mode=privatelink.AcceptanceMode.PROVIDER,
        accepted=config.get_bool("accepted") or False,
    ),
    # The domain and every name below it lead to the endpoint, in this VPC only.
    custom_dns=privatelink.CustomDnsArgs(
        zone_name=config.require("domain"),
        records={"@": privatelink.CustomRecordArgs(), "*": privatelink.CustomRecordArgs()},
    ),
)

# What the vendor has to accept or register.
pulumi.export("endpointId", product.endpoint_id)
pulumi.export("state", product.state)
