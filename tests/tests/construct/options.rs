//! Options of a component reach the engine as they were given, and what was not given stays so.

use privatelink_tests::fake_engine::{Behaviour, request};
use privatelink_wire::prost_types::value::Kind;
use privatelink_wire::pulumi::construct_request::{
    CustomTimeouts, PropertyDependencies, ResourceHooksBinding,
};
use privatelink_wire::pulumi::register_resource_request as registered;
use privatelink_wire::pulumi::{
    Alias, CheckRequest, ConfigureRequest, ConstructRequest, RegisterResourceRequest, alias,
};
use privatelink_wire::value::{Output, encode_state};

use crate::example::{NETWORK, PLACE, network_inputs, properties, start};

const URN: &str = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::other";

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Everything that a program can say about a component.
fn with_options(request: ConstructRequest) -> ConstructRequest {
    let spec = alias::Spec { name: "old".into(), ..alias::Spec::default() };
    ConstructRequest {
        protect: Some(true),
        retain_on_delete: Some(false),
        delete_before_replace: Some(false),
        deleted_with: URN.into(),
        dependencies: texts(&[URN]),
        additional_secret_outputs: texts(&["groupId"]),
        ignore_changes: texts(&["tags"]),
        replace_on_changes: texts(&["vpcId"]),
        replace_with: texts(&[URN]),
        replacement_trigger: Some(Kind::StringValue("v2".into()).into()),
        custom_timeouts: Some(CustomTimeouts {
            create: "1m".into(),
            update: "2m".into(),
            delete: "3m".into(),
            read: "4m".into(),
        }),
        aliases: vec![Alias { alias: Some(alias::Alias::Spec(spec)) }],
        providers: [("aws".to_owned(), format!("{URN}::1"))].into(),
        resource_hooks: Some(ResourceHooksBinding {
            before_create: texts(&["a"]),
            after_create: texts(&["b"]),
            before_update: texts(&["c"]),
            after_update: texts(&["d"]),
            before_delete: texts(&["e"]),
            after_delete: texts(&["f"]),
            on_error: texts(&["g"]),
        }),
        stack_trace_handle: "trace".into(),
        ..request
    }
}

async fn registered(
    change: impl FnOnce(ConstructRequest) -> ConstructRequest,
) -> Vec<RegisterResourceRequest> {
    let (engine, plugin) = start(Behaviour::default()).await;
    let request = change(request(&engine, NETWORK, "net", &network_inputs([])));
    plugin.client.clone().construct(request).await.unwrap();
    engine.recording().registrations
}

#[tokio::test]
async fn every_option_is_forwarded() {
    let all = registered(with_options).await;
    let component = RegisterResourceRequest { object: None, ..all[0].clone() };
    let spec = alias::Spec { name: "old".into(), ..alias::Spec::default() };
    let expected = RegisterResourceRequest {
        r#type: NETWORK.into(),
        name: "net".into(),
        parent: "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev".into(),
        property_dependencies: [("vpcId".to_owned(), registered::PropertyDependencies::default())]
            .into(),
        protect: Some(true),
        retain_on_delete: Some(false),
        delete_before_replace: false,
        delete_before_replace_defined: true,
        deleted_with: URN.into(),
        dependencies: texts(&[URN]),
        additional_secret_outputs: texts(&["groupId"]),
        ignore_changes: texts(&["tags"]),
        replace_on_changes: texts(&["vpcId"]),
        replace_with: texts(&[URN]),
        replacement_trigger: Some(Kind::StringValue("v2".into()).into()),
        custom_timeouts: Some(registered::CustomTimeouts {
            create: "1m".into(),
            update: "2m".into(),
            delete: "3m".into(),
            read: "4m".into(),
        }),
        aliases: vec![Alias { alias: Some(alias::Alias::Spec(spec)) }],
        providers: [("aws".to_owned(), format!("{URN}::1"))].into(),
        hooks: Some(registered::ResourceHooksBinding {
            before_create: texts(&["a"]),
            after_create: texts(&["b"]),
            before_update: texts(&["c"]),
            after_update: texts(&["d"]),
            before_delete: texts(&["e"]),
            after_delete: texts(&["f"]),
            on_error: texts(&["g"]),
        }),
        parent_stack_trace_handle: "trace".into(),
        accept_secrets: true,
        accept_resources: true,
        supports_partial_values: true,
        supports_result_reporting: true,
        alias_specs: true,
        ..RegisterResourceRequest::default()
    };
    assert_eq!(component, expected);
}

