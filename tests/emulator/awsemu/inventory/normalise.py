"""Makes two readings of equal deployments equal.

Identifiers that AWS or an engine made up are replaced by a symbol: the kind of the resource and a label
that says what it is (its ``Name`` tag, or a word its reader gives). Where several resources share
both, they are told apart by everything they say, by who refers to them, over as many steps as it takes
(colour refinement of the graph of references), and by what is said beside a reference to them, such as
its weight; they are numbered in that order. So symbols do not
depend on the order of creation, on random ids, or on the engine; and because nothing but identifiers,
generated names and account numbers is replaced, every difference of a property stays a difference.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from awsemu.inventory.items import Facts, Item

Document = dict[str, list[Facts]]
"""Items by kind; sorted, and made of JSON values only."""

BRIDGE_TAG = "privatelink:bridge"
"""Tag of functions, roles and log groups that a template needs to call AWS, and nobody else has."""

GENERATED = "(generated)"
"""Stands for a name that an engine made up."""

GENERATED_NAMES = (
    # CloudFormation: stack, logical id and 12 or 13 upper-case letters and digits (S3: lower).
    re.compile(r".+-(?=[A-Z]*\d)[0-9A-Z]{12,13}"),
    re.compile(r".+-(?=[a-z]*\d)[0-9a-z]{12,13}"),
    # Terraform: a prefix and 26 digits, the last 8 of them hexadecimal.
    re.compile(r".*\d{18}[0-9a-f]{8}"),
    # Pulumi: the resource's name and 7 hexadecimal digits.
    re.compile(r".+-[0-9a-f]{7}"),
)
"""How the engines write names they make up."""

NAME_KEYS = {
    "AlarmName",
    "AutoScalingGroupName",
    "BucketName",
    "DashboardName",
    "FunctionName",
    "GroupName",
    "LaunchTemplateName",
    "LoadBalancerName",
    "QueueName",
    "RoleName",
    "TargetGroupName",
    "TopicName",
    "logGroupName",
}
"""Facts that hold a name which an engine may have made up."""

UNREAD = re.compile(r"\b[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}\b")
"""An identifier as EC2 makes them up. What was not read keeps its own; it decides no order."""

Replace = Callable[[str], str]


def raw(items: Iterable[Item]) -> Document:
    """Return the items as they were read, with identifiers, sorted."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for item in items:
        found[item.kind].append({"scope": item.scope, "ids": item.ids, **item.facts, **item.chance})
    return {kind: _sorted(found[kind]) for kind in sorted(found)}


def normalise(items: Iterable[Item], accounts: Iterable[str] = ()) -> Document:
    """Return the items with symbols instead of identifiers, sorted.

    `accounts` are replaced by their position, so that deployments in different accounts compare.
    What is tagged as part of a bridge is left out: it belongs to an engine, not to what was deployed.
    """
    graph = _Graph([item for item in items if not is_machinery(item)], list(accounts))
    found: dict[str, list[Facts]] = defaultdict(list)
    for index, item in enumerate(graph.items):
        facts = graph.facts(index, graph.symbols())
        entry = {"symbol": graph.symbols()[index], "scope": graph.plain(item.scope), **facts}
        found[item.kind].append(entry)
    return {kind: _sorted(found[kind]) for kind in sorted(found)}


def is_machinery(item: Item) -> bool:
    """Return whether the item is the function, role or log group of a bridge."""
    tags = item.facts.get("Tags")
    return isinstance(tags, dict) and BRIDGE_TAG in tags


def is_generated(name: str) -> bool:
    """Return whether an engine made the name up."""
    return any(pattern.fullmatch(name) for pattern in GENERATED_NAMES)


