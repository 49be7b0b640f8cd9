//! What the catalog says about one kind of AWS resource.

pub use crate::access::{Actions, Sometimes};
pub use crate::import::{Identifier, Identifiers, Import, Piece};
pub use crate::picture::{Glyph, Lead, Outside, Picture, PictureForm, Standing};

use privatelink_ir::{Capability, Engine, Name, Operation};

/// A kind of AWS resource and its three spellings.
#[derive(Clone, Debug)]
pub struct KindEntry {
    /// Name in this project: `lb/target_group`.
    pub id: &'static str,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// Terraform resource type.
    pub terraform: &'static str,
    /// Token of `pulumi-aws`.
    pub pulumi: &'static str,
    /// Tokens that earlier versions of `pulumi-aws` had for it, the last one first: aliases of every resource of the kind.
    pub pulumi_formerly: &'static [&'static str],
    /// What it is in `CloudFormation`.
    pub cloudformation: KindForm,
    /// Whether it is only read, never made: a data source of Terraform, a function of Pulumi.
    pub lookup: bool,
    /// Whether it is of no Region: AWS has it once per account.
    pub global: bool,
    /// Prices of [`PRICES`](crate::PRICES) that it costs.
    pub costs: &'static [&'static str],
    /// What Terraform and Pulumi can be told how long to wait for.
    pub timeouts: &'static [Operation],
    /// Why the replacement has to be there before the old one goes. Only Terraform needs to know: the other engines
    /// always make the new one first.
    pub replaced_before: Option<&'static str>,
    /// Why the old one has to go before the replacement is made: AWS refuses both at once, or takes away with the old one
    /// what the new one has set. Only Pulumi needs to know: Terraform does so by default, and `CloudFormation` never does. A
    /// node may say it too, under a condition.
    pub replaced_after: Option<&'static str>,
    /// How many of them may be made at the same time.
    pub parallel: Option<Parallel>,
    /// Versions of Terraform's provider that must not be used with it.
    pub faults: &'static [Fault],
    /// What identifies one that is there already.
    pub import: Import,
    /// How it is drawn; `None` if it is not.
    pub picture: Option<Picture>,
    /// IAM actions that an engine takes with it.
    pub actions: Actions,
    /// What can be set.
    pub properties: &'static [Property],
    /// What can be read.
    pub attributes: &'static [Attribute],
}

impl KindEntry {
    /// The property of this name.
    pub fn find_property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The attribute of this name.
    pub fn find_attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The properties among `set` whose later changes an engine has to ignore: those that are set once for every
    /// resource of the kind, and those that a node names itself.
    pub fn set_once(
        &self,
        set: impl IntoIterator<Item = Name>,
        own: &[Name],
    ) -> impl Iterator<Item = &'static Property> {
        let properties = set.into_iter().filter_map(|name| self.find_property(name.0));
        properties.filter(|property| {
            property.needs.is_none()
                && (property.set_once.is_some() || own.contains(&Name(property.name)))
        })
    }
}

/// How many resources of a kind may be made at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parallel {
    /// How many at most.
    pub most: usize,
    /// Why not more.
    pub reason: &'static str,
    /// Where that is written.
    pub source: &'static str,
}

/// A fault of Terraform's provider that some versions have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The versions that have it, oldest first.
    pub versions: &'static [&'static str],
    /// What they do.
    pub reason: &'static str,
    /// Where that is written.
    pub source: &'static str,
}

/// What a kind is in `CloudFormation`.
#[derive(Clone, Debug)]
pub enum KindForm {
    /// A resource of this type.
    Resource(&'static str),
    /// An element of a list property of another resource.
    Fold {
        /// Kind of the resource that holds the list.
        into: &'static str,
        /// Property of this kind that names that resource. Left out of the element.
        through: &'static str,
        /// List property of that resource.
        list: &'static str,
        /// The property that is the element, in a list of texts; `None`: an element is an object of all other properties.
        element: Option<&'static str>,
    },
    /// One resource for all instances that share an owner.
    Collect {
        /// `CloudFormation` type.
        type_name: &'static str,
        /// Property of this kind that names the owner, and the `CloudFormation` property for it.
        owner: (&'static str, &'static str),
        /// Property of this kind that differs, and the `CloudFormation` list property for all of them.
        list: (&'static str, &'static str),
    },
    /// An object property of another resource.
    Merge {
        /// Kind of the resource that has the property.
        into: &'static str,
        /// Property of this kind that names that resource. Left out of the object.
        through: &'static str,
        /// The property.
        property: &'static str,
    },
    /// A custom resource, made by the [`Bridge`](crate::bridge::Bridge) of this name.
    Bridge(&'static str),
    /// One custom resource for all instances of a node. What can be read of an instance only repeats a property of it.
    Together {
        /// Name of the bridge.
        bridge: &'static str,
        /// The property of the custom resource that lists the instances.
        list: &'static str,
    },
    /// Nothing: `CloudFormation` does by itself what the kind is for in the other engines. How.
    Implied(&'static str),
    /// Nothing: a template that needs it is refused.
    Absent {
        /// Why.
        message: &'static str,
        /// What to do instead.
        help: &'static str,
    },
}

impl KindForm {
    /// The bridge that makes the custom resources of the kind, if that is what it is in a template.
    pub fn bridge(&self) -> Option<&'static str> {
        match self {
            Self::Bridge(bridge) | Self::Together { bridge, .. } => Some(bridge),
            _ => None,
        }
    }
}

/// Type of a property as Terraform and Pulumi see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyType {
    /// Text.
    String,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// A list or set of text.
    StringList,
    /// A map from text to text.
    StringMap,
    /// One nested block: an object in Pulumi.
    Block,
    /// A repeated nested block: a list of objects in Pulumi.
    Blocks,
}

/// Something that can be set on a kind, or on a nested block.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name in this project and in Terraform.
    pub name: &'static str,
    /// Name in Pulumi.
    pub pulumi: &'static str,
    /// What it is in `CloudFormation`.
    pub cloudformation: PropertyForm,
    /// Type.
    pub ty: PropertyType,
    /// Type in Terraform's schema where that differs: Terraform converts.
    pub terraform_type: PropertyType,
    /// Whether AWS needs it.
    pub required: bool,
    /// Fields of a block.
    pub fields: &'static [Property],
    /// Capability that an engine needs to have it: the others need it not, or have a kind of its own for it.
    pub needs: Option<Capability>,
    /// Another output of the resource that shows the value, by its name in Pulumi: secret if the value is.
    pub echo: Option<&'static str>,
    /// Why a later change of it must leave the resource as it is, and so must a value that is read back differently
    /// after an import. Nothing follows from it in a template: `CloudFormation` compares templates, not resources.
    pub set_once: Option<&'static str>,
    /// Why a spelling is not what the rule makes of the name. Empty: the rule holds.
    pub reason: &'static str,
}

