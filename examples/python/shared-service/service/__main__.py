"""Shares a service that is there already with chosen accounts: an endpoint service in front of its load balancer.

Deployed again for each endpoint that is accepted.
"""

import pulumi
import pulumi_privatelink as privatelink
from application import application

config = pulumi.Config()

# In place of this: ids of your own.
shared = application()

service = privatelink.PrivateLinkService(
    "service",
    name="service",
    vpc_id=shared.vpc_id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet_id)
            for zone, subnet_id in shared.subnet_ids.items()
        },
        security_group=privatelink.SecurityGroupArgs(
            egress={
                "alb": privatelink.TrafficRuleArgs(
                    from_port=80, security_group_id=shared.alb_security_group_id
                )
            }
        ),
    ),
    listeners={
        "http": privatelink.ListenerArgs(
            port=80,
            target_type=privatelink.TargetType.ALB,
            targets={"web": privatelink.TargetArgs(id=shared.alb_arn)},
            health_check=privatelink.HealthCheckArgs(path="/", matcher="200"),
        )
    },
    # Two locks: who may ask stands here, as ARNs of accounts, roles or users, and each of their endpoints waits until it is
    # named.
    allowed_principals=config.require_object("allowedPrincipals"),
    acceptance_required=True,
    accepted_endpoint_ids=config.get_object("acceptedEndpointIds"),
    # Whoever subscribes to the topic hears of each request, and of a load balancer that nothing is behind any more.
    topic=privatelink.TopicArgs(),
    connection_notifications={
        "requests": privatelink.ServiceNotificationArgs(
            events=[
                privatelink.ConnectionEvent.CONNECT,
                privatelink.ConnectionEvent.ACCEPT,
                privatelink.ConnectionEvent.REJECT,
                privatelink.ConnectionEvent.DELETE,
            ]
        )
    },
    alarms=privatelink.AlarmsArgs(
        unhealthy_hosts=privatelink.CountAlarmArgs(),
        rejected_connections=privatelink.CountAlarmArgs(),
    ),
)

# Name that consumers connect to.
pulumi.export("serviceName", service.service_name)
# All that a consumer has to know.
pulumi.export("connectionJson", service.connection_json)
# Topic with messages about connections and alarms.
pulumi.export("topicArn", service.topic_arn)
# Where clients of the service's own VPC reach it, as before.
pulumi.export("localUrl", pulumi.Output.format("http://{}", shared.alb_dns_name))
