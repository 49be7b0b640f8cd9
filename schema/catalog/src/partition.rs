//! Partitions in which it is known how names of services end.

/// A group of Regions whose names of services end alike.
///
/// Source: <https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json>. The partitions of that list that
/// are left out here have endings that the catalogue of services does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// Regions that every account can use.
    Aws,
    /// Regions of China.
    China,
    /// Regions for the government of the United States.
    UsGov,
}

/// How the codes of Regions begin that every account can use.
const AREAS: [&str; 9] = ["af", "ap", "ca", "eu", "il", "me", "mx", "sa", "us"];

impl Partition {
    /// All of them, in the order of their names.
    pub const ALL: [Self; 3] = [Self::Aws, Self::China, Self::UsGov];

    /// The name that AWS gives it, which ARNs have: `aws-cn`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::China => "aws-cn",
            Self::UsGov => "aws-us-gov",
        }
    }

    /// The partition of a Region by its code, such as `us-gov-west-1`; none if it is of another partition, or no code.
    pub fn of(region: &str) -> Option<Self> {
        let place = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_lowercase());
        let number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        match region.split('-').collect::<Vec<_>>().as_slice() {
            ["us", "gov", side, last] if place(side) && number(last) => Some(Self::UsGov),
            ["cn", side, last] if place(side) && number(last) => Some(Self::China),
            [area, side, last] if AREAS.contains(area) && place(side) && number(last) => {
                Some(Self::Aws)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Partition;

    #[test]
    fn the_code_of_a_region_says_its_partition() {
        let name = |region| Partition::of(region).map(Partition::name);
        assert_eq!(name("us-east-1"), Some("aws"));
        assert_eq!(name("ap-southeast-2"), Some("aws"));
        assert_eq!(name("cn-northwest-1"), Some("aws-cn"));
        assert_eq!(name("us-gov-west-1"), Some("aws-us-gov"));
        for other in ["us-iso-east-1", "eusc-de-east-1", "us-east", "us-east-1a", "US-EAST-1", ""] {
            assert_eq!(name(other), None, "{other}");
        }
    }
}
