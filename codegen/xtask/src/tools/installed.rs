//! A Pulumi command line that is on this machine already.

use std::process::Command;

use privatelink_catalog::engines::OLDEST_PULUMI;

use crate::progress::Step;
use crate::run;

/// Whether the `pulumi` on `PATH` is new enough, with the host for YAML that is installed beside it.
pub(super) fn is_usable(step: &Step) -> bool {
    let Ok(said) = run::read(Command::new("pulumi").arg("version")) else {
        step.note("none");
        return false;
    };
    let is_new = version(&said) >= version(OLDEST_PULUMI);
    // Without arguments a host says what it wants and ends; all that counts is that it starts.
    let has_host = Command::new("pulumi-language-yaml").arg("-version").output().is_ok();
    step.note(match (is_new, has_host) {
        (true, true) => "found",
        (false, _) => "too old",
        (_, false) => "no yaml",
    });
    is_new && has_host
}

/// The numbers of a version such as `v3.217.0`; `None` if it begins with none.
fn version(text: &str) -> Option<[u32; 3]> {
    let numbers = text.trim().trim_start_matches('v');
    let mut numbers = numbers.split(['.', '-', '+']).map(str::parse);
    Some([numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        assert_eq!(version(OLDEST_PULUMI), Some([3, 217, 0]));
        assert!(version("v3.1000.2-alpha.1\n") > version("3.217.0"));
        assert!(version("v3.99.0") < version("3.217.0"));
        assert!(version("development") < version("3.217.0"));
    }
}
