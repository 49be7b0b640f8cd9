//! Parameters: the value inputs of a component, which a template leaves open.
//!
//! An open input in, one entry of `Parameters` out, with the constraints of its type or the form that a rule asks for, in
//! the words that every engine uses for them. Booleans are text (`true`, `false`): `CloudFormation` has no parameter type for
//! them. Where it knows by itself what a value may be, the entry says only that; see [`parameter_types`](super::parameter_types).

use super::inputs::Finder;
use super::names::{Names, of_input};
use super::parameter_types::{
    Kind, ParameterType, pattern_of, unchecked, without_type, wrong_name,
};
use privatelink_ir::Open;
use privatelink_ir::rule::Place;
use privatelink_ir::{
    Checked, Constant, Expr, Field, Function, Given, Model, Path, Problem, Severity, Step, Type,
};
use serde_json::{Map, Value as Json, json};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Most characters of a description. Source: AWS `CloudFormation` User Guide, "Understand `CloudFormation` quotas".
const LONGEST_DESCRIPTION: usize = 4000;
/// Most bytes of a value. Source: as above.
const LONGEST_VALUE: usize = 4096;

/// A parameter of a template.
#[derive(Debug)]
pub(super) struct Parameter {
    /// Logical id.
    pub(super) id: String,
    /// Input it stands for.
    pub(super) path: Arc<Path>,
    /// Type of the input.
    pub(super) ty: Type,
    /// Whether the value may be empty text, or the list have no element.
    pub(super) may_be_empty: bool,
    /// What the value is.
    pub(super) kind: Kind,
    /// The entry of `Parameters`.
    pub(super) definition: Json,
}

/// What parameters are made from.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The component.
    pub(super) model: &'a Model,
    /// What was given.
    pub(super) given: &'a Finder<'a>,
    /// What a check of it found.
    pub(super) checked: &'a Checked,
    /// Every open input that anything of the component reads.
    pub(super) holes: &'a [&'a Path],
    /// Whether all stacks are in one account and Region.
    pub(super) has_one_slot: bool,
}

/// The parameters of a component, in the order of the definition.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    all: Vec<Parameter>,
    places: HashMap<Arc<Path>, usize>,
    ids: HashMap<String, usize>,
}

impl Parameters {
    /// Parameters for all inputs that are open: those that the IR lists, and those in `holes` that were given as open.
    pub(super) fn new(
        context: &Context<'_>,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let Context { model, given, checked, holes, has_one_slot } = *context;
        let mut open = checked.open.clone();
        let known: HashSet<&Path> = checked.open.iter().map(|known| &*known.path).collect();
        for path in holes.iter().filter(|path| !known.contains(*path)) {
            let Some((ty, doc)) = find(model, path) else { continue };
            open.push(Open {
                path: Arc::new((*path).clone()),
                ty: ty.clone(),
                doc: doc.to_owned(),
                required: true,
                default: None,
            });
        }
        let forms = forms(&checked.open_rules);
        let mut parameters = Self::default();
        for input in open {
            let secret = matches!(given.find(&input.path), Some(Given::Open { secret: true, .. }));
            let stored = given.find_stored(&input.path);
            problems.extend(stored.and_then(|stored| wrong_name(stored, &input.path)));
            let Some(ty) = ParameterType::of(&input, stored.is_some(), has_one_slot) else {
                problems.push(without_type(&input, stored.is_some()));
                continue;
            };
            let (kind, name) = (ty.kind, stored.and_then(|stored| stored.default.as_ref()));
            if kind == Kind::Stored {
                let words = constraint_words(model, &input.path, ty.is_list);
                problems.extend(words.map(|words| unchecked(&input.path, &words)));
            }
            let mut definition = definition(model, &input, &ty, secret);
            if let Some(entry) = definition.as_object_mut()
                && let Some(name) = name
            {
                entry.insert("Default".to_owned(), (**name).into());
            }
            if kind == Kind::Plain
                && input.required
                && let Some(entry) = definition.as_object_mut()
                && !entry.contains_key("AllowedPattern")
                && let Some((regex, help)) = forms.get(&*input.path)
            {
                entry.insert("AllowedPattern".to_owned(), (*regex).into());
                entry.insert("ConstraintDescription".to_owned(), (*help).into());
            }
            problems.extend(too_long(&input, &definition));
            let id = names.take(of_input(&input.path), &input.path.to_string());
            parameters.places.insert(Arc::clone(&input.path), parameters.all.len());
            parameters.ids.insert(id.clone(), parameters.all.len());
            parameters.all.push(Parameter {
                id,
                path: input.path,
                ty: input.ty,
                may_be_empty: !input.required && kind == Kind::Plain,
                kind,
                definition,
            });
        }
        parameters
    }

