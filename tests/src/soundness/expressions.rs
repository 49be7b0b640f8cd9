//! Expressions made up at random, most of them of the sort that is wanted.

mod collections;
mod scalars;

use super::chance::Chance;
use super::sorts::Sort;
use super::texts::{FIELDS, FORMS, KEYS, LOOPS, NUMBERS, RANGES, WHOLE};
use super::values;
use privatelink_ir::expr::{Half, object};
use privatelink_ir::{Constant, Expr, Field, Name, Stage, Type};
use std::sync::Arc;

/// Attributes of every node of a case, with what they give.
pub(super) const ATTRIBUTES: [(Name, fn() -> Sort); 4] = [
    (Name("id"), || Sort::Text),
    (Name("port"), || Sort::Whole),
    (Name("names"), || Sort::List(Box::new(Sort::Text))),
    (Name("tags"), || Sort::Map(Box::new(Sort::Text))),
];

/// Facts that expressions may read.
pub(super) const FACTS: [&str; 2] = ["region", "account_id"];

/// The slot that nodes may be in beside the default one.
pub(super) const OTHER_SLOT: &str = "other";

/// Something that an expression can begin with.
#[derive(Clone, Debug)]
struct Leaf {
    expr: Expr,
    sort: Sort,
    late: bool,
}

/// A node that expressions can read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Readable {
    pub(super) label: &'static str,
    pub(super) looped: bool,
}

/// What a case may be made of.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether there are nodes, facts, and JSON of no declared type.
    pub graph: bool,
    /// Most levels of an expression.
    pub depth: usize,
    /// Most outputs.
    pub outputs: usize,
}

