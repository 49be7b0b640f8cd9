//! What the documentation says about importing: the comments of a version of `pulumi-aws`, which are made of the
//! Terraform provider's own, so they speak for both engines.
//!
//! ```text
//! ## Import
//! #### Required
//! * `zoneId` (String) Hosted zone ID for the record.                               newer versions only
//! Using the hosted zone ID, record name, and record type, separated by underscores (`_`):
//! $ pulumi import aws:route53/record:Record example Z4KAPRWWNC7JR_dev_NS
//! ```

use privatelink_catalog::spelling::camel_case;
use privatelink_catalog::{Identifier, KindEntry, Piece};

use crate::catalog::mismatch::Mismatch;

/// Kinds that only the newest version can import: the catalog says what holds for all.
const NEWER: [&str; 1] = ["lb/target_group_attachment"];

/// Kinds whose identifier the documentation has no names for, and the words that it has.
const IN_WORDS: [(&str, &str); 4] = [
    ("ec2/route", "individual routes using `ROUTETABLEID_DESTINATION`"),
    ("ec2/route_table_association", "the associated resource ID and Route Table ID"),
    ("ec2/transit_gateway_route", "Route Table, an underscore, and the destination"),
    ("ec2/vpc_peering_connection_options", "Connection Options using the VPC peering `id`"),
];

/// Names that can be left out of an identifier, and the kinds whose identifiers have them all the same.
const OPTIONAL: [(&str, &str); 1] = [("route53/zone_association", "vpc_region")];

/// Kinds whose older documentation says "using the `example`" where the newer one names what identifies them.
const UNNAMED: [&str; 1] = ["route53/profile"];

/// The section of a resource about importing.
#[derive(Debug)]
pub(crate) struct Section {
    /// Sentences outside of examples.
    sentences: Vec<String>,
    /// Token and identifier of each example.
    examples: Vec<(String, String)>,
    /// Names that identify the resource, in order; empty where the version does not list them.
    required: Vec<String>,
}

/// The section in the comment of a class; nothing if the resource cannot be imported.
pub(crate) fn section(declarations: &str) -> Option<Section> {
    let (_, rest) = declarations.split_once("* ## Import")?;
    let (text, _) = rest.split_once("*/")?;
    let (mut sentences, mut examples, mut required) = (Vec::new(), Vec::new(), Vec::new());
    let mut heading = "";
    let lines = text.lines().map(|line| line.trim().trim_start_matches("* ").trim());
    for line in lines.filter(|line| !line.starts_with("```")) {
        if let Some(title) = line.strip_prefix("####") {
            heading = title.trim();
        } else if let Some(command) = line.strip_prefix("$ pulumi import ") {
            let mut words = command.split(' ');
            if let (Some(token), Some(_), Some(id)) = (words.next(), words.next(), words.next()) {
                examples.push((token.to_owned(), id.to_owned()));
            }
        } else if line.starts_with(['-', '`']) && !heading.is_empty() {
            let name = line.split('`').nth(1).filter(|_| heading == "Required");
            required.extend(name.map(str::to_owned));
        } else {
            sentences.extend(line.split(". ").map(str::to_owned));
        }
    }
    let is_refused = sentences.iter().any(|sentence| sentence.contains("cannot import"));
    (!is_refused).then_some(Section { sentences, examples, required })
}

/// What the catalog says otherwise about importing a kind.
pub(crate) fn check(kind: &KindEntry, section: Option<&Section>) -> Vec<Mismatch> {
    let engines = [("Terraform", kind.import.terraform), ("Pulumi", kind.import.pulumi)];
    let mut found = Vec::new();
    for (engine, identifier) in engines {
        let mut report = |catalog: String, source: String| {
            found.push(Mismatch::new(kind, format!("import by {engine}"), catalog, source));
        };
        match (identifier, section) {
            (Identifier::Absent(_), None) => {}
            (Identifier::Absent(why), Some(section)) => {
                if !NEWER.contains(&kind.id) {
                    report(format!("none, because {why}"), section.shows());
                }
            }
            (Identifier::Text(pieces), None) => {
                report(format!("`{}`", spelled(pieces)), "documents none".to_owned());
            }
            (Identifier::Text(pieces), Some(section)) => {
                for source in section.differs(kind, pieces) {
                    report(format!("`{}`", spelled(pieces)), source);
                }
            }
        }
    }
    found
}

