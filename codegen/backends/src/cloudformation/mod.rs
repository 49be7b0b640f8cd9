//! `CloudFormation` backend: one component and its inputs in, the templates of a sequence of stacks out.
//!
//! Fixed when a template is generated: every structural input, so which resources there are and their shape. Left open,
//! as parameters: value inputs that are required, that have a default, or that are given; a given value is the default.
//!
//! ```text
//! inputs --check--> open inputs --> Parameters, Rules
//!   '----specialise--> resources --stacks, plan--> places, ids --draft--> Resources, Conditions, Outputs
//!                                                                 '--hand over--> templates --print--> JSON, YAML
//! ```
//!
//! Invariants
//! - Logical ids and stacks derive from labels, keys and what nodes need of each other only, so no other change
//!   replaces a resource. What had another label or key in an earlier release keeps the id that it had.
//! - No macros, transforms or `Fn::ForEach`: templates work in `StackSets` and in every Region.
//! - What a template cannot express is a [`Problem`]; nothing is dropped or approximated. An output that may be absent is
//!   left out with a warning if no template can tell it.
//! - Nothing here names an AWS kind but the role and the function of a bridge and the handle that is a gate; spellings come
//!   from the catalog.

mod assembly;
mod attributes;
mod blame;
mod bridge_ids;
mod bridges;
mod builder;
mod built;
mod circles;
mod compiled;
mod conditions;
mod documents;
mod drafts;
mod formerly;
mod gates;
mod guide;
mod handover;
mod inputs;
mod intrinsics;
mod json;
mod limits;
mod lower;
mod names;
mod outputs;
mod parameter_types;
mod parameters;
mod plan;
mod properties;
mod references;
mod refusal;
mod resources;
mod rules;
mod sources;
mod stacks;
mod template;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod timeouts;
mod turns;
mod yaml;

pub use compiled::{Compiled, Format, Import, Origin, Stack};
pub use inputs::{Inputs, read_inputs};

use assembly::Assembled;
use drafts::Contents;
use inputs::Finder;
use parameters::{Context, Parameters};
use plan::Plan;
use privatelink_catalog::Catalog;
use privatelink_catalog::engines::CLOUDFORMATION;
use privatelink_ir::{
    Checked, Expr, Model, Path, Problem, Severity, Specialised, Stage, Type, check_inputs,
    specialise,
};
use serde_json::Value as Json;
use stacks::Stacks;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;

/// Compiles a component to templates.
///
/// `inputs` are the structural inputs, and defaults for value inputs; an open value ([`Given::Open`]) becomes a
/// parameter without a default. [`read_inputs`] reads it from JSON.
///
/// # Errors
///
/// Everything that is wrong with the inputs, or that a template cannot express, warnings included.
pub fn compile(
    model: &Model,
    inputs: &Inputs,
    formats: &[Format],
) -> Result<Compiled, Vec<Problem>> {
    compile_in_parts(model, inputs, formats, NonZeroU32::MIN)
}

/// [`compile`] with each stack spread over so many parts: for what would be too large for one. What has no loop stays in
/// one stack; the instances of loops are in the parts that their keys decide. Another number of parts moves instances to
/// other stacks, which deletes them and makes them again.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_in_parts(
    model: &Model,
    inputs: &Inputs,
    formats: &[Format],
    parts: NonZeroU32,
) -> Result<Compiled, Vec<Problem>> {
    compile_with(Catalog::SHIPPED, model, inputs, formats, parts)
}

