//! The same bad inputs get the same words from every tool, all at once, before anything is made.
//!
//! `corpus/<component>/bad` has the inputs. Each set goes to `privatelink check`, to a preview of Pulumi and to
//! a plan of Terraform, and what they say is compared word for word; only Terraform's spelling of names is its own.
//!
//! Two things Terraform does by itself, and no module can change them:
//!
//! - It converts inputs to the types of variables before any validation runs. What does not convert, and a name that no
//!   variable has, it refuses in words of its own. A name that an object does not have it drops without a word.
//! - It does not show all at once. [`walks`] says what it shows; the sets are cut so that each rule is shown in one.

mod tools;
mod walks;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use privatelink_catalog::engines::PULUMI;
use privatelink_components::find;
use privatelink_ir::{Given, Model, Problem, Severity, check_inputs};
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{problems, trial};
use serde_json::Value;

const SERVICE: Corpus = Corpus {
    component: "PrivateLinkService",
    name: "private_link_service",
    prefix: "",
    sets: &SETS,
    warnings: &[WARNING, "lets everybody in", "one Availability Zone"],
};
const CONSUMER: Corpus = Corpus {
    component: "PrivateLinkConsumer",
    name: "private_link_consumer",
    prefix: "consumer_",
    sets: &CONSUMER_SETS,
    warnings: &[
        "leaves the connection waiting",
        "accepts every connection by itself",
        "lets everybody in",
        "one Availability Zone",
    ],
};
/// Inputs that break rules.
const SETS: [&str; 27] = [
    "access_logs",
    "application",
    "application_alone",
    "application_certificate",
    "application_unled",
    "application_unreached",
    "both",
    "combinations",
    "everything",
    "existing",
    "gateway",
    "idle_timeout",
    "kinds",
    "listener_parts",
    "listeners",
    "load_balancer",
    "neither",
    "no_listener",
    "no_load_balancer",
    "one_zone",
    "private_dns",
    "private_dns_domain",
    "private_dns_gateway",
    "regions",
    "subnets",
    "too_many",
    "zones",
];
/// Inputs of a consumer that break rules.
const CONSUMER_SETS: [&str; 63] = [
    "acceptance",
    "acceptance_type",
    "accepted",
    "addresses",
    "bundle",
    "connection",
    "connection_choices",
    "connection_json",
    "connection_json_entries",
    "connection_json_fields",
    "connection_names",
    "connection_region",
    "connection_zones",
    "dns_target",
    "dns_zone",
    "full_name",
    "gateway",
    "gateway_names",
    "gateway_service",
    "groups",
    "inspection",
    "inspection_dns",
    "inspection_region",
    "interface_service",
    "ipv4_addresses",
    "ipv6_addresses",
    "kinds",
    "lattice",
    "lattice_arn",
    "no_ports",
    "no_subnets",
    "none",
    "none_left",
    "offered",
    "open",
    "own_domain",
    "own_services",
    "parts",
    "policies",
    "policy_json",
    "ports",
    "private_dns",
    "profile_names",
    "ranges",
    "region",
    "region_zones",
    "repeated",
    "resolver_only",
    "resolver_only_gateway",
    "route_tables",
    "several",
    "subnets_twice",
    "tags",
    "template_only",
    "timeouts",
    "too_many",
    "two_policies",
    "unaccepted",
    "unaccepted_profile",
    "unknown_bundle",
    "unknown_service",
    "waiting",
    "zones",
];
/// The set with words that are not offered: the YAML runtime compares them with the schema before the plugin sees them.
const OFFERED: &str = "offered";
/// What everybody gets to read who lets `*` connect without acceptance.
const WARNING: &str = "consumers in every AWS account can reach the load balancer as if it were \
                       public, even if it has no public IP address";

/// Where the bad inputs of a component are.
#[derive(Clone, Copy)]
struct Corpus {
    component: &'static str,
    /// Of its folder and its module.
    name: &'static str,
    /// Begins the names of its tests.
    prefix: &'static str,
    sets: &'static [&'static str],
    /// What is said about its set `warnings`.
    warnings: &'static [&'static str],
}

