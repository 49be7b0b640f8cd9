//! The schema of a Terraform provider without what nobody asks for.
//!
//! The AWS provider has two thousand types, and each command of Terraform decodes the schemas of all of them, which takes
//! seconds. Here are those that our modules and their tests name.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::failure::{Context, Failure};
use crate::scratch::checkout;

/// Fields of `GetProviderSchema.Response` that are maps from a type's name to its schema: resources, data sources,
/// ephemeral and list resources, actions.
const MAPS: [u64; 5] = [2, 3, 8, 9, 11];

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
        collect(&checkout().join(folder), &mut found)?;
    }
    Ok(WANTED.get_or_init(|| found))
}

fn collect(folder: &Path, found: &mut HashSet<String>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).context(|| format!("cannot read `{}`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            names(&fs::read_to_string(&path)?, found);
        }
    }
    Ok(())
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
        let field = Field::take(&mut rest)?;
        let length = whole.len().checked_sub(rest.len())?;
        let unwanted = MAPS.contains(&field.number)
            && field.key().is_some_and(|name| name.starts_with(PREFIX) && !wanted.contains(name));
        if !unwanted {
            trimmed.extend_from_slice(whole.get(..length)?);
        }
    }
    Some(trimmed)
}

/// A field of a message in the wire format of Protocol Buffers.
struct Field<'a> {
    number: u64,
    /// What is in it, if its length stands before it.
    content: &'a [u8],
}

impl<'a> Field<'a> {
    /// Takes the first field off a message.
    fn take(rest: &mut &'a [u8]) -> Option<Self> {
        let tag = number(rest)?;
        let length = match tag & 7 {
            0 => {
                number(rest)?;
                0
            }
            1 => 8,
            2 => usize::try_from(number(rest)?).ok()?,
            5 => 4,
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(Self { number: tag >> 3, content })
    }

    /// The key of an entry of a map, which is its first field.
    fn key(&self) -> Option<&'a str> {
        let mut content = self.content;
        let key = Self::take(&mut content)?;
        (key.number == 1).then(|| std::str::from_utf8(key.content).ok()).flatten()
    }
}

/// Takes a number of variable length off a message.
fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut found = 0_u64;
    for place in 0..10 {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        found |= u64::from(byte & 0x7f) << (7 * place);
        if byte < 0x80 {
            return Some(found);
        }
    }
    None
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
