//! A secret among structural inputs decides as its value does, and shows in nothing but what it decides.
//!
//! One structural value is made secret. Either all is as with the plain value, or it would have been in a name. Given another
//! value with which there are the same resources, whatever is then another value has to be secret: otherwise somebody could
//! learn from it what the secret is.

use super::alike::View;
use super::case::Case;
use super::chance::Chance;
use super::keeps::{skeleton, specialised};
use super::marks::{self, Mark};
use super::show::Show;
use privatelink_ir::{
    Address, Checked, Engine, Expr, Path, Problem, Specialised, Stage, check_inputs, missing,
    specialise_revealing,
};
use privatelink_provider::evaluate::evaluate;
use privatelink_provider::inputs::to_constant;
use privatelink_wire::value::{Output, Value};
use std::collections::BTreeMap;

/// Values of a case that are made secret, one at a time.
const TRIED: usize = 4;

/// Other values that each of them gets.
const CHANGES: u64 = 3;

/// Makes structural values of a case secret.
///
/// # Errors
///
/// What is otherwise than with the plain value, or shows the secret.
pub(super) fn secrets(case: &Case) -> Result<(), String> {
    let mut plain = case.clone();
    plain.marks.clear();
    let Some(known) = specialised(&plain, false)? else { return Ok(()) };
    let places = marks::places(&case.model.inputs, &case.values, Stage::Structural);
    let mut chance = Chance::new(1);
    let count = places.len().min(TRIED);
    for place in chance.some_of(&places, count) {
        hidden(&plain, &known, &place).map_err(|why| format!("`{place}` is secret, and {why}"))?;
    }
    Ok(())
}

fn hidden(plain: &Case, known: &Specialised, place: &Path) -> Result<(), String> {
    let mut case = plain.clone();
    case.marks.insert(place.clone(), Mark::LateSecret);
    let Some(secret) = revealed(&case, place, false)? else { return Ok(()) };
    if skeleton(known) != skeleton(&secret) {
        let (known, secret) = (skeleton(known), skeleton(&secret));
        return Err(format!("there is {secret:#?} instead of {known:#?}"));
    }
    let before = values(&case, &secret);
    let plainly = values(plain, known);
    for at in before.keys().chain(plainly.keys()) {
        let (found, meant) = (of(&before, at), of(&plainly, at));
        if to_constant(&found) != to_constant(&meant) {
            return Err(format!("{at:?} is {found:?}, not {meant:?}: {}", shown(&before, at)));
        }
    }
    // As long as it is not known, it is missing or decides nothing.
    revealed(&case, place, true)?;
    for seed in 0..CHANGES {
        let mut chance = Chance::new(seed);
        let changed = marks::changed(&case.model.inputs, &case.values, place, &mut chance);
        let other = Case { values: changed, ..case.clone() };
        let Ok(Some(then)) = revealed(&other, place, false) else { continue };
        if skeleton(&then) != skeleton(&secret) {
            continue;
        }
        let after = values(&other, &then);
        for at in before.keys().chain(after.keys()) {
            let (before_of, after_of) = (of(&before, at), of(&after, at));
            if !is_hidden(&before_of, &after_of) {
                let residue = shown(&before, at);
                return Err(format!("{at:?} shows it: {before_of:?}, {after_of:?}; {residue}"));
            }
        }
    }
    Ok(())
}

/// A case with its shape fixed by what secrets are; `None` if that cannot be because one would be in a name, or is not known
/// and decides, or because of a missing instance.
fn revealed(case: &Case, place: &Path, preview: bool) -> Result<Option<Specialised>, String> {
    let checked = check_inputs(&case.model, &case.given(preview), &Engine::COMPLETE);
    if checked.has_errors() {
        return Err(format!("refused: {:?}", checked.problems));
    }
    let Checked { inputs, plaintexts, .. } = &checked;
    let is_missing = |problem: &Problem| problem.id == "graph/no-instance";
    match specialise_revealing(&case.model, inputs, plaintexts) {
        Ok(specialised) => Ok(Some(specialised)),
        Err(problems) if problems.iter().all(is_missing) => Ok(None),
        Err(problems) => {
            let missing = missing(&case.model, inputs, plaintexts);
            let to_blame = if preview { missing.inputs } else { missing.names };
            let is_blamed = to_blame.iter().any(|at| at.0.starts_with(&place.0));
            if is_blamed {
                return Ok(None);
            }
            Err(format!("nothing is to blame for {problems:?}: {to_blame:?}"))
        }
    }
}

/// A property of a resource, or an output.
type At<'a> = (Option<&'a Address>, &'a str);
type Values<'a> = BTreeMap<At<'a>, (&'a Expr, Output)>;

fn of(values: &Values<'_>, at: &At<'_>) -> Output {
    values.get(at).map_or(Output::known(Value::Null), |(_, output)| output.clone())
}

fn shown(values: &Values<'_>, at: &At<'_>) -> String {
    values.get(at).map(|(residue, _)| Show(residue).to_string()).unwrap_or_default()
}

/// What outputs and properties come to.
fn values<'a>(case: &Case, component: &'a Specialised) -> Values<'a> {
    let view = View::new(case, component, false);
    let outputs = component.outputs.iter().map(|told| (None, told.name, &told.value));
    let properties = component.resources.iter().flat_map(|resource| {
        let of = |(name, value)| (Some(&resource.address), name, value);
        resource.properties.iter().map(|(name, value)| (name.0, value)).map(of)
    });
    let all = outputs.chain(properties);
    all.map(|(of, name, value)| ((of, name), (value, evaluate(value, &view)))).collect()
}

/// Whether two values are the same wherever they are not secret.
fn is_hidden(before: &Output, after: &Output) -> bool {
    if before.secret && after.secret {
        return true;
    }
    match (&before.value, &after.value) {
        (Some(Value::List(one)), Some(Value::List(other))) if one.len() == other.len() => {
            one.iter().zip(other).all(|(one, other)| is_hidden(one, other))
        }
        (Some(Value::Object(one)), Some(Value::Object(other))) if one.keys().eq(other.keys()) => {
            one.values().zip(other.values()).all(|(one, other)| is_hidden(one, other))
        }
        (one, other) => one == other,
    }
}
