//! Places in inputs where a value is, or may be, and the values to try there.

use crate::samples::Samples;
use privatelink_ir::{Constant, Field, Model, Type};
use serde_json::{Map, Value};

/// A step to a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
}

/// A place.
pub(crate) struct Place<'a> {
    pub(crate) steps: Vec<Step>,
    pub(crate) ty: &'a Type,
    /// Other values than the one that is there.
    pub(crate) values: Vec<Value>,
    /// The path, with `*` for keys and places in lists.
    path: String,
}

impl Place<'_> {
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

/// All places, in the order of the definition.
pub(crate) fn of<'a>(model: &'a Model, inputs: &Value, samples: &Samples) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    Collect { samples, found: &mut found }.fields(&model.inputs, inputs, &[], "");
    found
}

struct Collect<'a, 'b> {
    samples: &'b Samples,
    found: &'b mut Vec<Place<'a>>,
}

impl<'a> Collect<'a, '_> {
    fn fields(&mut self, fields: &'a [Field], object: &Value, before: &[Step], path: &str) {
        for field in fields {
            let name = field.name.to_string();
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let value = object.get(&name).filter(|value| !value.is_null());
            let default = field.default.as_ref().map(Constant::to_json);
            let steps = [before, &[Step::Name(name)]].concat();
            self.value(&field.ty, value, default.as_ref(), steps, &path);
        }
    }

    fn value(
        &mut self,
        ty: &'a Type,
        value: Option<&Value>,
        default: Option<&Value>,
        steps: Vec<Step>,
        path: &str,
    ) {
        match (ty, value) {
            (Type::Object { fields, .. }, Some(value)) => {
                return self.fields(fields, value, &steps, path);
            }
            // What is inside of an object that is made by default.
            (Type::Object { fields, .. }, None) if default.is_some() => {
                return self.fields(fields, &Value::Null, &steps, path);
            }
            (Type::Map { element, .. }, Some(Value::Object(entries))) => {
                for (key, entry) in entries {
                    let steps = [steps.as_slice(), &[Step::Name(key.clone())]].concat();
                    self.value(element, Some(entry), None, steps, &format!("{path}.*"));
                }
            }
            (Type::List { element, .. }, Some(Value::Array(items))) => {
                for (index, item) in items.iter().enumerate() {
                    let steps = [steps.as_slice(), &[Step::Index(index)]].concat();
                    self.value(element, Some(item), None, steps, &format!("{path}.*"));
                }
            }
            _ => {}
        }
        let current = value.or(default);
        let mut values = self.samples.values(ty, path, current);
        values.retain(|other| Some(other) != current);
        self.found.push(Place { steps, ty, values, path: path.to_owned() });
    }
}

/// Puts a value at a place; objects on the way to it are made.
pub(crate) fn put(tree: &mut Value, steps: &[Step], value: Value) {
    let Some((first, rest)) = steps.split_first() else {
        *tree = value;
        return;
    };
    match first {
        Step::Index(index) => put(&mut tree[*index], rest, value),
        Step::Name(name) => {
            if tree.is_null() {
                *tree = Value::Object(Map::new());
            }
            put(&mut tree[name.as_str()], rest, value);
        }
    }
}

/// Removes the value of an input.
pub(crate) fn without(inputs: &Value, name: &str) -> Value {
    let mut inputs = inputs.clone();
    if let Some(entries) = inputs.as_object_mut() {
        entries.remove(name);
    }
    inputs
}
