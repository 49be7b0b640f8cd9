//! Components made up at random hold what the check of a component promises.
//!
//! The seeds are always the same, so that nobody's change makes another one's test fail. A failure names its seed:
//! `PRIVATELINK_SEED` begins there again, and `PRIVATELINK_CASES` says how many cases to try.
//!
//! There are 100,000 cases, beginning where nobody was before, with
//! `PRIVATELINK_THOROUGH=1 cargo test --profile hostile -p privatelink-tests --test soundness`; only there, because
//! without optimisation they would take an hour.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it tried"
)]

use std::collections::BTreeMap;
use std::env;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use privatelink_ir::{Expr, Function};
use privatelink_tests::soundness::{Case, Settings, broken, cases, first_seed, smallest};

/// Cases that always run, and in a thorough run.
const CASES: [u64; 2] = [2_000, 100_000];

/// Most cases that are tried to make a failing one smaller.
const TRIES: usize = 20_000;

const SETTINGS: Settings = Settings { graph: true, depth: 6, outputs: 6 };

#[test]
fn what_the_check_accepts_is_sound() {
    let is_thorough = env::var_os("PRIVATELINK_THOROUGH").is_some() && !cfg!(debug_assertions);
    let count = cases(if is_thorough { CASES[1] } else { CASES[0] });
    let first = first_seed(is_thorough.then_some(count));
    eprintln!("{count} cases from seed {first}");
    let next = AtomicU64::new(first);
    let search = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + count {
                return None;
            }
            if broken(&Case::new(seed, SETTINGS)).is_some() {
                next.store(first + count, Ordering::Relaxed);
                return Some(seed);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let found: Option<u64> = thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|_| scope.spawn(search)).collect();
        started.into_iter().filter_map(|thread| thread.join().ok().flatten()).min()
    });
    if let Some(seed) = found {
        let (case, why) = smallest(Case::new(seed, SETTINGS), TRIES, &broken);
        panic!("seed {seed}: {why}\n{case}");
    }
}

/// How often a form or a function has to stand in what the check accepts.
const OFTEN: usize = 20;

#[test]
fn cases_have_all_forms_and_all_functions() {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let (mut parts, mut refused) = (0, 0);
    for seed in 0..500 {
        let case = Case::new(seed, SETTINGS);
        let model = &case.model;
        refused += case.refused;
        parts += model.locals.len() + model.nodes.len() + model.outputs.len();
        let rules = model.rules.iter().map(|rule| &rule.must);
        for expr in model.expressions().chain(rules) {
            expr.walk(&mut |part| *times.entry(name(part)).or_default() += 1);
        }
    }
    eprintln!("{parts} parts accepted, {refused} refused: {times:?}");
    let forms = [
        "literal",
        "input",
        "local",
        "get",
        "variable",
        "attribute",
        "instance",
        "instances",
        "fact",
        "list",
        "object",
        "if",
        "for list",
        "for map",
    ];
    let functions = Function::ALL.map(|function| function.signature().name);
    for wanted in forms.iter().chain(&functions) {
        let times = times.get(*wanted).copied().unwrap_or_default();
        assert!(times >= OFTEN, "`{wanted}` stands in {times} places");
    }
}

fn name(expr: &Expr) -> String {
    match expr {
        Expr::Literal(_) => "literal",
        Expr::Input(_) => "input",
        Expr::Local(_) => "local",
        Expr::Hole(_) => "hole",
        Expr::Get(..) => "get",
        Expr::Variable(..) => "variable",
        Expr::Attribute { key: None, .. } => "attribute",
        Expr::Attribute { key: Some(_), .. } => "instance",
        Expr::Instances { .. } => "instances",
        Expr::Fact(..) => "fact",
        Expr::List(_) => "list",
        Expr::Object(_) => "object",
        Expr::If(..) => "if",
        Expr::For(inner) if inner.key.is_some() => "for map",
        Expr::For(_) => "for list",
        Expr::Call(function, _) => function.signature().name,
    }
    .to_owned()
}
