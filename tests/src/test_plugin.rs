//! A Pulumi plugin of components that only tests have.
//!
//! The plugin under test is the library; such a one has other components in its package. The engine finds it under the
//! name of the real one, unless it is given another.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use privatelink_backends::package::{NAME, VERSION};
use privatelink_backends::pulumi_schema;
use privatelink_catalog::KindEntry;
use privatelink_ir::{Component, Kind};
use privatelink_provider::{Arguments, Package, serve};

use crate::failure::Failure;

/// Serves a component until the engine is gone.
pub fn run(component: Component, kinds: fn(Kind) -> Option<&'static KindEntry>) -> ExitCode {
    run_as(NAME, VERSION, component, kinds)
}

/// Serves a component in a package of this name until the engine is gone.
pub fn run_as(
    name: &'static str,
    version: &'static str,
    component: Component,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
) -> ExitCode {
    let package = package(name, version, component, kinds);
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
    name: &'static str,
    version: &'static str,
    component: Component,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
) -> Result<Package, Failure> {
    let mut schema = pulumi_schema::compile(&[component.model()]).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        Failure::new(lines.join("\n"))
    })?;
    if let Some(members) = schema.as_object_mut() {
        members.insert("name".to_owned(), name.into());
        members.insert("version".to_owned(), version.into());
    }
    // Tokens are keys, and stand in references to types.
    let tokens = |package: &str| format!("{package}:index:");
    let schema = schema.to_string().replace(&tokens(NAME), &tokens(name));
    Ok(Package {
        name,
        version,
        schema: schema.leak(),
        components: vec![component].leak(),
        functions: &[],
        kinds,
    })
}
