//! A program of a blueprint, in Terraform or in a language of Pulumi, used as its reader would.

use std::fs;

use privatelink_catalog::spelling::snake_case;
use privatelink_tests::emulator::Account;
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Map, Value, json};

use super::output;

/// Languages of the programs; each is a folder of `examples`.
pub(super) const LANGUAGES: [&str; 3] = ["terraform", "typescript", "python"];

/// A program and what it deployed.
pub(super) struct Program {
    engine: Engine,
    _profiles: Scratch,
}

enum Engine {
    Terraform(Terraform),
    Pulumi(Pulumi),
}

impl Program {
    /// Prepares the program of a blueprint: a path such as `shared-service` below the folder of its language. It runs in
    /// an account and knows the other one as the profile `consumer`.
    pub(super) fn new(
        tools: &Toolchain,
        language: &str,
        blueprint: &str,
        account: &Account,
        other: &Account,
    ) -> Result<Self, Failure> {
        Self::with_profile(tools, language, blueprint, account, ("consumer", other))
    }

    /// The same with another name for the profile.
    pub(super) fn with_profile(
        tools: &Toolchain,
        language: &str,
        blueprint: &str,
        account: &Account,
        (profile, other): (&str, &Account),
    ) -> Result<Self, Failure> {
        let profiles = Scratch::new("profiles")?;
        let file = profiles.path().join("credentials");
        let key = other.access_key();
        fs::write(
            &file,
            format!("[{profile}]\naws_access_key_id = {key}\naws_secret_access_key = test\n"),
        )?;
        let variable = "AWS_SHARED_CREDENTIALS_FILE";
        let source = format!("examples/{language}/{blueprint}");
        let engine = if language == "terraform" {
            let mut terraform = Terraform::example(tools, account, &source, &json!({}))?;
            terraform.set_environment(variable, file);
            // The emulator answers for buckets under its one address alone.
            let settings = "provider \"aws\" {\n  s3_use_path_style = true\n}\n";
            fs::write(terraform.folder().join("test_override.tf"), settings)?;
            Engine::Terraform(terraform)
        } else {
            let mut pulumi = Pulumi::new(tools, account, &checkout().join(source))?;
            pulumi.set_variable(variable, file);
            Engine::Pulumi(pulumi)
        };
        Ok(Self { engine, _profiles: profiles })
    }

    /// Creates or updates everything with these settings; then there is nothing left to do. Names are spelled as in
    /// Pulumi.
    pub(super) fn deploy(&self, settings: &[(&str, Value)]) -> Result<(), Failure> {
        match &self.engine {
            Engine::Terraform(terraform) => {
                let named = settings.iter().map(|(name, value)| (snake_case(name), value.clone()));
                terraform.set_variables(&Value::Object(named.collect::<Map<_, _>>()))?;
                terraform.apply()?;
                terraform.assert_unchanged()
            }
            Engine::Pulumi(pulumi) => {
                let texts: Vec<_> = settings
                    .iter()
                    .map(|(name, value)| {
                        (*name, value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                    })
                    .collect();
                let plain: Vec<_> =
                    texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
                pulumi.configure(&plain, &[])?;
                pulumi.up()?;
                pulumi.assert_unchanged()
            }
        }
    }

    /// An output, whatever it is.
    pub(super) fn value(&self, name: &str) -> Result<Value, Failure> {
        let (outputs, name) = match &self.engine {
            Engine::Terraform(terraform) => (terraform.outputs()?, snake_case(name)),
            Engine::Pulumi(pulumi) => (pulumi.outputs()?, name.to_owned()),
        };
        let found = outputs.get(&name).cloned();
        found.ok_or_else(|| Failure::new(format!("there is no output `{name}` in {outputs:#}")))
    }

    /// An output that is text.
    pub(super) fn output(&self, name: &str) -> Result<String, Failure> {
        match &self.engine {
            Engine::Terraform(terraform) => {
                output(&terraform.outputs()?, &snake_case(name)).map(str::to_owned)
            }
            Engine::Pulumi(pulumi) => output(&pulumi.outputs()?, name).map(str::to_owned),
        }
    }

    /// Removes everything.
    pub(super) fn destroy(&self) -> Result<(), Failure> {
        match &self.engine {
            Engine::Terraform(terraform) => terraform.destroy(),
            Engine::Pulumi(pulumi) => pulumi.destroy(),
        }
    }
}
