//! Telling expressions apart without looking through them.

use super::Expr;
use crate::constant::Constant;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

/// A map by numbers such as [`Expr::identity`], which need no hash of their own.
pub type ByIdentity<T> = HashMap<u64, T, BuildHasherDefault<Mixer>>;

/// A map by names of a component, of which nobody makes up so many that they collide.
pub type ByName<K, T> = HashMap<K, T, BuildHasherDefault<Mixer>>;

/// Mixes what is written to it into a number: quick, and only good for what nobody makes up to do harm.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number.cast_unsigned() as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

/// Where something that is shared is in memory.
fn place<T: ?Sized>(shared: &Arc<T>) -> usize {
    Arc::as_ptr(shared).addr()
}

impl Expr {
    /// A number that copies of an expression have in common, because they share their parts. Another expression may have
    /// it as well, so whoever finds something by it compares the expressions, which for copies takes no time.
    pub fn identity(&self) -> u64 {
        let mut mixer = Mixer::default();
        std::mem::discriminant(self).hash(&mut mixer);
        let mut add = |place: usize| mixer.write_usize(place);
        match self {
            Self::Get(object, field) => {
                add(place(object));
                add(place(field));
            }
            Self::List(items) => add(place(items)),
            Self::Object(entries) => add(place(entries)),
            Self::If(condition, then, otherwise) => {
                for part in [condition, then, otherwise] {
                    add(place(part));
                }
            }
            Self::For(inner) => add(place(inner)),
            Self::Call(function, arguments) => {
                add(place(arguments));
                function.hash(&mut mixer);
            }
            Self::Attribute { node, key, name } => {
                if let Some(key) = key {
                    add(place(key));
                }
                (node, name).hash(&mut mixer);
            }
            Self::Literal(Constant::List(items)) => add(place(items)),
            Self::Literal(Constant::Object(entries)) => add(place(entries)),
            leaf => leaf.hash(&mut mixer),
        }
        mixer.finish()
    }
}

/// Expressions of which equal ones, and equal parts of others, are in memory once: what is worked out for one of them is
/// then found again for all.
#[derive(Debug, Default)]
pub struct Pool(ByIdentity<Expr>);

impl Pool {
    /// The expression that equals this one.
    pub fn share(&mut self, expr: &Expr) -> Expr {
        let shared = expr.with_parts(&mut |part| self.share(part));
        let mut mixer = Mixer::default();
        std::mem::discriminant(&shared).hash(&mut mixer);
        match &shared {
            Expr::Call(function, _) => function.hash(&mut mixer),
            Expr::Get(_, field) => field.hash(&mut mixer),
            Expr::For(inner) => {
                inner.name.hash(&mut mixer);
                mixer.write_u8(u8::from(inner.key.is_some()));
            }
            Expr::Object(entries) => entries.iter().for_each(|(name, _)| name.hash(&mut mixer)),
            Expr::List(_) | Expr::If(..) => {}
            leaf => leaf.hash(&mut mixer),
        }
        // Parts are shared by now, so those that are equal are the same.
        shared.for_each_child(&mut |part| mixer.write_u64(part.identity()));
        match self.0.entry(mixer.finish()) {
            std::collections::hash_map::Entry::Occupied(known) if *known.get() == shared => {
                known.get().clone()
            }
            // Of two that only have their number in common, the first one keeps its place.
            std::collections::hash_map::Entry::Occupied(_) => shared,
            std::collections::hash_map::Entry::Vacant(free) => free.insert(shared).clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;
    use crate::expr::{Expr, all, input, not};

    fn made() -> Expr {
        all([input("a").get("b").is_set(), not(input("a").get("b").is_set())])
    }

    #[test]
    fn equal_expressions_are_in_memory_once() {
        let mut pool = Pool::default();
        let (one, two) = (made(), made());
        assert_eq!(one, two);
        assert_ne!(one.identity(), two.identity());
        let [one, two] = [one, two].map(|expr| pool.share(&expr));
        assert_eq!(one, made());
        assert_eq!(one.identity(), two.identity());
        let parts = one.children();
        assert_eq!(parts[0].identity(), parts[1].children()[0].identity());
        assert_ne!(parts[0].identity(), parts[1].identity());
    }
}
