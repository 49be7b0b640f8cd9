//! Every input of a component and every field of one stands in a case, every pair of inputs that interact in a case or in
//! a set of bad inputs, and every rule that reads several inputs behind a row of `interactions.toml`.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::engines::{CLOUDFORMATION, PULUMI};
use privatelink_corpus_reader::{Corpus, Interaction};
use privatelink_ir::{Field, Given, Model, Rule, Type, check_inputs};
use serde_json::Value;

use crate::reads::Reads;

#[test]
fn every_input_is_in_a_case() {
    let mut wrong = Vec::new();
    for corpus in Corpus::all().unwrap() {
        // A case that nobody deploys shows nothing.
        let deployed = corpus.cases.iter().filter(|(_, case)| !case.engines.is_empty());
        let cases: Vec<Value> = deployed.map(|(name, _)| corpus.case(name).unwrap()).collect();
        let is_set = |input: &str| cases.iter().any(|case| sets(case, input));
        for input in paths(&corpus.component.model()) {
            let name = &corpus.name;
            match (is_set(&input), corpus.in_no_case.contains_key(&input)) {
                (false, false) => wrong.push(format!("{name}: `{input}` is in no case")),
                (true, true) => wrong.push(format!("{name}: `{input}` is in a case after all")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_is_about_inputs_that_its_cases_set() {
    let mut wrong = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let known = paths(&corpus.component.model());
        assert!(!corpus.interactions.is_empty(), "{}: no interactions", corpus.name);
        for row in &corpus.interactions {
            let Interaction { inputs, cases, bad, .. } = row;
            let about = format!("{}: {}", corpus.name, inputs.join(" + "));
            if inputs.len() < 2 {
                wrong.push(format!("{about}: one input alone"));
            }
            if cases.is_empty() && bad.is_empty() {
                wrong.push(format!("{about}: in no file"));
            }
            let unknown = inputs.iter().filter(|input| !known.contains(*input));
            wrong.extend(unknown.map(|input| format!("{about}: there is no input `{input}`")));
            for name in cases {
                let file = corpus.case(name).unwrap();
                let unset = inputs.iter().filter(|input| !sets(&file, input));
                wrong
                    .extend(unset.map(|input| format!("{about}: `{name}` does not set `{input}`")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_set_of_a_row_breaks_a_rule_about_its_inputs() {
    let mut wrong = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let broken = Broken::by(&corpus, &model);
        for row in &corpus.interactions {
            for set in &row.bad {
                let rules = broken.rules(set);
                if !rules.iter().any(|rule| Reads::of(&model, rule).all(&row.inputs)) {
                    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
                    let inputs = row.inputs.join(" + ");
                    wrong.push(format!("{}: {inputs}: `{set}` breaks {ids:?}", corpus.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "no rule about the inputs of the row:\n{}", wrong.join("\n"));
}

/// Several rules may have one id: each is asked alone.
#[test]
fn every_rule_is_broken_by_a_set() {
    let mut unbroken = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let broken = Broken::by(&corpus, &model);
        let own = model.rules.iter().filter(|rule| !rule.from_type);
        let whole = own.filter(|rule| broken.sets(rule).is_empty());
        unbroken.extend(whole.map(|rule| format!("{}: {} {:?}", corpus.name, rule.id, rule.place)));
    }
    assert!(unbroken.is_empty(), "broken by no set:\n{}", unbroken.join("\n"));
}

#[test]
fn every_rule_about_several_inputs_is_behind_a_row_that_breaks_it() {
    let mut missing = BTreeSet::new();
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let broken = Broken::by(&corpus, &model);
        for rule in model.rules.iter().filter(|rule| !rule.from_type) {
            let read = Reads::of(&model, rule);
            let shown = |row: &Interaction| {
                read.all(&row.inputs) && row.bad.iter().any(|set| broken.has(set, rule))
            };
            if read.several() && !corpus.interactions.iter().any(shown) {
                let sets = broken.sets(rule);
                let inputs = Vec::from_iter(read.found).join(", ");
                missing.insert(format!("{}: {} {sets:?}: {inputs}", corpus.name, rule.id));
            }
        }
    }
    assert!(missing.is_empty(), "rules behind no row: {missing:#?}");
}

/// The rules that each set of bad inputs breaks, each asked alone: several have one id, and some say nothing beside others.
struct Broken<'a>(BTreeMap<String, Vec<&'a Rule>>);

impl<'a> Broken<'a> {
    fn by(corpus: &Corpus, model: &'a Model) -> Self {
        let sets =
            corpus.bad.keys().map(|name| (name, Given::inputs(&corpus.bad_set(name).unwrap())));
        let sets: Vec<_> = sets.collect();
        let mut broken: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
        let mut alone = model.clone();
        for rule in model.rules.iter().filter(|rule| !rule.from_type) {
            alone.rules = vec![rule.clone()];
            for (name, inputs) in &sets {
                // Some rules hold in templates only, some outside of them.
                let breaks = [&PULUMI, &CLOUDFORMATION].into_iter().any(|engine| {
                    let problems = check_inputs(&alone, inputs, engine).problems;
                    problems.iter().any(|problem| problem.id == rule.id)
                });
                if breaks {
                    broken.entry((*name).clone()).or_default().push(rule);
                }
            }
        }
        Self(broken)
    }

    fn rules(&self, set: &str) -> &[&'a Rule] {
        self.0.get(set).map_or(&[], Vec::as_slice)
    }

    fn has(&self, set: &str, rule: &Rule) -> bool {
        self.rules(set).iter().any(|broken| std::ptr::eq(*broken, rule))
    }

    fn sets(&self, rule: &Rule) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|set| self.has(set, rule)).collect()
    }
}

/// Paths of all inputs and of their fields; keys of maps and places in lists are left out.
fn paths(model: &Model) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(&model.inputs, "", &mut found);
    found
}

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
