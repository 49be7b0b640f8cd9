//! What inputs get that AWS would refuse in the middle of a deployment.

use std::collections::BTreeSet;

use privatelink_corpus_reader::Corpus;
use privatelink_ir::Severity;
use privatelink_tests::deployment::Engine;
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::refusal::{self, Refused};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{minimal, problems};
use serde_json::Value;

use crate::screen::{line, name, paragraph};
use crate::standing::Standing;

/// The set of bad inputs, in the corpus.
const SET: &str = "one_zone";

/// A set of bad inputs, and what `privatelink check` says about it.
pub(crate) struct BadInputs {
    corpus: Corpus,
    inputs: Value,
    said: BTreeSet<String>,
}

impl BadInputs {
    /// Shows what `privatelink check` says.
    pub(crate) fn check(tools: &Toolchain) -> Result<Self, Failure> {
        let corpora = Corpus::all()?;
        let corpus = corpora.into_iter().find(|corpus| corpus.name == minimal::SURROUNDINGS);
        let corpus = corpus.ok_or_else(|| Failure::new("the component has no corpus"))?;
        let inputs = corpus.bad_set(SET)?;
        let shown = refusal::check_for_people(tools, &corpus, SET)?;
        let component = corpus.component.name;
        let text = format!("{}{}", shown.stdout, shown.stderr);
        paragraph(&format!("$ privatelink check {component} {SET}.yaml\n{}\n", text.trim_end()));
        let said = refusal::check(tools, &corpus, SET)?.expect(1)?.stdout;
        let said = problems::of_check(&said, Severity::Error)?;
        Ok(Self { corpus, inputs, said })
    }

    /// Shows that an engine says the same before it makes anything.
    pub(crate) fn refused_by(&self, standing: &Standing) -> Result<(), Failure> {
        let Self { corpus, inputs, said } = self;
        let (model, tools, account) =
            (corpus.component.model(), &standing.tools, &standing.account);
        let (command, heard) = match standing.engine {
            Engine::Terraform => {
                let plan = Refused::open(tools, account.clone())?
                    .plan(tools, corpus, &model, inputs)?
                    .expect(1)?;
                ("plan", problems::of_terraform(&plan.stdout)?)
            }
            Engine::Pulumi => {
                let program = refusal::yaml(corpus, inputs)?;
                let pulumi = Pulumi::new(tools, account, program.path())?;
                let preview = pulumi.command(&["preview"])?.expect(1)?;
                ("preview", problems::of_pulumi(&preview.stdout))
            }
            // Templates are compiled by the same command line.
            Engine::CloudFormation => return Ok(()),
        };
        let wanted = match standing.engine {
            Engine::Terraform => {
                said.iter().map(|one| problems::for_terraform(&model.inputs, one)).collect()
            }
            _ => said.clone(),
        };
        if heard != wanted {
            return Err(Failure::new(format!("{command} says {heard:?} instead of {wanted:?}")));
        }
        for problem in heard {
            line(name(standing.engine), &format!("{command}: {problem}"));
        }
        Ok(())
    }
}
