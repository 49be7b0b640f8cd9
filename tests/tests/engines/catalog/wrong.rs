//! Kinds in which everything is wrong, and that each check says so.

mod forms;
mod imports;
mod kinds;
mod messages;

use privatelink_catalog::{KINDS, KindEntry};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;

use crate::catalog::cloudformation;
use crate::catalog::mismatch::Mismatch;
use crate::catalog::pulumi::Package;
use crate::catalog::resource_types::ResourceTypes;
use crate::catalog::terraform as provider;
use crate::catalog::wrong::forms::{
    ATTACHMENT, CUSTOM, CUSTOM_BY_NOBODY, ENDPOINT, GROUP, IMPLIED, LISTED, LISTED_BY_NOBODY,
    LOOKUP, LOOKUP_OF_NOTHING, MERGED, SERVICE, ZONE, ZONES,
};
use crate::catalog::wrong::imports::{HALF, OTHER, PARTS, REFUSED, WANTED};
use crate::catalog::wrong::kinds::{
    COLLECTED, LISTENER, LOAD_BALANCER, NOWHERE, PART, PART_OF_NO_LIST, PART_OF_NOTHING,
    PART_OF_TEXTS,
};
use crate::catalog::wrong::messages::{CLOUDFORMATION, IMPORTS, PULUMI, TERRAFORM};

/// What engines that know no `CloudFormation` are shown.
const ENGINES: [&KindEntry; 6] =
    [&NOWHERE, &LISTENER, &LOOKUP_OF_NOTHING, &LOOKUP, &ENDPOINT, &GROUP];

/// Every mismatch with the Terraform provider is found.
pub(crate) fn terraform(tools: &Toolchain) -> Result<(), Failure> {
    let provider = provider::provider(tools)?;
    let found = ENGINES.into_iter().flat_map(|kind| provider.check(kind));
    same(found, TERRAFORM)
}

/// Every mismatch with a version of `pulumi-aws` is found.
pub(crate) fn pulumi(package: &Package) -> Result<(), Failure> {
    let found = ENGINES.into_iter().flat_map(|kind| package.check(kind));
    same(found, PULUMI)?;
    let imports = [&OTHER, &PARTS, &HALF, &REFUSED, &WANTED];
    same(imports.into_iter().flat_map(|kind| package.check_import(kind)), IMPORTS)
}

/// Every mismatch with `CloudFormation` is found, in each form.
pub(crate) fn cloudformation(tools: &Toolchain) -> Result<(), Failure> {
    let kinds = [
        &NOWHERE,
        &LISTENER,
        &LOAD_BALANCER,
        &PART,
        &PART_OF_NOTHING,
        &PART_OF_NO_LIST,
        &PART_OF_TEXTS,
        &COLLECTED,
        &ENDPOINT,
        &GROUP,
        &SERVICE,
        &MERGED,
        &IMPLIED,
        &CUSTOM,
        &CUSTOM_BY_NOBODY,
        &LISTED,
        &LISTED_BY_NOBODY,
        &ATTACHMENT,
        &OTHER,
        &PARTS,
        &HALF,
        &REFUSED,
        &WANTED,
    ];
    let owners = KINDS.iter().copied();
    let types = ResourceTypes::read(tools, &owners.chain(kinds).collect::<Vec<_>>())?;
    let found = kinds.into_iter().flat_map(|kind| cloudformation::check(kind, &types));
    let listed = cloudformation::check_listed(&ZONE, &ZONES, "Zones");
    same(found.chain(listed), CLOUDFORMATION)
}

/// Compares messages with how each is expected to begin: versions spell types differently.
fn same(found: impl Iterator<Item = Mismatch>, expected: &str) -> Result<(), Failure> {
    let found: Vec<String> = found.map(|mismatch| mismatch.to_string()).collect();
    let expected = expected.trim();
    let same = found.len() == expected.lines().count()
        && found.iter().zip(expected.lines()).all(|(found, begin)| found.starts_with(begin));
    if same {
        return Ok(());
    }
    let found = found.join("\n");
    Err(Failure::new(format!("found:\n{found}\nexpected:\n{expected}")))
}
