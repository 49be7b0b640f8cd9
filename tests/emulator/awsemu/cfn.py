"""``python -m awsemu.cfn``: deploy CloudFormation templates, without the waits of the AWS CLI.

Works as ``aws cloudformation deploy`` does, through change sets, but looks after 50 ms, then more and
more seldom. Results are JSON on standard output, everything else goes to standard error.

Exit codes: 0 done, or no changes; 1 failed, with the events that say why; 2 ``changeset`` found changes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from awsemu.clients import Clients

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
BODY_LIMIT = 51_200
"""Bytes that a template may have inside a request; a larger one has to be in a bucket."""

NO_CHANGES = ("didn't contain changes", "No updates are to be performed")
GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE")
FIRST_WAIT, LONGEST_WAIT = 0.05, 0.5


class DeployError(Exception):
    """A deployment that failed, with what to tell the user."""


class Driver:
    """Drives the stacks of one account in one Region."""

    def __init__(self, endpoint: str, account: str, region: str, timeout: float = 600) -> None:
        clients = Clients(endpoint)
        self._client = clients.get("cloudformation", account, region)
        self._s3 = clients.get("s3", account, region)
        self._bucket = f"awsemu-template-{account}-{region}"
        self._region = region
        self._endpoint = endpoint
        self._timeout = timeout

    def deploy(
        self, name: str, body: str, parameters: dict[str, str], tags: dict[str, str]
    ) -> dict[str, str]:
        """Create or update a stack and return its outputs. Raises `DeployError`."""
        seen = len(self._events(name))
        change_set = self._change_set(name, body, parameters, tags)
        if change_set is None:
            return self.outputs(name)
        self._client.execute_change_set(ChangeSetName=change_set["ChangeSetId"])
        status = self._settled(change_set["StackId"])
        if status not in GOOD:
            raise DeployError(f"stack {name} is {status}\n" + self._story(name, seen))
        return self.outputs(name)

    def changes(
        self, name: str, body: str, parameters: dict[str, str], tags: dict[str, str]
    ) -> list[dict[str, Any]]:
        """Return what deploying would change; the stack is left as it was."""
        is_new = self._find(name) is None
        change_set = self._change_set(name, body, parameters, tags)
        rows = [entry["ResourceChange"] for entry in (change_set or {}).get("Changes", [])]
        if change_set is not None:
            self._client.delete_change_set(ChangeSetName=change_set["ChangeSetId"])
        if is_new:
            self.delete(name)
        return [
            {
                "logicalId": row["LogicalResourceId"],
                "type": row["ResourceType"],
                "action": row["Action"],
                "replacement": row.get("Replacement", "False"),
                "properties": [d["Target"].get("Name", "Tags") for d in row.get("Details", [])],
            }
            for row in rows
        ]

    def delete(self, name: str) -> None:
        """Delete a stack and wait; one that does not exist is deleted. Raises `DeployError`."""
        stack = self._find(name)
        if stack is None:
            return
        self._client.delete_stack(StackName=name)
        status = self._settled(stack["StackId"])
        if status != "DELETE_COMPLETE":
            raise DeployError(f"stack {name} is {status}\n" + self._story(stack["StackId"]))

    def outputs(self, name: str) -> dict[str, str]:
        """Return the outputs of a stack. Raises `DeployError` if there is no such stack."""
        stack = self._find(name)
        if stack is None:
            raise DeployError(f"stack {name} does not exist; deploy it first")
        return {row["OutputKey"]: row["OutputValue"] for row in stack.get("Outputs", [])}

    def _find(self, name: str) -> dict[str, Any] | None:
        try:
            stack: dict[str, Any] = self._client.describe_stacks(StackName=name)["Stacks"][0]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return stack

    def _change_set(
        self, name: str, body: str, parameters: dict[str, str], tags: dict[str, str]
    ) -> dict[str, Any] | None:
        """Make a change set; None if there is nothing to change. Raises `DeployError`."""
        stack = self._find(name)
        is_new = stack is None or stack["StackStatus"] == "REVIEW_IN_PROGRESS"
        kept = [] if stack is None else [p["ParameterKey"] for p in stack.get("Parameters", [])]
        declared = {p["ParameterKey"] for p in self._summary(body)["Parameters"]}
        values: list[dict[str, Any]] = [
            {"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()
        ]
        values += [
            {"ParameterKey": key, "UsePreviousValue": True}
            for key in kept
            if key not in parameters and key in declared
        ]
        with self._template(body) as template:
            answer = self._client.create_change_set(
                StackName=name,
                ChangeSetName=f"awsemu-{uuid.uuid4().hex[:8]}",
                ChangeSetType="CREATE" if is_new else "UPDATE",
                Capabilities=CAPABILITIES,
                Parameters=values,
                Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
                **template,
            )
        shown: dict[str, Any] = self._client.describe_change_set(ChangeSetName=answer["Id"])
        if shown["Status"] == "CREATE_COMPLETE":
            return shown
        self._client.delete_change_set(ChangeSetName=answer["Id"])
        if is_new:
            self.delete(name)
        if any(text in shown.get("StatusReason", "") for text in NO_CHANGES):
            return None
        raise DeployError(f"stack {name}: {shown.get('StatusReason')}")

    def _summary(self, body: str) -> dict[str, Any]:
        with self._template(body) as template:
            summary: dict[str, Any] = self._client.get_template_summary(**template)
        return summary

    @contextlib.contextmanager
    def _template(self, body: str) -> Iterator[dict[str, str]]:
        """Give the template to a call: inside the request, or through a bucket for its time."""
        if len(body.encode()) <= BODY_LIMIT:
            yield {"TemplateBody": body}
            return
        place = {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
        home = self._region == "us-east-1"
        self._s3.create_bucket(Bucket=self._bucket, **({} if home else place))
        try:
            self._s3.put_object(Bucket=self._bucket, Key="template", Body=body.encode())
            yield {"TemplateURL": f"{self._endpoint}/{self._bucket}/template"}
        finally:
            self._s3.delete_object(Bucket=self._bucket, Key="template")
            self._s3.delete_bucket(Bucket=self._bucket)

    def _settled(self, stack_id: str) -> str:
        """Wait until the stack does nothing any more, and return its status."""
        deadline = time.monotonic() + self._timeout
        wait = FIRST_WAIT
        while True:
            stack = self._find(stack_id)
            status = str(stack["StackStatus"]) if stack else "DELETE_COMPLETE"
            if not status.endswith("IN_PROGRESS"):
                return status
            if time.monotonic() > deadline:
                raise DeployError(f"stack {stack_id} is still {status} after {self._timeout:.0f} s")
            time.sleep(wait)
            wait = min(wait * 1.3, LONGEST_WAIT)

    def _events(self, name: str) -> list[dict[str, Any]]:
        if self._find(name) is None:
            return []
        events: list[dict[str, Any]] = self._client.describe_stack_events(StackName=name)[
            "StackEvents"
        ]
        return events[::-1]

    def _story(self, name: str, seen: int = 0) -> str:
        """Write the events after the first `seen`, oldest first, one per line."""
        return "\n".join(
            f"  {event['ResourceStatus']:<36} {event['LogicalResourceId']} "
            f"({event['ResourceType']}) {event.get('ResourceStatusReason', '')}".rstrip()
            for event in self._events(name)[seen:]
        )


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    options = _parse(arguments)
    driver = Driver(options.endpoint, options.account, options.region, options.timeout)
    try:
        return _run(driver, options)
    except DeployError as problem:
        print(problem, file=sys.stderr)
    except ClientError as problem:
        error = problem.response["Error"]
        print(f"{error.get('Code')}: {error.get('Message')}", file=sys.stderr)
    return 1


def _run(driver: Driver, options: argparse.Namespace) -> int:
    if options.command == "delete":
        driver.delete(options.stack)
        return 0
    if options.command == "outputs":
        _print(driver.outputs(options.stack))
        return 0
    body = Path(options.template).read_text(encoding="utf-8")
    wanted = (options.stack, body, dict(options.parameter), dict(options.tag))
    if options.command == "deploy":
        _print(driver.deploy(*wanted))
        return 0
    changes = driver.changes(*wanted)
    if changes:
        _print(changes)
        return 2
    print("no changes")
    return 0


def _print(value: Any) -> None:
    json.dump(value, sys.stdout, indent=2, sort_keys=True)
    print()


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator or not key:
        raise argparse.ArgumentTypeError(f"`{text}` is not KEY=VALUE")
    return key, value


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.cfn", description="Deploy CloudFormation templates to the emulator."
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--endpoint", required=True, metavar="URL")
    common.add_argument("--account", required=True, help="12 digits")
    common.add_argument("--region", default="us-east-1")
    common.add_argument("--stack", required=True, metavar="NAME")
    common.add_argument("--timeout", type=float, default=600, help="seconds (600)")
    templated = argparse.ArgumentParser(add_help=False)
    templated.add_argument("--template", required=True, metavar="FILE")
    templated.add_argument(
        "--parameter", action="append", default=[], type=_pair, metavar="KEY=VALUE"
    )
    templated.add_argument("--tag", action="append", default=[], type=_pair, metavar="KEY=VALUE")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text, parents in (
        ("deploy", "create or update a stack; print its outputs", [common, templated]),
        ("changeset", "print what deploying would change", [common, templated]),
        ("delete", "delete a stack", [common]),
        ("outputs", "print the outputs of a stack", [common]),
    ):
        commands.add_parser(name, help=text, description=text, parents=parents)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
