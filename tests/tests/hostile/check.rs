//! `privatelink check` answers whatever it is given on standard input.

use std::cell::RefCell;

use privatelink_cli::{Look, Streams, run_with};
use privatelink_corpus_reader::Corpus;
use serde_json::Value;

use crate::cases::{LARGEST, Source};
use crate::run::Run;
use crate::spelling;

/// Cases of each component.
const CASES: u64 = 2_000;

/// Messages on a terminal of few columns.
const TERMINAL: Look = Look { colour: true, unicode: true, width: Some(40) };

/// Who reads the answer.
#[derive(Clone, Copy)]
enum Reader {
    File,
    Terminal,
    Program,
}

/// Inputs as text, and who reads the answer.
struct Case {
    text: Vec<u8>,
    reader: Reader,
}

#[test]
fn whatever_is_checked_is_answered() {
    let mut failures = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let source = Source::of(&corpus);
        let said = Said::default();
        let run = Run {
            name: &format!("check-{}", corpus.name),
            cases: CASES,
            make: &|rng| {
                let tree = source.tree(rng);
                let mut text = spelling::text(rng, &tree);
                text.truncate(LARGEST);
                let reader = rng.choice([Reader::File, Reader::Terminal, Reader::Program]);
                Case { text, reader: reader.unwrap_or(Reader::File) }
            },
            size: &|case| case.text.len(),
            show: &|case| case.text.clone(),
            answer: &|case| said.answer(corpus.component.name, case),
            judge: &|case, code| said.judge(case, code),
        };
        failures.extend(run.all());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Room for what is said, so that this takes none of the memory that is measured.
const ROOM: usize = 64_000_000;

/// What is said about inputs.
struct Said {
    output: RefCell<Vec<u8>>,
    messages: RefCell<Vec<u8>>,
}

impl Default for Said {
    fn default() -> Self {
        let room = || RefCell::new(Vec::with_capacity(ROOM));
        Self { output: room(), messages: room() }
    }
}

impl Said {
    /// Checks inputs and returns the exit code.
    fn answer(&self, component: &str, case: &Case) -> u8 {
        let (mut output, mut messages) = (self.output.borrow_mut(), self.messages.borrow_mut());
        output.clear();
        messages.clear();
        let mut streams =
            Streams { input: &mut &*case.text, output: &mut *output, messages: &mut *messages };
        let check = ["privatelink", "check", component, "-"];
        match case.reader {
            Reader::File => run_with(check, &mut streams, Look::default()),
            Reader::Terminal => run_with(check, &mut streams, TERMINAL),
            Reader::Program => {
                let arguments = check.iter().chain(&["--output", "json"]);
                run_with(arguments, &mut streams, Look::default())
            }
        }
    }

    /// What is wrong with what was said last.
    fn judge(&self, case: &Case, code: u8) -> Result<(), String> {
        if code > 1 && std::str::from_utf8(&case.text).is_ok() {
            return Err(format!("exit code {code}"));
        }
        let no_text = |_| "what is said is no text".to_owned();
        let (output, messages) = (self.output.borrow(), self.messages.borrow());
        let output = std::str::from_utf8(&output).map_err(no_text)?;
        let messages = std::str::from_utf8(&messages).map_err(no_text)?;
        match case.reader {
            Reader::Program => {
                let document: Value =
                    serde_json::from_str(output).map_err(|why| why.to_string())?;
                let problems = document.get("problems").and_then(Value::as_array);
                match problems {
                    Some(problems) if code == 0 || !problems.is_empty() => Ok(()),
                    _ => Err("no problem is in the document".to_owned()),
                }
            }
            _ if code != 0 && messages.is_empty() => Err("nothing is said".to_owned()),
            // A terminal would obey them; colours are ours.
            Reader::File => match messages.chars().find(|it| it.is_control() && *it != '\n') {
                Some(control) => Err(format!("{control:?} is said")),
                None => Ok(()),
            },
            Reader::Terminal => Ok(()),
        }
    }
}
