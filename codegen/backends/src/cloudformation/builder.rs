//! The template of one stack under construction.

use super::conditions::Conditions;
use super::lower::Lower;
use super::plan::Plan;
use super::sources::{Lists, Sources};
use privatelink_ir::Problem;
use std::collections::BTreeSet;

/// Makes the sections of a template.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    /// The whole component.
    pub(super) plan: &'a Plan<'a>,
    /// Whose template it is.
    pub(super) stack: usize,
    /// Turns values into trees.
    pub(super) lower: Lower<'a>,
    /// Bridges that made custom resources so far.
    pub(super) bridges: BTreeSet<&'static str>,
    /// What could not be expressed.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Builder<'a> {
    /// Nothing made yet.
    pub(super) fn new(plan: &'a Plan<'a>, stack: usize, lists: &'a Lists) -> Self {
        let lower = Lower::new(Conditions::new(Sources::new(plan, stack, lists)));
        Self { plan, stack, lower, bridges: BTreeSet::new(), problems: Vec::new() }
    }
}
