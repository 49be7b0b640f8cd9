//! Evaluates what is left of an expression once the shape of a component is fixed.
//!
//! Lists and objects keep what is known about each part. Every other operation mixes its parts: the result
//! is unknown if one of them is, secret if one of them is, and depends on everything they depend on.

mod late;

use std::collections::BTreeSet;

use privatelink_ir::expr::{For, Half};
use privatelink_ir::function::structural;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Constant, Expr, Fact, Function, Name, Path, Slot};
use privatelink_wire::value::{Output, Properties, Value};

use crate::inputs::{from_constant, to_constant};
use late::Late;

/// Where open parts of an expression get their values from.
pub trait Scope {
    /// The input at a path.
    fn input(&self, path: &Path) -> Output;
    /// An attribute of a resource; null if the resource does not exist.
    fn attribute(&self, address: &Address, name: Name) -> Output;
    /// A fact about where a slot is.
    fn fact(&self, fact: Fact, slot: Slot) -> Output;
    /// Key or value of the loop of this name; null if there is none around the expression.
    fn variable(&self, name: &str, part: Half) -> Output;
}

/// Inside of a loop.
struct Inside<'a> {
    outside: &'a dyn Scope,
    name: &'static str,
    key: Output,
    value: Output,
}

impl Scope for Inside<'_> {
    fn input(&self, path: &Path) -> Output {
        self.outside.input(path)
    }

    fn attribute(&self, address: &Address, name: Name) -> Output {
        self.outside.attribute(address, name)
    }

    fn fact(&self, fact: Fact, slot: Slot) -> Output {
        self.outside.fact(fact, slot)
    }

    fn variable(&self, name: &str, part: Half) -> Output {
        match part {
            _ if name != self.name => self.outside.variable(name, part),
            Half::Key => self.key.clone(),
            Half::Value => self.value.clone(),
        }
    }
}

/// The value of an expression.
pub fn evaluate(expr: &Expr, scope: &dyn Scope) -> Output {
    match expr {
        Expr::Literal(value) => from_constant(value),
        Expr::Hole(path) => scope.input(path),
        Expr::Fact(fact, slot) => scope.fact(*fact, *slot),
        Expr::Attribute { node, key, name } => match key.as_deref() {
            Some(open) if !matches!(open, Expr::Literal(_)) => {
                of_instance(node, evaluate(open, scope), *name, scope)
            }
            _ => address_of(expr).map_or_else(null, |address| scope.attribute(&address, *name)),
        },
        Expr::List(items) => Output::known(evaluate_all(items, scope)),
        Expr::Object(entries) => {
            let members =
                entries.iter().map(|(name, value)| ((**name).to_owned(), evaluate(value, scope)));
            Output::known(members.collect::<Properties>())
        }
        Expr::Get(object, field) => member(evaluate(object, scope), field),
        Expr::If(condition, then, otherwise) => {
            choose(evaluate(condition, scope), evaluate(then, scope), evaluate(otherwise, scope))
        }
        Expr::Call(function, arguments) => call(*function, evaluate_all(arguments, scope)),
        Expr::Variable(name, part) => scope.variable(name, *part),
        Expr::For(inner) => comprehension(inner, scope),
        // INVARIANT: specialising leaves no inputs, named values and instances of loops.
        Expr::Input(_) | Expr::Local(_) | Expr::Instances { .. } => null(),
    }
}

/// An attribute of one instance. A secret may say which one.
fn of_instance(label: &'static str, key: Output, name: Name, scope: &dyn Scope) -> Output {
    let mut taint = Taint::default();
    taint.add(&key);
    taint.taint(match key.value {
        None => Output::unknown(),
        Some(Value::String(key)) => {
            scope.attribute(&Address { label, key: Some(key.into()) }, name)
        }
        Some(_) => null(),
    })
}

fn evaluate_all(items: &[Expr], scope: &dyn Scope) -> Vec<Output> {
    items.iter().map(|item| evaluate(item, scope)).collect()
}

