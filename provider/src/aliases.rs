//! What components and their resources were called in earlier releases, so that the engine keeps what it has made.

use privatelink_catalog::KindEntry;
use privatelink_catalog::identity::formerly::former_children;
use privatelink_ir::{Kind, Model, Resource};
use privatelink_wire::pulumi::alias::{self, Spec};
use privatelink_wire::pulumi::{Alias, ConstructRequest};

/// An alias that differs in these parts; what is empty is as it is. Parents are left to the engine, which tries each of
/// them with every alias of the component.
fn alias(name: String, r#type: String) -> Alias {
    Alias { alias: Some(alias::Alias::Spec(Spec { name, r#type, ..Spec::default() })) }
}

/// Aliases of a component: those that it was given, and its former types, which a program without an SDK does not know.
pub(crate) fn of_component(request: &ConstructRequest, model: &Model) -> Vec<Alias> {
    let former = model.formerly.iter().filter_map(|name| {
        let package = request.r#type.strip_suffix(model.name)?;
        Some(alias(String::new(), format!("{package}{name}")))
    });
    let former = former.filter(|alias| !request.aliases.contains(alias));
    request.aliases.iter().cloned().chain(former).collect()
}

/// Aliases of a child of the component of this name.
pub(crate) fn of_child(
    component: &str,
    resource: &Resource,
    kind: &KindEntry,
    kinds: fn(Kind) -> Option<&'static KindEntry>,
) -> Vec<Alias> {
    if resource.formerly.is_empty() && kind.pulumi_formerly.is_empty() {
        return Vec::new();
    }
    let former = former_children(component, resource, kinds).into_iter();
    let former = former.map(|(token, name)| {
        let token = if token == kind.pulumi { "" } else { token };
        alias(name, token.to_owned())
    });
    former.collect()
}
