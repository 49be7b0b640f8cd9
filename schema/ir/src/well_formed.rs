//! Finds everything ill-formed about a component, before any engine sees it.
//!
//! Labels, references, types, cycles, and stages: a condition or a loop over what may be known late is refused here, so
//! that no engine can meet a number of resources it does not know yet.

mod cycles;
mod formerly;
mod never_deciding;

pub use never_deciding::never_deciding;

use crate::component::Model;
use crate::constraints::DEPTHS;
use crate::expr::{EACH, Expr};
use crate::graph::{Node, Timeout, Wait};
use crate::infer::{Attributes, Context, Finding, Inference, Known, Shape, Ty, values_of};
use crate::names::DEFAULT_SLOT;
use crate::problem::Problem;
use crate::reduce::simplify_condition;
use crate::rule::{Loop, Rule};
use crate::types::{Stage, Type};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Every ill-formed part of the component, as far as that can be told without knowing what attributes of nodes give.
pub fn check(model: &Model) -> Vec<Problem> {
    check_with(model, &|_, _| None)
}

/// Every ill-formed part of the component, attributes of nodes giving what `attributes` says. Empty: it compiles to every
/// target and runs.
pub fn check_with(model: &Model, attributes: Attributes<'_>) -> Vec<Problem> {
    let inference = Inference::with_attributes(model, attributes);
    let mut checker = Checker::new(model, &inference);
    checker.types();
    checker.locals();
    checker.nodes();
    checker.outputs();
    for rule in &model.rules {
        checker.rule(rule);
    }
    checker.cycles();
    checker.problems.extend(formerly::problems(model));
    checker.problems
}

struct Checker<'a> {
    model: &'a Model,
    inference: &'a Inference<'a>,
    /// Outside of everything. What is worked out in it serves all that is checked.
    outside: Context,
    problems: Vec<Problem>,
    /// What decides although it may be known late.
    late: BTreeSet<Arc<str>>,
}

/// What an expression may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Anything, and known late.
    Value,
    /// A condition that decides about resources.
    Condition,
    /// What a node loops over.
    Loop,
    /// A key that names a resource.
    Key,
    /// A text that engines need to know from the start.
    EarlyText,
    /// What a rule is about.
    Walked,
    /// What has to hold.
    Statement,
    /// What is said otherwise.
    Sentence,
}

impl<'a> Checker<'a> {
    fn new(model: &'a Model, inference: &'a Inference<'a>) -> Self {
        let (outside, problems, late) = (Context::default(), Vec::new(), BTreeSet::new());
        Self { model, inference, outside, problems, late }
    }

    fn report(&mut self, id: &str, at: &str, message: &str, help: &str) {
        self.problems.push(Problem::error(id, at, message, help));
    }

    /// Checks that constraints of inputs can be written as rules, however deep they stand.
    fn types(&mut self) {
        fn depth(ty: &Type) -> usize {
            match ty {
                Type::List { element, .. } | Type::Map { element, .. } => 1 + depth(element),
                Type::Object { fields, .. } => {
                    fields.iter().map(|field| depth(&field.ty)).max().unwrap_or_default()
                }
                Type::Json { value } => depth(value),
                _ => 0,
            }
        }
        fn has_json(ty: &Type) -> bool {
            match ty {
                Type::Json { .. } => true,
                Type::List { element, .. } | Type::Map { element, .. } => has_json(element),
                Type::Object { fields, .. } => fields.iter().any(|field| has_json(&field.ty)),
                _ => false,
            }
        }
        for field in &self.model.inputs {
            let is_deep = match &field.ty {
                Type::Json { value } => has_json(value),
                ty => has_json(ty),
            };
            if is_deep {
                let message = "has JSON text inside of another value";
                let help = "make the text an input of its own";
                self.report("graph/json", &field.name, message, help);
            }
            // A parameter is text; the graph reads what is in it.
            let is_json = matches!(field.ty, Type::Json { .. });
            if is_json && field.stage == Stage::Value && field.needs.is_none() {
                let message = "is JSON text that an engine could leave open";
                let help = "say what an engine needs to read it while it deploys";
                self.report("graph/json", &field.name, message, help);
            }
            if depth(&field.ty) > DEPTHS.len() {
                let message =
                    format!("has more than {} collections inside of each other", DEPTHS.len());
                self.report("graph/too-deep", &field.name, &message, "use fewer");
            }
        }
    }