#[tokio::test]
async fn options_that_were_not_given_stay_absent() {
    let component = &registered(|request| request).await[0];
    assert_eq!((component.protect, component.retain_on_delete), (None, None));
    assert!(!component.delete_before_replace_defined);
    assert!(component.hooks.is_none() && component.custom_timeouts.is_none());
    assert!(component.replacement_trigger.is_none() && component.provider.is_empty());
}

#[tokio::test]
async fn children_get_the_provider_and_leave_the_rest_to_the_engine() {
    let child = &registered(with_options).await[1];
    assert_eq!(child.provider, format!("{URN}::1"));
    assert_eq!(child.parent_stack_trace_handle, "trace");
    assert_eq!((child.protect, child.retain_on_delete), (None, None));
    assert!(child.deleted_with.is_empty() && child.ignore_changes.is_empty());
    assert!(child.version.is_empty() && child.plugin_download_url.is_empty());
    assert!(child.accept_secrets && child.accept_resources);
    assert!(child.supports_partial_values && child.supports_result_reporting && child.alias_specs);
    assert!(child.dependencies.is_empty());
}

#[tokio::test]
async fn functions_ask_the_same_provider_as_the_children() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let request = with_options(request(&engine, PLACE, "net", &properties([])));
    plugin.client.clone().construct(request).await.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.invokes.len(), 2);
    for invoke in recording.invokes {
        assert_eq!(invoke.provider, format!("{URN}::1"));
        assert_eq!((&*invoke.parent_stack_trace_handle, &*invoke.version), ("trace", ""));
        assert!(invoke.depends_on.is_empty());
    }
}

#[tokio::test]
async fn dependencies_beside_the_inputs_are_attached_to_them() {
    let all = registered(|mut request| {
        let urns = texts(&[URN, ""]);
        request.input_dependencies = [("vpcId".to_owned(), PropertyDependencies { urns })].into();
        request
    })
    .await;
    for registration in &all[..2] {
        assert_eq!(registration.property_dependencies["vpcId"].urns, [URN]);
    }
}

#[tokio::test]
async fn what_is_empty_is_not_sent_back() {
    let all = registered(|request| ConstructRequest {
        dependencies: texts(&["", URN]),
        replace_with: texts(&[""]),
        providers: [("aws".to_owned(), String::new())].into(),
        ..request
    })
    .await;
    assert_eq!(all[0].dependencies, [URN]);
    assert!(all[0].replace_with.is_empty() && all[0].providers.is_empty());
    assert!(all[1].provider.is_empty());
}

#[tokio::test]
async fn nothing_waits_for_the_component_or_its_parent() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let own = "urn:pulumi:dev::app::example:index:Network::net";
    let parent = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
    let vpc = Output::known("vpc-1").depending_on([own, parent, URN]);
    let given = network_inputs([("vpcId", vpc)]);
    plugin.construct(&engine, NETWORK, "net", &given).await.unwrap();
    let recording = engine.recording();
    let group = recording.find("net-group").unwrap();
    assert_eq!(group.dependencies, [URN]);
    assert_eq!(group.property_dependencies["vpcId"].urns, [URN]);
}

#[tokio::test]
async fn the_version_of_resources_can_be_pinned() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let args =
        properties([("awsVersion", Output::known("6.83.0")), ("version", Output::known("1.2.3"))]);
    let mut client = plugin.client.clone();
    let check = CheckRequest { news: Some(encode_state(&args)), ..CheckRequest::default() };
    let checked = client.check_config(check).await.unwrap().into_inner();
    assert_eq!(checked.inputs, Some(encode_state(&args)));
    assert!(checked.failures.is_empty());
    let configure = ConfigureRequest { args: Some(encode_state(&args)), ..Default::default() };
    client.configure(configure).await.unwrap();
    plugin.construct(&engine, NETWORK, "net", &network_inputs([])).await.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.find("net-group").unwrap().version, "6.83.0");
    assert_eq!(recording.find("net").unwrap().version, "");

    let wrong = properties([("awsVersion", Output::known("latest"))]);
    let check = CheckRequest { news: Some(encode_state(&wrong)), ..CheckRequest::default() };
    let checked = client.check_config(check).await.unwrap().into_inner();
    assert_eq!(checked.failures[0].property, "awsVersion");
}
