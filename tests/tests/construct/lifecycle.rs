//! The calls around construction: introductions, the schema, the end, and several engines at once.

use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, request};
use privatelink_wire::pulumi::{
    CallRequest, CheckRequest, ConfigureRequest, CreateRequest, DeleteRequest, DiffRequest,
    GetMappingRequest, GetMappingResponse, GetMappingsRequest, GetMappingsResponse,
    GetSchemaRequest, InvokeRequest, ListRequest, ParameterizeRequest, PluginAttach,
    ProviderHandshakeRequest, ReadRequest, UpdateRequest,
};
use privatelink_wire::transport::{self, Health};
use privatelink_wire::value::{Output, Properties, encode_state};
use tonic::Code;

use crate::example::{NETWORK, PACKAGE, network_inputs, properties, start};

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
        client.check(CheckRequest::default()).await.map(drop),
        client.diff(DiffRequest::default()).await.map(drop),
        client.create(CreateRequest::default()).await.map(drop),
        client.read(ReadRequest::default()).await.map(drop),
        client.update(UpdateRequest::default()).await.map(drop),
        client.delete(DeleteRequest::default()).await.map(drop),
        client.list(ListRequest::default()).await.map(drop),
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
        client.construct(request(engine, NETWORK, "net", &given)).await.unwrap();
    }
    for (engine, _) in &attached {
        assert_eq!(engine.recording().logs.len(), 1);
    }
}

#[tokio::test]
async fn an_engine_answers_as_long_as_it_is_there() {
    let engine = FakeEngine::start(Behaviour::default()).await.unwrap();
    let address = engine.address().to_owned();
    // It does not know the question, as engines need not.
    assert_eq!(transport::health(&address).await, Health::Answers);
    drop(engine);
    assert_eq!(transport::health(&address).await, Health::Silent);
    assert_eq!(transport::health("ignored").await, Health::Silent);
}

#[tokio::test]
async fn a_misspelt_setting_is_named() {
    let (_engine, plugin) = start(Behaviour::default()).await;
    let args = properties([
        ("awsversion", Output::known("6.83.0")),
        ("version", Output::known("1.2.3")),
        ("vpcId", Output::known("vpc-1")),
    ]);
    let news = Some(encode_state(&args));
    let check = CheckRequest { news: news.clone(), ..CheckRequest::default() };
    let checked = plugin.client.clone().check_config(check).await.unwrap().into_inner();
    assert_eq!(checked.inputs, news);
    let [failure] = checked.failures.as_slice() else { panic!("{:?}", checked.failures) };
    assert_eq!(failure.property, "awsversion");
    assert_eq!(failure.reason, "is no setting; rename it to `awsVersion`");
}

#[tokio::test]
async fn a_connection_made_anew_belongs_to_its_deployment() {
    // After half an hour of silence an engine calls from another port, and does not introduce itself again.
    let given = network_inputs([("subnets", Output::unknown())]);
    let plugin = Plugin::start(PACKAGE, None).await.unwrap();
    let mut engines = Vec::new();
    for version in ["6.0.0", "7.0.0"] {
        let engine = FakeEngine::start(Behaviour::preview()).await.unwrap();
        let mut client = transport::provider_client(transport::connect(&plugin.address).unwrap());
        let address = engine.address().to_owned();
        client.attach(PluginAttach { address }).await.unwrap();
        let args = Some(encode_state(&properties([("awsVersion", Output::known(version))])));
        client.configure(ConfigureRequest { args, ..Default::default() }).await.unwrap();
        client.construct(request(&engine, NETWORK, "a", &network_inputs([]))).await.unwrap();
        engines.push(engine);
    }
    for (engine, version) in engines.iter().zip(["6.0.0", "7.0.0"]) {
        engine.forget();
        let mut anew = transport::provider_client(transport::connect(&plugin.address).unwrap());
        anew.construct(request(engine, NETWORK, "b", &network_inputs([]))).await.unwrap();
        assert_eq!(engine.recording().find("b-group").unwrap().version, version);
        anew.construct(request(engine, NETWORK, "c", &given)).await.unwrap();
        assert_eq!(engine.recording().logs.len(), 1);
    }
}

#[tokio::test]
async fn much_to_read_keeps_nobody_from_being_heard() {
    let (engine, plugin) = start(Behaviour::default()).await;
    // Wrong, so that the answer needs nobody else.
    let wrong = |number| (format!("client-{number}"), Output::known(number));
    let clients: Properties = (0..40_000).map(wrong).collect();
    let request =
        request(&engine, NETWORK, "net", &network_inputs([("clients", Output::known(clients))]));
    let mut client = plugin.client.clone();
    let mut construction = std::pin::pin!(client.construct(request));
    let mut other = plugin.client.clone();
    let cancel = async {
        // The request is sent first.
        tokio::task::yield_now().await;
        other.cancel(()).await
    };
    tokio::select! {
        biased;
        answer = &mut construction => panic!("read before anybody was heard: {answer:?}"),
        answer = cancel => answer.map(drop).unwrap(),
    }
    assert_eq!(construction.await.unwrap_err().code(), Code::InvalidArgument);
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
