//! Names of AWS types stand in the catalog; what else looks like one is a word of an engine's own language.

use std::collections::BTreeSet;

use privatelink_catalog::KINDS;

use crate::{none_of, read, sources};

/// Folders whose sources ship.
const PRODUCT: [&str; 3] = ["schema", "codegen", "provider"];

/// The folder where names of types belong.
const CATALOG: &str = "schema/catalog/";

/// Words that may stand elsewhere, and why.
const ENGINE_WORDS: [(&str, &str); 10] = [
    ("AWS::", "how pseudo parameters begin"),
    ("AWS::AccountId", "a pseudo parameter"),
    ("AWS::NoValue", "a pseudo parameter"),
    ("AWS::Partition", "a pseudo parameter"),
    ("AWS::Region", "a pseudo parameter"),
    ("AWS::StackName", "a pseudo parameter"),
    ("AWS::CloudFormation::Interface", "metadata of a template about its parameters"),
    (
        "AWS::CloudFormation::WaitConditionHandle",
        "a gate that resources wait for; it makes nothing",
    ),
    ("AWS::IAM::Role", "part of every bridge"),
    ("AWS::Lambda::Function", "part of every bridge"),
];

#[test]
fn names_of_aws_types_stand_in_the_catalog() {
    let mut unused: BTreeSet<&str> = ENGINE_WORDS.iter().map(|(word, _)| *word).collect();
    let mut found = Vec::new();
    let all = PRODUCT.iter().flat_map(|folder| sources(folder));
    let outside = all.filter(|path| !path.starts_with(CATALOG) && !path.contains("/tests/"));
    for path in outside {
        let text = read(&path);
        // Tests at the end of a file may name what they like.
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for word in names(line) {
                let is_allowed = ENGINE_WORDS.iter().any(|(allowed, _)| *allowed == word);
                unused.remove(word);
                if !is_allowed {
                    found.push(format!("{path}:{}: `{word}`", number + 1));
                }
            }
        }
    }
    none_of(&found, "names of AWS types outside of the catalog");
    let unused: Vec<String> = unused.into_iter().map(str::to_owned).collect();
    none_of(&unused, "words that are listed and stand nowhere");
}

/// The words of a line that are types of Terraform, Pulumi or `CloudFormation`, or kinds of the catalog.
fn names(line: &str) -> Vec<&str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_:/".contains(letter);
    let words = line.split(|letter: char| !is_part(letter));
    words.filter(|word| is_type(word) || is_kind(word)).filter(|word| in_text(line, word)).collect()
}

/// Whether a word is a type. Names that begin ARNs and keys of a policy's conditions, `aws:SourceAccount`, are none.
fn is_type(word: &str) -> bool {
    let begins = |start: &str, goes_on: fn(char) -> bool| {
        word.strip_prefix(start).is_some_and(|rest| rest.starts_with(goes_on))
    };
    let lowercase = |letter: char| letter.is_ascii_lowercase();
    word.starts_with("AWS::") || begins("aws_", lowercase) || begins("aws:", lowercase)
}

/// Whether a word is the name of a kind in the catalog.
fn is_kind(word: &str) -> bool {
    KINDS.iter().any(|kind| kind.id == word)
}

/// Whether a word stands in a text: a name of Rust's own, as `mod aws_buckets`, is none.
fn in_text(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| line[..at].matches('"').count() % 2 == 1)
}

#[test]
fn a_name_of_a_type_is_told_from_other_words() {
    for (line, wanted) in [
        ("of(\"aws_lb\")", "aws_lb"),
        ("\"AWS::EC2::VPC\"", "AWS::EC2::VPC"),
        ("\"aws:lb/listener:Listener\"", "aws:lb/listener:Listener"),
        ("(\"lb/listener\", 1)", "lb/listener"),
        ("\"${AWS::Region}\"", "AWS::Region"),
    ] {
        assert_eq!(names(line), [wanted], "{line}");
    }
    for line in [
        "\"privatelink_aws_plugin\"",
        "\"arn:aws:iam::1:root\"",
        "\"laws:\"",
        "\"aws\"",
        "\"aws:SourceArn\"",
        "\"begin with aws:, such as\"",
        "mod aws_buckets;",
        "\"src/listener\"",
    ] {
        assert_eq!(names(line), Vec::<&str>::new(), "{line}");
    }
}
