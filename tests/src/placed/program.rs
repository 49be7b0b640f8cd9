//! A Pulumi program with a component, and with a provider for each slot but the default one.

#![allow(clippy::indexing_slicing, reason = "an object of JSON takes every name")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::deployment::{Deployment, outputs_in};
use crate::failure::Failure;
use crate::placed::{Place, Placement};
use crate::preview::Run;
use crate::pulumi::Pulumi;
use crate::scratch::Scratch;
use crate::toolchain::Toolchain;

pub(super) struct Program<'a> {
    toolchain: &'a Toolchain,
    placement: Placement,
    /// Folder with the plugin of a component that only tests have.
    plugin: Option<Scratch>,
    pulumi: Option<Pulumi>,
    /// What the changes were read from that were asked for last.
    previewed: Option<Run>,
}

impl<'a> Program<'a> {
    pub(super) fn new(toolchain: &'a Toolchain, placement: Placement) -> Result<Self, Failure> {
        let plugin = match placement.plugin {
            None => None,
            Some(program) => {
                let folder = Scratch::new("plugin")?;
                let program = toolchain.plugins()?.join(program);
                symlink(program, folder.path().join("pulumi-resource-privatelink"))?;
                Some(folder)
            }
        };
        Ok(Self { toolchain, placement, plugin, pulumi: None, previewed: None })
    }

    fn set(&mut self, inputs: &Value) -> Result<&Pulumi, Failure> {
        let plugin = self.plugin.as_ref().map(Scratch::path);
        let text = serde_yaml_ng::to_string(&program(&self.placement, plugin, inputs))?;
        if let Some(pulumi) = &self.pulumi {
            fs::write(pulumi.folder().join("Pulumi.yaml"), text)?;
        } else {
            let source = Scratch::new("program")?;
            fs::write(source.path().join("Pulumi.yaml"), text)?;
            let home = &self.placement.home;
            let pulumi = Pulumi::new(self.toolchain, &home.account, source.path())?;
            pulumi.configure(&[("aws:region", home.region)], &[])?;
            self.pulumi = Some(pulumi);
        }
        self.made()
    }

    fn made(&self) -> Result<&Pulumi, Failure> {
        self.pulumi.as_ref().ok_or_else(|| Failure::new("nothing is deployed yet"))
    }
}

fn program(placement: &Placement, plugin: Option<&Path>, inputs: &Value) -> Value {
    let mut properties = inputs.clone();
    let mut resources = Map::new();
    for (slot, place) in &placement.others {
        if placement.by_roles {
            let mut settings = settings(place, &placement.home);
            let role = format!("arn:aws:iam::{}:role/deploy", place.account.id());
            settings["assumeRoles"] = json!([{ "roleArn": role }]);
            properties[format!("{slot}Provider")] = settings;
            continue;
        }
        properties[format!("{slot}Provider")] = json!(format!("${{{slot}}}"));
        let provider =
            json!({ "type": "pulumi:providers:aws", "properties": settings(place, place) });
        resources.insert((*slot).to_owned(), provider);
    }
    let component = json!({
        "type": format!("privatelink:{}", placement.component.name),
        "properties": properties,
    });
    resources.insert("component".to_owned(), component);
    let mut program = json!({ "name": "placed", "runtime": "yaml", "resources": resources });
    if let Some(folder) = plugin {
        let plugin = json!({ "name": "privatelink", "path": folder });
        program["plugins"] = json!({ "providers": [plugin] });
    }
    program
}

/// What a provider in a place is made of, with the key of an account.
fn settings(place: &Place, of: &Place) -> Value {
    json!({
        "region": place.region,
        "accessKey": of.account.access_key(),
        "secretKey": "test",
        "skipCredentialsValidation": true,
        "skipMetadataApiCheck": "true",
        "maxRetries": 3,
    })
}

impl Deployment for Program<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.set(inputs)?.up().map(drop)
    }

    fn deploy_changes(&mut self, _: &Value) -> Result<(), Failure> {
        let preview = self.previewed.take();
        let preview = preview.ok_or_else(|| Failure::new("no changes were asked for"))?;
        self.made()?.up_after(&preview).map(drop)
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made()?.assert_unchanged()
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        let preview = self.set(inputs)?.preview()?;
        let changes = preview.changes();
        self.previewed = Some(preview);
        Ok(changes)
    }

    fn outputs(&self) -> Result<Value, Failure> {
        outputs_in(&self.made()?.export()?, self.placement.component)
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made()?.destroy()
    }
}
