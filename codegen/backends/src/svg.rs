//! What all pictures in SVG have in common.

/// A number with at most one decimal, so that every machine writes the same.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
