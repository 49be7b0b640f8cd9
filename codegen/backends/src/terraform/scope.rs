//! What is known where an expression stands: loops around it, and conditions that hold there.
//!
//! Terraform fails when it reads a field of null, walks null, or puts null into a text; the graph's expressions give
//! null, nothing or false instead. So each lowering needs to know what cannot be null at its place: what has a
//! default, and what a condition around it has already asked for. The inference of the graph knows; [`Scope`] asks it.

use super::hcl::Expression;
use super::json;
use super::json_value::Place;
use super::memo::Memo;
use super::names::Named;
use super::provider::Provider;
use super::spelling::Spellings;
use privatelink_ir::infer::{Attributes, Ty};
use privatelink_ir::rule::Loop;
use privatelink_ir::{
    Context, DEFAULT_SLOT, Expr, Inference, Model, Node, Rule, Shape, Slot, simplify,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Words that begin references of Terraform's own.
const ROOTS: [&str; 9] =
    ["count", "data", "each", "local", "module", "path", "self", "terraform", "var"];

/// A component, and what is known about its expressions.
pub(super) struct Module<'a> {
    /// The component.
    pub(super) model: &'a Model,
    /// Shapes of its expressions.
    inference: Inference<'a>,
    /// Named values that are others in other slots, because they read facts of whoever reads them.
    placed: BTreeSet<&'static str>,
    /// What Terraform calls the kinds of the nodes: roots of references.
    kinds: BTreeSet<&'static str>,
    /// Outside of everything. All scopes begin here, so that each finds what another one has worked out.
    outside: Context,
    /// What must not be null in expressions where they stand.
    hazards: Memo,
    /// Where names of values differ from those that are wanted.
    spellings: Spellings,
    /// The provider that it is written for.
    pub(super) provider: Provider,
    /// What named values are called that are known by another name in the component.
    spoken: BTreeMap<&'static str, String>,
}

impl<'a> Module<'a> {
    /// What is known about a component.
    pub(super) fn new(model: &'a Model) -> Self {
        Self::with_provider(model, Provider::default())
    }

    /// The same, to be written for certain versions of the provider.
    pub(super) fn with_provider(model: &'a Model, provider: Provider) -> Self {
        const OF_CATALOG: Attributes<'static> = &privatelink_catalog::type_of_attribute;
        let mut placed = BTreeSet::new();
        for (name, value) in &model.locals {
            let is_placed = value.any(&|part| match part {
                Expr::Fact(_, Slot::Here) => true,
                Expr::Local(other) => placed.contains(other),
                _ => false,
            });
            if is_placed {
                placed.insert(*name);
            }
        }
        let kinds = model.nodes.iter().filter_map(|node| privatelink_catalog::find(node.kind));
        let kinds = kinds.map(|kind| kind.terraform).collect();
        let inference = Inference::with_attributes(model, OF_CATALOG);
        let (outside, hazards, spellings, spoken) = Default::default();
        Self { model, inference, placed, kinds, outside, hazards, spellings, provider, spoken }
    }

    /// What is known about a component whose expressions that stand again and again have names.
    pub(super) fn of_named(named: &'a Named, provider: Provider) -> Self {
        Self { spoken: named.spoken.clone(), ..Self::with_provider(&named.model, provider) }
    }

    /// The rule with a condition that is never null. Only what is false breaks a rule, but for a condition in Terraform
    /// null is as good as false.
    pub(super) fn decided(&self, rule: &Rule) -> Rule {
        let inside = |context: Context, outer: &Loop| {
            let shape = self.inference.shape(&outer.over, &context);
            context.inside(outer.name, &outer.over, &shape)
        };
        let context = rule.loops.iter().fold(self.outside.clone(), inside);
        let mut rule = rule.clone();
        if self.inference.shape(&rule.must, &context).nullable {
            rule.must = rule.must.is_set().implies(rule.must.clone());
        }
        rule
    }

    /// What a named value is called where it is read from a slot.
    pub(super) fn name_of_local(&self, name: &str, slot: &str) -> String {
        let spoken = self.spoken.get(name).map_or(name, String::as_str);
        if slot == DEFAULT_SLOT || !self.placed.contains(name) {
            spoken.to_owned()
        } else {
            format!("{spoken}_{slot}")
        }
    }