/// A loop over what was not known when the shape of the component was fixed.
fn comprehension(inner: &For, scope: &dyn Scope) -> Output {
    let over = evaluate(&inner.over, scope);
    let mut taint = Taint::default();
    taint.add(&over);
    let elements: Vec<(Output, Output)> = match over.value {
        None => return taint.taint(Output::unknown()),
        Some(Value::List(items)) => {
            let index = |at: usize| Output::known(f64::from(u32::try_from(at).unwrap_or(u32::MAX)));
            items.into_iter().enumerate().map(|(at, item)| (index(at), item)).collect()
        }
        Some(Value::Object(members)) => {
            members.into_iter().map(|(key, value)| (Output::known(key.as_str()), value)).collect()
        }
        Some(_) => Vec::new(),
    };
    let mut list = Vec::new();
    let mut map = Properties::new();
    for (key, value) in elements {
        let scope = Inside { outside: scope, name: inner.name, key, value };
        if let Some(condition) = &inner.condition {
            let holds = evaluate(condition, &scope);
            taint.add(&holds);
            match holds.value {
                // Which elements there are is not known, so nothing about the whole is.
                None => return taint.taint(Output::unknown()),
                Some(Value::Bool(true)) => {}
                Some(_) => continue,
            }
        }
        let value = evaluate(&inner.value, &scope);
        let Some(key) = &inner.key else {
            list.push(value);
            continue;
        };
        let key = evaluate(key, &scope);
        taint.add(&key);
        match key.value {
            None => return taint.taint(Output::unknown()),
            Some(Value::String(key)) => {
                map.insert(key, value);
            }
            Some(_) => {}
        }
    }
    let result = if inner.key.is_some() { Output::known(map) } else { Output::known(list) };
    taint.taint(result)
}

fn null() -> Output {
    Output::known(Value::Null)
}

/// What the parts of an operation pass on to its result.
#[derive(Default)]
struct Taint {
    secret: bool,
    dependencies: BTreeSet<String>,
}

impl Taint {
    /// What one level of a value passes on.
    fn add(&mut self, output: &Output) {
        self.secret |= output.secret;
        self.dependencies.extend(output.dependencies.iter().cloned());
    }

    /// What a value and everything inside of it passes on.
    fn add_all(&mut self, output: &Output) {
        self.secret |= output.contains_secret();
        output.collect_dependencies(&mut self.dependencies);
    }

    fn taint(self, mut output: Output) -> Output {
        output.secret |= self.secret;
        output.dependencies.extend(self.dependencies);
        output
    }
}

fn member(object: Output, field: &str) -> Output {
    let mut taint = Taint::default();
    taint.add(&object);
    taint.taint(match object.value {
        None => Output::unknown(),
        Some(Value::Object(mut members)) => members.remove(field).unwrap_or_else(null),
        Some(_) => null(),
    })
}

fn choose(condition: Output, then: Output, otherwise: Output) -> Output {
    let mut taint = Taint::default();
    taint.add(&condition);
    match condition.value {
        None => {
            taint.add_all(&then);
            taint.add_all(&otherwise);
            taint.taint(Output::unknown())
        }
        Some(Value::Bool(true)) => taint.taint(then),
        Some(_) => taint.taint(otherwise),
    }
}

