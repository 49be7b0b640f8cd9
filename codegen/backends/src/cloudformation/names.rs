//! Logical ids: what resources, parameters and outputs of a template are called.
//!
//! A resource's id is made of its label and its key and of nothing else, so no other change to a component or its
//! inputs ever renames a resource, which would replace it. Ids are letters and digits only; where that loses
//! something, a fingerprint of the key is put at the end.

use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::{Address, Path, Step};
use std::collections::BTreeSet;

/// Most characters of a logical id or name. Source: AWS `CloudFormation` User Guide, "Understand `CloudFormation` quotas".
const LONGEST: usize = 255;

/// Id of a resource: `listener` under `https` becomes `ListenerHttps`.
pub(super) fn of_resource(address: &Address) -> String {
    let mut id = pascal_case(address.label);
    if let Some(key) = &address.key {
        id.push_str(&words(key));
        if !can_be_read_back(key) {
            id.push_str(&fingerprint(key));
        }
    }
    id
}

/// Type of a bridge's custom resources, and how ids of its own begin: `accept_connection` becomes `AcceptConnection`.
pub(super) fn of_bridge(bridge: &str) -> String {
    words(&pascal_case(bridge))
}

/// Name of the parameter for an input: `listeners["https"].certificateArn` becomes `ListenersHttpsCertificateArn`.
pub(super) fn of_input(path: &Path) -> String {
    path.0
        .iter()
        .map(|step| match step {
            Step::Field(name) => pascal_case(name),
            Step::Key(key) => words(key),
            Step::Index(index) => index.to_string(),
        })
        .collect()
}

/// The letters and digits of a text, each word with a capital: `use1-az1` becomes `Use1Az1`.
pub(super) fn words(text: &str) -> String {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).map(pascal_case).collect()
}

/// Eight characters that stand for a text: FNV-1a, which is the same for ever and on every machine.
pub(super) fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// Whether [`words`] makes no other key into the same word.
fn can_be_read_back(key: &str) -> bool {
    !key.starts_with(|first: char| first.is_ascii_uppercase())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// `wanted` if it is free and short enough, else a name with the fingerprint of `source` at its end.
    pub(super) fn take(&mut self, wanted: String, source: &str) -> String {
        let name = if wanted.len() <= LONGEST && !self.0.contains(&wanted) {
            wanted
        } else {
            let print = fingerprint(source);
            let kept: String = wanted.chars().take(LONGEST - print.len()).collect();
            kept + &print
        };
        self.0.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, of_input, of_resource};
    use privatelink_ir::{Address, Path, Step};

    fn id(key: &str) -> String {
        of_resource(&Address { label: "target_group", key: Some(key.into()) })
    }

    #[test]
    fn a_key_that_survives_has_no_fingerprint() {
        assert_eq!(of_resource(&Address { label: "target_group", key: None }), "TargetGroup");
        assert_eq!(id("https"), "TargetGroupHttps");
        assert_eq!(id("8443"), "TargetGroup8443");
    }

    #[test]
    fn keys_that_differ_have_ids_that_differ() {
        let ids = ["admin-api", "admin_api", "adminApi", "AdminApi", "adminapi"].map(id);
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{ids:?}");
        assert!(ids[0].starts_with("TargetGroupAdminApi"));
        assert!(ids.iter().flat_map(|id| id.chars()).all(|letter| letter.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_parameter_is_named_after_its_path() {
        let path = Path::fields(&["loadBalancer", "subnets"])
            .then(Step::Key("use1-az1".into()))
            .then(Step::Field("subnetId".into()));
        assert_eq!(of_input(&path), "LoadBalancerSubnetsUse1Az1SubnetId");
    }

    #[test]
    fn a_taken_or_overlong_name_ends_in_a_fingerprint() {
        let mut names = Names::default();
        assert_eq!(names.take("Port".to_owned(), "port"), "Port");
        assert_eq!(names.take("Port".to_owned(), "Port").len(), 12);
        assert_eq!(names.take("P".repeat(300), "long").len(), 255);
    }
}