    /// Slots other than the default one in which a named value is another.
    pub(super) fn other_slots(&self, name: &str) -> Vec<&'static str> {
        if !self.placed.contains(name) {
            return Vec::new();
        }
        let is_read = |slot: &&'static str| {
            let nodes = self.model.nodes.iter().filter(|node| node.slot == *slot);
            nodes.flat_map(Node::expressions).any(|expr| self.reads(expr, name))
        };
        self.model
            .slots()
            .into_iter()
            .filter(|slot| *slot != DEFAULT_SLOT)
            .filter(is_read)
            .collect()
    }

    /// Whether an expression reads a named value, in any number of steps.
    fn reads(&self, expr: &Expr, name: &str) -> bool {
        expr.any(&|part| match part {
            Expr::Local(read) if *read == name => true,
            Expr::Local(read) => {
                self.model.find_local(read).is_some_and(|value| self.reads(value, name))
            }
            _ => false,
        })
    }
}

/// A loop around an expression, as Terraform calls its variables.
#[derive(Debug)]
struct Bound {
    name: &'static str,
    key: Expression,
    value: Expression,
    around: Option<Rc<Bound>>,
}

/// What is known where an expression stands.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    module: &'a Module<'a>,
    /// Loops and assumptions.
    context: Context,
    /// The innermost loop.
    innermost: Option<Rc<Bound>>,
    /// The slot whose facts are read.
    slot: &'static str,
    /// Whether named values cannot be read, because they wait for what stands here.
    is_validation: bool,
    stand_ins: Vec<(Expr, Expression)>,
}

impl<'a> Scope<'a> {
    /// Outside of everything.
    pub(super) fn new(module: &'a Module<'a>) -> Self {
        let (innermost, stand_ins) = (None, Vec::new());
        let (context, slot) = (module.outside.clone(), DEFAULT_SLOT);
        Self { module, context, innermost, slot, is_validation: false, stand_ins }
    }

    /// Where named values cannot be read.
    pub(super) fn of_validation(module: &'a Module<'a>) -> Self {
        Self { is_validation: true, ..Self::new(module) }
    }

    /// The value of an input that is JSON, or of something in it, if it has to be read where it is needed.
    pub(super) fn json(&self, expr: &Expr) -> Option<Expression> {
        self.is_validation.then(|| self.place_in_json(expr).map(Place::read))?
    }

