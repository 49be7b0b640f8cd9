//! What a plugin offers: the parameter that makes the runtime a provider of something.

use std::sync::{Arc, OnceLock};

use privatelink_catalog::KindEntry;
use privatelink_ir::{Component, Constant, Given, Kind, Model, Problem};

/// A package of components.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    /// Name: the first part of every type token, and the last part of the name of the binary.
    pub name: &'static str,
    /// Semantic version, without `v`.
    pub version: &'static str,
    /// Package schema, as JSON text.
    pub schema: &'static str,
    /// Components.
    pub components: &'static [Component],
    /// Functions.
    pub functions: &'static [Function],
    /// Finds what the catalog says about a kind.
    pub kinds: fn(Kind) -> Option<&'static KindEntry>,
}

/// What a function makes of its arguments: an object, or nothing as long as one of them is unknown.
pub type Answer = Result<Option<Constant>, Vec<Problem>>;

/// Arguments of a function by name.
pub type Passed<'a> = &'a [(Arc<str>, Given)];

/// A function of a package.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Name: the last part of its token.
    pub name: &'static str,
    /// What it makes of its arguments.
    pub answer: fn(Passed<'_>) -> Answer,
}

impl Package {
    /// The function behind a token such as `privatelink:index:estimateCost`.
    pub(crate) fn find_function(&self, token: &str) -> Option<&'static Function> {
        let name = token.strip_prefix(self.name)?.strip_prefix(":index:")?;
        self.functions.iter().find(|function| function.name == name)
    }
}

/// The components of a package, each read when it is first constructed.
#[derive(Debug)]
pub(crate) struct Models {
    package: Package,
    models: Vec<OnceLock<Model>>,
}

impl Models {
    pub(crate) fn new(package: Package) -> Self {
        let models = package.components.iter().map(|_| OnceLock::new()).collect();
        Self { package, models }
    }

    /// The component behind a type token such as `privatelink:index:PrivateLinkService`.
    pub(crate) fn find(&self, token: &str) -> Option<&Model> {
        let name = token.strip_prefix(self.package.name)?.strip_prefix(":index:")?;
        let mut known = self.package.components.iter().zip(&self.models);
        let (component, model) = known.find(|(component, _)| component.name == name)?;
        Some(model.get_or_init(|| component.model()))
    }
}
