//! From drafts to templates: who hands what to whom.

use super::builder::Builder;
use super::drafts::{Contents, Draft};
use super::handover::{List, lists, source};
use super::intrinsics::{join, pseudo_parameter};
use super::plan::Plan;
use super::sources::{Import, Lists};
use super::template::{Template, describe};
use privatelink_catalog::PropertyType;
use privatelink_catalog::identity::name_of;
use privatelink_ir::{Fact, Problem};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap};

/// The template of one stack, and what it gets of other stacks.
#[derive(Debug)]
pub(super) struct Assembled<'a> {
    /// Which stack.
    pub(super) stack: usize,
    /// Its template.
    pub(super) template: Template<'a>,
    /// Parameters that are not inputs, and where their values are.
    pub(super) imports: Vec<(String, Origin)>,
}

/// Where the value of a parameter is that is no input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The output of the same name of an earlier stack.
    Stack(usize),
    /// What is so where the stacks of a slot are.
    Place(&'static str, Fact),
}

/// Lists of attributes by the stack that reads them.
type ListsOf = BTreeMap<usize, (Lists, Vec<List>)>;

/// The templates of all stacks that have a resource, in their order.
pub(super) fn templates<'a>(
    plan: &'a Plan<'a>,
    contents: &Contents<'a>,
    problems: &mut Vec<Problem>,
) -> Vec<Assembled<'a>> {
    let no_lists = Lists::default();
    let draft = |stack: &usize| contents.draft(plan, *stack, &no_lists);
    let mut drafts: Vec<Draft<'_>> = contents.stacks.iter().map(draft).collect();
    contents.assert(&mut drafts, plan.stacks.has_parts());
    let in_lists = lists(plan, &contents.stacks, &drafts);
    for draft in &mut drafts {
        if let Some((lists, _)) = in_lists.get(&draft.builder.stack) {
            *draft = contents.draft(plan, draft.builder.stack, lists);
        }
    }
    if !in_lists.is_empty() {
        contents.assert(&mut drafts, plan.stacks.has_parts());
    }
    let handed: Vec<Vec<Handed>> =
        drafts.iter().map(|draft| handed_to(plan, contents, draft, &in_lists)).collect();
    export(&handed, &mut drafts);
    let count = drafts.len();
    let all = drafts.into_iter().zip(handed).enumerate();
    all.map(|(at, (mut draft, handed))| {
        problems.append(&mut draft.builder.problems);
        let note = match count {
            1 => String::new(),
            _ => format!(" Stack {} of {count}.", at + 1),
        };
        let mut parameters = Map::new();
        for one in &handed {
            if parameters.insert(one.id.clone(), one.definition(plan)).is_some() {
                problems.push(same_parameter(&one.id));
            }
        }
        let template = Template {
            description: describe(plan.model, &note),
            parameters: plan.parameters.among(&draft.reads),
            imports: parameters,
            rules: draft.rules,
            conditions: draft.builder.lower.conditions.section().clone(),
            resources: draft.resources,
            outputs: draft.outputs,
        };
        let imports = handed.into_iter().map(|one| (one.id, one.origin)).collect();
        Assembled { stack: draft.builder.stack, template, imports }
    })
    .collect()
}

fn same_parameter(id: &str) -> Problem {
    Problem::error(
        "cloudformation/same-id",
        "",
        format!("two values of other stacks would be the parameter `{id}`"),
        "report it: labels of the component have to be told apart",
    )
}

/// What stands in a parameter that is no input.
struct Handed {
    id: String,
    origin: Origin,
    imports: Vec<Import>,
    is_list: bool,
}

impl Handed {
    /// The entry of `Parameters`.
    fn definition(&self, plan: &Plan<'_>) -> Json {
        let id = &self.id;
        let doc = match &self.origin {
            Origin::Stack(stack) => {
                format!("Output `{id}` of the stack made of {}.", plan.stacks.name(*stack))
            }
            Origin::Place(slot, fact) => {
                format!("`{}` of the stacks of the slot `{slot}`.", pseudo_parameter(*fact))
            }
        };
        let kind = if self.is_list { "CommaDelimitedList" } else { "String" };
        json!({ "Type": kind, "Description": doc })
    }
}