    /// The parameter of an input.
    pub(super) fn find(&self, path: &Path) -> Option<&Parameter> {
        self.all.get(*self.places.get(path)?)
    }

    /// Those among ids.
    pub(super) fn among<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<&Parameter> {
        let mut places: Vec<usize> =
            ids.into_iter().filter_map(|id| self.ids.get(id)).copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.all.get(place)).collect()
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Parameter> {
        self.all.iter()
    }

    /// Whether the entry of a parameter has it keep to a rule.
    pub(super) fn keep(&self, must: &Expr) -> bool {
        let Some((path, regex)) = form(must) else { return false };
        self.find(path).is_some_and(|parameter| match parameter.kind {
            // What is there has the form of its type.
            kind if kind.is_existing() => {
                pattern_of(&parameter.ty).is_some_and(|pattern| pattern.regex == regex)
            }
            _ => parameter.definition.get("AllowedPattern").is_some_and(|it| it == regex),
        })
    }
}

/// A problem if the default is longer than a value may be.
fn too_long(input: &Open, definition: &Json) -> Option<Problem> {
    let length = definition.get("Default")?.as_str()?.len();
    (length > LONGEST_VALUE).then(|| {
        Problem::error(
            "cloudformation/too-long",
            input.path.to_string(),
            format!(
                "is {length} bytes long as the value of a parameter, and CloudFormation takes \
                 {LONGEST_VALUE}"
            ),
            "shorten it, or deploy this with Terraform or Pulumi",
        )
    })
}

/// What rules ask of the form of single parameters: a regular expression, and what fits. The first rule counts.
fn forms(rules: &[(Expr, Problem)]) -> HashMap<&Path, (&str, &str)> {
    let mut forms = HashMap::new();
    for (must, problem) in rules.iter().filter(|(_, problem)| problem.severity == Severity::Error) {
        if let Some((path, regex)) = form(must) {
            forms.entry(path).or_insert((regex, problem.help.as_str()));
        }
    }
    forms
}

/// The entry of `Parameters`.
fn definition(model: &Model, input: &Open, ty: &ParameterType<'_>, secret: bool) -> Json {
    let is_list = ty.is_list;
    let mut entry = Map::new();
    entry.insert("Type".to_owned(), ty.name.as_str().into());
    let doc = if input.doc.is_empty() {
        find(model, &input.path).map_or("", |(_, doc)| doc)
    } else {
        &input.doc
    };
    if !doc.is_empty() {
        let mut line = doc.split_whitespace().collect::<Vec<_>>().join(" ");
        if ty.kind.is_stored() {
            line.insert_str(0, "Name in the Parameter Store of: ");
        }
        let line: String = line.chars().take(LONGEST_DESCRIPTION).collect();
        entry.insert("Description".to_owned(), line.into());
    }
    if let Some(default) = &input.default {
        entry.insert("Default".to_owned(), default_of(default));
    } else if is_list && !input.required {
        entry.insert("Default".to_owned(), "".into());
    }
    // A value that exists has its form, and of what is stored only the name could be constrained.
    if ty.kind == Kind::Plain {
        constraints(ty.scalar, is_list, &mut entry);
        if let Some(words) = constraint_words(model, &input.path, is_list) {
            entry.insert("ConstraintDescription".to_owned(), words.into());
        }
    }
    if secret {
        entry.insert("NoEcho".to_owned(), true.into());
    }
    Json::Object(entry)
}

