//! What decides about a node: its condition, what it loops over, its slot, and which instances it waits for.

use super::{Address, Awaited};
use crate::constant::{Constant, sorted};
use crate::expr::{Expr, Path};
use crate::function::Function;
use crate::graph::{Node, Wait};
use crate::names::DEFAULT_SLOT;
use crate::plaintexts::Plaintexts;
use crate::problem::Problem;
use crate::reduce::{Scope, entries};
use std::sync::Arc;

/// Key, if the node has a loop, and value of one instance of a node.
pub(super) type Instance = (Option<Arc<str>>, Expr);

/// What secrets decide. Nothing, if there are none.
pub(super) struct Revealing<'a>(Option<(Scope<'a>, &'a Plaintexts)>);

impl<'a> Revealing<'a> {
    pub(super) fn new(scope: &Scope<'a>, plaintexts: &'a Plaintexts) -> Self {
        let is_wanted = !plaintexts.is_empty();
        Self(is_wanted.then(|| (scope.revealing(plaintexts), plaintexts)))
    }

    /// Whether there are no secrets.
    pub(super) fn is_nothing(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a place is in a secret whose value decides.
    pub(super) fn knows(&self, path: &Path) -> bool {
        self.0.as_ref().is_some_and(|(_, plaintexts)| plaintexts.find(path).is_some())
    }

    /// What a residue comes to by the plain text, to decide by it; `None` if that is no other than without.
    pub(super) fn decided(&self, residue: &Expr) -> Option<Expr> {
        let (scope, plaintexts) = self.0.as_ref()?;
        let is_secret =
            |part: &Expr| matches!(part, Expr::Hole(path) if plaintexts.find(path).is_some());
        residue.any(&is_secret).then(|| scope.revealed(residue.clone()))
    }

    /// What a condition comes to.
    pub(super) fn condition(&self, residue: Expr) -> Expr {
        self.decided(&residue).unwrap_or(residue)
    }

    /// What everybody may read, such as a key: chosen by secrets, but made of none. What would show one stays open.
    pub(super) fn named(&self, residue: Expr) -> Expr {
        match &self.0 {
            Some((scope, _)) if !matches!(residue, Expr::Literal(_)) => scope.reduce(&residue),
            _ => residue,
        }
    }

    /// Instances that secrets decide about; `None` if their keys would show one, or if something else is not known.
    fn instances(&self, residue: &Expr) -> Option<Vec<(Arc<str>, Expr)>> {
        let (_, plaintexts) = self.0.as_ref()?;
        let secret = first_secret(residue, plaintexts)?;
        let elements = entries(&self.named(residue.clone()))?;
        let mut all = Vec::with_capacity(elements.len());
        for (key, value) in &*elements {
            match key {
                Expr::Literal(Constant::Text(key)) => {
                    all.push((Arc::clone(key), beside(&secret, value.clone())));
                }
                // An element of a list of text is in a name, where everybody reads it.
                _ => match self.named(value.clone()) {
                    Expr::Literal(Constant::Text(text)) => {
                        all.push((Arc::clone(&text), Expr::Literal(Constant::Text(text))));
                    }
                    _ => return None,
                },
            }
        }
        Some(all)
    }
}

/// The first secret in a residue whose value is known.
fn first_secret(residue: &Expr, plaintexts: &Plaintexts) -> Option<Path> {
    let mut found = None;
    residue.walk(&mut |part| {
        if let (None, Expr::Hole(path)) = (&found, part) {
            found = plaintexts.root(path);
        }
    });
    found
}

/// The value of an instance that was found by a secret: as secret as that. A given secret is not null, which is said in a way
/// that nobody decides before the secret is there.
fn beside(secret: &Path, value: Expr) -> Expr {
    let secret = Expr::Hole(Arc::new(secret.clone()));
    let is_null = Expr::call(Function::Equal, [secret, Expr::NULL]);
    Expr::choice(Expr::call(Function::Not, [is_null]), value, Expr::NULL)
}

/// Keys and values of the instances of a node.
pub(super) fn shape(
    node: &Node,
    scope: &Scope<'_>,
    revealing: &Revealing<'_>,
) -> Result<Vec<Instance>, Problem> {
    if let Some(condition) = &node.condition
        && !decided(node, "its condition", scope, revealing, condition)?
    {
        return Ok(Vec::new());
    }
    let Some(collection) = &node.for_each else { return Ok(vec![(None, Expr::NULL)]) };
    let reduced = scope.reduce(collection);
    let all = keyed(&reduced).or_else(|| revealing.instances(&reduced));
    let all = all.ok_or_else(|| undecided(node.label, "what it loops over"))?;
    Ok(sorted(all).into_iter().map(|(key, value)| (Some(key), value)).collect())
}

/// Keys and values of a collection of which all keys are known.
fn keyed(collection: &Expr) -> Option<Vec<(Arc<str>, Expr)>> {
    let elements = entries(collection)?;
    let mut all = Vec::with_capacity(elements.len());
    for (key, value) in &*elements {
        let key = match (key, value) {
            (Expr::Literal(Constant::Text(key)), _) => key,
            // A list of text is a set: each element is its own key.
            (_, Expr::Literal(Constant::Text(element))) => element,
            _ => return None,
        };
        all.push((Arc::clone(key), value.clone()));
    }
    Some(all)
}

/// The slot of a node.
pub(super) fn slot(
    node: &Node,
    scope: &Scope<'_>,
    revealing: &Revealing<'_>,
) -> Result<&'static str, Problem> {
    Ok(match &node.slot_unless {
        Some(condition) if decided(node, "its slot", scope, revealing, condition)? => DEFAULT_SLOT,
        _ => node.slot,
    })
}

/// What a node or an output waits for, there or not.
pub(super) fn waits_of(
    waits: &[Wait],
    label: &str,
    scope: &Scope<'_>,
    revealing: &Revealing<'_>,
) -> Result<Vec<Awaited>, Problem> {
    let awaited = |wait: &Wait| {
        let Some(key) = &wait.key else { return Ok(Awaited::All(wait.label)) };
        match revealing.condition(scope.reduce(key)) {
            Expr::Literal(Constant::Text(key)) => {
                Ok(Awaited::One(Address { label: wait.label, key: Some(key) }))
            }
            _ => Err(undecided(label, "which instance it waits for")),
        }
    };
    waits.iter().map(awaited).collect()
}

/// Whether a condition that decides about a node holds.
fn decided(
    node: &Node,
    what: &str,
    scope: &Scope<'_>,
    revealing: &Revealing<'_>,
    condition: &Expr,
) -> Result<bool, Problem> {
    match revealing.condition(scope.reduce(condition)) {
        Expr::Literal(value) => Ok(value.is_true()),
        _ => Err(undecided(node.label, what)),
    }
}

pub(super) fn undecided(label: &str, what: &str) -> Problem {
    Problem::error(
        "graph/undecided",
        label,
        format!("cannot be made: {what} is not known from the structural inputs"),
        "report it: the check of the component has to refuse it",
    )
}
