//! Values that no engine sends get an answer. What people could send for the real components is in `tests/hostile`.

use privatelink_tests::fake_engine::{Behaviour, FakeEngine, request};
use privatelink_wire::prost_types::{ListValue, Struct, Value, value::Kind};
use privatelink_wire::pulumi::{CheckRequest, ConfigureRequest};
use privatelink_wire::value::Properties;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tonic::Code;

use crate::example::{NETWORK, start};

/// Values of any form, with the magic key and strings more often than chance would have it.
fn values() -> impl Strategy<Value = Value> {
    let magic = prop_oneof![
        Just("4dabf18193072939515e22adb298388d"),
        Just("c44067f5952c0a294b673a41bacd8c17"),
        Just("0def7320c3a5731c473e5ecbe6d01bc7"),
        Just("1b47061264138c4ac30d75fd1eb44270"),
        Just("5cf8f73096256a8f31e491e813e4eb8e"),
        Just("d0e6a833031e9bbcd3f4e8bde6ca49a4"),
        Just("04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
        Just("dd056dcd-154b-4c76-9bd3-c8f88648b5ff"),
        Just("vpc-1"),
    ];
    let text = prop_oneof![magic.prop_map(str::to_owned), any::<String>()].boxed();
    let leaf = prop_oneof![
        Just(None),
        Just(Some(Kind::NullValue(0))),
        any::<bool>().prop_map(|value| Some(Kind::BoolValue(value))),
        any::<f64>().prop_map(|value| Some(Kind::NumberValue(value))),
        text.clone().prop_map(|value| Some(Kind::StringValue(value))),
    ];
    let keys = prop_oneof![
        Just("4dabf18193072939515e22adb298388d".to_owned()),
        Just("value".to_owned()),
        Just("secret".to_owned()),
        Just("dependencies".to_owned()),
        Just("urn".to_owned()),
        Just("id".to_owned()),
        text,
    ];
    leaf.prop_map(|kind| Value { kind }).prop_recursive(5, 48, 6, move |inner| {
        let list = proptest::collection::vec(inner.clone(), 0..5)
            .prop_map(|values| Kind::ListValue(ListValue { values }));
        let object = proptest::collection::btree_map(keys.clone(), inner, 0..5)
            .prop_map(|fields| Kind::StructValue(Struct { fields }));
        prop_oneof![list, object].prop_map(|kind| Value { kind: Some(kind) })
    })
}

#[test]
fn any_inputs_are_answered() {
    let names = prop_oneof![
        Just("vpcId"),
        Just("clients"),
        Just("subnets"),
        Just("tags"),
        Just("purpose"),
        Just("ports"),
    ];
    let names = prop_oneof![names.prop_map(str::to_owned), any::<String>()];
    let inputs = proptest::collection::btree_map(names, values(), 0..6);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (preview, plugin) = runtime.block_on(start(Behaviour::preview()));
    let update = runtime.block_on(FakeEngine::start(Behaviour::default())).unwrap();
    let mut runner = TestRunner::new(Config { cases: 512, ..Config::default() });
    let answered = runner.run(&(inputs, any::<String>()), |(fields, name)| {
        let engine = if name.len() % 2 == 0 { &preview } else { &update };
        let mut request = request(engine, NETWORK, &name, &Properties::new());
        request.inputs = Some(Struct { fields });
        let answer = runtime.block_on(plugin.client.clone().construct(request));
        engine.forget();
        if let Err(status) = answer {
            prop_assert_eq!(status.code(), Code::InvalidArgument, "{}", status.message());
        }
        Ok(())
    });
    answered.unwrap();
}

#[test]
fn any_configuration_is_answered() {
    let names = prop_oneof![Just("awsVersion".to_owned()), any::<String>()];
    let news = proptest::collection::btree_map(names, values(), 0..4);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (_engine, plugin) = runtime.block_on(start(Behaviour::preview()));
    let mut runner = TestRunner::new(Config { cases: 256, ..Config::default() });
    let answered = runner.run(&news, |fields| {
        let args = Some(Struct { fields });
        let check = CheckRequest { news: args.clone(), ..CheckRequest::default() };
        let configure = ConfigureRequest { args: args.clone(), ..ConfigureRequest::default() };
        match runtime.block_on(plugin.client.clone().check_config(check)) {
            Ok(checked) => prop_assert_eq!(&checked.get_ref().inputs, &args),
            Err(status) => prop_assert_eq!(status.code(), Code::InvalidArgument),
        }
        if let Err(status) = runtime.block_on(plugin.client.clone().configure(configure)) {
            prop_assert_eq!(status.code(), Code::InvalidArgument);
        }
        Ok(())
    });
    answered.unwrap();
}

#[tokio::test]
async fn values_nested_without_end_are_refused() {
    let (engine, plugin) = start(Behaviour::preview()).await;
    let mut request = request(&engine, NETWORK, "net", &Properties::new());
    let mut tag = Value { kind: Some(Kind::BoolValue(true)) };
    for _ in 0..1_500 {
        tag = Value { kind: Some(Kind::ListValue(ListValue { values: vec![tag] })) };
    }
    let fields = [("tags".to_owned(), tag)].into();
    request.inputs = Some(Struct { fields });
    let status = plugin.client.clone().construct(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("levels deep"), "{}", status.message());
}
