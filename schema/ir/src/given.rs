//! Takes inputs as a user gave them, fills in defaults and finds every problem.
//!
//! ```text
//! Given tree + Model --> Checked { inputs for `specialise`, problems, shape not known yet }
//! ```
//!
//! One walk makes three trees: what *flows* into properties (open values stay [`Expr::Hole`]), what is *known*
//! (for rules), and what may be *shown* (secrets hidden, for messages).

mod fit;

use crate::constraints::too_many;
use crate::expr::{Expr, Path, Step};
use crate::graph::Model;
use crate::nearest::nearest;
use crate::problem::{Problem, Severity};
use crate::types::{Field, Stage, Type};
use crate::violations;
use fit::{describe, describe_value, fits};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A value as the user gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A known scalar; null counts as absent.
    Plain(Json),
    /// A value that must keep its identity: not known yet, or secret, or with dependencies.
    Open {
        /// The value, if it is known.
        known: Option<Json>,
        /// Whether it must not be shown.
        secret: bool,
    },
    /// A list.
    List(Vec<Given>),
    /// An object or a map.
    Object(Vec<(String, Given)>),
}

impl From<&Json> for Given {
    fn from(value: &Json) -> Self {
        match value {
            Json::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(entries) => Self::Object(
                entries.iter().map(|(key, value)| (key.clone(), Self::from(value))).collect(),
            ),
            scalar => Self::Plain(scalar.clone()),
        }
    }
}

/// What the inputs are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// One deployment: everything that is given counts, and what is missing is missing.
    Deployment,
    /// A template for many: value inputs stay open, and those given are their defaults.
    Template,
}

/// A value input that stays open in a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Where it stands.
    pub path: Path,
    /// Type.
    pub ty: Type,
    /// What it is.
    pub doc: String,
    /// Whether it has to be given.
    pub required: bool,
    /// Value when it is not given.
    pub default: Option<Json>,
}

/// Inputs with defaults, or what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Inputs for [`specialise`](crate::specialise()).
    pub inputs: BTreeMap<String, Expr>,
    /// Everything that is wrong, and warnings.
    pub problems: Vec<Problem>,
    /// Structural inputs whose value is not known yet: the resources cannot be told.
    pub undecided: Vec<Path>,
    /// Structural inputs that are known although they come from elsewhere: so do the resources they decide about.
    pub decided: Vec<Path>,
    /// Value inputs that stay open ([`Purpose::Template`] only), in the order of the definition.
    pub open: Vec<Open>,
    /// Rules that an open input decides ([`Purpose::Template`] only): what must hold, and the problem otherwise.
    pub open_rules: Vec<(Expr, Problem)>,
}

impl Checked {
    /// Whether anything stops the deployment.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Checks inputs against a component.
pub fn check_inputs(model: &Model, given: &[(String, Given)], purpose: Purpose) -> Checked {
    let mut walk = Walk { purpose, component: model.name, checked: Checked::default() };
    let trees = walk.fields(&model.inputs, given, &Path::default());
    let mut checked = walk.checked;
    let [flow, known, shown] = trees.map(BTreeMap::from_iter);
    violations::find(model, [&flow, &known, &shown], purpose, &mut checked);
    checked.inputs = flow;
    checked
}

/// The flowing, the known and the shown form of one value.
type Trees = [Expr; 3];
/// The three forms of an object's entries.
type Entries = [Vec<(String, Expr)>; 3];

struct Walk {
    purpose: Purpose,
    component: &'static str,
    checked: Checked,
}

impl Walk {
    fn fields(&mut self, fields: &[Field], given: &[(String, Given)], path: &Path) -> Entries {
        for (name, _) in given {
            if !fields.iter().any(|field| field.name == *name) {
                self.unknown(fields, name, path);
            }
        }
        let mut entries = Entries::default();
        for field in fields {
            let value = given.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value);
            let here = path.then(Step::Field(field.name.clone()));
            let trees = self.field(field, value, &here);
            for (entries, tree) in entries.iter_mut().zip(trees) {
                entries.push((field.name.clone(), tree));
            }
        }
        entries
    }

    fn unknown(&mut self, fields: &[Field], name: &str, path: &Path) {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let help = match nearest(name, &names) {
            Some(near) => format!("rename it to `{near}`"),
            None => format!("remove it, or use one of `{}`", names.join("`, `")),
        };
        let here = path.then(Step::Field(name.to_owned())).to_string();
        let message = format!("is not an input of `{}`", self.component);
        self.checked.problems.push(Problem::error("input/unknown", here, message, help));
    }