/// What a stack gets of others, in the order of its parameters.
fn handed_to(
    plan: &Plan<'_>,
    contents: &Contents<'_>,
    draft: &Draft<'_>,
    in_lists: &ListsOf,
) -> Vec<Handed> {
    let to = draft.builder.stack;
    let none = Lists::default();
    let (lists, found) = match in_lists.get(&to) {
        Some((lists, found)) => (lists, found.as_slice()),
        None => (&none, [].as_slice()),
    };
    let mut all = Vec::new();
    for (import, id) in draft.imports(lists) {
        let origin = match (source(plan, &contents.stacks, &import, to), &import) {
            _ if lists.contains_key(&import) => continue,
            (Some(stack), _) => Origin::Stack(stack),
            (None, Import::Fact(slot, fact)) => Origin::Place(slot, *fact),
            (None, Import::Attribute { .. }) => continue,
        };
        let is_list = is_list(plan, &import);
        all.push(Handed { id, origin, imports: vec![import], is_list });
    }
    for List { id, from, members } in found.iter().filter(|list| draft.reads.contains(&*list.id)) {
        let (id, origin, imports) = ((**id).to_owned(), Origin::Stack(*from), members.clone());
        all.push(Handed { id, origin, imports, is_list: true });
    }
    all
}

/// Adds the outputs that hand something to other stacks.
fn export(handed: &[Vec<Handed>], drafts: &mut [Draft<'_>]) {
    let mut wanted: BTreeMap<usize, Vec<&Handed>> = BTreeMap::new();
    for one in handed.iter().flatten() {
        if let Origin::Stack(from) = one.origin {
            wanted.entry(from).or_default().push(one);
        }
    }
    let doc = match drafts.len() {
        2 => "For the other template of the component.",
        _ => "For other templates of the component.",
    };
    for draft in drafts {
        let mut done: HashMap<&str, &[Import]> = HashMap::new();
        for one in wanted.remove(&draft.builder.stack).unwrap_or_default() {
            match done.insert(&one.id, &one.imports) {
                Some(imports) if *imports == *one.imports => continue,
                None if !draft.outputs.contains_key(&one.id) => {}
                _ => draft.builder.problems.push(same_output(&one.id)),
            }
            match draft.builder.handed_over(&one.imports) {
                Ok(value) => {
                    let entry = json!({ "Description": doc, "Value": value });
                    draft.outputs.insert(one.id.clone(), entry);
                }
                Err(problem) => draft.builder.problems.push(problem),
            }
        }
    }
}

fn same_output(id: &str) -> Problem {
    Problem::error(
        "cloudformation/same-id",
        "",
        format!("two values would be the output `{id}`"),
        "report it: labels and outputs of the component have to be told apart",
    )
}

impl Builder<'_> {
    /// What other stacks read, as one text.
    fn handed_over(&mut self, imports: &[Import]) -> Result<Json, Problem> {
        let mut values = Vec::with_capacity(imports.len());
        for import in imports {
            let value = self.lower.handed_over(import);
            values.push(value.map_err(|refusal| {
                let label = match import {
                    Import::Attribute { of, .. } => name_of(of),
                    Import::Fact(_, fact) => fact.0.to_owned(),
                };
                refusal.problem(&label, None)
            })?);
        }
        Ok(match values.len() {
            1 => values.pop().unwrap_or_default(),
            _ => join(",", Json::Array(values)),
        })
    }
}

fn is_list(plan: &Plan<'_>, import: &Import) -> bool {
    let Import::Attribute { of, name, entry: None } = import else { return false };
    let place = plan.find(of).ok();
    let attribute = place.and_then(|place| place.kind.find_attribute(name.0));
    attribute.is_some_and(|attribute| attribute.ty == PropertyType::StringList)
}
