//! What is refused in `services/`: each case changes the data in one place and names the complaint.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "this is the reader of the build script"
)]

#[path = "../build/services.rs"]
mod services;

use services::{Files, generate};
use std::path::Path;

fn files() -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("services")).unwrap()
}

/// Replaces a text in the file that has it, and expects this to be said about it, and nothing else.
fn refused(from: &str, to: &str, complaint: &str) {
    let mut files = files();
    let Files { observed, listed, lists, bundles } = &mut files;
    let file = [observed, listed, lists, bundles].into_iter().find(|text| text.contains(from));
    let file = file.unwrap();
    *file = file.replacen(from, to, 1);
    assert_eq!(generate(&files).unwrap_err(), complaint);
}

#[test]
fn the_data_is_well_formed_and_read_the_same_every_time() {
    assert_eq!(generate(&files()).unwrap(), generate(&files()).unwrap());
}

#[test]
fn an_unknown_key_is_refused() {
    let mut files = files();
    files.observed = files.observed.replacen("private_dns =", "private_dsn =", 1);
    let problem = generate(&files).unwrap_err();
    assert!(problem.starts_with("observed.toml: "), "{problem}");
    assert!(problem.contains("unknown field `private_dsn`"), "{problem}");
}

#[test]
fn an_exception_differs_from_the_rule() {
    refused(
        "private_dns = [\"firehose.{region}.amazonaws.com\"]",
        "private_dns = [\"kinesis-firehose.{region}.amazonaws.com\"]",
        "observed.toml: `kinesis-firehose`: `private_dns` says what the rule says; leave it out",
    );
    refused(
        "ports = [22]",
        "ports = [443]",
        "observed.toml: `transfer.server`: `ports` says what the rule says; leave it out",
    );
    refused(
        "name = \"aws.api.{region}.kendra-ranking\"\n",
        "name = \"com.amazonaws.{region}.kendra-ranking\"\n",
        "observed.toml: `kendra-ranking`: `name` says what the rule says; leave it out",
    );
    refused(
        "private_dns = [\"firehose.{region}.amazonaws.com\"]\n",
        "",
        "observed.toml: `kinesis-firehose`: says nothing; add it to `by_rule`",
    );
}

#[test]
fn every_exception_has_a_source_and_every_source_a_use() {
    refused(
        "[services.cassandra]\nports = [9142]\nsource = \"keyspaces\"",
        "[services.cassandra]\nports = [9142]\nsource = \"keyspace\"",
        "observed.toml: `cassandra`: `sources` has no `keyspace`",
    );
    refused(
        "[services.cassandra]\nports = [9142]\nsource = \"keyspaces\"",
        "[services.cassandra]\nports = [9142]\nsource = []",
        "observed.toml: `cassandra`: says no source",
    );
    refused(
        "[sources]\napi",
        "[sources]\nother = \"a book\"\napi",
        "observed.toml: nothing uses the source `other`",
    );
}

#[test]
fn names_are_valid_and_stand_once() {
    refused(
        "\"xray\",",
        "\"xray\", \"xray\",",
        "observed.toml: `by_rule`: `xray` stands after `xray`; sort, and name nothing twice",
    );
    refused("\"xray\",", "\"xray\", \"zinc.\",", "observed.toml: `zinc.` is no name of a service");
    refused(
        "\"acm\",",
        "\"account\", \"acm\",",
        "listed.toml: `account` stands in another file too",
    );
    refused(
        "\"translate\",",
        "\"transfer.server\", \"translate\",",
        "observed.toml: `transfer.server` is by rule and an exception; remove it from one of them",
    );
    refused(
        "\"apptest\",",
        "\"acm\", \"apptest\",",
        "listed.toml: `acm`: its private DNS names are both known and unknown",
    );
    refused(
        "\"aws.sagemaker.{region}.studio\"",
        "\"aws.{region}.sagemaker.{region}.studio\"",
        "observed.toml: `sagemaker.studio`: `aws.{region}.sagemaker.{region}.studio` is no name of an endpoint service",
    );
    refused(
        "interface = false\ngateway = true",
        "interface = false",
        "listed.toml: `s3express`: no endpoint reaches it; remove it",
    );
}

