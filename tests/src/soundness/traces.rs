//! What a value was made of shows in it: who depends on an input says so, and what a secret decides is secret.
//!
//! One input is given another value. Whatever is then another one has to depend on that input, and has to be secret if
//! that is: otherwise somebody could learn from it what the secret is.

use super::alike::View;
use super::case::Case;
use super::chance::Chance;
use super::keeps::specialised;
use super::marks;
use super::show::Show;
use privatelink_ir::Expr;
use privatelink_provider::evaluate::evaluate;
use privatelink_wire::value::{Output, Value};

/// Inputs of a case that are changed.
const CHANGES: usize = 3;

/// Changes inputs one by one, and compares what the provider then computes with what it computed before.
///
/// # Errors
///
/// A value that does not tell what it was made of.
pub(super) fn traced(case: &Case) -> Result<(), String> {
    let Some(component) = specialised(case, false)? else { return Ok(()) };
    let outputs = component.outputs.iter().map(|told| (told.name, &told.value));
    let properties = component.resources.iter().flat_map(|resource| &resource.properties);
    let residues: Vec<(&str, &Expr)> =
        outputs.chain(properties.map(|(name, value)| (name.0, value))).collect();
    let before = View::new(case, &component, false);
    for (path, mark) in case.marks.iter().take(CHANGES) {
        let mut chance = Chance::new(1);
        let values = marks::changed(&case.model.inputs, &case.values, path, &mut chance);
        let changed = Case { values, ..case.clone() };
        let after = View::new(&changed, &component, false);
        let tells = Tells { urn: marks::urn(path), secret: mark.is_secret() };
        for (name, residue) in &residues {
            let [before, after] = [&before, &after].map(|view| evaluate(residue, view));
            tells.compare(&before, &after).map_err(|why| {
                format!("`{name}` {why} of `{path}`: {before:?}, {after:?}; {}", Show(residue))
            })?;
        }
    }
    Ok(())
}

/// What a value has to tell of an input.
struct Tells {
    urn: String,
    secret: bool,
}

impl Tells {
    fn compare(&self, before: &Output, after: &Output) -> Result<(), String> {
        let depends = |output: &Output| output.dependencies.contains(&self.urn);
        if depends(before) && depends(after) && (!self.secret || (before.secret && after.secret)) {
            return Ok(());
        }
        match (&before.value, &after.value) {
            (Some(Value::List(one)), Some(Value::List(other))) if one.len() == other.len() => {
                one.iter().zip(other).try_for_each(|(one, other)| self.compare(one, other))
            }
            (Some(Value::Object(one)), Some(Value::Object(other)))
                if one.keys().eq(other.keys()) =>
            {
                one.values()
                    .zip(other.values())
                    .try_for_each(|(one, other)| self.compare(one, other))
            }
            (one, other) if one == other => Ok(()),
            _ if depends(before) && depends(after) => Err("shows the secret".to_owned()),
            _ => Err("says nothing".to_owned()),
        }
    }
}
