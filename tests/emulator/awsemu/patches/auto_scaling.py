"""How long instances of an Auto Scaling group may live.

Stock moto forgets it, so an engine that compares what it asked for with what is there never comes to rest.
"""

from __future__ import annotations

from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.responses import AutoScalingResponse as Response

from awsemu.patching import wrap

DAY = 24 * 60 * 60
YEAR = 365 * DAY


def _keep(call: Any, response: Any) -> Any:
    seconds = response._get_int_param("MaxInstanceLifetime")
    if seconds and not DAY <= seconds <= YEAR:
        raise ValidationError(f"MaxInstanceLifetime must be 0, or from {DAY} to {YEAR} seconds")
    answer = call(response)
    if seconds is not None:
        name = response._get_param("AutoScalingGroupName")
        group = response.autoscaling_backend.autoscaling_groups[name]
        group.max_instance_lifetime = seconds or None
    return answer


@wrap(Response, "create_auto_scaling_group")
def create_auto_scaling_group(call: Any, self: Any) -> Any:
    """Make a group that remembers it."""
    return _keep(call, self)


@wrap(Response, "update_auto_scaling_group")
def update_auto_scaling_group(call: Any, self: Any) -> Any:
    """Change it; 0 takes it away."""
    return _keep(call, self)
