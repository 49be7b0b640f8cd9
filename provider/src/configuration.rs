//! The configuration of the provider resource.

/// Version of the package of cloud resources that components ask for.
///
/// By default they ask for none, and the engine uses the one of the program. Asking for another one loads a
/// second plugin.
pub(crate) const CLOUD_VERSION: &str = "awsVersion";

/// Whether a text is a semantic version, without `v`.
pub(crate) fn is_version(text: &str) -> bool {
    let (text, _build) = text.split_once('+').unwrap_or((text, ""));
    let (core, pre) = text.split_once('-').unwrap_or((text, "0"));
    let mut parts = core.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let three = parts.by_ref().take(3).filter(|part| is_number(part)).count() == 3;
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    three && parts.next().is_none() && pre.split('.').all(plain)
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_recognised() {
        for version in ["6.83.0", "7.0.0-alpha.1", "1.2.3+build"] {
            assert!(is_version(version), "{version}");
        }
        for other in ["", "6", "6.83", "v6.83.0", "6.83.0.1", "6.x.0", "6.83.0-", "latest"] {
            assert!(!is_version(other), "{other}");
        }
    }
}
