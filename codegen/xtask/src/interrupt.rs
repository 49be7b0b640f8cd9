//! Ctrl-C: ends every program that a command has started, and removes what they have written.
//!
//! The programs lead process groups of their own, so a terminal interrupts this process alone, and this process ends the
//! others: all of them, whatever groups and sessions they have started in turn. Nobody else gets to see an interruption, so
//! no step fails by it and no further one starts.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{self, Child, Command};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::{fs, thread};

use miette::{IntoDiagnostic, Result};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// Where the programs write what is of no use after the command.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Taken for good by an interruption: from then on nothing starts, and nothing is said.
static GOING_ON: RwLock<()> = RwLock::new(());

/// What a shell adds to the number of the signal that ended a program.
const BY_SIGNAL: i32 = 128;

/// From here on an interruption ends every program that this process has started, and removes `folder`, which they use for
/// temporary files.
pub(crate) fn watch(folder: PathBuf) -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).into_diagnostic()?;
    let folder = FOLDER.get_or_init(|| folder);
    thread::spawn(move || {
        let signal = signals.forever().next().unwrap_or(SIGINT);
        let _stopped = GOING_ON.write().unwrap_or_else(PoisonError::into_inner);
        end_descendants(process::id());
        // What cannot be removed is left to the system, which empties its folder for temporary files.
        let _ = fs::remove_dir_all(folder);
        // A terminal that is gone reads nothing.
        let _ = writeln!(io::stderr(), "\ninterrupted: everything that was started has ended");
        process::exit(BY_SIGNAL + signal);
    });
    Ok(())
}

/// Waits for ever after an interruption, and keeps one from coming between until it is dropped.
pub(crate) fn going_on() -> RwLockReadGuard<'static, ()> {
    GOING_ON.read().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a program so that an interruption ends it, if this process watches for one.
pub(crate) fn spawn(command: &mut Command) -> io::Result<Child> {
    let _going_on = going_on();
    if let Some(folder) = FOLDER.get() {
        command.process_group(0).env("TMPDIR", folder);
    }
    command.spawn()
}

/// Kills everything that the process `root` has started, and what that has started.
///
/// All are stopped before any is killed: a program whose parent is gone is nobody's, and one that runs may start another.
fn end_descendants(root: u32) {
    let mut stopped: Vec<u32> = Vec::new();
    loop {
        let mut found = descendants(root);
        found.retain(|process| !stopped.contains(process));
        if found.is_empty() {
            break;
        }
        for &process in &found {
            send(process, Signal::STOP);
        }
        stopped.extend(found);
    }
    for process in stopped {
        send(process, Signal::KILL);
    }
}

/// A process that has just ended needs no signal.
fn send(process: u32, signal: Signal) {
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    let _ = process.map(|process| kill_process(process, signal));
}

/// The processes below `root`, without it.
fn descendants(root: u32) -> Vec<u32> {
    let parents = parents();
    let mut below = vec![root];
    let mut next = 0;
    while let Some(&parent) = below.get(next) {
        below.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        next += 1;
    }
    below.split_off(1)
}

/// Every process with its parent.
#[cfg(target_os = "linux")]
fn parents() -> Vec<(u32, u32)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let process = entry.file_name().to_str()?.parse().ok()?;
            // `12 (name) S 3 …`: a name may have spaces and brackets in it.
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
            Some((process, parent.parse().ok()?))
        })
        .collect()
}

/// Every process with its parent.
#[cfg(not(target_os = "linux"))]
fn parents() -> Vec<(u32, u32)> {
    let listed = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
    let listed = listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    listed.unwrap_or_default().lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read};
    use std::process::Stdio;

    use super::*;

    #[test]
    fn programs_end_with_what_they_have_started_in_other_groups() {
        // Jobs of a shell with `-m` lead groups of their own. All share the pipe, which closes when the last is gone.
        let script = "sh -mc 'sleep 600 & echo 1; wait' & sh -mc 'sleep 600 & echo 2; wait' & wait";
        let mut command = Command::new("sh");
        command.args(["-mc", script]).stdout(Stdio::piped());
        let mut root = command.spawn().unwrap();
        let mut lines = BufReader::new(root.stdout.take().unwrap());
        for _ in 0..2 {
            lines.read_line(&mut String::new()).unwrap();
        }
        assert_eq!(descendants(root.id()).len(), 4);
        end_descendants(root.id());
        root.kill().unwrap();
        root.wait().unwrap();
        assert_eq!(lines.read_to_end(&mut Vec::new()).unwrap(), 0);
    }
}
