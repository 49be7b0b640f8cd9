//! What the comparison says about our components is true.

use super::{ROWS, read};
use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::PropertyForm;
use privatelink_catalog::spelling::pascal_case;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{Component, Field, Model, Node, Type};
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn models() -> Vec<Model> {
    privatelink_components::COMPONENTS.iter().map(Component::model).collect()
}

#[test]
fn what_is_said_about_our_components_is_there() {
    let (models, data) = (models(), read(ROWS).unwrap());
    let mut wrong = Vec::new();
    for row in data.tables.iter().flat_map(|table| &table.rows) {
        let missing: Vec<&String> =
            row.places.iter().filter(|place| !is_there(place, &models)).collect();
        match (row.planned, missing.is_empty()) {
            (false, false) => wrong.push(format!("{}: there is no {missing:?}", row.id)),
            (true, true) => wrong.push(format!("{}: all there; remove `planned`", row.id)),
            _ => {}
        }
        assert!(!row.places.is_empty(), "{} is nowhere", row.id);
        let names = |section: &str| row.places.iter().any(|place| place.contains(section));
        let shown = match row.cloudformation.as_deref() {
            Some("custom resource") => names(".bridges."),
            Some("refused") => names(".absent."),
            other => other.is_none(),
        };
        assert!(shown, "{} does not show what a template does", row.id);
        let engines = [&row.pulumi, &row.terraform, &row.cloudformation];
        let refused = engines.iter().any(|engine| engine.as_deref() == Some("refused"));
        assert!(!refused || row.ours != "yes", "{}: an engine refuses it", row.id);
    }
    assert!(wrong.is_empty(), "comparison.toml:\n{}", wrong.join("\n"));
}

#[test]
fn every_row_of_the_matrix_is_there_once() {
    let data = read(ROWS).unwrap();
    let of = |component: &str| -> Vec<String> {
        let table = data.tables.iter().find(|table| table.component == component).unwrap();
        let known: BTreeSet<&String> = data.references.keys().collect();
        assert!(table.references.iter().all(|reference| known.contains(reference)));
        table.rows.iter().map(|row| row.id.clone()).collect()
    };
    let service: Vec<String> = (1..=21).map(|number| format!("P{number}")).collect();
    let consumer: Vec<String> = (1..=21).map(|number| format!("C{number}")).collect();
    assert_eq!(of("PrivateLinkService"), service);
    assert_eq!(of("PrivateLinkConsumer"), consumer);
}

#[test]
fn a_place_is_there_or_not() {
    let models = models();
    for place in [
        "PrivateLinkService.inputs.listeners.protocol=TLS",
        "PrivateLinkService.inputs.loadBalancer.subnets.subnetId",
        "PrivateLinkService.outputs.serviceName",
        "PrivateLinkService.resources.service",
        "PrivateLinkService.rules.listeners/too-many",
        "PrivateLinkService.bridges.accepted",
        "PrivateLinkConsumer.absent.endpoint.subnet_configuration",
        "privatelink cost",
    ] {
        assert!(is_there(place, &models), "{place}");
    }
    for place in [
        "PrivateLinkService.inputs.listeners.protocol=SMTP",
        "PrivateLinkService.inputs.name.first",
        "PrivateLinkService.outputs.nothing",
        "PrivateLinkService.rules",
        "PrivateLinkService.bridges.load_balancer",
        "PrivateLinkConsumer.absent.endpoint.vpc_id",
        "Nothing.inputs.name",
        "privatelink spend",
    ] {
        assert!(!is_there(place, &models), "{place}");
    }
}

#[test]
fn outputs_that_the_comparison_names_are_in_templates() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let deployed = corpus.cases.iter().filter(|(_, case)| case.has_template());
        let outputs: BTreeSet<String> =
            deployed.flat_map(|(name, _)| outputs(&corpus, &model, name)).collect();
        for (row, output) in outputs_of_templates(model.name) {
            count += 1;
            // An output of many is one for each key, named after it.
            if !outputs.iter().any(|known| known.starts_with(&pascal_case(&output))) {
                wrong.push(format!("{row}: no template has `{output}`"));
            }
        }
    }
    assert!(count > 5, "the comparison names outputs");
    assert!(wrong.is_empty(), "comparison.toml:\n{}", wrong.join("\n"));
}

