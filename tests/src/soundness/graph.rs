//! Components made up at random, part by part: a part that the check refuses is left out again.

use super::chance::Chance;
use super::expressions::{ATTRIBUTES, Maker, OTHER_SLOT, Readable, Settings};
use super::sorts::Sort;
use super::texts::{LABELS, LOCALS, LOOPS};
use super::types;
use privatelink_ir::expr::{EACH, text};
use privatelink_ir::graph::{Graph, Timeout, node, output};
use privatelink_ir::infer::Inference;
use privatelink_ir::rule::{Loop, Place, Reach};
use privatelink_ir::{
    Context, Expr, Kind, Model, Name, Node, Operation, Rule, Severity, Shape, Ty, check_with,
};
use std::sync::{Arc, LazyLock};

/// The kind of all nodes.
pub(super) const KIND: Kind = Kind("soundness/thing");

/// Names of properties.
const PROPERTIES: [Name; 3] = [Name("first"), Name("second"), Name("third")];

/// Names of outputs.
static OUTPUTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| (0..64).map(|number| &*format!("value{number}").leak()).collect());

/// A component, and how many of its parts were refused.
pub(super) fn model(chance: &mut Chance, settings: Settings) -> (Model, usize) {
    let inputs = types::inputs(chance);
    let model = Model::new("Made", "Made up.".to_owned(), inputs.clone(), Graph::default());
    let maker = Maker::new(chance, settings, &inputs);
    let mut builder = Builder { model, maker, settings, refused: 0 };
    builder.locals();
    if settings.graph {
        builder.nodes();
    }
    builder.outputs();
    builder.rules();
    (builder.model, builder.refused)
}

/// What an attribute of a node gives.
pub(super) fn attribute(_: &Node, name: Name) -> Option<Ty> {
    let (_, sort) = ATTRIBUTES.iter().find(|(known, _)| *known == name)?;
    Some(Shape::of_type(&sort().to_type(), &privatelink_ir::Known::Early).ty)
}

struct Builder<'a> {
    model: Model,
    maker: Maker<'a>,
    settings: Settings,
    refused: usize,
}

impl Builder<'_> {
    fn chance(&mut self) -> &mut Chance {
        self.maker.chance()
    }

    /// Tells whether what was added last may stay.
    fn is_accepted(&mut self) -> bool {
        let is_accepted = check_with(&self.model, &attribute).is_empty();
        self.refused += usize::from(!is_accepted);
        is_accepted
    }

    fn locals(&mut self) {
        let count = self.chance().below(4);
        for name in self.chance().some_of(&LOCALS, count) {
            let early = self.chance().coin();
            let sort = self.maker.sort();
            let value = if name == "table" {
                self.maker.constant(&Sort::Map(Box::new(sort.clone()))).into()
            } else {
                self.maker.make(&sort, self.settings.depth.min(4), early)
            };
            let sort = if name == "table" { Sort::Map(Box::new(sort)) } else { sort };
            self.model.locals.push((name, value));
            if !self.is_accepted() {
                self.model.locals.pop();
                continue;
            }
            let shape = Inference::new(&self.model).local(name);
            let late = shape.is_none_or(|shape| shape.deep().is_late());
            self.maker.add(privatelink_ir::expr::local(name), sort, late);
        }
    }

    fn nodes(&mut self) {
        let count = 1 + self.chance().below(LABELS.len());
        for label in self.chance().some_of(&LABELS, count) {
            let made = self.node(label);
            let looped = made.for_each.is_some();
            self.model.nodes.push(made);
            if self.is_accepted() {
                self.maker.add_node(Readable { label, looped });
            } else {
                self.model.nodes.pop();
            }
        }
    }

    fn node(&mut self, label: &'static str) -> Node {
        let depth = self.settings.depth;
        let mut made = node(label, KIND);
        if self.chance().coin() {
            made = made.only_if(self.maker.make(&Sort::Bool, depth, true));
        }
        if self.chance().coin() {
            let (over, [key, value]) = self.loop_of_node(depth);
            made = made.for_each(over);
            let model = &self.model;
            made = self.maker.inside(EACH, [key, value], false, |maker| {
                let made = fill(maker, model, made, depth);
                waits(maker, model, made, true)
            });
        } else {
            made = fill(&mut self.maker, &self.model, made, depth);
            made = waits(&mut self.maker, &self.model, made, false);
        }
        match self.chance().below(4) {
            0 => made.in_slot(OTHER_SLOT),
            1 => {
                let unless = self.maker.make(&Sort::Bool, depth.min(3), true);
                made.in_slot_unless(OTHER_SLOT, unless)
            }
            _ => made,
        }
    }

    /// What a node loops over: a map, or a list of text, whose elements are keys.
    fn loop_of_node(&mut self, depth: usize) -> (Expr, [Sort; 2]) {
        if self.chance().coin() {
            let texts = Sort::List(Box::new(Sort::Text));
            return (self.maker.make(&texts, depth, true), [Sort::Text, Sort::Text]);
        }
        let (over, [_, element]) = self.maker.walked(depth, true);
        (over, [Sort::Text, element])
    }

    fn outputs(&mut self) {
        let mut alone = Model { nodes: skeletons(&self.model.nodes), ..self.model.clone() };
        for name in OUTPUTS.iter().take(self.settings.outputs) {
            let (value, sort) = self.maker.any(self.settings.depth, false);
            let told = output(name, sort.to_type(), "Made up.", value);
            let told = if self.chance().once_in(4) { told } else { told.optional() };
            alone.outputs = vec![told];
            let is_accepted = check_with(&alone, &attribute).is_empty();
            self.refused += usize::from(!is_accepted);
            self.model.outputs.extend(alone.outputs.pop().filter(|_| is_accepted));
        }
    }

    fn rules(&mut self) {
        let Some(input) = self.model.inputs.first().map(|field| Arc::clone(&field.name)) else {
            return;
        };
        let mut alone = Model { nodes: Vec::new(), outputs: Vec::new(), ..self.model.clone() };
        for id in ["made/first", "made/second"] {
            alone.rules = vec![self.rule(id, &input)];
            let is_accepted = check_with(&alone, &attribute).is_empty();
            self.model.rules.extend(alone.rules.pop().filter(|_| is_accepted));
        }
    }

    fn rule(&mut self, id: &str, input: &Arc<str>) -> Rule {
        let depth = self.settings.depth.min(4);
        let severity = if self.chance().coin() { Severity::Error } else { Severity::Warning };
        let mut rule = Rule {
            id: id.to_owned(),
            severity,
            place: vec![Place::Field(Arc::clone(input))],
            loops: Vec::new(),
            must: true.into(),
            message: Expr::NULL,
            help: "change it".into(),
            from_type: false,
            reach: Reach::Everywhere,
            source: None,
        };
        if self.chance().coin() {
            let (over, sorts) = self.maker.walked(depth.min(2), false);
            let name = self.chance().word(&LOOPS);
            let is_list = sorts.first() == Some(&Sort::Whole);
            rule.place.push(if is_list { Place::Element(name) } else { Place::Entry(name) });
            rule.loops.push(Loop { name, over });
            self.maker.inside(name, sorts, true, |maker| said(maker, &mut rule, depth));
        } else {
            said(&mut self.maker, &mut rule, depth);
        }
        rule
    }
}

