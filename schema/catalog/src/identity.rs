//! What each engine calls the resources of a component.
//!
//! | Engine | `listener["https"]` of a component that is called `web` |
//! |---|---|
//! | Terraform | `module.web.aws_lb_listener.listener["https"]` |
//! | Pulumi | `aws:lb/listener:Listener`, `web-listener-https` |
//! | `CloudFormation` | `ListenerHttps` |
//!
//! Invariants
//! - A name derives from the component, the label and the key, never from which other resources there are: no other
//!   change renames a resource, which would replace it. Whoever changes a label says what it was ([`formerly`]).
//! - No two resources of a component have the same name. In `CloudFormation` that rests on fingerprints of 32 bits; its
//!   backend refuses a template in which two meet all the same.

pub mod formerly;

use crate::KindForm;
use crate::kind::KindEntry;
use crate::spelling::pascal_case;
use formerly::Renamed;
use privatelink_ir::expr::EACH;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Expr, Kind, Model, Node, Resource};
use std::collections::BTreeSet;

/// Most characters of a logical id or name. Source: AWS `CloudFormation` User Guide, "Understand `CloudFormation` quotas".
pub const LONGEST_ID: usize = 255;

/// An engine, and what the component is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine<'a> {
    /// Terraform: the name of the call of the module.
    Terraform(&'a str),
    /// Pulumi: the name of the component resource.
    Pulumi(&'a str),
    /// `CloudFormation`, where names do not depend on the stack.
    CloudFormation,
}

/// What an engine calls a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// The address of a resource or a data source of Terraform.
    Address(String),
    /// A child of the component in Pulumi.
    Child {
        /// Its type token.
        token: &'static str,
        /// Its name.
        name: String,
    },
    /// A function that Pulumi calls, which has no name.
    Call(&'static str),
    /// The logical id of a resource of its own.
    Id(String),
    /// An element, or a property, of another resource.
    Part {
        /// Logical id of that resource.
        of: String,
        /// The list that the element stands in, or the property.
        property: &'static str,
    },
    /// Nothing. Why.
    Nothing(&'static str),
}

/// The names of a component's resources.
#[derive(Debug)]
pub struct Identity<'a> {
    model: &'a Model,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
    /// How the ids of each node that has some begin.
    stems: Vec<String>,
    /// Nodes that were something else in earlier releases.
    renamed: Renamed<'a>,
    /// Ids of the roles and functions of bridges.
    machinery: BTreeSet<String>,
}

impl<'a> Identity<'a> {
    /// The names of the resources of a component.
    pub fn new(model: &'a Model, kinds: fn(Kind) -> Option<&'static KindEntry>) -> Self {
        let entries = || model.nodes.iter().filter_map(|node| Some((node, kinds(node.kind)?)));
        let named = entries().filter(|(_, kind)| has_id(&kind.cloudformation));
        let named: Vec<&Node> = named.map(|(node, _)| node).collect();
        let bridges = entries().filter_map(|(_, kind)| kind.cloudformation.bridge());
        let machinery = bridges.flat_map(machinery_ids).collect();
        let renamed = model.nodes.iter().filter(|node| !node.formerly.is_empty());
        let renamed = renamed.map(|node| (node.label, node)).collect();
        let mut identity = Self { model, kinds, stems: Vec::new(), renamed, machinery };
        let beginnings = named.into_iter().flat_map(|node| identity.beginnings(node));
        identity.stems = beginnings.map(pascal_case).collect();
        identity
    }

    /// What an engine calls a resource.
    pub fn spelled(&self, resource: &Resource, engine: Engine<'_>) -> Spelled {
        let Some(kind) = (self.kinds)(resource.kind) else {
            return Spelled::Nothing("the catalog does not know its kind");
        };
        let Address { label, key } = &resource.address;
        match engine {
            Engine::Terraform(module) => {
                let node = self.model.find_node(label);
                let is_conditional = node.is_some_and(|node| node.condition.is_some());
                let instance = match key {
                    Some(key) => format!("[{}]", in_quotes(key)),
                    None if is_conditional => "[0]".to_owned(),
                    None => String::new(),
                };
                let steps: Vec<&str> = terraform_steps(kind, label).collect();
                Spelled::Address(format!("module.{module}.{}{instance}", steps.join(".")))
            }
            Engine::Pulumi(_) if kind.lookup => Spelled::Call(kind.pulumi),
            Engine::Pulumi(component) => {
                let name = child_name(component, &resource.address);
                Spelled::Child { token: kind.pulumi, name }
            }
            Engine::CloudFormation => self.in_a_template(resource, kind),
        }
    }

    fn in_a_template(&self, resource: &Resource, kind: &KindEntry) -> Spelled {
        let part = |of: Option<String>, property| match of {
            Some(of) => Spelled::Part { of, property },
            None => Spelled::Nothing("it belongs to no resource of the component"),
        };
        let owner =
            |through: &str| Some(self.logical_id(&address_of(property(resource, through)?)?));
        match kind.cloudformation {
            KindForm::Resource(_) | KindForm::Bridge(_) => {
                Spelled::Id(self.logical_id(&resource.address))
            }
            KindForm::Fold { through, list, .. } => part(owner(through), list),
            KindForm::Merge { through, property, .. } => part(owner(through), property),
            KindForm::Collect { owner, list, .. } => {
                part(Some(self.collector_id(resource, owner.0)), list.1)
            }
            KindForm::Together { list, .. } => part(Some(self.together_id(resource)), list),
            KindForm::Implied(why) | KindForm::Absent { message: why, .. } => Spelled::Nothing(why),
        }
    }

    /// Logical id of a resource: `listener` under `https` becomes `ListenerHttps`.
    ///
    /// Ids are letters and digits only; where that loses something of the key, a fingerprint of it is put at the end. An
    /// id without one could still be that of another node's resource: `certificate` under `recordX` beside a node
    /// `certificate_record` under `x`. It gets one too if it begins like the ids of a node with a longer label. Which
    /// nodes there are is part of the component, so that depends on no input. What had another label or key has the id that
    /// it had then.
    pub fn logical_id(&self, address: &Address) -> String {
        let first = self.first(address);
        let id = self.id_of(&first);
        // The kind tells it from what it was.
        let kind = || self.model.find_node(address.label).map_or("", |node| node.kind.0);
        if self.had_other_type(address, &first) { with_fingerprint(&id, kind()) } else { id }
    }

    fn id_of(&self, address: &Address) -> String {
        let mut id = pascal_case(address.label);
        if let Some(key) = &address.key {
            id.push_str(&words(key));
            if !can_be_read_back(key) {
                id.push_str(&fingerprint(key));
                let is_long = id.len() > LONGEST_ID;
                return if is_long { with_fingerprint(&id, &name_of(address)) } else { id };
            }
        }
        self.unmistakable(id, address.label, &name_of(address))
    }

    /// Logical id of the one resource for all that have the same owner, which the property `through` names: the label,
    /// and the key of the owner if it has one.
    pub fn collector_id(&self, resource: &Resource, through: &str) -> String {
        let owner = property(resource, through).unwrap_or(&Expr::NULL);
        let key = address_of(owner).and_then(|owner| self.first(&owner).key.clone());
        let mut id = self.logical_id(&Address { label: resource.address.label, key });
        if self.owner_varies(resource.address.label, through) {
            id.push_str(&fingerprint(&self.text_of(owner)));
        }
        id
    }

    /// Logical id of the one resource for all instances of a node.
    pub fn together_id(&self, resource: &Resource) -> String {
        self.logical_id(&Address { label: resource.address.label, key: None })
    }

    /// The id, with the fingerprint of `name` at its end if it could be that of another node's resource, or is too long.
    fn unmistakable(&self, id: String, label: &str, name: &str) -> String {
        let own = pascal_case(label).len();
        let is_other = |stem: &String| stem.len() > own && id.starts_with(stem.as_str());
        let is_mistakable = self.machinery.contains(&id) || self.stems.iter().any(is_other);
        if is_mistakable || id.len() > LONGEST_ID { with_fingerprint(&id, name) } else { id }
    }

    /// An owner as a text that stays the same.
    fn text_of(&self, owner: &Expr) -> String {
        match owner {
            Expr::Literal(value) => value.to_string(),
            Expr::Hole(path) => path.to_string(),
            other => match address_of(other) {
                Some(address) => name_of(&self.first(&address)),
                None => format!("{other:?}"),
            },
        }
    }

    /// Whether instances of a node can have owners that their keys do not tell apart.
    fn owner_varies(&self, label: &str, through: &str) -> bool {
        let node = self.model.find_node(label);
        let properties = node.into_iter().flat_map(|node| &node.properties);
        let mut owners = properties.filter(|(name, _)| name.0 == through).map(|(_, owner)| owner);
        owners.any(|owner| {
            let mut mentions_each = false;
            owner.walk(&mut |part| {
                mentions_each |= matches!(part, Expr::Variable(name, _) if *name == EACH);
            });
            mentions_each && !matches!(owner, Expr::Attribute { .. })
        })
    }
}

/// The steps to all instances of a node in a module of Terraform: `aws_lb`, `load_balancer`.
pub fn terraform_steps<'a>(kind: &KindEntry, label: &'a str) -> impl Iterator<Item = &'a str> {
    kind.lookup.then_some("data").into_iter().chain([kind.terraform, label])
}

