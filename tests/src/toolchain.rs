//! Where the external tools are: `cargo xtask setup` prepares them and names them in the environment.

use std::borrow::Cow;
use std::env;
use std::fs;
use std::iter;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::failure::{Context, Failure};
use crate::process;
use crate::scratch;

/// Time for building the plugins, which usually is done before.
const BUILD_LIMIT: Duration = Duration::from_mins(20);

/// The Terraform AWS provider inside a filesystem mirror, without version and platform.
pub(crate) const PROVIDER: &str = "registry.terraform.io/hashicorp/aws";

/// The same provider in the words of OpenTofu, whose default registry is another one.
const PROVIDER_OF_TOFU: &str = "registry.opentofu.org/hashicorp/aws";

/// Tools that tests run.
#[derive(Clone, Debug)]
pub struct Toolchain {
    bin: PathBuf,
    python: PathBuf,
    node_modules: PathBuf,
    terraform_mirror: PathBuf,
    /// The OpenTofu command, if it runs in Terraform's place.
    tofu: Option<PathBuf>,
}

impl Toolchain {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// The reason for leaving a test out: a variable is not set or names nothing.
    pub fn find() -> Result<Self, Failure> {
        Ok(Self {
            bin: variable("PRIVATELINK_TOOLS")?,
            python: variable("PRIVATELINK_PYTHON")?,
            node_modules: variable("PRIVATELINK_NODE_MODULES")?,
            terraform_mirror: variable("PRIVATELINK_TERRAFORM_MIRROR")?,
            tofu: None,
        })
    }

    /// Reads the environment where some tools are not there, or not yet. What needs one of them fails.
    ///
    /// # Errors
    ///
    /// A failure without Python, which everything needs.
    pub fn find_some() -> Result<Self, Failure> {
        let path = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
        Ok(Self {
            bin: path("PRIVATELINK_TOOLS"),
            python: variable("PRIVATELINK_PYTHON")?,
            node_modules: path("PRIVATELINK_NODE_MODULES"),
            terraform_mirror: path("PRIVATELINK_TERRAFORM_MIRROR"),
            tofu: None,
        })
    }

    /// The same tools with OpenTofu in Terraform's place, if a thorough run has prepared it.
    pub fn with_tofu(&self) -> Option<Self> {
        let tofu = env::var_os("PRIVATELINK_TOFU")?;
        Some(Self { tofu: Some(tofu.into()), ..self.clone() })
    }

