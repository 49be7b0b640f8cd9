//! Every component is well formed, by the graph's own rules and by the catalog's.

#[test]
fn every_component_is_well_formed() {
    for component in privatelink_components::COMPONENTS {
        let model = component.model();
        let problems: Vec<String> = privatelink_catalog::check(&model)
            .into_iter()
            .map(|problem| problem.to_string())
            .collect();
        assert!(problems.is_empty(), "{}:\n{}", component.name, problems.join("\n"));
    }
}
