//! Made-up answers: recognisable values for everything that a resource or a function can tell.

use privatelink_catalog::{Attribute, KINDS, PropertyType, Segment};
use privatelink_wire::pulumi::{
    CheckFailure, RegisterResourceRequest, RegisterResourceResponse, ResourceInvokeRequest,
    ResourceInvokeResponse,
};
use privatelink_wire::value::{Output, Properties, Value, decode, encode_state};
use tonic::Status;

use super::behaviour::{Behaviour, Refusal, Version};

/// The resource as it is once it has been made, or as a preview shows it.
pub(super) fn registered(
    behaviour: &Behaviour,
    request: &RegisterResourceRequest,
) -> RegisterResourceResponse {
    let name = &request.name;
    let answer = RegisterResourceResponse { urn: urn(request), ..Default::default() };
    if behaviour.untargeted.contains(name) {
        let unknown = behaviour.version >= Version::MARKS_UNKNOWN;
        return RegisterResourceResponse { unknown, ..answer };
    }
    if !request.custom {
        return answer;
    }
    // As a provider does it: what was given comes back, what is computed is added.
    let silent = behaviour.silent.contains(name);
    let given = request.object.clone().filter(|_| !silent);
    let mut object = given.unwrap_or_default();
    let attributes = behaviour.attributes.get(name).cloned();
    let is_new = behaviour.preview && attributes.is_none();
    if !is_new {
        let attributes = attributes.unwrap_or_else(|| made_up(&request.r#type, name));
        object.fields.extend(encode_state(&attributes).fields);
    }
    let id = if is_new { String::new() } else { format!("{name}.id") };
    RegisterResourceResponse { id, object: Some(object), ..answer }
}

/// The URN of a resource. Parents that are stacks do not show in it.
pub(super) fn urn(request: &RegisterResourceRequest) -> String {
    let parent = request.parent.split("::").nth(2).filter(|kind| *kind != "pulumi:pulumi:Stack");
    let qualified = match parent {
        Some(parent) => format!("{parent}${}", request.r#type),
        None => request.r#type.clone(),
    };
    format!("urn:pulumi:dev::app::{qualified}::{}", request.name)
}

/// Attribute `arn` of the resource `a` is `a.arn`.
pub fn made_up(token: &str, name: &str) -> Properties {
    let kind = KINDS.iter().find(|kind| kind.pulumi == token);
    let attributes = kind.map(|kind| kind.attributes).unwrap_or_default();
    let value = |attribute: &Attribute| {
        let text = Output::known(format!("{name}.{}", attribute.name));
        match attribute.ty {
            PropertyType::Number => Output::known(1),
            PropertyType::Bool => Output::known(true),
            PropertyType::StringList | PropertyType::Blocks => Output::known(vec![text]),
            PropertyType::StringMap | PropertyType::Block => {
                Output::known(Properties::from([("key".to_owned(), text)]))
            }
            PropertyType::String => text,
        }
    };
    let mut made = Properties::new();
    for attribute in attributes {
        let each = attribute.pulumi.contains(&Segment::Each);
        let value = match value(attribute).value {
            // The path makes the list.
            Some(Value::List(mut items)) if each => items.remove(0),
            value => Output { value, ..Output::default() },
        };
        if let Some((Segment::Field(first), path)) = attribute.pulumi.split_first() {
            let place = made.entry((*first).to_owned()).or_default();
            put(place, path, value);
        }
    }
    made
}

/// Puts a value where a path leads.
fn put(place: &mut Output, path: &[Segment], value: Output) {
    match path.split_first() {
        None => *place = value,
        Some((Segment::Field(name), rest)) => {
            let mut members = match place.value.take() {
                Some(Value::Object(members)) => members,
                _ => Properties::new(),
            };
            put(members.entry((*name).to_owned()).or_default(), rest, value);
            *place = Output::known(members);
        }
        Some((Segment::Index(_) | Segment::Each, rest)) => {
            let mut items = match place.value.take() {
                Some(Value::List(items)) => items,
                _ => vec![Output::default()],
            };
            if let Some(first) = items.first_mut() {
                put(first, rest, value);
            }
            *place = Output::known(items);
        }
    }
}

/// What the engine knows about a resource: its URN, and the answer.
///
/// # Errors
///
/// If it was not asked about one.
pub(super) fn known(
    behaviour: &Behaviour,
    request: &ResourceInvokeRequest,
) -> Result<(String, ResourceInvokeResponse), Status> {
    let arguments = decode(request.args.clone().unwrap_or_default());
    let urn = arguments.ok().and_then(|mut arguments| arguments.remove("urn"));
    let Some(Output { value: Some(Value::String(urn)), .. }) = urn else {
        return Err(Status::unknown("missing required property 'urn'"));
    };
    let provider = Output::known(behaviour.provider.as_str());
    let found = Properties::from([("provider".to_owned(), provider)]);
    let r#return = Some(encode_state(&found));
    Ok((urn, ResourceInvokeResponse { r#return, ..ResourceInvokeResponse::default() }))
}

/// What a function answers.
pub(super) fn invoked(
    behaviour: &Behaviour,
    request: &ResourceInvokeRequest,
) -> Result<ResourceInvokeResponse, Status> {
    let made_up = || {
        let all = [
            ("name", "us-east-1"),
            ("region", "us-east-1"),
            ("accountId", "111111111111"),
            ("partition", "aws"),
        ];
        all.map(|(name, text)| (name.to_owned(), Output::known(Value::from(text)))).into()
    };
    let answer = ResourceInvokeResponse::default();
    Ok(match behaviour.refusals.get(&request.tok) {
        Some(Refusal::Status(code, message)) => return Err(Status::new(*code, *message)),
        Some(Refusal::Reason(reason)) => {
            let failure = CheckFailure { reason: (*reason).to_owned(), ..Default::default() };
            ResourceInvokeResponse { failures: vec![failure], ..answer }
        }
        Some(Refusal::Unknown) => ResourceInvokeResponse { unknown: true, ..answer },
        None => {
            let result = behaviour.functions.get(&request.tok).cloned().unwrap_or_else(made_up);
            ResourceInvokeResponse { r#return: Some(encode_state(&result)), ..answer }
        }
    })
}

/// What a resource was registered with, in the normal form.
///
/// # Errors
///
/// If the plugin sent a value that does not follow the protocol.
pub fn inputs(
    request: &RegisterResourceRequest,
) -> Result<Properties, privatelink_wire::value::DecodeError> {
    decode(request.object.clone().unwrap_or_default())
}
