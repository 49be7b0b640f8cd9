//! Property values: what flows through the inputs and outputs of resources.
//!
//! On the wire everything is a `google.protobuf.Struct`. Secrets, unknown values, values with
//! dependencies, references to resources and files are objects with a magic key, or magic strings.
//! [`decode`] reads all of these, in every mixture that engines send, into one normal form: [`Output`].
//! The encoders write what the receiving side keeps:
//!
//! | Function | For |
//! |---|---|
//! | [`encode_registration`] | inputs of a resource to register |
//! | [`encode_outputs`] | outputs of a component, for the caller: with dependencies |
//! | [`encode_state`] | outputs of a component, for the state: without dependencies |
//! | [`encode_arguments`] | arguments of a function; none if one is unknown |
//!
//! Precision is kept at every depth: in `{a: secret, b: plain}` only `a` is secret.

mod decode;
mod encode;
mod number;
mod reference;
mod signature;

use std::collections::{BTreeMap, BTreeSet};

pub use decode::{DecodeError, MAX_DEPTH, decode};
pub use encode::{encode_arguments, encode_outputs, encode_registration, encode_state};
pub use number::{as_integer, show_number};
pub use reference::{ReferenceId, ResourceReference};
pub use signature::UNKNOWN;

/// How large properties are as a message. Unit: bytes.
pub fn size(properties: &prost_types::Struct) -> usize {
    prost::Message::encoded_len(properties)
}

/// Properties by name: inputs, outputs, or the members of an object.
pub type Properties = BTreeMap<String, Output>;

/// A value with what is known about it.
///
/// `secret` and `dependencies` concern this level; what is inside of a list or an object has its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Output {
    /// The value, or `None` as long as it is unknown, which only happens in previews and in runs that
    /// are limited to some resources.
    pub value: Option<Value>,
    /// The value must not be shown, nor stored in the clear.
    pub secret: bool,
    /// URNs of the resources that the value comes from.
    pub dependencies: BTreeSet<String>,
}

/// A known value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number; the protocol has no integers.
    Number(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Output>),
    /// An object or a map.
    Object(Properties),
    /// A reference to a resource. Boxed: it is four times as large as all others, of which there are many.
    Resource(Box<ResourceReference>),
    /// A file, as it came.
    Asset(prost_types::Struct),
    /// A set of files, as it came.
    Archive(prost_types::Struct),
    /// Bytes in base64. Only sent by an engine that was told that they are welcome.
    Bytes(String),
}

impl Output {
    /// A value that is known, not secret and comes from nowhere.
    pub fn known(value: impl Into<Value>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }

    /// A value that is not known yet.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// The value, marked as secret.
    #[must_use]
    pub fn into_secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// The value with further dependencies.
    #[must_use]
    pub fn depending_on(mut self, urns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.dependencies.extend(urns.into_iter().map(Into::into));
        self
    }

    /// Whether the value is known and null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Some(Value::Null))
    }

    /// Whether the value or anything inside of it is unknown.
    pub fn contains_unknown(&self) -> bool {
        self.value.is_none() || self.children().any(Self::contains_unknown)
    }

    /// Whether the value or anything inside of it is secret.
    pub fn contains_secret(&self) -> bool {
        self.secret || self.children().any(Self::contains_secret)
    }

    /// Dependencies of the value and of everything inside of it.
    pub fn all_dependencies(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.collect_dependencies(&mut found);
        found
    }

    /// Adds the dependencies of the value and of everything inside of it to `found`.
    pub fn collect_dependencies(&self, found: &mut BTreeSet<String>) {
        found.extend(self.dependencies.iter().cloned());
        for child in self.children() {
            child.collect_dependencies(found);
        }
    }

    /// The elements of a list or the members of an object.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        let (elements, members) = match &self.value {
            Some(Value::List(elements)) => (Some(elements), None),
            Some(Value::Object(members)) => (None, Some(members)),
            _ => (None, None),
        };
        let members = members.into_iter().flat_map(BTreeMap::values);
        elements.into_iter().flatten().chain(members)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Vec<Output>> for Value {
    fn from(value: Vec<Output>) -> Self {
        Self::List(value)
    }
}

impl From<Properties> for Value {
    fn from(value: Properties) -> Self {
        Self::Object(value)
    }
}

impl From<ResourceReference> for Value {
    fn from(value: ResourceReference) -> Self {
        Self::Resource(Box::new(value))
    }
}
