"""The real Terraform with the real AWS provider: apply, no drift, no rest.

Run with ``pytest -m terraform``. They need ``terraform`` and the provider: from the internet, or from a
folder ``registry.terraform.io`` whose parent ``TERRAFORM_PROVIDERS`` names. A load balancer takes a
minute to create, whatever the server does; that is hard-coded in the provider.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from awsemu.inventory import raw, read

FOLDER = Path(__file__).parents[1] / "terraform"
CONFIGURATIONS = sorted(path.parent.name for path in FOLDER.glob("*/main.tf"))
MIRROR = """
provider_installation {{
  filesystem_mirror {{
    path = "{path}"
  }}
}}
"""

pytestmark = [
    pytest.mark.terraform,
    pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed"),
]


class Terraform:
    """A working folder with one configuration."""

    def __init__(self, folder: Path, name: str, endpoint: str, accounts: list[str]) -> None:
        self.folder = folder
        shutil.copytree(FOLDER / name, folder, dirs_exist_ok=True)
        shutil.copy(FOLDER / "providers.tf", folder)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("AWS_")},
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
            "TF_VAR_account": accounts[0],
            "TF_VAR_other_account": accounts[1],
        }
        mirror = os.environ.get("TERRAFORM_PROVIDERS")
        if mirror:
            file = folder / "cli.tfrc"
            file.write_text(MIRROR.format(path=mirror))
            self.environment["TF_CLI_CONFIG_FILE"] = str(file)
        self.run("init", "-no-color", "-input=false")

    def run(self, *arguments: str, expected: int = 0) -> None:
        result = subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == expected, result.stdout[-3000:] + result.stderr[-3000:]

    def apply(self, *options: str) -> None:
        """Apply, and find nothing left to change."""
        common = ("-no-color", "-input=false", "-parallelism=30", *options)
        self.run("apply", "-auto-approve", *common)
        self.run("plan", "-detailed-exitcode", *common)

    def destroy(self) -> None:
        common = ("-no-color", "-input=false", "-parallelism=30")
        self.run("destroy", "-auto-approve", *common)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_applies_without_drift_and_leaves_nothing(
    name: str, tmp_path: Path, endpoint: str, new_account
) -> None:
    accounts = [new_account(), new_account()]
    terraform = Terraform(tmp_path, name, endpoint, accounts)
    terraform.apply()
    if name == "updates":
        terraform.apply("-var=two=true")
    terraform.destroy()
    left = raw(read(endpoint, accounts, ["us-east-1", "ap-southeast-1", "eu-central-2"]))
    assert left == {}
