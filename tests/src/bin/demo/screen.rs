//! What is printed: headings, lines that begin with who does something, and times.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use privatelink_tests::deployment::Engine;
use privatelink_tests::failure::Failure;

/// Width of the column that says who does something; `cargo xtask` prints its steps in the same.
const WIDTH: usize = 28;

/// Begins a part of the demonstration.
pub(crate) fn heading(text: &str) {
    print(&format!("\n== {text} =="));
}

/// Prints lines as they are.
pub(crate) fn paragraph(text: &str) {
    print(text);
}

/// Says what somebody does.
pub(crate) fn line(who: &str, what: &str) {
    print(&format!("{who:<WIDTH$} {what}"));
}

/// Does one thing, and says before what it is and after how long it took.
pub(crate) fn timed<T>(
    who: &str,
    what: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    line(who, what);
    let started = Instant::now();
    let outcome = work()?;
    line(who, &format!("done in {}", clock(started.elapsed())));
    Ok(outcome)
}

/// The name of an engine, for people.
pub(crate) fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Terraform => "Terraform",
        Engine::CloudFormation => "CloudFormation",
        Engine::Pulumi => "Pulumi",
    }
}

/// A time as people say it.
pub(crate) fn clock(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0..10 => format!("{:.1} s", elapsed.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} m {:02} s", seconds / 60, seconds % 60),
    }
}

/// All at once, because engines print at the same time.
fn print(text: &str) {
    // Nobody is left to show it to when standard output is closed.
    let _ = writeln!(io::stdout().lock(), "{text}");
}
