"""``python -m awsemu``: see :mod:`awsemu.server`."""

from awsemu.server import main

if __name__ == "__main__":
    raise SystemExit(main())
