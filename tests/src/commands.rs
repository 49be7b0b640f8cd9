//! The programs beside the emulator, run without the start-up of Python.
//!
//! One server has everything loaded and forks for each request; see `tests/emulator/awsemu/commands.py`.

use std::io::{BufReader, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::emulator::serve;
use crate::failure::{Context, Failure};
use crate::process::{Finished, Server};
use crate::toolchain::Toolchain;

/// A running server; ends when dropped.
#[derive(Debug)]
pub(crate) struct Commands {
    address: String,
    _server: Server,
}

/// How a program ended, as the server tells it.
#[derive(Deserialize)]
struct Answer {
    status: u8,
    stdout: String,
    stderr: String,
}

impl Commands {
    /// Starts the server.
    pub(crate) fn start(toolchain: &Toolchain) -> Result<Self, Failure> {
        let (server, address) = serve(&mut toolchain.emulator_command("awsemu.commands"))?;
        Ok(Self { address, _server: server })
    }

    /// Runs a program to its end, whatever its exit code.
    ///
    /// # Errors
    ///
    /// A failure if it is still running after `limit`; it is left to itself then.
    pub(crate) fn run(
        &self,
        program: &str,
        arguments: &[&str],
        limit: Duration,
    ) -> Result<Finished, Failure> {
        let line = format!("{program} {}", arguments.join(" "));
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(limit))?;
        writeln!(stream, "{}", json!({ "module": program, "arguments": arguments }))?;
        let answer: Answer = serde_json::from_reader(BufReader::new(stream))
            .context(|| format!("`{line}` did not end within {} s", limit.as_secs()))?;
        // The exit code is the second byte of what the system keeps.
        let status = ExitStatus::from_raw(i32::from(answer.status) << 8);
        Ok(Finished { line, status, stdout: answer.stdout, stderr: answer.stderr })
    }
}
