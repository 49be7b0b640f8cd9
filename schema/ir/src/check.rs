//! Finds everything ill-formed about a component, before any engine sees it.
//!
//! Labels and references, loops and keys, cycles, and stages: a condition or a loop over a value input is refused
//! here, so that no engine can meet a number of resources it does not know yet.

use crate::expr::{EACH, Expr, For, Part};
use crate::function::Function;
use crate::graph::{Model, Node, Timeout};
use crate::problem::Problem;
use crate::types::{Field, Stage, Type};
use std::collections::BTreeSet;
use std::iter;

/// Every ill-formed part of the component. Empty: it compiles to every target and runs.
pub fn check(model: &Model) -> Vec<Problem> {
    let mut checker = Checker { model, problems: Vec::new() };
    let mut labels = BTreeSet::new();
    for node in &model.nodes {
        if !labels.insert(node.label) {
            checker.report(
                "graph/label-twice",
                node.label,
                "is the label of two nodes",
                "rename one",
            );
        }
        checker.node(node);
    }
    for (name, value) in &model.locals {
        checker.expression(value, name, &[], false);
        value.walk(&mut |part| {
            if matches!(part, Expr::Attribute { .. } | Expr::Instances { .. }) {
                checker.report(
                    "graph/local",
                    name,
                    "reads a resource",
                    "make named values of inputs and facts only",
                );
            }
        });
    }
    for output in &model.outputs {
        for value in iter::once(&output.value).chain(&output.in_templates) {
            checker.expression(value, output.name, &[], false);
        }
        checker.waits(&output.depends_on, output.name);
    }
    for rule in &model.rules {
        let mut variables = Vec::new();
        for inner in &rule.loops {
            let at = format!("rule `{}`", rule.id);
            checker.expression(&inner.over, &at, &variables, false);
            let element = checker.element(&inner.over, &variables);
            variables.push((inner.name, element));
        }
        for expr in [&rule.must, &rule.message, &rule.help] {
            checker.expression(expr, &format!("rule `{}`", rule.id), &variables, false);
        }
    }
    checker.cycles();
    checker.problems
}

