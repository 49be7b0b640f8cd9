//! The versions of the AWS provider that a module is written for.

use super::hcl::{Expression, Item, attribute};
use privatelink_ir::{Field, Model, Stage, Type};

/// Name of the input for the Region.
const REGION: &str = "region";

/// Versions of the AWS provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    /// Versions 5 and 6. A resource is where its provider is: version 5 knows no other way.
    #[default]
    FiveOrSix,
    /// Version 6 alone. The module has an input for the Region, and passes it to each resource.
    Six,
}

impl Provider {
    /// Versions that a module admits.
    pub(super) const fn versions(self) -> &'static str {
        match self {
            Self::FiveOrSix => ">= 5.100, < 7.0",
            Self::Six => ">= 6.0, < 7.0",
        }
    }

    /// The component with the inputs that its module has.
    pub(super) fn with_inputs(self, model: &Model) -> Model {
        let mut model = model.clone();
        if self == Self::Six {
            model.inputs.push(Field {
                name: REGION.into(),
                doc: "Region of what the module makes with its default provider. Default: the Region of that provider."
                    .to_owned(),
                ty: Type::String { pattern: None, max_length: None },
                stage: Stage::Structural,
                required: false,
                default: None,
                needs: None,
                changed: None,
            });
        }
        model
    }

    /// Whether the module reads an input although no resource of the component does.
    pub(super) fn reads(self, input: &str) -> bool {
        self == Self::Six && input == REGION
    }

    /// The argument that puts a resource of the default provider into the Region of the input.
    pub(super) fn region(self) -> Option<Item> {
        let input = Expression::word("var").get(REGION);
        (self == Self::Six).then(|| attribute(REGION, input))
    }
}