/// What has to hold, and what is said otherwise.
fn said(maker: &mut Maker<'_>, rule: &mut Rule, depth: usize) {
    rule.must = maker.make(&Sort::Bool, depth, false);
    let part = maker.make(&Sort::Text, depth.min(2), false);
    rule.message = text(["is `".into(), part, "`, which is wrong".into()]);
}

/// Sets properties and limits.
fn fill(maker: &mut Maker<'_>, model: &Model, mut made: Node, depth: usize) -> Node {
    let count = 1 + maker.chance().below(PROPERTIES.len());
    for name in PROPERTIES.iter().take(count) {
        let (value, _) = maker.any(depth, false);
        let inference = Inference::with_attributes(model, &attribute);
        let (_, findings) = inference.findings(&value, &inside(&inference, &made));
        if findings.is_empty() {
            made.properties.push((*name, value));
        }
    }
    if maker.chance().once_in(3) {
        let given = maker.make(&Sort::Text, 2, true);
        let default = maker.make(&Sort::Text, 1, true);
        made.timeouts.push(Timeout { operation: Operation::Create, given, default });
        if !is_sound(model, &made) {
            made.timeouts.pop();
        }
    }
    made
}

/// Whether the node could be a part of the component as it is.
fn is_sound(model: &Model, made: &Node) -> bool {
    let mut with = model.clone();
    with.nodes.push(made.clone());
    check_with(&with, &attribute).is_empty()
}

/// The nodes with nothing but what others see of them.
fn skeletons(nodes: &[Node]) -> Vec<Node> {
    let skeleton = |made: &Node| Node {
        condition: made.condition.clone(),
        for_each: made.for_each.clone(),
        slot: made.slot,
        ..node(made.label, made.kind)
    };
    nodes.iter().map(skeleton).collect()
}

/// Lets a node wait for earlier ones.
fn waits(maker: &mut Maker<'_>, model: &Model, mut made: Node, looped: bool) -> Node {
    for before in &model.nodes {
        match maker.chance().below(4) {
            0 => made = made.after(&[before.label]),
            1 if before.for_each.is_some() && looped => {
                made = made.after_instance(before.label, privatelink_ir::expr::key(EACH));
            }
            _ => {}
        }
    }
    made
}

/// Where a node's properties stand.
pub(super) fn inside(inference: &Inference<'_>, node: &Node) -> Context {
    let outside = Context::default();
    let outside = match &node.condition {
        Some(condition) => inference.given(condition, true, &outside),
        None => outside,
    };
    inference.inside(node, &outside)
}