/// Makes expressions that may stand in one place.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    chance: &'a mut Chance,
    settings: Settings,
    leaves: Vec<Leaf>,
    nodes: Vec<Readable>,
    loops: Vec<&'static str>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(chance: &'a mut Chance, settings: Settings, inputs: &[Field]) -> Self {
        let (nodes, loops) = (Vec::new(), Vec::new());
        let mut maker = Self { chance, settings, leaves: Vec::new(), nodes, loops };
        for field in inputs {
            let late = field.stage == Stage::Value;
            maker.input(privatelink_ir::expr::input(&field.name), &field.ty, late);
        }
        maker
    }

    /// Adds an input and the fields of objects below it.
    fn input(&mut self, expr: Expr, ty: &Type, late: bool) {
        if let Type::Object { fields, .. } = ty {
            for field in fields {
                let late = late || field.stage == Stage::Value;
                self.input(expr.get(&field.name), &field.ty, late);
            }
        }
        let late = late || has_late_elements(ty);
        self.leaves.push(Leaf { expr, sort: Sort::of(ty), late });
    }

    /// Lets expressions begin with this.
    pub(super) fn add(&mut self, expr: Expr, sort: Sort, late: bool) {
        if let Sort::Object(fields) = &sort {
            for (name, field) in fields.clone() {
                self.add(expr.get(&name), field, late);
            }
        }
        self.leaves.push(Leaf { expr, sort, late });
    }

    /// Lets expressions read a node.
    pub(super) fn add_node(&mut self, node: Readable) {
        self.nodes.push(node);
    }

    /// Where expressions come from.
    pub(super) fn chance(&mut self) -> &mut Chance {
        self.chance
    }

    /// Makes expressions inside of a loop.
    pub(super) fn inside<R>(
        &mut self,
        name: &'static str,
        [key, value]: [Sort; 2],
        late: bool,
        make: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let before = self.leaves.len();
        self.loops.push(name);
        self.add(Expr::Variable(name, Half::Key), key, late);
        // What loops are about is what is said in them.
        for _ in 0..2 {
            self.add(Expr::Variable(name, Half::Value), value.clone(), late);
        }
        let result = make(self);
        self.loops.pop();
        self.leaves.truncate(before);
        result
    }

    /// An expression of any sort, and the sort.
    pub(super) fn any(&mut self, depth: usize, early: bool) -> (Expr, Sort) {
        let sort = self.sort();
        (self.make(&sort, depth, early), sort)
    }

    /// A sort, more often than not one that something has.
    pub(super) fn sort(&mut self) -> Sort {
        match self.chance.pick(&self.leaves) {
            Some(leaf) if !self.chance.once_in(3) => leaf.sort.clone(),
            _ => Sort::any(self.chance, 2),
        }
    }

    /// An expression of a sort, with at most so many levels. `early`: it should be known from the start.
    pub(super) fn make(&mut self, wanted: &Sort, depth: usize, early: bool) -> Expr {
        if depth == 0 || self.chance.once_in(10) {
            return self.leaf(wanted, early);
        }
        // Now and then something else than what is wanted: most of it has to be refused.
        let other;
        let wanted = if self.chance.once_in(200) {
            other = self.sort();
            &other
        } else {
            wanted
        };
        let depth = depth - 1;
        match self.chance.below(16) {
            0 => self.leaf(wanted, early),
            1 => {
                let condition = self.make(&Sort::Bool, depth, early);
                condition.choose(self.make(wanted, depth, early), self.make(wanted, depth, early))
            }
            2 => {
                let first = self.make(wanted, depth, early);
                first.or_else(self.make(wanted, depth, early))
            }
            3 => {
                let condition = self.make(&Sort::Bool, depth, early);
                condition.then(self.make(wanted, depth, early))
            }
            4 => {
                let field = self.chance.word(&FIELDS);
                let beside = self.chance.word(&FIELDS);
                let value = self.make(wanted, depth, early);
                let (other, _) = self.any(depth.min(2), false);
                object([(beside, other), (field, value)]).get(field)
            }
            5 => {
                let map = self.make(&Sort::Map(Box::new(wanted.clone())), depth, early);
                let key = self.key(depth, early);
                map.lookup(key)
            }
            6 if self.settings.graph => {
                let value = self.make(wanted, depth, early);
                value.to_json().from_json()
            }
            7 if self.settings.graph && !early => self.attribute(wanted, depth),
            _ => self.own(wanted, depth, early),
        }
    }

    /// An expression of a form that only this sort has.
    fn own(&mut self, wanted: &Sort, depth: usize, early: bool) -> Expr {
        match wanted {
            Sort::Bool => self.condition(depth, early),
            Sort::Whole => self.whole(depth, early),
            Sort::Number => match self.chance.below(2) {
                0 => self.whole(depth, early),
                _ => self.leaf(wanted, early),
            },
            Sort::Text => self.text(depth, early),
            Sort::List(element) => self.list(element, depth, early),
            Sort::Map(element) => self.map(element, depth, early),
            Sort::Object(fields) => {
                let field = |(name, sort): &(Arc<str>, Sort)| {
                    (Arc::clone(name), self.make(sort, depth, early))
                };
                Expr::object(fields.iter().map(field).collect())
            }
        }
    }

    /// A key of a map.
    fn key(&mut self, depth: usize, early: bool) -> Expr {
        if self.chance.coin() {
            self.chance.word(&KEYS).into()
        } else {
            self.make(&Sort::Text, depth.min(2), early)
        }
    }

    /// An attribute of a node, if there is one of this sort.
    fn attribute(&mut self, wanted: &Sort, depth: usize) -> Expr {
        let fitting = |(_, sort): &&(Name, fn() -> Sort)| sort().fits(wanted);
        let Some((name, _)) = ATTRIBUTES.iter().find(fitting) else {
            return self.own(wanted, depth, false);
        };
        let Some(node) = self.chance.pick(&self.nodes).copied() else {
            return self.own(wanted, depth, false);
        };
        let key = node.looped.then(|| Arc::new(self.key(depth.min(1), true)));
        Expr::Attribute { node: node.label, key, name: *name }
    }

    /// The name of a loop that is not around this place; now and then one that is.
    fn loop_name(&mut self) -> &'static str {
        let name = self.chance.word(&LOOPS);
        if self.loops.contains(&name) && !self.chance.once_in(20) {
            let free = |name: &&&'static str| !self.loops.contains(name);
            return LOOPS.iter().find(free).copied().unwrap_or(name);
        }
        name
    }

    /// Something of a sort that is there, or a constant.
    fn leaf(&mut self, wanted: &Sort, early: bool) -> Expr {
        let fitting: Vec<Expr> = self
            .leaves
            .iter()
            .filter(|leaf| leaf.sort.fits(wanted) && !(early && leaf.late))
            .map(|leaf| leaf.expr.clone())
            .collect();
        match self.chance.pick(&fitting) {
            Some(leaf) if !self.chance.once_in(5) => leaf.clone(),
            _ if self.chance.once_in(12) => Expr::NULL,
            _ => self.constant(wanted).into(),
        }
    }

    /// A random constant of a sort.
    pub(super) fn constant(&mut self, sort: &Sort) -> Constant {
        match sort {
            Sort::Bool => self.chance.coin().into(),
            Sort::Whole => values::number(self.chance, WHOLE),
            Sort::Number => values::number(self.chance, NUMBERS.len()),
            Sort::Text => values::text(self.chance).into(),
            Sort::List(element) => {
                (0..self.chance.below(3)).map(|_| self.constant(element)).collect()
            }
            Sort::Map(element) => {
                let count = self.chance.below(3);
                let keys = self.chance.some_of(&KEYS, count);
                Constant::object(
                    keys.into_iter().map(|key| (key.into(), self.constant(element))).collect(),
                )
            }
            Sort::Object(fields) => Constant::object(
                fields.iter().map(|(name, sort)| (Arc::clone(name), self.constant(sort))).collect(),
            ),
        }
    }

    fn form(&mut self) -> Expr {
        self.chance.word(&FORMS).into()
    }

    fn range(&mut self, depth: usize, early: bool) -> Expr {
        if self.chance.coin() {
            self.chance.word(&RANGES).into()
        } else {
            self.make(&Sort::Text, depth, early)
        }
    }
}

/// Whether elements may be known later than the collection.
fn has_late_elements(ty: &Type) -> bool {
    match ty {
        Type::List { element, element_stage, .. } | Type::Map { element, element_stage, .. } => {
            *element_stage == Stage::Value || has_late_elements(element)
        }
        Type::Object { fields, .. } => {
            fields.iter().any(|field| field.stage == Stage::Value || has_late_elements(&field.ty))
        }
        _ => false,
    }
}
