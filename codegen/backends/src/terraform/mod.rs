//! Terraform backend: one component in, one reusable module out.
//!
//! The module stays as open as the component: nothing is fixed when it is generated.
//!
//! | In the graph | In the module |
//! |---|---|
//! | input | `variable`, typed, with its default |
//! | rule | `validation` of the variable it speaks of |
//! | warning | `check` |
//! | node | `resource`; a condition becomes `count`, a loop `for_each` |
//! | named value, and what stands again and again | `locals` |
//! | provider slot | `configuration_aliases` |
//! | what a node was | `moved` |
//! | output | `output` |
//!
//! ```text
//! Model --lower--> items (hcl) --print--> main.tf, variables.tf, outputs.tf, versions.tf, checks.tf, moved.tf, README.md, examples/
//! ```
//!
//! Invariants
//! - Addresses of resources derive from labels and keys only, so no other change replaces a resource.
//! - The text is what `terraform fmt` would leave.
//! - No expression fails for inputs that the validations let through, and no validation fails to give its verdict.
//! - Names are in snake case; an input with a name that Terraform keeps for itself gets an underscore at its end.

mod calls;
mod conversion;
mod example;
mod facts;
mod forms;
mod functions;
mod hazards;
mod hcl;
mod idioms;
mod json;
mod json_value;
mod layout;
mod line;
mod loops;
mod lower;
mod memo;
mod moved;
mod names;
mod nested;
mod outputs;
mod placement;
mod print;
mod provider;
mod readme;
mod repeated;
mod resources;
mod respelling;
mod scope;
mod spelling;
mod validations;
mod values;
mod variables;

pub use names::variable;
pub use placement::rules as placement;

use crate::files::Files;
use hcl::Item;
use names::Words;
use print::print;
use privatelink_ir::{Model, Problem};
use scope::Module;
use std::collections::BTreeMap;

pub use provider::Provider;

/// Compiles a component to a Terraform module for versions 5 and 6 of the provider.
///
/// # Errors
///
/// Everything about the component that is ill-formed, or that the catalog does not know.
pub fn compile(model: &Model) -> Result<Files, Vec<Problem>> {
    compile_for(model, Provider::default())
}

/// Compiles a component to a Terraform module for certain versions of the provider.
///
/// # Errors
///
/// Those of [`compile`].
pub fn compile_for(model: &Model, provider: Provider) -> Result<Files, Vec<Problem>> {
    let mut problems = privatelink_catalog::check(model);
    if !problems.is_empty() {
        return Err(problems);
    }
    let model = &provider.with_inputs(model);
    let named = repeated::named(model);
    let module = Module::of_named(&named, provider);
    let words = Words::of(model);
    let rules = placement::of_module(&module);
    let minimal = example::minimal(model);
    let readme =
        readme::render(model, provider, &words, &minimal).map_err(|problem| vec![problem])?;
    let mut files = BTreeMap::from([("README.md".to_owned(), readme)]);
    let parts: [(&str, Vec<Item>); 8] = [
        ("checks.tf", validations::warnings(&module, &words)),
        ("examples/minimal/main.tf", example::lower(model, provider, &minimal)),
        ("locals.tf", resources::locals(&module)),
        ("main.tf", resources::lower(&module, &mut problems)),
        ("moved.tf", moved::lower(model)),
        ("outputs.tf", outputs::lower(&module, &words)),
        ("variables.tf", variables::lower(&module, &rules, &words)),
        ("versions.tf", outputs::versions(model, provider)),
    ];
    problems.extend(parts.iter().flat_map(|(_, items)| names::twice(items)));
    problems.extend(names::fields_twice(model));
    if !problems.is_empty() {
        return Err(problems);
    }
    files.extend(
        parts
            .into_iter()
            .filter(|(_, items)| !items.is_empty())
            .map(|(path, items)| (path.to_owned(), print(&items))),
    );
    files.extend(resources::tables(&module));
    Ok(Files(files))
}
