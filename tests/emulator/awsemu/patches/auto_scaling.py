"""Auto Scaling groups: how long instances live, in which zones, and groups whose target groups are gone.

Stock moto forgets the lifetime, so an engine that compares what it asked for with what is there never comes
to rest. It puts all instances into the first subnet; AWS balances zones. And it cannot delete a group after a
target group of it, which AWS can.
"""

from __future__ import annotations

from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse as Response

from awsemu.patching import Function, wrap

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


@wrap(FakeAutoScalingGroup, "replace_autoscaling_group_instances")
def _spread(original: Function, self: Any, count: int, tags: dict[str, str]) -> None:
    """Start each instance in the subnet that has the fewest of the group."""
    subnets = self.vpc_zone_identifier
    if not subnets:
        original(self, count, tags)
        return
    try:
        for _ in range(count):
            used = [state.instance.subnet_id for state in self.instance_states]
            self.vpc_zone_identifier = min(subnets.split(","), key=used.count)
            original(self, 1, tags)
    finally:
        self.vpc_zone_identifier = subnets


@wrap(AutoScalingBackend, "delete_auto_scaling_group")
def _delete(original: Function, self: Any, group_name: str) -> None:
    """Delete a group; target groups that are gone need no longer be told."""
    group = self.autoscaling_groups.get(group_name)
    if group is not None:
        known = self.elbv2_backend.target_groups
        group.target_group_arns = [arn for arn in group.target_group_arns if arn in known]
    original(self, group_name)
