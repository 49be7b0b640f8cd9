//! What the SDKs of each language are called and need: settings of Pulumi's generators.
//!
//! Every SDK brings the `aws` package, which the children of components are made by: without one the engine takes the newest
//! plugin on the machine, and two machines deploy by two versions. Programs may have a newer one within the range.
//!
//! The Pulumi SDK is asked for from the version on that the plugin asks the engine for, in the languages whose SDK has the
//! version of the engine; those for .NET and Java count by themselves.

use crate::package;
use privatelink_catalog::engines::OLDEST_PULUMI;
use serde_json::{Value as Json, json};

/// Option that every language takes.
const RESPECT_VERSION: &str = "respectSchemaVersion";

/// Oldest version of the `aws` package that has everything; its types are compared with the catalogue in the tests.
const AWS_FROM: &str = "6.83.0";

/// First version of the `aws` package that nothing is known about.
const AWS_BELOW: &str = "8.0.0";

/// Package of the `aws` provider in Go, of the oldest version: there, each major version has a name of its own, and a program
/// with a newer one has both, of which the engine takes the newer plugin.
const AWS_GO: &str = "github.com/pulumi/pulumi-aws/sdk/v6/go/aws";

/// Oldest Pulumi SDK for .NET: the version of the generator, which is counted like it.
const PULUMI_DOTNET: &str = "3.102.0";

/// Oldest Pulumi SDK for Java that what is generated was compiled with.
const PULUMI_JAVA: &str = "1.16.3";

/// The settings of all languages.
pub(super) fn all() -> Json {
    json!({
        "nodejs": {
            "packageName": package::NODEJS_PACKAGE,
            "dependencies": {
                "@pulumi/pulumi": format!("^{OLDEST_PULUMI}"),
                "@pulumi/aws": format!(">={AWS_FROM} <{AWS_BELOW}"),
            },
            RESPECT_VERSION: true,
        },
        "python": {
            "packageName": package::PYTHON_PACKAGE,
            "requires": {
                "pulumi": format!(">={OLDEST_PULUMI},<4.0.0"),
                "pulumi-aws": format!(">={AWS_FROM},<{AWS_BELOW}"),
            },
            "pyproject": { "enabled": true },
            RESPECT_VERSION: true,
        },
        "go": {
            "importBasePath": package::GO_IMPORT,
            "generateResourceContainerTypes": true,
            // Otherwise types that are only entries of plain maps are named, but not written.
            "generateExtraInputTypes": true,
            "internalDependencies": [AWS_GO],
            RESPECT_VERSION: true,
        },
        "csharp": {
            "rootNamespace": package::DOTNET_NAMESPACE,
            "namespaces": { package::NAME: package::DOTNET_NAME },
            "packageReferences": {
                "Pulumi": format!("[{PULUMI_DOTNET}, 4.0.0)"),
                "Pulumi.Aws": format!("[{AWS_FROM}, {AWS_BELOW})"),
            },
            RESPECT_VERSION: true,
        },
        "java": {
            "basePackage": package::JAVA_PACKAGE,
            "dependencies": {
                "com.google.code.findbugs:jsr305": "3.0.2",
                "com.pulumi:pulumi": PULUMI_JAVA,
                "com.pulumi:aws": AWS_FROM,
            },
        },
    })
}
