//! Engines that are too old, or lack what the plugin needs, are refused, in words that say what to install.

use privatelink_catalog::engines::OLDEST_PULUMI;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, Version};
use privatelink_wire::pulumi::PluginAttach;
use privatelink_wire::transport;
use tonic::Code;

use crate::example::{NETWORK, PACKAGE, construct, network_inputs, start};

fn version(version: Version) -> Behaviour {
    Behaviour { version, ..Behaviour::default() }
}

#[tokio::test]
async fn engines_are_asked_once_for_their_version_and_for_what_they_can_do() {
    for (asked, questions) in
        [(Version::default(), 1), (Version::TELLS_FEATURES, 1), (Version(3, 217, 0), 5)]
    {
        let (engine, plugin) = start(version(asked)).await;
        for name in ["a", "b", "c"] {
            plugin.construct(&engine, NETWORK, name, &network_inputs([])).await.unwrap();
        }
        let recording = engine.recording();
        assert_eq!(recording.questions, questions);
        assert_eq!(recording.required, [">=3.217.0"]);
    }
}

#[tokio::test]
async fn an_engine_that_is_too_old_is_refused() {
    let said = " (Pulumi CLI version 3.216.4 does not satisfy the version range \">=3.217.0\")";
    for (old, said) in [
        (Version(3, 216, 4), said),
        // Cannot be asked.
        (Version(3, 215, 0), ""),
        (Version(3, 142, 0), ""),
    ] {
        // Whatever else is missing, the version is what the user has to change.
        for lacks in [None, Some("outputValues".to_owned())] {
            let behaviour = Behaviour { lacks: lacks.into_iter().collect(), ..version(old) };
            let (engine, response) = construct(behaviour, NETWORK, &network_inputs([])).await;
            let status = response.unwrap_err();
            assert_eq!(status.code(), Code::FailedPrecondition);
            let expected =
                format!("this version of pulumi is too old{said}; install pulumi 3.217.0 or newer");
            assert_eq!(status.message(), expected);
            assert!(engine.recording().registrations.is_empty());
        }
    }
}

#[tokio::test]
async fn an_engine_that_would_lose_values_is_refused() {
    for asked in [Version::default(), Version(3, 217, 0)] {
        let lacks = ["outputValues".to_owned()].into();
        let behaviour = Behaviour { lacks, ..version(asked) };
        let (engine, response) = construct(behaviour, NETWORK, &network_inputs([])).await;
        let expected =
            "this version of pulumi lacks output values; install pulumi 3.217.0 or newer";
        assert_eq!(response.unwrap_err().message(), expected);
        assert!(engine.recording().registrations.is_empty());
    }
}

#[tokio::test]
async fn each_engine_that_attaches_is_asked_itself() {
    let plugin = Plugin::start(PACKAGE, None).await.unwrap();
    for (version, works) in
        [(Version(3, 216, 0), false), (Version(3, 217, 0), true), (Version(3, 100, 0), false)]
    {
        let engine = FakeEngine::start(self::version(version)).await.unwrap();
        let channel = transport::connect(&plugin.address).unwrap();
        let mut client = transport::provider_client(channel);
        let address = engine.address().to_owned();
        client.attach(PluginAttach { address }).await.unwrap();
        let request =
            privatelink_tests::fake_engine::request(&engine, NETWORK, "net", &network_inputs([]));
        assert_eq!(client.construct(request).await.is_ok(), works, "{version}");
        assert_eq!(engine.recording().required.len(), 1, "{version}");
    }
}

#[tokio::test]
async fn an_engine_that_cannot_be_reached_is_not_refused() {
    for nowhere in [None, Some("ignored"), Some("127.0.0.1:1")] {
        let engine = FakeEngine::start(Behaviour::default()).await.unwrap();
        let plugin = Plugin::start(PACKAGE, nowhere).await.unwrap();
        plugin.construct(&engine, NETWORK, "net", &network_inputs([])).await.unwrap();
    }
}

#[test]
fn the_oldest_version_is_the_same_wherever_it_is_written() {
    let read = |path: &str| {
        std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let oldest = OLDEST_PULUMI.strip_suffix(".0").unwrap();
    let sentence = format!("Pulumi {oldest} or newer");
    for page in ["docs/install.md", "docs/pulumi.md", "CHANGELOG.md"] {
        assert!(read(page).contains(&sentence), "{page}");
    }
    let words = read("ARCHITECTURE.md");
    assert!(words.contains(&format!("**Engines before Pulumi {oldest} are refused.**")));
    // The engine is not older than the SDK that a program has, as the SDKs ask for.
    for (manifest, asks) in [
        ("sdks/nodejs/package.json", format!(r#""@pulumi/pulumi": "^{OLDEST_PULUMI}""#)),
        ("sdks/python/pyproject.toml", format!(r#""pulumi>={OLDEST_PULUMI},<4.0.0""#)),
        ("sdks/go/go.mod", format!("github.com/pulumi/pulumi/sdk/v3 v{OLDEST_PULUMI}\n")),
        (
            "examples/typescript/minimal/package.json",
            format!(r#""@pulumi/pulumi": "^{OLDEST_PULUMI}""#),
        ),
        ("examples/python/minimal/requirements.txt", format!("pulumi>={oldest},<4\n")),
    ] {
        assert!(read(manifest).contains(&asks), "{manifest} does not ask for {asks}");
    }
}
