//! The plugin `pulumi-resource-privatelink`, which the Pulumi engine starts by itself.

use std::env;
use std::process::ExitCode;

use privatelink_provider::{Arguments, Package, serve};

/// Components of this project.
const PACKAGE: Package = Package {
    name: "privatelink",
    version: env!("CARGO_PKG_VERSION"),
    schema: include_str!("../../schema/generated/pulumi-schema.json"),
    components: privatelink_components::COMPONENTS,
    kinds: privatelink_catalog::find,
};

fn main() -> ExitCode {
    match serve(PACKAGE, Arguments::parse(env::args().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The engine shows what a plugin said that ended by itself.
            #[expect(clippy::print_stderr, reason = "there is nobody else to tell")]
            {
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}
