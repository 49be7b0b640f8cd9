//! Name, version and addresses of the package: the only place where they are written.

/// Name of the package: first part of every type token, last part of the plugin's file name.
pub const NAME: &str = "privatelink";

/// Semantic version, without `v`: that of the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Name for people.
pub const DISPLAY_NAME: &str = "AWS PrivateLink";

/// What the package is, in one sentence.
pub const DESCRIPTION: &str =
    "AWS PrivateLink patterns as components, the same for Pulumi, Terraform and CloudFormation.";

/// The same for those who have chosen Pulumi.
pub const DESCRIPTION_FOR_PULUMI: &str = "AWS PrivateLink patterns as components: services, endpoints, hubs of endpoints, ways to other Regions.";

/// SPDX id of the licence: that of the workspace.
pub const LICENSE: &str = env!("CARGO_PKG_LICENSE");

/// Who publishes the package.
pub const PUBLISHER: &str = "privatelink-io";

/// Source code.
pub const REPOSITORY: &str = "https://github.com/privatelink-io/pulumi-privatelink";

/// Where Pulumi downloads the plugin from: the releases of [`REPOSITORY`].
pub const DOWNLOAD: &str = "github://api.github.com/privatelink-io/pulumi-privatelink";

/// Package of the Node.js SDK.
pub const NODEJS_PACKAGE: &str = "pulumi-privatelink";

/// Package of the Python SDK.
pub const PYTHON_PACKAGE: &str = "pulumi_privatelink";

/// Import path of the Go SDK.
pub const GO_IMPORT: &str = "github.com/privatelink-io/pulumi-privatelink/sdks/go/privatelink";

/// Root namespace of the .NET SDK; [`DOTNET_NAME`] follows it.
pub const DOTNET_NAMESPACE: &str = "PrivateLinkIo";

/// Name of the package in .NET, where words begin with capital letters.
pub const DOTNET_NAME: &str = "PrivateLink";

/// Root package of the Java SDK; the package name follows it.
pub const JAVA_PACKAGE: &str = "io.privatelink";

/// Address of the picture beside the name of the package.
pub fn logo() -> String {
    format!("{REPOSITORY}/raw/v{VERSION}/docs/logo.png")
}

#[cfg(test)]
mod tests {
    use super::{DOWNLOAD, GO_IMPORT, REPOSITORY};

    #[test]
    fn every_address_names_the_same_repository() {
        let path = REPOSITORY.trim_start_matches("https://github.com/");
        assert!(DOWNLOAD.ends_with(path) && GO_IMPORT.contains(path), "{path}");
    }
}
