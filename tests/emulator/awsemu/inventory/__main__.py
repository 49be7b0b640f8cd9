"""``python -m awsemu.inventory``: print the state of accounts, or tell whether they are empty.

Exit code 0; with ``--empty`` 1 if anything is left.
"""

from __future__ import annotations

import argparse
import json
import sys

from awsemu.clients import Clients
from awsemu.inventory import normalise, raw, read
from awsemu.inventory.readers import READERS


def main(arguments: list[str] | None = None) -> int:
    """Read, and print JSON."""
    options = _parse(arguments)
    regions = options.region or ["us-east-1"]
    only = [name for name in options.only or READERS if name not in options.without]
    items = read(options.endpoint, options.account, regions, only)
    if not options.empty:
        found = raw(items) if options.raw else normalise(items, options.account)
        json.dump(found, sys.stdout, indent=2, sort_keys=True, default=str)
        print()
        return 0
    left = raw(items)
    stacks = _stacks(options.endpoint, options.account, regions)
    if stacks:
        left["cloudformation/stack"] = [{"StackName": name} for name in stacks]
    if left:
        json.dump(left, sys.stdout, indent=2, sort_keys=True, default=str)
        print()
        counts = ", ".join(f"{len(rows)} {kind}" for kind, rows in left.items())
        print(f"not empty: {counts}", file=sys.stderr)
    return 1 if left else 0


def _stacks(endpoint: str, accounts: list[str], regions: list[str]) -> list[str]:
    """Return the stacks that are left; engines differ in having any, so inventories have none."""
    clients = Clients(endpoint)
    return [
        stack["StackName"]
        for account in accounts
        for region in regions
        for stack in clients.get("cloudformation", account, region).describe_stacks()["Stacks"]
    ]


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.inventory",
        description="Print what is in AWS accounts, in a form that two equal deployments share.",
    )
    parser.add_argument("--endpoint", required=True, metavar="URL")
    parser.add_argument(
        "--account", required=True, action="append", help="12 digits; may be given several times"
    )
    parser.add_argument("--region", action="append", help="may be given several times (us-east-1)")
    parser.add_argument("--only", action="append", choices=sorted(READERS), metavar="READER")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=sorted(READERS),
        metavar="READER",
        help=f"leave out a reader: {', '.join(sorted(READERS))}",
    )
    parser.add_argument("--raw", action="store_true", help="print identifiers as they are")
    parser.add_argument("--empty", action="store_true", help="exit 0 only if nothing is left")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
