//! `COMPARISON.md`: what others do and what our components do, and whether that is true.
//!
//! The rows are data, `schema/comparison.toml`. What is said about our components names where in them to look; a test
//! looks there. That a feature works is for the tests of engines to show.

use handlebars::{Handlebars, no_escape};
use privatelink_catalog::PropertyForm;
use privatelink_ir::{Field, Model, Node, Problem, Type};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("comparison.md.hbs");

/// The data.
pub const ROWS: &str = include_str!("../../../schema/comparison.toml");

/// Path of the committed page.
pub const PATH: &str = "COMPARISON.md";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Comparison {
    references: BTreeMap<String, String>,
    tables: Vec<Table>,
}

/// One component and those that do something like it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    component: String,
    title: String,
    references: Vec<String>,
    rows: Vec<Row>,
}

/// One feature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    feature: String,
    found: Vec<String>,
    evidence: String,
    ours: String,
    note: Option<String>,
    pulumi: Option<String>,
    terraform: Option<String>,
    cloudformation: Option<String>,
    #[serde(default)]
    planned: bool,
    /// Names in our components where the feature is: that it works is for the tests of engines to show.
    #[serde(rename = "where")]
    places: Vec<String>,
}

/// The page.
///
/// # Errors
///
/// The data cannot be read, or does not fit the layout.
pub fn compile(text: &str) -> Result<String, Problem> {
    let data = read(text)?;
    let mut layout = Handlebars::new();
    layout.register_escape_fn(no_escape);
    layout.set_strict_mode(true);
    layout.render_template(PAGE, &content(&data)?).map_err(|error| problem(&error.to_string()))
}

fn read(text: &str) -> Result<Comparison, Problem> {
    toml::from_str(text).map_err(|error| problem(&error.to_string()))
}

fn problem(message: &str) -> Problem {
    Problem::error("comparison/data", "comparison.toml", message, "correct the file")
}

fn content(data: &Comparison) -> Result<Json, Problem> {
    let references: Vec<Json> =
        data.references.iter().map(|(name, what)| json!({ "name": name, "what": what })).collect();
    let tables: Vec<Json> = data.tables.iter().map(table).collect::<Result<_, _>>()?;
    let planned = data.tables.iter().flat_map(|table| &table.rows).filter(|row| row.planned);
    let notes = match planned.count() {
        0 => "Every row is done.".to_owned(),
        1 => "One row is not done yet.".to_owned(),
        count => format!("{count} rows are not done yet."),
    };
    Ok(json!({ "references": references, "tables": tables, "notes": notes }))
}

fn table(table: &Table) -> Result<Json, Problem> {
    let rows = table.rows.iter().map(|row| {
        if row.found.len() != table.references.len() {
            let message = format!("`{}` needs {} verdicts", row.id, table.references.len());
            return Err(problem(&message));
        }
        let found: Vec<String> =
            row.found.iter().map(|verdict| shown(verdict)).collect::<Result<_, _>>()?;
        let places: Vec<String> = row.places.iter().map(|place| format!("`{place}`")).collect();
        Ok(json!({
            "id": row.id,
            "feature": row.feature,
            "found": found,
            "evidence": row.evidence.trim_end_matches('.'),
            "ours": ours(row)?,
            "where": if row.planned { "not yet".to_owned() } else { places.join(", ") },
        }))
    });
    let rows: Vec<Json> = rows.collect::<Result<_, _>>()?;
    let Table { component, title, references, .. } = table;
    Ok(json!({ "component": component, "title": title, "references": references, "rows": rows }))
}

/// What our components do, and where an engine does less.
fn ours(row: &Row) -> Result<String, Problem> {
    if row.planned {
        return Ok("*not yet*".to_owned());
    }
    let mut words = vec![shown(&row.ours)?];
    let engines = [
        ("Pulumi", &row.pulumi),
        ("Terraform", &row.terraform),
        ("CloudFormation", &row.cloudformation),
    ];
    words.extend(row.note.clone());
    let differing = engines.iter().filter_map(|(engine, differs)| {
        differs.as_ref().map(|differs| format!("{engine}: {differs}"))
    });
    words.extend(differing);
    Ok(words.join("; "))
}

/// A verdict with its sign: `partly: one port` becomes `◐ one port`.
fn shown(verdict: &str) -> Result<String, Problem> {
    let (word, note) = verdict.split_once(": ").unwrap_or((verdict, ""));
    let sign = match word {
        "yes" => "✓",
        "partly" => "◐",
        "no" => "✗",
        "unknown" => "?",
        "out" => "–",
        "refused" => "refused",
        _ => return Err(problem(&format!("`{verdict}` is no verdict"))),
    };
    Ok(if note.is_empty() { sign.to_owned() } else { format!("{sign} {note}") })
}

/// Whether a place such as `PrivateLinkService.inputs.name` is there.
pub fn is_there(place: &str, models: &[Model]) -> bool {
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
        "absent" => rest.split_once('.').is_some_and(|(label, property)| {
            let kind = model.find_node(label).and_then(|node| privatelink_catalog::find(node.kind));
            let found = kind.and_then(|kind| kind.find_property(property));
            found.is_some_and(|it| matches!(it.cloudformation, PropertyForm::Absent { .. }))
        }),
        _ => false,
    }
}

/// Outputs of a component that rows name, with the number of the row, where a template does what the row says.
///
/// # Errors
///
/// The data cannot be read.
pub fn outputs_of_templates(component: &str) -> Result<Vec<(String, String)>, Problem> {
    let data = read(ROWS)?;
    let start = format!("{component}.outputs.");
    let rows = data.tables.iter().flat_map(|table| &table.rows);
    let told = rows.filter(|row| row.cloudformation.as_deref() != Some("refused"));
    let named = told.flat_map(|row| {
        let outputs = row.places.iter().filter_map(|place| place.strip_prefix(&start));
        outputs.map(|output| (row.id.clone(), output.to_owned()))
    });
    Ok(named.collect())
}

/// Whether a template needs a custom resource for it, or for a property of it.
fn is_bridged(node: &Node) -> bool {
    let Some(kind) = privatelink_catalog::find(node.kind) else { return false };
    let mut set = node.properties.iter().filter_map(|(name, _)| kind.find_property(name.0));
    kind.cloudformation.bridge().is_some()
        || set.any(|it| matches!(it.cloudformation, PropertyForm::Bridge { .. }))
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

#[cfg(test)]
mod tests {
    use super::{ROWS, is_there, read};
    use privatelink_ir::{Component, Model};
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
        let service: Vec<String> = (1..=16).map(|number| format!("P{number}")).collect();
        let consumer: Vec<String> = (1..=18).map(|number| format!("C{number}")).collect();
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
        ] {
            assert!(!is_there(place, &models), "{place}");
        }
    }
}
