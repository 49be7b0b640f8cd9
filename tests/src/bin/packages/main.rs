//! Installs each package of a release from its archive into an empty folder, and deploys from it.
//!
//! `cargo xtask package --check` calls it; `PRIVATELINK_PACKAGES` names the folder of the packages. What an archive depends on
//! comes from where a user's would: npm, pip, Go and Maven ask their registries.

mod archives;
mod cloudformation;
mod csharp;
mod java;
mod languages;
mod plugin;
mod terraform;

use std::process::ExitCode;

use privatelink_tests::trial;

fn main() -> ExitCode {
    let modules = [
        ("languages", languages::trials()),
        ("terraform", terraform::trials()),
        ("cloudformation", cloudformation::trials()),
        ("csharp", csharp::trials()),
        ("java", java::trials()),
        ("plugin", plugin::trials()),
    ];
    trial::run(modules, &[])
}
