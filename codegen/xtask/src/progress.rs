//! Progress of a long command: one line per step, and every failure again at the end.
//!
//! On a terminal running steps are spinners with a clock; elsewhere, as in continuous integration, a step is one line
//! when it starts and one when it ends. Steps may run at the same time on several threads. What the programs of a step
//! print goes to a log file under `target/xtask/`.

use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use miette::{IntoDiagnostic, Report, Result, WrapErr, miette};

use crate::run;
use crate::workspace::Workspace;

/// Time between two lines of [`Progress::remind`].
const REMINDER: Duration = Duration::from_mins(1);

/// All steps of one command.
pub(crate) struct Progress {
    /// Spinners; `None` where standard error is not a terminal.
    bars: Option<MultiProgress>,
    logs: PathBuf,
    started: Instant,
    /// How long steps take, by name, in words that follow "takes".
    expected: &'static [(&'static str, &'static str)],
    running: Mutex<Vec<(String, Instant)>>,
    failures: Mutex<Vec<(String, Report)>>,
}

/// A running step.
pub(crate) struct Step {
    log: PathBuf,
    note: Cell<Option<&'static str>>,
}

impl Progress {
    /// Starts with no steps; creates the folder for logs.
    pub(crate) fn new(workspace: &Workspace) -> Result<Self> {
        let logs = workspace.target().join("xtask");
        std::fs::create_dir_all(&logs)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot create `{}`", logs.display()))?;
        let bars = std::io::stderr().is_terminal().then(MultiProgress::new);
        Ok(Self {
            bars,
            logs,
            started: Instant::now(),
            expected: &[],
            running: Mutex::default(),
            failures: Mutex::default(),
        })
    }

    /// Starts with no steps, each of which will be two lines even on a terminal, because another program prints between
    /// them. The first line says how long the step takes.
    pub(crate) fn lines(
        workspace: &Workspace,
        expected: &'static [(&'static str, &'static str)],
    ) -> Result<Self> {
        Ok(Self { bars: None, expected, ..Self::new(workspace)? })
    }

    /// Says every minute what is still running, until the sender of `end` is gone.
    pub(crate) fn remind(&self, end: Receiver<()>) {
        while end.recv_timeout(REMINDER) == Err(RecvTimeoutError::Timeout) {
            let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for (name, started) in running {
                let expected = self.expected(&name).map(|time| format!(", takes {time}"));
                let (elapsed, expected) = (clock(started.elapsed()), expected.unwrap_or_default());
                self.say(&format!("{name:<28} still at work after {elapsed}{expected}"));
            }
        }
    }

    /// Runs one step; `None` means that it failed, and the failure is kept for [`Progress::finish`].
    pub(crate) fn step<T>(&self, name: &str, work: impl FnOnce(&Step) -> Result<T>) -> Option<T> {
        let log = self.logs.join(format!("{}.log", name.replace(' ', "-")));
        let step = Step::logging_to(&log);
        let bar = self.start(name);
        let started = Instant::now();
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((name.to_owned(), started));
        // A stale log would be taken for this run's.
        let _ = std::fs::remove_file(&step.log);
        let outcome = work(&step);
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(running, _)| running != name);
        let end = match (&outcome, step.note.get()) {
            (Err(_), _) => "failed",
            (Ok(_), Some(note)) => note,
            (Ok(_), None) => "done",
        };
        self.end(bar, name, &format!("{end:<8} {}", clock(started.elapsed())));
        self.keep(name, outcome)
    }

    /// Runs one program with its output on the terminal, for output that people and tools want to read.
    pub(crate) fn show(&self, name: &str, command: &mut Command) -> Option<()> {
        self.say(&format!("{name:<28} started"));
        let started = Instant::now();
        let outcome = run::shown(command);
        let end = if outcome.is_ok() { "done" } else { "failed" };
        self.say(&format!("{name:<28} {end:<8} {}", clock(started.elapsed())));
        self.keep(name, outcome)
    }

    /// Ends the command: repeats every failure, then succeeds only if there was none.
    pub(crate) fn finish(self) -> Result<()> {
        let total = clock(self.started.elapsed());
        let failures =
            std::mem::take(&mut *self.failures.lock().unwrap_or_else(PoisonError::into_inner));
        if failures.is_empty() {
            self.say(&format!("all steps passed in {total}"));
            return Ok(());
        }
        for (name, failure) in &failures {
            self.say(&format!("\nfailed: {name}\n{failure:?}"));
        }
        let names = failures.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("`, `");
        Err(miette!("failed: `{names}` after {total}"))
    }

    fn expected(&self, name: &str) -> Option<&'static str> {
        self.expected.iter().find(|(step, _)| *step == name).map(|(_, time)| *time)
    }

    /// Keeps a failure for [`Progress::finish`].
    pub(crate) fn keep<T>(&self, name: &str, outcome: Result<T>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(failure) => {
                let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
                failures.push((name.to_owned(), failure));
                None
            }
        }
    }

    fn start(&self, name: &str) -> Option<ProgressBar> {
        let Some(bars) = &self.bars else {
            let expected = self.expected(name).map(|time| format!(", takes {time}"));
            self.say(&format!("{name:<28} started{}", expected.unwrap_or_default()));
            return None;
        };
        // The fallback is the library's own look; the template is a constant, so it is never needed.
        let style = ProgressStyle::with_template("{prefix:<28} {spinner} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar =
            bars.add(ProgressBar::new_spinner().with_style(style).with_prefix(name.to_owned()));
        bar.enable_steady_tick(Duration::from_millis(120));
        Some(bar)
    }

    fn end(&self, bar: Option<ProgressBar>, name: &str, text: &str) {
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        self.say(&format!("{name:<28} {text}"));
    }

    /// Prints one line without tearing the spinners apart.
    pub(crate) fn say(&self, line: &str) {
        #[cfg(unix)]
        let _going_on = crate::interrupt::going_on();
        let print = || {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        };
        match &self.bars {
            Some(bars) => bars.suspend(print),
            None => print(),
        }
    }
}

impl Step {
    /// A step that has not run anything yet.
    pub(crate) fn logging_to(log: &Path) -> Self {
        Self { log: log.to_owned(), note: Cell::new(None) }
    }

    /// Runs a program of this step; its output goes to the step's log, and its end into the error if it fails.
    pub(crate) fn run(&self, command: &mut Command) -> Result<()> {
        run::logged(command, &self.log)
    }

    /// Says in one word how the step was spared, such as `cached`.
    pub(crate) fn note(&self, word: &'static str) {
        self.note.set(Some(word));
    }

    /// The file that holds what the step's programs print.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }
}

/// Elapsed time as people say it: `0.4 s`, `12 s`, `3 m 07 s`.
fn clock(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", elapsed.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} m {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        let shown = [400, 12_900, 187_000].map(|millis| clock(Duration::from_millis(millis)));
        assert_eq!(shown, ["0.4 s", "12 s", "3 m 07 s"]);
    }
}
