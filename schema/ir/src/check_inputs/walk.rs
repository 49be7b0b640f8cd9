//! One walk through the inputs and their types: checks types, fills in defaults, and makes the trees.

use super::checked::{Checked, Given, Open};
use super::fit::{describe, describe_value, fits};
use super::trees::Trees;
use crate::component::Model;
use crate::constant::Constant;
use crate::constraints::{TOO_MANY, too_many};
use crate::engine::Engine;
use crate::expr::{Expr, Path, Step};
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::types::{Field, Stage, Type};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Unknown names of one object that are named in problems.
const MANY: usize = 1_000;

/// Up to as many fields, looking at each one is fastest.
const FEW: usize = 8;

/// What is expected at a place.
#[derive(Clone, Copy)]
struct Expected<'a> {
    ty: &'a Type,
    stage: Stage,
    required: bool,
    default: Option<&'a Constant>,
    needs: Option<&'a str>,
    doc: &'a str,
}

impl<'a> Expected<'a> {
    fn field(field: &'a Field) -> Self {
        let Field { ty, stage, required, needs, doc, default, .. } = field;
        let (stage, required, needs) = (*stage, *required, needs.as_deref());
        Self { ty, stage, required, default: default.as_ref(), needs, doc }
    }

    /// An element of a list or a map.
    fn element(ty: &'a Type, stage: Stage) -> Self {
        Self { ty, stage, required: true, default: None, needs: None, doc: "" }
    }

    fn nullable(&self) -> bool {
        !self.required && self.default.is_none()
    }
}

/// Inputs by their names.
type Inputs = BTreeMap<Arc<str>, Expr>;

pub(super) struct Walk<'a> {
    model: &'a Model,
    engine: &'a Engine,
    /// Whether values stay open here.
    leaves_open: bool,
    /// Whether the value comes from another deployment, which may be newer and say more than this one knows.
    is_handed_over: bool,
    pub(super) checked: Checked,
}

impl<'a> Walk<'a> {
    pub(super) fn new(model: &'a Model, engine: &'a Engine) -> Self {
        let (leaves_open, checked) = (engine.leaves_open, Checked::default());
        Self { model, engine, leaves_open, is_handed_over: false, checked }
    }

    /// The three forms of all inputs.
    pub(super) fn inputs(&mut self, given: &[(Arc<str>, Given)]) -> [Inputs; 3] {
        let model = self.model;
        let mut inputs: [Inputs; 3] = Default::default();
        for (name, trees) in self.fields(&model.inputs, given, &Path::default()) {
            for (tree, into) in trees.apart().into_iter().zip(&mut inputs) {
                into.insert(Arc::clone(&name), tree);
            }
        }
        inputs
    }

    fn fields(
        &mut self,
        fields: &[Field],
        given: &[(Arc<str>, Given)],
        path: &Path,
    ) -> Vec<(Arc<str>, Trees)> {
        if !self.is_handed_over {
            self.unknown(fields, given, path);
        }
        let by_name: HashMap<&str, &Given> = if given.len() > FEW {
            // The first of several counts, as below.
            given.iter().rev().map(|(name, value)| (&**name, value)).collect()
        } else {
            HashMap::new()
        };
        let find = |name: &str| {
            if given.len() > FEW {
                by_name.get(name).copied()
            } else {
                given.iter().find(|(known, _)| **known == *name).map(|(_, value)| value)
            }
        };
        let mut entries = Vec::with_capacity(fields.len());
        for field in fields {
            let here = path.then(Step::Field(Arc::clone(&field.name)));
            let trees = self.expected(Expected::field(field), find(&field.name), &here);
            entries.push((Arc::clone(&field.name), trees));
        }
        entries
    }

