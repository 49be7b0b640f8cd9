//! From the names of the catalog to those of the Pulumi package, at every depth.

use privatelink_catalog::engines::PULUMI;
use privatelink_catalog::{KindEntry, Property, PropertyType};
use privatelink_ir::Name;
use privatelink_wire::value::{Output, Properties, Value, show_number};

/// Inputs of a resource with the names and types of the package.
pub(crate) fn spell(
    kind: &KindEntry,
    properties: impl IntoIterator<Item = (Name, Output)>,
) -> Properties {
    let spelled = properties.into_iter().filter_map(|(name, output)| {
        // INVARIANT: the check of a component finds properties that the catalog does not know.
        let property = kind.find_property(name.0)?;
        if !property.is_on(&PULUMI) {
            return None;
        }
        Some((property.pulumi.to_owned(), value(property, output)))
    });
    spelled.collect()
}

/// Outputs of a resource that show what is secret in these inputs. The engine knows those of the same name itself.
pub(crate) fn echoes(kind: &KindEntry, inputs: &Properties) -> Vec<String> {
    let properties = kind.properties.iter();
    let secret = properties
        .filter(|property| inputs.get(property.pulumi).is_some_and(Output::contains_secret));
    secret.filter_map(|property| property.echo).map(str::to_owned).collect()
}

fn value(property: &Property, output: Output) -> Output {
    let spelled = output.value.map(|value| match (property.ty, value) {
        (PropertyType::Block | PropertyType::Blocks, found) => block(property, found),
        // Ports of health checks and the like: numbers that may also be words.
        (PropertyType::String, Value::Number(number)) => Value::String(show_number(number)),
        (PropertyType::String, Value::Bool(value)) => Value::String(value.to_string()),
        (_, found) => found,
    });
    Output { value: spelled, ..output }
}

fn block(property: &Property, found: Value) -> Value {
    match found {
        Value::List(blocks) => {
            Value::List(blocks.into_iter().map(|block| value(property, block)).collect())
        }
        Value::Object(members) => {
            let spelled = members.into_iter().filter_map(|(name, member)| {
                let field = property.find_field(&name).filter(|it| it.is_on(&PULUMI))?;
                Some((field.pulumi.to_owned(), value(field, member)))
            });
            Value::Object(spelled.collect())
        }
        other => other,
    }
}
