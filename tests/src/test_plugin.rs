//! A Pulumi plugin of components that only tests have.
//!
//! The plugin under test is the library; such a one has other components in its package. The engine finds it under the
//! name of the real one.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use privatelink_backends::pulumi_schema;
use privatelink_catalog::KindEntry;
use privatelink_ir::{Component, Kind};
use privatelink_provider::{Arguments, Package, serve};

use crate::failure::Failure;

/// Serves a component until the engine is gone.
pub fn run(component: Component, kinds: fn(Kind) -> Option<&'static KindEntry>) -> ExitCode {
    let package = package(component, kinds);
    match package.and_then(|package| Ok(serve(package, Arguments::parse(env::args().skip(1)))?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // The engine shows what a plugin said that ended by itself. Nobody is left to say it to when it is gone.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

/// A package lives as long as its process, and so does all that is in it.
fn package(
    component: Component,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
) -> Result<Package, Failure> {
    let schema = pulumi_schema::compile(&[component.model()]).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        Failure::new(lines.join("\n"))
    })?;
    Ok(Package {
        name: "privatelink",
        version: env!("CARGO_PKG_VERSION"),
        schema: schema.to_string().leak(),
        components: vec![component].leak(),
        functions: &[],
        kinds,
    })
}
