//! The engines that the demo can deploy with.

use clap::ValueEnum;

/// Who deploys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// Terraform, with the generated module
    Terraform,
    #[value(name = "cloudformation", help = "CloudFormation, with a generated template")]
    CloudFormation,
    /// Pulumi, with the plugin and a program in YAML
    Pulumi,
}

impl Engine {
    /// What the command line calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::CloudFormation => "cloudformation",
            Self::Pulumi => "pulumi",
        }
    }
}
