//! A secret decides about the resources of a component as its value does, or is refused because a name would show it.

use std::sync::Arc;

use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{
    Address, Checked, Constant, Given, Model, Problem, Severity, Specialised, check_inputs,
    missing, specialise_revealing,
};

/// All that is true or false in a case is secret at once, and each value is once, alone.
#[test]
fn secrets_decide_as_their_values_do() {
    let (mut tried, mut refused) = (0, 0);
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        for name in corpus.cases.keys() {
            let given = Given::inputs(&corpus.filled_case(name).unwrap());
            // Some are for other engines.
            if check_inputs(&model, &given, &PULUMI).has_errors() {
                continue;
            }
            let about = format!("{} {name}", corpus.name);
            let plain = addresses(&specialised(&model, &given).1.unwrap());
            let all = hidden(&given, &mut |value| matches!(value, Constant::Bool(_)));
            let found = specialised(&model, &all).1.unwrap();
            assert_eq!(addresses(&found), plain, "{about}, all conditions secret");
            let mut count = 0;
            hidden(&given, &mut |_| {
                count += 1;
                false
            });
            for which in 0..count {
                let (checked, found) = specialised(&model, &one(&given, which));
                let about = format!("{about}: {:?}", checked.secret);
                tried += 1;
                match found {
                    Ok(found) => assert_eq!(addresses(&found), plain, "{about}"),
                    Err(problems) => {
                        refused += 1;
                        let found = missing(&model, &checked.inputs, &checked.plaintexts);
                        let is_named = |path: &Arc<_>| found.names.contains(path);
                        assert!(checked.secret.iter().any(is_named), "{about}: {problems:?}");
                    }
                }
            }
        }
    }
    assert!(tried > 1_000 && refused > 10, "{refused} of {tried} inputs were refused");
    assert!(refused * 4 < tried, "{refused} of {tried} inputs were refused");
}

type Inputs = Vec<(Arc<str>, Given)>;

fn specialised(model: &Model, given: &Inputs) -> (Checked, Result<Specialised, Vec<Problem>>) {
    let checked = check_inputs(model, given, &PULUMI);
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors: Vec<_> = checked.problems.iter().filter(is_error).collect();
    assert!(errors.is_empty(), "{}: {:?}: {errors:?}", model.name, checked.secret);
    let found = specialise_revealing(model, &checked.inputs, &checked.plaintexts);
    (checked, found)
}

fn addresses(component: &Specialised) -> Vec<Address> {
    component.resources.iter().map(|resource| resource.address.clone()).collect()
}

/// The inputs with the `which`th value secret.
fn one(given: &Inputs, which: usize) -> Inputs {
    let mut seen = 0;
    hidden(given, &mut |_| {
        seen += 1;
        seen == which + 1
    })
}

/// The inputs with the values secret for which that is wanted.
fn hidden(given: &Inputs, is_wanted: &mut dyn FnMut(&Constant) -> bool) -> Inputs {
    let of = |(name, value): &(Arc<str>, Given)| (Arc::clone(name), within(value, is_wanted));
    given.iter().map(of).collect()
}

fn within(given: &Given, is_wanted: &mut dyn FnMut(&Constant) -> bool) -> Given {
    match given {
        Given::Plain(value) if !value.is_null() && is_wanted(value) => {
            Given::Open { known: Some(value.clone()), secret: true }
        }
        Given::List(items) => Given::List(items.iter().map(|it| within(it, is_wanted)).collect()),
        Given::Object(entries) => Given::Object(hidden(entries, is_wanted)),
        other => other.clone(),
    }
}