/// Name of a child of a component in Pulumi. Beginning with the name of the component makes it unique, and lets aliases
/// of the component apply to it. Labels have no dash, so the label ends at the first one.
pub fn child_name(component: &str, address: &Address) -> String {
    match &address.key {
        Some(key) => format!("{component}-{}-{key}", address.label),
        None => format!("{component}-{}", address.label),
    }
}

/// A resource, for messages and fingerprints: `target["https/web"]`.
pub fn name_of(address: &Address) -> String {
    let Address { label, key } = address;
    key.as_ref().map_or_else(|| (*label).to_owned(), |key| format!("{label}[\"{key}\"]"))
}

/// Type of a bridge's custom resources, and how ids of its own begin: `accept_connection` becomes `AcceptConnection`.
pub fn bridge_word(bridge: &str) -> String {
    words(&pascal_case(bridge))
}

/// Logical ids of the role and the function of a bridge.
pub fn machinery_ids(bridge: &str) -> [String; 2] {
    ["Role", "Function"].map(|part| bridge_word(bridge) + part)
}

/// The letters and digits of a text, each word with a capital: `use1-az1` becomes `Use1Az1`.
pub fn words(text: &str) -> String {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).map(pascal_case).collect()
}

/// Eight characters that stand for a text: FNV-1a, which is the same for ever and on every machine.
pub fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// As much of an id as there is room for, and the fingerprint of a text at its end.
pub fn with_fingerprint(id: &str, text: &str) -> String {
    let print = fingerprint(text);
    let kept: String = id.chars().take(LONGEST_ID - print.len()).collect();
    kept + &print
}

/// Whether [`words`] makes no other key into the same word.
fn can_be_read_back(key: &str) -> bool {
    !key.starts_with(|first: char| first.is_ascii_uppercase())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Whether resources of this form have logical ids that begin with the label.
fn has_id(form: &KindForm) -> bool {
    match form {
        KindForm::Resource(_)
        | KindForm::Bridge(_)
        | KindForm::Collect { .. }
        | KindForm::Together { .. } => true,
        KindForm::Fold { .. }
        | KindForm::Merge { .. }
        | KindForm::Implied(_)
        | KindForm::Absent { .. } => false,
    }
}

fn property<'r>(resource: &'r Resource, name: &str) -> Option<&'r Expr> {
    resource.properties.iter().find(|(known, _)| known.0 == name).map(|(_, value)| value)
}

/// A key as Terraform writes it in an address.
fn in_quotes(key: &str) -> String {
    let mut text = String::from("\"");
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '"' | '\\' => text.extend(['\\', letter]),
            // What would begin a template is doubled.
            '$' | '%' if letters.peek() == Some(&'{') => text.extend([letter, letter]),
            _ if letter.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests;