fn call(function: Function, arguments: Vec<Output>) -> Output {
    let arguments: Vec<Late> = arguments.into_iter().map(Late).collect();
    if let Some(Late(output)) = structural(function, &arguments) {
        return output;
    }
    let mut taint = Taint::default();
    for Late(argument) in &arguments {
        taint.add_all(argument);
    }
    let known: Vec<Option<Constant>> = arguments.iter().map(|Late(it)| to_constant(it)).collect();
    // One condition may decide although others are not known. If it is not secret, what it decides is not: nothing about
    // the others can be seen in it, and they may turn out to be secret later than this is shown.
    let outcome = match function {
        Function::All => Some(false),
        Function::Any => Some(true),
        _ => None,
    };
    let is_enough = |known: &Option<Constant>| match (known, outcome) {
        (Some(known), Some(outcome)) => known.is_true() == outcome,
        _ => false,
    };
    let mut enough = arguments.iter().zip(&known).filter(|(_, known)| is_enough(known)).peekable();
    let value = if enough.peek().is_some() {
        if enough.any(|(Late(argument), _)| !argument.contains_secret()) {
            taint.secret = false;
        }
        outcome.map(Constant::from)
    } else {
        known.into_iter().collect::<Option<Vec<_>>>().map(|known| function.apply(&known))
    };
    taint.taint(value.map_or_else(Output::unknown, |value| from_constant(&value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use privatelink_ir::expr::{all, any, concat, list, merge, object, text};
    use privatelink_ir::{Kind, graph::node};
    use std::sync::Arc;

    /// Inputs `secret`, `traced` and `unknown`; every attribute is unknown.
    struct Example;

    impl Scope for Example {
        fn input(&self, path: &Path) -> Output {
            match path.to_string().as_str() {
                "secret" => Output::known("s").into_secret(),
                "which" => Output::known("a").into_secret(),
                "traced" => Output::known("t").depending_on(["urn:t"]),
                "yes" => Output::known(true).depending_on(["urn:y"]),
                _ => Output::unknown().depending_on(["urn:u"]),
            }
        }

        fn attribute(&self, address: &Address, _: Name) -> Output {
            let value = address.key.as_deref().map(|key| Output::known(format!("id of {key}")));
            value.unwrap_or_default().depending_on(["urn:a"])
        }

        fn fact(&self, _: Fact, _: Slot) -> Output {
            Output::known("us-east-1")
        }

        fn variable(&self, _: &str, _: Half) -> Output {
            null()
        }
    }

    fn hole(name: &str) -> Expr {
        Expr::Hole(Arc::new(Path::fields(&[name])))
    }

    fn value(expr: &Expr) -> Output {
        evaluate(expr, &Example)
    }

    #[test]
    fn lists_and_objects_keep_what_is_known_about_each_part() {
        let made =
            value(&object([("a", hole("secret")), ("b", list([hole("unknown"), "x".into()]))]));
        assert!(!made.secret && made.dependencies.is_empty());
        let Some(Value::Object(members)) = made.value else { panic!() };
        assert_eq!(members["a"], Output::known("s").into_secret());
        let unknown = Output::unknown().depending_on(["urn:u"]);
        assert_eq!(members["b"], Output::known(vec![unknown, Output::known("x")]));
    }

    #[test]
    fn text_mixes_its_parts() {
        let mixed = value(&text([hole("secret"), "-".into(), hole("traced"), 5.into()]));
        assert_eq!(mixed, Output::known("s-t5").into_secret().depending_on(["urn:t"]));
        let unknown = value(&text([hole("secret"), hole("unknown")]));
        assert_eq!(unknown, Output::unknown().into_secret().depending_on(["urn:u"]));
    }

    #[test]
    fn a_condition_passes_on_where_it_comes_from() {
        let chosen = value(&hole("yes").choose("a", hole("unknown")));
        assert_eq!(chosen, Output::known("a").depending_on(["urn:y"]));
        let open = value(&hole("unknown").choose(hole("secret"), hole("traced")));
        assert_eq!(open, Output::unknown().into_secret().depending_on(["urn:u", "urn:t"]));
    }

    #[test]
    fn what_a_public_condition_decides_is_not_secret() {
        let secret = || hole("secret").equals("s");
        let decided = value(&all([false.into(), secret()]));
        assert_eq!(decided, Output::known(false));
        assert!(value(&all([hole("traced").equals("t"), secret()])).secret);
        assert!(value(&any([false.into(), secret()])).secret);
        assert_eq!(value(&any([true.into(), secret()])), Output::known(true));
    }

    #[test]
    fn joined_lists_and_maps_keep_what_is_known_about_each_part() {
        let group = node("group", Kind("k")).attribute(Name("id"));
        let unknown = Output::unknown().depending_on(["urn:a"]);
        let joined = value(&concat([list([group.clone()]), list([hole("traced")]), Expr::NULL]));
        let traced = Output::known("t").depending_on(["urn:t"]);
        assert_eq!(joined, Output::known(vec![unknown.clone(), traced]));
        let merged = value(&merge(list([object([("a", group)]), object([("b", "x".into())])])));
        let members = [("a".to_owned(), unknown), ("b".to_owned(), Output::known("x"))];
        assert_eq!(merged, Output::known(Properties::from(members)));
        let partly = value(&concat([hole("unknown"), list([hole("secret")])]));
        assert_eq!(partly, Output::unknown().into_secret().depending_on(["urn:u"]));
    }

    #[test]
    fn a_secret_may_say_which_instance_is_read() {
        let zone = node("zone", Kind("k")).for_each(list(["a".into(), "b".into()]));
        let chosen = value(&zone.instance(hole("which"), Name("id")));
        assert_eq!(chosen, Output::known("id of a").into_secret().depending_on(["urn:a"]));
        let early = value(&zone.instance("b".into(), Name("id")));
        assert_eq!(early, Output::known("id of b").depending_on(["urn:a"]));
        let late = value(&zone.instance(hole("unknown"), Name("id")));
        assert_eq!(late, Output::unknown().depending_on(["urn:u"]));
    }

    #[test]
    fn what_is_there_is_set_even_if_a_part_is_unknown() {
        assert_eq!(value(&list([hole("unknown")]).is_set()), Output::known(true));
        assert_eq!(value(&hole("unknown").is_set()), Output::unknown().depending_on(["urn:u"]));
    }
}
