//! The example in one account, from its deployment by one engine to the empty account.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use privatelink_tests::deployment::{Engine, Surroundings};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::minimal::{self, Example};
use privatelink_tests::toolchain::Toolchain;
use serde_json::Value;

use crate::screen::{clock, line, name};

/// What one engine has deployed.
pub(crate) struct Standing<'a> {
    pub(crate) engine: Engine,
    pub(crate) account: Account,
    /// The tools that the engine was found among.
    pub(crate) tools: Toolchain,
    /// What was in the account before, and what is in it now, in canonical form.
    states: [Value; 2],
    around: Surroundings<'a>,
    example: Box<dyn Example + Send + 'a>,
    aws: &'a Emulator,
}

impl<'a> Standing<'a> {
    /// Deploys the example, and once more, which must change nothing.
    pub(crate) fn deploy(
        engine: Engine,
        tools: &Toolchain,
        aws: &'a Emulator,
        pulumi: &Awaited,
    ) -> Result<Self, Failure> {
        let who = name(engine);
        let tools = match engine {
            Engine::Pulumi => tools.with_engine(pulumi.wait()?),
            _ => tools.clone(),
        };
        let account = aws.account();
        line(who, &format!("deploys into account {}, takes {}", account.id(), time(engine)));
        let around = Surroundings::deploy(aws, &account, minimal::SURROUNDINGS)?;
        let before = aws.inventory(&account, REGION)?;
        let started = Instant::now();
        let example = minimal::prepare(engine, &tools, aws, &account, &around)?;
        example.deploy()?;
        let service = example.service_name()?;
        line(who, &format!("made {service} in {}", clock(started.elapsed())));
        example.assert_unchanged()?;
        line(who, "has nothing to do when it runs again");
        let after = aws.inventory(&account, REGION)?;
        Ok(Self { engine, account, tools, states: [before, after], around, example, aws })
    }

    /// What was in the account before.
    pub(crate) fn before(&self) -> &Value {
        let [before, _] = &self.states;
        before
    }

    /// What is in the account now.
    pub(crate) fn after(&self) -> &Value {
        let [_, after] = &self.states;
        after
    }

    /// Removes the example and what was there before; the account must be empty then.
    pub(crate) fn remove(self) -> Result<(), Failure> {
        let who = name(self.engine);
        let started = Instant::now();
        line(who, "removes everything, takes some seconds");
        self.example.destroy()?;
        self.around.destroy()?;
        self.aws.assert_empty(&self.account, REGION)?;
        let (account, time) = (self.account.id(), clock(started.elapsed()));
        line(who, &format!("left account {account} empty after {time}"));
        Ok(())
    }
}

/// How long the example takes.
fn time(engine: Engine) -> &'static str {
    match engine {
        Engine::CloudFormation => "some seconds",
        // The emulator is quick; the provider sleeps before it asks for the first time.
        _ => "about 1 m 30 s: the AWS provider waits a minute for a load balancer",
    }
}

/// The Pulumi engine, which may still be being built.
#[derive(Default)]
pub(crate) struct Awaited {
    is_there: AtomicBool,
}

impl Awaited {
    /// Waits for the line that says where the engine is.
    fn wait(&self) -> Result<PathBuf, Failure> {
        let who = name(Engine::Pulumi);
        line(who, "waits for its engine, which takes about 10 minutes to build the first time");
        let mut folder = String::new();
        io::stdin().read_line(&mut folder).context(|| "no word of the engine".to_owned())?;
        self.is_there.store(true, Ordering::Relaxed);
        match folder.trim_end() {
            "" => Err(Failure::new("its engine could not be built; the reason is at the end")),
            folder => Ok(PathBuf::from(folder)),
        }
    }

    /// Whether the wait is over.
    pub(crate) fn is_over(&self) -> bool {
        self.is_there.load(Ordering::Relaxed)
    }
}
