//! The catalog is true: every name and type in it is what the engines themselves say.
//!
//! The sources are the schema of the Terraform provider, the TypeScript declarations of two versions of `pulumi-aws`, the
//! resource schemas that cfn-lint ships, and what bridges say of themselves. A source is also asked what it requires that
//! the catalog does not have, and whether it really lacks what the catalog says is absent. All mismatches with one source
//! are reported at once; [`wrong`] shows that each check can fail.

#![allow(clippy::indexing_slicing, reason = "what is not there in JSON is null")]

mod cloudformation;
mod imports;
mod mismatch;
mod pulumi;
mod resource_types;
mod taken_over;
mod terraform;
mod typescript;
mod wrong;

use libtest_mimic::Trial;
use privatelink_catalog::{KINDS, KindEntry};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;

use crate::catalog::mismatch::none_of;
use crate::catalog::pulumi::Package;
use crate::catalog::resource_types::ResourceTypes;

/// Folders of `pulumi-aws` below the Node packages, and the major version in each.
const PULUMI: [(&str, &str); 2] = [("@pulumi/aws", "6."), ("aws7", "7.")];

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        trial::with_toolchain("terraform_agrees", terraform_agrees),
        trial::with_toolchain("terraform_exceptions_are_needed", terraform::exceptions_are_needed),
        trial::with_toolchain("cloudformation_agrees", cloudformation_agrees),
        trial::with_toolchain("terraform_notices_what_is_wrong", wrong::terraform),
        trial::with_toolchain("cloudformation_notices_what_is_wrong", wrong::cloudformation),
    ];
    for (folder, version) in PULUMI {
        trials.extend([
            trial::with_toolchain(&format!("pulumi_{version}x_agrees"), move |tools| {
                pulumi_agrees(&Package::open(tools, folder, version)?)
            }),
            trial::with_toolchain(
                &format!("pulumi_{version}x_notices_what_is_wrong"),
                move |tools| wrong::pulumi(&Package::open(tools, folder, version)?),
            ),
        ]);
    }
    trials.push(trial::with_toolchain("pulumi_differences_are_needed", |tools| {
        let [older, newer] = PULUMI.map(|(folder, version)| Package::open(tools, folder, version));
        pulumi::differences_are_needed(&older?, &newer?)
    }));
    trials.extend(taken_over::trials());
    trials.extend(typescript::trials());
    trials
}

fn terraform_agrees(tools: &Toolchain) -> Result<(), Failure> {
    let provider = terraform::provider(tools)?;
    let mut found: Vec<_> = KINDS.iter().flat_map(|kind| provider.check(kind)).collect();
    found.retain(|mismatch| !(provider.is_newer() && mismatch.is_more));
    none_of(found, "the Terraform provider")
}

fn pulumi_agrees(package: &Package) -> Result<(), Failure> {
    let said = |kind: &&KindEntry| [package.check(kind), package.check_import(kind)].concat();
    let found = KINDS.iter().flat_map(said).collect();
    none_of(found, package.title())
}

fn cloudformation_agrees(tools: &Toolchain) -> Result<(), Failure> {
    let types = ResourceTypes::read(tools, KINDS)?;
    let found = KINDS.iter().flat_map(|kind| cloudformation::check(kind, &types)).collect();
    none_of(found, "CloudFormation")
}
