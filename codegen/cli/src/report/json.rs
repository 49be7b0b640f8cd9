//! Problems as programs read them: one JSON document.

use super::harmless::is_harmful;
use super::source::Place;
use super::{Findings, Source};
use camino::Utf8Path;
use privatelink_ir::{Problem, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// Goes up when a program that reads the document has to change.
const VERSION: u32 = 1;

/// What `--output json` writes. The order of the fields is the order in the document.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    file: Option<&'a str>,
    problems: Vec<Entry<'a>>,
    #[serde(flatten)]
    result: &'a Outcome,
}

/// What a command did, beside finding problems.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Outcome {
    /// How many resources there would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resources: Option<usize>,
    /// Files that were written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) files: Option<Vec<String>>,
    /// What a command works out, under the name of it.
    #[serde(flatten)]
    pub(crate) more: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    severity: &'static str,
    path: &'a str,
    message: &'a str,
    help: &'a str,
    place: Option<Place>,
}

impl<'a> Entry<'a> {
    fn new(problem: &'a Problem, place: Option<Place>) -> Self {
        let Problem { id, path, message, help, .. } = problem;
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        Self { id, severity, path, message, help, place }
    }
}

/// Writes the document.
pub(super) fn write(
    file: Option<&Utf8Path>,
    findings: &Findings,
    result: &Outcome,
    to: &mut dyn Write,
) -> io::Result<()> {
    let place = |span| findings.source.as_deref().map(|source: &Source| source.place(span));
    let entries = findings
        .list
        .iter()
        .map(|finding| Entry::new(&finding.problem, finding.span.as_ref().and_then(place)));
    let document = Document {
        version: VERSION,
        file: file.map(Utf8Path::as_str),
        problems: entries.collect(),
        result,
    };
    let text = serde_json::to_string_pretty(&document)?;
    writeln!(to, "{}", escaped(&text))
}

/// JSON in which texts have escapes for everything that a terminal would obey. Outside of texts, all of it is ASCII.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || !is_harmful(letter) {
            escaped.push(letter);
        } else {
            for half in letter.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{half:04x}"));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Finding;
    use serde_json::Value as Json;
    use std::rc::Rc;

    #[test]
    fn texts_have_escapes_for_what_terminals_obey() {
        let source = Rc::new(Source::new("", "\u{e4}\u{9b}x\r\ny".to_owned()));
        let problem = Problem::error("a/b", "\u{1f600}\u{e0001}", "\u{1b}\n", "\u{9b}\u{202e}");
        let findings = Findings::new(Some(source), vec![Finding::at(2..8, problem)]);
        let mut text = Vec::new();
        write(Some("f\u{7f}".into()), &findings, &Outcome::default(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.chars().all(|letter| letter == '\n' || !is_harmful(letter)), "{text}");
        let read: Json = serde_json::from_str(&text).unwrap();
        let place = serde_json::json!({
            "line": 1, "column": 2, "endLine": 2, "endColumn": 2, "offset": 2, "length": 6,
        });
        let wanted = serde_json::json!({
            "version": 1,
            "file": "f\u{7f}",
            "problems": [{
                "id": "a/b", "severity": "error", "path": "\u{1f600}\u{e0001}", "message": "\u{1b}\n",
                "help": "\u{9b}\u{202e}", "place": place,
            }],
        });
        assert_eq!(read, wanted);
        let order = |json: &Json| json.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(order(&read), order(&wanted));
        assert_eq!(order(&read["problems"][0]), order(&wanted["problems"][0]));
        assert_eq!(order(&read["problems"][0]["place"]), order(&place));
    }
}