/// A loop variable: its name, and the stage and type of its value.
type Variable<'a> = (&'static str, (Stage, Option<&'a Type>));

struct Checker<'a> {
    model: &'a Model,
    problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, id: &str, at: &str, message: &str, help: &str) {
        self.problems.push(Problem::error(id, at, message, help));
    }

    fn node(&mut self, node: &'a Node) {
        if let Some(condition) = &node.condition {
            self.expression(condition, node.label, &[], true);
        }
        let mut variables = Vec::new();
        if let Some(collection) = &node.for_each {
            self.expression(collection, node.label, &[], true);
            let element = self.element(collection, &[]);
            if element.0 == Stage::Value && self.is_list(collection) {
                self.report(
                    "graph/stage",
                    node.label,
                    "makes a resource per element of a list whose elements may not be known yet",
                    "use a map, whose keys name the resources, or a list of structural text",
                );
            }
            variables.push((EACH, element));
        }
        for (_, value) in &node.properties {
            self.expression(value, node.label, &variables, false);
        }
        self.timeouts(node, &variables);
        self.waits(&node.depends_on, node.label);
    }

    /// Checks that it is known from the start how long to wait.
    fn timeouts(&mut self, node: &'a Node, variables: &[Variable<'a>]) {
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
                self.expression(expr, node.label, variables, false);
                if self.stage(expr, variables).0 == Stage::Value {
                    self.report(
                        "graph/stage",
                        node.label,
                        "says how long to wait by a value that may not be known yet",
                        "use structural inputs in timeouts",
                    );
                }
            }
        }
    }

    /// Checks that what is waited for is there.
    fn waits(&mut self, labels: &[&'static str], at: &str) {
        for label in labels {
            if self.model.find_node(label).is_none() {
                self.report(
                    "graph/no-node",
                    at,
                    &format!("waits for `{label}`, which is no node"),
                    "name a node of the graph",
                );
            }
        }
    }

    /// Checks references, and if `structural` that the shape does not depend on a value.
    fn expression(
        &mut self,
        expr: &'a Expr,
        at: &str,
        variables: &[Variable<'a>],
        structural: bool,
    ) {
        if structural && self.stage(expr, variables).0 == Stage::Value {
            self.report(
                "graph/stage",
                at,
                "decides which resources there are by a value that may not be known yet",
                "use structural inputs in conditions and loops",
            );
        }
        match expr {
            Expr::Input(name) if self.model.find_input(name).is_none() => {
                self.report(
                    "graph/no-input",
                    at,
                    &format!("reads `{name}`, which is no input"),
                    "name an input of the component",
                );
            }
            Expr::Local(name) if self.model.find_local(name).is_none() => {
                self.report(
                    "graph/no-local",
                    at,
                    &format!("reads `{name}`, which is no named value"),
                    "name a value of the graph",
                );
            }
            Expr::Get(object, field) => {
                let (_, ty) = self.stage(object, variables);
                if ty.is_some_and(|ty| ty.find_field(field).is_none()) {
                    self.report(
                        "graph/no-field",
                        at,
                        &format!("reads the field `{field}`, which is not there"),
                        "name a field of the object",
                    );
                }
            }
            Expr::Variable(name, _) if !variables.iter().any(|(known, _)| known == name) => {
                self.report(
                    "graph/no-loop",
                    at,
                    &format!("reads the loop `{name}` from outside of it"),
                    "use it inside the loop",
                );
            }
            Expr::Attribute { node, key, .. } => {
                self.reference(node, Some(key.is_some()), at);
                if let Some(key) = key {
                    return self.expression(key, at, variables, true);
                }
            }
            Expr::Instances { node, .. } => self.reference(node, None, at),
            Expr::For(inner) => return self.comprehension(inner, at, variables, structural),
            Expr::Hole(_) => {
                self.report(
                    "graph/hole",
                    at,
                    "has a hole before it is specialised",
                    "use an input",
                );
            }
            _ => {}
        }
        for child in expr.children() {
            self.expression(child, at, variables, false);
        }
    }

    fn comprehension(
        &mut self,
        inner: &'a For,
        at: &str,
        variables: &[Variable<'a>],
        structural: bool,
    ) {
        self.expression(&inner.over, at, variables, structural);
        let mut scope = variables.to_vec();
        scope.push((inner.name, self.element(&inner.over, variables)));
        for expr in inner.condition.iter().chain(&inner.key) {
            self.expression(expr, at, &scope, structural);
        }
        self.expression(&inner.value, at, &scope, false);
    }

    /// `keyed`: whether the reference names an instance; `None` when it means all of them.
    fn reference(&mut self, label: &str, keyed: Option<bool>, at: &str) {
        let Some(node) = self.model.find_node(label) else {
            return self.report(
                "graph/no-node",
                at,
                &format!("reads `{label}`, which is no node"),
                "name a node of the graph",
            );
        };
        let looped = node.for_each.is_some();
        if keyed.is_some_and(|keyed| keyed != looped) || (keyed.is_none() && !looped) {
            let message =
                format!("reads `{label}` as if it had {} loop", if looped { "no" } else { "a" });
            self.report(
                "graph/key",
                at,
                &message,
                "name an instance of looped nodes, and of no other",
            );
        }
    }

    /// When the *shape* of an expression is known, and its type if it is a place in the inputs.
    fn stage(&self, expr: &'a Expr, variables: &[Variable<'a>]) -> (Stage, Option<&'a Type>) {
        match expr {
            Expr::Literal(_) => (Stage::Structural, None),
            Expr::Local(name) => self
                .model
                .find_local(name)
                .map_or((Stage::Structural, None), |value| self.stage(value, &[])),
            Expr::Input(name) => {
                self.model.find_input(name).map_or((Stage::Structural, None), of_field)
            }
            Expr::Get(object, field) => {
                let (outer, ty) = self.stage(object, variables);
                let (inner, ty) =
                    ty.and_then(|ty| ty.find_field(field)).map_or((outer, None), of_field);
                (outer.max(inner), ty)
            }
            Expr::Variable(_, Part::Key) => (Stage::Structural, None),
            Expr::Variable(name, Part::Value) => variables
                .iter()
                .rev()
                .find(|(known, _)| known == name)
                .map_or((Stage::Structural, None), |(_, place)| *place),
            Expr::Hole(_) | Expr::Attribute { .. } | Expr::Instances { .. } | Expr::Ambient(_) => {
                (Stage::Value, None)
            }
            // Which keys there are is known; values have stages of their own.
            Expr::List(_) | Expr::Object(_) => (Stage::Structural, None),
            Expr::For(inner) => (self.stage(&inner.over, variables).0, None),
            Expr::Call(Function::Keys | Function::Length | Function::Values, arguments) => {
                let first = arguments.first();
                (first.map_or(Stage::Structural, |first| self.stage(first, variables).0), None)
            }
            _ => {
                let latest =
                    expr.children().into_iter().map(|child| self.stage(child, variables).0);
                (latest.max().unwrap_or(Stage::Structural), None)
            }
        }
    }

    /// Stage and type of the elements of a collection.
    fn element(
        &self,
        collection: &'a Expr,
        variables: &[Variable<'a>],
    ) -> (Stage, Option<&'a Type>) {
        let (stage, ty) = self.stage(collection, variables);
        if let Expr::List(items) = collection {
            let latest = items.iter().map(|item| self.stage(item, variables).0).max();
            return (latest.unwrap_or(stage), None);
        }
        match ty {
            Some(Type::Map { element, element_stage, .. }) => {
                (stage.max(*element_stage), Some(element))
            }
            Some(Type::List { element, element_stage, .. }) => {
                (stage.max(*element_stage), Some(element))
            }
            _ => (stage, None),
        }
    }

    /// Whether a collection is a list, so that its elements are keys.
    fn is_list(&self, collection: &'a Expr) -> bool {
        match collection {
            Expr::List(_) => true,
            Expr::For(inner) => inner.key.is_none(),
            place => matches!(self.stage(place, &[]).1, Some(Type::List { .. })),
        }
    }

    fn cycles(&mut self) {
        let mut done = BTreeSet::new();
        for node in &self.model.nodes {
            let mut open = Vec::new();
            self.visit(node, &mut open, &mut done);
        }
    }

    fn visit(
        &mut self,
        node: &'a Node,
        open: &mut Vec<&'static str>,
        done: &mut BTreeSet<&'static str>,
    ) {
        if open.contains(&node.label) {
            let chain = open.join("` -> `");
            return self.report(
                "graph/cycle",
                node.label,
                &format!("waits for itself: `{chain}`"),
                "break the cycle",
            );
        }
        if !done.insert(node.label) {
            return;
        }
        open.push(node.label);
        let mut needs: BTreeSet<&str> = node.depends_on.iter().copied().collect();
        for expr in node.expressions() {
            expr.walk(&mut |part| match part {
                Expr::Attribute { node, .. } | Expr::Instances { node, .. } => {
                    needs.insert(node);
                }
                _ => {}
            });
        }
        for label in needs {
            if let Some(next) = self.model.find_node(label) {
                self.visit(next, open, done);
            }
        }
        open.pop();
    }
}

fn of_field(field: &Field) -> (Stage, Option<&Type>) {
    (field.stage, Some(&field.ty))
}
