//! A structural input that decides nothing holds what values hold: it may be late, and secret.

use super::case::Case;
use super::marks::Mark;
use super::{alike, keeps, traces};
use privatelink_ir::{Engine, Path, Stage, check_inputs, deciding};

/// Opens the first structural input of a case that decides nothing when it is open, and tries what is tried of values.
///
/// # Errors
///
/// What the case then does not hold.
pub(super) fn relaxed(case: &Case) -> Result<(), String> {
    let structural = case.model.inputs.iter().filter(|field| field.stage == Stage::Structural);
    for field in structural.filter(|field| !case.values.get(&field.name).is_null()) {
        let here = Path::fields(&[&field.name]);
        let mut open = case.clone();
        open.marks.retain(|path, _| !path.0.starts_with(&here.0));
        open.marks.insert(here, Mark::LateSecret);
        let checked = check_inputs(&case.model, &open.given(true), &Engine::COMPLETE);
        if checked.has_errors() || !deciding(&case.model, &checked.inputs).is_empty() {
            continue;
        }
        for known in &mut open.model.inputs {
            if known.name == field.name {
                known.stage = Stage::Value;
            }
        }
        let properties = [keeps::keeps, alike::alike, traces::traced];
        let held = properties.iter().try_for_each(|property| property(&open));
        return held.map_err(|why| format!("`{}` decides nothing, but {why}", field.name));
    }
    Ok(())
}
