//! Finds the rules that the inputs break.

use super::checked::Checked;
use crate::component::Model;
use crate::constant::Constant;
use crate::engine::Engine;
use crate::expr::{Expr, Half, Path};
use crate::function::Function;
use crate::problem::{Problem, Severity};
use crate::reduce::{Elements, Scope};
use crate::rule::{Loop, Place, Rule};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

type Inputs = BTreeMap<Arc<str>, Expr>;

/// What is known where a rule stands.
struct Here<'a> {
    /// Inputs as far as they are known.
    known: Scope<'a>,
    /// As they may be shown; none if that is the same.
    shown: Option<Scope<'a>>,
    /// As they flow; none if nobody asks.
    flow: Option<Scope<'a>>,
}

impl<'a> Here<'a> {
    /// Outside of all loops. `trees` are the inputs as they flow, as far as they are known, and as they may be shown.
    fn outside(model: &'a Model, [flow, known, shown]: [&'a Inputs; 3], engine: &Engine) -> Self {
        let of = |tree| Scope::of_inputs(model, tree);
        Self {
            known: of(known),
            shown: (shown != known).then(|| of(shown)),
            flow: engine.leaves_open.then(|| of(flow)),
        }
    }

    /// What may be shown.
    fn shown(&self) -> &Scope<'a> {
        self.shown.as_ref().unwrap_or(&self.known)
    }

    /// Visits each place that the loops lead to. There is none if what is walked is not known. Where it is not to be shown,
    /// nothing is said of which place it is.
    fn each_place(&self, loops: &[Loop], visit: &mut dyn FnMut(&Self)) {
        let Some((Loop { name, over }, rest)) = loops.split_first() else { return visit(self) };
        let Ok(known) = self.known.elements(over) else { return };
        let shown = self.shown.as_ref().map(|scope| scope.elements(over));
        // A secret that chooses elements must not have others shown in their place.
        let is_same = |shown: &Elements| keys(shown).eq(keys(&known));
        let shown =
            shown.map(|shown| shown.ok().filter(is_same).unwrap_or_else(|| unseen(known.len())));
        // A collection that flows as a whole shows its elements only as far as they are known.
        let flow = self.flow.as_ref().map(|scope| scope.elements(over));
        let flow = flow.map(|elements| elements.unwrap_or_else(|_| known.clone()));
        let count = |of: &Option<Elements>| of.as_ref().map_or(known.len(), |all| all.len());
        let at = |scope: &Option<Scope<'a>>, elements: &Option<Elements>, position: usize| {
            let (key, value) = elements.as_ref()?.get(position)?;
            Some(scope.as_ref()?.with(name, key.clone(), value.clone()))
        };
        let places = known.iter().enumerate().take(count(&shown).min(count(&flow)));
        for (position, (key, value)) in places {
            let inside = Self {
                known: self.known.with(name, key.clone(), value.clone()),
                shown: at(&self.shown, &shown, position),
                flow: at(&self.flow, &flow, position),
            };
            inside.each_place(rest, visit);
        }
    }
}

fn keys(elements: &Elements) -> impl Iterator<Item = &Expr> {
    elements.iter().map(|(key, _)| key)
}

/// Elements of a secret collection, as they may be shown.
fn unseen(count: usize) -> Elements {
    let nothing = || Expr::Hole(Arc::new(Path::default()));
    (0..count).map(|_| (nothing(), nothing())).collect()
}

/// Adds a problem for each broken rule, and if the engine leaves values open, the rules that an open input decides.
///
/// `trees` are the inputs as they flow, as far as they are known, and as they may be shown.
pub(super) fn find(model: &Model, trees: [&Inputs; 3], engine: &Engine, to: &mut Checked) {
    let rules: Vec<Cow<'_, Rule>> = model.rules.iter().filter_map(|rule| rule.on(engine)).collect();
    let (of_types, own): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().map(|rule| &**rule).partition(|rule| rule.from_type);
    let here = Here::outside(model, trees, engine);
    let broken = walk(&of_types, &here, to);
    let wrong: Vec<&str> = broken.into_iter().filter_map(of_scalar(model)).collect();
    if wrong.is_empty() {
        walk(&own, &here, to);
        return;
    }
    let [flow, known, shown] = trees;
    let mut known = known.clone();
    for name in wrong {
        // A value that is wrong decides nothing: it counts as unknown for every other rule.
        known.insert(name.into(), Expr::Hole(Arc::new(Path::fields(&[name]))));
    }
    walk(&own, &Here::outside(model, [flow, &known, shown], engine), to);
}

