//! Reads a file of inputs: JSON or YAML, told by its extension; `-` is standard input and takes both.

mod tree;

use crate::failure::Failure;
use camino::Utf8Path;
use privatelink_ir::{Path, Problem};
use serde_json::{Map, Value as Json};
use std::io::Read;
use tree::Read as Tree;

/// Editors find the JSON Schema of a file by this key; it is not an input.
const SCHEMA_KEY: &str = "$schema";

/// Brackets that may be open at one place. The time that the reader of YAML takes grows with the square of their number.
const OPEN_BRACKETS: usize = 1000;

/// The inputs in a file, by name.
pub(crate) fn read(path: &Utf8Path, stdin: &mut dyn Read) -> Result<Map<String, Json>, Failure> {
    let parsed = match path.extension() {
        _ if path == "-" => from_yaml(&text_of_stdin(stdin)?),
        Some("json") => from_json(&text_of(path)?),
        Some("yaml" | "yml") => from_yaml(&text_of(path)?),
        _ => {
            return Err(Failure::usage(
                format!("the form of `{path}` cannot be told by its name"),
                "name it `.json`, `.yaml` or `.yml`, or pass `-` and the file on standard input",
            ));
        }
    };
    let Tree { tree, repeated } =
        parsed.map_err(|error| refuse("input/syntax", format!("cannot be read: {error}"), path))?;
    if !repeated.is_empty() {
        return Err(Failure::Problems(repeated.iter().map(given_twice).collect()));
    }
    match tree {
        Json::Object(mut inputs) => {
            inputs.shift_remove(SCHEMA_KEY);
            Ok(inputs)
        }
        Json::Null => Ok(Map::new()),
        _ => Err(refuse("input/type", "does not hold inputs by name".to_owned(), path)),
    }
}

fn given_twice(path: &Path) -> Problem {
    let message = "is given more than once";
    Problem::error("input/given-twice", path.to_string(), message, "keep one of them")
}

fn from_json(text: &str) -> Result<Tree, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = tree::read(&mut reader).and_then(|read| reader.end().map(|()| read));
    read.map_err(|error| error.to_string())
}

/// Almost all JSON is YAML too. Two halves of one character, as `"\ud83d\ude00"`, are not.
fn from_yaml(text: &str) -> Result<Tree, String> {
    if text.trim_start().starts_with('{')
        && let Ok(read) = from_json(text)
    {
        return Ok(read);
    }
    if open_brackets(text) > OPEN_BRACKETS {
        return Err(format!("more than {OPEN_BRACKETS} brackets are open at one place"));
    }
    tree::read(serde_yaml_ng::Deserializer::from_str(text)).map_err(|error| error.to_string())
}

/// Most brackets that are open at one place, those in texts included.
fn open_brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = open.max(most);
    }
    most
}

fn text_of(path: &Utf8Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        Failure::usage(format!("cannot read `{path}`: {error}"), "name a file that can be read")
    })
}

fn text_of_stdin(stdin: &mut dyn Read) -> Result<String, Failure> {
    let mut text = String::new();
    stdin.read_to_string(&mut text).map_err(|error| {
        Failure::usage(format!("cannot read standard input: {error}"), "pass text in UTF-8")
    })?;
    Ok(text)
}

fn refuse(id: &str, message: String, path: &Utf8Path) -> Failure {
    let help = "write one entry per input, such as `name: payments`";
    let place = if path == "-" { "standard input" } else { path.as_str() };
    Failure::Problems(vec![Problem::error(id, place, message, help)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::time::{Duration, Instant};

    fn stdin(text: &str) -> Result<Map<String, Json>, Vec<String>> {
        read("-".into(), &mut text.as_bytes()).map_err(|failure| match failure {
            Failure::Problems(problems) => problems.iter().map(ToString::to_string).collect(),
            other => vec![format!("{other:?}")],
        })
    }

    /// What standard input with this text holds.
    fn taken(text: &str) -> Json {
        stdin(text).map(Json::Object).unwrap()
    }

    #[test]
    fn a_key_stands_once() {
        let wanted = Err(vec![
            "`tags[\"a b\"]` is given more than once; keep one of them".to_owned(),
            "`ports[1].x` is given more than once; keep one of them".to_owned(),
            "`name` is given more than once; keep one of them".to_owned(),
        ]);
        let json = r#"{ "name": 1, "tags": { "a b": 1, "a b": 2, "a b": 3 },
            "ports": [{ "x": 1 }, { "x": 1, "x": 1 }], "name": 2 }"#;
        assert_eq!(stdin(json), wanted);
        let yaml = "name: 1\ntags: { a b: 1, 'a b': 2, \"a b\": 3 }\n\
            ports:\n- x: 1\n- x: 1\n  x: 1\nname: 2\n";
        assert_eq!(stdin(yaml), wanted);
        assert_eq!(from_json(json).unwrap().repeated, from_yaml(yaml).unwrap().repeated);
    }

    #[test]
    fn both_forms_give_the_same_tree() {
        let tree = json!({ "a": [null, true, -1, 1.5, "x"], "b": { "c": {} }, "1": u64::MAX });
        assert_eq!(taken(&tree.to_string()), tree);
        let yaml = "$schema: x\na: [~, true, -1, 1.5, x]\nb:\n  c: {}\n1: 18446744073709551615\n";
        assert_eq!(taken(yaml), tree);
        assert_eq!(taken(""), json!({}));
        assert_eq!(taken("{ a: b, c: [d] }"), json!({ "a": "b", "c": ["d"] }));
        let twice = json!({ "base": { "a": 1 }, "other": { "a": 1 } });
        assert_eq!(taken("base: &x { a: 1 }\nother: *x"), twice);
    }

    #[test]
    fn json_on_standard_input_is_json() {
        assert_eq!(taken("\n {\"name\":\"\\ud83d\\ude00\"}"), json!({ "name": "\u{1f600}" }));
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_at_once() {
        let start = Instant::now();
        for part in ["[", "{a: ", "[{", "- ", "{\"a\":", "? "] {
            let problems = stdin(&format!("a: {}", part.repeat(50_000))).unwrap_err();
            assert!(problems.concat().contains("cannot be read"), "{part}: {problems:?}");
            assert!(stdin(&part.repeat(50_000)).is_err());
        }
        assert!(start.elapsed() < Duration::from_secs(10));
        assert!(stdin(&format!("a: [{}]", "[x],".repeat(2000))).is_ok());
    }
}
