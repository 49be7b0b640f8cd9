//! Which IAM actions whoever deploys a component needs.

use super::{cell, code, inputs_of};
use privatelink_catalog::access::{BRIDGE_ACTIONS, STACK_ACTIONS, service_of};
use privatelink_catalog::{Actions, KindEntry, KindForm, Sometimes};
use privatelink_ir::{Expr, Kind, Model, Name, Resource};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// Who asks AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Pulumi's or Terraform's AWS provider, which take the same actions.
    Provider,
    /// A stack of `CloudFormation`.
    Stack,
}

/// What a policy is for: kinds of resources and the properties that they are given.
#[derive(Debug, Default)]
pub struct Needs(BTreeMap<Kind, BTreeSet<Name>>);

impl Needs {
    /// Everything that a component may ever make.
    pub fn of_all(model: &Model) -> Self {
        let mut needs = Self::default();
        for node in &model.nodes {
            needs.add(node.kind, node.properties.iter().map(|(name, _)| *name));
        }
        needs
    }

    /// What these resources need.
    pub fn of<'a>(resources: impl IntoIterator<Item = &'a Resource>) -> Self {
        let mut needs = Self::default();
        for resource in resources {
            let set = resource.properties.iter().filter(|(_, value)| *value != Expr::NULL);
            needs.add(resource.kind, set.map(|(name, _)| *name));
        }
        needs
    }

    /// Adds a resource and the properties that it is given.
    fn add(&mut self, kind: Kind, properties: impl IntoIterator<Item = Name>) {
        self.0.entry(kind).or_default().extend(properties);
    }

    fn kinds(&self) -> impl Iterator<Item = (&'static KindEntry, &BTreeSet<Name>)> {
        self.0.iter().filter_map(|(kind, set)| Some((privatelink_catalog::find(*kind)?, set)))
    }

    /// Whether a template needs the functions of bridges for it.
    fn is_bridged(&self) -> bool {
        self.kinds().any(|(kind, _)| kind.cloudformation.bridge().is_some())
    }

    /// Actions of everything that `asker` makes or reads itself.
    fn actions(&self, asker: Asker) -> Vec<(&'static Actions, BTreeSet<Name>)> {
        let own = self.kinds().filter(|(kind, _)| match kind.cloudformation {
            // The role of a function takes these.
            KindForm::Bridge(_) | KindForm::Together { .. } | KindForm::Absent { .. } => {
                asker == Asker::Provider
            }
            _ => true,
        });
        let mut actions: Vec<_> =
            own.map(|(kind, set)| (&kind.actions, set.iter().copied().collect())).collect();
        if asker == Asker::Stack {
            actions.push((&STACK_ACTIONS, BTreeSet::new()));
            if self.is_bridged() {
                actions.push((&BRIDGE_ACTIONS, BTreeSet::new()));
            }
        }
        actions
    }
}

/// A policy that allows what is needed and no more.
///
/// `Resource` is `*`: most of what is made has no ARN before it is there, and nothing that is only read takes one.
pub fn policy(needs: &Needs, asker: Asker) -> Json {
    let (mut reads, mut writes) = (BTreeSet::new(), BTreeSet::new());
    let mut statements = Vec::new();
    let (mut free, mut bound) = (BTreeSet::new(), BTreeMap::<_, BTreeSet<&str>>::new());
    for (actions, set) in needs.actions(asker) {
        // To change or delete something, engines look around too.
        let (looks, changes): (Vec<_>, Vec<_>) = actions.writes().partition(|it| only_reads(it));
        reads.extend(actions.read.iter().copied().chain(looks));
        writes.extend(changes);
        let given = |name: &'static str| set.contains(&Name(name));
        for group in actions.sometimes.iter().filter(|group| group.property.is_none_or(given)) {
            match group.condition {
                None => free.extend(group.actions.iter().copied()),
                Some((operator, key, value)) => {
                    bound.entry((operator, key, group.actions)).or_default().insert(value);
                }
            }
        }
    }
    free.retain(|action| !writes.contains(action) && !reads.contains(action));
    statements.extend(statement("Read", &reads, None));
    statements.extend(statement("Write", &writes, None));
    statements.extend(statement("Sometimes", &free, None));
    for ((operator, key, actions), values) in bound {
        let first = actions.first().and_then(|action| action.split_once(':'));
        let id = first.map_or("Bound", |(_, action)| action);
        let actions = actions.iter().copied().collect();
        statements.extend(statement(id, &actions, Some(json!({ operator: { key: values } }))));
    }
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn only_reads(action: &str) -> bool {
    let (_, verb) = action.split_once(':').unwrap_or_default();
    ["Describe", "Get", "List"].iter().any(|start| verb.starts_with(start))
}

fn statement(id: &str, actions: &BTreeSet<&str>, condition: Option<Json>) -> Option<Json> {
    if actions.is_empty() {
        return None;
    }
    let mut statement = json!({ "Sid": id, "Effect": "Allow", "Action": actions, "Resource": "*" });
    if let (Some(condition), Some(fields)) = (condition, statement.as_object_mut()) {
        fields.insert("Condition".to_owned(), condition);
    }
    Some(statement)
}

/// Actions that are always needed, each once.
fn distinct(actions: &Actions) -> BTreeSet<&'static str> {
    actions.writes().chain(actions.read.iter().copied()).collect()
}

