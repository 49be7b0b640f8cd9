//! Expressions as people read them: the failures of cases made up at random.

use privatelink_ir::expr::Half;
use privatelink_ir::{Expr, Name, Slot};
use std::fmt;

/// An expression, to be read.
pub(super) struct Show<'a>(pub(super) &'a Expr);

impl fmt::Display for Show<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::Literal(value) => write!(f, "{value}"),
            Expr::Input(name) => write!(f, "input.{name}"),
            Expr::Local(name) => write!(f, "local.{name}"),
            Expr::Hole(path) => write!(f, "<{path}>"),
            Expr::Get(object, field) => write!(f, "{}.{field}", Show(object)),
            Expr::Variable(name, Half::Key) => write!(f, "{name}#key"),
            Expr::Variable(name, Half::Value) => f.write_str(name),
            Expr::Attribute { node, key: None, name: Name(name) } => {
                write!(f, "node.{node}.{name}")
            }
            Expr::Attribute { node, key: Some(key), name: Name(name) } => {
                write!(f, "node.{node}[{}].{name}", Show(key))
            }
            Expr::Instances { node, name: Name(name) } => write!(f, "node.{node}[*].{name}"),
            Expr::Fact(fact, Slot::Here) => write!(f, "fact.{}", fact.0),
            Expr::Fact(fact, Slot::Named(slot)) => write!(f, "fact.{}@{slot}", fact.0),
            Expr::List(items) => {
                f.write_str("[")?;
                commas(f, items)?;
                f.write_str("]")
            }
            Expr::Object(entries) => {
                f.write_str("{")?;
                for (at, (name, value)) in entries.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{name:?}: {}", Show(value))?;
                }
                f.write_str("}")
            }
            Expr::If(condition, then, otherwise) => {
                write!(f, "({} ? {} : {})", Show(condition), Show(then), Show(otherwise))
            }
            Expr::For(inner) => {
                write!(f, "[for {} in {}: ", inner.name, Show(&inner.over))?;
                if let Some(key) = &inner.key {
                    write!(f, "{} => ", Show(key))?;
                }
                write!(f, "{}", Show(&inner.value))?;
                if let Some(condition) = &inner.condition {
                    write!(f, " if {}", Show(condition))?;
                }
                f.write_str("]")
            }
            Expr::Call(function, arguments) => {
                write!(f, "{}(", function.signature().name)?;
                commas(f, arguments)?;
                f.write_str(")")
            }
        }
    }
}

fn commas(f: &mut fmt::Formatter<'_>, items: &[Expr]) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        write!(f, "{}{}", if at > 0 { ", " } else { "" }, Show(item))?;
    }
    Ok(())
}
