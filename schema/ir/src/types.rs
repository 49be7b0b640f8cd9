//! Types of component inputs.
//!
//! The shapes that every engine can take, with the constraints that every engine can check. They are
//! read from the Rust struct of a component by [`crate::inputs`]; nothing else makes them.

use crate::constant::{Constant, Number};
use std::sync::Arc;

/// When an input is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Known before anything is deployed. May decide how many resources there are.
    ///
    /// Pulumi: `plain`. Terraform: may stand in `count` and `for_each`. `CloudFormation`: fixed when the template is generated.
    Structural,
    /// May be unknown or secret until the deployment runs. Only flows into properties.
    ///
    /// Pulumi: an `Input`. Terraform: may be unknown in a plan. `CloudFormation`: a parameter.
    Value,
}

/// One input, or one field of a nested object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name as Pulumi users type it, in camelCase.
    pub name: Arc<str>,
    /// What it is, for people who have never seen Rust; copied into every engine.
    pub doc: String,
    /// Type and constraints.
    pub ty: Type,
    /// When it is known. For maps and objects: when keys and presence are known; what is inside has a stage of its own.
    pub stage: Stage,
    /// Whether it has to be given.
    pub required: bool,
    /// Value when it is not given. `None`: absent.
    pub default: Option<Constant>,
    /// Name of the [`Capability`](crate::Capability) that an engine needs to leave it open: without, what comes out is for one
    /// value of it.
    pub needs: Option<Arc<str>>,
    /// That the default was another one in earlier releases; `None`: it never was.
    pub changed: Option<Changed>,
}

/// What a default was before it was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The release that changed it: `0.2.0`.
    pub since: Arc<str>,
    /// The default before. `None`: there was none.
    pub before: Option<Constant>,
}

impl Field {
    /// Whether reading the field may give null: not required, and no default fills it.
    pub fn nullable(&self) -> bool {
        !self.required && self.default.is_none()
    }
}

/// A closed form of text, such as a VPC id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Anchored regular expression in the dialect that RE2, Java and Rust share.
    pub regex: String,
    /// Noun phrase with an example: `a VPC id, such as vpc-0a1b2c3d`.
    pub what: String,
    /// Whether it is a range of addresses, to be written with its first one.
    pub is_range: bool,
    /// Type of a parameter that takes nothing else, where the engine has one: it knows by itself what is there. Read by
    /// backends only.
    pub parameter: Option<String>,
    /// What is often given instead, to be named as what it is.
    pub unlike: Option<Unlike>,
}

/// A form of text that is taken for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// Anchored regular expression, of nothing that has the right form.
    pub regex: String,
    /// Noun phrase: `the id of a Local Zone`.
    pub what: String,
}

impl Pattern {
    /// The noun phrase without the example.
    ///
    /// ```
    /// # use privatelink_ir::Pattern;
    /// let what = "a name of letters, digits and hyphens, such as payments-api".to_owned();
    /// let regex = "^[a-z0-9-]+$".to_owned();
    /// let pattern = Pattern { regex, what, is_range: false, parameter: None, unlike: None };
    /// assert_eq!(pattern.noun(), "a name of letters, digits and hyphens");
    /// ```
    pub fn noun(&self) -> &str {
        self.what.split_once(", such as ").map_or(&self.what, |(noun, _)| noun)
    }
}

/// Type of an input, with its constraints.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Integer {
        /// Smallest value allowed.
        minimum: Option<i64>,
        /// Largest value allowed.
        maximum: Option<i64>,
    },
    /// A number, fractions included.
    Number {
        /// Smallest value allowed.
        minimum: Option<Number>,
        /// Largest value allowed.
        maximum: Option<Number>,
    },
    /// Text.
    String {
        /// The only form allowed.
        pattern: Option<Pattern>,
        /// Most characters allowed.
        max_length: Option<u64>,
    },
    /// One of a closed list of words.
    Choice {
        /// Name of the enumeration in languages that have them.
        name: String,
        /// What it is.
        doc: String,
        /// The words.
        values: Vec<String>,
        /// What each word means, in the order of the words; nothing where nothing is said.
        meanings: Vec<String>,
    },
    /// JSON text of a value of a declared type, such as another deployment hands over. Read, it is that value: rules and
    /// properties read its fields, and what is wrong in it is reported at its place below the input.
    ///
    /// Only an input itself can be one. Names that the type does not have are left alone: a newer version may have
    /// written the text.
    Json {
        /// Type of the value.
        value: Box<Type>,
    },
    /// A list.
    List {
        /// Type of each element.
        element: Box<Type>,
        /// When elements are known. The stage of the field says when the length is.
        element_stage: Stage,
        /// Fewest elements allowed.
        minimum: Option<u64>,
        /// Most elements allowed.
        maximum: Option<u64>,
        /// Whether an element may stand only once.
        unique: bool,
    },
    /// A map from text.
    Map {
        /// The only form of key allowed.
        key: Option<Pattern>,
        /// Type of each element.
        element: Box<Type>,
        /// When elements are known. The stage of the field says when the keys are.
        element_stage: Stage,
        /// Fewest entries allowed.
        minimum: Option<u64>,
        /// Most entries allowed.
        maximum: Option<u64>,
    },
    /// A nested object.
    Object {
        /// Name of the type in languages that have them.
        name: String,
        /// What it is.
        doc: String,
        /// Its fields, in the order of the definition.
        fields: Vec<Field>,
    },
}

impl Type {
    /// What the type is called in messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Integer { .. } => "a whole number",
            Self::Number { .. } => "a number",
            Self::String { .. } | Self::Choice { .. } => "text",
            Self::Json { .. } => "JSON text",
            Self::List { .. } => "a list",
            Self::Map { .. } => "a map",
            Self::Object { .. } => "an object",
        }
    }

    /// Whether a value of the type is given as one, without parts.
    pub fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::Bool
                | Self::Integer { .. }
                | Self::Number { .. }
                | Self::String { .. }
                | Self::Choice { .. }
                | Self::Json { .. }
        )
    }

    /// Field of an object type, also of one that is written as JSON.
    pub fn find_field(&self, name: &str) -> Option<&Field> {
        match self {
            Self::Json { value } => value.find_field(name),
            Self::Object { fields, .. } => fields.iter().find(|field| *field.name == *name),
            _ => None,
        }
    }
}

/// Short forms for the types of outputs.
impl Type {
    /// Any text.
    pub fn text() -> Self {
        Self::String { pattern: None, max_length: None }
    }

    /// A whole number.
    pub fn integer() -> Self {
        Self::Integer { minimum: None, maximum: None }
    }

    /// A list of these.
    pub fn list_of(element: Self) -> Self {
        Self::List {
            element: Box::new(element),
            element_stage: Stage::Value,
            minimum: None,
            maximum: None,
            unique: false,
        }
    }

    /// A map from text to these.
    pub fn map_of(element: Self) -> Self {
        Self::Map {
            key: None,
            element: Box::new(element),
            element_stage: Stage::Value,
            minimum: None,
            maximum: None,
        }
    }
}
