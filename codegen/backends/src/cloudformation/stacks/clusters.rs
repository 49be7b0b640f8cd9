//! What the nodes of a component need of each other, whatever the inputs are: nodes whose resources have to be in one
//! stack, and which of these groups come before which.
//!
//! Elements and properties of other resources have to be where their owners are. Nodes that are nothing in a template
//! are seen through: who needs one needs what it needs.

use super::ties::{Form, Tie, form, seen_through, ties};
use privatelink_catalog::KindEntry;
use privatelink_ir::{Kind, Model, Node, Problem};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Nodes whose resources have to be in one stack.
#[derive(Debug)]
pub(super) struct Cluster {
    /// Places of the nodes in the component.
    pub(super) nodes: BTreeSet<usize>,
    /// Provider slot of all of them.
    pub(super) slot: &'static str,
    /// Whether its instances may be spread over parts.
    pub(super) is_spread: bool,
    /// Clusters that have to exist first, and whether each instance needs only instances in its own part.
    pub(super) needs: BTreeMap<usize, bool>,
}

/// All clusters, and elements that cannot be where their owners are.
#[derive(Debug)]
pub(super) struct Clusters {
    pub(super) all: Vec<Cluster>,
    /// By the place of the element's node: labels of all nodes that stand in its way.
    pub(super) stuck: BTreeMap<usize, Vec<&'static str>>,
}

/// Groups the nodes of a component. `slots` are those of the nodes; with `spread`, instances may be spread over parts.
///
/// # Errors
///
/// A problem if nodes need each other although none of them is a part of another one.
pub(super) fn of(
    model: &Model,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
    slots: &[&'static str],
    spread: bool,
) -> Result<Clusters, Problem> {
    let mut nodes = Nodes::new(model, kinds, slots);
    let mut stuck = BTreeMap::new();
    loop {
        let mut groups = nodes.groups(&stuck);
        let Some(circle) = nodes.join_circles(&mut groups) else {
            return Ok(Clusters { all: nodes.clusters(&groups, spread), stuck });
        };
        let labels = nodes.labels(&circle);
        let elements =
            circle.into_iter().filter(|at| nodes.is_part(*at) && !stuck.contains_key(at));
        let elements: Vec<usize> = elements.collect();
        if elements.is_empty() {
            return Err(need_each_other(&labels));
        }
        stuck.extend(elements.into_iter().map(|at| (at, labels.clone())));
    }
}

fn need_each_other(labels: &[&str]) -> Problem {
    Problem::error(
        "cloudformation/no-order",
        "",
        format!(
            "`{}` are in several slots and need each other: no order of stacks makes them",
            labels.join("`, `")
        ),
        "deploy this with Terraform or Pulumi",
    )
}

struct Nodes<'a> {
    labels: Vec<&'static str>,
    slots: &'a [&'static str],
    forms: Vec<Form>,
    ties: Vec<Vec<Tie>>,
    /// Whether each instance is in the part that its own key decides.
    by_key: Vec<bool>,
    /// Nodes that have to stay together with others of their circle.
    in_circles: BTreeSet<usize>,
}

/// The group of each node that is something in a template: the place of its first node.
type Groups = BTreeMap<usize, usize>;

/// Groups that each group needs, and whether each instance needs only instances in its own part.
type Needs = BTreeMap<usize, BTreeMap<usize, bool>>;

