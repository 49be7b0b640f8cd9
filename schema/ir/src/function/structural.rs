//! Functions that look at one level of a list or a map and hand on what is inside untouched.
//!
//! They can say something although parts of their arguments are not known yet, and they keep secrets inside of the
//! parts they belong to. The partial evaluator, the provider and constants share this one implementation.

use super::Function;
use crate::constant::{Constant, Entries, sorted};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value of which parts may not be known yet.
pub trait Tree: Clone {
    /// A known value.
    fn known(value: Constant) -> Self;

    /// A list of these.
    fn from_items(items: Vec<Self>) -> Self;

    /// A map of these.
    fn from_entries(entries: Vec<(Arc<str>, Self)>) -> Self;

    /// Whether it is not known what this is, absent or a list or anything else.
    fn is_open(&self) -> bool;

    /// Whether it is known to be absent.
    fn is_null(&self) -> bool;

    /// The text, if it is a known one.
    fn to_text(&self) -> Option<Arc<str>>;

    /// The elements, if it is a list with known places.
    fn to_items(&self) -> Option<Vec<Self>>;

    /// The entries in the order of their keys, if it is a map with known keys.
    fn to_entries(&self) -> Option<Vec<(Arc<str>, Self)>>;

    /// The value under a key, null if there is none; `None` if this is no map with known keys.
    fn entry(&self, key: &str) -> Option<Self>;

    /// How many elements or entries there are, if it is a list or map with known places.
    fn size(&self) -> Option<usize>;

    /// This result, which was reached by looking at one level of `through`: as secret as that, and as dependent.
    #[must_use]
    fn seen_through(self, through: &Self) -> Self;
}

/// Computes a function as far as the levels it looks at are known; `None` if it looks deeper, or if one is not.
pub fn structural<T: Tree>(function: Function, arguments: &[T]) -> Option<T> {
    let first = arguments.first()?;
    if first.is_open() {
        return None;
    }
    let result = match function {
        Function::IsSet => T::known((!first.is_null()).into()),
        Function::Length if first.is_null() => T::known(0.into()),
        Function::Length => T::known(i64::try_from(first.size()?).ok()?.into()),
        Function::Keys => {
            let keys = entries(first)?.into_iter().map(|(key, _)| Constant::Text(key));
            T::known(keys.collect())
        }
        Function::Values => {
            T::from_items(entries(first)?.into_iter().map(|(_, value)| value).collect())
        }
        Function::Lookup => {
            let key = arguments.get(1)?;
            if first.is_null() || key.is_null() {
                return Some(T::known(Constant::Null).seen_through(first).seen_through(key));
            }
            return Some(first.entry(&key.to_text()?)?.seen_through(first).seen_through(key));
        }
        Function::Concat => return concat(first),
        Function::Merge => return merge(first),
        Function::Zip => return zip(first, arguments.get(1)?),
        Function::Text
        | Function::Equal
        | Function::AtMost
        | Function::Not
        | Function::All
        | Function::Any
        | Function::Distinct
        | Function::Repeated
        | Function::Contains
        | Function::Matches
        | Function::Quoted
        | Function::Json
        | Function::FromJson
        | Function::Find
        | Function::Before
        | Function::Without
        | Function::Range
        | Function::Subnet
        | Function::PlannedSubnet
        | Function::Covering
        | Function::Overlapping
        | Function::Sum
        | Function::Product
        | Function::Quotient => return None,
    };
    Some(result.seen_through(first))
}

/// Entries of a map; none of null.
fn entries<T: Tree>(map: &T) -> Option<Vec<(Arc<str>, T)>> {
    if map.is_null() { Some(Vec::new()) } else { map.to_entries() }
}

/// Elements of a list; none of null.
fn items<T: Tree>(list: &T) -> Option<Vec<T>> {
    if list.is_null() { Some(Vec::new()) } else { list.to_items() }
}

fn concat<T: Tree>(lists: &T) -> Option<T> {
    let lists_of = items(lists)?;
    let mut all = Vec::new();
    for list in &lists_of {
        all.extend(items(list)?);
    }
    let joined = T::from_items(all).seen_through(lists);
    Some(lists_of.iter().fold(joined, Tree::seen_through))
}

fn merge<T: Tree>(maps: &T) -> Option<T> {
    let maps_of = items(maps)?;
    let mut all = Vec::with_capacity(maps_of.iter().filter_map(Tree::size).sum());
    for map in &maps_of {
        all.append(&mut entries(map)?);
    }
    let merged = T::from_entries(sorted(all)).seen_through(maps);
    Some(maps_of.iter().fold(merged, Tree::seen_through))
}

fn zip<T: Tree>(keys: &T, values: &T) -> Option<T> {
    let (keys_of, values_of) = (items(keys)?, items(values)?);
    let mut all = BTreeMap::new();
    for (key, value) in keys_of.iter().zip(values_of) {
        if !key.is_null() {
            all.insert(key.to_text()?, value);
        }
    }
    let zipped = T::from_entries(all.into_iter().collect()).seen_through(keys).seen_through(values);
    Some(keys_of.iter().fold(zipped, Tree::seen_through))
}

impl Tree for Constant {
    fn known(value: Constant) -> Self {
        value
    }

    fn from_items(items: Vec<Self>) -> Self {
        items.into_iter().collect()
    }

    fn from_entries(entries: Vec<(Arc<str>, Self)>) -> Self {
        Self::object(entries)
    }

    fn is_open(&self) -> bool {
        false
    }

    fn is_null(&self) -> bool {
        Self::is_null(self)
    }

    fn to_text(&self) -> Option<Arc<str>> {
        match self {
            Self::Text(text) => Some(Arc::clone(text)),
            _ => None,
        }
    }

    fn to_items(&self) -> Option<Vec<Self>> {
        self.as_list().map(<[Self]>::to_vec)
    }

    fn to_entries(&self) -> Option<Vec<(Arc<str>, Self)>> {
        self.as_object().map(Entries::to_sorted)
    }

    fn entry(&self, key: &str) -> Option<Self> {
        self.as_object().map(|entries| entries.get(key).cloned().unwrap_or_default())
    }

    fn size(&self) -> Option<usize> {
        match self {
            Self::List(items) => Some(items.len()),
            Self::Object(entries) => Some(entries.len()),
            _ => None,
        }
    }

    fn seen_through(self, _: &Self) -> Self {
        self
    }
}
