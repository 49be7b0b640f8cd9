"""Accounts from access keys.

Stock moto puts every access key that it did not issue itself into account 123456789012, so one server
holds one account. Here the key names the account: ``AKIA<12 digits><4 free characters>``, or the 12
digits alone. Every test can have accounts of its own on one server, and two providers of one
Terraform configuration can be two accounts.
"""

from __future__ import annotations

import re

from moto.core.responses import BaseResponse
from moto.iam import models as iam

from awsemu.patching import Function, wrap

ACCOUNT_KEY = re.compile(r"(?:AKIA)?(\d{12})(?:[A-Z0-9]{4})?")

BaseResponse.access_key_regex = re.compile(
    r"AWS.*?(?:Credential=|AWS )(?P<access_key>[A-Z0-9]{20}|\d{12})[:/]"
)


@wrap(iam, "get_account_id_from")
def _account_of(original: Function, access_key: str) -> str:
    """Read the account off the key; keys of assumed roles go to moto's own table."""
    match = ACCOUNT_KEY.fullmatch(access_key or "")
    return match.group(1) if match else str(original(access_key))