/// Actions of each kind that a component may make, for programs.
pub fn by_kind(model: &Model) -> Json {
    let needs = Needs::of_all(model);
    let kinds = needs.kinds().map(|(kind, _)| {
        let Actions { create, read, update, delete, sometimes } = &kind.actions;
        let sometimes: Vec<Json> = sometimes
            .iter()
            .map(|group| json!({ "actions": group.actions, "when": group.when }))
            .collect();
        let actions = json!({
            "create": create,
            "read": read,
            "update": update,
            "delete": delete,
            "sometimes": sometimes,
        });
        (kind.id.to_owned(), actions)
    });
    Json::Object(kinds.collect())
}

/// Everything that the page says about permissions.
pub(super) fn content(model: &Model) -> Json {
    let needs = Needs::of_all(model);
    let list =
        |actions: &[&str]| actions.iter().map(|action| code(action)).collect::<Vec<_>>().join(", ");
    let rows = needs.kinds().filter(|(kind, _)| kind.actions.all().next().is_some());
    let rows: Vec<Json> = rows
        .map(|(kind, _)| {
            let Actions { create, read, update, delete, .. } = &kind.actions;
            json!({
                "kind": code(kind.id),
                "create": list(create),
                "read": list(read),
                "update": list(update),
                "delete": list(delete),
                "all": distinct(&kind.actions),
            })
        })
        .collect();
    let mut sometimes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in &model.nodes {
        let Some(kind) = privatelink_catalog::find(node.kind) else { continue };
        for Sometimes { actions, when, property, .. } in kind.actions.sometimes {
            let value = property
                .and_then(|wanted| node.properties.iter().find(|(name, _)| name.0 == wanted));
            if property.is_some() && value.is_none() {
                continue;
            }
            let inputs = value.map(|(_, value)| inputs_of(model, value));
            let group = format!("{} {}", list(actions), cell(when));
            sometimes.entry(group).or_default().extend(inputs.filter(|inputs| !inputs.is_empty()));
        }
    }
    let sometimes = sometimes.into_iter().map(|(group, inputs)| {
        let inputs = inputs.into_iter().collect::<Vec<_>>().join("; ");
        if inputs.is_empty() { group } else { format!("{group} (depends on {inputs})") }
    });
    let sometimes: Vec<String> = sometimes.collect();
    let all = needs.kinds().flat_map(|(kind, _)| kind.actions.all());
    let services: BTreeMap<&str, &str> =
        all.filter_map(service_of).map(|service| (service.name, service.url)).collect();
    let services = services.iter().map(|(name, url)| format!("[{name}]({url})"));
    json!({
        "any": !rows.is_empty(),
        "rows": rows,
        "sometimes": sometimes,
        "services": services.collect::<Vec<_>>().join(", "),
        "bridged": needs.is_bridged(),
        "bridges": list(&BRIDGE_ACTIONS.all().collect::<Vec<_>>()),
        "policy": format!("{:#}", policy(&needs, Asker::Provider)),
    })
}

#[cfg(test)]
mod tests {
    use super::{Asker, Needs, policy};
    use privatelink_catalog::access::service_of;
    use privatelink_catalog::ec2::vpc_endpoint_service as service;
    use std::collections::BTreeSet;

    fn actions(policy: &serde_json::Value) -> Vec<String> {
        let statements = policy["Statement"].as_array().unwrap().iter();
        let lists = statements.flat_map(|statement| statement["Action"].as_array().unwrap());
        lists.map(|action| action.as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_policy_names_each_action_once_and_none_by_pattern() {
        for component in privatelink_components::COMPONENTS {
            for asker in [Asker::Provider, Asker::Stack] {
                let policy = policy(&Needs::of_all(&component.model()), asker);
                let named = actions(&policy);
                let distinct: BTreeSet<&String> = named.iter().collect();
                assert_eq!(named.len(), distinct.len(), "{policy:#}");
                for action in named {
                    assert!(!action.contains('*') && service_of(&action).is_some(), "{action}");
                }
                let ids = policy["Statement"].as_array().unwrap().iter().map(|it| &it["Sid"]);
                let ids: Vec<String> = ids.map(ToString::to_string).collect();
                assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
            }
        }
    }

    #[test]
    fn other_regions_need_an_action_of_their_own() {
        let wanted = "vpce:AllowMultiRegion".to_owned();
        let mut needs = Needs::default();
        needs.add(service::KIND, [service::ACCEPTANCE_REQUIRED]);
        assert!(!actions(&policy(&needs, Asker::Provider)).contains(&wanted));
        needs.add(service::KIND, [service::SUPPORTED_REGIONS]);
        assert!(actions(&policy(&needs, Asker::Provider)).contains(&wanted));
    }
}