impl Corpus {
    fn folder(self) -> PathBuf {
        checkout().join("tests/corpus").join(self.name).join("bad")
    }

    fn model(self) -> Result<Model, Failure> {
        Ok(find(self.component).ok_or_else(|| Failure::new("no such component"))?.model())
    }

    fn read(self, set: &str) -> Result<Value, Failure> {
        let file = self.folder().join(format!("{set}.yaml"));
        let text =
            fs::read_to_string(&file).context(|| format!("cannot read `{}`", file.display()))?;
        Ok(serde_yaml_ng::from_str(&text)?)
    }
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for corpus in [SERVICE, CONSUMER] {
        let Corpus { prefix, sets, .. } = corpus;
        for set in sets {
            trials.push(trial::with_emulator(
                &format!("{prefix}{set}_gets_the_same_words_from_every_tool"),
                move |tools, aws| same_words(corpus, set, tools, aws),
            ));
        }
        trials.extend([
            trial::with_emulator(
                &format!("{prefix}warnings_have_the_same_words_in_every_tool"),
                move |tools, aws| warnings(corpus, tools, aws),
            ),
            Trial::test(format!("{prefix}every_rule_is_broken_once"), move || {
                Ok(every_rule(corpus)?)
            }),
        ]);
    }
    trials.extend([
        trial::with_emulator("what_is_no_input_is_refused_by_every_tool", no_inputs),
        Trial::test("all_problems_are_there_at_once", || Ok(all_at_once()?)),
    ]);
    trials
}

fn same_words(corpus: Corpus, set: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let (model, inputs) = (corpus.model()?, corpus.read(set)?);
    let checked = tools::check(tools, corpus, set)?.expect(1)?.stdout;
    let checked = problems::of_check(&checked, Severity::Error)?;

    let program = if set == OFFERED {
        tools::python(corpus, &inputs)?
    } else {
        tools::yaml(corpus, &inputs)?
    };
    let preview = tools::preview(tools, &account, &program)?.expect(1)?;
    same("`check`", &checked, "Pulumi", &problems::of_pulumi(&preview.stdout))?;

    let found = found(&model, &inputs);
    let shown = walks::shown(&model, &found).into_iter().map(ToString::to_string);
    let shown = shown.map(|line| problems::for_terraform(&model.inputs, &line)).collect();
    let plan = tools::plan(tools, &account, corpus, &model, &inputs)?.expect(1)?;
    same("the rules", &shown, "Terraform", &problems::of_terraform(&plan.stdout)?)?;

    aws.assert_empty(&account, REGION)
}

/// What lets a deployment go on.
fn warnings(corpus: Corpus, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let (model, inputs) = (corpus.model()?, corpus.read("warnings")?);
    let checked = tools::check(tools, corpus, "warnings")?.expect(0)?.stdout;
    contains("`check`", &checked, corpus.warnings)?;
    let checked = problems::of_check(&checked, Severity::Warning)?;

    let preview = tools::preview(tools, &account, &tools::yaml(corpus, &inputs)?)?.expect(0)?;
    same("`check`", &checked, "Pulumi", &problems::warnings_of_pulumi(&preview.stdout))?;

    let checked = checked.iter().map(|line| problems::for_terraform(&model.inputs, line)).collect();
    let plan = tools::plan(tools, &account, corpus, &model, &inputs)?.expect(0)?;
    let said = problems::said_by_terraform(&plan.stdout, Severity::Warning)?.into_iter().collect();
    same("`check`", &checked, "Terraform", &said)?;

    aws.assert_empty(&account, REGION)
}

