//! The plugin `pulumi-resource-privatelink`, which the Pulumi engine starts by itself.

use std::env;
use std::process::ExitCode;

use mimalloc::MiMalloc;
use privatelink_cost::decision;
use privatelink_provider::{Arguments, Function, Package, serve};

/// Graphs are many small allocations, made and freed together. Freeing and merging them took glibc a quarter of the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Components of this project.
const PACKAGE: Package = Package {
    name: "privatelink",
    version: env!("CARGO_PKG_VERSION"),
    schema: include_str!("../../schema/generated/pulumi-schema.json"),
    components: privatelink_components::COMPONENTS,
    functions: &[Function { name: decision::FUNCTION, answer: decision::answer }],
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
