//! What Terraform computes for components made up at random: what their expressions mean.

use std::env;

use libtest_mimic::Trial;
use privatelink_tests::failure::Failure;
use privatelink_tests::soundness::{Case, Settings, cases, first_seed, like_terraform, smallest};
use privatelink_tests::trial;

/// Cases that always run, and when there is time.
const CASES: [u64; 2] = [50, 1_000];

/// Most cases that are tried to make a failing one smaller: a minute of Terraform.
const TRIES: usize = 500;

/// Without resources, so that a case takes Terraform no provider and a tenth of a second.
const SETTINGS: Settings = Settings { graph: false, depth: 4, outputs: 16 };

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_toolchain("terraform_computes_what_expressions_mean", |_| like_meant())]
}

/// As in the test `soundness`, the seeds are always the same, unless all tests run, and `PRIVATELINK_SEED` and
/// `PRIVATELINK_CASES` choose others.
fn like_meant() -> Result<(), Failure> {
    let is_thorough = env::var_os("PRIVATELINK_THOROUGH").is_some();
    let count = cases(if is_thorough { CASES[1] } else { CASES[0] });
    let first = first_seed(is_thorough.then_some(count));
    for seed in first..first + count {
        let case = Case::new(seed, SETTINGS);
        if like_terraform(&case).is_err() {
            let (case, why) = smallest(case, TRIES, &|case| like_terraform(case).err());
            return Err(Failure::new(format!("seed {seed}: {why}\n{case}")));
        }
    }
    Ok(())
}
