//! What a picture is drawn from: the nodes of a component, or the resources that it makes of given inputs.

use privatelink_catalog::KindEntry;
use privatelink_catalog::picture::{Picture, PictureForm};
use privatelink_ir::{
    Assumptions, Constant, Engine, Expr, Function, Given, Kind, Model, Name, Path, Problem,
    Severity, Step, Type, check_inputs, simplify, specialise,
};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Can do everything, and leaves values open: a picture needs to know from which input something comes, not only what it
/// is.
const DRAWN: Engine = Engine { leaves_open: true, ..Engine::COMPLETE };

/// A node, or one resource of it.
pub(super) struct Item {
    pub(super) label: &'static str,
    pub(super) key: Option<Arc<str>>,
    pub(super) kind: Option<&'static KindEntry>,
    pub(super) slot: &'static str,
    pub(super) properties: Vec<(Name, Expr)>,
    /// Whether it is there only when an input asks for it.
    pub(super) optional: bool,
    /// Whether it stands for one resource per entry of an input.
    pub(super) repeated: bool,
}

impl Item {
    pub(super) fn picture(&self) -> Option<&'static Picture> {
        self.kind.and_then(|kind| kind.picture.as_ref())
    }

    pub(super) fn form(&self) -> Option<PictureForm> {
        self.picture().map(|picture| picture.form)
    }

    /// The value of a property, or of a field of a block after a dot; `None` if it is absent.
    pub(super) fn property(&self, name: &str) -> Option<Expr> {
        let (name, field) = name.split_once('.').unwrap_or((name, ""));
        let (_, value) = self.properties.iter().find(|(known, _)| known.0 == name)?;
        let value = match (field, value) {
            ("", _) => value.clone(),
            (_, Expr::List(_) | Expr::Literal(Constant::List(_))) => {
                let blocks = elements(value)?;
                Expr::list(blocks.iter().filter_map(|block| of_block(block, field)).collect())
            }
            _ => of_block(value, field)?,
        };
        let is_absent = value.is_null() || value.as_text() == Some("");
        (!is_absent).then_some(value)
    }
}

/// Everything that may be drawn.
pub(super) struct Source {
    pub(super) items: Vec<Item>,
    /// What is known of the values of inputs.
    given: HashMap<Path, Constant>,
}

impl Source {
    /// All that a component can make.
    pub(super) fn of_component(model: &Model) -> Self {
        let items = model.nodes.iter().map(|node| Item {
            label: node.label,
            key: None,
            kind: entry(node.kind),
            slot: node.slot,
            properties: node.properties.clone(),
            optional: node.condition.is_some(),
            repeated: node.for_each.is_some(),
        });
        Self { items: items.collect(), given: HashMap::new() }
    }

