//! The calls around construction: introductions, the schema, the end, and several engines at once.

use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin};
use privatelink_wire::pulumi::{
    CallRequest, ConfigureRequest, CreateRequest, DiffRequest, GetMappingRequest,
    GetMappingResponse, GetMappingsRequest, GetMappingsResponse, GetSchemaRequest, InvokeRequest,
    ParameterizeRequest, PluginAttach, ProviderHandshakeRequest,
};
use privatelink_wire::transport;
use privatelink_wire::value::Output;
use tonic::Code;

use crate::example::{NETWORK, PACKAGE, network_inputs, start};

#[tokio::test]
async fn both_introductions_tell_the_same() {
    let (_engine, plugin) = start(Behaviour::default()).await;
    let mut client = plugin.client.clone();
    let shaken = client.handshake(ProviderHandshakeRequest::default()).await.unwrap().into_inner();
    let configured = client.configure(ConfigureRequest::default()).await.unwrap().into_inner();
    assert!(shaken.accept_secrets && shaken.accept_resources && shaken.accept_outputs);
    assert!(configured.accept_secrets && configured.accept_resources && configured.accept_outputs);
    assert!(configured.supports_preview && !shaken.accepts_byte_string);
}

#[tokio::test]
async fn the_schema_is_handed_out_in_the_only_version_there_is() {
    let (_engine, plugin) = start(Behaviour::default()).await;
    let mut client = plugin.client.clone();
    let schema = client.get_schema(GetSchemaRequest::default()).await.unwrap().into_inner().schema;
    assert_eq!(schema, PACKAGE.schema);
    let wrong = GetSchemaRequest { version: 15, ..GetSchemaRequest::default() };
    let error = client.get_schema(wrong).await.unwrap_err();
    assert!(error.message().starts_with("unsupported schema version 15"));
    let version = client.get_plugin_info(()).await.unwrap().into_inner().version;
    assert_eq!(version, PACKAGE.version);
}

#[tokio::test]
async fn what_components_do_not_need_is_unimplemented() {
    let (_engine, plugin) = start(Behaviour::default()).await;
    let mut client = plugin.client.clone();
    let answers = [
        client.parameterize(ParameterizeRequest::default()).await.map(drop),
        client.diff_config(DiffRequest::default()).await.map(drop),
        client.invoke(InvokeRequest::default()).await.map(drop),
        client.call(CallRequest::default()).await.map(drop),
        client.create(CreateRequest::default()).await.map(drop),
    ];
    for answer in answers {
        assert_eq!(answer.unwrap_err().code(), Code::Unimplemented);
    }
}

#[tokio::test]
async fn no_other_tool_has_a_mapping() {
    let (_engine, plugin) = start(Behaviour::default()).await;
    let mut client = plugin.client.clone();
    let key = "terraform".to_owned();
    let all = client.get_mappings(GetMappingsRequest { key: key.clone() }).await.unwrap();
    assert_eq!(all.into_inner(), GetMappingsResponse::default());
    let one = client.get_mapping(GetMappingRequest { key, ..Default::default() }).await.unwrap();
    assert_eq!(one.into_inner(), GetMappingResponse::default());
}

#[tokio::test]
async fn a_cancelled_plugin_serves_on() {
    let (engine, plugin) = start(Behaviour::default()).await;
    plugin.client.clone().cancel(()).await.unwrap();
    plugin.construct(&engine, NETWORK, "net", &network_inputs([])).await.unwrap();
}

#[tokio::test]
async fn engines_attached_at_the_same_time_hear_their_own_warnings() {
    let given = network_inputs([("subnets", Output::unknown())]);
    let plugin = Plugin::start(PACKAGE, None).await.unwrap();
    let mut attached = Vec::new();
    for _ in 0..2 {
        let engine = FakeEngine::start(Behaviour::preview()).await.unwrap();
        let channel = transport::connect(&plugin.address).unwrap();
        let mut client = transport::provider_client(channel);
        client.handshake(ProviderHandshakeRequest::default()).await.unwrap();
        let address = engine.address().to_owned();
        client.attach(PluginAttach { address }).await.unwrap();
        attached.push((engine, client));
    }
    for (engine, client) in &mut attached {
        let request = privatelink_tests::fake_engine::request(engine, NETWORK, "net", &given);
        client.construct(request).await.unwrap();
    }
    for (engine, _) in &attached {
        assert_eq!(engine.recording().logs.len(), 1);
    }
}

#[tokio::test]
async fn an_engine_is_known_from_its_handshake() {
    let engine = FakeEngine::start(Behaviour::preview()).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some("127.0.0.1:1")).await.unwrap();
    let engine_address = engine.address().to_owned();
    let request = ProviderHandshakeRequest { engine_address, ..Default::default() };
    plugin.client.clone().handshake(request).await.unwrap();
    let given = network_inputs([("subnets", Output::unknown())]);
    plugin.construct(&engine, NETWORK, "net", &given).await.unwrap();
    assert_eq!(engine.recording().logs.len(), 1);
}
