//! Residual expressions as values of a template.
//!
//! An [`Expr`] in, a tree of literals and intrinsic functions out. What a template cannot express is a [`Refusal`],
//! which becomes a problem of the input it comes from; nothing is dropped or approximated.

use super::conditions::{Conditions, Section, equals, not};
use super::plan::Plan;
pub(super) use super::refusal::Refusal;
use super::text::Text;
use privatelink_catalog::facts::{self, PARTITION};
use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{AttributeForm, KindForm, PropertyType};
use privatelink_ir::expr::here;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Constant, Expr, Fact, Function, Name, Path, Problem, Type};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// A tree, or why there is none.
pub(super) type Lowered = Result<Json, Refusal>;

/// Turns residues into trees for the template of one provider slot.
#[derive(Debug)]
pub(super) struct Lower<'a> {
    /// The whole component.
    pub(super) plan: &'a Plan<'a>,
    /// Whose template it is.
    pub(super) slot: &'static str,
    /// Conditions made so far.
    pub(super) conditions: Conditions,
    /// Attributes of resources of other templates that were read so far.
    pub(super) imports: BTreeSet<(Address, Name)>,
    /// Bridges that made custom resources so far.
    pub(super) bridges: BTreeSet<&'static str>,
    /// What could not be expressed.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Lower<'a> {
    /// Nothing lowered yet.
    pub(super) fn new(plan: &'a Plan<'a>, slot: &'static str) -> Self {
        Self {
            plan,
            slot,
            conditions: Conditions::default(),
            imports: BTreeSet::new(),
            bridges: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// The expression as a value for a property of this type.
    pub(super) fn value(&mut self, expr: &Expr, ty: PropertyType) -> Lowered {
        self.branches(expr, &|lower, branch| lower.solid(branch, ty))
    }

    /// Lowers what an expression may come out as, one by one; what may be absent is `AWS::NoValue`.
    pub(super) fn branches(
        &mut self,
        expr: &Expr,
        leaf: &dyn Fn(&mut Self, &Expr) -> Lowered,
    ) -> Lowered {
        match expr {
            Expr::Literal(Constant::Null) => Ok(reference("AWS::NoValue")),
            Expr::If(condition, then, otherwise) => {
                let name = self.condition_name(condition)?;
                let then = self.branches(then, leaf)?;
                let otherwise = self.branches(otherwise, leaf)?;
                Ok(call("Fn::If", Json::Array(vec![name.into(), then, otherwise])))
            }
            solid => leaf(self, solid),
        }
    }

    /// A value that is there in any case.
    fn solid(&mut self, expr: &Expr, ty: PropertyType) -> Lowered {
        match expr {
            Expr::Literal(Constant::List(_)) | Expr::List(_) | Expr::Call(Function::Concat, _) => {
                let items = elements(expr)?;
                let item_type =
                    if ty == PropertyType::StringList { PropertyType::String } else { ty };
                items.iter().map(|item| self.value(item, item_type)).collect()
            }
            Expr::Literal(value) => Ok(literal(value, ty)),
            Expr::Hole(path) => self.parameter(path),
            Expr::Fact(fact, _) => Ok(reference(pseudo_parameter(*fact))),
            Expr::Attribute { name, .. } => match address_of(expr) {
                Some(address) => self.attribute(&address, *name),
                None => Err(Refusal::of(expr, "reads a resource")),
            },
            Expr::Object(entries) => entries
                .iter()
                .map(|(key, value)| {
                    Ok(((**key).to_owned(), self.value(value, PropertyType::String)?))
                })
                .collect::<Result<Map<_, _>, _>>()
                .map(Json::Object),
            Expr::Call(Function::Text, parts) => {
                let mut text = Text::default();
                for part in &**parts {
                    text.push(self.value(part, PropertyType::String)?, expr)?;
                }
                Ok(text.finish())
            }
            Expr::Call(Function::Json, arguments) => {
                self.json(arguments.first().unwrap_or(&Expr::NULL))
            }
            Expr::Call(
                Function::Equal
                | Function::Not
                | Function::All
                | Function::Any
                | Function::IsSet
                | Function::Contains
                | Function::AtMost
                | Function::Matches,
                _,
            ) => {
                let name = self.condition_name(expr)?;
                let [yes, no] = [true, false].map(|word| literal(&word.into(), ty));
                Ok(call("Fn::If", Json::Array(vec![name.into(), yes, no])))
            }
            Expr::Call(Function::Lookup, arguments) => self.map_entry(expr, arguments),
            Expr::Call(Function::Merge, _) => Err(Refusal::of(expr, "is joined with another map")),
            _ => Err(Refusal::of(expr, "is computed with")),
        }
    }

    /// The value of a parameter. An empty list is left out: `CloudFormation` takes it for a list of one empty text.
    fn parameter(&mut self, path: &Path) -> Lowered {
        let parameter = self.plan.parameter(path)?;
        let value = reference(&parameter.id);
        if !matches!(parameter.ty, Type::List { .. }) || !parameter.may_be_empty {
            return Ok(value);
        }
        let text = call("Fn::Join", Json::Array(vec!["".into(), value.clone()]));
        let name =
            self.conditions.name(not(equals(text, "".into())), format!("{}IsGiven", parameter.id));
        Ok(call("Fn::If", Json::Array(vec![name.into(), value, reference("AWS::NoValue")])))
    }

    /// All elements of a list as a text with commas, where a custom resource gives it so.
    pub(super) fn told_list(&self, expr: &Expr) -> Option<Json> {
        let (Expr::Attribute { name, .. }, address) = (expr, address_of(expr)?) else {
            return None;
        };
        let place = self.plan.find(&address).ok().filter(|place| place.slot == self.slot)?;
        let attribute = place.kind.find_attribute(name.0)?;
        match (&place.kind.cloudformation, &attribute.cloudformation) {
            (KindForm::Bridge(_), AttributeForm::Get(get)) => Some(get_att(&place.id, get)),
            _ => None,
        }
    }

    /// An entry of an attribute that is a map: a custom resource has an attribute for each.
    fn map_entry(&mut self, expr: &Expr, arguments: &[Expr]) -> Lowered {
        let [map @ Expr::Attribute { name, .. }, Expr::Literal(Constant::Text(key))] = arguments
        else {
            return Err(Refusal::of(expr, "is computed with"));
        };
        let Some(address) = address_of(map) else {
            return Err(Refusal::of(expr, "reads a resource"));
        };
        let place = self.plan.find(&address)?;
        match place.kind.find_attribute(name.0).map(|attribute| &attribute.cloudformation) {
            Some(AttributeForm::Get(get)) if place.slot == self.slot && get.ends_with('*') => {
                Ok(get_att(&place.id, &get.replace('*', key)))
            }
            _ => Err(Refusal::of(expr, "is computed with")),
        }
    }

    /// The refusal, or one that goes deeper: nothing can be computed with what no template has.
    pub(super) fn explain(&mut self, refusal: Refusal, expr: &Expr) -> Refusal {
        let mut read = Vec::new();
        expr.walk(&mut |part| {
            if let (Expr::Attribute { name, .. }, Some(address)) = (part, address_of(part)) {
                read.push((address, *name));
            }
        });
        read.into_iter()
            .filter_map(|(address, name)| self.attribute(&address, name).err())
            .find(Refusal::is_unavailable)
            .unwrap_or(refusal)
    }

    /// An attribute of a resource, of this template or of another.
    pub(super) fn attribute(&mut self, address: &Address, name: Name) -> Lowered {
        let place = self.plan.find(address)?;
        let id = place.id.as_str();
        let Some(attribute) = place.kind.find_attribute(name.0) else {
            return Err(Refusal::not_read());
        };
        let is_custom = matches!(place.kind.cloudformation, KindForm::Bridge(_));
        Ok(match &attribute.cloudformation {
            // In whichever template: the property can be told everywhere.
            AttributeForm::Property(property) => {
                let value = self.plan.property(place, property).unwrap_or(&Expr::NULL);
                return self.value(value, attribute.ty);
            }
            _ if place.slot != self.slot => {
                self.imports.insert((address.clone(), name));
                reference(&import_id(place.slot, id, name))
            }
            _ if attribute.ty == PropertyType::StringMap => {
                return Err(Refusal::of(&Expr::NULL, "is read as a whole"));
            }
            AttributeForm::Ref => reference(id),
            // What a custom resource gives is a text of all elements: none would be one empty element.
            AttributeForm::Get(_) if is_custom && attribute.ty == PropertyType::StringList => {
                return Err(Refusal::of(&Expr::NULL, "is taken apart"));
            }
            AttributeForm::Get(name) => get_att(id, name),
            AttributeForm::Text { text, china: None } => substitute(text, id),
            AttributeForm::Text { text, china: Some(china) } => {
                let partition = here(PARTITION).equals("aws-cn");
                let tree = self.condition(&partition, Section::Conditions)?;
                let name = self.conditions.name(tree, "IsChina".to_owned());
                let [china, rest] = [china, text].map(|text| substitute(text, id));
                call("Fn::If", Json::Array(vec![name.into(), china, rest]))
            }
            AttributeForm::Texts(text) => Json::Array(vec![substitute(text, id)]),
            AttributeForm::Part { list, index, separator, part } => {
                let list = get_att(id, list);
                let element = call("Fn::Select", json!([index, list]));
                let parts = call("Fn::Split", json!([separator, element]));
                call("Fn::Select", json!([part, parts]))
            }
            AttributeForm::Bridge { bridge, get } => {
                return self.bridge_attribute(address, (bridge, get));
            }
            AttributeForm::Absent => {
                return Err(Refusal::unavailable(attribute.reason));
            }
        })
    }
}

/// Elements of a list whose length is known, once conditions are decided; absent ones may be among them.
pub(super) fn elements(expr: &Expr) -> Result<Vec<Expr>, Refusal> {
    match expr {
        Expr::List(items) => Ok(items.to_vec()),
        Expr::Literal(Constant::List(items)) => {
            Ok(items.iter().cloned().map(Expr::Literal).collect())
        }
        Expr::Literal(Constant::Null) => Ok(Vec::new()),
        // Each element is there or not on its own: `Fn::If` cannot give several elements.
        Expr::If(condition, then, otherwise) => {
            let (then, otherwise) = (elements(then)?, elements(otherwise)?);
            let present = |item| condition.then(item);
            let absent = |item| condition.choose(Expr::NULL, item);
            Ok(then.into_iter().map(present).chain(otherwise.into_iter().map(absent)).collect())
        }
        Expr::Call(Function::Concat, lists) => {
            let Some(lists) = lists.first() else { return Ok(Vec::new()) };
            let mut all = Vec::new();
            for list in elements(lists)? {
                all.extend(elements(&list)?);
            }
            Ok(all)
        }
        _ => Err(Refusal::of(expr, "is joined with other lists")),
    }
}

/// A constant, as the property wants it: text for text, numbers for numbers.
fn literal(value: &Constant, ty: PropertyType) -> Json {
    match (value, ty) {
        (Constant::Bool(_) | Constant::Number(_), PropertyType::String) => value.to_string().into(),
        _ => value.to_json(),
    }
}

/// `Fn::Sub` of a catalog text in which `${Name}` is an attribute of the resource.
fn substitute(text: &str, id: &str) -> Json {
    let mut pieces = text.split("${");
    let mut full = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        full.push_str("${");
        if !piece.starts_with("AWS::") {
            full.push_str(id);
            full.push('.');
        }
        full.push_str(piece);
    }
    call("Fn::Sub", full.into())
}

/// An intrinsic function.
pub(super) fn call(name: &str, argument: Json) -> Json {
    Json::Object(Map::from_iter([(name.to_owned(), argument)]))
}

/// `Ref`.
pub(super) fn reference(id: &str) -> Json {
    call("Ref", id.into())
}

/// `Fn::GetAtt`.
pub(super) fn get_att(id: &str, attribute: &str) -> Json {
    call("Fn::GetAtt", json!([id, attribute]))
}

/// What `CloudFormation` calls a fact about the deployment.
pub(super) fn pseudo_parameter(fact: Fact) -> &'static str {
    facts::find(fact).map_or("AWS::NoValue", |fact| fact.cloudformation)
}

/// Name of the parameter, and of the output of the template of `slot`, that hand an attribute over.
pub(super) fn import_id(slot: &str, id: &str, name: Name) -> String {
    format!("From{}{id}{}", pascal_case(slot), pascal_case(name.0))
}