fn compile_with(
    catalog: Catalog,
    model: &Model,
    inputs: &Inputs,
    formats: &[Format],
    parts: NonZeroU32,
) -> Result<Compiled, Vec<Problem>> {
    let checked = check_inputs(model, &inputs.given, &CLOUDFORMATION);
    let mut problems = checked.problems.clone();
    problems.extend(checked.undecided.iter().map(|path| undecided(model, path)));
    stop_on_errors(&problems)?;

    let specialised = specialise(model, &checked.inputs)?.on(&CLOUDFORMATION);
    let stacks = Stacks::new(model, catalog.kinds, &specialised, parts)
        .map_err(|problem| [problems.as_slice(), &[problem]].concat())?;
    let mut plan = Plan::new(catalog, model, &specialised, &stacks, &mut problems);
    problems.extend(timeouts::refused(model, &specialised.resources));
    problems.extend(formerly::replaced(catalog.kinds, &specialised.resources));
    let holes = holes(&specialised, &checked);
    let given = Finder::new(inputs);
    let has_one_slot = stacks.have_one_slot();
    let mut names = std::mem::take(&mut plan.names);
    plan.parameters = Parameters::new(
        &Context { model, given: &given, checked: &checked, holes: &holes, has_one_slot },
        &mut names,
        &mut problems,
    );
    plan.names = names;
    stop_on_errors(&problems)?;

    let contents = Contents::new(&plan, &checked.open_rules, &mut problems);
    let templates = assembly::templates(&plan, &contents, &mut problems);
    let used: HashSet<&str> = templates
        .iter()
        .flat_map(|one| &one.template.parameters)
        .map(|parameter| parameter.id.as_str())
        .collect();
    let unused = plan.parameters.iter().filter(|parameter| !used.contains(parameter.id.as_str()));
    let unused = unused.filter(|parameter| given.find(&parameter.path).is_some());
    let without_effect: Vec<Problem> = unused.map(|one| without_effect(&one.path)).collect();
    let compiled = print(&plan, templates, formats, parts, &mut problems);
    problems.extend(without_effect);
    stop_on_errors(&problems)?;
    Ok(Compiled { warnings: problems, ..compiled })
}

/// The texts of templates, and problems if some are too large.
fn print(
    plan: &Plan<'_>,
    templates: Vec<Assembled<'_>>,
    formats: &[Format],
    parts: NonZeroU32,
    problems: &mut Vec<Problem>,
) -> Compiled {
    let mut compiled = Compiled::default();
    let mut exceeded = Vec::new();
    let mut sizes = HashMap::new();
    for assembled in templates {
        let mut stack = compiled::stack(plan, &assembled);
        let tree = assembled.template.tree();
        let mut is_too_large = false;
        for format in formats {
            let (extension, text) = match format {
                Format::Json => ("json", format!("{tree:#}\n")),
                Format::Yaml => ("yaml", yaml::print(&tree)),
            };
            let name = format!("{}.{extension}", stack.name);
            let over = limits::exceeded(&name, &tree, &text);
            is_too_large |= !over.is_empty();
            exceeded.extend(over);
            stack.files.push(name.clone());
            compiled.files.0.insert(name, text);
        }
        if is_too_large {
            let resources = tree.get("Resources").and_then(Json::as_object).into_iter().flatten();
            sizes.extend(resources.map(|(id, entry)| (id.clone(), limits::printed(entry))));
        }
        compiled.stacks.push(stack);
    }
    problems.extend(limits::problems(&exceeded, plan, &sizes, parts));
    if compiled.stacks.len() > 1 {
        match guide::page(plan.model, &compiled.stacks, parts) {
            Ok(page) => {
                compiled.files.0.insert(guide::NAME.to_owned(), page);
            }
            Err(problem) => problems.push(problem),
        }
    }
    compiled
}

/// Every open input that anything of the component reads.
fn holes<'a>(specialised: &'a Specialised, checked: &'a Checked) -> Vec<&'a Path> {
    let properties = specialised.resources.iter().flat_map(|resource| &resource.properties);
    let values = properties.map(|(_, value)| value);
    let outputs = specialised.outputs.iter().map(|output| &output.value);
    let rules = checked.open_rules.iter().map(|(must, _)| must);
    let mut seen: HashSet<&Path> = HashSet::new();
    let mut holes: Vec<&Path> = Vec::new();
    for expr in values.chain(outputs).chain(rules) {
        expr.walk(&mut |part| {
            if let Expr::Hole(path) = part
                && seen.insert(path)
            {
                holes.push(path);
            }
        });
    }
    holes
}

fn undecided(model: &Model, path: &Path) -> Problem {
    let late = |ty: &Type| matches!(ty, Type::List { element_stage: Stage::Value, .. });
    let has_late_elements = parameters::find(model, path).is_some_and(|(ty, _)| late(ty));
    Problem::error(
        "cloudformation/undecided",
        path.to_string(),
        "decides which resources there are, so a template cannot leave it open",
        if has_late_elements {
            "say how many elements it has and leave each one open: `[{ parameter: true }]`"
        } else {
            "give it a value"
        },
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
