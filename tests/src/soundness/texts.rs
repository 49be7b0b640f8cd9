//! Words that cases are made of. Some are awkward on purpose: engines quote, escape, sort and convert texts.

/// Names of inputs; the last ones are words that an engine keeps for itself.
pub(super) const INPUTS: [&str; 8] =
    ["alpha", "beta", "gammaRay", "delta2", "vpcId", "omega", "count", "version"];

/// Names of fields of objects.
pub(super) const FIELDS: [&str; 6] = ["name", "port", "subnetId", "tags", "kind2", "isOpen"];

/// Names of loops; some are those of variables that a lowering may want for itself.
pub(super) const LOOPS: [&str; 9] =
    ["item", "item_key", "part", "range", "other", "twice", "text", "key", "value"];

/// Names of named values.
pub(super) const LOCALS: [&str; 4] = ["first", "secondOne", "table", "range"];

/// Labels of nodes.
pub(super) const LABELS: [&str; 4] = ["group", "rule", "item", "topic"];

/// Keys of maps.
pub(super) const KEYS: [&str; 9] =
    ["a", "b", "c", "vpcId", "vpc_id", "x-1", "${y}", "10.0.0.0/8", "Zone"];

/// Texts.
pub(super) const TEXTS: [&str; 26] = [
    "",
    "a",
    "b",
    "abc",
    "a-b",
    "c",
    "-",
    "vpcId",
    "true",
    "1",
    "1.50",
    "null",
    "${a}",
    "%{ if }",
    "$",
    "%",
    "$${",
    "\"\\",
    "two\nlines\t",
    "<&>",
    "é",
    "{\"a\":1}",
    "[\"b\"]",
    "10.0.0.0/8",
    "10.0.0.5/8",
    "2001:DB8::1/32",
];

/// Ranges of addresses, and what only looks like one.
pub(super) const RANGES: [&str; 12] = [
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.1.2.3/24",
    "10.1.2.0/24",
    "192.168.0.0/16",
    "0.0.0.0/0",
    "::/0",
    "2001:db8::/32",
    "2001:db8:0:1::/64",
    "10.0.0.0",
    "10.0.0.0/33",
    "team-a",
];

/// Regular expressions.
pub(super) const FORMS: [&str; 6] = ["^[a-z]+$", "^$", "a", "^(a|b)", "^[0-9]+\\.[0-9]+", "\\$\\{"];

/// Separators and beginnings.
pub(super) const SEPARATORS: [&str; 5] = ["-", "/", "a", "${", "10."];

/// Numbers, whole ones first.
pub(super) const NUMBERS: [f64; 12] =
    [0.0, 1.0, 2.0, 3.0, -1.0, -7.0, 8.0, 443.0, 65_535.0, 0.5, -2.25, 1.1];

/// How many of [`NUMBERS`] are whole.
pub(super) const WHOLE: usize = 9;