class _Graph:
    """Items and the references between them."""

    def __init__(self, items: list[Item], accounts: list[str]) -> None:
        self.items = items
        self._numbers = {account: f"account:{n}" for n, account in enumerate(accounts, 1)}
        self._account_pattern = _alternation(self._numbers)
        self._owners: dict[str, tuple[int, str]] = {}
        for index, item in enumerate(items):
            names = {value for value in _names(item.facts) if is_generated(value)}
            for identifier, part in {**dict.fromkeys(names, "name"), **item.ids}.items():
                self._owners.setdefault(identifier, (index, part))
        self._id_pattern = _alternation(self._owners)
        self._symbols: list[str] = []

    def plain(self, text: str) -> str:
        """Return text without account numbers."""
        if self._account_pattern is None:
            return text
        return self._account_pattern.sub(lambda match: self._numbers[match.group()], text)

    def facts(self, index: int, symbols: list[str]) -> Facts:
        """Return the facts of an item with references written by `symbols`."""

        def symbol_of(match: re.Match[str]) -> str:
            owner, part = self._owners[match.group()]
            if owner == index and part == "name":
                return GENERATED
            return f"<{symbols[owner]} {part}>"

        def replace(text: str) -> str:
            named = self._id_pattern.sub(symbol_of, text) if self._id_pattern else text
            return self.plain(named)

        facts: Facts = _mapped(self.items[index].facts, replace)
        return facts

    def symbols(self) -> list[str]:
        """Return the symbol of every item, no two alike."""
        if not self._symbols:
            bases = [self._base(item) for item in self.items]
            order = self._order(bases)
            counts, used = Counter(bases), Counter[str]()
            self._symbols = [""] * len(bases)
            for index in order:
                base = bases[index]
                used[base] += 1
                several = counts[base] > 1
                self._symbols[index] = f"{base}#{used[base]}" if several else base
        return self._symbols

    def _base(self, item: Item) -> str:
        tags = item.facts.get("Tags")
        name = tags.get("Name", "") if isinstance(tags, dict) else ""
        label = name or item.label
        label = self.plain(self._id_pattern.sub("", label) if self._id_pattern else label)
        return f"{item.kind}/{label}" if label else item.kind

    def _order(self, bases: list[str]) -> list[int]:
        """Return the items so that alike ones are in an order that only their meaning decides.

        First by what they say in readable terms, so that one changed property moves nothing else;
        then by their final colour.
        """
        everyone = range(len(bases))
        readable = [_meaning(self.facts(index, bases)) for index in everyone]
        colours = self._refine([_digest(bases[index] + readable[index]) for index in everyone])
        return sorted(everyone, key=lambda index: (readable[index], colours[index]))

    def _refine(self, colours: list[str]) -> list[str]:
        """Split equal colours by the colours around them until nothing splits any more."""
        incoming = self._incoming()
        while True:
            finer = []
            for index, colour in enumerate(colours):
                outgoing = _meaning(self.facts(index, colours))
                referrers = sorted(f"{part} {colours[other]}" for other, part in incoming[index])
                finer.append(_digest(colour + outgoing + _text(referrers)))
            if len(set(finer)) == len(set(colours)):
                finer = self._seen_by_others(finer, incoming)
                if len(set(finer)) == len(set(colours)):
                    return finer
            colours = finer

    def _seen_by_others(
        self, colours: list[str], incoming: dict[int, list[tuple[int, str]]]
    ) -> list[str]:
        """Split equal colours by what those who refer to an item say where they do.

        One listener refers to two equal target groups by the same path, but with a weight for each.
        """
        counts = Counter(colours)

        def seen(index: int) -> str:
            marked = [*colours]
            marked[index] = "this one"
            others = sorted({other for other, _ in incoming[index]})
            return _text(sorted(_meaning(self.facts(other, marked)) for other in others))

        return [
            _digest(colour + seen(index)) if counts[colour] > 1 else colour
            for index, colour in enumerate(colours)
        ]

    def _incoming(self) -> dict[int, list[tuple[int, str]]]:
        """Return for every item who refers to it, and by which path of its facts."""
        incoming: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for index, item in enumerate(self.items):
            for path, text in _strings(item.facts):
                for identifier in self._id_pattern.findall(text) if self._id_pattern else ():
                    owner, part = self._owners[identifier]
                    if owner != index:
                        incoming[owner].append((index, f"{path} {part}"))
        return incoming


def _alternation(identifiers: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the identifiers, longer ones first."""
    ordered = sorted(identifiers, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def _names(facts: Facts) -> set[str]:
    return {value for key, value in facts.items() if key in NAME_KEYS and isinstance(value, str)}


def _mapped(value: Any, replace: Replace) -> Any:
    """Return a value with every text replaced and every list sorted."""
    if isinstance(value, dict):
        pairs = {replace(key): _mapped(item, replace) for key, item in value.items()}
        return {key: pairs[key] for key in sorted(pairs)}
    if isinstance(value, list):
        return _sorted([_mapped(item, replace) for item in value])
    return replace(value) if isinstance(value, str) else value


def _strings(value: Any, path: str = "") -> Iterable[tuple[str, str]]:
    """Yield every text inside a value with the keys that lead to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, path)
    elif isinstance(value, str):
        yield path, value


def _sorted(values: list[Any]) -> list[Any]:
    return sorted(values, key=lambda value: (_meaning(value), _text(value)))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _meaning(value: Any) -> str:
    """Return the text without the identifiers of what was not read."""
    return UNREAD.sub("", _text(value))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