    /// What a component makes of inputs. Required values may be missing, as in the inputs of a template.
    pub(super) fn of_inputs(
        model: &Model,
        given: &[(Arc<str>, Given)],
    ) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let checked = check_inputs(model, given, &DRAWN);
        let mut problems = checked.problems;
        problems.extend(checked.undecided.iter().map(|path| {
            let message = "decides which resources there are, so it has to be known";
            Problem::error("input/undecided", path.to_string(), message, "write its value down")
        }));
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        let built = specialise(model, &checked.inputs)?;
        let mut given: HashMap<Path, Constant> = HashMap::new();
        for open in checked.open {
            let Some(value) = open.default else { continue };
            given.extend(in_json(&open.path, &open.ty, &value));
            given.insert((*open.path).clone(), value);
        }
        let items = built.resources.into_iter().map(|resource| Item {
            label: resource.address.label,
            key: resource.address.key,
            kind: entry(resource.kind),
            slot: resource.slot,
            properties: resource
                .properties
                .into_iter()
                .map(|(name, value)| (name, settled(model, value, &given)))
                .collect(),
            optional: false,
            repeated: false,
        });
        let items = items.collect();
        Ok((Self { items, given }, problems))
    }

    /// Items that an expression mentions.
    pub(super) fn mentioned(&self, value: &Expr) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        value.walk(&mut |part| {
            let (label, wanted) = match part {
                Expr::Attribute { node, key, .. } => {
                    (*node, key.as_deref().and_then(Expr::as_text))
                }
                Expr::Instances { node, .. } => (*node, None),
                _ => return,
            };
            let same = self.items.iter().enumerate().filter(|(_, item)| item.label == label);
            let same = same.filter(|(_, item)| {
                wanted.is_none() || item.key.is_none() || item.key.as_deref() == wanted
            });
            found.extend(same.map(|(position, _)| position));
        });
        found
    }

    /// Items that an expression leads to: those that are drawn, and what those that are not lead to.
    pub(super) fn reached(&self, value: &Expr) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = self.mentioned(value).into_iter().collect();
        while let Some(position) = open.pop() {
            let Some(item) = self.items.get(position).filter(|_| seen.insert(position)) else {
                continue;
            };
            if item.picture().is_some() {
                reached.insert(position);
            } else {
                open.extend(item.properties.iter().flat_map(|(_, value)| self.mentioned(value)));
            }
        }
        reached
    }

    /// What the zone of a subnet is called: by the entry of the inputs that it comes from, or by the subnet.
    pub(super) fn zone(&self, subnet: &Expr) -> Option<String> {
        let entry = match subnet {
            Expr::Hole(path) => entry_of(path),
            _ => None,
        };
        let zone = entry.map(|zone| format!("Zone {zone}"));
        zone.or_else(|| self.text(subnet).map(|subnet| format!("Subnet {subnet}")))
    }

    /// The value as a person would name it: what it is, or the name of the entry of the inputs that it comes from.
    pub(super) fn text(&self, value: &Expr) -> Option<String> {
        match value {
            Expr::Literal(constant) => constant.to_plain_text().map(|text| text.to_string()),
            Expr::Hole(path) => self
                .given
                .get(path)
                .and_then(Constant::to_plain_text)
                .map_or_else(|| entry_of(path).map(str::to_owned), |text| Some(text.to_string())),
            Expr::Fact(fact, _) => Some(fact.0.to_owned()),
            Expr::Call(Function::Text, parts) => {
                let parts: Option<Vec<String>> = parts.iter().map(|part| self.text(part)).collect();
                parts.map(|parts| parts.concat())
            }
            _ => None,
        }
    }
}

fn entry(kind: Kind) -> Option<&'static KindEntry> {
    privatelink_catalog::find(kind)
}

/// Fields of an input that is JSON text, with their defaults.
fn in_json(path: &Path, ty: &Type, value: &Constant) -> Vec<(Path, Constant)> {
    let (Type::Json { value: ty }, Some(text)) = (ty, value.as_text()) else { return Vec::new() };
    let Type::Object { fields, .. } = &**ty else { return Vec::new() };
    let parsed: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let known = fields.iter().filter_map(|field| {
        let said = parsed.get(&*field.name).map(Constant::from);
        Some((path.then(Step::Field(Arc::clone(&field.name))), said.or(field.default.clone())?))
    });
    known.collect()
}

/// What is made of open values, such as a rule for each port of a connection, with the values that are known.
fn settled(model: &Model, value: Expr, given: &HashMap<Path, Constant>) -> Expr {
    if !matches!(value, Expr::For(_) | Expr::If(..) | Expr::Call(..) | Expr::Get(..)) {
        return value;
    }
    let with_values = value.map(&|part| match part {
        Expr::Hole(path) => given.get(path).cloned().map(Expr::Literal),
        _ => None,
    });
    simplify(model, &with_values, &Assumptions::default())
}

/// A field of a block. Of what is not known yet, the whole stands for it.
fn of_block(block: &Expr, field: &str) -> Option<Expr> {
    match block {
        Expr::Object(entries) => entries.get(field).cloned(),
        Expr::Literal(constant) => Some(Expr::Literal(constant.get(field))),
        other => Some(other.clone()),
    }
}

/// The elements of a list, or the one value; `None` if it is not known how many there are.
pub(super) fn elements(value: &Expr) -> Option<Vec<Expr>> {
    match value {
        Expr::List(items) => Some(items.to_vec()),
        Expr::Literal(Constant::List(items)) => {
            Some(items.iter().cloned().map(Expr::Literal).collect())
        }
        Expr::For(_) | Expr::If(..) | Expr::Variable(..) | Expr::Input(_) | Expr::Get(..) => None,
        one => Some(vec![one.clone()]),
    }
}

/// Name of the innermost entry of a map on a path: of a zone, a target, a listener.
fn entry_of(path: &Path) -> Option<&str> {
    path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(&**key),
        Step::Field(_) | Step::Index(_) => None,
    })
}
