"""Capacity that is kept ready for load balancers.

Stock moto knows none: it can not be asked for, and reads as provisioned with nothing asked. Here what is
asked for is kept with the load balancer, and is there at once.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import ELBClientError as ClientError
from moto.elbv2.exceptions import LoadBalancerNotFoundError
from moto.elbv2.responses import ELBV2Response as Response

from awsemu.patching import replace

KEPT = "minimum_capacity"
PART = "MinimumLoadBalancerCapacity"


def _balancer(response: Any) -> Any:
    balancer = response.elbv2_backend.load_balancers.get(response._get_param("LoadBalancerArn"))
    if balancer is None:
        raise LoadBalancerNotFoundError()
    return balancer


def _state(balancer: Any) -> dict[str, Any]:
    units = getattr(balancer, KEPT, None)
    zones = [
        {"AvailabilityZone": zone.zone_name, "State": {"Code": "provisioned"}}
        for zone in balancer.availability_zones
    ]
    kept = {PART: {"CapacityUnits": units}} if units else {}
    return {**kept, "DecreaseRequestsRemaining": 2, "CapacityReservationState": zones}


@replace(Response)
def modify_capacity_reservation(self: Any) -> ActionResult:
    """Keep what is asked for, or nothing any more."""
    balancer = _balancer(self)
    units = int((self._get_param(PART) or {}).get("CapacityUnits") or 0)
    if units < 0:
        raise ClientError("ValidationError", "Capacity units must not be negative")
    setattr(balancer, KEPT, None if self._get_bool_param("ResetCapacityReservation") else units)
    return ActionResult(_state(balancer))


@replace(Response)
def describe_capacity_reservation(self: Any) -> ActionResult:
    """Show it."""
    return ActionResult(_state(_balancer(self)))