    /// Reports names that are no fields. All that there are is said once, so that many slips stay readable; of very many,
    /// only the first ones are named.
    fn unknown(&mut self, fields: &[Field], given: &[(Arc<str>, Given)], path: &Path) {
        let is_field = |name: &str| fields.iter().any(|field| *field.name == *name);
        let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        let mut said = false;
        let mut unknown = given.iter().filter(|(name, _)| !is_field(name));
        for (name, _) in unknown.by_ref().take(MANY) {
            let help = match nearest(name, &names) {
                Some(near) => format!("rename it to `{near}`"),
                None if said => "remove it".to_owned(),
                None => {
                    said = true;
                    format!("remove it, or use one of `{}`", names.join("`, `"))
                }
            };
            let here = path.then(Step::Field(Arc::clone(name))).to_string();
            let message = format!("is not an input of `{}`", self.model.name);
            self.checked.report(Problem::error("input/unknown", here, message, help));
        }
        let more = unknown.count();
        if more > 0 {
            let message =
                format!("has {more} more names that are not inputs of `{}`", self.model.name);
            let problem = Problem::error("input/unknown", path.to_string(), message, "remove them");
            self.checked.report(problem);
        }
    }

    fn expected(&mut self, expected: Expected<'_>, given: Option<&Given>, path: &Path) -> Trees {
        let leaves_open = self.leaves_open;
        if expected.needs.is_some_and(|capability| !self.engine.has_named(capability)) {
            self.leaves_open = false;
        }
        let trees = self.expected_here(expected, given, path);
        self.leaves_open = leaves_open;
        trees
    }

    fn expected_here(
        &mut self,
        expected: Expected<'_>,
        given: Option<&Given>,
        path: &Path,
    ) -> Trees {
        let given = given.filter(|value| !matches!(value, Given::Plain(Constant::Null)));
        if self.stays_open(expected, given) {
            let default = given.and_then(plain).or_else(|| expected.default.cloned());
            return self.leave_open(expected, default, path);
        }
        match (given, expected.default) {
            (Some(value), _) => self.value(expected.ty, expected.stage, value, path),
            (None, Some(default)) => {
                self.value(expected.ty, expected.stage, &Given::from(default), path)
            }
            (None, None) if expected.required => {
                self.checked.report(Problem::error(
                    "input/missing",
                    path.to_string(),
                    "is missing",
                    format!("give it {}", describe(expected.ty)),
                ));
                Trees::faulty(path)
            }
            (None, None) => Trees::ABSENT,
        }
    }

    /// Where values stay open, scalars and lists of scalars of the value stage become parameters. An optional one without a
    /// default only does when it is given: what is left out stays out.
    fn stays_open(&self, expected: Expected<'_>, given: Option<&Given>) -> bool {
        let is_leaf = match expected.ty {
            Type::List { element, .. } => element.is_scalar(),
            ty => ty.is_scalar(),
        };
        self.leaves_open
            && expected.stage == Stage::Value
            && is_leaf
            && given.map_or(!expected.nullable(), |value| plain(value).is_some())
    }

    fn leave_open(
        &mut self,
        expected: Expected<'_>,
        default: Option<Constant>,
        path: &Path,
    ) -> Trees {
        let path = Arc::new(path.clone());
        let hole = Expr::Hole(Arc::clone(&path));
        // A default is a value like any other: its type is checked here, its constraints by the rules.
        let known = match &default {
            Some(value) => {
                let given = Given::from(value);
                let [_, known, _] =
                    self.value(expected.ty, Stage::Structural, &given, &path).apart();
                known
            }
            None => hole.clone(),
        };
        self.checked.open.push(Open {
            path,
            ty: expected.ty.clone(),
            doc: expected.doc.to_owned(),
            required: expected.required && default.is_none(),
            default,
        });
        Trees::Apart([hole, known.clone(), known])
    }

