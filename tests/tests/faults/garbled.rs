//! Answers that are not what an engine sends.

use fastrand::Rng;
use privatelink_wire::prost_types::{ListValue, Struct, Value, value::Kind};
use privatelink_wire::pulumi::{RegisterResourceResponse, ResourceInvokeResponse};
use prost::Message;

use crate::fault::Fault;
use crate::relay::Call;

/// Levels of a value that is too deep.
const DEEP: usize = 5_000;

/// The key of special values.
const KEY: &str = "4dabf18193072939515e22adb298388d";

/// The answer to a call as a fault makes it.
pub(crate) fn garbled(fault: Fault, call: &Call, answer: Vec<u8>) -> Vec<u8> {
    match fault {
        Fault::Empty => Vec::new(),
        Fault::Truncated => truncated(answer),
        Fault::Garbled(seed) => flipped(answer, &mut Rng::with_seed(seed)),
        // Field 1,000 is a text.
        Fault::Newer => [answer, vec![0xc2, 0x3e, 3, b'n', b'e', b'w']].concat(),
        Fault::Deep => deep(call),
        Fault::Outcome(outcome) => of_resource(call, answer, |response| {
            response.result = outcome;
            response.id.clear();
            response.object = None;
        }),
        Fault::Nameless => of_resource(call, answer, |response| response.urn.clear()),
        Fault::Unknown => unknown(call, answer),
        Fault::Senseless(seed) => senseless(call, answer, &mut Rng::with_seed(seed)),
        _ => answer,
    }
}

/// Ends within a field, so that no decoder can take it for whole.
fn truncated(answer: Vec<u8>) -> Vec<u8> {
    // A text of 100 bytes is said to follow.
    let mut cut = answer;
    cut.truncate(cut.len() / 2);
    [cut, vec![0xc2, 0x3e, 100]].concat()
}

fn flipped(mut answer: Vec<u8>, rng: &mut Rng) -> Vec<u8> {
    for _ in 0..=rng.usize(..4) {
        let length = answer.len();
        if let Some(byte) = answer.get_mut(rng.usize(..length.max(1))) {
            *byte ^= 1 << rng.u8(..8);
        }
    }
    answer
}

/// A struct in a struct, and so on, where the answer to a call has values; written from the inside.
fn deep(call: &Call) -> Vec<u8> {
    let mut value = Vec::new();
    let field = |tag: u8, content: Vec<u8>| {
        let mut written = vec![tag];
        prost::encoding::encode_varint(content.len() as u64, &mut written);
        written.extend(content);
        written
    };
    for _ in 0..DEEP {
        // Value.struct_value, Struct.fields with the key `a`.
        let entry = [field(0x0a, b"a".to_vec()), field(0x12, field(0x2a, value))].concat();
        value = field(0x0a, entry);
    }
    // `object` of a resource is field 3, `return` of a function field 1.
    let tag = if call.method == "RegisterResource" { 0x1a } else { 0x0a };
    field(tag, value)
}

fn of_resource(
    call: &Call,
    answer: Vec<u8>,
    change: impl FnOnce(&mut RegisterResourceResponse),
) -> Vec<u8> {
    if call.method != "RegisterResource" {
        return answer;
    }
    let mut response = RegisterResourceResponse::decode(&*answer).unwrap();
    change(&mut response);
    response.encode_to_vec()
}

fn unknown(call: &Call, answer: Vec<u8>) -> Vec<u8> {
    if call.method == "Invoke" {
        return ResourceInvokeResponse { unknown: true, ..Default::default() }.encode_to_vec();
    }
    of_resource(call, answer, |response| {
        response.unknown = true;
        response.id.clear();
        response.object = None;
    })
}

fn senseless(call: &Call, answer: Vec<u8>, rng: &mut Rng) -> Vec<u8> {
    if call.method == "Invoke" {
        let mut response = ResourceInvokeResponse::decode(&*answer).unwrap();
        response.r#return = response.r#return.map(|object| strange(object, rng));
        return response.encode_to_vec();
    }
    of_resource(call, answer, |response| {
        response.object = response.object.take().map(|object| strange(object, rng));
    })
}

/// The object with some values exchanged for others, at any depth.
fn strange(object: Struct, rng: &mut Rng) -> Struct {
    let member = |(name, value): (String, Value)| {
        let inner = match value.kind {
            Some(Kind::StructValue(object)) if rng.bool() => {
                Some(Kind::StructValue(strange(object, rng)))
            }
            kind => kind,
        };
        let value = if rng.u8(..3) == 0 { nonsense(rng) } else { Value { kind: inner } };
        (name, value)
    };
    Struct { fields: object.fields.into_iter().map(member).collect() }
}

fn nonsense(rng: &mut Rng) -> Value {
    let special = |kind: Kind| {
        let kind = Value { kind: Some(kind) };
        Kind::StructValue(Struct { fields: [(KEY.to_owned(), kind)].into() })
    };
    let kind = match rng.u8(..8) {
        0 => Kind::NumberValue(f64::NAN),
        1 => Kind::NumberValue(-1e300),
        2 => Kind::BoolValue(true),
        3 => Kind::ListValue(ListValue { values: vec![Value { kind: None }] }),
        4 => special(Kind::NumberValue(1.0)),
        5 => special(Kind::StringValue("1b47061264138c4ac30d75fd1eb44270".to_owned())),
        6 => special(Kind::StringValue("00000000000000000000000000000000".to_owned())),
        _ => Kind::StringValue("\u{0}\u{202e}".to_owned()),
    };
    Value { kind: Some(kind) }
}
