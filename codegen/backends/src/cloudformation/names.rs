//! What parameters and outputs of a template are called, and which names are taken.
//!
//! What resources are called is in [`privatelink_catalog::identity`]. Names are letters and digits only.

pub(super) use privatelink_catalog::identity::{LONGEST_ID, fingerprint, with_fingerprint, words};
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::{Path, Step};
use std::collections::HashSet;

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

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Takes a name that has to be this one. Whether it was free.
    pub(super) fn claim(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// `wanted` if it is free and short enough, else a name with the fingerprint of `source` at its end.
    pub(super) fn take(&mut self, wanted: String, source: &str) -> String {
        let name = if wanted.len() <= LONGEST_ID && !self.0.contains(&wanted) {
            wanted
        } else {
            with_fingerprint(&wanted, source)
        };
        self.0.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, of_input};
    use privatelink_ir::{Path, Step};

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
        assert!(!names.claim("Port"));
    }
}
