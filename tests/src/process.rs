//! External programs: run with a time limit, or kept running as a server, and never left behind.
//!
//! Each program leads a process group of its own. Killing the group also ends the plugins it has started, and only
//! those.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use serde::de::DeserializeOwned;

use crate::failure::{Context, Failure};

/// What a program printed and how it ended.
#[derive(Debug)]
pub struct Finished {
    /// The command line, for messages.
    pub line: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output; bytes that are not UTF-8 are replaced.
    pub stdout: String,
    /// Standard error; bytes that are not UTF-8 are replaced.
    pub stderr: String,
}

impl Finished {
    /// This, if the program ended with exit code `wanted`; otherwise a failure with everything it printed.
    pub fn expect(self, wanted: i32) -> Result<Self, Failure> {
        if self.status.code() == Some(wanted) { Ok(self) } else { Err(self.failure()) }
    }

    /// Standard output as JSON of the type that is wanted.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.stdout).context(|| format!("`{}` printed no JSON", self.line))
    }

    /// A failure with everything the program printed.
    pub fn failure(&self) -> Failure {
        let Self { line, status, stdout, stderr } = self;
        Failure::new(format!("`{line}` ended with {status}\n{stdout}{stderr}"))
    }
}

/// Runs a program to its end, whatever its exit code.
///
/// # Errors
///
/// A failure if the program cannot start, or is still running after `limit`; it is killed then.
pub fn run(command: &mut Command, limit: Duration) -> Result<Finished, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (line, mut child) = spawn(command)?;
    let group = Pid::from_child(&child);
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let (ended, end) = mpsc::channel();
    // Waiting on a thread of its own makes the time limit a plain wait for a message.
    let waiter = thread::spawn(move || ended.send(child.wait()));
    let outcome = end.recv_timeout(limit);
    if outcome.is_err() {
        // It may have ended in this very moment, and then there is nothing to kill.
        let _ = kill_process_group(group, Signal::KILL);
    }
    // Joined in both cases, so nobody outlives the call.
    let _ = waiter.join();
    let (stdout, stderr) = (text(stdout), text(stderr));
    match outcome {
        Ok(status) => Ok(Finished { line, status: status?, stdout, stderr }),
        Err(_) => Err(Failure::new(format!(
            "`{line}` was still running after {} s and was killed\n{stdout}{stderr}",
            limit.as_secs()
        ))),
    }
}

/// A program that serves until it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Open for as long as the server is wanted: a server that watches its standard input ends with this process,
    /// however that ends.
    stdin: Option<ChildStdin>,
}

impl Server {
    /// Starts a program and waits up to `limit` for the first line on its standard output, which it returns.
    ///
    /// The program's standard error goes where `command` sends it.
    ///
    /// # Errors
    ///
    /// A failure if the program cannot start, ends, or prints nothing in time; it is killed then.
    pub fn start(command: &mut Command, limit: Duration) -> Result<(Self, String), Failure> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (line, mut child) = spawn(command)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let server = Self { child, stdin };
        let (found, first) = mpsc::channel();
        // Keeps reading to the end, so that the program never blocks on a full pipe.
        thread::spawn(move || {
            for text in BufReader::new(stdout?).lines() {
                // Only the first line is awaited; nobody listens for the others.
                let _ = found.send(text.ok()?);
            }
            Some(())
        });
        let first = first.recv_timeout(limit).context(|| {
            format!("`{line}` did not say that it is ready within {} s", limit.as_secs())
        })?;
        Ok((server, first))
    }

    /// Id of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // A server that has ended already leaves nothing to kill.
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}

fn spawn(command: &mut Command) -> Result<(String, Child), Failure> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let child = command.process_group(0).spawn().context(|| format!("cannot start `{line}`"))?;
    Ok((line, child))
}

/// Reads a stream to its end on a thread of its own, so that a full pipe never stops the program.
fn collect(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before an error is still worth showing.
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn text(stream: JoinHandle<Vec<u8>>) -> String {
    String::from_utf8_lossy(&stream.join().unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_mins(1);

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_and_the_exit_code_are_kept() {
        let finished = run(&mut shell("echo out; echo err >&2; exit 3"), LIMIT).unwrap();
        assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("out\n", "err\n"));
        let failure = finished.expect(0).unwrap_err().to_string();
        assert!(failure.contains("exit status: 3") && failure.ends_with("out\nerr\n"), "{failure}");
    }

    #[test]
    fn a_program_that_takes_too_long_is_killed_with_its_children() {
        // Long enough for a busy machine to start the shell.
        let limit = Duration::from_secs(2);
        let failure = run(&mut shell("sleep 600 & echo $!; wait"), limit).unwrap_err().to_string();
        assert!(failure.contains("was still running after 2 s"), "{failure}");
        let child: i32 = failure.lines().last().unwrap().parse().unwrap();
        let state = || std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
        let is_gone = || state().is_empty() || state().contains(") Z ");
        // The signal is delivered; the system takes its moment to act on it.
        let deadline = std::time::Instant::now() + LIMIT;
        while !is_gone() && std::time::Instant::now() < deadline {
            std::thread::yield_now();
        }
        assert!(is_gone(), "the child still runs: {}", state());
    }

    #[test]
    fn a_server_says_that_it_is_ready_and_ends_when_dropped() {
        let (server, first) = Server::start(&mut shell("echo ready; cat"), LIMIT).unwrap();
        assert_eq!(first, "ready");
        drop(server);
        let failure = Server::start(&mut shell("exit 0"), LIMIT).unwrap_err().to_string();
        assert!(failure.contains("did not say that it is ready"), "{failure}");
    }
}