    /// Where something in an input that is JSON stands.
    fn place_in_json(&self, expr: &Expr) -> Option<Place<'a>> {
        match expr {
            Expr::Input(name) => Some(Place::of_input(json::declared(self.model(), name)?, name)),
            Expr::Get(object, name) => self.place_in_json(object)?.field(name),
            _ => None,
        }
    }

    /// Where facts are those of a slot.
    pub(super) fn in_slot(&self, slot: &'static str) -> Self {
        Self { slot, ..self.clone() }
    }

    /// The slot that a fact is of.
    pub(super) fn slot_of(&self, slot: Slot) -> &'static str {
        match slot {
            Slot::Here => self.slot,
            Slot::Named(slot) => slot,
        }
    }

    /// What a named value is called here.
    pub(super) fn local(&self, name: &str) -> String {
        self.module.name_of_local(name, self.slot)
    }

    /// The provider that the module is written for.
    pub(super) fn provider(&self) -> Provider {
        self.module.provider
    }

    /// The component.
    pub(super) fn model(&self) -> &'a Model {
        self.module.model
    }

    /// Inside of a loop whose variables are called so.
    pub(super) fn inside(
        &self,
        name: &'static str,
        over: &Expr,
        [key, value]: [Expression; 2],
    ) -> Self {
        let context = self.context.inside(name, over, &self.shape(over));
        let innermost = Some(Rc::new(Bound { name, key, value, around: self.innermost.clone() }));
        Self { context, innermost, ..self.clone() }
    }

    /// Inside of a node: in its slot, where its condition holds, and in its loop.
    pub(super) fn inside_of(&self, node: &Node) -> Self {
        let own = self.in_slot(node.slot);
        let own = match &node.condition {
            Some(condition) => own.assuming(condition, true),
            None => own,
        };
        match &node.for_each {
            Some(over) => own.inside_node(over),
            None => own,
        }
    }

    /// Inside of the loop of a node.
    fn inside_node(&self, over: &Expr) -> Self {
        let each = Expression::word(privatelink_ir::expr::EACH);
        let name = privatelink_ir::expr::EACH;
        let context = self.context.inside_node(name, over, &self.shape(over));
        let (key, value) = (each.clone().get("key"), each.get("value"));
        let innermost = Some(Rc::new(Bound { name, key, value, around: self.innermost.clone() }));
        Self { context, innermost, ..self.clone() }
    }

    /// Loops around, innermost first.
    fn loops(&self) -> impl Iterator<Item = &Bound> {
        std::iter::successors(self.innermost.as_deref(), |bound| bound.around.as_deref())
    }

    /// What the variables of a loop are called.
    pub(super) fn variables(&self, name: &'static str, over: &Expr) -> [Expression; 2] {
        let suffix = if self.is_list(over) { "index" } else { "key" };
        let key = self.free(&format!("{name}_{suffix}"));
        [key, self.free(name)].map(Expression::word)
    }

    /// A name for a variable that hides none which is in use here, nor a root that Terraform has for itself.
    pub(super) fn free(&self, name: &str) -> String {
        let is_taken = |name: &str| {
            let mut of_loops = self.loops().flat_map(|bound| [&bound.key, &bound.value]);
            of_loops.any(|used| used.root() == Some(name))
                || ROOTS.contains(&name)
                || self.module.kinds.contains(name)
        };
        let others = (2..).map(|number| format!("{name}_{number}"));
        std::iter::once(name.to_owned())
            .chain(others)
            .find(|name| !is_taken(name))
            .unwrap_or_else(|| name.to_owned())
    }

    /// Where `expr` is at hand as something shorter, and not null.
    pub(super) fn standing_in(&self, expr: &Expr, by: Expression) -> Self {
        let mut inner = self.knowing(expr);
        inner.stand_ins.push((expr.clone(), by));
        inner
    }

    /// What is at hand for an expression.
    pub(super) fn stand_in(&self, expr: &Expr) -> Option<&Expression> {
        self.stand_ins.iter().find(|(known, _)| known == expr).map(|(_, by)| by)
    }

    /// Where `expr` is not null, and so is nothing it was read from.
    pub(super) fn knowing(&self, expr: &Expr) -> Self {
        Self { context: self.context.set(expr), ..self.clone() }
    }

    /// Where a condition has come out as `outcome`.
    pub(super) fn assuming(&self, condition: &Expr, outcome: bool) -> Self {
        let context = self.module.inference.given(condition, outcome, &self.context);
        Self { context, ..self.clone() }
    }

    /// What must not be null in expressions that have been looked through, and where that counts here: not where
    /// something stands in for a part of them.
    pub(super) fn hazard_memo(&self) -> Option<(&Memo, &Context)> {
        self.stand_ins.is_empty().then_some((&self.module.hazards, &self.context))
    }

    /// Where names of values differ from those that are wanted.
    pub(super) fn spellings(&self) -> &Spellings {
        &self.module.spellings
    }

    /// Whether an expression may give null where these are there.
    pub(super) fn may_be_null_knowing<'e>(
        &self,
        expr: &Expr,
        known: impl Iterator<Item = &'e Expr>,
    ) -> bool {
        let context = known.fold(self.context.clone(), |context, known| context.set(known));
        self.module.inference.shape(expr, &context).nullable
    }

    /// The outcome of a condition, if it is known here.
    pub(super) fn outcome(&self, condition: &Expr) -> Option<bool> {
        self.module.inference.outcome(condition, &self.context)
    }

    /// Whether the node of this label certainly exists here.
    pub(super) fn exists(&self, label: &str) -> bool {
        self.module.inference.exists(label, &self.context)
    }

    /// What an expression gives here.
    pub(super) fn shape(&self, expr: &Expr) -> Shape {
        self.module.inference.shape(expr, &self.context)
    }

    /// Whether an expression may give null here.
    pub(super) fn may_be_null(&self, expr: &Expr) -> bool {
        self.shape(expr).nullable
    }

    /// Whether an expression gives a list.
    pub(super) fn is_list(&self, expr: &Expr) -> bool {
        matches!(self.shape(expr).ty, Ty::List(_))
    }

    /// What an expression comes to where another one is null.
    pub(super) fn without(&self, expr: &Expr, absent: &Expr) -> Expr {
        simplify(self.model(), expr, &self.context.assumptions().absent(absent))
    }

    /// Key and value of the loop of this name.
    pub(super) fn find_loop(&self, name: &str) -> Option<[&Expression; 2]> {
        let bound = self.loops().find(|bound| bound.name == name)?;
        Some([&bound.key, &bound.value])
    }
}
