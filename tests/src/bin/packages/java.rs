//! The jar: a program in Java compiles with it, and it says which plugin it needs. There is no host for Java here that could run
//! the program.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::trial;
use serde_json::Value;

use crate::archives::{package, run};

/// The program, below the checkout.
const PROGRAM: &str = "examples/java/minimal/src/main/java/payments/App.java";

/// What the host for Java reads in a jar.
const PLUGIN: &str = "io/privatelink/privatelink/plugin.json";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_toolchain("java_compiles", |_| compiles())]
}

fn compiles() -> Result<(), Failure> {
    let scratch = Scratch::new("java")?;
    let jar = package(&format!("java/privatelink-{VERSION}.jar"))?;
    let classpath = scratch.path().join("classpath");
    let mut maven = Command::new("mvn");
    maven.args(["--batch-mode", "--quiet", "dependency:build-classpath", "--file"]);
    maven.arg(package("java/pom.xml")?);
    run(maven.arg(format!("-Dmdep.outputFile={}", classpath.display())))?;
    let libraries = fs::read_to_string(&classpath)?;
    let mut compile = Command::new("javac");
    compile.args(["--release", "11", "-Werror", "-classpath"]);
    compile.arg(format!("{}:{}", jar.display(), libraries.trim()));
    run(compile.arg("-d").arg(scratch.path()).arg(checkout().join(PROGRAM)))?;

    let mut unpack = Command::new("jar");
    run(unpack.arg("xf").arg(&jar).arg(PLUGIN).current_dir(scratch.path()))?;
    let plugin: Value = serde_json::from_slice(&fs::read(scratch.path().join(PLUGIN))?)?;
    if plugin.get("version") != Some(&VERSION.into()) {
        return Err(Failure::new(format!("the jar asks for the plugin {plugin}")));
    }
    Ok(())
}
