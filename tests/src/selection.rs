//! Which tests run when none is asked for by name.
//!
//! All of them take two processors longer than anybody waits for every change. So some wait for
//! `cargo xtask test --thorough`, or for a filter that names them. Each engine, each component and each blueprint is
//! among those that always run.

use std::env;

use libtest_mimic::{Arguments, Failed, Trial};

/// Set by `cargo xtask test --thorough`.
const THOROUGH: &str = "PRIVATELINK_THOROUGH";

/// The trials that run: all of them if a filter, or everything, was asked for, else all that are not among `long`.
///
/// A name in `long` that no trial has is a failing trial.
pub fn select(arguments: &Arguments, trials: Vec<Trial>, long: &[String]) -> Vec<Trial> {
    let missing = long.iter().filter(|name| !trials.iter().any(|trial| trial.name() == **name));
    let missing: Vec<Trial> = missing.map(|name| unknown(name)).collect();
    let asked = arguments.filter.is_some() || arguments.list || env::var_os(THOROUGH).is_some();
    let stays = |trial: &Trial| asked || !long.iter().any(|name| name == trial.name());
    trials.into_iter().filter(stays).chain(missing).collect()
}

fn unknown(name: &str) -> Trial {
    let message = format!("`{name}` is no test, but is in the list of long ones");
    Trial::test(format!("{name}_exists"), move || Err(Failed::from(message)))
}
