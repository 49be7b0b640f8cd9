//! Trees as text, in the ways that people and programs write them, and texts that are none.

use std::fmt::Write;

use fastrand::Rng;
use serde_json::Value;

use crate::texts;

/// Most times that a part of a text is there again.
const AGAIN: usize = 3_000;

/// Parts that readers of JSON or YAML have trouble with.
const PARTS: [&str; 26] = [
    "\\ud800",
    "\\udc00\\ud800",
    "\\u0000",
    "\"\\x00\"",
    "\u{feff}",
    "&a [*a]",
    "*a",
    "<<: *a",
    "!!binary aGk=",
    "!<tag> x",
    "? [a, b]\n: c",
    "%YAML 9.9\n---\n",
    "---\n",
    "...\n",
    "|2-\n",
    ">+\n",
    "{",
    "[",
    "}",
    "]",
    "\"",
    "'",
    ",",
    ":",
    "\t",
    "#",
];

/// The text of some inputs.
pub(crate) fn text(rng: &mut Rng, tree: &Value) -> Vec<u8> {
    let mut text = match rng.u8(..8) {
        0..3 => tree.to_string(),
        3 => format!("{tree:#}"),
        4 => escaped(&tree.to_string()),
        // What YAML cannot say, it says in JSON.
        _ => serde_yaml_ng::to_string(tree).unwrap_or_else(|_| tree.to_string()),
    }
    .into_bytes();
    match rng.u8(..64) {
        0..10 => {
            for _ in 0..rng.usize(1..=4) {
                damage(rng, &mut text);
            }
        }
        10 => text = nested(rng),
        11 => text = aliased(rng),
        _ => {}
    }
    text
}

/// JSON in which every letter beyond ASCII is an escape, or two.
fn escaped(json: &str) -> String {
    let mut text = String::new();
    for letter in json.chars() {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            for half in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{half:04x}");
            }
        }
    }
    text
}

/// Changes a text without knowing what it says.
fn damage(rng: &mut Rng, text: &mut Vec<u8>) {
    let at = rng.usize(..=text.len());
    let end = (at + rng.usize(..64)).min(text.len());
    match rng.u8(..6) {
        0 => drop(text.drain(at..end)),
        1 => text.truncate(at),
        2 => {
            let part = text[at..end].repeat(rng.usize(1..=AGAIN).min(1_000_000 / (end - at + 1)));
            text.splice(at..at, part);
        }
        3 => text.insert(at, rng.u8(..)),
        4 => drop(text.splice(at..at, texts::any(rng).into_bytes())),
        _ => drop(text.splice(at..at, rng.choice(PARTS).unwrap_or_default().bytes())),
    }
}

/// Openings without end.
fn nested(rng: &mut Rng) -> Vec<u8> {
    let part = ["[", "{\"a\":", "{a: ", "- ", "? ", "[{", "a:\n ", "!!a ", "&a ", "\"\\ud800"];
    let part = rng.choice(part).unwrap_or_default();
    let start = rng.choice(["", "a: ", "{\"name\":", "subnets:\n  a: "]).unwrap_or_default();
    format!("{start}{}", part.repeat(rng.usize(1..=20_000))).into_bytes()
}

/// Lists of lists by their names: small to write, large to read.
fn aliased(rng: &mut Rng) -> Vec<u8> {
    let (levels, width) = (rng.usize(1..=12), rng.usize(1..=64));
    let mut text = "a0: &a0 x\n".to_owned();
    for level in 1..=levels {
        let inner = vec![format!("*a{}", level - 1); width].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{inner}]");
    }
    text.into_bytes()
}