    /// These tools, and the same with OpenTofu, if it is there.
    pub fn with_each_terraform(&self) -> impl Iterator<Item = Cow<'_, Self>> {
        iter::once(Cow::Borrowed(self)).chain(self.with_tofu().map(Cow::Owned))
    }

    /// The command that runs Terraform's configurations.
    pub fn terraform(&self) -> &Path {
        self.tofu.as_deref().unwrap_or(Path::new("terraform"))
    }

    /// The address of the Terraform AWS provider.
    pub fn provider_address(&self) -> &'static str {
        if self.tofu.is_some() { PROVIDER_OF_TOFU } else { PROVIDER }
    }

    /// The same tools with a Pulumi engine.
    #[must_use]
    pub fn with_engine(&self, bin: PathBuf) -> Self {
        Self { bin, ..self.clone() }
    }

    /// Folder with `pulumi`, the language hosts, the Terraform bridge and `gensdk`.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// Interpreter of the Python environment with the emulator's and Pulumi's packages.
    pub fn python(&self) -> &Path {
        &self.python
    }

    /// The pinned Node packages.
    pub fn node_modules(&self) -> &Path {
        &self.node_modules
    }

    /// Filesystem mirror with the Terraform AWS provider.
    pub fn terraform_mirror(&self) -> &Path {
        &self.terraform_mirror
    }

    /// A mirror that the command of [`terraform`](Self::terraform) finds the provider in; made in `folder` if it needs another
    /// one.
    ///
    /// # Errors
    ///
    /// A failure if it cannot be made.
    pub fn mirror_in(&self, folder: &Path) -> Result<PathBuf, Failure> {
        if self.tofu.is_none() {
            return Ok(self.terraform_mirror.clone());
        }
        let mirror = folder.join("mirror");
        for version in entries(&self.terraform_mirror.join(PROVIDER))? {
            let copy = mirror.join(PROVIDER_OF_TOFU).join(version.file_name().unwrap_or_default());
            fs::create_dir_all(&copy)?;
            // Of links, only those to the folder of a platform are followed.
            for platform in entries(&version)? {
                symlink(&platform, copy.join(platform.file_name().unwrap_or_default()))?;
            }
        }
        Ok(mirror)
    }

    /// A Python command in the folder of the emulator's package.
    pub fn emulator_command(&self, module: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-m", module]).current_dir(scratch::checkout().join("tests/emulator"));
        command
    }

    /// The file of the Terraform AWS provider.
    ///
    /// # Errors
    ///
    /// A failure if the mirror holds no unpacked provider.
    pub fn terraform_provider(&self) -> Result<PathBuf, Failure> {
        let folder = self.terraform_mirror.join(PROVIDER);
        let is_provider = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("terraform-provider-aws"))
        };
        let mut found: Vec<_> = entries(&folder)?
            .iter()
            .flat_map(|version| entries(version).unwrap_or_default())
            .flat_map(|platform| entries(&platform).unwrap_or_default())
            .filter(is_provider)
            .collect();
        found.sort();
        found.pop().ok_or_else(|| {
            Failure::new(format!("no unpacked provider below `{}`", folder.display()))
        })
    }

    /// The version of that provider.
    ///
    /// # Errors
    ///
    /// A failure if the mirror holds no unpacked provider.
    pub fn terraform_provider_version(&self) -> Result<String, Failure> {
        // A mirror is `.../VERSION/PLATFORM/FILE`.
        let file = self.terraform_provider()?;
        let version = file.ancestors().nth(2).and_then(Path::file_name).unwrap_or_default();
        Ok(version.to_string_lossy().into_owned())
    }

    /// Folder with the project's own plugins, built from the sources as they are now.
    ///
    /// # Errors
    ///
    /// A failure with the compiler's output.
    pub fn plugins(&self) -> Result<&'static Path, Failure> {
        plugins()
    }
}

/// [`Toolchain::plugins`], which needs none of the tools.
///
/// # Errors
///
/// A failure with the compiler's output.
pub fn plugins() -> Result<&'static Path, Failure> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match BUILT.get_or_init(|| build_plugins().map_err(|failure| failure.to_string())) {
        Ok(folder) => Ok(folder),
        Err(failure) => Err(Failure::new(failure)),
    }
}

/// The tests in the engine itself, as a program.
///
/// # Errors
///
/// The reason for leaving them out: the variable is not set or names nothing.
pub fn lifecycle() -> Result<PathBuf, Failure> {
    variable("PRIVATELINK_LIFECYCLE")
}

/// The same in the newest engine, if a thorough run has prepared it.
pub fn lifecycle_newest() -> Option<PathBuf> {
    env::var_os("PRIVATELINK_LIFECYCLE_NEWEST").map(PathBuf::from)
}

/// Builds the plugins in the profile of the running test: `cargo test` builds no programs of other packages.
fn build_plugins() -> Result<PathBuf, Failure> {
    let program = env::current_exe()?;
    // A test is `target/PROFILE/deps/NAME`, any other program `target/PROFILE/NAME`.
    let mut folders = program.ancestors().skip(1).skip_while(|folder| folder.ends_with("deps"));
    let folder = folders.next().ok_or_else(|| Failure::new("the program has no folder"))?;
    let folder_name = folder.file_name().unwrap_or_default();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--workspace", "--bins", "--profile"]);
    cargo.arg(if folder_name == "debug" { "dev".as_ref() } else { folder_name });
    cargo.current_dir(scratch::checkout());
    process::run(&mut cargo, BUILD_LIMIT)?.expect(0)?;
    Ok(folder.to_owned())
}

fn variable(name: &str) -> Result<PathBuf, Failure> {
    let path = env::var_os(name).map(PathBuf::from).ok_or_else(|| {
        Failure::new(format!("`{name}` is not set; run `eval \"$(cargo xtask setup)\"` first"))
    })?;
    if path.exists() {
        return Ok(path);
    }
    Err(Failure::new(format!("`{name}` names `{}`, which does not exist", path.display())))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let found = fs::read_dir(folder).context(|| format!("cannot read `{}`", folder.display()))?;
    found.map(|entry| Ok(entry?.path())).collect()
}
