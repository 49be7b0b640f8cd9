//! What each function takes, and what it does with null and with what is not known yet.

use super::Function;

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Anything.
    Any,
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// Text, a number, true or false.
    Scalar,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A list.
    List,
    /// A list of text.
    Texts,
    /// A list of text, numbers, true or false.
    Scalars,
    /// A list of whole numbers, none of which is null.
    Wholes,
    /// A list of lists.
    Lists,
    /// A list of maps.
    Maps,
    /// A map, or an object whose fields are all of one type.
    Map,
    /// A list, a map or text.
    Sized,
}

/// What a null argument does to the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnNull {
    /// Null is a value like any other.
    IsFine,
    /// The result is null.
    GivesNull,
    /// The result is false.
    GivesFalse,
    /// The result is a list without elements.
    GivesNoElements,
    /// It counts as false.
    CountsAsFalse,
    /// It counts as a list without elements.
    CountsAsNoElements,
    /// It counts as a map without entries.
    CountsAsNoEntries,
}

/// How deep a function looks into its arguments.
///
/// What it looks at has to be known for the result to be; if that is secret, the result is. What it does not look at
/// is handed on as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only at whether there is a value.
    Presence,
    /// At which elements or entries there are, not at the values in them.
    Shape,
    /// At which elements or entries there are; values in them are part of the result as they are.
    Parts,
    /// At everything.
    Whole,
}

/// One parameter of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What it takes.
    pub takes: Takes,
    /// What null does.
    pub on_null: OnNull,
}

/// What a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// What the function is called in messages.
    pub name: &'static str,
    /// Its parameters, in their order.
    pub parameters: &'static [Parameter],
    /// What it takes any number of after those.
    pub rest: Option<Parameter>,
    /// How deep it looks.
    pub depth: Depth,
}

impl Signature {
    /// The parameter for the argument at a position.
    pub fn parameter(&self, position: usize) -> Option<Parameter> {
        self.parameters.get(position).copied().or(self.rest)
    }

    /// Whether it takes this many arguments.
    pub fn takes(&self, count: usize) -> bool {
        count == self.parameters.len() || (count > self.parameters.len() && self.rest.is_some())
    }
}

const fn taking(takes: Takes, on_null: OnNull) -> Parameter {
    Parameter { takes, on_null }
}

const ANY: Parameter = taking(Takes::Any, OnNull::IsFine);
const CONDITION: Parameter = taking(Takes::Bool, OnNull::CountsAsFalse);
const NUMBER: Parameter = taking(Takes::Number, OnNull::GivesFalse);
const WHOLE: Parameter = taking(Takes::Whole, OnNull::GivesNull);
const UNREAD: Parameter = taking(Takes::Whole, OnNull::IsFine);
const LIST: Parameter = taking(Takes::List, OnNull::CountsAsNoElements);
const TEXTS: Parameter = taking(Takes::Texts, OnNull::CountsAsNoElements);
const MAP: Parameter = taking(Takes::Map, OnNull::CountsAsNoEntries);
const SCALARS: Parameter = taking(Takes::Scalars, OnNull::CountsAsNoElements);
const LISTS: Parameter = taking(Takes::Lists, OnNull::CountsAsNoElements);
const MAPS: Parameter = taking(Takes::Maps, OnNull::CountsAsNoElements);
const SIZED: Parameter = taking(Takes::Sized, OnNull::CountsAsNoElements);
const TEXT: Parameter = taking(Takes::Text, OnNull::GivesNull);

impl Function {
    /// What the function takes.
    pub fn signature(self) -> Signature {
        let of = |name, parameters, depth| Signature { name, parameters, rest: None, depth };
        match self {
            Self::Concat => of("concat", &[LISTS], Depth::Parts),
            Self::Merge => of("merge", &[MAPS], Depth::Parts),
            Self::Text => {
                const PART: Parameter = taking(Takes::Scalar, OnNull::GivesNull);
                Signature { rest: Some(PART), ..of("text", &[], Depth::Whole) }
            }
            Self::Equal => of("equals", &[ANY, ANY], Depth::Whole),
            Self::AtMost => of("at_most", &[NUMBER, NUMBER], Depth::Whole),
            Self::Not => of("not", &[CONDITION], Depth::Whole),
            Self::All => Signature { rest: Some(CONDITION), ..of("all", &[], Depth::Whole) },
            Self::Any => Signature { rest: Some(CONDITION), ..of("any", &[], Depth::Whole) },
            Self::IsSet => of("is_set", &[ANY], Depth::Presence),
            Self::Lookup => of("lookup", &[MAP, TEXT], Depth::Parts),
            Self::Keys => of("keys", &[MAP], Depth::Shape),
            Self::Values => of("values", &[MAP], Depth::Parts),
            Self::Distinct => of("distinct", &[LIST], Depth::Whole),
            Self::Repeated => of("repeated", &[LIST], Depth::Whole),
            Self::Length => of("length", &[SIZED], Depth::Shape),
            Self::Contains => {
                const ELEMENT: Parameter = taking(Takes::Any, OnNull::GivesFalse);
                of("contains", &[LIST, ELEMENT], Depth::Whole)
            }
            Self::Matches => {
                const SUBJECT: Parameter = taking(Takes::Text, OnNull::GivesFalse);
                of("matches", &[SUBJECT, SUBJECT], Depth::Whole)
            }
            Self::Quoted => of("quoted", &[SCALARS], Depth::Whole),
            Self::Json => of("to_json", &[ANY], Depth::Whole),
            Self::FromJson => of("from_json", &[TEXT], Depth::Whole),
            Self::Find => of("find", &[TEXTS, TEXT], Depth::Whole),
            Self::Zip => of("zip", &[TEXTS, LIST], Depth::Parts),
            Self::Before => of("before", &[TEXT, TEXT], Depth::Whole),
            Self::Without => of("without", &[TEXT, TEXT], Depth::Whole),
            Self::Range => of("range", &[TEXT], Depth::Whole),
            Self::Subnet => of("subnet", &[TEXT, WHOLE, WHOLE], Depth::Whole),
            Self::PlannedSubnet => {
                of("planned_subnet", &[TEXT, WHOLE, WHOLE, UNREAD], Depth::Whole)
            }
            Self::Covering => {
                const RANGE: Parameter = taking(Takes::Text, OnNull::GivesNoElements);
                of("covering", &[TEXTS, RANGE], Depth::Whole)
            }
            Self::Overlapping => of("overlapping", &[TEXTS], Depth::Whole),
            Self::Sum => {
                const NUMBERS: Parameter = taking(Takes::Wholes, OnNull::CountsAsNoElements);
                of("sum", &[NUMBERS], Depth::Whole)
            }
            Self::Product => Signature { rest: Some(WHOLE), ..of("product", &[], Depth::Whole) },
            Self::Quotient => of("quotient", &[WHOLE, WHOLE], Depth::Whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_function_has_a_name_of_its_own() {
        let names: BTreeSet<&str> =
            Function::ALL.iter().map(|function| function.signature().name).collect();
        assert_eq!(names.len(), Function::ALL.len());
    }
}
