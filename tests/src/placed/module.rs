//! The Terraform module of a component, called with a provider for each slot.

#![allow(clippy::indexing_slicing, reason = "an object of JSON takes every name")]

use std::fs;

use privatelink_backends::terraform;
use privatelink_catalog::spelling::snake_case;
use serde_json::{Map, Value, json};

use crate::deployment::Deployment;
use crate::failure::Failure;
use crate::inputs;
use crate::placed::Placement;
use crate::scratch::{Scratch, checkout, copy_tree};
use crate::terraform::Terraform;
use crate::toolchain::Toolchain;

pub(super) struct Module<'a> {
    toolchain: &'a Toolchain,
    placement: Placement,
    terraform: Option<Terraform>,
}

impl<'a> Module<'a> {
    pub(super) fn new(toolchain: &'a Toolchain, placement: Placement) -> Self {
        Self { toolchain, placement, terraform: None }
    }

    fn set(&mut self, inputs: &Value) -> Result<&Terraform, Failure> {
        let root = root(&self.placement, inputs).to_string();
        if let Some(terraform) = &self.terraform {
            fs::write(terraform.folder().join("main.tf.json"), root)?;
        } else {
            let source = Scratch::new("module")?;
            write_module(&self.placement, &source)?;
            fs::write(source.path().join("main.tf.json"), root)?;
            let home = &self.placement.home.account;
            self.terraform = Some(Terraform::new(self.toolchain, home, source.path())?);
        }
        self.made()
    }

    fn made(&self) -> Result<&Terraform, Failure> {
        self.terraform.as_ref().ok_or_else(|| Failure::new("nothing is deployed yet"))
    }
}

/// The module as it is published, or as the backend makes it of a component that only tests have.
fn write_module(placement: &Placement, folder: &Scratch) -> Result<(), Failure> {
    let component = placement.component;
    let to = folder.path().join("module");
    if placement.plugin.is_none() {
        let published = checkout().join("sdks/terraform").join(snake_case(component.name));
        return copy_tree(&published, &to);
    }
    let files = terraform::compile(&component.model()).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        Failure::new(lines.join("\n"))
    })?;
    for (name, text) in &files.0 {
        let file = to.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&to))?;
        fs::write(file, text)?;
    }
    Ok(())
}

/// A root module that calls the module.
fn root(placement: &Placement, inputs: &Value) -> Value {
    let usual = json!({
        "region": placement.home.region,
        "skip_credentials_validation": true,
        "skip_metadata_api_check": "true",
        "max_retries": 3,
    });
    let mut configured = vec![usual.clone()];
    let mut handed = Map::from_iter([("aws".to_owned(), json!("aws"))]);
    for (slot, place) in &placement.others {
        let mut provider = usual.clone();
        provider["alias"] = json!(slot);
        provider["region"] = json!(place.region);
        provider["access_key"] = json!(place.account.access_key());
        provider["secret_key"] = json!("test");
        configured.push(provider);
        handed.insert(format!("aws.{slot}"), json!(format!("aws.{slot}")));
    }
    let mut call = inputs::for_terraform(&placement.component.model().inputs, inputs);
    call["source"] = json!("./module");
    call["providers"] = Value::Object(handed);
    json!({
        "provider": { "aws": configured },
        "module": { "this": call },
        "output": { "module": { "value": "${module.this}", "sensitive": true } },
    })
}

impl Deployment for Module<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.set(inputs)?.apply()
    }

    fn deploy_changes(&mut self, _: &Value) -> Result<(), Failure> {
        self.made()?.apply_planned()
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made()?.assert_unchanged()
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        self.set(inputs)?.changes()
    }

    fn outputs(&self) -> Result<Value, Failure> {
        let outputs = self.made()?.outputs()?;
        outputs.get("module").cloned().ok_or_else(|| Failure::new("no outputs are there"))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made()?.destroy()
    }
}