/// Unknown names and other types.
fn no_inputs(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let (model, mut inputs) = (SERVICE.model()?, SERVICE.read("not_inputs")?);
    let checked = tools::check(tools, SERVICE, "not_inputs")?.expect(1)?.stdout;
    let checked = problems::of_check(&checked, Severity::Error)?;

    // The Python runtime, without the SDK's types, hands over whatever it is given.
    let preview = tools::preview(tools, &account, &tools::python(SERVICE, &inputs)?)?.expect(1)?;
    same("`check`", &checked, "Pulumi", &problems::of_pulumi(&preview.stdout))?;

    // The YAML runtime compares inputs with the schema before the plugin sees them.
    let preview = tools::preview(tools, &account, &tools::yaml(SERVICE, &inputs)?)?.expect(1)?;
    let refused = ["colour", "crosZone", "Cannot assign type 'string' to type 'integer'", "tags: "];
    contains("Pulumi YAML", &preview.stdout, &refused)?;

    let mut plan = || -> Result<String, Failure> {
        let plan = tools::plan(tools, &account, SERVICE, &model, &inputs)?.expect(1)?;
        inputs.as_object_mut().and_then(|inputs| inputs.shift_remove("colour"));
        Ok(problems::said_by_terraform(&plan.stdout, Severity::Error)?.join("\n"))
    };
    contains("Terraform", &plan()?, &["\"colour\""])?;
    let refused =
        ["this.var.listeners", "a number is required", "this.var.tags", "map of string required"];
    contains("Terraform", &plan()?, &refused)?;

    aws.assert_empty(&account, REGION)
}

/// The set of what people get wrong: each mistake is named, and the dangerous one with what it means.
fn all_at_once() -> Result<(), Failure> {
    let found = found(&SERVICE.model()?, &SERVICE.read("everything")?);
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    contains(
        "the checker",
        &lines.join("\n"),
        &[
            "`name` has 39 characters",
            "`10.0.0.0`, which is not an IPv4 range",
            "`arn:aws:iam::1111:root`, which is not a principal",
            "`arn:aws:acm:certificate/0a1b2c3d`, which is not the ARN of a certificate",
            "`listeners[\"high\"].port` is 70000, which is outside 1 to 65535",
            "`listeners[\"one\"].port` is 443, which another listener has too",
            "`listeners[\"two\"].port` is 443, which another listener has too",
            "`listeners[\"bare\"].certificateArn` is missing, but the listener speaks TLS",
            "`loadBalancer.securityGroup.ingress[\"world\"]` lets everybody in",
            "`loadBalancer` is given beside load balancers that are already there",
            WARNING,
        ],
    )
}

/// Holds the sets against the rules of the component: Terraform shows each in some set.
fn every_rule(corpus: Corpus) -> Result<(), Failure> {
    let model = corpus.model()?;
    let mut shown = BTreeSet::new();
    for set in corpus.sets {
        let found = found(&model, &corpus.read(set)?);
        shown.extend(walks::shown(&model, &found).iter().map(|problem| problem.id.clone()));
    }
    let all: BTreeSet<String> = walks::errors(&model).map(|rule| rule.id).collect();
    shown.retain(|id| all.contains(id));
    same("the component", &all, "the sets", &shown)
}

/// What the checker finds, warnings left out.
fn found(model: &Model, inputs: &Value) -> Vec<Problem> {
    let mut found = check_inputs(model, &Given::inputs(inputs), &PULUMI).problems;
    found.retain(|problem| problem.severity == Severity::Error);
    found
}

fn same(
    left: &str,
    wanted: &BTreeSet<String>,
    right: &str,
    said: &BTreeSet<String>,
) -> Result<(), Failure> {
    if wanted.is_empty() {
        return Err(Failure::new(format!("{left} says nothing")));
    }
    let missing = wanted.difference(said).map(|line| format!("only {left}: {line}"));
    let more = said.difference(wanted).map(|line| format!("only {right}: {line}"));
    let differences: Vec<String> = missing.chain(more).collect();
    if differences.is_empty() { Ok(()) } else { Err(Failure::new(differences.join("\n"))) }
}

fn contains(who: &str, said: &str, wanted: &[&str]) -> Result<(), Failure> {
    match wanted.iter().find(|wanted| !said.contains(**wanted)) {
        None => Ok(()),
        Some(missing) => Err(Failure::new(format!("{who} does not say `{missing}`:\n{said}"))),
    }
}
