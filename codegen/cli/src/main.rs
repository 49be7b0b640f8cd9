//! `privatelink`: compiles `PrivateLink` components and checks their inputs.

use mimalloc::MiMalloc;
use privatelink_cli::{Look, Streams, run_with};
use std::process::ExitCode;

/// As in the plugin: graphs are many small allocations, made and freed together.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let (stdin, stdout, stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let mut streams = Streams {
        input: &mut stdin.lock(),
        output: &mut stdout.lock(),
        messages: &mut stderr.lock(),
    };
    ExitCode::from(run_with(std::env::args_os(), &mut streams, Look::of_stderr()))
}
