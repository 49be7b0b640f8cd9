//! Prints a template as YAML the way people write it: block style, short intrinsics (`!Ref`, `!GetAtt`, `!Sub`, `!If`).
//!
//! A JSON tree in, text out. Text is left unquoted only where every YAML 1.1 and 1.2 reader takes it for text, so the
//! result reads back as the same tree; YAML's own words (`on`, `no`, `2010-09-09`) are quoted.

use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// Intrinsics with a short form. `Condition` has one too, but is also the name of a property.
const SHORT: [(&str, &str); 11] = [
    ("Ref", "!Ref"),
    ("Fn::GetAtt", "!GetAtt"),
    ("Fn::Sub", "!Sub"),
    ("Fn::If", "!If"),
    ("Fn::Join", "!Join"),
    ("Fn::Equals", "!Equals"),
    ("Fn::And", "!And"),
    ("Fn::Or", "!Or"),
    ("Fn::Not", "!Not"),
    ("Fn::Select", "!Select"),
    ("Fn::Split", "!Split"),
];

/// Words that some reader takes for something else than text.
const RESERVED: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// The tree as YAML.
pub(super) fn print(tree: &Json) -> String {
    let mut out = String::new();
    match tree {
        Json::Object(entries) if !entries.is_empty() => mapping(&mut out, entries, 0, false),
        other => value(&mut out, other, 0),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Entries, one a line; the first stands where the text is when it is `inline`.
fn mapping(out: &mut String, entries: &Map<String, Json>, indent: usize, inline: bool) {
    for (position, (key, entry)) in entries.iter().enumerate() {
        if position > 0 || !inline {
            pad(out, indent);
        }
        out.push_str(&scalar(key));
        out.push(':');
        value(out, entry, indent);
    }
}

fn sequence(out: &mut String, items: &[Json], indent: usize) {
    for item in items {
        pad(out, indent);
        out.push('-');
        match item {
            Json::Object(entries) if !entries.is_empty() && short(item).is_none() => {
                out.push(' ');
                mapping(out, entries, indent + 1, true);
            }
            other => value(out, other, indent),
        }
    }
}

/// What follows a colon, a dash or a tag; ends the line.
fn value(out: &mut String, tree: &Json, indent: usize) {
    if let Some((tag, argument)) = short(tree) {
        let _ = write!(out, " {tag}");
        return match attribute_path(tag, argument) {
            Some(path) => value(out, &Json::String(path), indent),
            None => value(out, argument, indent),
        };
    }
    match tree {
        Json::Object(entries) if !entries.is_empty() => {
            out.push('\n');
            mapping(out, entries, indent + 1, false);
        }
        Json::Array(items) if !items.is_empty() => {
            out.push('\n');
            sequence(out, items, indent + 1);
        }
        Json::String(text) if is_block(text) => block(out, text, indent + 1),
        Json::String(text) => {
            let _ = writeln!(out, " {}", scalar(text));
        }
        other => {
            let _ = writeln!(out, " {other}");
        }
    }
}

/// Tag and argument, if the tree is an intrinsic with a short form.
fn short(tree: &Json) -> Option<(&'static str, &Json)> {
    let entries = tree.as_object().filter(|entries| entries.len() == 1)?;
    let (name, argument) = entries.iter().next()?;
    // One short form must not directly hold another: `!Not !Equals` is not YAML.
    if short_is_nested(argument) {
        return None;
    }
    SHORT.iter().find(|(long, _)| long == name).map(|(_, tag)| (*tag, argument))
}

fn short_is_nested(argument: &Json) -> bool {
    argument.as_object().is_some_and(|entries| {
        entries.len() == 1 && entries.keys().all(|name| SHORT.iter().any(|(long, _)| long == name))
    })
}

/// `!GetAtt` takes its two parts as one text.
fn attribute_path(tag: &str, argument: &Json) -> Option<String> {
    match argument.as_array().map(Vec::as_slice) {
        Some([Json::String(resource), Json::String(attribute)]) if tag == "!GetAtt" => {
            Some(format!("{resource}.{attribute}"))
        }
        _ => None,
    }
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n("  ", indent));
}

/// Lines as they are, such as those of code.
fn block(out: &mut String, text: &str, indent: usize) {
    out.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
    for line in text.lines() {
        if !line.is_empty() {
            pad(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether text has several lines that every reader gives back as they are.
fn is_block(text: &str) -> bool {
    text.trim_end_matches('\n').contains('\n')
        && !text.ends_with("\n\n")
        && !text.starts_with([' ', '\n'])
        && text.chars().all(|letter| letter == '\n' || letter == ' ' || letter.is_ascii_graphic())
}

/// Text, quoted unless it is text in every reader's eyes.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    // Between single quotes, double ones need no escape.
    if text.contains('"') && text.chars().all(|letter| letter == ' ' || letter.is_ascii_graphic()) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::new();
    // A JSON string is a YAML string, but for line ends and marks that only YAML knows.
    for letter in Json::from(text).to_string().chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            other => quoted.push(other),
        }
    }
    quoted
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$')
        && text.chars().all(|letter| (letter.is_ascii_graphic() || letter == ' ') && letter != '#')
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{print, scalar};
    use serde_json::json;

    #[test]
    fn intrinsics_are_short() {
        let tree = json!({
            "A": { "Ref": "Vpc" },
            "B": [{ "Fn::GetAtt": ["Group", "GroupId"] }, { "Key": "Name", "Value": "api" }],
            "C": { "Fn::If": ["IsOn", "on", { "Fn::Sub": "${A}.b" }] },
            "D": [],
            "E": 443,
        });
        let text = "A: !Ref Vpc\nB:\n  - !GetAtt Group.GroupId\n  - Key: Name\n    Value: api\nC: !If\n  - IsOn\n  - \"on\"\n  - !Sub ${A}.b\nD: []\nE: 443\n";
        assert_eq!(print(&tree), text);
    }

    #[test]
    fn lines_stand_in_a_block() {
        let tree =
            json!({ "Code": { "ZipFile": "import x\n\ndef f():\n    pass\n" }, "End": "a\nb" });
        let text =
            "Code:\n  ZipFile: |\n    import x\n\n    def f():\n        pass\nEnd: |-\n  a\n  b\n";
        assert_eq!(print(&tree), text);
        for text in [" a\nb", "\na\nb", "a\nb\n\n", "a\tb\nc", "é\nb"] {
            assert!(print(&json!({ "A": text })).starts_with("A: \""), "{text:?}");
        }
    }

    #[test]
    fn what_could_be_something_else_is_quoted() {
        for text in [
            "",
            "on",
            "No",
            "2010-09-09",
            "012",
            "a: b",
            "a #b",
            "a:",
            "-a",
            "*",
            " a",
            "a\nb",
            "é",
        ] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        assert_eq!(scalar("{\"a\": 'b'}"), "'{\"a\": ''b''}'");
        for text in ["use1-az1", "arn:aws:iam::1:root", "$x", "One, two"] {
            assert_eq!(scalar(text), text);
        }
    }
}