/// Names of the outputs of the templates of a case.
fn outputs(corpus: &Corpus, model: &Model, case: &str) -> Vec<String> {
    let inputs = read_inputs(&corpus.filled_case(case).unwrap());
    let compiled = compile(model, &inputs, &[Format::Json]).unwrap();
    let templates = compiled.stacks.iter().flat_map(|stack| &stack.files);
    let outputs = templates.flat_map(|file| {
        let template: Json = serde_json::from_str(&compiled.files.0[file]).unwrap();
        let outputs = template["Outputs"].as_object().cloned().unwrap_or_default();
        outputs.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    });
    outputs.collect()
}

/// Whether a place such as `PrivateLinkService.inputs.name` is there.
fn is_there(place: &str, models: &[Model]) -> bool {
    if let Some(command) = place.strip_prefix("privatelink ") {
        let shown = format!("../../tests/corpus/cli/help_{command}.console");
        return std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(shown).exists();
    }
    let mut parts = place.splitn(3, '.');
    let (Some(component), Some(section), Some(rest)) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let Some(model) = models.iter().find(|model| model.name == component) else { return false };
    match section {
        "inputs" => {
            let (path, choice) =
                rest.split_once('=').map_or((rest, None), |(path, choice)| (path, Some(choice)));
            let found = field(&model.inputs, &path.split('.').collect::<Vec<_>>());
            found.is_some_and(|field| choice.is_none_or(|choice| takes(&field.ty, choice)))
        }
        "outputs" => model.outputs.iter().any(|output| output.name == rest),
        "resources" => model.find_node(rest).is_some(),
        "rules" => model.rules.iter().any(|rule| rule.id == rest),
        "bridges" => model.find_node(rest).is_some_and(is_bridged),
        "parallel" => model
            .find_node(rest)
            .and_then(|node| privatelink_catalog::find(node.kind))
            .is_some_and(|kind| kind.parallel.is_some()),
        "absent" => rest.split_once('.').is_some_and(|(label, property)| {
            let kind = model.find_node(label).and_then(|node| privatelink_catalog::find(node.kind));
            let found = kind.and_then(|kind| kind.find_property(property));
            found.is_some_and(|it| matches!(it.cloudformation, PropertyForm::Absent { .. }))
        }),
        _ => false,
    }
}

/// Outputs of a component that rows name, with the number of the row, where a template does what the row says.
fn outputs_of_templates(component: &str) -> Vec<(String, String)> {
    let data = read(ROWS).unwrap();
    let start = format!("{component}.outputs.");
    let rows = data.tables.iter().flat_map(|table| &table.rows);
    let in_templates = rows.filter(|row| row.cloudformation.as_deref() != Some("refused"));
    let named = in_templates.flat_map(|row| {
        let outputs = row.places.iter().filter_map(|place| place.strip_prefix(&start));
        outputs.map(|output| (row.id.clone(), output.to_owned()))
    });
    named.collect()
}

/// Whether a template needs a custom resource for it.
fn is_bridged(node: &Node) -> bool {
    privatelink_catalog::find(node.kind).is_some_and(|kind| kind.cloudformation.bridge().is_some())
}

fn field<'a>(fields: &'a [Field], path: &[&str]) -> Option<&'a Field> {
    let (first, rest) = path.split_first()?;
    let found = fields.iter().find(|field| *field.name == **first)?;
    match (rest, inner(&found.ty)) {
        ([], _) => Some(found),
        (_, Type::Object { fields, .. }) => field(fields, rest),
        _ => None,
    }
}

/// What lists and maps of a type hold in the end.
fn inner(ty: &Type) -> &Type {
    match ty {
        Type::List { element, .. } | Type::Map { element, .. } => inner(element),
        other => other,
    }
}

fn takes(ty: &Type, choice: &str) -> bool {
    matches!(inner(ty), Type::Choice { values, .. } if values.iter().any(|value| value == choice))
}
