//! The comparison accepts what is not known, and nothing else.

use serde_json::json;

use super::expected::{RECORD, RENAMED};
use super::*;

/// One step of a resource with this name.
fn step(planning: bool, op: &str, name: &str, changed: &[&str], inputs: Value) -> String {
    let urn =
        format!("urn:pulumi:test::case::privatelink:index:PrivateLinkService${RECORD}::{name}");
    let new = json!({ "custom": true, "inputs": inputs, "outputs": {} });
    let metadata = json!({ "op": op, "urn": urn, "type": RECORD, "new": new, "diffs": changed });
    json!({ "resourcePreEvent": { "metadata": metadata, "planning": planning } }).to_string()
}

/// The outputs of a resource with this type.
fn outputs(planning: bool, r#type: &str, outputs: Value) -> String {
    let urn = format!("urn:pulumi:test::case::{type}::component");
    let new = json!({ "custom": r#type.starts_with("aws:"), "inputs": {}, "outputs": outputs });
    let metadata = json!({ "op": "same", "urn": urn, "type": r#type, "new": new });
    json!({ "resOutputsEvent": { "metadata": metadata, "planning": planning } }).to_string()
}

/// What the comparison says; nothing if it is content.
fn said(log: &[String]) -> String {
    let [preview, update] = Run::read(log).unwrap();
    preview.assert_done_by(&update).err().map(|failure| failure.to_string()).unwrap_or_default()
}

/// What it says of a preview and an update with these inputs.
fn of_inputs(shown: Value, done: Value) -> String {
    said(&[step(true, "create", "a", &[], shown), step(false, "create", "a", &[], done)])
}

#[test]
fn what_is_not_known_fits_everything_and_what_is_known_only_itself() {
    let known = json!({ "list": [{ "name": "a" }], "flag": true, "number": 1, "absent": null });
    assert_eq!(of_inputs(known.clone(), known.clone()), "");
    assert_eq!(
        of_inputs(
            json!({ "list": [{ "name": UNKNOWN }], "flag": true, "number": 1 }),
            known.clone()
        ),
        ""
    );
    assert_eq!(
        of_inputs(json!({ "list": UNKNOWN, "flag": UNKNOWN, "number": UNKNOWN }), known.clone()),
        ""
    );
    for (property, wrong) in [
        ("list", json!([{ "name": "b" }])),
        ("list", json!([])),
        ("list", json!([{ "name": UNKNOWN }, UNKNOWN])),
        ("list", json!([{ "name": "a", "more": 1 }])),
        ("list", json!(null)),
        ("flag", json!("true")),
        ("number", json!(2)),
        ("absent", json!("there")),
    ] {
        let mut shown = known.clone();
        shown[property] = wrong;
        let said = of_inputs(shown, known.clone());
        assert!(said.contains(&format!("::a: the input `{property}` is ")), "{said}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}

#[test]
fn a_reference_to_what_is_to_come_has_no_id_yet() {
    let provider = |id: &str, urn: &str| {
        let (name, value) = REFERENCE;
        json!({ "provider": { (name): value, "id": id, "urn": urn } })
    };
    assert_eq!(of_inputs(provider("", "a"), provider("1", "a")), "");
    assert_ne!(of_inputs(provider("", "a"), provider("1", "b")), "");
    assert_ne!(of_inputs(provider("2", "a"), provider("1", "a")), "");
    let plain = |id: &str| json!({ "object": { "id": id } });
    assert_ne!(of_inputs(plain(""), plain("1")), "");
}

#[test]
fn steps_are_the_same_ones() {
    let step = |planning, op, name| step(planning, op, name, &[], json!({}));
    // In whatever order they come.
    let replaced = |planning| {
        let mut ops = vec!["create-replacement", "replace", "delete-replaced"];
        if planning {
            ops.reverse();
        }
        ops.into_iter().map(move |op| step(planning, op, "a"))
    };
    assert_eq!(said(&replaced(true).chain(replaced(false)).collect::<Vec<_>>()), "");

    let cases = [
        (
            vec![step(true, "update", "a"), step(false, "same", "a")],
            r#"["same"] instead of ["update"]"#,
        ),
        (
            vec![step(true, "same", "b"), step(false, "same", "b"), step(false, "delete", "a")],
            r#"["delete"] instead of []"#,
        ),
        (
            vec![step(true, "create", "a"), step(true, "same", "b"), step(false, "same", "b")],
            r#"[] instead of ["create"]"#,
        ),
    ];
    for (log, expected) in cases {
        let said = said(&log);
        assert!(said.contains(&format!("::a: the steps {expected}")), "{said}");
        assert!(!said.contains("::b"), "{said}");
    }
}

#[test]
fn properties_change_as_shown() {
    let changes = |shown: &[&str], done: &[&str], inputs: Value| {
        let before = step(true, "update", "a", shown, inputs);
        said(&[before, step(false, "update", "a", done, json!({ "ttl": 1, "records": ["r"] }))])
    };
    let known = || json!({ "ttl": 1, "records": ["r"] });
    assert_eq!(changes(&["ttl"], &["ttl"], known()), "");
    assert!(changes(&["ttl"], &["ttl", "records"], known()).contains("`records` changes unseen"));
    assert!(changes(&["ttl", "records"], &["ttl"], known()).contains("`records` does not change"));
    let unknown = json!({ "ttl": 1, "records": [UNKNOWN] });
    assert_eq!(changes(&["ttl", "records"], &["ttl"], unknown), "");
}

#[test]
fn outputs_count_for_components_and_the_stack_alone() {
    let same = |planning| step(planning, "same", "a", &[], json!({}));
    let of = |r#type, shown, done| {
        said(&[same(true), outputs(true, r#type, shown), same(false), outputs(false, r#type, done)])
    };
    for r#type in ["privatelink:index:PrivateLinkService", "pulumi:pulumi:Stack"] {
        assert_eq!(of(r#type, json!({ "id": UNKNOWN }), json!({ "id": "a" })), "");
        let said = of(r#type, json!({ "id": null }), json!({ "id": "a" }));
        assert!(said.contains(r#"::component: the output `id` is "a" instead of null"#), "{said}");
    }
    assert_eq!(of("aws:ec2/vpc:Vpc", json!({ "id": null }), json!({ "id": "a" })), "");
}

#[test]
fn a_name_that_is_made_up_is_made_up_again() {
    let named =
        |shown: &str, done: &str| of_inputs(json!({ "name": shown }), json!({ "name": done }));
    assert_eq!(named("a-0123abc", "a-4567def"), "");
    assert_ne!(named("a-0123abc", "b-4567def"), "");
    assert_ne!(named("a-0123abc", "a-4567de"), "");
    assert_ne!(named("a-0123abc", "a-4567dex"), "");
    let elsewhere = of_inputs(json!({ "title": "a-0123abc" }), json!({ "title": "a-4567def" }));
    assert_ne!(elsewhere, "");
}

#[test]
fn an_expected_difference_has_its_resource_and_its_cause() {
    let stays = |name: &str, certificate: &str| {
        let replaced = ["create-replacement", "replace", "delete-replaced"];
        let replaced = replaced.map(|op| step(true, op, name, &[], json!({})));
        let cause = [true, false].map(|planning| {
            let step = step(planning, certificate, "certificate", &[], json!({}));
            step.replace(RECORD, "aws:acm/certificate:Certificate")
        });
        let stays = step(false, "same", name, &[], json!({}));
        said(&replaced.into_iter().chain(cause).chain([stays]).collect::<Vec<_>>())
    };
    let record = "component-certificate_record-shop.example.com";
    assert_eq!(stays(record, "create"), "");
    assert_ne!(stays(record, "update"), "");
    assert_ne!(stays("component-verification_record-shop.example.com", "create"), "");

    let renamed = |property: &str, changed: &str| {
        let record = "component-verification_record-shop.example.com";
        let log = [true, false].map(|planning| {
            let service = step(planning, "update", "service", &[changed], json!({}));
            let inputs = json!({ (property): planning });
            let record = step(planning, "create", record, &[], inputs);
            [service.replace(RECORD, RENAMED.0), record]
        });
        said(log.as_flattened())
    };
    assert_eq!(renamed("records", "privateDnsName"), "");
    assert_ne!(renamed("records", "tags"), "");
    assert_ne!(renamed("ttl", "privateDnsName"), "");
}

#[test]
fn something_was_previewed_and_done() {
    let [shown, done] = [true, false].map(|planning| step(planning, "same", "a", &[], json!({})));
    for log in [vec![], vec![shown], vec![done]] {
        assert_eq!(said(&log), "there was no preview, or no update");
    }
}
