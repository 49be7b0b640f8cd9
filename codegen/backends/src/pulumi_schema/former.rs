//! What components were called in earlier releases: SDKs make aliases of it.

use super::token;
use privatelink_ir::Model;
use serde_json::{Value as Json, json};

/// The entry of a component; none if it had no other name.
pub(super) fn aliases(model: &Model) -> Option<(String, Json)> {
    let former = model.formerly.iter().map(|name| json!({ "type": token(name) }));
    (!model.formerly.is_empty()).then(|| ("aliases".to_owned(), former.collect()))
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::pulumi_schema::compile;
    use privatelink_ir::{Component, Graph};
    use schemars::JsonSchema;

    /// Nothing.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    struct Nothing {}

    #[test]
    fn former_names_of_a_component_are_its_aliases() {
        let gate = Component::new::<Nothing>("Gate", Graph::default);
        let schema = compile(&[gate.formerly(&["Door"]).model()]).unwrap();
        let gate = &schema["resources"]["privatelink:index:Gate"];
        assert_eq!(gate["aliases"], json!([{ "type": "privatelink:index:Door" }]));
    }
}
