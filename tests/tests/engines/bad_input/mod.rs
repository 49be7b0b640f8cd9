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

mod walks;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use libtest_mimic::Trial;
use privatelink_backends::cloudformation::{Format, compile};
use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::{BadSet, Corpus, OwnWords, Program};
use privatelink_ir::{Given, Model, Problem, Severity, check_inputs};
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::refusal::{self, Refused};
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{problems, trial};
use serde_json::Value;

/// A set of bad inputs.
struct Set {
    corpus: Arc<Corpus>,
    name: String,
    special: BadSet,
}

impl Set {
    fn model(&self) -> Model {
        self.corpus.component.model()
    }

    fn inputs(&self) -> Result<Value, Failure> {
        Ok(self.corpus.bad_set(&self.name)?)
    }

    fn program(&self, inputs: &Value) -> Result<Scratch, Failure> {
        match self.special.program {
            Program::Yaml => refusal::yaml(&self.corpus, inputs),
            Program::Python => refusal::python(&self.corpus, inputs),
        }
    }

    /// Its test: what all of them have in common, or what is special about it.
    fn trial(self) -> Trial {
        let name = format!("{}_{}", self.corpus.name, self.name);
        if let Some(words) = self.special.own_words.clone() {
            let name = format!("{name}_is_refused_by_every_tool");
            return trial::with_emulator(&name, move |tools, aws| {
                own_words(&self, &words, tools, aws)
            });
        }
        if self.special.only_in_templates {
            let name = format!("{name}_is_refused_in_templates");
            return Trial::test(name, move || Ok(only_in_templates(&self)?));
        }
        if self.special.only_warnings {
            let name = format!("{name}_has_the_same_words_in_every_tool");
            return trial::with_emulator(&name, move |tools, aws| warnings(&self, tools, aws));
        }
        let name = format!("{name}_gets_the_same_words_from_every_tool");
        trial::with_emulator(&name, move |tools, aws| same_words(&self, tools, aws))
    }
}

/// The tests of this module.
pub(crate) fn trials(corpora: &[Corpus]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for corpus in corpora.iter().cloned().map(Arc::new) {
        let sets = corpus.bad.iter().map(|(name, special)| {
            let (name, special) = (name.clone(), special.clone());
            Set { corpus: Arc::clone(&corpus), name, special }
        });
        trials.extend(sets.map(Set::trial));
        let name = format!("{}_shows_every_rule_in_terraform", corpus.name);
        trials.push(Trial::test(name, move || Ok(every_rule(&corpus)?)));
    }
    trials
}

/// The account of all sets: nothing is made of any. As a static it is never dropped; the provider ends with this process.
fn refused(tools: &Toolchain, aws: &Emulator) -> Result<&'static Refused, Failure> {
    static OPENED: OnceLock<Result<Refused, String>> = OnceLock::new();
    let opened = OPENED
        .get_or_init(|| Refused::open(tools, aws.account()).map_err(|failure| failure.to_string()));
    opened.as_ref().map_err(Failure::new)
}

fn same_words(set: &Set, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let refused = refused(tools, aws)?;
    let (model, inputs) = (set.model(), set.inputs()?);
    let checked = refusal::check(tools, &set.corpus, &set.name)?.expect(1)?.stdout;
    let checked = problems::of_check(&checked, Severity::Error)?;
    contains("`check`", &lines(&checked), &set.special.says)?;

    let preview = refused.preview(tools, &set.program(&inputs)?)?.expect(1)?;
    same("`check`", &checked, "Pulumi", &problems::of_pulumi(&preview.stdout))?;

    let found = found(&model, &inputs);
    let shown = walks::shown(&model, &found).into_iter().map(ToString::to_string);
    let shown = shown.map(|line| problems::for_terraform(&model.inputs, &line)).collect();
    let plan = refused.plan(tools, &set.corpus, &model, &inputs)?.expect(1)?;
    same("the rules", &shown, "Terraform", &problems::of_terraform(&plan.stdout)?)?;

    aws.assert_empty(refused.account(), REGION)
}