    fn locals(&mut self) {
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for (name, value) in &self.model.locals {
            value.walk(&mut |part| match part {
                Expr::Attribute { .. } | Expr::Instances { .. } => self.report(
                    "graph/local",
                    name,
                    "reads a resource",
                    "make named values of inputs and facts only",
                ),
                Expr::Local(other)
                    if !before.contains(other) && self.model.find_local(other).is_some() =>
                {
                    let message = format!("reads `{other}`, which comes later");
                    let help = "put what a named value is made of before it";
                    self.report("graph/local-order", name, &message, help);
                }
                _ => {}
            });
            self.expression(value, name, &self.outside.clone(), Use::Value);
            if !before.insert(name) {
                self.report("graph/local-twice", name, "is the name of two values", "rename one");
            }
        }
    }

    fn nodes(&mut self) {
        let mut labels = BTreeSet::new();
        for node in &self.model.nodes {
            if !labels.insert(node.label) {
                self.report(
                    "graph/label-twice",
                    node.label,
                    "is the label of two nodes",
                    "rename one",
                );
            }
            self.node(node);
        }
    }

    fn node(&mut self, node: &'a Node) {
        let outside = self.outside.clone();
        if let Some(condition) = &node.condition {
            self.expression(condition, node.label, &outside, Use::Condition);
        }
        if let Some(condition) = &node.slot_unless {
            self.expression(condition, node.label, &outside, Use::Condition);
        }
        let outside = match &node.condition {
            Some(condition) => self.inference.given(condition, true, &outside),
            None => outside,
        };
        let inside = match &node.for_each {
            Some(over) => {
                let shape = self.expression(over, node.label, &outside, Use::Loop);
                outside.inside_node(EACH, over, &shape)
            }
            None => outside,
        };
        for (_, value) in &node.properties {
            self.expression(value, node.label, &inside, Use::Value);
        }
        self.replaced_after(node, &inside);
        self.timeouts(node, &inside);
        self.waits(&node.waits, node.label, &inside);
    }

    /// Checks that what says which one goes first is known when the resource is registered.
    fn replaced_after(&mut self, node: &'a Node, context: &Context) {
        let Some(condition) = &node.replaced_after else { return };
        self.expression(condition, node.label, context, Use::Statement);
        if condition.any(&is_resource) {
            let message = "says by a resource whether its old one goes first";
            let help = "say it by inputs and facts only";
            self.report("graph/replaced-after", node.label, message, help);
        }
    }

    /// Checks that it is known from the start how long to wait.
    fn timeouts(&mut self, node: &'a Node, context: &Context) {
        let mut operations = BTreeSet::new();
        for Timeout { operation, given, default } in &node.timeouts {
            if !operations.insert(operation) {
                let word = operation.word();
                self.report(
                    "graph/timeout-twice",
                    node.label,
                    &format!("says twice how long to wait for `{word}`"),
                    "say it once",
                );
            }
            for expr in [given, default] {
                self.expression(expr, node.label, context, Use::EarlyText);
            }
        }
    }

    /// Checks that what is waited for is there.
    fn waits(&mut self, waits: &[Wait], at: &str, context: &Context) {
        for Wait { label, key } in waits {
            let Some(node) = self.model.find_node(label) else {
                self.report(
                    "graph/no-node",
                    at,
                    &format!("waits for `{label}`, which is no node"),
                    "name a node of the graph",
                );
                continue;
            };
            if let Some(key) = key {
                self.expression(key, at, context, Use::Key);
                if node.for_each.is_none() {
                    let message = format!("waits for an instance of `{label}`, which has no loop");
                    self.report("graph/key", at, &message, "wait for the node");
                }
            }
        }
    }

    fn outputs(&mut self) {
        for output in &self.model.outputs {
            for value in output.expressions() {
                let before = self.problems.len();
                let shape = self.expression(value, output.name, &self.outside.clone(), Use::Value);
                let wanted = Shape::of_type(&output.ty, &Known::Early);
                if !shape.ty.is_one_of(&wanted.ty) {
                    let message = format!("is {}, and gives {}", output.ty.noun(), shape.ty.noun());
                    self.report("graph/type", output.name, &message, "give what the output says");
                } else if shape.nullable && !output.nullable && self.problems.len() == before {
                    let message = "is always there, and gives what may be null";
                    self.report("graph/null", output.name, message, "make the output optional");
                }
            }
            self.waits(&output.waits, output.name, &self.outside.clone());
        }
    }