/// The input that a rule is about, if it has no parts that could be right for themselves.
fn of_scalar<'a>(model: &Model) -> impl Fn(&'a Rule) -> Option<&'a str> {
    |rule| match rule.place.first()? {
        Place::Field(name) if model.find_input(name)?.ty.is_scalar() => Some(&**name),
        _ => None,
    }
}

/// Decides rules, and tells which are broken.
fn walk<'a>(rules: &[&'a Rule], here: &Here<'_>, to: &mut Checked) -> Vec<&'a Rule> {
    let mut broken = Vec::new();
    let is_broken = |rule: &Rule| here.known.reduce(&rule.must).is_false();
    let limits = rules.iter().filter(|rule| rule.severity == Severity::Error);
    let too_large: Vec<&Expr> =
        limits.filter_map(|rule| limited(rule).filter(|_| is_broken(rule))).collect();
    // Neighbours mostly are about fields of the same entries, which are then looked up once.
    for rules in rules.chunk_by(|first, second| first.loops == second.loops) {
        let loops = rules.first().map(|rule| rule.loops.as_slice()).unwrap_or_default();
        if loops.first().is_some_and(|outermost| too_large.contains(&&outermost.over)) {
            continue;
        }
        let mut found = vec![Checked::default(); rules.len()];
        here.each_place(loops, &mut |here| {
            for (rule, found) in rules.iter().zip(&mut found) {
                decide(rule, here, found);
            }
        });
        for (rule, mut found) in rules.iter().zip(found) {
            if !found.problems.is_empty() {
                broken.push(*rule);
            }
            // Places that are not shown are told once, and not counted.
            found.problems.dedup();
            found.problems.into_iter().for_each(|problem| to.report(problem));
            to.open_rules.extend(found.open_rules);
        }
    }
    broken
}

/// The list or map whose size a rule limits, whatever is in it. One that is too large is wrong as a whole: rules about its
/// entries, which may compare each one with all others, are left alone.
fn limited(rule: &Rule) -> Option<&Expr> {
    match &rule.must {
        Expr::Call(Function::AtMost, parts) if rule.loops.is_empty() => match &**parts {
            [Expr::Call(Function::Length, of), Expr::Literal(_)] => of.first(),
            _ => None,
        },
        _ => None,
    }
}

fn decide(rule: &Rule, here: &Here<'_>, to: &mut Checked) {
    let shown = here.shown();
    let problem = || Problem {
        id: rule.id.clone(),
        severity: rule.severity,
        path: place(&rule.place, shown),
        message: words(&rule.message, shown),
        help: words(&rule.help, shown),
    };
    if here.known.reduce(&rule.must).is_false() {
        to.report(problem());
    } else if let Some(flow) = here.flow.as_ref().filter(|_| !rule.from_type) {
        let must = flow.reduce(&rule.must);
        if !matches!(must, Expr::Literal(_)) {
            to.open_rules.push((must, problem()));
        }
    }
}

fn words(expr: &Expr, scope: &Scope<'_>) -> String {
    match scope.reduce(expr) {
        Expr::Literal(Constant::Text(text)) => shortened(&text),
        // A part of the text is not known; that the rule is broken is.
        _ => "has a value that does not fit".to_owned(),
    }
}

/// The text without its middle if it quotes more than anybody reads. Its end says what is wrong with what it quotes.
fn shortened(text: &str) -> String {
    const LONG: usize = 2_000;
    const START: usize = 1_000;
    const END: usize = 500;
    let count = text.chars().count();
    if count <= LONG {
        return text.to_owned();
    }
    let start = text.chars().take(START);
    let end = text.chars().skip(count - END);
    start.chain(" … ".chars()).chain(end).collect()
}

fn place(steps: &[Place], scope: &Scope<'_>) -> String {
    let mut path = String::new();
    for step in steps {
        let at = |name| match scope.reduce(&Expr::Variable(name, Half::Key)) {
            Expr::Literal(Constant::Text(key)) => format!("[\"{key}\"]"),
            Expr::Literal(Constant::Number(index)) => format!("[{index}]"),
            _ => String::new(),
        };
        match step {
            Place::Field(name) if path.is_empty() => path.push_str(name),
            Place::Field(name) => {
                path.push('.');
                path.push_str(name);
            }
            Place::Entry(name) | Place::Element(name) => path.push_str(&at(name)),
        }
    }
    path
}
