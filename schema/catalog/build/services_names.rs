//! Names of services, of DNS and of zones: what is valid, and how China spells it.

use super::files::China;

/// Place of a Region's name in a template.
pub const REGION: &str = "{region}";

/// Labels of small letters, digits and hyphens.
pub fn is_dotted(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.split('.').all(|label| !label.is_empty() && label.bytes().all(letter))
}

/// The same, with at most one label that is the Region's.
pub fn is_template(name: &str) -> bool {
    name.matches(REGION).count() <= 1
        && is_dotted(&name.replacen(&format!(".{REGION}."), ".region.", 1))
}

/// `use1-az3`, but not an id of a Local Zone.
pub fn is_zone(id: &str) -> bool {
    id.split_once("-az").is_some_and(|(region, number)| {
        let place = region.trim_end_matches(|last: char| last.is_ascii_digit());
        place.len() + 1 == region.len()
            && (3..=5).contains(&place.len())
            && place.bytes().all(|byte| byte.is_ascii_lowercase())
            && number.parse::<u8>().is_ok()
    })
}

/// How a DNS name ends, and how that is spelled in China.
pub fn suffix<'a>(dns: &str, china: &'a China) -> Option<(&'a str, &'a str)> {
    let mut suffixes = china.dns.iter();
    let found = suffixes.find(|(suffix, _)| {
        dns.strip_suffix(suffix.as_str()).is_some_and(|rest| rest.ends_with('.'))
    });
    found.map(|(suffix, there)| (suffix.as_str(), there.as_str()))
}

/// A DNS name with the suffix of China.
pub fn china_name(dns: &str, china: &China) -> String {
    match suffix(dns, china) {
        Some((suffix, there)) => format!("{}{there}", dns.strip_suffix(suffix).unwrap_or(dns)),
        None => dns.to_owned(),
    }
}
