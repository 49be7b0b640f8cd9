//! Where a case is deployed: a place for each slot of the component, and what is there before it.

use std::collections::BTreeMap;

use privatelink_corpus_reader::Corpus;
use privatelink_ir::Component;
use serde_json::Value;

use crate::cloudformation::CloudFormation;
use crate::deployment::{Deployment, Engine, Prepare, Surroundings};
use crate::emulator::{Account, Emulator, REGION};
use crate::failure::Failure;
use crate::placed::{Place, Placement};
use crate::scratch::checkout;
use crate::toolchain::Toolchain;

/// The Region of slots beside the default one.
pub const THERE: &str = "eu-west-1";

/// What a case needs of a world.
#[derive(Clone, Debug)]
pub struct Needs {
    /// The component.
    pub component: &'static Component,
    /// Folder of the component in the corpus.
    pub folder: String,
    /// Slots beside the default one.
    pub slots: Vec<String>,
    /// Whether they are in an account of their own.
    pub apart: bool,
}

impl Needs {
    /// What a case of a corpus needs.
    pub fn of(corpus: &Corpus, case: &str) -> Self {
        Self {
            component: corpus.component,
            folder: corpus.name.clone(),
            slots: corpus.slots.clone(),
            apart: corpus.cases.get(case).is_some_and(|case| case.apart),
        }
    }
}

/// Accounts with what is in them before the component.
pub struct World<'a> {
    aws: &'a Emulator,
    needs: Needs,
    home: Account,
    other: Account,
    around: Surroundings<'a>,
    /// What is in the Regions of other slots.
    stacks: Vec<CloudFormation<'a>>,
    outputs: BTreeMap<String, String>,
}

impl<'a> World<'a> {
    /// Deploys the surroundings of all slots.
    pub fn deploy(aws: &'a Emulator, needs: &Needs) -> Result<Self, Failure> {
        let home = aws.account();
        let other = if needs.apart { aws.account() } else { home.clone() };
        let around = Surroundings::deploy(aws, &home, &needs.folder)?;
        let mut outputs = around.outputs().clone();
        let mut stacks = Vec::new();
        for slot in &needs.slots {
            let template = format!("tests/corpus/{}/surroundings-{slot}.yaml", needs.folder);
            let stack = CloudFormation::new(aws, &other, &format!("surroundings-{slot}"));
            let stack = stack.in_region(THERE);
            stack.deploy(&checkout().join(template), &[])?;
            outputs.extend(stack.texts()?);
            stacks.push(stack);
        }
        Ok(Self { aws, needs: needs.clone(), home, other, around, stacks, outputs })
    }

    /// Ids and ARNs of what is there, by name.
    pub fn outputs(&self) -> &BTreeMap<String, String> {
        &self.outputs
    }

    /// The account of the default slot, and that of the others if it is another one.
    pub fn accounts(&self) -> Vec<&Account> {
        let other = self.needs.apart.then_some(&self.other);
        std::iter::once(&self.home).chain(other).collect()
    }

    /// Prepares a deployment of the component; nothing is created yet.
    pub fn prepare<'b>(
        &self,
        engine: Engine,
        tools: &'b Toolchain,
        aws: &'b Emulator,
    ) -> Result<Box<dyn Deployment + 'b>, Failure> {
        let component = self.needs.component;
        if self.needs.slots.is_empty() {
            return engine.prepare(tools, aws, &self.home, component);
        }
        let mut placement = Placement::new(component, self.here());
        for slot in component.model().slots() {
            if self.needs.slots.iter().any(|name| name == slot) {
                placement = placement.with(slot, self.there());
            }
        }
        Ok(placement.prepare(engine, tools, aws)?)
    }

    /// Where the default slot is.
    pub fn here(&self) -> Place {
        Place::new(&self.home, REGION)
    }

    /// Where the other slots are.
    pub fn there(&self) -> Place {
        Place::new(&self.other, THERE)
    }

    /// What exists, in canonical form.
    pub fn state(&self) -> Result<Value, Failure> {
        if self.needs.slots.is_empty() {
            return self.aws.inventory(&self.home, REGION);
        }
        self.aws.shared_inventory(&self.accounts(), &[REGION, THERE])
    }

    /// Removes what was there before the component, and shows that nothing is left.
    pub fn destroy(&self) -> Result<(), Failure> {
        self.stacks.iter().rev().try_for_each(CloudFormation::delete)?;
        self.around.destroy()?;
        let regions: &[&str] =
            if self.needs.slots.is_empty() { &[REGION] } else { &[REGION, THERE] };
        for account in self.accounts() {
            regions.iter().try_for_each(|region| self.aws.assert_empty(account, region))?;
        }
        Ok(())
    }

    /// Removes the records by which certificates were validated, which `CloudFormation` leaves behind.
    pub fn delete_validation_records(&self) -> Result<(), Failure> {
        self.aws.delete_validation_records(&self.home)
    }
}
