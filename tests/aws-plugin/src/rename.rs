//! Renames types in URNs, and properties in inputs, states, differences and failures.

use crate::kinds::{INNER_LISTS, Kind, LISTS_OF_ONE, OBJECTS, TEXT, find};
use privatelink_wire::prost_types::value::Kind as Form;
use privatelink_wire::prost_types::{ListValue, Struct, Value};

/// What the bridge adds to a state to get Terraform's back out of it, in which lists without elements are there.
const RAW: &str = "__pulumi_raw_state_delta";

/// Renames the type at the end of a URN, and says which it was.
pub(crate) fn urn(urn: &mut String) -> Option<&'static Kind> {
    let parts: Vec<&str> = urn.splitn(4, "::").collect();
    let [stack, project, types, name] = parts.as_slice() else { return None };
    let (parents, last) = match types.rsplit_once('$') {
        Some((parents, last)) => (format!("{parents}$"), last),
        None => (String::new(), *types),
    };
    let kind = find(last)?;
    *urn = format!("{stack}::{project}::{parents}{}::{name}", kind.bridge);
    Some(kind)
}

/// Gives properties the bridge's names.
pub(crate) fn to_bridge(kind: Option<&Kind>, properties: &mut Option<Struct>) {
    let (Some(kind), Some(properties)) = (kind, properties) else { return };
    for (_, name) in LISTS_OF_ONE.iter().filter(|(token, _)| *token == kind.aws) {
        if let Some(value) = properties.fields.get_mut(*name)
            && let Some(Form::ListValue(list)) = &mut value.kind
            && let Some(only) = list.values.pop()
        {
            *value = only;
        }
    }
    for (_, name) in TEXT.iter().filter(|(token, _)| *token == kind.aws) {
        if let Some(value) = properties.fields.get_mut(*name)
            && let Some(Form::NumberValue(number)) = value.kind
        {
            value.kind = Some(Form::StringValue(number.to_string()));
        }
    }
    for (_, around, aws, bridge) in INNER_LISTS.iter().filter(|(token, ..)| *token == kind.aws) {
        for block in blocks(properties, around) {
            if let Some(value) = block.fields.remove(*aws) {
                block.fields.insert((*bridge).to_owned(), list_of(value));
            }
        }
    }
    let is_state = properties.fields.contains_key(RAW);
    for (_, name, inner) in OBJECTS.iter().filter(|(token, ..)| *token == kind.aws) {
        let Some(value) = properties.fields.remove(*name) else {
            if is_state {
                properties.fields.insert((*name).to_owned(), list_of(None));
            }
            continue;
        };
        let Some(Form::StructValue(mut block)) = value.kind else {
            properties.fields.insert((*name).to_owned(), list_of(value));
            continue;
        };
        for (aws, bridge) in *inner {
            let value = block.fields.remove(*aws);
            if is_state || value.is_some() {
                block.fields.insert((*bridge).to_owned(), list_of(value));
            }
        }
        let block = Value { kind: Some(Form::StructValue(block)) };
        properties.fields.insert((*name).to_owned(), list_of(block));
    }
    for (bridge, aws) in &kind.properties {
        if let Some(value) = properties.fields.remove(*aws) {
            properties.fields.insert((*bridge).to_owned(), value);
        }
    }
}

/// The objects in a list.
fn blocks<'a>(properties: &'a mut Struct, name: &str) -> impl Iterator<Item = &'a mut Struct> {
    let list = match properties.fields.get_mut(name).and_then(|value| value.kind.as_mut()) {
        Some(Form::ListValue(list)) => list.values.as_mut_slice(),
        _ => &mut [],
    };
    list.iter_mut().filter_map(|value| match &mut value.kind {
        Some(Form::StructValue(block)) => Some(block),
        _ => None,
    })
}

fn list_of(only: impl Into<Option<Value>>) -> Value {
    let values = only.into().into_iter().collect();
    Value { kind: Some(Form::ListValue(ListValue { values })) }
}

