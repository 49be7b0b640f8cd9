//! Nested blocks: static ones for objects, `dynamic` ones for conditions and loops.

use super::hcl::{Block, Expression, Item, attribute, separate};
use super::scope::Scope;
use super::spelling::string_map;
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::{Property, PropertyType};
use privatelink_ir::expr::{For, Half, all};
use privatelink_ir::{Constant, Entries, Expr, Function, Problem};
use std::sync::Arc;

/// The blocks of one resource.
pub(super) struct Nested<'p> {
    /// Label of the resource.
    pub(super) label: &'static str,
    /// Blocks so far.
    pub(super) blocks: Vec<Block>,
    /// What cannot be printed.
    pub(super) problems: &'p mut Vec<Problem>,
}

impl Nested<'_> {
    /// Adds the blocks that a value of a property stands for.
    pub(super) fn add(&mut self, scope: &Scope<'_>, property: &Property, value: &Expr) {
        match value {
            Expr::Literal(Constant::Null) => {}
            Expr::Object(entries) => {
                let body = self.fields(scope, property, entries);
                self.blocks.push(Block { word: property.name, labels: Vec::new(), body });
            }
            Expr::List(items) => items.iter().for_each(|item| self.add(scope, property, item)),
            Expr::Literal(Constant::List(items)) => {
                items.iter().for_each(|item| self.add(scope, property, &item.clone().into()));
            }
            Expr::Literal(Constant::Object(entries)) => {
                let entry =
                    |(name, value): &(Arc<str>, Constant)| (Arc::clone(name), value.clone().into());
                let object = Expr::object(entries.iter().map(entry).collect());
                self.add(scope, property, &object);
            }
            Expr::Call(Function::Concat, lists) => match &**lists {
                [Expr::List(lists)] => {
                    lists.iter().for_each(|list| self.add(scope, property, list));
                }
                _ => self.refuse(property, value),
            },
            // A block has to be written down, so the value stands here again.
            Expr::Local(name) => match scope.model().find_local(name) {
                Some(value) => self.add(scope, property, value),
                None => self.refuse(property, value),
            },
            Expr::If(condition, then, otherwise) => {
                for (outcome, branch) in [(true, then), (false, otherwise)] {
                    if !branch.is_null() && scope.outcome(condition) != Some(!outcome) {
                        self.conditional(scope, property, condition, outcome, branch);
                    }
                }
            }
            Expr::For(inner) => self.looped(scope, property, inner),
            _ => self.refuse(property, value),
        }
    }

    fn refuse(&mut self, property: &Property, value: &Expr) {
        let what = match value {
            Expr::Input(name) => format!("the input `{name}` as a whole"),
            _ => "something that is put together elsewhere".to_owned(),
        };
        self.problems.push(Problem::error(
            "terraform/block",
            self.label,
            format!(
                "has {what} for the block `{}`, and Terraform wants blocks written down",
                property.name
            ),
            "build the object where the property is set",
        ));
    }

    fn looped(&mut self, scope: &Scope<'_>, property: &Property, inner: &For) {
        // A block for some elements only is a block for each of fewer elements.
        if let Expr::If(condition, then, otherwise) = &inner.value
            && otherwise.is_null()
        {
            let parts = inner.condition.iter().chain([&**condition]).cloned();
            let condition = Some(all(parts));
            let fewer = For { condition, value: (**then).clone(), ..inner.clone() };
            return self.looped(scope, property, &fewer);
        }
        let iterator = Expression::word(property.name);
        let variables = [iterator.clone().get("key"), iterator.get("value")];
        let over = match &inner.condition {
            None => scope.lower_as(&inner.over, &scope.walked_type(&inner.over)),
            Some(condition) => {
                let name = inner.name;
                scope.lower(&Expr::For(Arc::new(For {
                    name,
                    over: inner.over.clone(),
                    condition: Some(condition.clone()),
                    key: Some(Expr::Variable(name, Half::Key)),
                    value: Expr::Variable(name, Half::Value),
                })))
            }
        };
        let inside = scope.inside(inner.name, &inner.over, variables);
        let inside = match &inner.condition {
            Some(condition) => inside.assuming(condition, true),
            None => inside,
        };
        let content = self.content(&inside, property, &inner.value);
        self.dynamic(property, &over, content);
    }

    /// Adds a block that is there when a condition comes out as `outcome`.
    fn conditional(
        &mut self,
        scope: &Scope<'_>,
        property: &Property,
        condition: &Expr,
        outcome: bool,
        branch: &Expr,
    ) {
        if let Expr::Call(Function::IsSet, subject) = condition
            && let [subject] = &**subject
            && outcome
        {
            // `x[*]` has one element, or none if `x` is null.
            let over = scope.lower(subject).splat();
            let inside = scope.standing_in(subject, Expression::word(property.name).get("value"));
            let content = self.content(&inside, property, branch);
            return self.dynamic(property, &over, content);
        }
        let content = self.content(&scope.assuming(condition, outcome), property, branch);
        let condition = scope.condition(condition);
        let condition = if outcome { condition } else { condition.negate() };
        let one = Expression::List(vec![Expression::bool(true)]);
        let over = Expression::choose(condition, one, Expression::List(Vec::new()));
        self.dynamic(property, &over, content);
    }

    /// The blocks of a value alone.
    fn content(&mut self, scope: &Scope<'_>, property: &Property, value: &Expr) -> Vec<Block> {
        let mut inner = Nested { label: self.label, blocks: Vec::new(), problems: self.problems };
        inner.add(scope, property, value);
        inner.blocks
    }

    fn dynamic(&mut self, property: &Property, over: &Expression, content: Vec<Block>) {
        for block in content {
            // A block that depends on something else too is one in the other.
            let body = match block.word {
                "dynamic" => {
                    self.problems.push(Problem::error(
                        "terraform/block",
                        self.label,
                        format!(
                            "has a condition or a loop inside of another one for the block `{}`",
                            property.name
                        ),
                        "use one loop with a condition",
                    ));
                    continue;
                }
                _ => vec![
                    attribute("for_each", over.clone()),
                    Item::Blank,
                    Item::Block(Block { word: "content", labels: Vec::new(), body: block.body }),
                ],
            };
            self.blocks.push(Block::new("dynamic", [property.name], body));
        }
    }

    fn fields(
        &mut self,
        scope: &Scope<'_>,
        property: &Property,
        entries: &Entries<Expr>,
    ) -> Vec<Item> {
        let mut body = Vec::new();
        let mut nested = Nested { label: self.label, blocks: Vec::new(), problems: self.problems };
        for (name, value) in entries {
            let Some(field) = property.find_field(name).filter(|field| field.is_on(&TERRAFORM))
            else {
                continue;
            };
            match field.ty {
                PropertyType::Block | PropertyType::Blocks => nested.add(scope, field, value),
                PropertyType::StringMap => {
                    body.push(attribute(name, scope.lower_as(value, &string_map())));
                }
                _ => body.push(attribute(name, scope.lower(value))),
            }
        }
        for block in nested.blocks {
            separate(&mut body);
            body.push(Item::Block(block));
        }
        body
    }
}
