//! The requests that register a component and its children.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_ir::{Limit, Operation};
use privatelink_wire::prost_types::Struct;
use privatelink_wire::pulumi::register_resource_request::{
    CustomTimeouts, PropertyDependencies, ResourceHooksBinding,
};
use privatelink_wire::pulumi::{Alias, ConstructRequest, RegisterResourceRequest};
use privatelink_wire::value::{self, Properties};

use crate::inputs;

/// What every registration says: how values and results may be written in the answer.
fn accepting() -> RegisterResourceRequest {
    RegisterResourceRequest {
        accept_secrets: true,
        accept_resources: true,
        supports_partial_values: true,
        supports_result_reporting: true,
        alias_specs: true,
        ..RegisterResourceRequest::default()
    }
}

/// The registration of the component itself.
///
/// Type, name and parent are the key under which the engine keeps what the program attached to the
/// component, so they go back exactly as they came. Every option goes along, and what was absent stays
/// absent: children inherit from here. `inputs` are the decoded inputs of `request`, `aliases` its own and more.
pub(crate) fn of_component(
    request: &ConstructRequest,
    aliases: Vec<Alias>,
    inputs: &Properties,
) -> RegisterResourceRequest {
    RegisterResourceRequest {
        r#type: request.r#type.clone(),
        name: request.name.clone(),
        parent: request.parent.clone(),
        object: Some(value::encode_registration(inputs)),
        property_dependencies: property_dependencies(inputs::dependencies(inputs)),
        // An empty URN is refused, and an empty provider taken for one of the component's own package.
        dependencies: without_empty(&request.dependencies),
        providers: request
            .providers
            .iter()
            .filter(|(_, provider)| !provider.is_empty())
            .map(|(package, provider)| (package.clone(), provider.clone()))
            .collect(),
        aliases,
        protect: request.protect,
        retain_on_delete: request.retain_on_delete,
        delete_before_replace: request.delete_before_replace.unwrap_or_default(),
        delete_before_replace_defined: request.delete_before_replace.is_some(),
        deleted_with: request.deleted_with.clone(),
        additional_secret_outputs: request.additional_secret_outputs.clone(),
        custom_timeouts: request.custom_timeouts.clone().map(|timeouts| CustomTimeouts {
            create: timeouts.create,
            update: timeouts.update,
            delete: timeouts.delete,
            read: timeouts.read,
        }),
        ignore_changes: request.ignore_changes.clone(),
        replace_on_changes: request.replace_on_changes.clone(),
        replace_with: without_empty(&request.replace_with),
        replacement_trigger: request.replacement_trigger.clone(),
        hooks: request.resource_hooks.clone().map(|hooks| ResourceHooksBinding {
            before_create: hooks.before_create,
            after_create: hooks.after_create,
            before_update: hooks.before_update,
            after_update: hooks.after_update,
            before_delete: hooks.before_delete,
            after_delete: hooks.after_delete,
            on_error: hooks.on_error,
        }),
        parent_stack_trace_handle: request.stack_trace_handle.clone(),
        ..accepting()
    }
}

/// One cloud resource of a component.
#[derive(Debug)]
pub(crate) struct Child {
    /// Type token.
    pub(crate) token: &'static str,
    /// Name of the resource.
    pub(crate) name: String,
    /// What it was called.
    pub(crate) aliases: Vec<Alias>,
    /// URN of the component.
    pub(crate) parent: String,
    /// Outputs that are secret although no input of the same name is.
    pub(crate) secret_outputs: Vec<String>,
    /// URNs of resources that have to exist first, mentioned in inputs or not.
    pub(crate) after: BTreeSet<String>,
    /// Provider, as `urn::id`; empty lets the engine choose.
    pub(crate) provider: String,
    /// Version of the package; empty lets the engine choose.
    pub(crate) version: String,
    /// Inputs whose later changes the engine ignores.
    pub(crate) ignore_changes: Vec<String>,
    /// Whether the old one has to go before a replacement is made. The engine decides otherwise.
    pub(crate) delete_before_replace: bool,
    /// How long the engine waits; it decides about operations that are not there.
    pub(crate) limits: Vec<Limit>,
    /// To be sent back with every request.
    pub(crate) stack_trace_handle: String,
}

impl Child {
    /// The registration with these inputs, which have the names of the package. `own` are the URNs of the component and
    /// what is above it: waiting for those would never end.
    pub(crate) fn into_request(self, inputs: &Properties, own: &[&str]) -> RegisterResourceRequest {
        let is_other = |urn: &String| !own.contains(&urn.as_str());
        let object: Struct = value::encode_registration(inputs);
        let mut all = self.after;
        all.retain(is_other);
        // Every input has an entry: without any, the engine would take every input to depend on everything.
        let property_dependencies =
            inputs.iter().filter(|(name, _)| object.fields.contains_key(*name));
        let property_dependencies = property_dependencies.map(|(name, input)| {
            let mut urns = input.all_dependencies();
            urns.retain(is_other);
            all.extend(urns.iter().cloned());
            (name.clone(), PropertyDependencies { urns: urns.into_iter().collect() })
        });
        let property_dependencies = property_dependencies.collect();
        RegisterResourceRequest {
            r#type: self.token.to_owned(),
            name: self.name,
            aliases: self.aliases,
            parent: self.parent,
            custom: true,
            dependencies: all.into_iter().collect(),
            property_dependencies,
            object: Some(object),
            additional_secret_outputs: self.secret_outputs,
            provider: self.provider,
            version: self.version,
            ignore_changes: self.ignore_changes,
            delete_before_replace: self.delete_before_replace,
            // Left open otherwise: the package knows kinds of its own that have to go first.
            delete_before_replace_defined: self.delete_before_replace,
            custom_timeouts: custom_timeouts(self.limits),
            parent_stack_trace_handle: self.stack_trace_handle,
            ..accepting()
        }
    }
}

/// Timeouts, of which an empty one means that the engine decides; nothing if all are.
fn custom_timeouts(limits: Vec<Limit>) -> Option<CustomTimeouts> {
    if limits.is_empty() {
        return None;
    }
    let mut timeouts = CustomTimeouts::default();
    for Limit { operation, duration, .. } in limits {
        match operation {
            Operation::Create => timeouts.create = duration,
            Operation::Update => timeouts.update = duration,
            Operation::Delete => timeouts.delete = duration,
        }
    }
    Some(timeouts)
}

/// The same without empty texts, which are no URNs.
pub(crate) fn without_empty(urns: &[String]) -> Vec<String> {
    urns.iter().filter(|urn| !urn.is_empty()).cloned().collect()
}

fn property_dependencies(
    by_name: BTreeMap<String, BTreeSet<String>>,
) -> BTreeMap<String, PropertyDependencies> {
    let of = |urns: BTreeSet<String>| PropertyDependencies { urns: urns.into_iter().collect() };
    by_name.into_iter().map(|(name, urns)| (name, of(urns))).collect()
}
