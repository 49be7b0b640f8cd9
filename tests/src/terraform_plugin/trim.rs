//! The schema of a Terraform provider without what nobody asks for.
//!
//! The AWS provider has two thousand types, and each command of Terraform decodes the schemas of all of them, which takes
//! seconds. Here are those that our modules and their tests name.

use std::collections::HashSet;
use std::fs;
use std::sync::OnceLock;

use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};

use crate::failure::Failure;
use crate::scratch::{checkout, files};

/// Fields of `GetProviderSchema.Response` that are maps from a type's name to its schema: resources, data sources,
/// ephemeral and list resources, actions.
const MAPS: [u32; 5] = [2, 3, 8, 9, 11];

/// What the names of all types begin with.
const PREFIX: &str = "aws_";

/// The types that the Terraform files of this checkout name.
///
/// # Errors
///
/// A failure if a file cannot be read.
pub(super) fn wanted() -> Result<&'static HashSet<String>, Failure> {
    static WANTED: OnceLock<HashSet<String>> = OnceLock::new();
    if let Some(wanted) = WANTED.get() {
        return Ok(wanted);
    }
    let mut found = HashSet::new();
    for folder in ["sdks/terraform", "examples", "tests/emulator/terraform"] {
        for file in files(&checkout().join(folder), "tf")? {
            names(&fs::read_to_string(file)?, &mut found);
        }
    }
    Ok(WANTED.get_or_init(|| found))
}

fn names(text: &str, found: &mut HashSet<String>) {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    found.extend(words.filter(|word| word.starts_with(PREFIX)).map(str::to_owned));
}

/// Leaves out of a `GetProviderSchema.Response` the types that are not wanted; `None` if it is no such message.
pub(super) fn schema(response: &[u8], wanted: &HashSet<String>) -> Option<Vec<u8>> {
    let mut trimmed = Vec::new();
    let mut rest = response;
    while !rest.is_empty() {
        let whole = rest;
        let (number, wire_type) = decode_key(&mut rest).ok()?;
        let content = rest;
        skip_field(wire_type, number, &mut rest, DecodeContext::default()).ok()?;
        let length = whole.len().checked_sub(rest.len())?;
        let unwanted = MAPS.contains(&number)
            && key(content).is_some_and(|name| name.starts_with(PREFIX) && !wanted.contains(name));
        if !unwanted {
            trimmed.extend_from_slice(whole.get(..length)?);
        }
    }
    Some(trimmed)
}

/// The key of an entry of a map, whose length stands before it: the key is its first field.
fn key(mut entry: &[u8]) -> Option<&str> {
    decode_varint(&mut entry).ok()?;
    if decode_key(&mut entry).ok()? != (1, WireType::LengthDelimited) {
        return None;
    }
    let length = usize::try_from(decode_varint(&mut entry).ok()?).ok()?;
    std::str::from_utf8(entry.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map entry in the field with this number.
    fn entry(number: u8, key: &str) -> Vec<u8> {
        let length = u8::try_from(key.len()).unwrap();
        let content = [&[0x0a, length], key.as_bytes(), &[0x12, 1, 9]].concat();
        [&[number << 3 | 2, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
    }

    #[test]
    fn only_types_that_nobody_names_are_left_out() {
        let wanted = HashSet::from(["aws_vpc".to_owned()]);
        let provider = [0x0a, 2, 1, 1];
        let other = entry(7, "aws_function");
        let message = [&provider[..], &entry(2, "aws_vpc"), &entry(3, "aws_elb"), &other].concat();
        let left = [&provider[..], &entry(2, "aws_vpc"), &other].concat();
        assert_eq!(schema(&message, &wanted), Some(left));
    }

    #[test]
    fn what_is_cut_off_is_no_message() {
        let message = entry(2, "aws_vpc");
        assert_eq!(schema(&message[..5], &HashSet::new()), None);
    }

    #[test]
    fn types_of_the_modules_are_wanted() {
        let wanted = wanted().unwrap();
        assert!(wanted.contains("aws_vpc_endpoint") && !wanted.contains("aws_sagemaker_model"));
    }
}
