"""The server that runs the other programs."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1]
SECONDS = 60
"""Time for anything, on a busy machine."""

Run = Callable[..., dict[str, Any]]


def start() -> tuple[subprocess.Popen[str], tuple[str, int]]:
    """Start a server; return the process and where it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "awsemu.commands"],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    host, port = process.stdout.readline().strip().removeprefix("listening on ").split(":")
    return process, (host, int(port))


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Run a program by the server: its module and arguments in, its answer out."""
    process, address = start()

    def ask(module: str, *arguments: str) -> dict[str, Any]:
        request = json.dumps({"module": module, "arguments": arguments})
        with socket.create_connection(address, SECONDS) as connection:
            connection.sendall(request.encode() + b"\n")
            return json.loads(connection.makefile("rb").read())

    yield ask
    process.communicate(timeout=SECONDS)


def place(endpoint: str, account: str) -> list[str]:
    return ["--endpoint", endpoint, "--account", account]


def test_a_program_runs(run: Run, endpoint: str, account: str, aws) -> None:
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    wanted = json.dumps({"VpcIds": [vpc]})
    answer = run("awsemu.call", *place(endpoint, account), "ec2", "describe_vpcs", wanted)
    assert (answer["status"], answer["stderr"]) == (0, "")
    assert json.loads(answer["stdout"])["Vpcs"][0]["VpcId"] == vpc


def test_an_exit_code_is_that_of_the_program(run: Run, endpoint: str, account: str, aws) -> None:
    empty = ["awsemu.inventory", *place(endpoint, account), "--empty"]
    assert run(*empty)["status"] == 0
    aws("sns").create_topic(Name="left-behind")
    assert run(*empty)["status"] == 1
    # What a parser refuses, and a program that is none.
    assert run("awsemu.cfn", "deploy")["status"] == 2
    assert run("awsemu.nothing")["status"] == 1


def test_a_refusal_is_on_standard_error(run: Run, endpoint: str, account: str) -> None:
    missing = json.dumps({"VpcIds": ["vpc-0123456789abcdef0"]})
    answer = run("awsemu.call", *place(endpoint, account), "ec2", "describe_vpcs", missing)
    assert (answer["status"], answer["stdout"]) == (1, "")
    assert "InvalidVpcID.NotFound" in answer["stderr"]
    assert "the following arguments are required" in run("awsemu.cfn", "deploy")["stderr"]
    assert "KeyError: 'awsemu.nothing'" in run("awsemu.nothing")["stderr"]


class Held(HTTPServer):
    """An AWS that lets callers wait until it is released, and refuses them then."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusing)
        self.reached, self.released = threading.Event(), threading.Event()


class Refusing(BaseHTTPRequestHandler):
    """Its answer to every call."""

    server: Held

    def do_POST(self) -> None:
        self.server.reached.set()
        self.server.released.wait(SECONDS)
        error = b"<Error><Code>Held</Code><Message>long enough</Message></Error>"
        body = b"<Response><Errors>" + error + b"</Errors></Response>"
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def test_two_run_at_once(run: Run, endpoint: str, account: str) -> None:
    with Held() as held, ThreadPoolExecutor() as pool:
        pool.submit(held.serve_forever)
        address = f"http://127.0.0.1:{held.server_port}"
        first = pool.submit(
            run, "awsemu.call", *place(address, account), "ec2", "describe_vpcs", "{}"
        )
        assert held.reached.wait(SECONDS)
        second = run("awsemu.call", *place(endpoint, account), "ec2", "describe_vpcs", "{}")
        assert second["status"] == 0
        assert not first.done()
        held.released.set()
        answer = first.result(SECONDS)
        held.shutdown()
    assert answer["status"] == 1
    assert "long enough" in answer["stderr"]


def test_it_ends_with_standard_input() -> None:
    process, address = start()
    socket.create_connection(address, SECONDS).close()
    assert process.poll() is None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(SECONDS) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, SECONDS)