/// The kinds in [`NEWER`] whose import is no difference of these two versions.
pub(crate) fn needless(
    older: impl Fn(&str) -> Option<Section>,
    newer: impl Fn(&str) -> Option<Section>,
) -> impl Iterator<Item = &'static str> {
    NEWER.into_iter().filter(move |id| older(id).is_some() || newer(id).is_none())
}

impl Section {
    fn shows(&self) -> String {
        let all: Vec<String> = self.examples.iter().map(|(_, id)| format!("`{id}`")).collect();
        format!("shows {}", all.join(", "))
    }

    fn names_an_example(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.ends_with("using the `example`"))
    }

    /// What the section says otherwise about an identifier of these pieces.
    fn differs(&self, kind: &KindEntry, pieces: &'static [Piece]) -> Vec<String> {
        let mut names: Vec<&str> = privatelink_catalog::import::names(pieces).collect();
        let mut all = Vec::new();
        let other = self.examples.iter().find(|(known, _)| known != kind.pulumi);
        all.extend(other.map(|(known, _)| format!("shows `{known}`")));
        let is_optional = |name: &&str| OPTIONAL.contains(&(kind.id, *name));
        // What is optional is shown in later examples.
        let skipped = usize::from(names.iter().any(is_optional));
        let shown = self.examples.get(skipped);
        if !shown.is_some_and(|(_, id)| fits(id, pieces, &names)) {
            all.push(self.shows());
        }
        names.retain(|name| !is_optional(name));
        let listed: Vec<String> = names.iter().map(|name| camel_case(name)).collect();
        let is_named = self.sentences.iter().any(|sentence| mentions(sentence, &names));
        if let Some((_, words)) = IN_WORDS.iter().find(|(id, _)| *id == kind.id) {
            let is_said = self.sentences.iter().any(|sentence| sentence.contains(words));
            all.extend((!is_said).then(|| format!("does not say `{words}`")));
            all.extend(is_named.then(|| "has these names: `IN_WORDS` is not needed".to_owned()));
        } else if self.required.is_empty() {
            let is_said = is_named || UNNAMED.contains(&kind.id) && self.names_an_example();
            all.extend((!is_said).then(|| "has no sentence with these names".to_owned()));
        } else if self.required != listed {
            all.push(format!("requires {:?}", self.required));
        }
        all
    }
}

/// Whether an example has the parts of an identifier: as many, between the same signs, and ARNs where ARNs belong.
fn fits(id: &str, pieces: &[Piece], names: &[&str]) -> bool {
    let between = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(*text),
        Piece::Value(_) | Piece::First(_) => None,
    });
    let between: String = between.collect();
    // Others, such as the slash of a range or the colons of an ARN, may stand within a part.
    let is_sign = |letter: char| ['_', ','].contains(&letter) || between.contains(letter);
    let signs: String = id.chars().filter(|letter| is_sign(*letter)).collect();
    let parts: Vec<&str> = id.split(is_sign).collect();
    let is_arn = |name: &str| name == "arn" || name.ends_with("_arn");
    signs == between
        && parts.len() == names.len()
        && parts.iter().zip(names).all(|(part, name)| part.starts_with("arn:") == is_arn(name))
}

/// Whether a sentence has all names in this order, written as names or as words: `zone_id`, `zoneId`, `Zone ID`.
fn mentions(sentence: &str, names: &[&str]) -> bool {
    let words = words(sentence);
    let mut rest = words.as_slice();
    names.iter().all(|name| {
        let name: Vec<&str> = name.split('_').collect();
        let found = rest.windows(name.len()).position(|part| part == name);
        rest = found.and_then(|at| rest.get(at + name.len()..)).unwrap_or_default();
        found.is_some()
    })
}

fn words(sentence: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in sentence.chars() {
        // A capital after a small letter begins a word.
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        was_small = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    for word in words.iter_mut().filter(|word| *word == "identifier") {
        "id".clone_into(word);
    }
    words
}

/// The pieces as the catalog's files spell them.
pub(crate) fn spelled(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Value(name) => format!("{{{name}}}"),
        Piece::First(names) => format!("{{{}}}", names.join("|")),
    });
    pieces.collect()
}
