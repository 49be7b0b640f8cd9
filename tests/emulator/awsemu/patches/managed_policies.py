"""The one policy of AWS's own that deployments here attach: what an instance needs for Session Manager.

moto loads all of them or none, and all of them take a second for each account. AWS refuses to attach a
policy that is not there, and so does moto.
"""

from __future__ import annotations

import json
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend

from awsemu.patching import replace

NAME = "AmazonSSMManagedInstanceCore"
POLICY = json.loads(aws_managed_policies_data)[NAME]


@replace(IAMBackend)
def _init_aws_policies(self: Any) -> list[Any]:
    """Load that policy."""
    return [AWSManagedPolicy.from_data(NAME, self.account_id, self.region_name, POLICY)]
