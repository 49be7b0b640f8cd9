//! What engines called the resources of a component in earlier releases, so that they keep what they have made.
//!
//! | Engine | How it follows `listener["https"]`, which was `door["https"]` |
//! |---|---|
//! | Terraform | `moved` from `aws_lb_listener.door` to `aws_lb_listener.listener` |
//! | Pulumi | an alias `web-door-https` |
//! | `CloudFormation` | it cannot, so the resource keeps the id `DoorHttps` |

use super::{Identity, child_name, in_quotes, terraform_steps};
use crate::KindForm;
use crate::kind::KindEntry;
use privatelink_ir::{Address, Instance, Kind, Node, Resource, Was};
use std::borrow::Cow;
use std::collections::HashMap;
use std::iter;

/// The nodes of a component that were something else, by their labels.
pub(super) type Renamed<'a> = HashMap<&'static str, &'a Node>;

/// Tokens and names that a child of a component had in Pulumi, those of the last release first.
pub fn former_children(
    component: &str,
    resource: &Resource,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
) -> Vec<(&'static str, String)> {
    let now = (resource.kind, &resource.address);
    let was = resource.formerly.iter().map(|former| (former.kind, &former.address));
    let all = iter::once(now).chain(was).filter_map(|(kind, address)| {
        let kind = kinds(kind)?;
        let tokens = iter::once(kind.pulumi).chain(kind.pulumi_formerly.iter().copied());
        Some(tokens.map(|token| (token, child_name(component, address))))
    });
    // The first is what it is now.
    all.flatten().skip(1).collect()
}

/// Whether a template has two kinds as the same resource, so that one can become the other.
pub fn is_same_type(one: &KindEntry, other: &KindEntry) -> bool {
    use KindForm::{Bridge, Collect, Resource, Together};
    match (&one.cloudformation, &other.cloudformation) {
        (Resource(one), Resource(other))
        | (Bridge(one), Bridge(other))
        | (Together { bridge: one, .. }, Together { bridge: other, .. })
        | (Collect { type_name: one, .. }, Collect { type_name: other, .. }) => one == other,
        // Elements and properties of others have no type.
        _ => one.id == other.id,
    }
}

/// The address in a module of Terraform of what a node, or an instance of it, was or is.
pub fn terraform_address(kind: &KindEntry, label: &str, instance: Option<Instance>) -> String {
    let steps: Vec<&str> = terraform_steps(kind, label).collect();
    let steps = steps.join(".");
    match instance {
        None | Some(Instance::Only) => steps,
        Some(Instance::Conditional) => format!("{steps}[0]"),
        Some(Instance::Key(key)) => format!("{steps}[{}]", in_quotes(key)),
    }
}

impl Identity<'_> {
    /// Where a resource was in the first release whose logical id it can keep: an id is no name that anybody is shown, and
    /// another one would replace what is there.
    pub fn first<'r>(&self, now: &'r Address) -> Cow<'r, Address> {
        let Some(node) = self.renamed.get(now.label) else { return Cow::Borrowed(now) };
        let mut kept = node.formerly.iter().rev().filter(|was| self.keeps_type(node, was));
        let first = kept.find_map(|was| was.address(now));
        first.map_or(Cow::Borrowed(now), Cow::Owned)
    }

    /// Whether a template once had another type under the id that an address has: no update of a stack changes a type.
    pub(super) fn had_other_type(&self, now: &Address, first: &Address) -> bool {
        let node = self.renamed.get(now.label);
        let others = node
            .into_iter()
            .flat_map(|node| node.formerly.iter().filter(|was| !self.keeps_type(node, was)));
        others.filter_map(|was| was.address(now)).any(|then| then == *first)
    }

    /// Ids that a resource had in stacks under another type, and what it was there.
    pub fn ids_of_other_types(&self, resource: &Resource) -> Vec<(String, &'static KindEntry)> {
        let Some(now) = (self.kinds)(resource.kind) else { return Vec::new() };
        let then = resource.formerly.iter().filter_map(|former| {
            let then = (self.kinds)(former.kind).filter(|then| !is_same_type(then, now))?;
            Some((self.id_of(&former.address), then))
        });
        then.collect()
    }

    fn keeps_type(&self, node: &Node, was: &Was) -> bool {
        let kinds = was.kind.and_then(self.kinds).zip((self.kinds)(node.kind));
        kinds.is_none_or(|(then, now)| is_same_type(then, now))
    }

    /// How ids of a node begin: with the label that it had first, and with others that instances had.
    pub(super) fn beginnings(&self, node: &Node) -> Vec<&'static str> {
        let whole = |was: &&Was| was.instance.is_none() && self.keeps_type(node, was);
        let first = node.formerly.iter().rev().find(whole).and_then(|was| was.label);
        let single = node.formerly.iter().filter(|was| was.instance.is_some());
        let single = single.filter_map(|was| was.label);
        iter::once(first.unwrap_or(node.label)).chain(single).collect()
    }
}