    fn field(&mut self, field: &Field, given: Option<&Given>, path: &Path) -> Trees {
        if field.fixed && self.purpose == Purpose::Template {
            self.purpose = Purpose::Deployment;
            let trees = self.field(field, given, path);
            self.purpose = Purpose::Template;
            return trees;
        }
        let given = given.filter(|value| !matches!(value, Given::Plain(Json::Null)));
        if self.stays_open(field, given) {
            let default = given.and_then(plain).or_else(|| field.default.clone());
            return self.leave_open(field, default, path);
        }
        match (given, &field.default) {
            (Some(value), _) => self.value(&field.ty, field.stage, value, path),
            (None, Some(default)) => {
                self.value(&field.ty, field.stage, &Given::from(default), path)
            }
            (None, None) => {
                if field.required {
                    self.checked.problems.push(Problem::error(
                        "input/missing",
                        path.to_string(),
                        "is missing",
                        format!("give it {}", describe(&field.ty)),
                    ));
                    return faulty(path);
                }
                [Expr::NULL, Expr::NULL, Expr::NULL]
            }
        }
    }

    /// In a template, scalars and lists of scalars of the value stage become parameters. An optional one without a
    /// default only does when it is given: what is left out stays out.
    fn stays_open(&self, field: &Field, given: Option<&Given>) -> bool {
        let is_leaf = match &field.ty {
            Type::List { element, .. } => element.is_scalar(),
            ty => ty.is_scalar(),
        };
        self.purpose == Purpose::Template
            && field.stage == Stage::Value
            && is_leaf
            && given.map_or(!field.nullable(), |value| plain(value).is_some())
    }

    fn leave_open(&mut self, field: &Field, default: Option<Json>, path: &Path) -> Trees {
        // A default is a value like any other: its type is checked here, its constraints by the rules.
        let known = match &default {
            Some(value) => {
                let [_, known, _] =
                    self.value(&field.ty, Stage::Structural, &Given::from(value), path);
                known
            }
            None => Expr::Hole(path.clone()),
        };
        self.checked.open.push(Open {
            path: path.clone(),
            ty: field.ty.clone(),
            doc: field.doc.clone(),
            required: field.required && default.is_none(),
            default,
        });
        [Expr::Hole(path.clone()), known.clone(), known]
    }

    fn value(&mut self, ty: &Type, stage: Stage, given: &Given, path: &Path) -> Trees {
        match given {
            Given::Open { known, secret } => self.open(ty, stage, known.as_ref(), *secret, path),
            Given::Plain(value) => {
                if fits(ty, value) {
                    let literal = Expr::Literal(value.clone());
                    [literal.clone(), literal.clone(), literal]
                } else {
                    self.mismatch(ty, &describe_value(value), path)
                }
            }
            Given::List(items) => match ty {
                Type::List { element, element_stage, maximum, .. } => {
                    let is_too_long = self.is_too_large(stage, items.len(), *maximum, path);
                    let stage = stage.max(*element_stage);
                    let mut lists: [Vec<Expr>; 3] = <[Vec<Expr>; 3]>::default();
                    for (index, item) in items.iter().enumerate() {
                        let here = path.then(Step::Index(index));
                        let trees = self.element(element, stage, item, &here);
                        for (list, tree) in lists.iter_mut().zip(trees) {
                            list.push(tree);
                        }
                    }
                    if is_too_long { faulty(path) } else { lists.map(Expr::List) }
                }
                _ => self.mismatch(ty, "a list", path),
            },
            Given::Object(entries) => match ty {
                Type::Object { fields, .. } => self.fields(fields, entries, path).map(Expr::Object),
                Type::Map { element, element_stage, maximum, .. } => {
                    let is_too_large = self.is_too_large(stage, entries.len(), *maximum, path);
                    let trees = self.map(element, [stage, *element_stage], entries, path);
                    if is_too_large { faulty(path) } else { trees }
                }
                _ => self.mismatch(ty, "an object", path),
            },
        }
    }

