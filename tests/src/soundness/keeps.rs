//! Whatever is late, all resources are there, each in its place, waiting for the same things.

use super::case::Case;
use super::chance::Chance;
use privatelink_ir::{
    Address, Awaited, Engine, Limit, Problem, Specialised, check_inputs, specialise,
};

/// Combinations of late inputs that are tried of a case, beside all of them.
const COMBINATIONS: u64 = 3;

/// Specialises a case with inputs late in several combinations.
///
/// # Errors
///
/// What differs from the case with all inputs known.
pub(super) fn keeps(case: &Case) -> Result<(), String> {
    let mut plain = case.clone();
    plain.marks.clear();
    let Some(known) = specialised(&plain, false)? else { return Ok(()) };
    for combination in 0..=COMBINATIONS {
        let mut late = case.clone();
        let mut chance = Chance::new(combination);
        late.marks.retain(|_, _| combination == 0 || chance.coin());
        let Some(open) = specialised(&late, true)? else { continue };
        let (known, open) = (skeleton(&known), skeleton(&open));
        if known != open {
            return Err(format!("with {:?} there is {open:#?} instead of {known:#?}", late.marks));
        }
    }
    Ok(())
}

/// A case with its shape fixed; `None` if it names an instance that is not there, which rules of components exclude.
pub(super) fn specialised(case: &Case, preview: bool) -> Result<Option<Specialised>, String> {
    let checked = check_inputs(&case.model, &case.given(preview), &Engine::COMPLETE);
    if checked.has_errors() || !checked.undecided.is_empty() {
        return Err(format!("refused: {:?}, {:?}", checked.problems, checked.undecided));
    }
    let is_missing = |problem: &Problem| problem.id == "graph/no-instance";
    match specialise(&case.model, &checked.inputs) {
        Ok(specialised) => Ok(Some(specialised)),
        Err(problems) if problems.iter().all(is_missing) => Ok(None),
        Err(problems) => Err(format!("cannot be specialised: {problems:?}")),
    }
}

/// What has to be the same whatever is known.
pub(super) fn skeleton(component: &Specialised) -> Vec<(&Address, &str, &[Awaited], &[Limit])> {
    let resources = component.resources.iter();
    resources
        .map(|resource| (&resource.address, resource.slot, &*resource.waits, &*resource.limits))
        .collect()
}
