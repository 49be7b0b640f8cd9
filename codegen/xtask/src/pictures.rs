//! Pictures of the examples, drawn from the inputs that the examples for CloudFormation have.

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use privatelink_backends::cloudformation::read_inputs;
use privatelink_backends::picture::{Picture, Theme};
use privatelink_ir::Problem;

/// Each example with its inputs that are drawn, and the component that they are for. Of a blueprint, its main one.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("central-endpoints", "hub-with-spokes", "CentralizedEndpointHub"),
    ("custom-endpoint", "service/inputs", "PrivateLinkService"),
    ("endpoint", "inputs", "PrivateLinkConsumer"),
    ("https-service", "inputs", "PrivateLinkService"),
    ("local-endpoints", "execute-api", "PrivateLinkConsumer"),
    ("minimal", "inputs", "PrivateLinkService"),
    ("overlapping-networks", "provider/inputs", "PrivateLinkService"),
    ("second-region", "between", "PrivateLinkService"),
    ("shared-service", "service/inputs", "PrivateLinkService"),
    ("tls-service", "provider/inputs", "PrivateLinkService"),
];

/// One picture for each example.
///
/// # Errors
///
/// Inputs that cannot be read, or are wrong.
pub(crate) fn generate(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let drawn =
        EXAMPLES.iter().map(|(name, inputs, component)| picture(root, name, inputs, component));
    drawn.collect()
}

fn picture(root: &Path, example: &str, inputs: &str, component: &str) -> Result<(PathBuf, String)> {
    let file = root.join(format!("examples/cloudformation/{example}/{inputs}.yaml"));
    let unreadable = || format!("cannot read `{}`", file.display());
    let text = fs::read_to_string(&file).into_diagnostic().wrap_err_with(unreadable)?;
    let inputs = serde_yaml_ng::from_str(&text).into_diagnostic().wrap_err_with(unreadable)?;
    let component = privatelink_components::find(component)
        .ok_or_else(|| miette!("there is no component `{component}`"))?;
    let (picture, _) =
        Picture::of_inputs(&component.model(), &read_inputs(&inputs).given).map_err(wrong)?;
    let svg = picture.svg(Theme::Auto).map_err(|problem| wrong(vec![problem]))?;
    Ok((format!("examples/pictures/{example}.svg").into(), svg))
}

fn wrong(problems: Vec<Problem>) -> miette::Report {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    miette!("{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::generate;
    use crate::generated::is_current;
    use std::path::Path;

    #[test]
    fn committed_pictures_are_fresh() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        for (path, text) in generate(root).unwrap() {
            let path = path.as_path();
            assert!(
                is_current(root, path, &text).unwrap(),
                "`{}` is out of date; run `cargo xtask generate` and commit the result",
                path.display()
            );
        }
    }
}
