//! Runs external programs so that a failure shows what was called and the end of what it said.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use miette::{IntoDiagnostic, Result, WrapErr, miette};

#[cfg(unix)]
use crate::interrupt;

/// Bytes of a log that an error repeats: about forty lines.
const TAIL: u64 = 4_000;

/// Runs `command` with both output streams appended to the file `log`.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<()> {
    let file = File::options().create(true).append(true).open(log).into_diagnostic()?;
    command.stdin(Stdio::null()).stdout(file.try_clone().into_diagnostic()?).stderr(file);
    let status = start(command)?.wait().into_diagnostic()?;
    if status.success() {
        return Ok(());
    }
    Err(miette!(
        help = format!("the whole output is in `{}`", log.display()),
        "`{}` ended with {status}\n{}",
        line(command),
        tail(log)?
    ))
}

/// Runs `command` with its output on the terminal.
pub(crate) fn shown(command: &mut Command) -> Result<()> {
    let status = start(command.stdin(Stdio::null()))?.wait().into_diagnostic()?;
    if status.success() {
        return Ok(());
    }
    Err(miette!("`{}` ended with {status}, see its output above", line(command)))
}

/// Runs `command` and returns its standard output without the line end; standard error joins the message of a failure.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = start(command)?.wait_with_output().into_diagnostic()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(miette!("`{}` ended with {}\n{}", line(command), output.status, said.trim_end()))
}

/// Starts a program; an interruption ends it, if this process watches for one.
pub(crate) fn start(command: &mut Command) -> Result<Child> {
    #[cfg(unix)]
    let started = interrupt::spawn(command);
    #[cfg(not(unix))]
    let started = command.spawn();
    started.into_diagnostic().wrap_err_with(|| cannot_start(command))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().display())
}

/// The last lines of a log, starting at a line's beginning.
fn tail(log: &Path) -> Result<String> {
    let mut file = File::open(log).into_diagnostic()?;
    let length = file.metadata().into_diagnostic()?.len();
    let from = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from)).into_diagnostic()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).into_diagnostic()?;
    let text = String::from_utf8_lossy(&bytes);
    let whole = if from == 0 { &*text } else { text.split_once('\n').map_or("", |(_, rest)| rest) };
    Ok(whole.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failure_shows_the_command_and_the_end_of_its_output() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let failure = logged(&mut shell("seq 2000; echo why >&2; exit 3"), &log).unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("sh -c") && text.ends_with("why"), "{text}");
        assert!(!text.contains("\n1\n"), "the beginning is left to the log: {text}");
    }

    #[test]
    fn reading_returns_standard_output_only() {
        assert_eq!(read(&mut shell("echo out; echo err >&2")).unwrap(), "out");
        assert!(read(&mut shell("echo err >&2; false")).unwrap_err().to_string().contains("err"));
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = read(&mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(failure.to_string(), "cannot start `no-such-program`");
    }
}
