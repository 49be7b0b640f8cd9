//! The Pulumi plugin of a component in several releases: [`releases`](privatelink_tests::releases). The variable
//! `PRIVATELINK_RELEASE` says which one.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use privatelink_tests::releases::RELEASES;
use privatelink_tests::test_plugin;

fn main() -> ExitCode {
    let wanted = env::var("PRIVATELINK_RELEASE").unwrap_or_default();
    let Some(release) = RELEASES.iter().find(|release| release.name == wanted) else {
        let _ = writeln!(io::stderr(), "there is no release `{wanted}`");
        return ExitCode::FAILURE;
    };
    test_plugin::run(release.component, release.kinds)
}
