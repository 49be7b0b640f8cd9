//! A component whose slots are in accounts and Regions of their own, deployed by one engine, behind the same trait as a
//! component in one account.

mod module;
mod program;
mod stacks;

use std::collections::BTreeMap;

use privatelink_catalog::facts::{ACCOUNT_ID, REGION};
use privatelink_ir::{Component, DEFAULT_SLOT, Fact};

use crate::deployment::{Deployment, Engine};
use crate::emulator::{Account, Emulator};
use crate::failure::Failure;
use crate::toolchain::Toolchain;

/// Where a slot is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub account: Account,
    /// In which Region.
    pub region: &'static str,
}

impl Place {
    /// An account in a Region.
    pub fn new(account: &Account, region: &'static str) -> Self {
        Self { account: account.clone(), region }
    }
}

/// A component, and where its slots are.
#[derive(Clone, Debug)]
pub struct Placement {
    component: &'static Component,
    plugin: Option<&'static str>,
    home: Place,
    others: BTreeMap<&'static str, Place>,
    /// A program gives no providers for other slots, but what they are made of: a Region and a role.
    by_roles: bool,
}

impl Placement {
    /// A component of the product, with a place for its default slot.
    pub fn new(component: &'static Component, home: Place) -> Self {
        Self { component, plugin: None, home, others: BTreeMap::new(), by_roles: false }
    }

    /// The component is one that only tests have: the name of the program that is Pulumi's plugin for it.
    #[must_use]
    pub fn of_tests(self, plugin: &'static str) -> Self {
        Self { plugin: Some(plugin), ..self }
    }

    /// A program lets the component make its providers, which assume a role in the other account.
    #[must_use]
    pub fn by_roles(self) -> Self {
        Self { by_roles: true, ..self }
    }

    /// A place for another slot.
    #[must_use]
    pub fn with(mut self, slot: &'static str, place: Place) -> Self {
        self.others.insert(slot, place);
        self
    }

    /// Prepares a deployment; nothing is created yet.
    pub fn prepare<'a>(
        self,
        engine: Engine,
        toolchain: &'a Toolchain,
        emulator: &'a Emulator,
    ) -> Result<Box<dyn Deployment + Send + 'a>, Failure> {
        Ok(match engine {
            Engine::CloudFormation => Box::new(stacks::Stacks::new(emulator, self)?),
            Engine::Terraform => Box::new(module::Module::new(toolchain, self)),
            Engine::Pulumi => Box::new(program::Program::new(toolchain, self)?),
        })
    }

    fn place(&self, slot: &str) -> Result<&Place, Failure> {
        if slot == DEFAULT_SLOT {
            return Ok(&self.home);
        }
        self.others.get(slot).ok_or_else(|| Failure::new(format!("no place for the slot `{slot}`")))
    }

    /// What is so where a slot is.
    fn fact(&self, slot: &str, fact: Fact) -> Result<String, Failure> {
        let place = self.place(slot)?;
        match fact {
            REGION => Ok(place.region.to_owned()),
            ACCOUNT_ID => Ok(place.account.id().to_owned()),
            Fact(name) => Err(Failure::new(format!("nobody knows `{name}` of `{slot}`"))),
        }
    }
}
