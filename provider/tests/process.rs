//! The plugin as a process: how it is started, how it says where it listens, and how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use privatelink_wire::pulumi::GetSchemaRequest;
use privatelink_wire::pulumi::resource_provider_client::ResourceProviderClient;
use privatelink_wire::transport;
use tonic::transport::Channel;

/// A started plugin, ended when it is dropped.
struct Started {
    process: Child,
    /// The first line of its standard output.
    line: String,
}

impl Started {
    fn new(arguments: &[&str], input: Stdio) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_pulumi-resource-privatelink"))
            .args(arguments)
            .stdin(input)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { process, line }
    }

    fn client(&self) -> ResourceProviderClient<Channel> {
        let address = format!("127.0.0.1:{}", self.line.trim_end());
        transport::provider_client(transport::connect(&address).unwrap())
    }

    /// Whether the process ends by itself within moments.
    fn ends(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if self.process.try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        false
    }

    fn is_running(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _reaped = self.process.wait();
    }
}

#[tokio::test]
async fn the_port_is_the_only_output_and_answers_at_once() {
    let mut started = Started::new(&["127.0.0.1:1"], Stdio::piped());
    assert!(started.line.ends_with('\n'));
    assert!(started.line.trim_end().parse::<u16>().unwrap() > 0);
    let version = started.client().get_plugin_info(()).await.unwrap().into_inner().version;
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    drop(started.process.stdin.take());
    let mut rest = String::new();
    started.process.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[tokio::test]
async fn every_command_line_of_an_engine_is_understood() {
    for arguments in [
        &["--logtostderr", "-v=9", "127.0.0.1:1"][..],
        &["--tracing", "tcp://127.0.0.1:9", "127.0.0.1:1"],
        &["--not-invented-yet", "127.0.0.1:1"],
        // Integration tests of Pulumi start plugins like this, with no input at all.
        &["ignored"],
        &[],
    ] {
        let mut started = Started::new(arguments, Stdio::null());
        let schema = started.client().get_schema(GetSchemaRequest::default()).await.unwrap();
        assert!(schema.into_inner().schema.starts_with('{'), "{arguments:?}");
        assert!(started.is_running(), "{arguments:?}");
    }
}

#[test]
fn a_plugin_ends_with_the_engine_that_started_it() {
    let mut started = Started::new(&["127.0.0.1:1"], Stdio::piped());
    assert!(started.is_running());
    drop(started.process.stdin.take());
    assert!(started.ends());
}

#[tokio::test]
async fn a_plugin_that_engines_attach_to_outlives_its_input() {
    let mut started = Started::new(&[], Stdio::piped());
    drop(started.process.stdin.take());
    started.client().cancel(()).await.unwrap();
    started.client().get_plugin_info(()).await.unwrap();
    assert!(started.is_running());
}

#[cfg(unix)]
#[tokio::test]
async fn the_end_is_acknowledged_before_a_signal_ends_the_process() {
    let mut started = Started::new(&["127.0.0.1:1"], Stdio::piped());
    let mut client = started.client();
    client.cancel(()).await.unwrap();
    // Still there: an engine takes a plugin that ends first for a broken one.
    client.get_plugin_info(()).await.unwrap();
    let id = started.process.id().to_string();
    // Not an interrupt: a shell that runs tests in the background makes all their processes ignore it.
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(started.ends());
}
