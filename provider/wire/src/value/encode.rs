//! From [`Output`] to the wire, in the form that the receiving side keeps.

use prost_types::{ListValue, Struct, value::Kind};

use super::{Output, Properties, ReferenceId, ResourceReference, Value, signature};

/// Encodes the inputs of a resource to register.
///
/// Secrets and unknown values are marked at every depth. Dependencies are left out: they travel beside
/// the inputs. So are nulls in objects: a provider may take an explicit null for a change.
pub fn encode_registration(inputs: &Properties) -> Struct {
    Encoder { outputs: false, nulls: false }.members(inputs)
}

/// Encodes the outputs of a component for its caller, with dependencies.
pub fn encode_outputs(outputs: &Properties) -> Struct {
    Encoder { outputs: true, nulls: true }.members(outputs)
}

/// Encodes the outputs of a component for the state, which has no place for dependencies.
pub fn encode_state(outputs: &Properties) -> Struct {
    Encoder { outputs: false, nulls: true }.members(outputs)
}

/// Encodes the arguments of a function; `None` if one of them is unknown, and the function must not be
/// called.
///
/// The engine does not tell whether a result comes from a secret argument: that is up to the caller.
pub fn encode_arguments(arguments: &Properties) -> Option<Struct> {
    let known = !arguments.values().any(Output::contains_unknown);
    known.then(|| encode_registration(arguments))
}

struct Encoder {
    /// Write output values, with dependencies, rather than secrets and the magic string.
    outputs: bool,
    /// Write members that are null.
    nulls: bool,
}

impl Encoder {
    fn members(&self, members: &Properties) -> Struct {
        let kept = members.iter().filter(|(_, output)| self.nulls || !output.is_null());
        let encoded = kept.map(|(name, output)| (name.clone(), self.output(output)));
        Struct { fields: encoded.collect() }
    }

    fn output(&self, output: &Output) -> prost_types::Value {
        let value = output.value.as_ref().map(|value| self.value(value));
        let wrap = value.is_none() || output.secret || !output.dependencies.is_empty();
        if self.outputs && wrap {
            return output_value(value, output);
        }
        let value = value.unwrap_or_else(|| string(signature::UNKNOWN));
        if output.secret { special(signature::SECRET, [("value", value)]) } else { value }
    }

    fn value(&self, value: &Value) -> prost_types::Value {
        match value {
            Value::Null => Kind::NullValue(0).into(),
            Value::Bool(value) => Kind::BoolValue(*value).into(),
            Value::Number(value) => Kind::NumberValue(*value).into(),
            Value::String(text) => string(text),
            Value::List(elements) => list(elements.iter().map(|element| self.output(element))),
            Value::Object(members) => Kind::StructValue(self.members(members)).into(),
            Value::Resource(reference) => resource(reference),
            Value::Asset(file) | Value::Archive(file) => Kind::StructValue(file.clone()).into(),
            Value::Bytes(base64) => special(signature::BYTES, [("value", string(base64))]),
        }
    }
}

/// An output value; without `value` it is unknown.
fn output_value(value: Option<prost_types::Value>, output: &Output) -> prost_types::Value {
    let secret = output.secret.then(|| ("secret", Kind::BoolValue(true).into()));
    let urns = &output.dependencies;
    let dependencies =
        (!urns.is_empty()).then(|| ("dependencies", list(urns.iter().map(|urn| string(urn)))));
    let value = value.map(|value| ("value", value));
    special(signature::OUTPUT, value.into_iter().chain(secret).chain(dependencies))
}

fn resource(reference: &ResourceReference) -> prost_types::Value {
    let id = match &reference.id {
        ReferenceId::None => None,
        ReferenceId::Unknown => Some(signature::UNKNOWN),
        ReferenceId::Known(id) => Some(id.as_str()),
    };
    let version = Some(reference.package_version.as_str()).filter(|version| !version.is_empty());
    let members = [
        ("urn", Some(reference.urn.as_str())),
        ("id", id),
        ("packageVersion", version),
        ("name", reference.name.as_deref()),
        ("type", reference.type_token.as_deref()),
    ];
    let given = members.into_iter().filter_map(|(name, text)| Some((name, string(text?))));
    special(signature::RESOURCE, given)
}

fn special(
    kind: &str,
    members: impl IntoIterator<Item = (&'static str, prost_types::Value)>,
) -> prost_types::Value {
    let members = members.into_iter().chain([(signature::KEY, string(kind))]);
    let fields = members.map(|(name, value)| (name.to_owned(), value)).collect();
    Kind::StructValue(Struct { fields }).into()
}

fn string(text: &str) -> prost_types::Value {
    Kind::StringValue(text.to_owned()).into()
}

fn list(values: impl Iterator<Item = prost_types::Value>) -> prost_types::Value {
    Kind::ListValue(ListValue { values: values.collect() }).into()
}
