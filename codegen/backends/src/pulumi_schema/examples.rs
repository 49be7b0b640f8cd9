//! Programs on the page of a component, in the form that Pulumi's generators read: each SDK keeps those of its language.

/// One program in several languages.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Name of the component on whose page it stands.
    pub component: &'static str,
    /// What it does, as a heading.
    pub title: &'static str,
    /// Pulumi's name of each language, and the program.
    pub programs: &'static [(&'static str, &'static str)],
}

/// The section of a description with these programs; nothing without any.
pub(super) fn section<'a>(examples: impl Iterator<Item = &'a Example>) -> String {
    let each: String = examples.map(one).collect();
    if each.is_empty() {
        return each;
    }
    format!("\n\n{{{{% examples %}}}}\n## Example Usage\n{each}{{{{% /examples %}}}}")
}

fn one(example: &Example) -> String {
    let programs: String = example
        .programs
        .iter()
        .map(|(language, program)| format!("```{language}\n{}\n```\n", program.trim_end()))
        .collect();
    format!("{{{{% example %}}}}\n### {}\n\n{programs}\n{{{{% /example %}}}}\n", example.title)
}