    pub(super) fn value(&mut self, ty: &Type, stage: Stage, given: &Given, path: &Path) -> Trees {
        match given {
            Given::Open { known, secret } => self.open(ty, stage, known.as_ref(), *secret, path),
            Given::Plain(text @ Constant::Text(_)) if matches!(ty, Type::Json { .. }) => {
                self.json(ty, stage, text, path)
            }
            Given::Plain(value) if fits(ty, value) => Trees::Same(Expr::Literal(value.clone())),
            Given::Plain(value) => self.mismatch(ty, &describe_value(value), path),
            Given::List(items) => match ty {
                Type::List { element, element_stage, maximum, .. } => {
                    let is_too_long = self.is_too_large(stage, items.len(), *maximum, path);
                    let element = Expected::element(element, stage.max(*element_stage));
                    let mut trees = Vec::with_capacity(items.len());
                    for (index, item) in items.iter().enumerate() {
                        let here = path.then(Step::Index(index));
                        trees.push(self.expected(element, Some(item), &here));
                    }
                    if is_too_long { Trees::faulty(path) } else { Trees::list(&trees) }
                }
                _ => self.mismatch(ty, "a list", path),
            },
            Given::Object(entries) => match ty {
                Type::Object { fields, .. } => Trees::object(&self.fields(fields, entries, path)),
                Type::Map { element, element_stage, maximum, .. } => {
                    let is_too_large = self.is_too_large(stage, entries.len(), *maximum, path);
                    let trees = self.map(element, [stage, *element_stage], entries, path);
                    if is_too_large { Trees::faulty(path) } else { trees }
                }
                _ => self.mismatch(ty, "an object", path),
            },
        }
    }

    /// JSON text: the value in it is what counts.
    fn json(&mut self, ty: &Type, stage: Stage, text: &Constant, path: &Path) -> Trees {
        let parsed = text.as_text().and_then(|text| serde_json::from_str::<Json>(text).ok());
        if let (Type::Json { value }, Some(parsed)) = (ty, parsed) {
            let around = std::mem::replace(&mut self.is_handed_over, true);
            let trees = self.value(value, stage, &Given::from(&parsed), path);
            self.is_handed_over = around;
            return trees;
        }
        let help = format!("give it {}", describe(ty));
        let problem = Problem::error("input/json", path.to_string(), "is not JSON", help);
        self.checked.report(problem);
        Trees::faulty(path)
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
        let (message, help) = too_many(maximum);
        let message = format!("has {count}{message}");
        self.checked.report(Problem::error(TOO_MANY, path.to_string(), message, help));
        true
    }

    /// Stages: of the keys, and of what is under them.
    fn map(
        &mut self,
        element: &Type,
        [keys, values]: [Stage; 2],
        entries: &[(Arc<str>, Given)],
        path: &Path,
    ) -> Trees {
        let mut trees = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let here = path.then(Step::Key(Arc::clone(key)));
            let tree = match value {
                // In a map that is a value, as tags are, null is an entry that is not there, as everywhere else.
                Given::Plain(Constant::Null) if keys == Stage::Value => continue,
                Given::Plain(Constant::Null) => self.empty(element, &here),
                value => {
                    self.expected(Expected::element(element, keys.max(values)), Some(value), &here)
                }
            };
            trees.push((Arc::clone(key), tree));
        }
        Trees::object(&trees)
    }

    pub(super) fn mismatch(&mut self, ty: &Type, found: &str, path: &Path) -> Trees {
        self.checked.report(Problem::error(
            "input/type",
            path.to_string(),
            format!("is {found}, but has to be {}", ty.noun()),
            format!("give it {}", describe(ty)),
        ));
        Trees::faulty(path)
    }

    /// An entry without a value decides which resources there are by its key alone; nobody means that.
    fn empty(&mut self, ty: &Type, path: &Path) -> Trees {
        self.checked.report(Problem::error(
            "input/empty",
            path.to_string(),
            "is empty",
            format!("give it {}, or remove it", describe(ty)),
        ));
        Trees::faulty(path)
    }
}

/// The value, if all of it is known and may be shown.
fn plain(given: &Given) -> Option<Constant> {
    match given {
        Given::Plain(value) => Some(value.clone()),
        Given::List(items) => {
            items.iter().map(plain).collect::<Option<Vec<_>>>().map(Constant::from_iter)
        }
        Given::Open { .. } | Given::Object(_) => None,
    }
}
