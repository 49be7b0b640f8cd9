"""The state of AWS accounts as one JSON document, for comparing what engines leave behind.

`read` asks the AWS API, and nothing else, for everything in an account and Region: neither the state of
an engine nor the insides of the emulator. `normalise` replaces what AWS and engines generate, so that
two deployments of the same thing are equal documents and every other difference shows.
"""

from __future__ import annotations

from awsemu.inventory.normalise import normalise, raw
from awsemu.inventory.readers import read

__all__ = ["normalise", "raw", "read"]
