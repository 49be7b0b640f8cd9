//! From the wire to [`Output`]: every form in which an engine sends a value becomes the normal form.

use std::collections::BTreeSet;

use prost_types::{Struct, value::Kind};

use super::{Output, Properties, ReferenceId, ResourceReference, Value, signature};

/// Levels of values within values that are decoded, wrappers included.
pub const MAX_DEPTH: usize = 600;

/// A message that does not follow the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` {problem}")]
pub struct DecodeError {
    /// Where: a path such as `tags.owner` or `rules[2].port`.
    pub path: String,
    problem: String,
}

impl DecodeError {
    fn new(problem: impl Into<String>) -> Self {
        Self { path: String::new(), problem: problem.into() }
    }

    /// The same error without the way to it, which may name what is secret.
    fn hidden(self) -> Self {
        Self { path: String::new(), ..self }
    }

    /// The same error as seen one level further out.
    fn below(mut self, step: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{joint}{}", self.path);
        self
    }
}

/// Decodes the properties of a resource.
///
/// # Errors
///
/// [`DecodeError`] if a special value is malformed or of a kind that is not known, if a number is not
/// finite, or if values are nested more than [`MAX_DEPTH`] levels deep.
pub fn decode(properties: Struct) -> Result<Properties, DecodeError> {
    members(properties, MAX_DEPTH)
}

fn members(object: Struct, depth: usize) -> Result<Properties, DecodeError> {
    object
        .fields
        .into_iter()
        .map(|(name, value)| match output(value, depth) {
            Ok(output) => Ok((name, output)),
            Err(error) => Err(error.below(&name)),
        })
        .collect()
}

fn output(value: prost_types::Value, depth: usize) -> Result<Output, DecodeError> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(DecodeError::new("is nested too deeply; flatten it"));
    };
    Ok(match value.kind {
        None | Some(Kind::NullValue(_)) => Output::known(Value::Null),
        Some(Kind::BoolValue(value)) => Output::known(value),
        Some(Kind::NumberValue(value)) if value.is_finite() => Output::known(value),
        Some(Kind::NumberValue(_)) => {
            return Err(DecodeError::new("is not a finite number; give a finite one"));
        }
        Some(Kind::StringValue(text)) if signature::is_unknown(&text) => Output::unknown(),
        Some(Kind::StringValue(text)) => Output::known(text),
        Some(Kind::ListValue(list)) => Output::known(elements(list.values, depth)?),
        Some(Kind::StructValue(object)) if object.fields.contains_key(signature::KEY) => {
            special(object, depth)?
        }
        Some(Kind::StructValue(object)) => Output::known(members(object, depth)?),
    })
}

fn elements(values: Vec<prost_types::Value>, depth: usize) -> Result<Vec<Output>, DecodeError> {
    // Collecting results would guess the length, and take four places for one element.
    let mut decoded = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        decoded.push(output(value, depth).map_err(|error| error.below(&format!("[{index}]")))?);
    }
    Ok(decoded)
}

/// Decodes an object with the magic key.
fn special(mut object: Struct, depth: usize) -> Result<Output, DecodeError> {
    let kind = match object.fields.get(signature::KEY).and_then(|kind| kind.kind.as_ref()) {
        Some(Kind::StringValue(kind)) => kind.clone(),
        _ => return Err(DecodeError::new("is a special value without a kind; report it")),
    };
    match kind.as_str() {
        signature::SECRET => {
            let value = object
                .fields
                .remove("value")
                .ok_or_else(|| DecodeError::new("is a secret without a value; report it"))?;
            Ok(output(value, depth).map_err(DecodeError::hidden)?.into_secret())
        }
        signature::OUTPUT => wrapped(object, depth),
        signature::RESOURCE => Ok(Output::known(resource(object, depth)?)),
        signature::ASSET => Ok(Output::known(Value::Asset(with_kinds(object)))),
        signature::ARCHIVE => Ok(Output::known(Value::Archive(with_kinds(object)))),
        signature::BYTES => Ok(Output::known(Value::Bytes(text(&mut object, "value")?))),
        kind => Err(DecodeError::new(format!(
            "is a special value of the unknown kind `{kind}`; use a newer version of this plugin"
        ))),
    }
}

