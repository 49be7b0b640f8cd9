//! Rust code of the Pulumi protocol, from the `.proto` files of `provider/wire`.
//!
//! Input: `provider/wire/proto/**/*.proto`. Output: one file per protobuf package for
//! `provider/wire/src/generated/`. Pure Rust from end to end: nobody needs `protoc`.

use std::path::{Path, PathBuf};

use prost_build::{Config, Module};

/// Files to compile; what they import comes along.
const ROOTS: [&str; 4] = [
    "pulumi/provider.proto",
    "pulumi/resource.proto",
    "pulumi/engine.proto",
    "pulumi/errors.proto",
];

/// The envelope of error details, which no other file imports.
const STATUS: &str = "google/rpc/status.proto";

/// Codec of every generated client and server. It refuses messages that are nested too deeply.
const CODEC: &str = "crate::codec::BoundedCodec";

/// Why the code could not be generated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProtosError {
    /// A `.proto` file is missing or malformed.
    #[error("cannot compile the protocol files: {0}")]
    Compile(#[from] protox::Error),
    /// The descriptors are valid but cannot be expressed in Rust.
    #[error("cannot write the protocol as rust: {0}")]
    Print(#[from] std::io::Error),
}

/// Generates the code below `root`, the folder of the workspace.
///
/// Returns paths relative to `root` with their text, sorted by path. Equal input gives equal text.
///
/// # Errors
///
/// [`ProtosError`] if a protocol file is missing or malformed.
pub(crate) fn generate(root: &Path) -> Result<Vec<(PathBuf, String)>, ProtosError> {
    let protocol = root.join("provider/wire/proto");
    let files = protox::compile(ROOTS.iter().chain([&STATUS]), [&protocol])?.file;

    let services = tonic_prost_build::configure()
        .generate_default_stubs(true)
        .codec_path(CODEC)
        .service_generator();
    let mut config = Config::new();
    // Sorted maps: two equal messages have equal bytes, which recordings and tests rely on.
    config.btree_map(["."]).service_generator(services);
    // Error details are sent as `Any`, which names its type.
    config.enable_type_names().type_name_domain(["."], "type.googleapis.com");

    let requests = files
        .into_iter()
        .map(|file| (Module::from_protobuf_package_name(file.package()), file))
        .collect();
    let mut texts: Vec<_> = config
        .generate(requests)?
        .into_iter()
        .map(|(module, text)| {
            let name = module.to_file_name_or("package");
            (Path::new("provider/wire/src/generated").join(name), text)
        })
        .collect();
    texts.sort();
    Ok(texts)
}