#[test]
fn private_dns_names_are_valid_and_lead_to_one_service() {
    refused(
        "\"dataplane.rum.{region}.amazonaws.com\"",
        "\"dataplane.evidently.{region}.amazonaws.com\"",
        "`rum-dataplane` and `evidently-dataplane` share the private DNS name `dataplane.evidently.{region}.amazonaws.com`",
    );
    refused(
        "\"*.dkr.ecr.{region}.amazonaws.com\"",
        "\"dkr.*.ecr.{region}.amazonaws.com\"",
        "`ecr.dkr`: `dkr.*.ecr.{region}.amazonaws.com` is no DNS name; `*.` stands first, {region} once",
    );
    refused(
        "\"*.studio.{region}.sagemaker.aws\"",
        "\"*.studio.{region}.sagemaker.example\"",
        "lists.toml: `china.dns` does not say how `*.studio.{region}.sagemaker.example` ends there",
    );
    refused(
        "\"savingsplans.amazonaws.com\"",
        "\"savings.{region}.amazonaws.com\"",
        "`savingsplans`: `savings.{region}.amazonaws.com` and `com.amazonaws.savingsplans` disagree on {region}",
    );
}

#[test]
fn ports_are_ports() {
    for ports in ["[]", "[0]", "[443, 80]", "[\"1499-1400\"]", "[\"https\"]", "[443, \"400-500\"]"]
    {
        refused(
            "ports = [443, \"1400-1499\"]",
            &format!("ports = {ports}"),
            "observed.toml: `appstream.streaming`: `ports` are ports, or ranges such as \"1024-1064\", rising",
        );
    }
}

#[test]
fn lists_and_bundles_name_services_and_zones_that_exist() {
    refused("kinesis = [", "sqs = [", "lists.toml: `meant.names`: `sqs` is a service");
    refused(
        "sso = [\"identitystore\"]",
        "sso = [\"sso-admin\"]",
        "lists.toml: `meant.names`: `sso`: there is no service `sso-admin`",
    );
    refused(
        "\"kms-fips\",\n    \"lambda\"",
        "\"kms-fisp\",\n    \"lambda\"",
        "lists.toml: no service `kms-fisp`; add it to `listed.toml` or correct the name",
    );
    refused(
        "\"usw1-az2\"]\n\n# Where",
        "\"usw1-az2\", \"usw2-lax1-az1\"]\n\n# Where",
        "lists.toml: `cross_region`: `usw2-lax1-az1` is no id of a zone",
    );
    refused(
        "\"use1-az3\", \"usw1-az2\"]\n\n# Where",
        "\"usw1-az2\", \"use1-az3\"]\n\n# Where",
        "lists.toml: `cross_region`: `use1-az3` stands after `usw1-az2`; sort, and name nothing twice",
    );
    refused(
        "\"cloudtrail\", \"codeguru-profiler\"",
        "\"cloudtrial\", \"codeguru-profiler\"",
        "observed.toml: `without_policy`: no service `cloudtrial`",
    );
    refused(
        "iam = \"iam.cn-north-1.amazonaws.com.cn\"",
        "iam = \"iam.amazonaws.com.cn\"",
        "lists.toml: `china.private_dns`: `iam` has no one name that `iam.amazonaws.com.cn` replaces",
    );
    refused(
        "interface = [\"ec2messages\", \"ssm\", \"ssmmessages\"]",
        "interface = [\"ec2messages\", \"ssm\", \"ssmmesages\"]",
        "bundles.toml: `ssm`: no interface endpoint reaches `ssmmesages`",
    );
    refused(
        "gateway = [\"s3\"]",
        "gateway = [\"ssm\"]",
        "bundles.toml: `ecr`: no gateway endpoint reaches `ssm`",
    );
    refused(
        "interface = [\"ec2messages\", \"ssm\", \"ssmmessages\"]",
        "interface = [\"ssm\"]",
        "bundles.toml: `ssm`: one service is no bundle",
    );
}
