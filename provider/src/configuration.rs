//! The configuration of the provider resource.

use privatelink_ir::nearest;

/// Version of the package of cloud resources that components ask for.
///
/// By default they ask for none, and the engine uses the one of the program. Asking for another one loads a
/// second plugin.
pub(crate) const CLOUD_VERSION: &str = "awsVersion";

/// Settings that the engine adds by itself.
const OF_ENGINE: [&str; 4] =
    ["pluginChecksums", "pluginDownloadURL", "parameterization", "version"];

/// The setting that a name is a slip of. Other names pass: a project that is called like the package keeps its own
/// configuration under the same prefix.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    let is_known = name == CLOUD_VERSION || OF_ENGINE.contains(&name) || name.starts_with("__");
    nearest(name, &[CLOUD_VERSION]).filter(|_| !is_known)
}

/// Whether a text is a semantic version as the engine reads it, without `v`. <https://semver.org/spec/v2.0.0.html>
pub(crate) fn is_version(text: &str) -> bool {
    let (text, build) = text.split_once('+').map_or((text, None), |(text, at)| (text, Some(at)));
    let (core, pre) = text.split_once('-').map_or((text, None), |(text, at)| (text, Some(at)));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number =
        |part: &str| !part.is_empty() && is_digits(part) && (part == "0" || !part.starts_with('0'));
    let is_word = |part: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty() && part.bytes().all(is_allowed)
    };
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre.is_none_or(|pre| {
            pre.split('.').all(|part| is_word(part) && (!is_digits(part) || is_number(part)))
        })
        && build.is_none_or(|build| build.split('.').all(is_word))
}

#[cfg(test)]
mod tests {
    use super::{is_version, meant};

    #[test]
    fn versions_are_recognised() {
        for version in ["6.83.0", "7.0.0-alpha.1", "1.2.3+build", "0.0.0", "1.0.0-0.x-y.7+001.a"] {
            assert!(is_version(version), "{version}");
        }
        for other in [
            "",
            "6",
            "6.83",
            "v6.83.0",
            "6.83.0.1",
            "6.x.0",
            "6.83.0-",
            "latest",
            "06.83.0",
            "6.083.0",
            "1.2.3+",
            "1.2.3-01",
            "1.2.3-a..b",
            "1.2.3-+a",
            "1.2.3+a+b",
            " 1.2.3",
        ] {
            assert!(!is_version(other), "{other}");
        }
    }

    #[test]
    fn slips_are_found() {
        for slip in ["awsversion", "awsVersions", "aws-version", "AwsVersion"] {
            assert_eq!(meant(slip), Some("awsVersion"), "{slip}");
        }
        for other in
            ["awsVersion", "version", "pluginDownloadURL", "__internal", "vpcId", "environment"]
        {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}
