//! The Pulumi plugin of a component of Pulumi's conformance tests: [`conformance`](privatelink_tests::conformance). The
//! variable `PRIVATELINK_PACKAGE` says of which package.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use privatelink_tests::conformance::{REFERENCES, kinds};
use privatelink_tests::test_plugin;

fn main() -> ExitCode {
    let wanted = env::var("PRIVATELINK_PACKAGE").unwrap_or_default();
    let Some(reference) = REFERENCES.iter().find(|reference| reference.package == wanted) else {
        let _ = writeln!(io::stderr(), "there is no package `{wanted}`");
        return ExitCode::FAILURE;
    };
    test_plugin::run_as(reference.package, reference.version, reference.component, kinds)
}
