"""Route 53 Profiles, a service that moto does not have.

moto finds a service by importing ``moto.<name>``; :func:`register` puts this package there, so no file
of moto changes.
"""

from __future__ import annotations

import importlib
import re
import sys

import moto
from moto import backend_index

from awsemu.route53profiles.models import route53profiles_backends

URL_BASE = r"https?://route53profiles\.(.+)\.amazonaws\.com"

__all__ = ["URL_BASE", "register", "route53profiles_backends"]


def register() -> None:
    """Make moto serve the service; doing it twice changes nothing."""
    name = "moto.route53profiles"
    if name in sys.modules:
        return
    sys.modules[name] = sys.modules[__name__]
    for part in ("models", "responses", "urls"):
        sys.modules[f"{name}.{part}"] = importlib.import_module(f"{__name__}.{part}")
    moto.route53profiles = sys.modules[__name__]
    backend_index.backend_url_patterns.append(("route53profiles", re.compile(URL_BASE)))
