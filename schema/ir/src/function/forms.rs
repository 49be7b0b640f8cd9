//! Regular expressions, compiled once for the whole process.

use regex_lite::Regex;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// Most expressions that are kept. Components have a hundred; others are made of inputs, and those come to an end.
const KEPT: usize = 1024;

static COMPILED: LazyLock<RwLock<HashMap<Arc<str>, Option<Regex>>>> =
    LazyLock::new(RwLock::default);

/// Calls `with` with the compiled form of a regular expression, or with nothing if it is none.
fn compiled<R>(regex: &Arc<str>, with: impl FnOnce(Option<&Regex>) -> R) -> R {
    {
        let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = known.get(regex) {
            return with(form.as_ref());
        }
    }
    let form = Regex::new(regex).ok();
    let result = with(form.as_ref());
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(Arc::clone(regex), form);
    result
}

/// Whether a text has the form of a regular expression. One that is none fits nothing.
pub(super) fn fits(text: &str, regex: &Arc<str>) -> bool {
    compiled(regex, |form| form.is_some_and(|form| form.is_match(text)))
}

/// The first of several texts that has the form of a regular expression.
pub(super) fn first<'a>(
    mut texts: impl Iterator<Item = &'a Arc<str>>,
    regex: &Arc<str>,
) -> Option<&'a Arc<str>> {
    compiled(regex, |form| form.and_then(|form| texts.find(|text| form.is_match(text))))
}
