"""Intrinsic functions, conditions, loops and rules, without a server."""

from __future__ import annotations

import pytest

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver
from awsemu.cloudformation.loops import expand
from awsemu.cloudformation.parameters import parameter_values, shown_values
from awsemu.cloudformation.references import creation_order, references
from awsemu.cloudformation.rules import check_rules
from awsemu.cloudformation.template import parse

CONTEXT = Context("111111111111", "us-east-1", "stack-id", "stack")
PSEUDO = {"AWS::Region": "us-east-1", "AWS::AccountId": "111111111111"}
CONDITIONS = {
    "Yes": {"Fn::Equals": ["a", "a"]},
    "No": {"Fn::Not": [{"Condition": "Yes"}]},
    "Both": {"Fn::And": [{"Condition": "Yes"}, {"Condition": "No"}]},
    "Any": {"Fn::Or": [{"Condition": "Yes"}, {"Condition": "No"}]},
}


def resolver(lookup=None, **sections) -> Resolver:
    template = {"Resources": {}, "Conditions": CONDITIONS, **sections}
    parameters = {"List": ["a", "b", "c"], "Text": "t", "Flag": "true"}
    return Resolver(template, parameters, PSEUDO, CONTEXT, lookup)


def find(name: str, attribute: str | None) -> str:
    return {None: f"{name}-id", "Cidr": "10.0.0.0/16"}[attribute]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"Ref": "Text"}, "t"),
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Ref": "Vpc"}, "Vpc-id"),
        ({"Fn::GetAtt": "Vpc.Cidr"}, "10.0.0.0/16"),
        ({"Fn::GetAtt": ["Vpc", "Cidr"]}, "10.0.0.0/16"),
        ({"Fn::Join": ["|", {"Ref": "List"}]}, "a|b|c"),
        ({"Fn::Join": ["", ["a", True, 1]]}, "atrue1"),
        ({"Fn::Select": ["1", {"Ref": "List"}]}, "b"),
        ({"Fn::Select": [1, {"Fn::Split": [".", "a.b"]}]}, "b"),
        (
            {"Fn::Sub": "${AWS::Region} ${Vpc} ${Vpc.Cidr} ${!x}"},
            "us-east-1 Vpc-id 10.0.0.0/16 ${x}",
        ),
        ({"Fn::Sub": ["${x}-${Text}", {"x": {"Ref": "Text"}}]}, "t-t"),
        ({"Fn::If": ["Yes", 1, 2]}, 1),
        ({"Fn::If": ["Both", 1, 2]}, 2),
        ({"Fn::If": ["Any", 1, 2]}, 1),
        ([1, {"Fn::If": ["No", 2, {"Ref": "AWS::NoValue"}]}], [1]),
        ({"a": {"Ref": "AWS::NoValue"}, "b": 1}, {"b": 1}),
        ({"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "Name"]}, "virginia"),
        ({"Fn::FindInMap": ["M", "nowhere", "Name", {"DefaultValue": "d"}]}, "d"),
        ({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
        ({"Fn::Cidr": ["2001:db8::/56", 1, 64]}, ["2001:db8::/64"]),
        ({"Fn::Length": {"Ref": "List"}}, 3),
        ({"Fn::ToJsonString": {"a": {"Ref": "Text"}}}, '{"a":"t"}'),
        ({"Fn::Base64": "x"}, "eA=="),
    ],
)
def test_a_function_has_its_value(expression, expected) -> None:
    mappings = {"M": {"us-east-1": {"Name": "virginia"}}}
    assert resolver(find, Mappings=mappings).value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ({"Fn::Nope": 1}, "function Fn::Nope is not supported"),
        ({"Fn::Select": [3, ["a"]]}, "nonexistent value at index 3"),
        ({"Fn::Join": ["", "text"]}, "requires a list"),
        ({"Fn::FindInMap": ["M", "a", "b"]}, "Unable to get mapping for M::a::b"),
        ({"Fn::Cidr": ["10.0.0.0/24", 2, 8]}, "can not make 2 blocks"),
        ({"Fn::If": ["Unknown", 1, 2]}, "unresolved condition dependency Unknown"),
        ({"Ref": "Vpc"}, "Vpc can not be used here"),
        ("{{resolve:ssm:name}}", "dynamic reference"),
    ],
)
def test_a_function_that_cannot_be_evaluated_says_why(expression, message) -> None:
    with pytest.raises(StackError, match=message):
        resolver(Mappings={"M": {}}).value(expression)


def test_short_forms_are_functions_and_dates_stay_text() -> None:
    template = parse("Version: 2010-09-09\nResources: {A: !GetAtt B.C.D, E: !Sub x, F: !Ref G}")
    assert template["Version"] == "2010-09-09"
    assert template["Resources"] == {
        "A": {"Fn::GetAtt": ["B", "C.D"]},
        "E": {"Fn::Sub": "x"},
        "F": {"Ref": "G"},
    }


@pytest.mark.parametrize("body", ["{", "a: [", "[]", "Resources: {}"])
def test_a_text_that_is_no_template_is_refused(body) -> None:
    with pytest.raises(StackError, match="Template format error"):
        parse(body)


