//! What a release has made stays known to engines: `tests/released/<version>` lists the resources of every case of the
//! corpus, and each of them is there today or is what something says that it was (`formerly`). So is every default
//! (`changed`).
//!
//! `RECORD_RELEASE=1 cargo test -p privatelink-tests --test corpus` writes the list of the version of today.

mod names;
mod record;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use privatelink_backends::package::VERSION;
use privatelink_catalog::spelling::snake_case;
use privatelink_components::COMPONENTS;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::Component;
use privatelink_tests::releases::{FIRST, FORGETFUL, Release, SECOND, THIRD};
use serde_json::{Value as Json, json};

use names::{Known, Names, PARTS};
use record::Record;

/// What was removed on purpose, which deletes it wherever it is deployed: the component, the line of a list, and why.
const REMOVED: &[(&str, &str, &str)] = &[];

/// What to do about what is gone.
const HELP: &str = "say what a resource was with `formerly`, and what a default was with `changed` (CONTRIBUTING.md, \"Rename a \
                    node\"); only if that version is not published yet, record it anew with RECORD_RELEASE=1";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("released")
}

/// What the cases of a component have today.
fn today(corpus: &Corpus) -> Record {
    let mut record = Record::default();
    let model = corpus.component.model();
    for case in corpus.cases.keys() {
        let [now, _] = shipped(&model).names(&corpus.filled_case(case).unwrap());
        record.add(case, now);
    }
    record
}

fn shipped(model: &privatelink_ir::Model) -> Known<'_> {
    Known { model, kinds: privatelink_catalog::find }
}

/// The component that has this name in snake case, or had it.
fn find(name: &str) -> Option<&'static Component> {
    let had = |component: &&Component| {
        component.model().formerly.iter().any(|known| snake_case(known) == name)
    };
    let has = |component: &&Component| snake_case(component.name) == name;
    COMPONENTS.iter().find(has).or_else(|| COMPONENTS.iter().find(had))
}

/// Names of a record that nothing has today, and nothing says that it had.
fn gone(recorded: &Record, known: Known<'_>, inputs: impl Fn(&str) -> Option<Json>) -> Vec<String> {
    let mut gone = Vec::new();
    for case in recorded.cases() {
        let Some(inputs) = inputs(case) else {
            gone.push(format!("the case `{case}` is gone, and with it what it had"));
            continue;
        };
        let [now, then] = known.names(&inputs);
        let there: Names = [0, 1, 2, 3].map(|part| &now[part] | &then[part]);
        for ((part, names), there) in PARTS.iter().zip(recorded.of(case)).zip(there) {
            let lost = names.into_iter().filter(|name| !there.contains(*name));
            gone.extend(lost.map(|name| format!("{case}: {name} ({part})")));
        }
    }
    gone
}

/// Names of what is in a folder, in their order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn what_a_release_has_made_is_known_today() {
    if env::var_os("RECORD_RELEASE").is_some() && env::var_os("CI").is_none() {
        return record();
    }
    let mut wrong = Vec::new();
    let releases = entries(&folder());
    assert!(!releases.is_empty(), "no release is recorded");
    for file in releases.iter().flat_map(|release| entries(release)) {
        if file.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let version = file.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let Some(component) = find(&name) else {
            wrong.push(format!("{version}: there is no component `{name}`, nor was there one"));
            continue;
        };
        let (corpus, model) = (Corpus::of(component).unwrap(), component.model());
        let recorded = Record::read(&fs::read_to_string(&file).unwrap());
        let is_removed = |line: &String| {
            REMOVED.iter().any(|(of, name, _)| *of == component.name && line.contains(name))
        };
        let inputs = |case: &str| corpus.filled_case(case).ok();
        let lines = gone(&recorded, shipped(&model), inputs);
        let lines = lines.into_iter().filter(|line| !is_removed(line));
        wrong.extend(lines.map(|line| format!("{version}: {}: {line}", component.name)));
    }
    assert!(wrong.is_empty(), "{}\n{HELP}", wrong.join("\n"));
}

/// Writes the lists of the version of today.
fn record() {
    let folder = folder().join(VERSION);
    fs::create_dir_all(&folder).unwrap();
    for corpus in Corpus::all().unwrap() {
        let file = folder.join(format!("{}.txt", corpus.name));
        fs::write(file, today(&corpus).text()).unwrap();
    }
}

/// A thorough run is made before every release.
#[test]
fn the_version_of_today_is_recorded_before_it_is_released() {
    if env::var_os("PRIVATELINK_THOROUGH").is_none() {
        return;
    }
    for corpus in Corpus::all().unwrap() {
        let file = folder().join(VERSION).join(format!("{}.txt", corpus.name));
        let recorded = fs::read_to_string(&file).unwrap_or_default();
        assert!(recorded == today(&corpus).text(), "record {VERSION} with RECORD_RELEASE=1");
    }
}

#[test]
fn a_record_says_what_it_was_told() {
    let mut record = Record::default();
    let names = |names: [&str; 4]| names.map(|name| [name.to_owned()].into());
    record.add("one", names(["a b", "c[\"d e\"]", "[x]", "e = []"]));
    record.add("two", names(["a b", "c[\"d:e\"]", "[x]", "e = []"]));
    let text = "cases\tone two\n[Pulumi]\na b\t*\n[Terraform]\nc[\"d e\"]\tone\nc[\"d:e\"]\ttwo\n\
                [CloudFormation]\n[x]\t*\n[Defaults]\ne = []\t*\n";
    assert_eq!(record.text(), text);
    assert_eq!(Record::read(text), record);
}

/// What is gone of the first release of the component that tests have.
fn gone_in(release: &Release) -> Vec<String> {
    let inputs = json!({ "vpcId": "vpc-1", "clients": { "a": "10.0.0.0/16" } });
    let first = FIRST.component.model();
    let [now, _] = Known { model: &first, kinds: FIRST.kinds }.names(&inputs);
    let mut recorded = Record::default();
    recorded.add("case", now);
    let model = release.component.model();
    gone(&recorded, Known { model: &model, kinds: release.kinds }, |_| Some(inputs.clone()))
}

#[test]
fn a_release_that_says_what_things_were_loses_nothing() {
    assert_eq!(gone_in(&SECOND), [""; 0]);
    assert_eq!(gone_in(&THIRD), [""; 0]);
}

#[test]
fn a_release_that_forgets_what_things_were_is_told() {
    let type_of_expiry = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    let expected = [
        "aws:ec2/securityGroup:SecurityGroup it-door (Pulumi)".to_owned(),
        format!("{type_of_expiry} it-expiry (Pulumi)"),
        "aws:sns/topic:Topic it-alert (Pulumi)".to_owned(),
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule it-rule-a (Pulumi)".to_owned(),
        "aws_security_group.door (Terraform)".to_owned(),
        "aws_sns_topic.alert (Terraform)".to_owned(),
        "aws_vpc_security_group_ingress_rule.rule[\"a\"] (Terraform)".to_owned(),
        "template: AWS::EC2::SecurityGroup Door (CloudFormation)".to_owned(),
        "template: AWS::EC2::SecurityGroupIngress RuleA (CloudFormation)".to_owned(),
        "template: AWS::SNS::Topic Alert (CloudFormation)".to_owned(),
    ];
    let mut gone = gone_in(&FORGETFUL);
    let mut expected = expected.map(|line| format!("case: {line}"));
    gone.sort();
    expected.sort();
    assert_eq!(gone, expected);
}
