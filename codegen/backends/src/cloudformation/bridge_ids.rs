//! Ids of what makes custom resources, and of those that stand beside other resources.

use super::names::Names;
use privatelink_catalog::identity::{Identity, bridges_of, machinery_ids};
use privatelink_catalog::{AttributeForm, Catalog, KindEntry, KindForm, PropertyForm};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Expr, Model, Name, Resource, Specialised};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Ids by bridge and by resource.
#[derive(Debug, Default)]
pub(super) struct BridgeIds {
    /// Role and function by name of the bridge.
    machinery: BTreeMap<&'static str, [String; 2]>,
    /// Bridges and ids of custom resources, by the place of the resource beside them.
    companions: HashMap<usize, Vec<(&'static str, String)>>,
}

impl BridgeIds {
    /// Takes ids for the machinery of every bridge that the component could need, whatever its inputs are: no input may
    /// rename a function, since `CloudFormation` does not move a custom resource from one to another.
    pub(super) fn new(catalog: Catalog, model: &Model, names: &mut Names) -> Self {
        let kinds = model.nodes.iter().filter_map(|node| (catalog.kinds)(node.kind));
        let bridges: BTreeSet<&'static str> = kinds.flat_map(bridges_of).collect();
        let machinery = bridges.into_iter().map(|bridge| {
            let ids = machinery_ids(bridge);
            // Nothing is taken yet, and no two bridges have the same name.
            for id in &ids {
                names.claim(id);
            }
            (bridge, ids)
        });
        Self { machinery: machinery.collect(), companions: HashMap::new() }
    }

    /// Takes ids for the custom resources beside others. Returns those that were taken already, and beside what.
    pub(super) fn place<'s>(
        &mut self,
        specialised: &'s Specialised,
        identity: &Identity<'_>,
        find: impl Fn(usize) -> Option<&'static KindEntry>,
        names: &mut Names,
    ) -> Vec<(&'s Resource, String)> {
        let read = read(specialised);
        let mut taken = Vec::new();
        // Neighbours mostly are of one kind.
        let mut known: Option<(&KindEntry, BTreeSet<&'static str>)> = None;
        for (position, resource) in specialised.resources.iter().enumerate() {
            let is_alone = |kind: &&KindEntry| matches!(kind.cloudformation, KindForm::Resource(_));
            let Some(kind) = find(position).filter(is_alone) else { continue };
            let (_, bridges) = match &mut known {
                Some(known) if std::ptr::eq(known.0, kind) => known,
                other => other.insert((kind, bridges_of(kind))),
            };
            for bridge in bridges.iter().copied() {
                if is_set(resource, kind, bridge)
                    || (is_only_read(kind, bridge) && is_read(&read, position, kind, bridge))
                {
                    let id = identity.companion_id(&resource.address, bridge);
                    if !names.claim(&id) {
                        taken.push((resource, id.clone()));
                    }
                    self.companions.entry(position).or_default().push((bridge, id));
                }
            }
        }
        taken
    }

    /// Ids of all roles and functions, by name of the bridge.
    pub(super) fn machinery(&self) -> impl Iterator<Item = (&'static str, &[String; 2])> {
        self.machinery.iter().map(|(bridge, ids)| (*bridge, ids))
    }

    /// Id of the function of a bridge.
    pub(super) fn function(&self, bridge: &str) -> Option<&str> {
        self.machinery.get(bridge).map(|[_, function]| function.as_str())
    }

    /// Id of the custom resource of a bridge beside a resource.
    pub(super) fn companion(&self, position: usize, bridge: &str) -> Option<&str> {
        self.beside(position).find(|(known, _)| *known == bridge).map(|(_, id)| id)
    }

    /// Bridges and ids of all custom resources beside a resource.
    pub(super) fn beside(&self, position: usize) -> impl Iterator<Item = (&'static str, &str)> {
        let all = self.companions.get(&position);
        all.into_iter().flatten().map(|(bridge, id)| (*bridge, id.as_str()))
    }
}

fn bridge_of(form: &PropertyForm) -> Option<&'static str> {
    match form {
        PropertyForm::Bridge { bridge, .. } => Some(bridge),
        _ => None,
    }
}

fn is_set(resource: &Resource, kind: &KindEntry, bridge: &str) -> bool {
    kind.properties.iter().any(|known| {
        bridge_of(&known.cloudformation) == Some(bridge) && resource.property(known.name).is_some()
    })
}

/// Whether the bridge only tells about the resource: no property asks for it, so reading is what does.
fn is_only_read(kind: &KindEntry, bridge: &str) -> bool {
    kind.properties.iter().all(|known| bridge_of(&known.cloudformation) != Some(bridge))
}

fn is_read(read: &HashSet<(usize, Name)>, position: usize, kind: &KindEntry, bridge: &str) -> bool {
    kind.attributes.iter().any(|attribute| match attribute.cloudformation {
        AttributeForm::Bridge { bridge: known, .. } => {
            known == bridge && read.contains(&(position, Name(attribute.name)))
        }
        _ => false,
    })
}

/// Every attribute that anything reads, and the place of its resource.
fn read(specialised: &Specialised) -> HashSet<(usize, Name)> {
    let properties = specialised.resources.iter().flat_map(|resource| &resource.properties);
    let outputs = specialised.outputs.iter().map(|output| &output.value);
    let mut found = HashSet::new();
    for expr in properties.map(|(_, value)| value).chain(outputs) {
        expr.walk(&mut |part| {
            if let Expr::Attribute { name, .. } = part
                && let Some(position) =
                    address_of(part).and_then(|address| specialised.position(&address))
            {
                found.insert((position, *name));
            }
        });
    }
    found
}
