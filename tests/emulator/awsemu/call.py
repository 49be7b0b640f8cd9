"""``python -m awsemu.call SERVICE CALL ARGUMENTS``: call AWS once, as the owner of an account.

For tests that change by hand what an engine has made. Prints the answer as JSON. Exit code 0; 1 with the
refusal on standard error if AWS refuses.
"""

from __future__ import annotations

import argparse
import json
import sys

from botocore.exceptions import ClientError, ParamValidationError

from awsemu.clients import Clients


def main(arguments: list[str] | None = None) -> int:
    """Call, and print the answer."""
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.call", description="Call AWS once and print the answer as JSON."
    )
    parser.add_argument("--endpoint", required=True, metavar="URL")
    parser.add_argument("--account", required=True, help="twelve digits")
    parser.add_argument("--region", default="us-east-1")
    parser.add_argument("service", help="as boto3 spells it, such as elbv2")
    parser.add_argument("call", help="as boto3 spells it, such as delete_listener")
    parser.add_argument("arguments", nargs="?", default="{}", type=json.loads, help="JSON")
    options = parser.parse_args(arguments)
    client = Clients(options.endpoint).get(options.service, options.account, options.region)
    try:
        answer = getattr(client, options.call)(**options.arguments)
    except (ClientError, ParamValidationError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    answer.pop("ResponseMetadata", None)
    json.dump(answer, sys.stdout, indent=2, sort_keys=True, default=str)
    print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
