//! What is computed early, late or in part comes to the same.

use super::case::Case;
use super::graph;
use super::keeps::specialised;
use super::meaning::{Stop, World};
use super::outside;
use super::show::Show;
use privatelink_ir::expr::Half;
use privatelink_ir::infer::{Inference, Ty};
use privatelink_ir::{
    Address, Constant, Context, DEFAULT_SLOT, Expr, Fact, Name, Path, Shape, Slot, Specialised,
};
use privatelink_provider::defaults::fill;
use privatelink_provider::evaluate::{Scope, evaluate};
use privatelink_provider::inputs::{find, from_constant, to_constant};
use privatelink_wire::value::{Output, Properties, Value};

/// Computes all outputs and properties of a case in every way there is, and compares the results.
///
/// # Errors
///
/// What differs.
pub(super) fn alike(case: &Case) -> Result<(), String> {
    match all(case) {
        Err(Stop::Wrong(why)) => Err(why),
        Ok(()) | Err(Stop::Missing) => Ok(()),
    }
}

fn all(case: &Case) -> Result<(), Stop> {
    let world = World::new(case)?;
    let mut plain = case.clone();
    plain.marks.clear();
    let Some(known) = specialised(&plain, false)? else { return Ok(()) };
    let Some(open) = specialised(case, true)? else { return Ok(()) };
    let views = [
        View::new(&plain, &known, false),
        View::new(case, &open, false),
        View::new(case, &open, true),
    ];
    for output in &case.model.outputs {
        let of = |component: &Specialised| {
            let found = component.outputs.iter().find(|told| told.name == output.name);
            found.map_or(Expr::NULL, |told| told.value.clone())
        };
        let meant = world.output(&output.value)?;
        let at = format!("output `{}`", output.name);
        agree(&at, &meant, [&of(&known), &of(&open)], &views)?;
        let inference = Inference::with_attributes(&case.model, &graph::attribute);
        let shape = inference.shape(&output.value, &Context::default());
        is_early(&shape, &of(&open)).map_err(|why| format!("{at} {why}"))?;
    }
    for node in &case.model.nodes {
        for instance in world.instances(node.label) {
            let address = Address { label: node.label, key: instance.0.clone() };
            for (name, value) in &node.properties {
                let of = |component: &Specialised| {
                    let properties = component.find(&address).map(|found| &found.properties);
                    let found = properties.into_iter().flatten().find(|(known, _)| known == name);
                    found.map_or(Expr::NULL, |(_, value)| value.clone())
                };
                let meant = world.property(node, instance, value)?;
                let at = format!("`{}` of {address:?}", name.0);
                agree(&at, &meant, [&of(&known), &of(&open)], &views)?;
                let inference = Inference::with_attributes(&case.model, &graph::attribute);
                let shape = inference.shape(value, &graph::inside(&inference, node));
                is_early(&shape, &of(&open)).map_err(|why| format!("{at} {why}"))?;
            }
        }
    }
    Ok(())
}

/// Whether all views of a value say what is meant.
fn agree(
    at: &str,
    meant: &Constant,
    [known, open]: [&Expr; 2],
    [plain, late, preview]: &[View<'_>; 3],
) -> Result<(), String> {
    let early = evaluate(known, plain);
    let done = evaluate(open, late);
    for (how, output) in [("early", &early), ("late", &done)] {
        if to_constant(output).as_ref() != Some(meant) {
            return Err(format!("{at} comes to {output:?} {how}, and means {meant}"));
        }
    }
    let before = evaluate(open, preview);
    turns_out(&before, &done).map_err(|why| {
        format!("{at} {why}: a preview says {before:?}, and then it is {done:?}; {}", Show(open))
    })
}

/// Whether what is known of a value in a preview is so in the end.
fn turns_out(before: &Output, after: &Output) -> Result<(), String> {
    if before.value.is_some() && after.secret && !before.secret {
        return Err("is shown before it is secret".to_owned());
    }
    match (&before.value, &after.value) {
        (None, _) => Ok(()),
        (Some(Value::List(before)), Some(Value::List(after))) if before.len() == after.len() => {
            before.iter().zip(after).try_for_each(|(before, after)| turns_out(before, after))
        }
        (Some(Value::Object(before)), Some(Value::Object(after)))
            if before.keys().eq(after.keys()) =>
        {
            before.values().zip(after.values()).try_for_each(|(one, other)| turns_out(one, other))
        }
        (before, after) if before == after => Ok(()),
        _ => Err("turns out otherwise".to_owned()),
    }
}

/// Whether what should be known from the start is.
fn is_early(shape: &Shape, residue: &Expr) -> Result<(), String> {
    if shape.known.is_late() {
        return Ok(());
    }
    match (&shape.ty, residue) {
        (_, Expr::Literal(_)) => Ok(()),
        (Ty::List(element), Expr::List(items)) => {
            items.iter().try_for_each(|item| is_early(element, item))
        }
        (Ty::Map(element), Expr::Object(entries)) => {
            entries.iter().try_for_each(|(_, value)| is_early(element, value))
        }
        (Ty::Object(fields), Expr::Object(entries)) => {
            fields.iter().try_for_each(|(name, field)| {
                is_early(field, entries.get(name).unwrap_or(&Expr::NULL))
            })
        }
        (Ty::Anything | Ty::Mixed, Expr::List(_) | Expr::Object(_)) => Ok(()),
        _ => Err(format!("is open although it is known early: {}, {shape:?}", Show(residue))),
    }
}

/// What the provider can read of a case.
pub(super) struct View<'a> {
    component: &'a Specialised,
    inputs: Properties,
    preview: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(case: &Case, component: &'a Specialised, preview: bool) -> Self {
        let mut inputs = case.sent(preview);
        fill(&case.model.inputs, &mut inputs);
        Self { component, inputs, preview }
    }
}

impl Scope for View<'_> {
    fn input(&self, path: &Path) -> Output {
        find(&self.inputs, path)
    }

    fn attribute(&self, address: &Address, name: Name) -> Output {
        if self.component.find(address).is_none() {
            return Output::known(Value::Null);
        }
        let value = outside::attribute(address.label, address.key.as_deref(), name);
        // Providers know some outputs of a resource before they make it.
        let is_unknown = self.preview && name.0 != "port";
        let output = if is_unknown { Output::unknown() } else { from_constant(&value) };
        output.depending_on([format!("urn:{}", address.label)])
    }

    fn fact(&self, Fact(fact): Fact, slot: Slot) -> Output {
        let slot = match slot {
            Slot::Here => DEFAULT_SLOT,
            Slot::Named(slot) => slot,
        };
        from_constant(&outside::fact_of(fact, slot))
    }

    fn variable(&self, _: &str, _: Half) -> Output {
        Output::known(Value::Null)
    }
}
