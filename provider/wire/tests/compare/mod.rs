//! Finds where one set of protobuf descriptors disagrees with another one.

use std::collections::{BTreeMap, BTreeSet};

use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorSet};

/// Everything that two sides have to agree on, by full name: one line of text each.
type Facts = BTreeMap<String, String>;

/// Facts of `ours` that `theirs` does not share, apart from the names that `allowed` lists.
///
/// `allowed` has one name per line; empty lines and those that begin with `#` are comments. A name that
/// is not ours is a difference too, so the list cannot rot.
pub(crate) fn differences(
    ours: &FileDescriptorSet,
    theirs: &FileDescriptorSet,
    allowed: &str,
) -> Vec<String> {
    let (ours, theirs) = (facts(ours), facts(theirs));
    let allowed: BTreeSet<&str> = allowed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let rotten = allowed
        .iter()
        .filter(|name| !ours.contains_key(**name))
        .map(|name| format!("differences.txt lists `{name}`, which does not exist"));
    let different = ours
        .iter()
        .filter(|(name, fact)| theirs.get(*name) != Some(fact) && !allowed.contains(name.as_str()));
    different
        .map(|(name, fact)| {
            let official = theirs.get(name).map_or("nothing of this name", String::as_str);
            format!("{name}: ours is `{fact}`, official is `{official}`")
        })
        .chain(rotten)
        .collect()
}

fn facts(set: &FileDescriptorSet) -> Facts {
    let mut facts = Facts::new();
    for file in set.file.iter().filter(|file| file.package() != "google.protobuf") {
        for message in &file.message_type {
            add_message(&mut facts, file.package(), message);
        }
        for kind in &file.enum_type {
            add_enum(&mut facts, file.package(), kind);
        }
        for service in &file.service {
            for method in &service.method {
                let fact = format!(
                    "{} -> {}, streams: {} {}",
                    method.input_type(),
                    method.output_type(),
                    method.client_streaming(),
                    method.server_streaming()
                );
                let name = format!("{}.{}/{}", file.package(), service.name(), method.name());
                facts.insert(name, fact);
            }
        }
    }
    facts
}

fn add_message(facts: &mut Facts, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}.{}", message.name());
    for field in &message.field {
        let fact = field_fact(message, field);
        facts.insert(format!("{name}.{}", field.name()), fact);
    }
    for nested in &message.nested_type {
        add_message(facts, &name, nested);
    }
    for kind in &message.enum_type {
        add_enum(facts, &name, kind);
    }
}

fn field_fact(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    // An optional field sits in a oneof of its own, which is not one to users of the message.
    let oneof = field
        .oneof_index
        .filter(|_| !field.proto3_optional())
        .map(|index| message.oneof_decl[usize::try_from(index).unwrap()].name());
    let packed = field.options.as_ref().and_then(|options| options.packed).unwrap_or(true);
    format!(
        "{} {:?} {:?} {} optional: {} oneof: {oneof:?} packed: {packed}",
        field.number(),
        field.label(),
        field.r#type(),
        field.type_name(),
        field.proto3_optional(),
    )
}

fn add_enum(facts: &mut Facts, scope: &str, kind: &EnumDescriptorProto) {
    for value in &kind.value {
        let name = format!("{scope}.{}.{}", kind.name(), value.name());
        facts.insert(name, value.number().to_string());
    }
}
