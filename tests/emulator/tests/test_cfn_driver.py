"""``python -m awsemu.cfn`` as a user calls it."""

from __future__ import annotations

import json

from awsemu.cfn import main

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "Block"}}}
TEMPLATE = {
    "Parameters": {"Block": {"Type": "String", "Default": "10.0.0.0/16"}},
    "Resources": {"V": VPC},
    "Outputs": {"Block": {"Value": {"Fn::GetAtt": ["V", "CidrBlock"]}}},
}


def test_the_life_of_a_stack(endpoint: str, account: str, tmp_path, capsys) -> None:
    file = tmp_path / "template.json"
    file.write_text(json.dumps(TEMPLATE))
    where = ["--endpoint", endpoint, "--account", account, "--stack", "s"]
    given = ["--template", str(file)]

    assert main(["changeset", *where, *given]) == 2
    assert json.loads(capsys.readouterr().out)[0]["action"] == "Add"
    assert main(["outputs", *where]) == 1
    assert "stack s does not exist" in capsys.readouterr().err

    assert main(["deploy", *where, *given]) == 0
    assert json.loads(capsys.readouterr().out) == {"Block": "10.0.0.0/16"}
    assert main(["changeset", *where, *given]) == 0
    assert capsys.readouterr().out == "no changes\n"
    assert main(["deploy", *where, *given]) == 0
    capsys.readouterr()

    other = ["--parameter", "Block=10.1.0.0/16"]
    assert main(["changeset", *where, *given, *other]) == 2
    assert json.loads(capsys.readouterr().out)[0]["replacement"] == "True"
    assert main(["deploy", *where, *given, "--parameter", "Block=nonsense"]) == 1
    assert "UPDATE_FAILED" in capsys.readouterr().err
    assert main(["outputs", *where]) == 0
    assert json.loads(capsys.readouterr().out) == {"Block": "10.0.0.0/16"}
    assert main(["delete", *where]) == 0
    assert main(["delete", *where]) == 0


def test_a_refused_template_says_why(endpoint: str, account: str, tmp_path, capsys) -> None:
    file = tmp_path / "template.json"
    file.write_text(json.dumps({**TEMPLATE, "Resources": {"V": {"Type": "AWS::Nope::Nope"}}}))
    where = ["--endpoint", endpoint, "--account", account, "--stack", "s"]
    assert main(["deploy", *where, "--template", str(file)]) == 1
    assert "Unrecognized resource types: [AWS::Nope::Nope]" in capsys.readouterr().err


def test_a_large_template_goes_through_a_bucket(
    endpoint: str, account: str, aws, tmp_path, capsys
) -> None:
    file = tmp_path / "template.json"
    file.write_text(json.dumps({**TEMPLATE, "Metadata": {"text": "x" * 60_000}}))
    where = ["--endpoint", endpoint, "--account", account, "--stack", "s"]
    assert main(["deploy", *where, "--template", str(file)]) == 0
    assert aws("s3").list_buckets()["Buckets"] == []