/// What lets a deployment go on.
fn warnings(set: &Set, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let refused = refused(tools, aws)?;
    let (model, inputs) = (set.model(), set.inputs()?);
    let checked = refusal::check(tools, &set.corpus, &set.name)?.expect(0)?.stdout;
    let checked = problems::of_check(&checked, Severity::Warning)?;
    contains("`check`", &lines(&checked), &set.special.says)?;

    let preview = refused.preview(tools, &set.program(&inputs)?)?.expect(0)?;
    same("`check`", &checked, "Pulumi", &problems::warnings_of_pulumi(&preview.stdout))?;

    let checked = checked.iter().map(|line| problems::for_terraform(&model.inputs, line)).collect();
    let plan = refused.plan(tools, &set.corpus, &model, &inputs)?.expect(0)?;
    let said = problems::said_by_terraform(&plan.stdout, Severity::Warning)?.into_iter().collect();
    same("`check`", &checked, "Terraform", &said)?;

    aws.assert_empty(refused.account(), REGION)
}

/// Unknown names and other types: some tools refuse them before the component is asked.
fn own_words(
    set: &Set,
    words: &OwnWords,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let refused = refused(tools, aws)?;
    let (model, inputs) = (set.model(), set.inputs()?);
    let checked = refusal::check(tools, &set.corpus, &set.name)?.expect(1)?.stdout;
    let checked = problems::of_check(&checked, Severity::Error)?;
    contains("`check`", &lines(&checked), &set.special.says)?;

    // The Python runtime, without the SDK's types, hands over whatever it is given.
    let program = refusal::python(&set.corpus, &inputs)?;
    let preview = refused.preview(tools, &program)?.expect(1)?;
    same("`check`", &checked, "Pulumi", &problems::of_pulumi(&preview.stdout))?;

    let program = refusal::yaml(&set.corpus, &inputs)?;
    let preview = refused.preview(tools, &program)?.expect(1)?;
    contains("Pulumi YAML", &preview.stdout, &words.pulumi_yaml)?;

    for wanted in &words.terraform {
        let mut inputs = inputs.clone();
        if let Some(inputs) = inputs.as_object_mut() {
            inputs.retain(|name, _| !wanted.without.contains(name));
        }
        let plan = refused.plan(tools, &set.corpus, &model, &inputs)?.expect(1)?;
        let said = problems::said_by_terraform(&plan.stdout, Severity::Error)?.join("\n");
        contains("Terraform", &said, &wanted.says)?;
    }

    aws.assert_empty(refused.account(), REGION)
}

/// What only a template can have, and has wrong.
fn only_in_templates(set: &Set) -> Result<(), Failure> {
    let given = Given::inputs(&set.inputs()?);
    let Err(problems) = compile(&set.model(), &given.into(), &[Format::Json]) else {
        return Err(Failure::new("there is a template"));
    };
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    contains("the template", &lines.join("\n"), &set.special.says)
}

/// Holds the sets against the rules of the component: Terraform shows each in some set.
fn every_rule(corpus: &Corpus) -> Result<(), Failure> {
    let model = corpus.component.model();
    let mut shown = BTreeSet::new();
    let sets = corpus.bad.iter().filter(|(_, special)| special.own_words.is_none());
    for (set, _) in sets {
        let found = found(&model, &corpus.bad_set(set)?);
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

fn lines(problems: &BTreeSet<String>) -> String {
    problems.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn contains(who: &str, said: &str, wanted: &[String]) -> Result<(), Failure> {
    match wanted.iter().find(|wanted| !said.contains(wanted.as_str())) {
        None => Ok(()),
        Some(missing) => Err(Failure::new(format!("{who} does not say `{missing}`:\n{said}"))),
    }
}
