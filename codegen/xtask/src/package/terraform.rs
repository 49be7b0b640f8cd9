//! One repository for each Terraform module, as a module registry takes them: `terraform-aws-<name>` with the module in its
//! root, `examples`, `tests`, and `wrappers`, which makes one of the module for each entry of a map.

use std::fs;
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr};
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Component, DEFAULT_SLOT, Model};

use super::archive::{self, Entry};
use crate::workspace::Workspace;

/// Writes `terraform/terraform-aws-<name>-<version>.tar.gz` for each component.
pub(super) fn write(workspace: &Workspace, version: &str, out: &Path) -> Result<()> {
    for component in privatelink_components::COMPONENTS {
        let repository = repository(component.name);
        let entries = layout(workspace, component, &repository)?;
        let file = out.join(format!("terraform/{repository}-{version}.tar.gz"));
        archive::tar_gz(&file, entries)?;
    }
    Ok(())
}

/// The name that a registry asks for: provider, then what the module makes.
fn repository(component: &str) -> String {
    format!("terraform-aws-{}", snake_case(component).replace('_', "-"))
}

fn layout(workspace: &Workspace, component: &Component, repository: &str) -> Result<Vec<Entry>> {
    let name = snake_case(component.name);
    let module = workspace.path("sdks/terraform").join(&name);
    let tests = workspace.path("tests/corpus").join(&name).join("terraform");
    let versions = fs::read_to_string(module.join("versions.tf"))
        .into_diagnostic()
        .wrap_err("run `cargo xtask generate` first if the module is missing")?;
    let mut entries = archive::tree(repository, &module)?;
    entries.extend(archive::tree(&format!("{repository}/tests"), &tests)?);
    for file in ["LICENSE", "CHANGELOG.md"] {
        entries.push(Entry::of_file(&format!("{repository}/{file}"), &workspace.path(file))?);
    }
    let model = component.model();
    let wrapper = Wrapper { aliases: aliases(&model), model };
    let files = [
        ("main.tf", wrapper.main()),
        ("variables.tf", VARIABLES.to_owned()),
        ("outputs.tf", OUTPUTS.to_owned()),
        ("versions.tf", versions),
        ("README.md", wrapper.readme(repository)),
    ];
    let wrappers =
        files.map(|(file, text)| Entry::of_text(&format!("{repository}/wrappers/{file}"), &text));
    entries.extend(wrappers);
    Ok(entries)
}

/// Providers of other accounts or Regions that a module is handed: `aws.peer`.
fn aliases(model: &Model) -> Vec<String> {
    let slots = model.slots().into_iter().filter(|slot| *slot != DEFAULT_SLOT);
    slots.map(|slot| format!("aws.{slot}")).collect()
}

const VARIABLES: &str = "\
variable \"defaults\" {
  description = \"Inputs of every item that does not give them itself.\"
  type        = any
  default     = {}
}

variable \"items\" {
  description = \"One of the module each. Key: a name for it, which is part of the addresses of its resources.\"
  type        = any
  default     = {}
}
";

const OUTPUTS: &str = "\
output \"wrapper\" {
  description = \"Outputs of the module, by the keys of `items`.\"
  value       = module.wrapper
}
";

/// What the files of `wrappers` are made of.
struct Wrapper {
    model: Model,
    aliases: Vec<String>,
}

impl Wrapper {
    fn main(&self) -> String {
        let names: Vec<_> = self.model.inputs.iter().map(|field| snake_case(&field.name)).collect();
        let width = names.iter().map(String::len).max().unwrap_or_default();
        // The module fills a default where it is handed nothing.
        let line = |name: &String| {
            format!("  {name:<width$} = try(each.value.{name}, var.defaults.{name}, null)\n")
        };
        let inputs: String = names.iter().map(line).collect();
        let providers = if self.aliases.is_empty() {
            String::new()
        } else {
            let width = self.aliases.iter().map(String::len).max().unwrap_or_default();
            let all = ["aws".to_owned()].into_iter().chain(self.aliases.iter().cloned());
            let lines: String = all.map(|name| format!("    {name:<width$} = {name}\n")).collect();
            format!("  providers = {{\n{lines}  }}\n\n")
        };
        format!(
            "module \"wrapper\" {{\n  source = \"../\"\n\n  for_each = var.items\n\n{providers}{inputs}}}\n"
        )
    }

    fn readme(&self, repository: &str) -> String {
        format!(
            "# Many of {repository}\n\nMakes one of the module for each entry of `items`, with `defaults` for what entries do not \
             give:\nfor tools that call a module once, such as Terragrunt. Terraform checks neither the names nor the\ntypes of what \
             is given here, only what the module is handed. Check the same inputs with\n`privatelink check {}`.\n",
            self.model.name
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_named_after_provider_and_module() {
        assert_eq!(repository("PrivateLinkService"), "terraform-aws-private-link-service");
    }

    #[test]
    fn a_wrapper_hands_on_every_input_and_provider() {
        let component = privatelink_components::COMPONENTS.iter();
        let component = component.clone().find(|it| it.name == "EndpointHubSpoke").unwrap();
        let wrapper = Wrapper { model: component.model(), aliases: vec!["aws.hub".to_owned()] };
        let main = wrapper.main();
        assert!(main.contains("    aws.hub = aws.hub\n"), "{main}");
        for field in &wrapper.model.inputs {
            let name = snake_case(&field.name);
            assert!(main.contains(&format!("each.value.{name}, var.defaults.{name}, null")));
        }
    }
}
