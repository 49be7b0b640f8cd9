"""The command ``python -m awsemu``: bind a port, patch moto, say so, serve.

The first and only line on standard output is ``listening on 127.0.0.1:PORT``. It is printed when the
socket accepts connections, so nobody has to poll. The server ends on SIGTERM, SIGINT, or, with
``--exit-with-stdin``, when its standard input closes, which happens when the program that started it
dies in whatever way.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import threading
from typing import Any

from awsemu.settings import settings

HOST = "127.0.0.1"
"""The server is for the machine it runs on."""


def main(arguments: list[str] | None = None) -> int:
    """Run the server until it is told to end."""
    options = _parse(arguments)
    settings.fast, settings.strict, settings.log = options.fast, options.strict, options.log
    server = build(options.port, stock=options.stock, cfn=options.cfn)
    # What is loaded stays, and accounts are seldom garbage: looking for it ever again is what takes long.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: _end())
    if options.exit_with_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    print(f"listening on {HOST}:{server.port}", flush=True)
    server.serve_forever()
    return 0


def build(port: int, stock: bool = False, cfn: bool = True) -> Any:
    """Return a bound werkzeug server with all patches in place; `port` 0 takes a free one."""
    # Read by moto when it is imported: certificates are issued as soon as they are asked for.
    os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "0")
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    from awsemu import patches
    from awsemu.cbor import Cbor

    class QuietHandler(WSGIRequestHandler):
        """No access log: `--log` says more."""

        def log_request(self, *_: Any, **__: Any) -> None:
            """Write nothing."""

    patches.install(stock)
    if cfn and not stock:
        from awsemu import cloudformation

        cloudformation.register()
    application = Cbor(DomainDispatcherApplication(create_backend_app))
    server = make_server(HOST, port, application, threaded=True, request_handler=QuietHandler)
    settings.endpoint = f"http://{HOST}:{server.port}"
    os.environ["MOTO_PORT"] = str(server.port)
    return server


def _end_with_stdin() -> None:
    """Wait for the end of standard input, then end the process."""
    while sys.stdin.buffer.read(4096):
        pass
    _end()


def _end() -> None:
    """Leave at once: there is no state worth closing, and stacks may be running in threads."""
    sys.stdout.flush()
    os._exit(0)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m awsemu", description="A local AWS for tests of PrivateLink deployments."
    )
    parser.add_argument(
        "--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one (default)"
    )
    parser.add_argument(
        "--fast", action="store_true", help="leave out answers that make clients wait"
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse what AWS refuses and moto lets pass"
    )
    parser.add_argument(
        "--cfn", action="store_true", help="serve CloudFormation from awsemu's own engine"
    )
    parser.add_argument("--log", metavar="FILE", help="append one line per API call to FILE")
    parser.add_argument(
        "--stock", action="store_true", help="stock moto with the log, to see what it answers"
    )
    parser.add_argument(
        "--exit-with-stdin",
        action="store_true",
        help="end when standard input closes, so as never to be orphaned",
    )
    return parser.parse_args(arguments)
