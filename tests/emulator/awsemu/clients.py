"""Clients of the emulator for the command line programs: any account, short retries, no real AWS."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

TIMEOUT = 300
"""Seconds to wait for an answer: the first call of a service loads it, on a busy machine slowly."""

shared: boto3.Session | None = None
"""A session that has read the descriptions of services already. Only for a process with one thread."""


class Clients:
    """Makes boto3 clients for one server, and keeps them."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session = shared or boto3.Session()
        self._clients: dict[tuple[str, str, str], Any] = {}

    def get(self, service: str, account: str, region: str) -> Any:
        """Return a client for a service in an account and Region."""
        key = (service, account, region)
        if key not in self._clients:
            self._clients[key] = self._session.client(
                service,
                endpoint_url=self.endpoint,
                region_name=region,
                aws_access_key_id=f"AKIA{account}TEST",
                aws_secret_access_key="x",  # noqa: S106 (no secret: nothing checks it)
                config=Config(
                    retries={"total_max_attempts": 1},
                    read_timeout=TIMEOUT,
                    s3={"addressing_style": "path"},
                ),
            )
        return self._clients[key]