impl Property {
    /// Whether an engine has it.
    pub fn is_on(&self, engine: &Engine) -> bool {
        self.needs.is_none_or(|capability| engine.has(capability))
    }

    /// The field of this name.
    pub fn find_field(&self, name: &str) -> Option<&'static Property> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// What a property is in `CloudFormation`.
#[derive(Clone, Debug)]
pub enum PropertyForm {
    /// A property.
    Named {
        /// Its name.
        name: &'static str,
        /// Words for `true` and `false`, if it has words for them.
        words: Option<(&'static str, &'static str)>,
        /// Whether a single value stands in a list.
        list: bool,
        /// Name of the only field of an object around the value, which is absent with the value.
        wrap: Option<&'static str>,
        /// The object property that it stands in, together with others.
        inside: Option<&'static str>,
    },
    /// An entry of a list of `Key` and `Value`, the value as text. There is none for an empty text.
    Attribute {
        /// Name of the list.
        list: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A map as a list of `Key` and `Value`.
    Tags(&'static str),
    /// A map as a list of `Name` and `Value`.
    Pairs(&'static str),
    /// The fields of the block stand in the resource itself.
    Spread,
    /// Nothing: `CloudFormation` does by itself what the property asks of the other engines.
    Implied,
    /// A single value where the other engines have a list of one: the only element of the list.
    Only(&'static str),
    /// A number or a truth value as text.
    Text(&'static str),
    /// A document: JSON as text for Terraform and Pulumi, a tree in a template.
    Document(&'static str),
    /// A property, and beside it one that always says the same: what the value names.
    Beside {
        /// Its name.
        name: &'static str,
        /// Name and value of the other.
        constant: (&'static str, &'static str),
    },
    /// Nothing: a template that needs it is refused.
    Absent {
        /// Why.
        message: &'static str,
        /// What to do instead.
        help: &'static str,
    },
}

/// One step from a resource to an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A field.
    Field(&'static str),
    /// An element of a list, from zero.
    Index(usize),
    /// Every element of a list: what follows is read of each, and the attribute is a list.
    Each,
}

/// Something that can be read from a kind.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Name in this project.
    pub name: &'static str,
    /// Where Terraform has it.
    pub terraform: &'static [Segment],
    /// Where Pulumi has it.
    pub pulumi: &'static [Segment],
    /// What it is in `CloudFormation`.
    pub cloudformation: AttributeForm,
    /// Type.
    pub ty: PropertyType,
    /// Capability that an engine needs to have it.
    pub needs: Option<Capability>,
    /// Why `CloudFormation`'s form is not what the rule makes of the name. Empty: the rule holds.
    pub reason: &'static str,
}

impl Attribute {
    /// Whether an engine has it.
    pub fn is_on(&self, engine: &Engine) -> bool {
        self.needs.is_none_or(|capability| engine.has(capability))
    }
}

/// What an attribute is in `CloudFormation`.
#[derive(Clone, Debug)]
pub enum AttributeForm {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt` with this name. `Zonal.*`: of a map, the key in place of the star.
    Get(&'static str),
    /// `Fn::Sub` of a text in which `${Name}` is an attribute of the resource.
    Text {
        /// The text.
        text: &'static str,
        /// The text in the China partition, where it differs.
        china: Option<&'static str>,
    },
    /// A list of one `Fn::Sub`.
    Texts(&'static str),
    /// Part `part` of element `index` of the list `list`, whose elements are parts between `separator`s.
    Part {
        /// Name of the list, for `Fn::GetAtt`.
        list: &'static str,
        /// Which element, from zero.
        index: usize,
        /// What stands between parts.
        separator: &'static str,
        /// Which part, from zero.
        part: usize,
    },
    /// The first element of a list of another resource: this one adds what it has to it. Who reads it waits for this one.
    First {
        /// Kind of the other one.
        of: &'static str,
        /// The property that names it.
        through: &'static str,
        /// Name of the list, for `Fn::GetAtt`.
        list: &'static str,
    },
    /// What this property of the resource says. Who reads it waits for the resource all the same.
    Property(&'static str),
    /// Nothing: a template has no output that needs it, and is refused if anything else does.
    Absent,
}
