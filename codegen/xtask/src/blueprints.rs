//! Which blueprint works in which engine, as the trials of the tests said.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Engines, as their folders in `examples` are called, and the languages of Pulumi by themselves.
pub(crate) const ENGINES: [&str; 4] = ["terraform", "cloudformation", "typescript", "python"];

/// How the line of a trial begins in the output of the tests.
const TRIAL: &str = "test [blueprints] ";

/// What became of a blueprint in an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Its trial ran and passed; if it has several forms, the trial of each.
    Passed,
    /// A trial of it ran and failed.
    Failed,
    /// It has a program, but nobody knows: there is no trial of it, or one did not run.
    Unknown,
    /// It has no program.
    NotOffered,
}

impl Outcome {
    fn cell(self) -> &'static str {
        match self {
            Self::Passed => "✓ passed",
            Self::Failed => "✗ failed",
            Self::Unknown => "? not run",
            Self::NotOffered => "– not offered",
        }
    }
}

/// A blueprint and what became of it, in the order of [`ENGINES`].
pub(crate) type Row = (String, [Outcome; ENGINES.len()]);

/// Reads the output of the tests. `offers` says whether an engine has a program for a blueprint.
pub(crate) fn rows(
    blueprints: &[String],
    output: &str,
    offers: impl Fn(&str, &str) -> bool,
) -> Vec<Row> {
    let said = outcomes(output);
    let row = |blueprint: &String| {
        let of = |engine: &str| {
            if !offers(engine, blueprint) {
                return Outcome::NotOffered;
            }
            let trials: Vec<_> =
                said.iter().filter(|said| is_of(said.0, engine, blueprint)).collect();
            match trials.as_slice() {
                [] => Outcome::Unknown,
                all if all.iter().any(|(_, word)| word.starts_with("FAILED")) => Outcome::Failed,
                all if all.iter().all(|(_, word)| **word == "ok") => Outcome::Passed,
                _ => Outcome::Unknown,
            }
        };
        (blueprint.clone(), ENGINES.map(of))
    };
    blueprints.iter().map(row).collect()
}

/// The table of these rows.
pub(crate) fn table(rows: &[Row]) -> String {
    let widest = rows.iter().map(|(blueprint, _)| blueprint.len()).max().unwrap_or_default();
    let width = widest.max("blueprint".len());
    let mut text = format!("{:width$}", "blueprint");
    for engine in ENGINES {
        let _ = write!(text, "  {engine:<14}");
    }
    text.truncate(text.trim_end().len());
    for (blueprint, outcomes) in rows {
        let _ = write!(text, "\n{blueprint:width$}");
        for outcome in outcomes {
            let _ = write!(text, "  {:<14}", outcome.cell());
        }
        text.truncate(text.trim_end().len());
    }
    text
}

/// Blueprints that have a program which did not pass, each with its engine.
pub(crate) fn not_passed(rows: &[Row]) -> Vec<String> {
    let mut found = Vec::new();
    for (blueprint, outcomes) in rows {
        for (engine, outcome) in ENGINES.iter().zip(outcomes) {
            if matches!(outcome, Outcome::Failed | Outcome::Unknown) {
                found.push(format!("{blueprint} in {engine}"));
            }
        }
    }
    found
}

/// Whether a trial deploys this blueprint by this engine: all of it, or the form that its name ends with.
fn is_of(trial: &str, engine: &str, blueprint: &str) -> bool {
    let whole = format!("{engine}_{}", blueprint.replace('-', "_"));
    trial.strip_prefix(&whole).is_some_and(|form| form.is_empty() || form.starts_with('_'))
}

/// What the output says of each trial: `ok`, `FAILED` or `ignored`.
fn outcomes(output: &str) -> BTreeMap<&str, &str> {
    let lines = output.lines().filter_map(|line| line.strip_prefix(TRIAL));
    lines
        .filter_map(|line| line.split_once(" ... "))
        .map(|(name, said)| (name.trim(), said.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\nrunning 6 tests\n\
        test [blueprints] terraform_local_endpoints     ... ok\n\
        test [blueprints] cloudformation_local_endpoints ... FAILED\n\
        test [blueprints] python_local_endpoints        ... ignored, no engine\n\
        test [examples]   python_shared_service         ... ok\n\
        test [blueprints] terraform_shared_service      ... ok\n";

    fn read() -> Vec<Row> {
        let blueprints = ["local-endpoints", "shared-service"].map(str::to_owned);
        rows(&blueprints, OUTPUT, |engine, blueprint| {
            (engine, blueprint) != ("cloudformation", "shared-service")
        })
    }

    #[test]
    fn a_blueprint_works_only_if_its_trial_ran_and_passed() {
        use Outcome::{Failed, NotOffered, Passed, Unknown};
        assert_eq!(
            read(),
            [
                ("local-endpoints".to_owned(), [Passed, Failed, Unknown, Unknown]),
                ("shared-service".to_owned(), [Passed, NotOffered, Unknown, Unknown]),
            ]
        );
    }

    #[test]
    fn a_blueprint_of_several_forms_works_only_if_each_of_them_passed() {
        let outcome = |said: &str| {
            let lines = said.split(' ').zip(["again", "near", "between"]);
            let lines = lines
                .map(|(said, form)| format!("{TRIAL}python_second_region_{form} ... {said}\n"));
            rows(&["second-region".to_owned()], &lines.collect::<String>(), |engine, _| {
                engine == "python"
            })
        };
        let of = |last: Outcome| {
            let none = Outcome::NotOffered;
            vec![("second-region".to_owned(), [none, none, none, last])]
        };
        assert_eq!(outcome("ok ok ok"), of(Outcome::Passed));
        assert_eq!(outcome("ok FAILED ignored"), of(Outcome::Failed));
        assert_eq!(outcome("ok ok ignored"), of(Outcome::Unknown));
        assert!(!is_of("python_second_regional", "python", "second-region"));
    }

    #[test]
    fn the_table_has_a_row_for_each_blueprint() {
        assert_eq!(
            table(&read()),
            "blueprint        terraform       cloudformation  typescript      python\n\
             local-endpoints  ✓ passed        ✗ failed        ? not run       ? not run\n\
             shared-service   ✓ passed        – not offered   ? not run       ? not run"
        );
    }

    #[test]
    fn what_did_not_pass_is_named() {
        let named = not_passed(&read());
        assert_eq!(named.len(), 5);
        assert_eq!(named.first().map(String::as_str), Some("local-endpoints in cloudformation"));
        assert!(!named.iter().any(|one| one == "shared-service in cloudformation"));
    }
}
