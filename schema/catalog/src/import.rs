//! What identifies a resource that is there already, so that an engine can take it over.
//!
//! An identifier is made of properties and attributes of the kind: `{zone_id}_{name}_{type}`. Where there is none, the
//! catalog says why.

/// The identifiers of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    /// For `terraform import` and `import` blocks.
    pub terraform: Identifier,
    /// For `pulumi import` and the option `import`.
    pub pulumi: Identifier,
    /// For `ResourceIdentifier` of a change set that imports.
    pub cloudformation: Identifiers,
}

/// One text that identifies a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// A text of these pieces.
    Text(&'static [Piece]),
    /// There is none. Why.
    Absent(&'static str),
}

/// The properties that identify a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifiers {
    /// `CloudFormation`'s properties, and what each of them is.
    Properties(&'static [(&'static str, &'static [Piece])]),
    /// There are none. Why.
    Absent(&'static str),
}

/// A piece of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Always the same text.
    Text(&'static str),
    /// A property or an attribute of the kind.
    Value(&'static str),
    /// The first of these properties that a resource has: a route is to a range or to a list of ranges.
    First(&'static [&'static str]),
}

impl Identifier {
    /// The identifier of the resource whose properties and attributes are these; nothing if there is none, or if a
    /// value is missing.
    pub fn of(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let Self::Text(pieces) = self else { return None };
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Some((*text).to_owned()),
                Piece::Value(name) => value(name),
                // Terraform keeps what is not set as an empty text.
                Piece::First(names) => {
                    names.iter().find_map(|name| value(name).filter(|value| !value.is_empty()))
                }
            })
            .collect()
    }

    /// The properties and attributes that it is made of, in order; of those that stand for each other, the first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let pieces = match self {
            Self::Text(pieces) => *pieces,
            Self::Absent(_) => &[],
        };
        names(pieces)
    }
}

/// The properties and attributes among pieces, in order; of those that stand for each other, the first.
pub fn names(pieces: &'static [Piece]) -> impl Iterator<Item = &'static str> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Value(name) => Some(*name),
        Piece::First(names) => names.first().copied(),
        Piece::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Identifiers};
    use crate::route53::record;
    use crate::{acm, ec2};

    #[test]
    fn an_identifier_is_made_of_what_is_known_of_a_resource() {
        let identifier = record::ENTRY.import.terraform;
        assert_eq!(identifier.names().collect::<Vec<_>>(), ["zone_id", "name", "type"]);
        let value = |name: &str| {
            let known = [("zone_id", "Z1"), ("name", "api.example.com"), ("type", "A")];
            let found = known.into_iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned())
        };
        assert_eq!(identifier.of(value).as_deref(), Some("Z1_api.example.com_A"));
        assert_eq!(identifier.of(|_| None), None);
    }

    #[test]
    fn a_route_is_identified_by_whatever_it_is_to() {
        let identifier = ec2::route::ENTRY.import.terraform;
        let id = |property: &str, destination: &str| {
            identifier.of(|name| match name {
                "route_table_id" => Some("rtb-1".to_owned()),
                name if name == property => Some(destination.to_owned()),
                _ => Some(String::new()),
            })
        };
        let range = id("destination_cidr_block", "10.0.0.0/16");
        assert_eq!(range.as_deref(), Some("rtb-1_10.0.0.0/16"));
        let range = id("destination_ipv6_cidr_block", "2001:db8::/56");
        assert_eq!(range.as_deref(), Some("rtb-1_2001:db8::/56"));
        assert_eq!(id("destination_prefix_list_id", "pl-1").as_deref(), Some("rtb-1_pl-1"));
        assert_eq!(id("vpc_endpoint_id", "vpce-1"), None);
    }

    #[test]
    fn what_cannot_be_imported_says_why() {
        let validation = acm::certificate_validation::ENTRY.import;
        assert!(matches!(validation.terraform, Identifier::Absent(why) if !why.is_empty()));
        assert_eq!(validation.terraform.of(|_| Some(String::new())), None);
        // A part of another resource is not written down, because the form of the kind says it.
        let rule = ec2::security_group_egress_rule::ENTRY.import;
        let why = "it is an element of `SecurityGroupEgress` of `ec2/security_group`";
        assert_eq!(rule.cloudformation, Identifiers::Absent(why));
    }
}
