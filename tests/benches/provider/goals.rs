//! Goals of the plugin, and whether it reaches them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use privatelink_tests::failure::Failure;

use crate::plugin::{Started, program, resident, spawn, used};

/// How often a duration is measured; the median counts.
const TIMES: usize = 21;

/// How long the slow engine takes for each registration.
const DELAY: Duration = Duration::from_millis(50);

/// Listeners of a large component, which makes 153 registrations.
const LISTENERS: u32 = 37;

/// Components that CPU is measured over, because it is counted in hundredths of a second.
const MANY: u32 = 100;

const MEBIBYTE: f64 = 1024.0;

/// A value with its limit, both in the unit that `what` ends with.
struct Goal {
    what: &'static str,
    limit: f64,
    measured: f64,
}

/// Measures everything and writes it down.
pub(crate) fn table() -> Result<String, Failure> {
    let (port, memory) = start()?;
    let loaded = memory_after_constructs()?;
    let (wall, cpu) = large()?;
    let goals = [
        Goal { what: "start to port, ms", limit: 10.0, measured: port },
        Goal { what: "resident when listening, MiB", limit: 12.0, measured: memory },
        Goal { what: "Construct / longest chain", limit: 1.03, measured: slow_engine(1)? },
        Goal { what: "the same, 37 listeners", limit: 1.03, measured: slow_engine(LISTENERS)? },
        Goal { what: "Construct, 37 listeners, ms", limit: 20.0, measured: wall },
        Goal { what: "the same, CPU of the plugin, ms", limit: 8.0, measured: cpu },
        Goal { what: "Construct, 10,000 targets, s", limit: 0.6, measured: largest()? },
        Goal { what: "size of the plugin, MB", limit: 15.0, measured: size()? },
        Goal { what: "growth over 10,000 Constructs", limit: 1.05, measured: growth(&loaded) },
    ];
    let mut text = String::from("\ngoals                                     at most  measured\n");
    for Goal { what, limit, measured } in goals {
        let verdict = if measured <= limit { "" } else { "  missed" };
        writeln!(text, "{what:<40} {limit:>8.2}  {measured:>8.3}{verdict}")?;
    }
    writeln!(text, "resident after 1,000 to 10,000 Constructs, MiB: {loaded:.1?}")?;
    Ok(text)
}

/// Milliseconds from the start to the port, and MiB that are resident then.
fn start() -> Result<(f64, f64), Failure> {
    let mut memory = 0.0_f64;
    let time = median(|| {
        let started = Instant::now();
        let (process, _port) = spawn("127.0.0.1:1")?;
        let elapsed = started.elapsed();
        memory = memory.max(mebibytes(resident(&process)?));
        Ok(elapsed.as_secs_f64() * 1_000.0)
    })?;
    Ok((time, memory))
}

/// Milliseconds for a large component, and milliseconds of CPU that the plugin uses for it.
fn large() -> Result<(f64, f64), Failure> {
    let started = Started::large(Duration::ZERO, LISTENERS, 1)?;
    let time = median(|| construct(&started))?;
    let before = used(&started.process)?;
    for _ in 0..MANY {
        construct(&started)?;
    }
    let cpu = used(&started.process)?.saturating_sub(before);
    Ok((time * 1_000.0, cpu.as_secs_f64() * 1_000.0 / f64::from(MANY)))
}

/// Seconds for one of the largest components there are: 40 listeners with 250 targets each.
fn largest() -> Result<f64, Failure> {
    construct(&Started::large(Duration::ZERO, 40, 250)?)
}

/// Seconds for one component.
fn construct(started: &Started) -> Result<f64, Failure> {
    let begin = Instant::now();
    started.construct(1, 1)?;
    let elapsed = begin.elapsed();
    started.engine.forget();
    Ok(elapsed.as_secs_f64())
}

/// How much longer a component takes than the longest chain of registrations in it.
fn slow_engine(listeners: u32) -> Result<f64, Failure> {
    let started = Started::large(DELAY, listeners, 1)?;
    median(|| {
        let begin = Instant::now();
        started.construct(1, 1)?;
        let elapsed = begin.elapsed();
        let chain = u32::try_from(started.engine.recording().longest_chain())?;
        started.engine.forget();
        Ok(elapsed.as_secs_f64() / (DELAY * chain).as_secs_f64())
    })
}

/// MiB that are resident after each 1,000 of 10,000 components, 64 at a time.
fn memory_after_constructs() -> Result<Vec<f64>, Failure> {
    let started = Started::new(Duration::ZERO)?;
    let thousand = |_| {
        started.construct(1_000, 64)?;
        started.engine.forget();
        resident(&started.process).map(mebibytes)
    };
    (0..10).map(thousand).collect()
}

/// The least of the second half by the least of the first. The allocator gives memory back at times of its own, so
/// single values go up and down; a leak raises the least of them.
fn growth(all: &[f64]) -> f64 {
    let least = |part: &[f64]| part.iter().copied().fold(f64::INFINITY, f64::min);
    let (first, second) = all.split_at(all.len() / 2);
    least(second) / least(first)
}

/// Megabytes of the program, which the release profile strips.
fn size() -> Result<f64, Failure> {
    let bytes = u32::try_from(program()?.metadata()?.len())?;
    Ok(f64::from(bytes) / 1e6)
}

fn mebibytes(kibibytes: u64) -> f64 {
    u32::try_from(kibibytes).map_or(f64::INFINITY, f64::from) / MEBIBYTE
}

fn median(mut measure: impl FnMut() -> Result<f64, Failure>) -> Result<f64, Failure> {
    let mut all = (0..TIMES).map(|_| measure()).collect::<Result<Vec<_>, _>>()?;
    all.sort_by(f64::total_cmp);
    all.get(TIMES / 2).copied().ok_or_else(|| Failure::new("nothing was measured"))
}
