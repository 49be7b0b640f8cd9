//! Entries of an object or a map.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Up to as many entries, looking at each one is fastest.
const FEW: usize = 8;

/// Keys and values, as they were written and in the order of their keys. No key stands in it twice.
#[derive(Clone, Debug)]
pub struct Entries<T> {
    list: Box<[(Arc<str>, T)]>,
    /// Positions in the order of keys; `None`: that is how they were written.
    order: Option<Box<[u32]>>,
    settled: bool,
}

impl<T> Entries<T> {
    /// Entries as they are written. Of several with one key, the last value counts, at the place of the first.
    pub fn new(list: Vec<(Arc<str>, T)>) -> Self {
        if list.is_sorted_by(|(first, _), (second, _)| first < second) {
            return Self { list: list.into(), order: None, settled: false };
        }
        let mut order: Vec<u32> = (0..list.len()).filter_map(|at| u32::try_from(at).ok()).collect();
        let key = |at: u32| list.get(at as usize).map(|(key, _)| key);
        order.sort_by(|first, second| key(*first).cmp(&key(*second)));
        if order.windows(2).any(|pair| matches!(pair, [one, two] if key(*one) == key(*two))) {
            return Self::new(without_repeated(list));
        }
        Self { list: list.into(), order: Some(order.into()), settled: false }
    }

    /// The same, marked as something that cannot be computed any further.
    pub(crate) fn settled(list: Vec<(Arc<str>, T)>) -> Self {
        Self { settled: true, ..Self::new(list) }
    }

    /// Whether nothing in it can be computed any further.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Entries as they were written.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, T)> {
        self.list.iter()
    }

    /// Entries in the order of their keys.
    pub fn sorted(&self) -> impl Iterator<Item = &(Arc<str>, T)> {
        // INVARIANT: the order has each position of the list once.
        (0..self.list.len()).filter_map(|rank| self.at(rank))
    }

    /// The entries, if they are written in the order of their keys.
    pub(crate) fn in_order(&self) -> Option<&[(Arc<str>, T)]> {
        self.order.is_none().then_some(&*self.list)
    }

    /// A copy of the entries in the order of their keys.
    pub(crate) fn to_sorted(&self) -> Vec<(Arc<str>, T)>
    where
        T: Clone,
    {
        self.in_order().map_or_else(|| self.sorted().cloned().collect(), <[_]>::to_vec)
    }

    /// The entry of a rank in the order of keys.
    fn at(&self, rank: usize) -> Option<&(Arc<str>, T)> {
        match &self.order {
            None => self.list.get(rank),
            Some(order) => self.list.get(*order.get(rank)? as usize),
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        if self.list.len() <= FEW {
            return self.list.iter().find(|(known, _)| **known == *key).map(|(_, value)| value);
        }
        let (mut low, mut high) = (0, self.list.len());
        while low < high {
            let middle = low.midpoint(high);
            let (known, value) = self.at(middle)?;
            match (**known).cmp(key) {
                Ordering::Equal => return Some(value),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Entries in the order of their keys, each once. Of several with one key, the last counts.
pub(crate) fn sorted<T>(list: Vec<(Arc<str>, T)>) -> Vec<(Arc<str>, T)> {
    // Most collections are made in order.
    if list.is_sorted_by(|(first, _), (second, _)| first < second) {
        return list;
    }
    list.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect()
}

fn without_repeated<T>(list: Vec<(Arc<str>, T)>) -> Vec<(Arc<str>, T)> {
    let mut places = HashMap::new();
    let mut once: Vec<(Arc<str>, T)> = Vec::with_capacity(list.len());
    for (key, value) in list {
        let place = *places.entry(Arc::clone(&key)).or_insert(once.len());
        match once.get_mut(place) {
            Some(entry) => entry.1 = value,
            None => once.push((key, value)),
        }
    }
    once
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a (Arc<str>, T);
    type IntoIter = std::slice::Iter<'a, (Arc<str>, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Entries<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.list == other.list
                || self.sorted().zip(other.sorted()).all(|(one, other)| one == other))
    }
}

impl<T: Eq> Eq for Entries<T> {}

impl<T: Ord> PartialOrd for Entries<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for Entries<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sorted().cmp(other.sorted())
    }
}

impl<T: Hash> Hash for Entries<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.sorted().for_each(|entry| entry.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::Entries;

    fn entries(keys: &[&str]) -> Entries<usize> {
        Entries::new(keys.iter().enumerate().map(|(at, key)| ((*key).into(), at)).collect())
    }

    #[test]
    fn entries_are_found_in_few_and_in_many() {
        let many: Vec<String> = (0..100).rev().map(|number| format!("k{number:03}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for keys in [&many[..3], &many[..]] {
            let entries = entries(keys);
            for (at, key) in keys.iter().enumerate() {
                assert_eq!(entries.get(key), Some(&at));
            }
            assert_eq!(entries.get("other"), None);
            let sorted: Vec<&str> = entries.sorted().map(|(key, _)| &**key).collect();
            assert!(sorted.is_sorted() && sorted.len() == keys.len());
        }
    }

    #[test]
    fn the_last_of_several_entries_with_one_key_counts() {
        let repeated = entries(&["b", "a", "b"]);
        let list: Vec<_> = repeated.iter().map(|(key, value)| (&**key, *value)).collect();
        assert_eq!(list, [("b", 2), ("a", 1)]);
    }

    #[test]
    fn the_order_of_entries_does_not_matter() {
        let one = Entries::new(vec![("a".into(), 1), ("b".into(), 2)]);
        let other = Entries::new(vec![("b".into(), 2), ("a".into(), 1)]);
        assert_eq!(one, other);
        assert_ne!(one, Entries::new(vec![("a".into(), 1), ("c".into(), 2)]));
    }
}
