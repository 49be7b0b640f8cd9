//! Everything about its components that the repository commits and a program writes.

use crate::examples::EXAMPLES;
use crate::{comparison, troubleshooting};
use privatelink_backends::picture::{Picture, Theme};
use privatelink_backends::{Files, json_schema, manual, pulumi_schema, terraform};
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Component, Model, Problem};

/// Path of the committed package schema, which the provider embeds and SDKs are generated from.
const PULUMI_SCHEMA: &str = "schema/generated/pulumi-schema.json";

/// Folder of the committed Terraform modules, one per component.
const TERRAFORM_MODULES: &str = "sdks/terraform";

/// The package schema, the comparison, the troubleshooting page, and the input schema, manual page, pictures and Terraform
/// module of each component, by their path in the repository.
///
/// # Errors
///
/// Everything about the components that cannot be written down.
pub(crate) fn generated(components: &[Component]) -> Result<Files, Vec<Problem>> {
    let models: Vec<Model> = components.iter().map(Component::model).collect();
    let mut files = Files::default();
    let functions = [privatelink_cost::decision::function()];
    let schema = pulumi_schema::package(&models, &functions, EXAMPLES)?;
    files.0.insert(PULUMI_SCHEMA.to_owned(), format!("{schema:#}\n"));
    let compared = comparison::compile(comparison::ROWS).map_err(|problem| vec![problem])?;
    files.0.insert(comparison::PATH.to_owned(), compared);
    let page = troubleshooting::compile(troubleshooting::DATA, &models);
    let page = page.map_err(|problem| vec![problem])?;
    files.0.insert(troubleshooting::PATH.to_owned(), page);
    for (component, model) in components.iter().zip(&models) {
        let schema = json_schema::compile(component);
        files.0.insert(json_schema::path(component.name), format!("{schema:#}\n"));
        let page = manual::compile(model).map_err(|problem| vec![problem])?;
        files.0.insert(manual::path(component.name), page);
        let picture = Picture::of_component(model).svg(Theme::Auto);
        files.0.insert(manual::picture_path(component.name), picture.map_err(|it| vec![it])?);
        let dependencies = manual::diagram::svg(model).map_err(|problem| vec![problem])?;
        files.0.insert(manual::dependencies_path(component.name), dependencies);
        let module = format!("{TERRAFORM_MODULES}/{}", snake_case(component.name));
        let sources = terraform::compile(model)?.0;
        files.0.extend(sources.into_iter().map(|(path, text)| (format!("{module}/{path}"), text)));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::generated;
    use privatelink_components::COMPONENTS;

    #[test]
    fn committed_files_are_fresh() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        for (path, text) in generated(COMPONENTS).unwrap().0 {
            let file = std::path::Path::new(root).join(&path);
            let committed = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(
                committed == text,
                "`{path}` is out of date; run `cargo xtask generate` and commit the result"
            );
        }
    }

    #[test]
    fn equal_input_gives_equal_bytes() {
        assert_eq!(generated(COMPONENTS).unwrap(), generated(COMPONENTS).unwrap());
    }
}
