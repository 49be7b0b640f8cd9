//! `CloudFormation` backend: one component and its inputs in, one template per provider slot out.
//!
//! Fixed when a template is generated: every structural input, so which resources there are and their shape. Left open,
//! as parameters: value inputs that are required, that have a default, or that are given; a given value is the default.
//!
//! ```text
//! inputs --check--> open inputs --> Parameters, Rules
//!   '----specialise--> resources --plan--> ids --lower--> Resources, Conditions, Outputs --print--> JSON, YAML
//! ```
//!
//! Invariants
//! - Logical ids derive from labels and keys only, so no other change replaces a resource.
//! - No macros, transforms or `Fn::ForEach`: templates work in `StackSets` and in every Region.
//! - What a template cannot express is a [`Problem`]; nothing is dropped or approximated. An output that may be absent is
//!   left out with a warning if no template can tell it.
//! - Nothing here names an AWS kind but the role and the function of a bridge; spellings come from the catalog.

mod blame;
mod bridges;
mod conditions;
mod documents;
mod inputs;
mod json;
mod lower;
mod names;
mod outputs;
mod parameters;
mod plan;
mod properties;
mod references;
mod refusal;
mod resources;
mod rules;
mod slots;
mod template;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod timeouts;
mod turns;
mod yaml;

pub use inputs::read_inputs;

use crate::files::Files;
use lower::Lower;
use names::Names;
use plan::Plan;
use privatelink_catalog::Catalog;
use privatelink_catalog::engines::CLOUDFORMATION;
use privatelink_ir::DEFAULT_SLOT;
use privatelink_ir::{
    Checked, Expr, Given, Model, Path, Problem, Severity, Specialised, check_inputs, specialise,
};
use std::sync::Arc;
use template::Template;

/// How a template is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `template.json`.
    Json,
    /// `template.yaml`: the same tree, with short intrinsics.
    Yaml,
}

/// Templates, and what the user should know about them.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// `template.json`, `template.yaml`; `template-<slot>` for other provider slots.
    pub files: Files,
    /// Problems that do not stop anything.
    pub warnings: Vec<Problem>,
}

/// Compiles a component to templates.
///
/// `given` holds the structural inputs, and defaults for value inputs; an open value ([`Given::Open`]) becomes a
/// parameter without a default. [`read_inputs`] reads it from JSON.
///
/// # Errors
///
/// Everything that is wrong with the inputs, or that a template cannot express, warnings included.
pub fn compile(
    model: &Model,
    given: &[(Arc<str>, Given)],
    formats: &[Format],
) -> Result<Compiled, Vec<Problem>> {
    compile_with(Catalog::SHIPPED, model, given, formats)
}

fn compile_with(
    catalog: Catalog,
    model: &Model,
    given: &[(Arc<str>, Given)],
    formats: &[Format],
) -> Result<Compiled, Vec<Problem>> {
    let checked = check_inputs(model, given, &CLOUDFORMATION);
    let mut problems = checked.problems.clone();
    problems.extend(checked.undecided.iter().map(|path| undecided(path)));
    stop_on_errors(&problems)?;

    let specialised = specialise(model, &checked.inputs)?.on(&CLOUDFORMATION);
    let mut names = Names::default();
    let mut plan = Plan::new(catalog, model, &specialised, &mut names, &mut problems);
    problems.extend(timeouts::refused(model, &specialised.resources));
    let holes = holes(&specialised, &checked);
    plan.parameters =
        parameters::of_component(model, given, &checked, &holes, &mut names, &mut problems);
    stop_on_errors(&problems)?;

    let templates = match slots::order(&plan) {
        Ok(order) => lower(&plan, &order, &specialised, &checked, &mut problems),
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    };
    let mut files = Files::default();
    let mut used: Vec<&str> = Vec::new();
    for (stem, template) in templates {
        let parameters = template.used(&plan.parameters);
        used.extend(parameters.iter().map(|parameter| parameter.id.as_str()));
        let tree = template.tree(&parameters);
        for format in formats {
            let (extension, text) = match format {
                Format::Json => ("json", format!("{tree:#}\n")),
                Format::Yaml => ("yaml", yaml::print(&tree)),
            };
            let name = format!("{stem}.{extension}");
            problems.extend(template::limits(&name, &tree, &text));
            files.0.insert(name, text);
        }
    }
    let unused = plan.parameters.iter().filter(|parameter| !used.contains(&parameter.id.as_str()));
    problems.extend(
        unused
            .filter(|parameter| inputs::find(given, &parameter.path).is_some())
            .map(|one| without_effect(&one.path)),
    );
    stop_on_errors(&problems)?;
    Ok(Compiled { files, warnings: problems })
}

