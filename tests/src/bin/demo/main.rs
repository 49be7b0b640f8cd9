//! Deploys one example by several engines into accounts of an AWS emulator, compares what they made, and removes it.
//!
//! `cargo xtask demo` calls it; its arguments are the engines. The Pulumi engine may still be being built then: a line on
//! standard input says where it is, once it is there.

mod bad_inputs;
mod picture;
mod screen;
mod standing;
mod table;

use std::env;
use std::process::ExitCode;
use std::thread::{self, ScopedJoinHandle};

use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::minimal;
use privatelink_tests::toolchain::Toolchain;

use bad_inputs::BadInputs;
use screen::{heading, line, name, paragraph, timed};
use standing::{Awaited, Standing};

fn main() -> ExitCode {
    let engines = env::args().skip(1).map(|name| engine(&name)).collect::<Result<Vec<_>, _>>();
    match engines.and_then(|engines| demonstrate(&engines)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            line("failed", &failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn engine(word: &str) -> Result<Engine, Failure> {
    let found = Engine::ALL.into_iter().find(|engine| name(*engine).eq_ignore_ascii_case(word));
    found.ok_or_else(|| Failure::new(format!("`{word}` is no engine")))
}

fn demonstrate(engines: &[Engine]) -> Result<(), Failure> {
    heading("Deploy");
    paragraph(
        "The same example, by each engine in an AWS account of its own: a service that offers a load balancer to another\n\
         account. The load balancer and its network are there already.\n",
    );
    for engine in engines {
        line(name(*engine), &format!("{}/", minimal::folder(*engine)));
    }
    let tools = Toolchain::find_some()?;
    let aws = timed("AWS emulator", "starts, takes some seconds", || Emulator::start(&tools))?;
    let pulumi = Awaited::default();
    thread::scope(|scope| {
        let deploy = |engine| {
            let (tools, aws, pulumi) = (&tools, &aws, &pulumi);
            (engine, scope.spawn(move || Standing::deploy(engine, tools, aws, pulumi)))
        };
        let running: Vec<_> = engines.iter().copied().map(deploy).collect();
        let (last, first): (Vec<_>, Vec<_>) =
            running.into_iter().partition(|(engine, _)| *engine == Engine::Pulumi);

        let mut demonstration = Demonstration::default();
        demonstration.join(first);
        // An engine that was there from the beginning is about as far as the others: all are shown together then.
        if !pulumi.is_over() {
            demonstration.show(&tools, &aws);
        }
        demonstration.join(last);
        demonstration.show(&tools, &aws);
        demonstration.end()
    })
}

/// What stands, what was shown of it, and what went wrong.
#[derive(Default)]
struct Demonstration<'a> {
    standing: Vec<Standing<'a>>,
    bad_inputs: Option<BadInputs>,
    shown: usize,
    failures: Vec<String>,
}

impl<'a> Demonstration<'a> {
    /// Waits for deployments.
    fn join<'s>(
        &mut self,
        running: Vec<(Engine, ScopedJoinHandle<'s, Result<Standing<'a>, Failure>>)>,
    ) {
        for (engine, thread) in running {
            let panicked = |_| Err(Failure::new("the thread panicked"));
            match thread.join().unwrap_or_else(panicked) {
                Ok(standing) => self.standing.push(standing),
                Err(failure) => self.failed(name(engine), failure),
            }
        }
    }

    /// Shows what came with the last deployments, if any did.
    fn show(&mut self, tools: &Toolchain, aws: &Emulator) {
        let Some(last) = self.standing.get(self.shown..).and_then(<[_]>::last) else { return };
        if self.shown == 0 {
            heading("What stands there");
            if let Err(failure) = picture::draw(aws, last, tools) {
                self.failed("picture", failure);
            }
        }
        heading(if self.standing.len() > 1 { "Compare" } else { "What was made" });
        if let Err(failure) = table::compare(&self.standing) {
            self.failed("compare", failure);
        }
        heading("Bad inputs");
        if let Err(failure) = self.show_bad_inputs(tools) {
            self.failed("bad inputs", failure);
        }
        self.shown = self.standing.len();
    }

    fn show_bad_inputs(&mut self, tools: &Toolchain) -> Result<(), Failure> {
        let bad_inputs = match self.bad_inputs.take() {
            Some(bad_inputs) => bad_inputs,
            None => BadInputs::check(tools)?,
        };
        let bad_inputs = self.bad_inputs.insert(bad_inputs);
        let new = self.standing.get(self.shown..).unwrap_or_default();
        new.iter().try_for_each(|standing| bad_inputs.refused_by(standing))
    }

    /// Removes everything, all at the same time.
    fn end(mut self) -> Result<(), Failure> {
        heading("Remove");
        let standing = std::mem::take(&mut self.standing);
        thread::scope(|scope| {
            let running: Vec<_> = standing
                .into_iter()
                .map(|standing| (standing.engine, scope.spawn(move || standing.remove())))
                .collect();
            for (engine, thread) in running {
                let panicked = |_| Err(Failure::new("the thread panicked"));
                if let Err(failure) = thread.join().unwrap_or_else(panicked) {
                    self.failed(name(engine), failure);
                }
            }
        });
        if self.failures.is_empty() {
            return Ok(());
        }
        Err(Failure::new(self.failures.join(", ")))
    }

    /// Says at once what is wrong, and goes on with the rest.
    fn failed(&mut self, who: &str, failure: Failure) {
        line(who, &format!("failed: {failure}"));
        self.failures.push(who.to_owned());
    }
}
