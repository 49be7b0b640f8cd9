//! The corpus is complete: every input of a component and every field of one stands in a case, every pair of inputs that
//! interact stands in a case or in a set of bad inputs, as the table in the `README.md` of the component's corpus says,
//! and every rule that reads several inputs stands behind a row of that table.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use privatelink_components::find;
use privatelink_ir::expr::{Expr, Part};
use privatelink_ir::{Field, Model, Rule, Type};
use privatelink_tests::scratch::checkout;
use serde_json::Value;

/// Component and folder of its corpus.
const CORPORA: [(&str, &str); 2] = [
    ("PrivateLinkConsumer", "private_link_consumer"),
    ("PrivateLinkService", "private_link_service"),
];

/// Begins the part of the page with inputs that no case has, and why.
const IN_NO_CASE: &str = "## In no case";

/// One row of the table of interactions.
struct Row {
    inputs: Vec<String>,
    files: Vec<String>,
}

#[test]
fn every_input_is_in_a_case() {
    for (component, folder) in CORPORA {
        let cases: Vec<Value> = files(&corpus(folder).join("cases")).iter().map(read).collect();
        let (_, excused) = page(folder);
        let mut wanted = BTreeSet::new();
        collect(&find(component).unwrap().model().inputs, "", &mut wanted);
        let (missing, given): (Vec<&String>, Vec<&String>) =
            wanted.iter().partition(|input| !cases.iter().any(|case| sets(case, input)));
        let unexcused: Vec<_> = missing.iter().filter(|input| !excused.contains(**input)).collect();
        assert!(unexcused.is_empty(), "{component}: in no case: {unexcused:#?}");
        let stale: Vec<_> = given.iter().filter(|input| excused.contains(**input)).collect();
        assert!(stale.is_empty(), "{component}: in a case after all: {stale:#?}");
    }
}

#[test]
fn every_pair_that_interacts_is_in_a_file() {
    for (component, folder) in CORPORA {
        let mut known = BTreeSet::new();
        collect(&find(component).unwrap().model().inputs, "", &mut known);
        let (rows, _) = page(folder);
        assert!(!rows.is_empty(), "{component}: no table of interactions");
        let mut wrong = Vec::new();
        for row in rows {
            assert!(row.inputs.len() > 1, "{component}: one input alone: {:?}", row.inputs);
            assert!(!row.files.is_empty(), "{component}: no file for {:?}", row.inputs);
            for input in &row.inputs {
                assert!(known.contains(input), "{component}: no input `{input}`");
            }
            for file in row.files {
                let given = read(&corpus(folder).join(&file));
                let unset = row.inputs.iter().filter(|input| !sets(&given, input));
                wrong.extend(unset.map(|input| format!("`{file}` does not set `{input}`")));
            }
        }
        assert!(wrong.is_empty(), "{component}: {wrong:#?}");
    }
}

#[test]
fn every_rule_about_several_inputs_is_in_the_table() {
    let mut missing = BTreeSet::new();
    for (component, folder) in CORPORA {
        let model = find(component).unwrap().model();
        let (rows, _) = page(folder);
        for rule in model.rules.iter().filter(|rule| !rule.from_type) {
            let read = Reads::of(&model, rule);
            if read.several() && !rows.iter().any(|row| read.is_told_by(row)) {
                let inputs = Vec::from_iter(read.found).join(", ");
                missing.insert(format!("{component}: {}: {inputs}", rule.id));
            }
        }
    }
    assert!(missing.is_empty(), "rules in no row: {missing:#?}");
}

/// The inputs that an expression reads, by their paths.
struct Reads<'a> {
    model: &'a Model,
    /// What the loops around an expression walk: name and the paths of it.
    loops: Vec<(&'static str, BTreeSet<String>)>,
    found: BTreeSet<String>,
}

impl<'a> Reads<'a> {
    /// Those of a rule.
    fn of(model: &'a Model, rule: &'a Rule) -> Self {
        let mut reads = Self { model, loops: Vec::new(), found: BTreeSet::new() };
        for around in &rule.loops {
            reads.visit(&around.over);
            let over = reads.paths(&around.over);
            reads.loops.push((around.name, over));
        }
        reads.visit(&rule.must);
        reads
    }

    /// Whether there are two of which neither is a part of the other.
    fn several(&self) -> bool {
        let apart = |one: &str, other: &str| !is_in(one, other) && !is_in(other, one);
        self.found.iter().any(|one| self.found.iter().any(|other| apart(one, other)))
    }

