//! Runs many cases one after another, and says which ones are not answered as they should be.

use std::any::Any;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{env, process, thread};

use fastrand::Rng;
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::budget::Taken;

/// Set by `cargo xtask test --thorough`.
const THOROUGH: &str = "PRIVATELINK_THOROUGH";

/// Number of the only case that runs.
const ONE: &str = "PRIVATELINK_CASE";

/// Cases of a thorough run.
const MANY: u64 = 100_000;

/// Failures after which a run ends.
const ENOUGH: usize = 20;

/// Time after which a case is said to hang: no measure of time ends one.
const HANGS: Duration = Duration::from_mins(3);

/// Bytes that this process can have: whoever asks for more ends it, and not the machine.
const ROOM: u64 = 8_000_000_000;

/// Only one run at a time, since memory is counted for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

/// What a run is about.
pub(crate) struct Run<'a, T, A> {
    /// Names its files.
    pub(crate) name: &'a str,
    /// Cases unless more are asked for.
    pub(crate) cases: u64,
    /// Makes up a case.
    pub(crate) make: &'a dyn Fn(&mut Rng) -> T,
    /// Bytes of a case.
    pub(crate) size: &'a dyn Fn(&T) -> usize,
    /// A case as text.
    pub(crate) show: &'a dyn Fn(&T) -> Vec<u8>,
    /// What is measured.
    pub(crate) answer: &'a dyn Fn(&T) -> A,
    /// What is wrong with an answer.
    pub(crate) judge: &'a dyn Fn(&T, A) -> Result<(), String>,
}

impl<T, A> Run<'_, T, A> {
    /// Runs all cases, and returns what is wrong.
    pub(crate) fn all(&self) -> Vec<String> {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        setrlimit(Resource::As, Rlimit { current: Some(ROOM), maximum: Some(ROOM) }).unwrap();
        let last = File::create(file(&format!("{}.number", self.name))).unwrap();
        let watch = watch(self.name.to_owned());
        let mut failures = Vec::new();
        let mut most = Taken::default();
        for number in self.numbers() {
            last.write_all_at(format!("{number:<9}").as_bytes(), 0).unwrap();
            let case = (self.make)(&mut Rng::with_seed(number));
            let path = file(&format!("{}-{number}.txt", self.name));
            if env::var_os(ONE).is_some() {
                fs::write(&path, (self.show)(&case)).unwrap();
            }
            watch.send(Some(number)).unwrap();
            let found = self.wrong(&case, &mut most);
            watch.send(None).unwrap();
            if let Some(wrong) = found {
                fs::write(&path, (self.show)(&case)).unwrap();
                let name = self.name;
                let failure = format!("{name}, case {number}, `{}`: {wrong}", path.display());
                // At once, in case that a later one brings the process down.
                println!("{failure}");
                failures.push(failure);
            }
            if failures.len() == ENOUGH {
                break;
            }
        }
        println!("{}: at most {:?} and {} KB a case", self.name, most.time, most.bytes / 1_000);
        failures
    }

    fn numbers(&self) -> std::ops::RangeInclusive<u64> {
        match env::var(ONE) {
            Ok(number) => {
                let number = number.parse().unwrap();
                number..=number
            }
            // Without optimisation that many would take hours.
            Err(_) if env::var_os(THOROUGH).is_some() && !cfg!(debug_assertions) => 1..=MANY,
            Err(_) => 1..=self.cases,
        }
    }

    /// What is wrong with the answer, or what it takes.
    fn wrong(&self, case: &T, most: &mut Taken) -> Option<String> {
        let size = (self.size)(case);
        let once = || {
            let answered = || catch_unwind(AssertUnwindSafe(|| (self.answer)(case)));
            let (answer, taken) = Taken::by(answered);
            let wrong = match answer {
                Ok(answer) => (self.judge)(case, answer).err(),
                Err(panic) => Some(format!("panics: {}", text(panic.as_ref()))),
            };
            (wrong, taken)
        };
        let (wrong, taken) = once();
        if wrong.is_some() {
            return wrong;
        }
        // Once more: the first time may have paid for what only the first case needs.
        let taken = if taken.excess(size).is_some() { once().1 } else { taken };
        *most = most.most(taken);
        taken.excess(size)
    }
}

fn text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}

/// A file that outlives the run.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{name}"))
}

/// Ends the process with the number of a case that does not end.
fn watch(name: String) -> Sender<Option<u64>> {
    let (sender, receiver) = mpsc::channel::<Option<u64>>();
    thread::spawn(move || {
        while let Ok(number) = receiver.recv() {
            let Some(number) = number else { continue };
            if receiver.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
                println!("{name}: case {number} does not end");
                process::abort();
            }
        }
    });
    sender
}
