//! The inputs of a component: from what the engine sends to what the graph can be specialised with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use privatelink_ir::{Constant, Given, Number, Path, Step};
use privatelink_wire::pulumi::construct_request::PropertyDependencies;
use privatelink_wire::value::{Output, Properties, Value};

/// Attaches the dependencies that the engine tells beside the inputs.
///
/// An input that carries output values has finer dependencies already, and a resource reference is one.
pub(crate) fn trace(inputs: &mut Properties, beside: BTreeMap<String, PropertyDependencies>) {
    for (name, dependencies) in beside {
        let Some(input) = inputs.get_mut(&name) else { continue };
        let is_reference = matches!(input.value, Some(Value::Resource(_)));
        if !is_reference && input.all_dependencies().is_empty() {
            let urns = dependencies.urns.into_iter().filter(|urn| !urn.is_empty());
            input.dependencies.extend(urns);
        }
    }
}

/// Removes what the engine and other providers keep for themselves in values.
pub(crate) fn remove_internals(inputs: &mut Properties) {
    inputs.retain(|name, _| !name.starts_with("__"));
    inputs.values_mut().for_each(remove_defaults);
}

fn remove_defaults(output: &mut Output) {
    match &mut output.value {
        Some(Value::List(elements)) => elements.iter_mut().for_each(remove_defaults),
        Some(Value::Object(members)) => {
            // A name that users may well use has other underscores: only these two are known.
            members.retain(|name, _| !matches!(name.as_str(), "__defaults" | "__internal"));
            members.values_mut().for_each(remove_defaults);
        }
        _ => {}
    }
}

/// The inputs as the checker of the graph takes them.
pub fn given(inputs: &Properties) -> Vec<(Arc<str>, Given)> {
    inputs.iter().map(|(name, output)| (name.as_str().into(), given_value(output, false))).collect()
}

/// `traced`: whether something around the value depends on resources.
fn given_value(output: &Output, traced: bool) -> Given {
    let traced = traced || !output.dependencies.is_empty();
    let Some(value) = &output.value else {
        return Given::Open { known: None, secret: output.secret };
    };
    if *value == Value::Null {
        // Absent, wherever it comes from and however it is wrapped.
        return Given::Plain(Constant::Null);
    }
    if output.secret {
        // Keys and lengths of a secret are secret too, so its shape must not be looked at.
        return Given::Open { known: to_constant(output), secret: true };
    }
    match value {
        Value::List(elements) => {
            Given::List(elements.iter().map(|element| given_value(element, traced)).collect())
        }
        Value::Object(members) => Given::Object(
            members
                .iter()
                .map(|(name, member)| (name.as_str().into(), given_value(member, traced)))
                .collect(),
        ),
        // No input takes these; the checker says so for every type, and takes no plain object for any of them.
        Value::Resource(_) | Value::Asset(_) | Value::Archive(_) => {
            Given::Plain(Constant::empty_object())
        }
        _ if traced => Given::Open { known: to_constant(output), secret: false },
        _ => Given::Plain(to_constant(output).unwrap_or_default()),
    }
}

/// The value without secrets and dependencies; `None` if a part of it is unknown.
pub fn to_constant(output: &Output) -> Option<Constant> {
    Some(match output.value.as_ref()? {
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => Number::new(*number).map_or(Constant::Null, Constant::Number),
        Value::String(text) | Value::Bytes(text) => text.as_str().into(),
        Value::List(elements) => {
            elements.iter().map(to_constant).collect::<Option<Vec<_>>>()?.into_iter().collect()
        }
        Value::Object(members) => Constant::object(
            members
                .iter()
                .map(|(name, member)| Some((name.as_str().into(), to_constant(member)?)))
                .collect::<Option<_>>()?,
        ),
        Value::Null | Value::Resource(_) | Value::Asset(_) | Value::Archive(_) => Constant::Null,
    })
}

/// A value that is known, not secret and comes from nowhere.
pub fn from_constant(value: &Constant) -> Output {
    Output::known(match value {
        Constant::Null => Value::Null,
        Constant::Bool(value) => Value::Bool(*value),
        Constant::Number(number) => Value::Number(number.as_f64()),
        Constant::Text(text) => Value::String((**text).to_owned()),
        Constant::List(items) => Value::List(items.iter().map(from_constant).collect()),
        Constant::Object(entries) => Value::Object(
            entries
                .iter()
                .map(|(name, value)| ((**name).to_owned(), from_constant(value)))
                .collect(),
        ),
    })
}

/// What stands at a place in the inputs, with what is known about everything around it.
pub fn find(inputs: &Properties, path: &Path) -> Output {
    let mut steps = path.0.iter();
    let first = steps.next().and_then(|step| match step {
        Step::Field(name) | Step::Key(name) => inputs.get(&**name),
        Step::Index(_) => None,
    });
    let Some(mut here) = first else { return Output::known(Value::Null) };
    let (mut secret, mut dependencies) = (here.secret, here.dependencies.clone());
    for step in steps {
        let next = match (&here.value, step) {
            (None, _) => return Output { value: None, secret, dependencies },
            (Some(Value::Object(members)), Step::Field(name) | Step::Key(name)) => {
                members.get(&**name)
            }
            (Some(Value::List(elements)), Step::Index(index)) => elements.get(*index),
            _ => None,
        };
        let Some(next) = next else {
            return Output { value: Some(Value::Null), secret, dependencies };
        };
        here = next;
        secret |= here.secret;
        dependencies.extend(here.dependencies.iter().cloned());
    }
    Output { value: here.value.clone(), secret, dependencies }
}

/// Dependencies of each input, for its registration. Every input has an entry: without any, the engine
/// would take every input to depend on everything.
pub(crate) fn dependencies(inputs: &Properties) -> BTreeMap<String, BTreeSet<String>> {
    inputs.iter().map(|(name, input)| (name.clone(), input.all_dependencies())).collect()
}
