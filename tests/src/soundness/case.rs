//! One case: a component, values for its inputs, and what is special about these.

use super::chance::Chance;
use super::expressions::Settings;
use super::graph;
use super::marks::{self, Marks};
use super::show::Show;
use super::values;
use privatelink_ir::{
    Constant, Engine, Field, Given, Model, Severity, Type, check_inputs, check_with,
};
use privatelink_provider::inputs;
use privatelink_wire::value::Properties;
use std::fmt;
use std::sync::Arc;

/// A component that the check accepts, with inputs.
#[derive(Clone)]
pub struct Case {
    /// The component.
    pub model: Model,
    /// Values of its inputs.
    pub values: Constant,
    /// What is late, secret or traced among them.
    pub(super) marks: Marks,
    /// How many parts the check refused when the case was made.
    pub refused: usize,
}

impl Case {
    /// The case that a seed stands for.
    pub fn new(seed: u64, settings: Settings) -> Self {
        let mut chance = Chance::new(seed);
        let (model, refused) = graph::model(&mut chance, settings);
        let value = |field: &privatelink_ir::Field| {
            Some((Arc::clone(&field.name), values::given(field, &mut chance)?))
        };
        let values = Constant::object(model.inputs.iter().filter_map(value).collect());
        let marks = marks::any(&model.inputs, &values, &mut chance);
        let mut case = Self { model, values, marks, refused };
        case.warn_of_broken_rules();
        case
    }

    /// Makes warnings of the rules that the inputs break, which nothing would be computed from otherwise.
    fn warn_of_broken_rules(&mut self) {
        let checked = check_inputs(&self.model, &self.plain(), &Engine::COMPLETE);
        for rule in self.model.rules.iter_mut().filter(|rule| !rule.from_type) {
            if checked.problems.iter().any(|problem| problem.id == rule.id) {
                rule.severity = Severity::Warning;
            }
        }
    }

    /// Whether the check accepts the component, and the inputs.
    pub fn is_valid(&self) -> bool {
        let is_taken = |given: Vec<(Arc<str>, Given)>| {
            let checked = check_inputs(&self.model, &given, &Engine::COMPLETE);
            !checked.has_errors() && checked.undecided.is_empty()
        };
        check_with(&self.model, &graph::attribute).is_empty()
            && is_taken(self.plain())
            && is_taken(self.given(true))
    }

    /// The inputs as an engine sends them.
    pub fn sent(&self, preview: bool) -> Properties {
        marks::sent(&self.model.inputs, &self.values, &self.marks, preview)
    }

    /// The inputs as the provider understands them.
    pub fn given(&self, preview: bool) -> Vec<(Arc<str>, Given)> {
        inputs::given(&self.sent(preview))
    }

    /// The inputs, all of them known and nothing special about any.
    pub fn plain(&self) -> Vec<(Arc<str>, Given)> {
        inputs::given(&marks::sent(&self.model.inputs, &self.values, &Marks::new(), false))
    }
}

impl fmt::Display for Case {
    /// Everything somebody needs to understand a failure.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for field in &self.model.inputs {
            writeln!(
                f,
                "input {} ({:?}, required: {}, default: {:?}): {}",
                field.name,
                field.stage,
                field.required,
                field.default,
                show_type(&field.ty)
            )?;
        }
        for (name, value) in &self.model.locals {
            writeln!(f, "local {name}: {}", Show(value))?;
        }
        for node in &self.model.nodes {
            write!(f, "node {} in {}", node.label, node.slot)?;
            for (what, expr) in [
                ("unless", &node.slot_unless),
                ("if", &node.condition),
                ("for each of", &node.for_each),
            ] {
                if let Some(expr) = expr {
                    write!(f, " {what} {}", Show(expr))?;
                }
            }
            for (name, value) in &node.properties {
                write!(f, "; {}: {}", name.0, Show(value))?;
            }
            for limit in &node.timeouts {
                write!(f, "; within {} or {}", Show(&limit.given), Show(&limit.default))?;
            }
            writeln!(f, "; after {:?}", node.waits)?;
        }
        for rule in &self.model.rules {
            for outer in &rule.loops {
                write!(f, "for {} in {}: ", outer.name, Show(&outer.over))?;
            }
            let (must, message) = (Show(&rule.must), Show(&rule.message));
            writeln!(f, "{:?} rule {must}, else {message}", rule.severity)?;
        }
        for output in &self.model.outputs {
            writeln!(f, "output {}: {}", output.name, Show(&output.value))?;
        }
        writeln!(f, "values: {}", self.values)?;
        write!(f, "marks:")?;
        for (path, mark) in &self.marks {
            write!(f, " {path}: {mark:?},")?;
        }
        Ok(())
    }
}

/// A type in a few words.
fn show_type(ty: &Type) -> String {
    match ty {
        Type::List { element, element_stage, .. } => {
            format!("list of {element_stage:?} {}", show_type(element))
        }
        Type::Map { element, element_stage, .. } => {
            format!("map of {element_stage:?} {}", show_type(element))
        }
        Type::Object { fields, .. } => {
            let field = |field: &Field| {
                let Field { name, stage, required, default, ty, .. } = field;
                let default = default.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
                let mark = if *required { "" } else { "?" };
                format!("{name}{mark}: {stage:?} {}{default}", show_type(ty))
            };
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Type::Json { value } => format!("JSON text of {}", show_type(value)),
        Type::String { pattern: Some(_), .. } => "word".to_owned(),
        Type::Choice { .. } => "choice".to_owned(),
        other => other.noun().to_owned(),
    }
}
