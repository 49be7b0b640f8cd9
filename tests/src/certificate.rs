//! A certificate for programs that import one.

use std::fs;
use std::time::Duration;

use crate::failure::Failure;
use crate::process;
use crate::scratch::Scratch;
use crate::toolchain::Toolchain;

/// Time for making a key.
const LIMIT: Duration = Duration::from_mins(1);

/// A certificate that signs itself, and its private key, in PEM.
pub fn self_signed(toolchain: &Toolchain) -> Result<[String; 2], Failure> {
    let folder = Scratch::new("certificate")?;
    let mut make = toolchain.emulator_command("awsemu.selfsigned");
    make.args(["--name", "service.example.internal", "--out"]).arg(folder.path());
    process::run(&mut make, LIMIT)?.expect(0)?;
    let read = |name: &str| fs::read_to_string(folder.path().join(name));
    Ok([read("certificate.pem")?, read("private_key.pem")?])
}
