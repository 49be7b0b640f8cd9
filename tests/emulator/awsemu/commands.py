"""``python -m awsemu.commands``: run the other programs on request, without their start-up.

Starting Python and loading boto3 takes longer than most of what is asked for. Here it is done once: each
request runs in a process of its own, forked from one that has everything loaded.

A request is one line of JSON, ``{"module": "awsemu.cfn", "arguments": ["deploy", ...]}``; the answer is
``{"status": 0, "stdout": "...", "stderr": "..."}``. The first and only line on standard output is
``listening on 127.0.0.1:PORT``. The server ends when its standard input closes.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import select
import socketserver
import sys
import traceback

import boto3

from awsemu import call, certificate, cfn, clients
from awsemu.inventory import __main__ as inventory

HOST = "127.0.0.1"

PROGRAMS = {
    "awsemu.call": call.main,
    "awsemu.certificate": certificate.main,
    "awsemu.cfn": cfn.main,
    "awsemu.inventory": inventory.main,
}

WARM = (
    *("acm", "cloudformation", "cloudwatch", "ec2", "elbv2", "iam"),
    *("lambda", "logs", "ram", "route53", "s3", "sns"),
)
"""Services whose descriptions are read before the first request."""


class _Server(socketserver.ForkingMixIn, socketserver.TCPServer):
    """One process per request, as many at a time as are asked for."""

    max_children = 1_000
    request_queue_size = 128

    def service_actions(self) -> None:
        """Once in a while: end with standard input. No thread waits for it, because this process forks."""
        super().service_actions()
        readable, _, _ = select.select([sys.stdin], [], [], 0)
        if readable and not os.read(sys.stdin.fileno(), 1):
            raise SystemExit(0)


class _Request(socketserver.StreamRequestHandler):
    """One program, from its arguments to its exit code."""

    def handle(self) -> None:
        """Run it in this process, which is not needed for anything else."""
        request = json.loads(self.rfile.readline())
        stdout, stderr = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            status = _run(request["module"], request["arguments"])
        answer = {"status": status, "stdout": stdout.getvalue(), "stderr": stderr.getvalue()}
        self.wfile.write(json.dumps(answer).encode())


def main(arguments: list[str] | None = None) -> int:
    """Serve until standard input closes."""
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.commands", description="Run the other programs on request."
    )
    parser.parse_args(arguments)
    clients.shared = boto3.Session()
    warm = clients.Clients("http://127.0.0.1")
    for service in WARM:
        warm.get(service, "000000000000", "us-east-1")
    # A request's process is gone before it has garbage, and looking for it would copy what is shared.
    gc.freeze()
    gc.disable()
    with _Server((HOST, 0), _Request) as server:
        print(f"listening on {HOST}:{server.server_address[1]}", flush=True)
        server.serve_forever()
    return 0


def _run(module: str, arguments: list[str]) -> int:
    """Run a program to its end; what it dies of goes to standard error, as it would on its own."""
    try:
        return PROGRAMS[module](arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except Exception:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