def test_references_are_found_everywhere_and_order_follows_the_taken_branch() -> None:
    resources = {
        "A": {"DependsOn": "B"},
        "B": {"Properties": {"x": {"Fn::If": ["No", {"Ref": "A"}, {"Ref": "C"}]}}},
        "C": {"Properties": {"x": {"Fn::Sub": ["${D.Arn} ${local}", {"local": {"Ref": "E"}}]}}},
        "D": {},
        "E": {"Condition": "No"},
    }
    assert references(resources["C"]) == {"D", "E"}
    assert creation_order(resolver(Resources=resources)) == ["D", "C", "B", "A"]
    with pytest.raises(StackError, match="Circular dependency"):
        creation_order(resolver(Resources={"A": {"DependsOn": ["B"]}, "B": {"DependsOn": "A"}}))


def test_a_loop_is_written_out_with_both_spellings_of_its_variable() -> None:
    template = {
        "Transform": "AWS::LanguageExtensions",
        "Resources": {
            "Fn::ForEach::Names": [
                "N",
                ["10.0.0.1", "b"],
                {"R&{N}": {"P": "${N}", "Q": {"Ref": {"Fn::Sub": "Z${Text}"}}}},
            ]
        },
    }
    expanded = expand(template, resolver())["Resources"]
    assert expanded == {
        "R10001": {"P": "10.0.0.1", "Q": {"Ref": "Zt"}},
        "Rb": {"P": "b", "Q": {"Ref": "Zt"}},
    }
    with pytest.raises(StackError, match="needs Transform"):
        expand({"Resources": template["Resources"]}, resolver())


@pytest.mark.parametrize(
    ("spec", "given", "message"),
    [
        ({"AllowedValues": ["a", True]}, "b", "must be one of AllowedValues"),
        ({"AllowedPattern": "[a-z]+"}, "A", "must match pattern"),
        (
            {"AllowedPattern": "[a-z]+", "ConstraintDescription": "lower case"},
            "A",
            "Parameter P failed to satisfy constraint: lower case",
        ),
        ({"MinLength": 2}, "a", "at least 2 characters"),
        ({"MaxLength": "2"}, "abc", "at most 2 characters"),
        ({"Type": "Number"}, "x", "must be a number"),
        ({"Type": "Number", "MinValue": 2}, "1", "not less than 2"),
        ({"Type": "Number", "MaxValue": 2}, "3", "not greater than 2"),
        ({"Type": "CommaDelimitedList", "AllowedPattern": "[a-z]+"}, "a,B", "must match pattern"),
        ({}, None, "must have values"),
    ],
)
def test_a_parameter_that_breaks_a_constraint_is_refused(spec, given, message) -> None:
    values = {} if given is None else {"P": given}
    with pytest.raises(StackError, match=message):
        parameter_values({"Parameters": {"P": {"Type": "String", **spec}}}, values, CONTEXT)


def test_lists_are_split_and_secrets_are_hidden() -> None:
    template = {
        "Parameters": {
            "List": {"Type": "CommaDelimitedList", "Default": "a, b"},
            "Numbers": {"Type": "List<Number>", "Default": "1,2"},
            "Secret": {"Type": "String", "NoEcho": True},
        }
    }
    values = parameter_values(template, {"Secret": "s"}, CONTEXT)
    assert values == {"List": ["a", "b"], "Numbers": ["1", "2"], "Secret": "s"}
    shown = {row["ParameterKey"]: row["ParameterValue"] for row in shown_values(template, values)}
    assert shown == {"List": "a,b", "Numbers": "1,2", "Secret": "****"}
    with pytest.raises(StackError, match="do not exist in the template"):
        parameter_values(template, {"Other": "x"}, CONTEXT)


def test_rules_report_every_assertion_that_fails() -> None:
    def rule(assertion, condition=True) -> dict:
        described = {"Assert": assertion, "AssertDescription": "must hold"}
        return {"RuleCondition": condition, "Assertions": [described]}

    holding = {
        "A": rule({"Fn::Contains": [{"Ref": "List"}, "a"]}),
        "B": rule({"Fn::EachMemberIn": [["a", "b"], {"Ref": "List"}]}),
        "C": rule({"Fn::EachMemberEquals": [["t", "t"], {"Ref": "Text"}]}),
        "D": rule({"Fn::Not": [{"Fn::Equals": [{"Ref": "Text"}, ""]}]}),
        "E": rule({"Fn::Equals": ["a", "b"]}, {"Fn::Equals": [{"Ref": "Flag"}, "false"]}),
        "F": rule({"Fn::Or": [{"Fn::And": [False, True]}, {"Fn::Equals": [1, "1"]}]}),
    }
    check_rules({"Rules": holding}, resolver())
    failing = {"A": rule({"Fn::Contains": [{"Ref": "List"}, "z"]}), "B": rule(False)}
    with pytest.raises(StackError, match="Rule A: must hold; Rule B: must hold"):
        check_rules({"Rules": failing}, resolver())
    with pytest.raises(StackError, match="can not be used in a rule"):
        check_rules({"Rules": {"A": rule({"Condition": "Yes"})}}, resolver())
