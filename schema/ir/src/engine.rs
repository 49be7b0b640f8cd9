//! What engines can do.
//!
//! Definitions name capabilities, never engines: a rule, an output or a property says what it needs. An engine says what
//! it lacks, and why, in words that its users read. So a new engine is a new table, and no definition changes for it.

/// Something that engines can do or not, such as `look-ups`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capability(pub &'static str);

/// A capability that an engine does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Which one.
    pub capability: Capability,
    /// Why not, a sentence to be read after "but": `CloudFormation cannot look up what is there`.
    pub reason: &'static str,
    /// What to do instead, to be read after "or": `deploy this with Terraform or Pulumi`.
    pub instead: &'static str,
}

/// Whatever deploys a component, or writes down what deploys it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// Name in commands and files, such as `terraform`.
    pub name: &'static str,
    /// Name in sentences, such as `Terraform`.
    pub title: &'static str,
    /// Whether values may stay open when the component is specialised: what comes out is for many deployments, each of
    /// which gives the values. A value that is given then is a default.
    pub leaves_open: bool,
    /// What it cannot do. It has every other capability.
    pub lacks: &'static [Lack],
}

impl Engine {
    /// An engine that can do everything, for questions about a definition alone.
    pub const COMPLETE: Self =
        Self { name: "complete", title: "a complete engine", leaves_open: false, lacks: &[] };

    /// Why a capability is missing; `None` if it is there.
    pub fn lack(&self, capability: Capability) -> Option<&'static Lack> {
        self.lacks.iter().find(|lack| lack.capability == capability)
    }

    /// Whether a capability is there.
    pub fn has(&self, capability: Capability) -> bool {
        self.has_named(capability.0)
    }

    /// Whether the capability of this name is there.
    pub fn has_named(&self, capability: &str) -> bool {
        self.lacks.iter().all(|lack| lack.capability.0 != capability)
    }
}