impl<'a> Nodes<'a> {
    fn new(
        model: &Model,
        kinds: fn(Kind) -> Option<&'static KindEntry>,
        slots: &'a [&'static str],
    ) -> Self {
        let kind = |node: &Node| kinds(node.kind);
        let forms: Vec<Form> =
            model.nodes.iter().map(|node| kind(node).map_or(Form::Nowhere, form)).collect();
        let places: HashMap<&str, usize> =
            model.nodes.iter().enumerate().map(|(at, node)| (node.label, at)).collect();
        let direct: Vec<Vec<Tie>> = model
            .nodes
            .iter()
            .zip(&forms)
            .zip(slots)
            .map(|((node, form), slot)| {
                let is_owner = |at: usize| match form {
                    Form::Part { into, .. } => {
                        model.nodes.get(at).is_some_and(|owner| owner.kind.0 == *into)
                            && slots.get(at) == Some(slot)
                    }
                    _ => false,
                };
                ties(model, node, *form, &places, &is_owner)
            })
            .collect();
        let ties = (0..forms.len()).map(|at| seen_through(at, &direct, &forms)).collect();
        let mut nodes = Self {
            labels: model.nodes.iter().map(|node| node.label).collect(),
            slots,
            by_key: model.nodes.iter().map(|node| node.for_each.is_some()).collect(),
            forms,
            ties,
            in_circles: BTreeSet::new(),
        };
        // An element is in the part of its owner, which its own key decides only if the owner's begins like that.
        for at in 0..nodes.labels.len() {
            let mut binding = nodes.ties_of(at).iter().filter(|tie| tie.binds);
            let follows = binding.all(|tie| tie.same_key);
            if let (true, Some(by_key)) = (nodes.is_part(at), nodes.by_key.get_mut(at)) {
                *by_key = *by_key && follows;
            }
        }
        nodes
    }

    fn ties_of(&self, at: usize) -> &[Tie] {
        self.ties.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    fn form(&self, at: usize) -> Form {
        self.forms.get(at).copied().unwrap_or(Form::Nowhere)
    }

    fn slot(&self, at: usize) -> &'static str {
        self.slots.get(at).copied().unwrap_or_default()
    }

    fn is_part(&self, at: usize) -> bool {
        matches!(self.form(at), Form::Part { .. })
    }

    fn labels(&self, of: &BTreeSet<usize>) -> Vec<&'static str> {
        of.iter().filter_map(|at| self.labels.get(*at)).copied().collect()
    }

    /// Whether each instance of a node needs only such instances of another one as are in the same part.
    fn is_own(&self, from: usize, tie: Tie) -> bool {
        let by_key = |at: usize| self.by_key.get(at) == Some(&true);
        tie.same_key && by_key(from) && by_key(tie.to)
    }

    /// Each node with its owners, unless it is stuck.
    fn groups(&self, stuck: &BTreeMap<usize, Vec<&'static str>>) -> Groups {
        let placed = (0..self.labels.len()).filter(|at| self.form(*at) != Form::Nowhere);
        let mut groups: Groups = placed.map(|at| (at, at)).collect();
        let elements =
            (0..self.labels.len()).filter(|at| self.is_part(*at) && !stuck.contains_key(at));
        for at in elements {
            for tie in self.ties_of(at).iter().filter(|tie| tie.binds) {
                join(&mut groups, at, tie.to);
            }
        }
        groups
    }

    /// Joins groups of one slot that need each other; returns the nodes of a circle that is in several.
    fn join_circles(&mut self, groups: &mut Groups) -> Option<BTreeSet<usize>> {
        loop {
            let needs = self.needs(groups);
            let circle = circle(&needs)?;
            let of_circle = groups.iter().filter(|(_, of)| circle.contains(of));
            let members: BTreeSet<usize> = of_circle.map(|(at, _)| *at).collect();
            let first = members.first().copied()?;
            if members.iter().any(|at| self.slot(*at) != self.slot(first)) {
                return Some(members);
            }
            for other in circle {
                join(groups, first, other);
            }
            self.in_circles.extend(members);
        }
    }

    /// Groups that each group needs, and whether each instance needs only instances in its own part.
    fn needs(&self, groups: &Groups) -> Needs {
        let mut all = Needs::new();
        for (at, group) in groups {
            let needs = all.entry(*group).or_default();
            for tie in self.ties_of(*at) {
                let Some(other) = groups.get(&tie.to).filter(|other| *other != group) else {
                    continue;
                };
                let is_own = needs.entry(*other).or_insert(true);
                *is_own = *is_own && self.is_own(*at, *tie);
            }
        }
        all
    }

    fn clusters(&self, groups: &Groups, spread: bool) -> Vec<Cluster> {
        let needs = self.needs(groups);
        let ranks: BTreeMap<usize, usize> =
            needs.keys().enumerate().map(|(rank, group)| (*group, rank)).collect();
        let cluster = |(group, needs): (&usize, &BTreeMap<usize, bool>)| {
            let members = groups.iter().filter(|(_, of)| *of == group).map(|(at, _)| *at);
            let nodes: BTreeSet<usize> = members.collect();
            let rank = |(other, own): (&usize, &bool)| Some((*ranks.get(other)?, *own));
            Cluster {
                slot: self.slot(*group),
                is_spread: spread && self.can_be_spread(&nodes),
                needs: needs.iter().filter_map(rank).collect(),
                nodes,
            }
        };
        needs.iter().map(cluster).collect()
    }

    /// Whether instances of all of these nodes find everything else of the cluster in the part that they are in.
    fn can_be_spread(&self, nodes: &BTreeSet<usize>) -> bool {
        nodes.iter().all(|at| {
            let is_right = match self.form(*at) {
                Form::Each => self.by_key.get(*at) == Some(&true),
                Form::Part { .. } => true,
                Form::Joint | Form::Nowhere => false,
            };
            let mut inner = self.ties_of(*at).iter().filter(|tie| nodes.contains(&tie.to));
            is_right
                && !self.in_circles.contains(at)
                && inner.all(|tie| tie.binds || self.is_own(*at, *tie))
        })
    }
}

/// Makes one group out of those of two nodes.
fn join(groups: &mut Groups, one: usize, other: usize) {
    let (Some(one), Some(other)) = (groups.get(&one).copied(), groups.get(&other).copied()) else {
        return;
    };
    let (kept, gone) = (one.min(other), one.max(other));
    for group in groups.values_mut().filter(|group| **group == gone) {
        *group = kept;
    }
}

/// Groups that need each other, directly or not; none if each can come after all that it needs.
fn circle(needs: &Needs) -> Option<BTreeSet<usize>> {
    let mut left: BTreeMap<usize, BTreeSet<usize>> =
        needs.iter().map(|(group, needs)| (*group, needs.keys().copied().collect())).collect();
    loop {
        let free: Vec<usize> =
            left.iter().filter(|(_, needs)| needs.is_empty()).map(|(group, _)| *group).collect();
        if free.is_empty() {
            break;
        }
        for group in free {
            left.remove(&group);
            for needs in left.values_mut() {
                needs.remove(&group);
            }
        }
    }
    // What is left stands in a circle or behind one.
    let found = left.keys().map(|group| (*group, reached(*group, needs)));
    let reached: BTreeMap<usize, BTreeSet<usize>> = found.collect();
    let (group, others) = reached.iter().find(|(group, others)| others.contains(group))?;
    let is_back = |other: &&usize| reached.get(other).is_some_and(|back| back.contains(group));
    Some(others.iter().filter(is_back).copied().collect())
}

/// Everything that a group needs, directly or not.
fn reached(from: usize, needs: &Needs) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(group) = open.pop() {
        for next in needs.get(&group).into_iter().flat_map(BTreeMap::keys) {
            if found.insert(*next) {
                open.push(*next);
            }
        }
    }
    found
}