/// Lowers every slot; the parts of one template at a time, but what crosses slots last.
fn lower(
    plan: &Plan<'_>,
    order: &[&'static str],
    specialised: &Specialised,
    checked: &Checked,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Template)> {
    let mut drafts: Vec<(Lower<'_>, Template)> = order
        .iter()
        .map(|slot| {
            let mut lower = Lower::new(plan, slot);
            let resources = lower.resources();
            (lower, Template { resources, ..Template::default() })
        })
        .collect();
    for (output, told) in plan.model.outputs.iter().zip(&specialised.outputs) {
        let slot = slots::of_output(plan, order, told);
        if let Some((lower, template)) = drafts.iter_mut().find(|(lower, _)| lower.slot == slot) {
            lower.output(output, &told.value, &mut template.outputs);
        }
    }
    let crossing: Vec<_> = drafts.iter().flat_map(|(lower, _)| lower.imports.clone()).collect();
    for (address, name) in crossing {
        let slot = plan.find(&address).map_or(DEFAULT_SLOT, |place| place.slot);
        if let Some((lower, template)) = drafts.iter_mut().find(|(lower, _)| lower.slot == slot) {
            lower.export(&address, name, &mut template.outputs);
        }
    }
    let mut templates = Vec::new();
    for (mut lower, mut template) in drafts {
        if lower.slot == DEFAULT_SLOT {
            template.rules = lower.rules(&checked.open_rules, problems);
        }
        problems.append(&mut lower.problems);
        if template.resources.is_empty() {
            continue;
        }
        let note = match order.iter().position(|slot| *slot == lower.slot) {
            Some(position) if order.len() > 1 => {
                format!(" Stack {} of {}.", position + 1, order.len())
            }
            _ => String::new(),
        };
        template.description = template::describe(plan.model, &note);
        template.conditions = lower.conditions.section();
        template.imports = lower.import_parameters();
        templates.push((slots::file_stem(lower.slot), template));
    }
    templates
}

/// Every open input that anything of the component reads.
fn holes<'a>(specialised: &'a Specialised, checked: &'a Checked) -> Vec<&'a Path> {
    let properties = specialised.resources.iter().flat_map(|resource| &resource.properties);
    let values = properties.map(|(_, value)| value);
    let outputs = specialised.outputs.iter().map(|output| &output.value);
    let rules = checked.open_rules.iter().map(|(must, _)| must);
    let mut holes: Vec<&Path> = Vec::new();
    for expr in values.chain(outputs).chain(rules) {
        expr.walk(&mut |part| {
            if let Expr::Hole(path) = part
                && !holes.contains(&&**path)
            {
                holes.push(path);
            }
        });
    }
    holes
}

fn undecided(path: &Path) -> Problem {
    Problem::error(
        "cloudformation/undecided",
        path.to_string(),
        "decides which resources there are, so a template cannot leave it open",
        "give it a value",
    )
}

fn without_effect(path: &Path) -> Problem {
    Problem {
        id: "cloudformation/without-effect".to_owned(),
        severity: Severity::Warning,
        path: path.to_string(),
        message: "is given, but nothing in the template needs it".to_owned(),
        help: "remove it".to_owned(),
    }
}

fn stop_on_errors(problems: &[Problem]) -> Result<(), Vec<Problem>> {
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems.to_vec());
    }
    Ok(())
}