/// The parameter that has to have a form, and the regular expression for it, if that is all that must hold.
fn form(must: &Expr) -> Option<(&Path, &str)> {
    match must {
        Expr::Call(Function::Matches, parts) => match &**parts {
            [Expr::Hole(path), Expr::Literal(Constant::Text(regex))] => Some((path, regex)),
            _ => None,
        },
        _ => None,
    }
}

fn default_of(value: &Constant) -> Json {
    match value {
        Constant::Bool(value) => value.to_string().into(),
        Constant::List(items) => {
            let texts: Vec<String> = items
                .iter()
                .map(|item| item.as_text().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            texts.join(",").into()
        }
        other => other.to_json(),
    }
}

fn constraints(ty: &Type, is_list: bool, entry: &mut Map<String, Json>) {
    match ty {
        Type::Bool => {
            entry.insert("AllowedValues".to_owned(), json!(["true", "false"]));
        }
        Type::Choice { values, .. } => {
            entry.insert("AllowedValues".to_owned(), json!(values));
        }
        Type::Integer { minimum, maximum } if !is_list => {
            for (name, limit) in [("MinValue", minimum), ("MaxValue", maximum)] {
                if let Some(limit) = limit {
                    entry.insert(name.to_owned(), (*limit).into());
                }
            }
        }
        Type::Number { minimum, maximum } if !is_list => {
            for (name, limit) in [("MinValue", minimum), ("MaxValue", maximum)] {
                if let Some(limit) = limit {
                    entry.insert(name.to_owned(), Json::Number(limit.to_json()));
                }
            }
        }
        Type::String { pattern, max_length } => {
            if let Some(pattern) = pattern {
                entry.insert("AllowedPattern".to_owned(), pattern.regex.as_str().into());
            }
            if let Some(limit) = max_length.filter(|_| !is_list) {
                entry.insert("MaxLength".to_owned(), limit.into());
            }
        }
        Type::Json { .. }
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::List { .. }
        | Type::Map { .. }
        | Type::Object { .. } => {}
    }
}

/// What the rules about the type say to do, for the input itself or, in a list, for each element.
fn constraint_words(model: &Model, path: &Path, is_list: bool) -> Option<String> {
    let mut helps: Vec<&str> = Vec::new();
    for rule in model.rules.iter().filter(|rule| rule.from_type) {
        let place = match rule.place.split_last() {
            Some((Place::Element(_), list)) if is_list => list,
            _ if is_list => continue,
            _ => rule.place.as_slice(),
        };
        if let Expr::Literal(Constant::Text(help)) = &rule.help
            && is_at(place, path)
        {
            helps.push(help);
        }
    }
    (!helps.is_empty()).then(|| helps.join("; "))
}

fn is_at(place: &[Place], path: &Path) -> bool {
    place.len() == path.0.len()
        && place.iter().zip(&path.0).all(|(place, step)| match (place, step) {
            (Place::Field(field), Step::Field(name)) => field == name,
            (Place::Entry(_), Step::Key(_)) | (Place::Element(_), Step::Index(_)) => true,
            _ => false,
        })
}

/// Type of the input at a path, and the documentation of the field nearest to it.
pub(super) fn find<'a>(model: &'a Model, path: &Path) -> Option<(&'a Type, &'a str)> {
    let (first, rest) = path.0.split_first()?;
    let Step::Field(name) = first else { return None };
    let Field { ty, doc, .. } = model.find_input(name)?;
    rest.iter().try_fold((ty, doc.as_str()), |(ty, doc), step| match (ty, step) {
        (Type::Object { .. }, Step::Field(name)) => {
            ty.find_field(name).map(|field| (&field.ty, field.doc.as_str()))
        }
        (Type::Map { element, .. }, Step::Key(_) | Step::Field(_))
        | (Type::List { element, .. }, Step::Index(_)) => Some((&**element, doc)),
        _ => None,
    })
}
