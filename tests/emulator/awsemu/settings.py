"""What the command line decided, for every part of the server to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Settings:
    """Switches of one server process."""

    fast: bool = False
    """Leave out the answers that make clients sleep (Route 53 changes, load balancer provisioning)."""

    strict: bool = False
    """Refuse what AWS refuses and moto lets pass."""

    log: str | None = None
    """File that gets one line per API call. Default: no log."""

    endpoint: str = "http://127.0.0.1:5000"
    """Address of this server, for the parts of it that call AWS themselves."""


settings = Settings()
"""The one instance; `awsemu.server` fills it before anything else runs."""