    fn rule(&mut self, rule: &'a Rule) {
        let at = format!("rule `{}`", rule.id);
        let mut context = self.outside.clone();
        for Loop { name, over } in &rule.loops {
            let shape = self.expression(over, &at, &context, Use::Walked);
            context = context.inside(name, over, &shape);
        }
        let is_read = |part: &Expr| {
            matches!(part, Expr::Input(_) | Expr::Local(_) | Expr::Fact(..)) || is_resource(part)
        };
        let must = simplify_condition(self.model, &rule.must, context.assumptions());
        let walked = rule.loops.iter().map(|outer| &outer.over);
        let is_decided = self.inference.outcome(&must, &context).is_some()
            || !walked.chain([&must]).any(|expr| expr.any(&is_read));
        if is_decided && !must.any(&is_resource) {
            let message = "holds, or does not, whatever the inputs are";
            self.report("graph/rule", &at, message, "make it depend on an input");
        }
        self.expression(&rule.must, &at, &context, Use::Statement);
        let broken = self.inference.given(&rule.must, false, &context);
        for words in [&rule.message, &rule.help] {
            if self.expression(words, &at, &broken, Use::Sentence).nullable {
                let help = "let the rule hold where a part of its words is absent";
                self.report("graph/rule", &at, "says something that may be null", help);
            }
        }
        for expr in [&rule.must, &rule.message, &rule.help] {
            if expr.any(&is_resource) {
                let help = "make rules about inputs and facts only";
                self.report("graph/rule", &at, "reads a resource", help);
            }
        }
    }

    /// Checks an expression, and whether it may stand where it does.
    fn expression(&mut self, expr: &Expr, at: &str, context: &Context, used: Use) -> Shape {
        let (shape, findings) = self.inference.findings(expr, context);
        let is_faulty = !findings.is_empty();
        for Finding { id, message, help, late } in findings {
            self.report(id, at, &message, help);
            self.late.extend(late);
        }
        let element = shape.element();
        let (fits, wanted) = match used {
            Use::Value => return shape,
            Use::Condition | Use::Statement => (shape.ty == Ty::Bool, "true or false"),
            Use::Key | Use::EarlyText | Use::Sentence => {
                (matches!(shape.ty, Ty::Text { .. }), "text")
            }
            Use::Walked => (element.is_some(), "a list, or a map whose values are of one type"),
            Use::Loop => {
                let is_text = |ty: &Ty| matches!(ty, Ty::Text { .. } | Ty::Nothing);
                let of_text = || element.as_ref().is_some_and(|element| is_text(&element.ty));
                let fits = match shape.ty {
                    Ty::List(_) => of_text(),
                    _ => shape.ty.as_map().is_some(),
                };
                (fits, "a map, or a list of text")
            }
        };
        // A loop over a list of text makes names of its elements.
        let keys = match (&shape.ty, &element) {
            (Ty::List(_), Some(element)) if used == Use::Loop => Some(element),
            _ => None,
        };
        let known = keys.map_or_else(|| shape.known.clone(), |keys| shape.known.and(&keys.known));
        // Whatever names resources is of a known type. What is wrong otherwise is not reported twice.
        let names = matches!(used, Use::Loop | Use::Key) && !is_faulty && !known.is_late();
        let may_fit = keys.unwrap_or(&shape).ty == Ty::Anything;
        if !fits && shape.ty != Ty::Nothing && (names || !may_fit) {
            let message = format!("gives {} where it takes {wanted}", shape.ty.noun());
            self.report("graph/type", at, &message, "use what fits");
        } else if keys.is_some_and(|keys| keys.nullable) {
            let help = "leave such elements out with a condition";
            self.report("graph/null-key", at, "makes keys of what may be null", help);
        }
        let may_be_late = matches!(used, Use::Walked | Use::Statement | Use::Sentence);
        if let Known::Late(origin) = known
            && !may_be_late
        {
            let (message, help) = match used {
                Use::EarlyText => ("says how long to wait by", "use structural inputs in timeouts"),
                Use::Key => ("names a resource by", "use structural inputs in keys"),
                _ => (
                    "decides which resources there are by",
                    "use structural inputs in conditions, loops and the elements of lists that are looped over",
                ),
            };
            let message = format!("{message} {}", values_of(&origin));
            self.report("graph/stage", at, &message, help);
            self.late.insert(origin);
        }
        shape
    }

    fn cycles(&mut self) {
        for label in cycles::labels(self.model) {
            let chain = label.join("` -> `");
            let at = label.first().copied().unwrap_or(DEFAULT_SLOT);
            let message = format!("waits for itself: `{chain}`");
            self.report("graph/cycle", at, &message, "break the cycle");
        }
    }
}

/// Whether a part of an expression is read of resources.
fn is_resource(part: &Expr) -> bool {
    matches!(part, Expr::Attribute { .. } | Expr::Instances { .. })
}
