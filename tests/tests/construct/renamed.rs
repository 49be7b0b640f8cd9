//! What a release called otherwise goes along as aliases, so that the engine keeps what it has made.

use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, Recording, request};
use privatelink_tests::releases::{FIRST, FORGETFUL, Release, SECOND, THIRD};
use privatelink_wire::pulumi::Alias;
use privatelink_wire::pulumi::alias::{self, Spec};
use privatelink_wire::value::{Output, Properties};

/// What a release registers for a component that has these aliases.
async fn registered(release: &Release, aliases: Vec<Alias>) -> Recording {
    let package = Package {
        name: "example",
        version: "1.2.3",
        schema: "{}",
        components: vec![release.component].leak(),
        functions: &[],
        kinds: release.kinds,
    };
    let engine = FakeEngine::start(Behaviour::default()).await.unwrap();
    let plugin = Plugin::start(package, Some(engine.address())).await.unwrap();
    let clients = [("office".to_owned(), Output::known("10.0.0.0/16"))];
    let inputs: Properties = [
        ("vpcId".to_owned(), Output::known("vpc-1")),
        ("clients".to_owned(), Output::known(Properties::from(clients))),
    ]
    .into();
    let token = format!("example:index:{}", release.component.name);
    let mut request = request(&engine, &token, "it", &inputs);
    request.aliases = aliases;
    plugin.client.clone().construct(request).await.unwrap();
    engine.recording()
}

fn alias(name: &str, token: &str) -> Alias {
    let spec = Spec { name: name.into(), r#type: token.into(), ..Spec::default() };
    Alias { alias: Some(alias::Alias::Spec(spec)) }
}

#[tokio::test]
async fn what_had_another_name_or_token_has_an_alias() {
    let recording = registered(&THIRD, vec![alias("old", "")]).await;
    let aliases = |name: &str| recording.find(name).unwrap().aliases.clone();
    assert_eq!(aliases("it"), [alias("old", ""), alias("", "example:index:Gate")]);
    assert_eq!(aliases("it-gate"), [alias("it-door", "")]);
    assert_eq!(aliases("it-client-office"), [alias("it-rule-office", "")]);
    assert_eq!(aliases("it-alert-main"), [alias("it-alert", "")]);
    let former = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    assert_eq!(aliases("it-expiry"), [alias("it-expiry", former)]);
    assert_eq!(aliases("it-logs"), []);
    let given = registered(&THIRD, vec![alias("", "example:index:Gate")]).await;
    assert_eq!(given.find("it").unwrap().aliases, [alias("", "example:index:Gate")]);
    assert_eq!(registered(&SECOND, Vec::new()).await.find("it").unwrap().aliases, []);
}

#[tokio::test]
async fn what_had_no_other_name_has_none() {
    for release in [FIRST, FORGETFUL] {
        let recording = registered(&release, Vec::new()).await;
        assert_eq!(recording.registrations.len(), 6);
        assert!(recording.registrations.iter().all(|request| request.aliases.is_empty()));
    }
}
