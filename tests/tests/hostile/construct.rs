//! The plugin answers whatever it is given: it constructs the component or says what is wrong with the inputs.

use std::collections::BTreeMap;

use fastrand::Rng;
use privatelink_corpus_reader::Corpus;
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, request};
use privatelink_wire::prost_types::{ListValue, Struct, Value, value::Kind};
use privatelink_wire::value::Properties;
use prost::Message;
use serde_json::Value as Json;
use tokio::runtime::Runtime;
use tonic::Code;

use crate::cases::Source;
use crate::run::Run;

/// Cases of each component.
const CASES: u64 = 1_000;

/// The components as they are published.
const PACKAGE: Package = Package {
    name: "privatelink",
    version: "1.2.3",
    schema: "{}",
    components: privatelink_components::COMPONENTS,
    functions: &[],
    kinds: privatelink_catalog::find,
};

/// Key that makes an object a special value.
const KEY: &str = "4dabf18193072939515e22adb298388d";
/// A secret, and a value with what is known about it.
const SPECIAL: [&str; 2] = ["1b47061264138c4ac30d75fd1eb44270", "d0e6a833031e9bbcd3f4e8bde6ca49a4"];
/// A value that is not known yet.
const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/// Inputs, and whether they are previewed.
struct Case {
    inputs: Struct,
    previewed: bool,
}

#[test]
fn whatever_is_constructed_is_answered() {
    // One thread, whose time is measured: the plugin, and an engine that costs little.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let engines = runtime.block_on(async {
        let preview = FakeEngine::start(Behaviour::preview()).await.unwrap();
        let update = FakeEngine::start(Behaviour::default()).await.unwrap();
        [preview, update]
    });
    let plugin = runtime.block_on(Plugin::start(PACKAGE, Some(engines[0].address()))).unwrap();
    let mut failures = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let source = Source::of(&corpus);
        let token = format!("privatelink:index:{}", corpus.component.name);
        let run = Run {
            name: &format!("construct-{}", corpus.name),
            cases: CASES,
            make: &|rng| {
                let previewed = rng.bool();
                let tree = source.tree(rng);
                Case { inputs: properties(rng, &tree, previewed), previewed }
            },
            size: &|case| case.inputs.encoded_len(),
            // Not over lines: the indentation of deep inputs would be most of the file.
            show: &|case| format!("{:?}", case.inputs).into_bytes(),
            answer: &|case| {
                let engine = if case.previewed { &engines[0] } else { &engines[1] };
                answer(&runtime, engine, &plugin, &token, &case.inputs)
            },
            judge: &|_, answer| answer,
        };
        failures.extend(run.all());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What is wrong with the answer to these inputs.
fn answer(
    runtime: &Runtime,
    engine: &FakeEngine,
    plugin: &Plugin,
    token: &str,
    inputs: &Struct,
) -> Result<(), String> {
    let mut request = request(engine, token, "component", &Properties::new());
    request.inputs = Some(inputs.clone());
    let answer = runtime.block_on(plugin.client.clone().construct(request));
    engine.forget();
    match answer {
        Ok(_) => Ok(()),
        Err(status) if status.code() == Code::InvalidArgument => Ok(()),
        Err(status) => Err(format!("{:?}: {}", status.code(), status.message())),
    }
}

/// Inputs as an engine sends them: here and there secret, with what is known about them, or unknown.
fn properties(rng: &mut Rng, tree: &Json, previewed: bool) -> Struct {
    let entries = tree.as_object().into_iter().flatten();
    let fields = entries.map(|(name, value)| (name.clone(), wrapped(rng, value, previewed)));
    Struct { fields: fields.collect() }
}

fn wrapped(rng: &mut Rng, value: &Json, previewed: bool) -> Value {
    let text = |text: &str| Value { kind: Some(Kind::StringValue(text.to_owned())) };
    match rng.u8(..48) {
        0 if previewed => text(UNKNOWN),
        1 => Value { kind: None },
        2..5 => {
            let special = text(rng.choice(SPECIAL).unwrap_or_default());
            let mut fields = BTreeMap::from([(KEY.to_owned(), special)]);
            if !previewed || rng.u8(..4) > 0 {
                fields.insert("value".to_owned(), message(rng, value, previewed));
            }
            if rng.bool() {
                let secret = Value { kind: Some(Kind::BoolValue(rng.bool())) };
                fields.insert("secret".to_owned(), secret);
            }
            Value { kind: Some(Kind::StructValue(Struct { fields })) }
        }
        _ => message(rng, value, previewed),
    }
}

fn message(rng: &mut Rng, value: &Json, previewed: bool) -> Value {
    let kind = match value {
        Json::Null => Kind::NullValue(0),
        Json::Bool(value) => Kind::BoolValue(*value),
        Json::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Kind::StringValue(text.clone()),
        Json::Array(items) => Kind::ListValue(ListValue {
            values: items.iter().map(|item| wrapped(rng, item, previewed)).collect(),
        }),
        Json::Object(_) => Kind::StructValue(properties(rng, value, previewed)),
    };
    Value { kind: Some(kind) }
}
