//! What must be so whatever became of the calls.

use std::collections::BTreeSet;

use privatelink_wire::prost_types::{Struct, Value as Wire, value::Kind};
use privatelink_wire::pulumi::{
    ConstructResponse, RegisterResourceOutputsRequest, RegisterResourceRequest,
};
use privatelink_wire::value::{Output, Properties, Value, decode};
use prost::Message as _;
use tonic::Status;

use crate::case::{NAME, SECRET};
use crate::fault::Fault;
use crate::relay::{Asked, counted};
use crate::trial::Came;

/// The key of special values.
const KEY: &str = "4dabf18193072939515e22adb298388d";

/// What is wrong with what came of a component, compared with what came of it in peace.
pub(crate) fn wrong(came: &Came, peace: &Came) -> Vec<String> {
    let mut wrong = shown(came);
    match &came.answer {
        None => wrong.push("it hangs".to_owned()),
        Some(Err(status)) => wrong.extend(bug(status)),
        Some(Ok(response)) => wrong.extend(half(came, peace, response)),
    }
    wrong
}

/// Panics are told as errors.
fn bug(status: &Status) -> Option<String> {
    let message = status.message();
    let is_bug = message.contains("bug") || message.is_empty();
    is_bug.then(|| format!("`{message}` is no error of the engine"))
}

/// Places where the secret shows.
fn shown(came: &Came) -> Vec<String> {
    let mut places = Vec::new();
    let mut look = |place: &str, text: &[u8]| {
        if text.windows(SECRET.len()).any(|found| found == SECRET.as_bytes()) {
            places.push(format!("{place} shows the secret"));
        }
    };
    if let Some(Err(status)) = &came.answer {
        look("the error", status.message().as_bytes());
        look("the details of the error", status.details());
    }
    for log in &came.logs {
        look("a message", log.message.as_bytes());
    }
    for asked in &came.asked {
        let place = format!("{} {}", asked.call.method, asked.call.about);
        look(&place, &without_secrets(asked));
    }
    if let Some(Ok(response)) = &came.answer {
        look(
            "the outputs",
            &response.state.clone().map(hidden).unwrap_or_default().encode_to_vec(),
        );
    }
    places
}

/// A request without what is marked as secret.
fn without_secrets(asked: &Asked) -> Vec<u8> {
    match asked.call.method.as_str() {
        "RegisterResource" => {
            let mut request = RegisterResourceRequest::decode(&*asked.request).unwrap();
            request.object = request.object.map(hidden);
            request.encode_to_vec()
        }
        "RegisterResourceOutputs" => {
            let mut request = RegisterResourceOutputsRequest::decode(&*asked.request).unwrap();
            request.outputs = request.outputs.map(hidden);
            request.encode_to_vec()
        }
        _ => asked.request.clone(),
    }
}

fn hidden(object: Struct) -> Struct {
    let hide = |value: Wire| match value.kind {
        Some(Kind::StructValue(special)) if special.fields.contains_key(KEY) => Wire { kind: None },
        Some(Kind::StructValue(object)) => Kind::StructValue(hidden(object)).into(),
        Some(Kind::ListValue(mut list)) => {
            let wrapped = |value| Struct { fields: [("element".to_owned(), value)].into() };
            let elements = list.values.into_iter().map(|value| hidden(wrapped(value)));
            list.values = elements.flat_map(|object| object.fields.into_values()).collect();
            Kind::ListValue(list).into()
        }
        kind => Wire { kind },
    };
    Struct { fields: object.fields.into_iter().map(|(name, value)| (name, hide(value))).collect() }
}

/// Resources that are said to wait for, or to be in, something without a name, which a real engine refuses.
pub(crate) fn refused(asked: &[Asked]) -> Vec<String> {
    let requests = asked.iter().filter(|asked| asked.call.method == "RegisterResource");
    let mut refused = Vec::new();
    for asked in requests {
        let request = RegisterResourceRequest::decode(&*asked.request).unwrap();
        let urns = request.property_dependencies.values().flat_map(|all| &all.urns);
        let mut urns = urns.chain(&request.dependencies).chain([&request.parent]);
        if urns.any(|urn| !urn.starts_with("urn:")) {
            refused.push(request.name);
        }
    }
    refused
}

/// Why a success is none.
fn half(came: &Came, peace: &Came, response: &ConstructResponse) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some(Ok(whole)) = &peace.answer else { panic!("a component fails in peace") };
    let lies = came.asked.iter().any(|asked| asked.fault.is_some_and(Fault::lies));
    // What needs a resource that failed is not made; a run that goes on hears of it from the engine.
    let told = |asked: &&Asked| matches!(asked.fault, Some(Fault::Outcome(_)));
    let failed = came.asked.iter().any(|asked| told(&asked));
    // Nor are there outputs of a component that failed itself, or was skipped.
    let of_itself = came.asked.iter().filter(told).any(|asked| asked.call.about == NAME);
    if response.urn != whole.urn && !lies {
        wrong.push(format!("its URN is `{}`", response.urn));
    }
    for call in counted(&peace.asked).into_keys() {
        // A preview goes on without the answer of a function, and says so. What is asked of the engine itself is only for
        // better words.
        let needed = match call.method.as_str() {
            "RegisterResource" => true,
            "RegisterResourceOutputs" => !of_itself,
            "Invoke" => !came.preview && call.about.starts_with("aws:"),
            _ => false,
        };
        let asked = came.asked.iter().find(|asked| asked.call == call);
        let done = asked.map_or(failed && call.method != "RegisterResourceOutputs", |asked| {
            asked.answered && !asked.fault.is_some_and(Fault::is_fatal)
        });
        if needed && !done {
            wrong.push(format!("it succeeds without {} {}", call.method, call.about));
        }
    }
    if !lies {
        let outputs = |response: &ConstructResponse| {
            decode(response.state.clone().unwrap_or_default()).unwrap_or_default()
        };
        wrong.extend(differences(&outputs(response), &outputs(whole)));
    }
    wrong
}

/// Outputs that are others than in peace, but for those that are not known.
fn differences(found: &Properties, wanted: &Properties) -> Vec<String> {
    let names: BTreeSet<_> = found.keys().chain(wanted.keys()).collect();
    let differs = |name: &&&String| match (found.get(**name), wanted.get(**name)) {
        (Some(found), Some(wanted)) => !agrees(found, wanted),
        _ => true,
    };
    let line = |name: &String| {
        format!("the output `{name}` is {:?} and not {:?}", found.get(name), wanted.get(name))
    };
    names.iter().filter(differs).map(|name| line(name)).collect()
}

fn agrees(found: &Output, wanted: &Output) -> bool {
    match (&found.value, &wanted.value) {
        (None, _) => true,
        (Some(Value::Object(found)), Some(Value::Object(wanted))) => {
            differences(found, wanted).is_empty()
        }
        (Some(Value::List(found)), Some(Value::List(wanted))) => {
            let mut pairs = found.iter().zip(wanted);
            found.len() == wanted.len() && pairs.all(|(found, wanted)| agrees(found, wanted))
        }
        (found, wanted) => found == wanted,
    }
}
