//! The event log of Pulumi's engine, read while it is written.
//!
//! An update empties the file that it logs to, and with it the log of its own preview. A pipe keeps both.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::failure::Failure;
use crate::process;

/// Time for making the pipe.
const LIMIT: Duration = Duration::from_mins(1);

/// A log that is being written.
#[derive(Debug)]
pub(crate) struct EventLog {
    path: PathBuf,
    /// Open for as long as the log is wanted: between two writers the pipe would otherwise come to its end.
    end: File,
    reader: JoinHandle<std::io::Result<Vec<String>>>,
}

impl EventLog {
    /// Makes a log in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("events");
        // A program that every system has: there is no portable call.
        process::run(Command::new("mkfifo").arg(&path), LIMIT)?.expect(0)?;
        // Opened for both, because each side alone would wait for the other.
        let both = || File::options().read(true).write(true).open(&path);
        let (end, log) = (both()?, both()?);
        let reader = thread::spawn(move || read(log));
        Ok(Self { path, end, reader })
    }

    /// Where the engine is to write.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// All events as lines of JSON, in their order. Nobody may be writing any more.
    pub(crate) fn close(mut self) -> Result<Vec<String>, Failure> {
        // Comes after everything else that was written. An engine that was killed may have left half a line.
        self.end.write_all(b"\n\n")?;
        let lines = self.reader.join().map_err(|_| Failure::new("the reader panicked"))??;
        fs::remove_file(&self.path)?;
        Ok(lines)
    }
}

/// Reads up to an empty line, which no event is.
fn read(log: impl Read) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for line in BufReader::new(log).lines() {
        match line? {
            empty if empty.is_empty() => break,
            line => lines.push(line),
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn what_two_writers_wrote_is_kept_in_order() {
        let scratch = Scratch::new("events").unwrap();
        // More than fits into a pipe that nobody reads.
        let line = format!("\"{}\"", "x".repeat(100_000));
        for _ in 0..2 {
            let log = EventLog::open(scratch.path()).unwrap();
            for _ in 0..2 {
                // As the engine opens it.
                let mut options = File::options();
                options.read(true).append(true).create(true);
                let mut writer = options.open(log.path()).unwrap();
                writeln!(writer, "{line}").unwrap();
            }
            assert_eq!(log.close().unwrap(), [line.as_str(), &line]);
        }
    }

    #[test]
    fn nothing_or_half_a_line_was_written() {
        let scratch = Scratch::new("events").unwrap();
        let log = EventLog::open(scratch.path()).unwrap();
        assert_eq!(log.close().unwrap(), Vec::<String>::new());
        let log = EventLog::open(scratch.path()).unwrap();
        write!(File::options().append(true).open(log.path()).unwrap(), "whole\nhal").unwrap();
        assert_eq!(log.close().unwrap(), ["whole", "hal"]);
    }
}
