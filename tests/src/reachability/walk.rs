//! One walk: what it is about, what it has passed, and which rules let it pass.

use std::collections::{BTreeMap, BTreeSet};

use super::Client;
use super::cidr::Range;
use super::hop::{Direction, Hop, Opening, Refusal, Stage};
use super::state::{State, by_id};

/// What a walk stopped at; the walk adds what it passed.
pub(super) struct Stop {
    pub(super) stage: Stage,
    pub(super) why: String,
}

/// Ends a walk.
pub(super) fn stop<T>(stage: Stage, why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop { stage, why: why.into() })
}

/// A security group that decided about a walk, and the way.
pub(super) type Judge = (String, Direction);

/// A connection on its way.
pub(super) struct Walk<'a> {
    pub(super) state: &'a State,
    pub(super) client: &'a Client,
    pub(super) opening: Opening,
    pub(super) hops: Vec<Hop>,
    /// Who owns each security group that decided.
    pub(super) judges: BTreeMap<Judge, &'static str>,
    /// What each rule was needed for; rules by their place in the group.
    pub(super) needed: BTreeMap<(String, usize), BTreeSet<Opening>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(state: &'a State, client: &'a Client, opening: Opening) -> Self {
        let (judges, needed) = (BTreeMap::new(), BTreeMap::new());
        Self { state, client, opening, hops: Vec::new(), judges, needed }
    }

    /// Goes the whole way by every branch.
    pub(super) fn go(&mut self, name: &str) -> Result<(), Refusal> {
        let gone = self.resolve(name).and_then(|found| {
            found.iter().try_for_each(|destination| self.reach_endpoint(destination))
        });
        gone.map_err(|Stop { stage, why }| Refusal { stage, why, passed: self.hops.clone() })
    }

    /// Notes what was passed, once: branches meet again.
    pub(super) fn pass(&mut self, hop: Hop) {
        if !self.hops.contains(&hop) {
            self.hops.push(hop);
        }
    }

    /// Addresses that the connection may come from.
    pub(super) fn sources(&self) -> Vec<Range> {
        self.state.sources(self.client)
    }

    /// Whether the client speaks IPv6.
    pub(super) fn is_ipv6(&self) -> bool {
        self.client.source.is_some_and(|source| source.is_ipv6())
    }
}

impl State {
    /// Addresses that a client may have.
    pub(super) fn sources(&self, client: &Client) -> Vec<Range> {
        if let Some(source) = client.source {
            return vec![source];
        }
        let vpc = by_id(&self.vpcs, &client.vpc);
        vpc.map(|vpc| vpc.facts.cidr_blocks.clone()).unwrap_or_default()
    }
}