/// The same object, in which what has no kind is null: the engine that it is sent back to would crash.
fn with_kinds(object: Struct) -> Struct {
    fn of_value(value: prost_types::Value) -> prost_types::Value {
        match value.kind {
            None => Kind::NullValue(0).into(),
            Some(Kind::StructValue(object)) => Kind::StructValue(with_kinds(object)).into(),
            Some(Kind::ListValue(list)) => {
                let values = list.values.into_iter().map(of_value).collect();
                Kind::ListValue(prost_types::ListValue { values }).into()
            }
            Some(kind) => kind.into(),
        }
    }
    let fields = object.fields.into_iter();
    Struct { fields: fields.map(|(name, value)| (name, of_value(value))).collect() }
}

/// Decodes an output value and joins it with the wrappers inside of it.
fn wrapped(mut object: Struct, depth: usize) -> Result<Output, DecodeError> {
    let secret = match object.fields.remove("secret").and_then(|secret| secret.kind) {
        None | Some(Kind::NullValue(_)) => false,
        Some(Kind::BoolValue(secret)) => secret,
        Some(_) => return Err(DecodeError::new("is an output with a wrong `secret`; report it")),
    };
    let shown = |error: DecodeError| if secret { error.hidden() } else { error };
    // Absent means unknown; an explicit null is a known null.
    let mut inner = match object.fields.remove("value") {
        Some(value) => output(value, depth).map_err(shown)?,
        None => Output::unknown(),
    };
    inner.secret |= secret;
    match object.fields.remove("dependencies").and_then(|urns| urns.kind) {
        None | Some(Kind::NullValue(_)) => {}
        Some(Kind::ListValue(urns)) => inner.dependencies.extend(dependencies(urns.values)?),
        Some(_) => return Err(wrong_dependencies()),
    }
    Ok(inner)
}

fn dependencies(urns: Vec<prost_types::Value>) -> Result<BTreeSet<String>, DecodeError> {
    let urn = |value: prost_types::Value| match value.kind {
        // An empty URN means nothing, and would be refused if it were sent back.
        Some(Kind::StringValue(urn)) => Ok((!urn.is_empty()).then_some(urn)),
        _ => Err(wrong_dependencies()),
    };
    urns.into_iter().filter_map(|value| urn(value).transpose()).collect()
}

fn wrong_dependencies() -> DecodeError {
    DecodeError::new("is an output with wrong `dependencies`; report it")
}

fn resource(mut object: Struct, depth: usize) -> Result<ResourceReference, DecodeError> {
    let id = match object.fields.remove("id") {
        None => ReferenceId::None,
        Some(id) => match output(id, depth)?.value {
            None => ReferenceId::Unknown,
            Some(Value::Null) => ReferenceId::None,
            Some(Value::String(id)) if id.is_empty() => ReferenceId::Unknown,
            Some(Value::String(id)) => ReferenceId::Known(id),
            Some(_) => {
                return Err(DecodeError::new("is a resource whose id is not text; report it"));
            }
        },
    };
    Ok(ResourceReference {
        urn: text(&mut object, "urn")?,
        id,
        package_version: text(&mut object, "packageVersion").unwrap_or_default(),
        name: text(&mut object, "name").ok(),
        type_token: text(&mut object, "type").ok(),
    })
}

/// Takes the text out of a member.
fn text(object: &mut Struct, member: &str) -> Result<String, DecodeError> {
    match object.fields.remove(member).and_then(|value| value.kind) {
        Some(Kind::StringValue(text)) => Ok(text),
        _ => Err(DecodeError::new(format!("is a special value without `{member}`; report it"))),
    }
}
