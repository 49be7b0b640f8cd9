//! Finds what a component asks of kinds that the catalog does not know, and labels that cannot be names.

use crate::engines::{CAPABILITIES, ENGINES};
use crate::spelling::pascal_case;
use crate::{KindEntry, KindForm, Property, PropertyType};
use privatelink_ir::{
    Engine, Expr, Field, Known, Model, Name, Node, Problem, Shape, Ty, Type, check_with,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an attribute of a node gives; `None` if the catalog does not know, or does not say.
pub fn type_of_attribute(node: &Node, name: Name) -> Option<Ty> {
    let text = || Arc::new(Shape::of(Ty::TEXT, Known::Early));
    Some(match crate::find(node.kind)?.find_attribute(name.0)?.ty {
        PropertyType::String => Ty::TEXT,
        PropertyType::Number => Ty::Number,
        PropertyType::Bool => Ty::Bool,
        PropertyType::StringList => Ty::List(text()),
        PropertyType::StringMap => Ty::Map(text()),
        PropertyType::Block | PropertyType::Blocks => return None,
    })
}

/// Every ill-formed part of a component. Empty: it compiles to every target and runs.
///
/// Beside what [`privatelink_ir::check`] finds: every kind, property, field, attribute and timeout that is not in the
/// catalog, every required property left out, every label that an engine cannot tell from another, and every node that an
/// engine would replace in the wrong order.
pub fn check(model: &Model) -> Vec<Problem> {
    let mut problems = check_with(model, &type_of_attribute);
    problems.extend(labels(model));
    for node in &model.nodes {
        match crate::find(node.kind) {
            Some(kind) => of_kind(node, kind, &mut problems),
            None => problems.push(problem(
                node.label,
                format!("is of the kind `{}`, which is not in the catalog", node.kind.0),
            )),
        }
    }
    let locals = model.locals.iter().map(|(_, value)| value);
    for expr in locals.chain(model.nodes.iter().flat_map(Node::expressions)) {
        attributes(model, expr, &ENGINES, &mut problems);
    }
    for output in &model.outputs {
        for expr in output.expressions() {
            let reads = |engine: &&'static Engine| std::ptr::eq(output.on(engine), expr);
            let engines: Vec<_> = ENGINES.into_iter().filter(reads).collect();
            attributes(model, expr, &engines, &mut problems);
        }
    }
    needs(&model.inputs, &mut problems);
    problems.extend(crate::order::problems(model));
    problems
}

/// Checks a node against what the catalog says of its kind.
fn of_kind(node: &Node, kind: &KindEntry, problems: &mut Vec<Problem>) {
    properties(node, kind, problems);
    formerly(node, kind, problems);
    for name in &node.set_once {
        let is_set = node.properties.iter().any(|(known, _)| known == name);
        let property = kind.find_property(name.0).filter(|it| it.needs.is_none());
        if property.is_none() || !is_set {
            problems.push(problem(
                node.label,
                format!("sets `{}` once, but does not set it for every engine", name.0),
            ));
        }
    }
    let operations = node.timeouts.iter().map(|timeout| timeout.operation);
    for operation in operations.filter(|operation| !kind.timeouts.contains(operation)) {
        problems.push(problem(
            node.label,
            format!("has a timeout of `{}`, which `{}` has not", operation.word(), kind.id),
        ));
    }
    if let KindForm::Fold { into, .. } | KindForm::Merge { into, .. } = &kind.cloudformation
        && !crate::KINDS.iter().any(|entry| entry.id == *into)
    {
        problems
            .push(problem(node.label, format!("is part of `{into}`, which is not in the catalog")));
    }
}

/// Checks what a node says that it was.
fn formerly(node: &Node, kind: &KindEntry, problems: &mut Vec<Problem>) {
    for was in &node.formerly {
        let message = if kind.lookup {
            Some("was something else, but no engine remembers what is only read".to_owned())
        } else {
            let strange = was.kind.filter(|kind| crate::find(*kind).is_none_or(|it| it.lookup));
            strange.map(|kind| format!("was of the kind `{}`, which nothing is made of", kind.0))
        };
        problems.extend(message.map(|message| problem(node.label, message)));
    }
}

/// Checks that a node sets properties that its kind has, and all that it needs.
fn properties(node: &Node, kind: &KindEntry, problems: &mut Vec<Problem>) {
    for (name, value) in &node.properties {
        match kind.find_property(name.0) {
            Some(property) => fields(node.label, property, value, problems),
            None => problems.push(problem(
                node.label,
                format!("sets `{}`, which `{}` does not have", name.0, kind.id),
            )),
        }
    }
    for property in kind.properties.iter().filter(|property| property.required) {
        if !node.properties.iter().any(|(name, _)| name.0 == property.name) {
            problems.push(problem(
                node.label,
                format!("leaves out `{}`, which `{}` needs", property.name, kind.id),
            ));
        }
    }
}

/// Checks that labels are what names are made of. In a template, words are all that is left of them, and of what they were.
fn labels(model: &Model) -> Vec<Problem> {
    let mut known: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let mut problems = Vec::new();
    let all = model.nodes.iter().flat_map(|node| {
        let former = node.formerly.iter().filter_map(|was| was.label);
        former.chain([node.label]).map(|label| (label, node.label))
    });
    for (label, node) in all {
        let message = match known.insert(pascal_case(label), (label, node)) {
            _ if !is_label(label) => "is no label that every engine can make a name of".to_owned(),
            Some((other, by)) if other != label && by != node => {
                format!("is the same name in a template as `{other}`")
            }
            _ => continue,
        };
        let help = "use another label, of lower-case letters, digits and underscores";
        problems.push(Problem::error("catalog/label", label, message, help));
    }
    problems
}

/// Whether every engine can make a name of a label.
fn is_label(label: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    label.starts_with(|first: char| first.is_ascii_lowercase())
        && label.chars().all(|letter| is_letter(letter) || letter == '_')
}

/// Checks what inputs need of engines.
fn needs(fields: &[Field], problems: &mut Vec<Problem>) {
    for field in fields {
        let is_known = |name: &Arc<str>| CAPABILITIES.iter().any(|known| *known.0 == **name);
        if let Some(name) = field.needs.as_ref().filter(|name| !is_known(name)) {
            let message = format!("needs `{name}`, which is no capability of engines");
            problems.push(problem(&field.name, message));
        }
        if let Type::Object { fields, .. } = &field.ty {
            needs(fields, problems);
        }
    }
}

/// Checks what some engines read of nodes.
fn attributes(model: &Model, expr: &Expr, engines: &[&Engine], problems: &mut Vec<Problem>) {
    expr.walk(&mut |part| {
        let (Expr::Attribute { node, name, .. } | Expr::Instances { node, name }) = part else {
            return;
        };
        let Some(kind) = model.find_node(node).and_then(|node| crate::find(node.kind)) else {
            return;
        };
        match kind.find_attribute(name.0) {
            None => problems.push(problem(node, format!("has no attribute `{}`", name.0))),
            Some(attribute) => {
                let lacks = |engine: &&&Engine| !attribute.is_on(engine);
                if let Some(engine) = engines.iter().find(lacks) {
                    let message = format!("has no attribute `{}` in {}", name.0, engine.title);
                    problems.push(problem(node, message));
                }
            }
        }
    });
}

/// Checks the field names of blocks, wherever an object is written down.
fn fields(label: &str, property: &Property, value: &Expr, problems: &mut Vec<Problem>) {
    if property.fields.is_empty() {
        return;
    }
    match value {
        Expr::Object(entries) => {
            for (name, _) in &**entries {
                if property.find_field(name).is_none() {
                    problems.push(problem(
                        label,
                        format!("sets `{}.{name}`, which is not there", property.name),
                    ));
                }
            }
        }
        Expr::For(inner) => fields(label, property, &inner.value, problems),
        Expr::If(_, then, otherwise) => {
            fields(label, property, then, problems);
            fields(label, property, otherwise, problems);
        }
        Expr::List(items) => items.iter().for_each(|item| fields(label, property, item, problems)),
        _ => {}
    }
}

fn problem(label: &str, message: String) -> Problem {
    Problem::error(
        "catalog/unknown",
        label,
        message,
        "use a name of the catalog, or add it to the file of the kind",
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::ec2::{
        vpc_endpoint as endpoint, vpc_endpoint_details as details,
        vpc_endpoint_private_dns as private_dns,
    };
    use crate::engines::LOOK_UPS;
    use crate::route53::zone;
    use privatelink_ir::graph::{Output, node, output};
    use privatelink_ir::{Expr, Kind, Model, Name, Node, Operation, Type, Was};

    fn empty() -> Model {
        Model {
            name: "Example",
            formerly: &[],
            doc: String::new(),
            inputs: Vec::new(),
            locals: Vec::new(),
            nodes: Vec::new(),
            rules: Vec::new(),
            outputs: Vec::new(),
        }
    }

    /// Problems with a node that has all timeouts.
    fn problems(node: Node) -> Vec<String> {
        let limited = Operation::ALL
            .into_iter()
            .fold(node, |node, operation| node.timeout(operation, Expr::NULL, "10m"));
        let model = Model { nodes: vec![limited], ..empty() };
        check(&model).iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn what_only_some_engines_have_is_read_on_them() {
        let read = || {
            node("details", details::KIND).attribute(details::ZONAL_DNS_NAMES).lookup("use1-az1")
        };
        let told = |output: Output| {
            let nodes = vec![node("details", details::KIND).set(details::ID, "vpce-1")];
            let model = Model { nodes, outputs: vec![output], ..empty() };
            check(&model).iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
        };
        let name = |value| output("name", Type::text(), "Name.", value).optional();
        let by_name = |value| name(Expr::NULL).on_engines_without(LOOK_UPS, value);
        assert_eq!(told(by_name(read())), [""; 0]);
        assert_eq!(told(name(read())), ["has no attribute `zonal_dns_names` in Pulumi"]);
        let unknown = || node("details", details::KIND).attribute(Name("colour"));
        assert_eq!(told(by_name(unknown())), ["has no attribute `colour`"]);
    }

    #[test]
    fn what_is_set_once_is_set() {
        let endpoint = || node("endpoint", endpoint::KIND).set(endpoint::VPC_ID, "vpc-1");
        assert_eq!(problems(endpoint().set_once(&[endpoint::VPC_ID])), [""; 0]);
        let message =
            |name: &str| format!("sets `{name}` once, but does not set it for every engine");
        let unset = endpoint().set_once(&[endpoint::SERVICE_NAME, Name("colour")]);
        assert_eq!(problems(unset), [message("service_name"), message("colour")]);
    }

    #[test]
    fn what_something_was_is_known_to_engines() {
        let endpoint = |was: Was| {
            problems(node("endpoint", endpoint::KIND).set(endpoint::VPC_ID, "vpc-1").formerly(was))
        };
        assert_eq!(endpoint(Was::default().label("door")), [""; 0]);
        let no_name = "is no label that every engine can make a name of";
        assert_eq!(endpoint(Was::default().label("Door")), [no_name]);
        assert_eq!(endpoint(Was::default().kind(zone::KIND)), [""; 0]);
        for kind in [details::KIND, Kind("ec2/nothing")] {
            let message = format!("was of the kind `{}`, which nothing is made of", kind.0);
            assert_eq!(endpoint(Was::default().kind(kind)), [message]);
        }
        let read = node("details", details::KIND).set(details::ID, "vpce-1");
        let model = Model { nodes: vec![read.formerly(Was::default().label("seen"))], ..empty() };
        let message = "was something else, but no engine remembers what is only read";
        assert_eq!(check(&model).iter().map(|it| &*it.message).collect::<Vec<_>>(), [message]);
    }

    #[test]
    fn labels_are_names_in_every_engine() {
        let told = |labels: &[&'static str]| {
            let zone = |label: &&'static str| node(label, zone::KIND).set(zone::NAME, "a.example");
            let model = Model { nodes: labels.iter().map(zone).collect(), ..empty() };
            check(&model).iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(told(&["zone", "zone_1", "zones"]), [""; 0]);
        assert_eq!(told(&["zone_1", "zone1"]), ["is the same name in a template as `zone_1`"]);
        let zone = |label| node(label, zone::KIND).set(zone::NAME, "a.example");
        let renamed = |label| zone(label).formerly(Was::default().label("zone_1"));
        let alike = |nodes| check(&Model { nodes, ..empty() }).len();
        assert_eq!(
            (alike(vec![renamed("one"), zone("zone1")]), alike(vec![renamed("zone1")])),
            (1, 0)
        );
        let no_name = "is no label that every engine can make a name of";
        assert_eq!(told(&["Zone", "a-b", "1st", ""]), [no_name; 4]);
    }

    #[test]
    fn timeouts_are_of_kinds_that_have_them() {
        let limited = node("endpoint", endpoint::KIND).set(endpoint::VPC_ID, "vpc-1");
        assert_eq!(problems(limited), [""; 0]);
        let unlimited = node("names", private_dns::KIND)
            .set(private_dns::VPC_ENDPOINT_ID, "vpce-1")
            .set(private_dns::PRIVATE_DNS_ENABLED, true);
        let has = |operation: Operation| {
            let kind = private_dns::KIND.0;
            format!("has a timeout of `{}`, which `{kind}` has not", operation.word())
        };
        assert_eq!(problems(unlimited), Operation::ALL.map(has));
        assert_eq!(
            problems(node("nothing", Kind("ec2/nothing"))),
            ["is of the kind `ec2/nothing`, which is not in the catalog"]
        );
    }
}
