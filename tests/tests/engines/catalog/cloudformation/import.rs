//! What `CloudFormation` says about how resources are imported.

use privatelink_catalog::{AttributeForm, Identifiers, KindForm, Piece, PropertyForm};

use super::Check;
use crate::catalog::imports::spelled;
use crate::catalog::resource_types::ResourceType;

/// Names of one thing: what identifies a resource, and what the catalog reads it by.
const SAME: [(&str, &str, &str); 4] = [
    ("ec2/route", "CidrBlock", "DestinationCidrBlock"),
    ("ec2/route", "CidrBlock", "DestinationIpv6CidrBlock"),
    ("ec2/route", "CidrBlock", "DestinationPrefixListId"),
    ("ec2/security_group", "Id", "GroupId"),
];

/// Kinds with an identifier that no resource has that could be imported, and why.
const MADE_UP: [(&str, &str); 2] = [
    ("route53/record", "a part of it is `SetIdentifier`, which simple records have none of"),
    ("sns/topic_policy", "AWS keeps no id of a policy; the type asks it nothing to read one"),
];

impl Check<'_> {
    /// How a type of its own is imported.
    pub(super) fn import(&mut self, ty: &ResourceType) {
        let mut identified = ty.identifiers();
        // A change set names them; their order says nothing.
        identified.sort_unstable();
        let is_made_up = MADE_UP.iter().any(|(kind, _)| *kind == self.kind.id);
        let part = "import by CloudFormation";
        match self.kind.import.cloudformation {
            Identifiers::Absent(why) if ty.can_be_imported() != is_made_up => {
                let source = format!("identifies it by {identified:?}");
                self.report(part, format!("none, because {why}"), source);
            }
            Identifiers::Absent(_) => {}
            Identifiers::Properties(properties) => {
                let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
                let catalog = format!("the identifiers {names:?}");
                if !ty.can_be_imported() || is_made_up {
                    self.report(part, catalog.as_str(), "imports none of this type");
                }
                if names != identified {
                    self.report(part, catalog, format!("has {identified:?}"));
                }
                for (name, pieces) in properties {
                    self.identifier(part, ty, name, pieces);
                }
            }
        }
    }

    /// An identifier is the value of what the engine reads or sets under the same name.
    fn identifier(&mut self, part: &str, ty: &ResourceType, name: &str, pieces: &[Piece]) {
        let values: &[&str] = match pieces {
            [Piece::Value(value)] => &[value],
            [Piece::First(values)] => values,
            _ => &[],
        };
        let is_same = |read: &str| read == name || SAME.contains(&(self.kind.id, name, read));
        let reads = values.iter().map(|value| self.in_cloudformation(ty, value));
        let wrong: Vec<_> = reads.filter(|read| !read.as_deref().is_some_and(is_same)).collect();
        let unread = values.is_empty().then_some(None);
        for read in wrong.into_iter().chain(unread) {
            let source = match read {
                Some(read) => format!("calls that `{read}`"),
                None => "has no such value".to_owned(),
            };
            self.report(part, format!("`{}` for `{name}`", spelled(pieces)), source);
        }
    }

    /// What a property or an attribute is called.
    fn in_cloudformation(&self, ty: &ResourceType, name: &str) -> Option<String> {
        if let KindForm::Collect { owner, list, .. } = self.kind.cloudformation {
            let known = [owner, list].into_iter().find(|(property, _)| *property == name);
            return known.map(|(_, name)| name.to_owned());
        }
        let property = self.kind.find_property(name).map(|property| &property.cloudformation);
        if let Some(PropertyForm::Named { name, inside: None, .. }) = property {
            return Some((*name).to_owned());
        }
        match self.kind.find_attribute(name)?.cloudformation {
            AttributeForm::Ref => ty.reference().map(str::to_owned),
            AttributeForm::Get(name) => Some(name.to_owned()),
            _ => None,
        }
    }
}