    /// Whether these are among the inputs of a row, or parts of them, or the other way round.
    fn is_told_by(&self, row: &Row) -> bool {
        let is_read =
            |input: &String| self.found.iter().any(|path| is_in(path, input) || is_in(input, path));
        row.inputs.iter().all(is_read)
    }

    fn visit(&mut self, expr: &Expr) {
        let paths = self.paths(expr);
        if !paths.is_empty() {
            self.found.extend(paths);
            return;
        }
        match expr {
            Expr::Local(name) => self.local(name).into_iter().for_each(|value| self.visit(value)),
            Expr::Get(object, field) => match self.field(object, field) {
                Some(value) => self.visit(&value),
                None => self.visit(object),
            },
            Expr::For(inner) => {
                self.visit(&inner.over);
                self.loops.push((inner.name, self.paths(&inner.over)));
                for part in inner.condition.iter().chain(&inner.key).chain([&inner.value]) {
                    self.visit(part);
                }
                self.loops.pop();
            }
            _ => expr.children().into_iter().for_each(|part| self.visit(part)),
        }
    }

    /// Where in the inputs a value stands, if it stands there.
    fn paths(&self, expr: &Expr) -> BTreeSet<String> {
        match expr {
            Expr::Input(name) => BTreeSet::from([(**name).to_owned()]),
            Expr::Get(object, field) => {
                self.paths(object).iter().map(|path| format!("{path}.{field}")).collect()
            }
            Expr::Variable(name, Part::Value) => {
                let around = self.loops.iter().rev().find(|(around, _)| around == name);
                around.map(|(_, paths)| paths.clone()).unwrap_or_default()
            }
            _ => BTreeSet::new(),
        }
    }

    fn local(&self, name: &str) -> Option<&'a Expr> {
        self.model.locals.iter().find(|(local, _)| *local == name).map(|(_, value)| value)
    }

    /// A field of an object that the graph puts together.
    fn field(&self, object: &Expr, field: &str) -> Option<Expr> {
        match object {
            Expr::Local(name) => self.field(self.local(name)?, field),
            Expr::Get(outer, name) => self.field(&self.field(outer, name)?, field),
            Expr::Object(fields) => fields.get(field).cloned(),
            Expr::If(condition, then, otherwise) => {
                Some(condition.choose(then.get(field), otherwise.get(field)))
            }
            _ => None,
        }
    }
}

/// Whether a path is another one or leads to a part of it.
fn is_in(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn corpus(folder: &str) -> PathBuf {
    checkout().join("tests/corpus").join(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// JSON is YAML.
fn read(file: &PathBuf) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    serde_yaml_ng::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

/// The rows of the page, and the inputs that it excuses.
fn page(folder: &str) -> (Vec<Row>, BTreeSet<String>) {
    let text = fs::read_to_string(corpus(folder).join("README.md")).unwrap();
    let (table, excused) = text.split_once(IN_NO_CASE).unwrap_or((&text, ""));
    let cell = |line: &str, at: usize| line.split('|').nth(at).unwrap_or_default().to_owned();
    let rows = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
    };
    let interactions = rows(table)
        .iter()
        .map(|line| Row {
            inputs: between(&cell(line, 1), '`', '`'),
            files: between(&cell(line, 2), '(', ')'),
        })
        .collect();
    let excused = rows(excused).iter().flat_map(|line| between(&cell(line, 1), '`', '`')).collect();
    (interactions, excused)
}

/// Texts between two marks.
fn between(text: &str, open: char, close: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, inside)) = rest.split_once(open) {
        let Some((word, after)) = inside.split_once(close) else { break };
        found.push(word.to_owned());
        rest = after;
    }
    found
}

/// Paths of all inputs and of their fields; keys of maps and places in lists are left out.
fn collect(fields: &[Field], before: &str, found: &mut BTreeSet<String>) {
    for field in fields {
        let path = format!("{before}{}", field.name);
        inside(&field.ty, &path, found);
        found.insert(path);
    }
}

fn inside(ty: &Type, path: &str, found: &mut BTreeSet<String>) {
    match ty {
        Type::Object { fields, .. } => collect(fields, &format!("{path}."), found),
        Type::Map { element, .. } | Type::List { element, .. } => inside(element, path, found),
        _ => {}
    }
}

/// Whether the inputs say something at this path, under whatever keys of maps.
fn sets(given: &Value, path: &str) -> bool {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    given.get(name).is_some_and(|value| rest.is_empty() || within(value, rest))
}

fn within(value: &Value, path: &str) -> bool {
    match value {
        Value::Object(entries) => {
            sets(value, path) || entries.values().any(|entry| sets(entry, path))
        }
        Value::Array(items) => items.iter().any(|item| within(item, path)),
        _ => false,
    }
}