/// Gives properties the names of pulumi-aws.
pub(crate) fn to_aws(kind: Option<&Kind>, properties: &mut Option<Struct>) {
    let (Some(kind), Some(properties)) = (kind, properties) else { return };
    for (bridge, aws) in &kind.properties {
        if let Some(value) = properties.fields.remove(*bridge) {
            properties.fields.insert((*aws).to_owned(), value);
        }
    }
    for (_, name) in TEXT.iter().filter(|(token, _)| *token == kind.aws) {
        if let Some(value) = properties.fields.get_mut(*name)
            && let Some(Form::StringValue(text)) = &value.kind
            && let Ok(number) = text.parse()
        {
            value.kind = Some(Form::NumberValue(number));
        }
    }
    for (_, name) in LISTS_OF_ONE.iter().filter(|(token, _)| *token == kind.aws) {
        if let Some(value) = properties.fields.get_mut(*name)
            && matches!(value.kind, Some(Form::StructValue(_)))
        {
            *value = list_of(value.clone());
        }
    }
    for (_, around, aws, bridge) in INNER_LISTS.iter().filter(|(token, ..)| *token == kind.aws) {
        for block in blocks(properties, around) {
            if let Some(value) = block.fields.remove(*bridge) {
                let only = match value.kind {
                    Some(Form::ListValue(list)) => list.values.into_iter().next(),
                    _ => Some(value),
                };
                block.fields.extend(only.map(|only| ((*aws).to_owned(), only)));
            }
        }
    }
    for (_, name, inner) in OBJECTS.iter().filter(|(token, ..)| *token == kind.aws) {
        unwrap(properties, name, name);
        let block = properties.fields.get_mut(*name).and_then(|value| value.kind.as_mut());
        if let Some(Form::StructValue(block)) = block {
            for (aws, bridge) in *inner {
                unwrap(block, bridge, aws);
            }
        }
    }
}

/// Puts the only element of a list in its place, under another name; an empty list is nothing.
fn unwrap(around: &mut Struct, from: &str, to: &str) {
    let Some(value) = around.fields.remove(from) else { return };
    let only = match value.kind {
        Some(Form::ListValue(list)) => list.values.into_iter().next(),
        _ => Some(value),
    };
    around.fields.extend(only.map(|only| (to.to_owned(), only)));
}

/// Gives the first step of a property path the name of pulumi-aws.
pub(crate) fn path_to_aws(kind: Option<&Kind>, path: &mut String) {
    rename_path(kind, path, |(bridge, aws)| (bridge, aws));
    let token = kind.map_or("", |kind| kind.aws);
    for (_, name, inner) in OBJECTS.iter().filter(|(of, ..)| *of == token) {
        let Some(rest) = path.strip_prefix(&format!("{name}[0]")) else { continue };
        let mut rest = rest.to_owned();
        for (aws, bridge) in *inner {
            rest = rest.replace(&format!(".{bridge}[0]"), &format!(".{aws}"));
        }
        *path = format!("{name}{rest}");
    }
}

/// Gives the first step of a property path the bridge's name.
pub(crate) fn path_to_bridge(kind: Option<&Kind>, path: &mut String) {
    rename_path(kind, path, |(bridge, aws)| (aws, bridge));
}

type Names = (&'static str, &'static str);

fn rename_path(kind: Option<&Kind>, path: &mut String, order: fn(Names) -> Names) {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (first, rest) = path.split_at(end);
    let pairs = kind.into_iter().flat_map(|kind| &kind.properties).map(|pair| order(*pair));
    if let Some((_, to)) = pairs.into_iter().find(|(from, _)| *from == first) {
        *path = format!("{to}{rest}");
    }
}

#[cfg(test)]
mod tests {
    use super::{path_to_aws, urn};

    #[test]
    fn only_the_last_type_of_a_urn_is_renamed() {
        let mut text = "urn:pulumi:dev::p::privatelink:index:PrivateLinkService$aws:ec2/securityGroup:SecurityGroup::a::b".to_owned();
        let kind = urn(&mut text);
        assert_eq!(
            text,
            "urn:pulumi:dev::p::privatelink:index:PrivateLinkService$aws:index/securityGroup:SecurityGroup::a::b"
        );
        let mut path = "ingresses[0].fromPort".to_owned();
        path_to_aws(kind, &mut path);
        assert_eq!(path, "ingress[0].fromPort");
    }
}
