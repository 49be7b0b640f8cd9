"""One emulator for all tests; every test has accounts of its own in it."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from awsemu.cfn import Driver
from awsemu.clients import Clients

FOLDER = Path(__file__).parents[1]
TEMPLATES = Path(__file__).parent / "templates"
_accounts = itertools.count(100_000_000_001)


def start(*options: str, **keywords: Any) -> tuple[subprocess.Popen[str], str]:
    """Start a server; return the process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "awsemu", "--port", "0", "--exit-with-stdin", *options],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **keywords,
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    return process, "http://" + line.removeprefix("listening on ")


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    process, address = start("--fast", "--strict", "--cfn")
    yield address
    process.communicate()


@pytest.fixture(scope="session")
def clients(endpoint: str) -> Clients:
    return Clients(endpoint)


@pytest.fixture
def new_account() -> Callable[[], str]:
    return lambda: str(next(_accounts))


@pytest.fixture
def account(new_account: Callable[[], str]) -> str:
    return new_account()


@pytest.fixture
def aws(clients: Clients, account: str) -> Callable[..., Any]:
    """Clients of the test's account, or of another one."""

    def get(service: str, of: str | None = None, region: str = "us-east-1") -> Any:
        return clients.get(service, of or account, region)

    return get


@pytest.fixture
def remove_validation_records(clients: Clients) -> Callable[[str], list[str]]:
    """Remove what certificates of stacks leave in an account's zones; return the records' names.

    CloudFormation writes the records that prove a domain and never removes them, so that the zone of
    the same stack can not be deleted before somebody else does.
    """

    def remove(account: str) -> list[str]:
        route53, names = clients.get("route53", account, "us-east-1"), []
        for zone in route53.list_hosted_zones()["HostedZones"]:
            rows = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
            records = [row for row in rows if row["Type"] == "CNAME"]
            changes = [{"Action": "DELETE", "ResourceRecordSet": row} for row in records]
            if changes:
                route53.change_resource_record_sets(
                    HostedZoneId=zone["Id"], ChangeBatch={"Changes": changes}
                )
            names += [row["Name"] for row in records]
        return names

    return remove


@pytest.fixture
def stacks(endpoint: str, account: str) -> Driver:
    """Deploys to the test's account."""
    return Driver(endpoint, account, "us-east-1", timeout=300)


@pytest.fixture
def template() -> Callable[[str], str]:
    return lambda name: (TEMPLATES / name).read_text(encoding="utf-8")
