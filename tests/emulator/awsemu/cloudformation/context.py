"""Where a stack runs: account, Region, and clients for the API of this server.

Resources are made over the loopback interface, like any other client would. Clients are kept for the
whole process: making one costs more than most stacks.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

from awsemu.settings import settings

_session = boto3.Session()
_clients: dict[tuple[str, str, str, str], Any] = {}
_clients_lock = threading.Lock()


def access_key(account: str) -> str:
    """Return an access key of `account`, by the convention of `awsemu.patches.accounts`."""
    return f"AKIA{account}CFN0"


@dataclass
class Context:
    """Account and Region of a stack, and what its resources need to be made."""

    account: str
    region: str
    stack_id: str = ""
    stack_name: str = ""
    logical: str = field(default="", compare=False)
    """Logical id of the resource being handled; generated names contain it."""
    unfinished: str | None = field(default=None, compare=False)
    """Physical id of a resource that exists but is not configured yet."""

    def client(self, service: str, region: str | None = None, account: str | None = None) -> Any:
        """Return a boto3 client, by default of the stack's own account and Region."""
        key = (settings.endpoint, service, region or self.region, account or self.account)
        with _clients_lock:
            if key not in _clients:
                _clients[key] = _session.client(
                    service,
                    endpoint_url=settings.endpoint,
                    region_name=key[2],
                    aws_access_key_id=access_key(key[3]),
                    aws_secret_access_key="x",  # noqa: S106 (no secret: nothing checks it)
                    config=Config(
                        retries={"total_max_attempts": 1},
                        read_timeout=300,
                        s3={"addressing_style": "path"},
                        max_pool_connections=50,
                    ),
                )
            return _clients[key]

    def begin(self, physical: str) -> str:
        """Note that the resource being made exists now, so that a failed rest of it is undone."""
        self.unfinished = physical
        return physical

    def name(self, limit: int = 64, lower: bool = False) -> str:
        """Generate a physical name: stack, logical id and a random suffix, at most `limit` long."""
        suffix = "-" + uuid.uuid4().hex[:12].upper()
        head = f"{self.stack_name}-{self.logical}"[: limit - len(suffix)].rstrip("-")
        return (head + suffix).lower() if lower else head + suffix