    /// Reports a collection with more entries than it may have. It is wrong as a whole, and rules about its entries,
    /// which may compare each one with all others, are left alone. Of values, rules say it.
    fn is_too_large(
        &mut self,
        stage: Stage,
        count: usize,
        maximum: Option<u64>,
        path: &Path,
    ) -> bool {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let Some(maximum) = maximum.filter(|most| stage == Stage::Structural && count > *most)
        else {
            return false;
        };
        let (id, message, help) = too_many(maximum);
        let message = format!("has {count}{message}");
        self.checked.problems.push(Problem::error(id, path.to_string(), message, help));
        true
    }

    /// Stages: of the keys, and of what is under them.
    fn map(
        &mut self,
        element: &Type,
        [keys, values]: [Stage; 2],
        entries: &[(String, Given)],
        path: &Path,
    ) -> Trees {
        let mut maps = Entries::default();
        for (key, value) in entries {
            let here = path.then(Step::Key(key.clone()));
            let trees = match value {
                // In a map that is a value, as tags are, null is an entry that is not there, as everywhere else.
                Given::Plain(Json::Null) if keys == Stage::Value => continue,
                Given::Plain(Json::Null) => self.empty(element, &here),
                value => self.element(element, keys.max(values), value, &here),
            };
            for (map, tree) in maps.iter_mut().zip(trees) {
                map.push((key.clone(), tree));
            }
        }
        maps.map(Expr::Object)
    }

    /// One element of a list or a map.
    fn element(&mut self, ty: &Type, stage: Stage, given: &Given, path: &Path) -> Trees {
        let element = Field {
            name: String::new(),
            doc: String::new(),
            ty: ty.clone(),
            stage,
            required: true,
            default: None,
            fixed: false,
        };
        self.field(&element, Some(given), path)
    }

    fn open(
        &mut self,
        ty: &Type,
        stage: Stage,
        known: Option<&Json>,
        secret: bool,
        path: &Path,
    ) -> Trees {
        let hole = Expr::Hole(path.clone());
        match known {
            None => {
                // What is inside an object or a map has its own stage; its shape is structural all the same.
                if stage == Stage::Structural {
                    self.checked.undecided.push(path.clone());
                }
                [hole.clone(), hole.clone(), hole]
            }
            Some(_) if stage == Stage::Structural && secret => {
                self.checked.problems.push(Problem::error(
                    "input/secret-shape",
                    path.to_string(),
                    "is secret, but it decides which resources there are, and their names show it",
                    "pass it as a plain value",
                ));
                faulty(path)
            }
            Some(value) => {
                let before = self.checked.problems.len();
                let [flow, known, _] = self.value(ty, stage, &Given::from(value), path);
                let shown = if secret { Expr::from("(secret)") } else { known.clone() };
                if secret && self.checked.problems.len() > before {
                    // What a value looks like says something about it.
                    self.checked.problems.truncate(before);
                    return self.mismatch(ty, "a secret of another type", path);
                }
                if stage == Stage::Structural {
                    self.checked.decided.push(path.clone());
                    return [flow, known, shown];
                }
                [hole, known, shown]
            }
        }
    }

    fn mismatch(&mut self, ty: &Type, found: &str, path: &Path) -> Trees {
        self.checked.problems.push(Problem::error(
            "input/type",
            path.to_string(),
            format!("is {found}, but has to be {}", ty.noun()),
            format!("give it {}", describe(ty)),
        ));
        faulty(path)
    }

    /// An entry without a value decides which resources there are by its key alone; nobody means that.
    fn empty(&mut self, ty: &Type, path: &Path) -> Trees {
        self.checked.problems.push(Problem::error(
            "input/empty",
            path.to_string(),
            "is empty",
            format!("give it {}, or remove it", describe(ty)),
        ));
        faulty(path)
    }
}

/// What stands for a value that has been reported: no rule can be decided by it, so nothing is reported twice.
///
/// It is a hole inside of itself: of what is inside of an open value not even that is known, whether it is there.
fn faulty(path: &Path) -> Trees {
    let inside = Expr::Hole(path.then(Step::Field(String::new())));
    [Expr::NULL, inside.clone(), inside]
}

/// The value, if all of it is known and may be shown.
fn plain(given: &Given) -> Option<Json> {
    match given {
        Given::Plain(value) => Some(value.clone()),
        Given::List(items) => items.iter().map(plain).collect::<Option<Vec<_>>>().map(Json::Array),
        Given::Open { .. } | Given::Object(_) => None,
    }
}
