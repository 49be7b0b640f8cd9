//! Reads a file of inputs: JSON or YAML, as its extension says; `-` is standard input and takes both.

mod json;
mod places;
mod scalar;
mod tree;
mod yaml;

use crate::failure::Failure;
use crate::report::{Finding, Findings, Source, Span};
use camino::Utf8Path;
use privatelink_ir::{Given, Model, Problem};
use serde_json::{Map, Value as Json};
use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;
use tree::{Content, Node, Repeated, Tree};

/// Editors find the JSON Schema of a file by this key; it is not an input.
const SCHEMA_KEY: &str = "$schema";

/// The inputs in a file, and where they stand.
#[derive(Debug)]
pub(crate) struct Inputs {
    source: Rc<Source>,
    root: Node,
}

/// Why a text cannot be read.
#[derive(Debug, PartialEq, Eq)]
struct Refusal {
    message: String,
    help: &'static str,
    span: Span,
    /// A bracket before it that may lack its counterpart.
    bracket: Option<Span>,
}

impl Refusal {
    fn syntax(message: impl Into<String>, help: &'static str, span: Span) -> Self {
        Self { message: message.into(), help, span, bracket: None }
    }
}

/// Reads the inputs in a file.
pub(crate) fn read(path: &Utf8Path, stdin: &mut dyn Read) -> Result<Inputs, Failure> {
    type Reader = fn(&str) -> Result<Tree, Refusal>;
    let (text, reader): (String, Reader) = match path.extension() {
        _ if path == "-" => (text_of_stdin(stdin)?, either),
        Some("json") => (text_of(path)?, json::read),
        Some("yaml" | "yml") => (text_of(path)?, yaml::read),
        _ => {
            return Err(Failure::usage(
                "file/form",
                format!("the name of `{path}` does not say whether it is YAML or JSON"),
                "name it `.json`, `.yaml` or `.yml`, or pass `-` and the file on standard input",
            ));
        }
    };
    let name = if path == "-" { "standard input" } else { path.as_str() };
    let read = reader(&text);
    let source = Rc::new(Source::new(name, text));
    let refuse = |findings| Failure::Problems(Findings::new(Some(Rc::clone(&source)), findings));
    let Tree { root, repeated } = read.map_err(|refusal| refuse(vec![unreadable(refusal)]))?;
    if !repeated.is_empty() {
        return Err(refuse(repeated.into_iter().map(given_twice).collect()));
    }
    let found = match &root.content {
        Content::Map(_) | Content::Null => return Ok(Inputs { source, root }),
        Content::List(_) => "a list",
        Content::Bool(_) | Content::Number(_) | Content::Text(_) => "a single value",
    };
    let help = "write one entry per input, such as `name: payments`";
    let message = format!("the inputs are {found}, but have to be entries by name");
    let problem = Problem::error("input/type", "", message, help);
    Err(refuse(vec![Finding::at(root.opening, problem)]))
}

fn unreadable(Refusal { message, help, span, bracket }: Refusal) -> Finding {
    let message = format!("the inputs cannot be read: {message}");
    let finding = Finding::at(span, Problem::error("input/syntax", "", message, help));
    match bracket {
        Some(bracket) => finding.after(bracket, "still open here"),
        None => finding,
    }
}

fn given_twice(Repeated { path, first, again }: Repeated) -> Finding {
    let message = "is given more than once";
    let problem =
        Problem::error("input/given-twice", path.to_string(), message, "keep one of them");
    Finding::at(again, problem).after(first, "first given here")
}

/// Almost all JSON is YAML too. Keys of more than 1024 letters are not.
fn either(text: &str) -> Result<Tree, Refusal> {
    if text.trim_start().starts_with('{')
        && let Ok(read) = json::read(text)
    {
        return Ok(read);
    }
    yaml::read(text)
}

impl Inputs {
    /// The inputs by name, as components take them.
    pub(crate) fn given(&self) -> Vec<(Arc<str>, Given)> {
        self.entries().map(|(name, value)| (name.into(), value.to_given())).collect()
    }

    /// The inputs by name.
    pub(crate) fn values(&self) -> Map<String, Json> {
        self.entries().map(|(name, value)| (name.to_owned(), value.to_json())).collect()
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries = match &self.root.content {
            Content::Map(entries) => Some(entries.iter()),
            _ => None,
        };
        let inputs = entries.into_iter().flatten().filter(|(name, _)| *name != SCHEMA_KEY);
        inputs.map(|(name, entry)| (name.as_str(), &entry.value))
    }

