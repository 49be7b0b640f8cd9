//! What an SDK takes as an output of another resource, the provider can leave open.

use std::sync::Arc;

use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{
    Constant, Field, Given, Severity, Type, check_inputs, deciding, never_deciding, specialise,
};

/// Each such value of each case is unknown once, alone: the resources are planned as ever, and a change of its constraint only
/// concerns what nobody knows yet.
#[test]
fn inputs_that_never_decide_may_be_unknown() {
    let mut tried = 0;
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let free = never_deciding(&model);
        assert!(!free.is_empty(), "{}: every structural input decides", corpus.name);
        for name in corpus.cases.keys() {
            let given = Given::inputs(&corpus.filled_case(name).unwrap());
            // Some are for other engines.
            if check_inputs(&model, &given, &PULUMI).has_errors() {
                continue;
            }
            let mut count = 0;
            open_one(&model.inputs, &given, "", &free, usize::MAX, &mut count);
            for which in 0..count {
                let mut seen = 0;
                let open = open_one(&model.inputs, &given, "", &free, which, &mut seen);
                let checked = check_inputs(&model, &open, &PULUMI);
                let about = format!("{} {name}: {:?}", corpus.name, checked.undecided);
                let errors: Vec<_> =
                    checked.problems.iter().filter(|it| it.severity == Severity::Error).collect();
                assert!(errors.is_empty(), "{about}: {errors:?}");
                assert!(deciding(&model, &checked.inputs).is_empty(), "{about}");
                assert!(specialise(&model, &checked.inputs).is_ok(), "{about}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} inputs were tried");
}

type Inputs = Vec<(Arc<str>, Given)>;
type Free = std::collections::BTreeSet<Arc<str>>;

/// The inputs with the `which`th free one unknown; counts them all.
fn open_one(
    fields: &[Field],
    given: &Inputs,
    around: &str,
    free: &Free,
    which: usize,
    count: &mut usize,
) -> Inputs {
    let of = |(name, value): &(Arc<str>, Given)| {
        let path = format!("{around}{name}");
        let ty = fields.iter().find(|field| field.name == *name).map(|field| &field.ty);
        let value =
            ty.map_or_else(|| value.clone(), |ty| one(ty, value, &path, free, which, count));
        (Arc::clone(name), value)
    };
    given.iter().map(of).collect()
}

fn one(
    ty: &Type,
    value: &Given,
    path: &str,
    free: &Free,
    which: usize,
    count: &mut usize,
) -> Given {
    if matches!(value, Given::Plain(Constant::Null)) {
        return value.clone();
    }
    if free.contains(path) {
        *count += 1;
        if *count == which.saturating_add(1) {
            return Given::Open { known: None, secret: false };
        }
    }
    match (ty, value) {
        (Type::Object { fields, .. }, Given::Object(entries)) => {
            Given::Object(open_one(fields, entries, &format!("{path}."), free, which, count))
        }
        (Type::List { element, .. }, Given::List(items)) => {
            let path = format!("{path}[*]");
            let of = |item: &Given| one(element, item, &path, free, which, count);
            Given::List(items.iter().map(of).collect())
        }
        (Type::Map { element, .. }, Given::Object(entries)) => {
            let path = format!("{path}[*]");
            let of = |(key, item): &(Arc<str>, Given)| {
                (Arc::clone(key), one(element, item, &path, free, which, count))
            };
            Given::Object(entries.iter().map(of).collect())
        }
        _ => value.clone(),
    }
}
