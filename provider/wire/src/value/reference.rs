//! References to resources.

use super::signature;

/// A resource that is used as a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResourceReference {
    /// URN of the resource.
    pub urn: String,
    /// Physical id.
    pub id: ReferenceId,
    /// Version of the package of the resource; empty if not given.
    pub package_version: String,
    /// Name of the resource; only newer engines send it.
    pub name: Option<String>,
    /// Type token of the resource; only newer engines send it.
    pub type_token: Option<String>,
}

/// The physical id of a referenced resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReferenceId {
    /// Components have no id.
    #[default]
    None,
    /// The resource does not exist yet.
    Unknown,
    /// The id.
    Known(String),
}

impl ResourceReference {
    /// The reference as the `provider` option of a resource wants it: `urn::id`.
    ///
    /// `None` for a component, which cannot be a provider.
    pub fn as_provider(&self) -> Option<String> {
        let id = match &self.id {
            ReferenceId::None => return None,
            ReferenceId::Unknown => signature::UNKNOWN,
            ReferenceId::Known(id) => id,
        };
        Some(format!("{}::{id}", self.urn))
    }

    /// The package of a provider resource, such as `aws`; `None` for any other resource.
    pub fn provider_package(&self) -> Option<&str> {
        // `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`; a name may hold anything.
        let qualified = self.urn.split("::").nth(2)?;
        let from_urn = qualified.rsplit('$').next().unwrap_or(qualified);
        self.type_token.as_deref().unwrap_or(from_urn).strip_prefix("pulumi:providers:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_urn_and_id() {
        let urn = "urn:pulumi:dev::app::my:index:Net$pulumi:providers:aws::west::coast".to_owned();
        let mut provider = ResourceReference {
            urn: urn.clone(),
            id: ReferenceId::Known("1".into()),
            ..Default::default()
        };
        assert_eq!(provider.provider_package(), Some("aws"));
        assert_eq!(provider.as_provider(), Some(format!("{urn}::1")));
        provider.id = ReferenceId::Unknown;
        assert_eq!(provider.as_provider(), Some(format!("{urn}::{}", signature::UNKNOWN)));
        provider.id = ReferenceId::None;
        assert_eq!(provider.as_provider(), None);
    }
}