    /// Finds the place of each problem of a component with these inputs.
    pub(crate) fn locate(&self, problems: Vec<Problem>, model: &Model) -> Findings {
        let findings =
            problems.into_iter().map(|problem| match places::find(&self.root, &problem, model) {
                Some(span) => Finding::at(span, problem),
                None => Finding::nowhere(problem),
            });
        Findings::new(Some(Rc::clone(&self.source)), findings.collect())
    }
}

fn text_of(path: &Utf8Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read `{path}`: {error}");
        Failure::usage("file/unreadable", message, "name a file that can be read")
    })
}

fn text_of_stdin(stdin: &mut dyn Read) -> Result<String, Failure> {
    let mut text = String::new();
    stdin.read_to_string(&mut text).map_err(|error| {
        let message = format!("cannot read standard input: {error}");
        Failure::usage("file/unreadable", message, "pass text in UTF-8")
    })?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;
    use std::time::{Duration, Instant};

    fn stdin(text: &str) -> Result<Map<String, Json>, Vec<String>> {
        match read("-".into(), &mut text.as_bytes()) {
            Ok(inputs) => Ok(inputs.values()),
            Err(Failure::Problems(findings)) => Err(lines(text, findings.list())),
            Err(other) => Err(vec![format!("{other:?}")]),
        }
    }

    /// Each problem with the text that it is about.
    fn lines(text: &str, findings: &[Finding]) -> Vec<String> {
        let marked = |finding: &Finding| text[finding.span.clone().unwrap()].to_owned();
        findings.iter().map(|it| format!("{}: {}", marked(it), it.problem)).collect()
    }

    /// What standard input with this text has.
    fn taken(text: &str) -> Json {
        stdin(text).map(Json::Object).unwrap()
    }

    #[test]
    fn a_key_stands_once() {
        let json = r#"{ "name": 1, "tags": { "a b": 1, "a b": 2, "a b": 3 },
            "ports": [{ "x": 1 }, { "x": 1, "x": 1 }], "name": 2 }"#;
        let yaml = "name: 1\ntags: { a b: 1, 'a b': 2, \"a b\": 3 }\n\
            ports:\n- x: 1\n- x: 1\n  x: 1\nname: 2\n";
        let wanted = |keys: [&str; 3]| {
            let paths = ["tags[\"a b\"]", "ports[1].x", "name"];
            let lines = keys.iter().zip(paths).map(|(key, path)| {
                format!("{key}: `{path}` is given more than once; keep one of them")
            });
            Err(lines.collect())
        };
        assert_eq!(stdin(json), wanted(["\"a b\"", "\"x\"", "\"name\""]));
        assert_eq!(stdin(yaml), wanted(["'a b'", "x", "name"]));
        let again = yaml::read(yaml).unwrap().repeated;
        let first = again.iter().map(|repeated| &yaml[repeated.first.clone()]);
        assert_eq!(first.collect::<Vec<_>>(), ["a b", "x", "name"]);
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
        let keys = json!({ "": 1, "null": 2, "true": 3, "x": "y\nz" });
        assert_eq!(taken("? \n: 1\nnull: 2\ntrue: 3\nx: |\n  y\n  z"), keys);
        assert_eq!(taken("&k a: 1\nb: { *k : 2 }"), json!({ "a": 1, "b": { "a": 2 } }));
    }

    #[test]
    fn json_on_standard_input_is_json() {
        let smile = json!({ "name": "\u{1f600}" });
        assert_eq!(taken("\n {\"name\":\"\\ud83d\\ude00\"}"), smile);
        let long = "k".repeat(2000);
        assert_eq!(taken(&format!("{{\"{long}\": 1}}")), json!({ long: 1 }));
    }

    #[test]
    fn what_cannot_be_read_is_marked() {
        let refused = |text: &str| stdin(text).unwrap_err().join("\n");
        let yaml = "correct the YAML at this place";
        for (text, wanted) in [
            ("a: [1\n", "[: the inputs cannot be read: unclosed bracket '['; "),
            (
                "a: b: c",
                ":: the inputs cannot be read: mapping values are not allowed in this context; ",
            ),
            ("a: *b", "*: the inputs cannot be read: while parsing node, found unknown anchor; "),
        ] {
            assert!(refused(text).starts_with(wanted), "{}", refused(text));
            assert!(refused(text).ends_with(yaml), "{}", refused(text));
        }
        for (text, mark, what) in [
            ("a: 1\n--- \nb: 2", "---", "there is more than one document; "),
            ("a: !vault x", "!vault", "inputs have no tag `!vault`; remove the tag"),
            ("a: !vault [x]", "!vault", "inputs have no tag `!vault`; remove the tag"),
            ("a: !!int x", "x", "`x` is not a whole number, as its tag says; remove the tag"),
            ("a: .inf", ".inf", "`.inf` is a number without a value; "),
            ("a: 0x10000000000000000", "0x1", "`0x10000000000000000` is a number of more than"),
            ("[a]: 1", "[", "a key is not text; "),
            ("a: &x [*x]", "*x", "the alias is inside of what it stands for; "),
        ] {
            let found = refused(text);
            let (marked, message) = found.split_once(": the inputs cannot be read: ").unwrap();
            assert!(marked.starts_with(mark) || mark.starts_with(marked), "{found}");
            assert!(message.starts_with(what), "{found}");
        }
    }

    #[test]
    fn what_is_no_object_is_marked_where_it_begins() {
        let help = "write one entry per input, such as `name: payments`";
        for (text, marked, what) in
            [("[1]", "[", "a list"), ("- 1", "", "a list"), ("'x'", "'x'", "a single value")]
        {
            let line =
                format!("{marked}: the inputs are {what}, but have to be entries by name; {help}");
            assert_eq!(stdin(text), Err(vec![line]));
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_at_once() {
        let start = Instant::now();
        for part in ["[", "{a: ", "[{", "- ", "{\"a\":", "? "] {
            let problems = stdin(&format!("a: {}", part.repeat(50_000))).unwrap_err();
            assert!(problems.concat().contains("cannot be read"), "{part}: {problems:?}");
            assert!(stdin(&part.repeat(50_000)).is_err());
        }
        let json = format!("{{\"a\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
        let deep = "more than 128 lists and maps are inside each other";
        assert!(stdin(&json).unwrap_err().concat().contains(deep));
        assert!(stdin(&format!("a: [{}]", "[x],".repeat(2000))).is_ok());
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn aliases_repeat_only_so_much() {
        let more = |line: usize| {
            let last = line - 1;
            format!("a{line}: &a{line} [*a{last}, *a{last}, *a{last}]\n")
        };
        let text = |lines| format!("a0: &a0 [x]\n{}", (1..=lines).map(more).collect::<String>());
        assert!(stdin(&text(8)).is_ok());
        let many = stdin(&text(40)).unwrap_err().concat();
        assert!(many.contains("aliases repeat more than 100000 values"), "{many}");
        // Deep without being long.
        let more = |line: usize| format!("a{line}: &a{line} [*a{}]\n", line - 1);
        let text = (1..=200).map(more).collect::<String>();
        let deep = stdin(&format!("a0: &a0 [x]\n{text}")).unwrap_err().concat();
        assert!(deep.contains("more than 128 lists and maps are inside each other"), "{deep}");
    }

    /// Text that is almost YAML, and sometimes is.
    fn almost_yaml() -> impl Strategy<Value = String> {
        let words = "a b 1 ~ : - ? , [ ] { } ' \" | > # & &a *a *b ! !!str !x % %YAML --- ... \\ \\u00 \u{feff} \u{85}";
        let pieces: Vec<&str> = words
            .split(' ')
            .chain([" ", " ", "  ", "\n", "\n  ", "\n- ", ": ", "\t", "\r", "\r\n", "é"])
            .collect();
        let pieces = prop::sample::select(pieces);
        prop::collection::vec(pieces, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in almost_yaml()) {
            match yaml::read(&text) {
                Ok(Tree { root, .. }) => prop_assert!(text.get(root.span).is_some()),
                Err(Refusal { span, .. }) => prop_assert!(text.get(span).is_some()),
            }
            prop_assert_eq!(json::read(&text).is_ok(), serde_json::from_str::<Json>(&text).is_ok());
        }
    }
}
