//! The pure functions of the expression language.
//!
//! What a function takes, what it does with null, and how deep it looks into values of which only a part is known, is
//! written down once: [`Function::signature`]. What it computes is in [`Function::apply`] and, for functions that hand
//! parts of a value on untouched, in [`structural`]. Each engine's lowering is an exhaustive match.

mod apply;
mod cidr;
mod forms;
mod signature;
mod structural;

pub use signature::{Depth, OnNull, Parameter, Signature, Takes};
pub use structural::{Tree, structural};

/// A pure function. Total: what makes no sense gives null, since inputs are checked before anything is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// (list of lists) The lists, one after the other; nulls among them are left out.
    Concat,
    /// (list of maps) One map; later entries win; nulls among them are left out.
    Merge,
    /// (parts...) The parts as one text; null if a part is null.
    Text,
    /// (a, b) Whether both are the same.
    Equal,
    /// (a, b) Whether number a is at most number b.
    AtMost,
    /// (condition) The opposite.
    Not,
    /// (conditions...) Whether all hold.
    All,
    /// (conditions...) Whether any holds.
    Any,
    /// (a) Whether a is not null.
    IsSet,
    /// (map, key) The value under the key; null if there is none.
    Lookup,
    /// (map) Its keys, sorted.
    Keys,
    /// (map) Its values, in the order of their keys.
    Values,
    /// (list) Its elements, each once, where it first stood.
    Distinct,
    /// (list) The elements that stand in it more than once, each once, where it first stood.
    Repeated,
    /// (list, map or text) How many elements, entries or characters.
    Length,
    /// (list, element) Whether the list has it.
    Contains,
    /// (text, regex) Whether the text has the form of the regular expression.
    Matches,
    /// (list) Its elements as words of a message: each in backticks, with commas between; `none` if there are none. Nulls are
    /// left out.
    Quoted,
    /// (value) The value as JSON text, keys sorted.
    Json,
    /// (text) The value that JSON text stands for; null if it is none.
    FromJson,
    /// (list, regex) The first text that has the form of the regular expression; null if there is none.
    Find,
    /// (keys, values) A map from each key to the value at the same place.
    Zip,
    /// (text, separator) What is before the first separator; all of the text if there is none.
    Before,
    /// (text, beginning) The text without what it begins with; all of the text if it begins otherwise.
    Without,
    /// (text) A range of addresses with its first address, in its shortest form: `10.0.0.0/8` for `10.0.0.5/8`. Any other
    /// text as it is.
    Range,
    /// (range, bits, number) The subnet of a range whose prefix is longer by so many bits and that has this number,
    /// counted from zero; null if there is none.
    Subnet,
    /// (range, bits, number, own) The same subnet of a range that may be known late. `own` says how many bits of an address
    /// are left to the subnet: a template has to be told, which cannot read the length of a range. Nothing else looks at it.
    PlannedSubnet,
    /// (list, range) The ranges of the list that contain all of the range.
    Covering,
    /// (list) The ranges that share addresses with another one of the list, each once, where it first stood.
    Overlapping,
    /// (list) The sum of whole numbers; zero if there are none.
    Sum,
    /// (factors...) The product of whole numbers.
    Product,
    /// (a, b) How often the whole number b fits into a, rounded down; null if b is zero.
    Quotient,
}

impl Function {
    /// Whether the function gives true or false, never null.
    pub const fn gives_condition(self) -> bool {
        matches!(
            self,
            Self::Equal
                | Self::AtMost
                | Self::Not
                | Self::All
                | Self::Any
                | Self::IsSet
                | Self::Contains
                | Self::Matches
        )
    }

    /// All of them.
    pub const ALL: [Self; 32] = [
        Self::Concat,
        Self::Merge,
        Self::Text,
        Self::Equal,
        Self::AtMost,
        Self::Not,
        Self::All,
        Self::Any,
        Self::IsSet,
        Self::Lookup,
        Self::Keys,
        Self::Values,
        Self::Distinct,
        Self::Repeated,
        Self::Length,
        Self::Contains,
        Self::Matches,
        Self::Quoted,
        Self::Json,
        Self::FromJson,
        Self::Find,
        Self::Zip,
        Self::Before,
        Self::Without,
        Self::Range,
        Self::Subnet,
        Self::PlannedSubnet,
        Self::Covering,
        Self::Overlapping,
        Self::Sum,
        Self::Product,
        Self::Quotient,
    ];
}
