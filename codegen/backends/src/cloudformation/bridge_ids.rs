//! Ids of what makes custom resources.

use super::names::Names;
use privatelink_catalog::Catalog;
use privatelink_catalog::identity::machinery_ids;
use privatelink_ir::Model;
use std::collections::{BTreeMap, BTreeSet};

/// Ids by bridge.
#[derive(Debug, Default)]
pub(super) struct BridgeIds {
    /// Role and function by name of the bridge.
    machinery: BTreeMap<&'static str, [String; 2]>,
}

impl BridgeIds {
    /// Takes ids for the machinery of every bridge that the component could need, whatever its inputs are: no input may
    /// rename a function, since `CloudFormation` does not move a custom resource from one to another.
    pub(super) fn new(catalog: Catalog, model: &Model, names: &mut Names) -> Self {
        let kinds = model.nodes.iter().filter_map(|node| (catalog.kinds)(node.kind));
        let bridges: BTreeSet<&'static str> =
            kinds.filter_map(|kind| kind.cloudformation.bridge()).collect();
        let machinery = bridges.into_iter().map(|bridge| {
            let ids = machinery_ids(bridge);
            // Nothing is taken yet, and no two bridges have the same name.
            for id in &ids {
                names.claim(id);
            }
            (bridge, ids)
        });
        Self { machinery: machinery.collect() }
    }

    /// Ids of all roles and functions, by name of the bridge.
    pub(super) fn machinery(&self) -> impl Iterator<Item = (&'static str, &[String; 2])> {
        self.machinery.iter().map(|(bridge, ids)| (*bridge, ids))
    }

    /// Id of the function of a bridge.
    pub(super) fn function(&self, bridge: &str) -> Option<&str> {
        self.machinery.get(bridge).map(|[_, function]| function.as_str())
    }
}
