//! Templates of a blueprint, compiled and packaged as its page says: `privatelink compile`, then what
//! `aws cloudformation package` does.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use privatelink_tests::cloudformation;
use privatelink_tests::emulator::{Account, Emulator};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::scratch::{Scratch, checkout, copy_tree};
use privatelink_tests::toolchain::Toolchain;
use serde_json::json;

/// What stands before the name of a template in another one.
const NAMED: &str = "TemplateURL: ";

/// The folder of a blueprint, as a reader would have copied it.
pub(super) struct Templates<'a> {
    tools: &'a Toolchain,
    aws: &'a Emulator,
    folder: Scratch,
    /// Account and name of each template in a bucket.
    stored: RefCell<BTreeSet<(String, String)>>,
    owners: RefCell<Vec<Account>>,
}

impl<'a> Templates<'a> {
    /// Copies the folder of a blueprint.
    pub(super) fn new(
        tools: &'a Toolchain,
        aws: &'a Emulator,
        blueprint: &str,
    ) -> Result<Self, Failure> {
        let folder = Scratch::new("templates")?;
        copy_tree(&checkout().join("examples/cloudformation").join(blueprint), folder.path())?;
        Ok(Self { tools, aws, folder, stored: RefCell::default(), owners: RefCell::default() })
    }

    /// Compiles `inputs.yaml` of a folder into a template beside it, after these texts were replaced and another one
    /// was added, as the page of the blueprint says.
    pub(super) fn compile(
        &self,
        component: &str,
        folder: &str,
        changes: &[(&str, &str)],
        added: &str,
    ) -> Result<(), Failure> {
        let folder = self.folder.path().join(folder);
        let mut text = fs::read_to_string(folder.join("inputs.yaml"))
            .context(|| format!("no inputs in {}", folder.display()))?;
        for (old, new) in changes {
            if !text.contains(old) {
                return Err(Failure::new(format!("there is no `{old}` in\n{text}")));
            }
            text = text.replace(old, new);
        }
        let written = folder.join("changed.yaml");
        fs::write(&written, format!("{text}{added}"))?;
        cloudformation::compile(self.tools, component, &written, &folder).map(drop)
    }

    /// Puts the templates that another one names into a bucket, and returns the template that names them there.
    pub(super) fn package(&self, account: &Account, name: &str) -> Result<PathBuf, Failure> {
        let text = fs::read_to_string(self.folder.path().join(name))?;
        let bucket = bucket(account);
        if !self.owners.borrow().contains(account) {
            self.aws.call(account, "s3", "create_bucket", &json!({ "Bucket": bucket }))?;
            self.owners.borrow_mut().push(account.clone());
        }
        let mut lines = Vec::new();
        for line in text.lines() {
            let Some((before, file)) = line.split_once(NAMED) else {
                lines.push(line.to_owned());
                continue;
            };
            let body = fs::read_to_string(self.folder.path().join(file))
                .context(|| format!("`{file}` is not compiled"))?;
            let mut hasher = DefaultHasher::new();
            body.hash(&mut hasher);
            let key = format!("{:016x}.template", hasher.finish());
            let object = json!({ "Bucket": bucket, "Key": key, "Body": body });
            self.aws.call(account, "s3", "put_object", &object)?;
            lines.push(format!("{before}{NAMED}{}/{bucket}/{key}", self.aws.endpoint()));
            self.stored.borrow_mut().insert((bucket.clone(), key));
        }
        let packaged = self.folder.path().join(format!("packaged-{}-{name}", account.id()));
        fs::write(&packaged, lines.join("\n"))?;
        Ok(packaged)
    }

    /// Empties and deletes the buckets.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        for account in self.owners.borrow_mut().drain(..) {
            let bucket = bucket(&account);
            for (_, key) in self.stored.borrow().iter().filter(|(of, _)| *of == bucket) {
                let object = json!({ "Bucket": bucket, "Key": key });
                self.aws.call(&account, "s3", "delete_object", &object)?;
            }
            self.aws.call(&account, "s3", "delete_bucket", &json!({ "Bucket": bucket }))?;
        }
        Ok(())
    }
}

fn bucket(account: &Account) -> String {
    format!("templates-{}", account.id())
}
