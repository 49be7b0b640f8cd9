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

/// Sides of the world, as ids of Availability Zones and as codes of Regions write them.
const SIDES: [(&str, &str); 9] = [
    ("n", "north"),
    ("ne", "northeast"),
    ("e", "east"),
    ("se", "southeast"),
    ("s", "south"),
    ("sw", "southwest"),
    ("w", "west"),
    ("nw", "northwest"),
    ("c", "central"),
];

/// The Region of an Availability Zone by its id, such as `use1-az1`; none if it is no such id.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
pub fn region_of_zone(id: &str) -> Option<String> {
    let (place, zone) = id.split_once("-az")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let digits = place.find(|letter: char| letter.is_ascii_digit())?;
    let (name, number) = place.split_at_checked(digits)?;
    let (area, side) = name.split_at_checked(2)?;
    let (area, side) = match side.strip_prefix('g') {
        Some(side) => (format!("{area}-gov"), side),
        None => (area.to_owned(), side),
    };
    let (_, side) = SIDES.iter().find(|(short, _)| *short == side)?;
    let region = format!("{area}-{side}-{number}");
    (is_number(zone) && is_number(number) && Partition::of(&region).is_some()).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::{Partition, region_of_zone};

    #[test]
    fn the_id_of_a_zone_says_its_region() {
        for (zone, region) in [
            ("use1-az1", "us-east-1"),
            ("usw2-az4", "us-west-2"),
            ("apne1-az3", "ap-northeast-1"),
            ("apse5-az2", "ap-southeast-5"),
            ("aps1-az1", "ap-south-1"),
            ("euc1-az2", "eu-central-1"),
            ("mec1-az1", "me-central-1"),
            ("cnnw1-az1", "cn-northwest-1"),
            ("usgw1-az1", "us-gov-west-1"),
        ] {
            assert_eq!(region_of_zone(zone).as_deref(), Some(region));
        }
        for other in ["us-east-1a", "use1", "use1-az", "use-az1", "x-az1", "usx1-az1", "é1-az1", ""]
        {
            assert_eq!(region_of_zone(other), None, "{other}");
        }
    }

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
