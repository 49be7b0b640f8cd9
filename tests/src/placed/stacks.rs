//! The stacks of a component, each where its slot is.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use privatelink_backends::cloudformation::{Compiled, Origin, Stack};
use serde_json::{Map, Value};

use crate::cloudformation::CloudFormation;
use crate::deployment::{Deployment, compiled, line};
use crate::emulator::Emulator;
use crate::failure::Failure;
use crate::placed::Placement;
use crate::scratch::Scratch;

pub(super) struct Stacks<'a> {
    emulator: &'a Emulator,
    placement: Placement,
    scratch: Scratch,
    made: Vec<Made<'a>>,
}

/// A stack, and what it is made of.
struct Made<'a> {
    name: String,
    stack: CloudFormation<'a>,
    template: PathBuf,
    parameters: Vec<(String, String)>,
    outputs: Value,
}

impl Made<'_> {
    fn parameters(&self) -> Vec<(&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

impl<'a> Stacks<'a> {
    pub(super) fn new(emulator: &'a Emulator, placement: Placement) -> Result<Self, Failure> {
        Ok(Self { emulator, placement, scratch: Scratch::new("templates")?, made: Vec::new() })
    }

    /// Writes the template of a stack down, and finds the values of its parameters.
    fn next(
        &self,
        stack: &Stack,
        of: &Compiled,
        inputs: &Value,
        outputs: &BTreeMap<String, Value>,
    ) -> Result<Made<'a>, Failure> {
        let place = self.placement.place(stack.slot)?;
        let [file] = stack.files.as_slice() else {
            return Err(Failure::new(format!("there should be one file: {:?}", stack.files)));
        };
        let text = of.files.0.get(file);
        let text = text.ok_or_else(|| Failure::new(format!("`{file}` was not written")))?;
        // Beside other stacks of the account, which may be of the same component.
        let name = format!("{}-{}", self.placement.component.name, stack.name);
        let at = CloudFormation::new(self.emulator, &place.account, &self.unique(&name, inputs));
        let made = Made {
            name: stack.name.clone(),
            stack: at.in_region(place.region),
            template: self.scratch.path().join(file),
            parameters: self.parameters(stack, outputs)?,
            outputs: Value::Null,
        };
        fs::write(&made.template, text)?;
        Ok(made)
    }

    /// The name of a stack in its account, where other deployments of the component have stacks too.
    fn unique(&self, stack: &str, inputs: &Value) -> String {
        let of = inputs.get("name").and_then(Value::as_str).unwrap_or_default();
        let home = self.placement.home.account.id();
        format!("{stack}-{of}-{home}")
    }

    /// Parameters of a stack for what earlier stacks have and what is so in other slots. Inputs stand in the template, as
    /// defaults of theirs.
    fn parameters(
        &self,
        stack: &Stack,
        outputs: &BTreeMap<String, Value>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let imports = stack.imports.iter().map(|import| {
            let value = match &import.origin {
                Origin::Place { slot, fact } => self.placement.fact(slot, *fact)?,
                Origin::Output { stack, output } => {
                    let of_stack = outputs.get(stack).and_then(|outputs| outputs.get(output));
                    let value = of_stack.and_then(Value::as_str);
                    let missing = || Failure::new(format!("`{stack}` has no output `{output}`"));
                    value.ok_or_else(missing)?.to_owned()
                }
            };
            Ok((import.parameter.clone(), value))
        });
        imports.collect()
    }

    fn outputs_by_stack(&self) -> BTreeMap<String, Value> {
        self.made.iter().map(|made| (made.name.clone(), made.outputs.clone())).collect()
    }
}

impl Deployment for Stacks<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        let compiled = compiled(self.placement.component, inputs)?;
        let mut outputs = BTreeMap::new();
        let mut all = Vec::new();
        for stack in &compiled.stacks {
            let mut made = self.next(stack, &compiled, inputs, &outputs)?;
            made.stack.deploy(&made.template, &made.parameters())?;
            made.outputs = made.stack.outputs()?;
            outputs.insert(made.name.clone(), made.outputs.clone());
            all.push(made);
        }
        let before = std::mem::replace(&mut self.made, all);
        let is_left = |made: &&Made<'_>| !outputs.contains_key(&made.name);
        before.iter().rev().filter(is_left).try_for_each(|made| made.stack.delete())
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made
            .iter()
            .try_for_each(|made| made.stack.assert_unchanged(&made.template, &made.parameters()))
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        let compiled = compiled(self.placement.component, inputs)?;
        let outputs = self.outputs_by_stack();
        let mut lines = Vec::new();
        for stack in &compiled.stacks {
            let made = self.next(stack, &compiled, inputs, &outputs)?;
            let changes = made.stack.changes(&made.template, &made.parameters())?;
            lines.extend(changes.iter().map(line));
        }
        Ok(lines)
    }

    /// Those of all stacks; where two have the same one, that of the later stack.
    fn outputs(&self) -> Result<Value, Failure> {
        let all = self.made.iter().filter_map(|made| made.outputs.as_object()).flatten();
        Ok(Value::Object(
            all.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>(),
        ))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made.iter().rev().try_for_each(|made| made.stack.delete())
    }
}
