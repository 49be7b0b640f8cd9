//! The Pulumi plugin of a component that only tests have: [`there_and_back`](privatelink_tests::there_and_back).
//!
//! The plugin under test is the library; this one has other components in its package. The engine finds it under the name
//! of the real one, in a folder that a program names.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use privatelink_backends::pulumi_schema;
use privatelink_provider::{Arguments, Package, serve};
use privatelink_tests::failure::Failure;
use privatelink_tests::there_and_back::COMPONENT;

fn main() -> ExitCode {
    match schema().and_then(|schema| Ok(serve(package(schema), arguments())?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // The engine shows what a plugin said that ended by itself. Nobody is left to say it to when it is gone.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Arguments {
    Arguments::parse(env::args().skip(1))
}

/// A package lives as long as its process, and so does its schema.
fn package(schema: String) -> Package {
    Package {
        name: "privatelink",
        version: env!("CARGO_PKG_VERSION"),
        schema: schema.leak(),
        components: &[COMPONENT],
        functions: &[],
        kinds: privatelink_catalog::find,
    }
}

fn schema() -> Result<String, Failure> {
    let schema = pulumi_schema::compile(&[COMPONENT.model()]).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        Failure::new(lines.join("\n"))
    })?;
    Ok(schema.to_string())
}
