//! Documentation in words for users of Pulumi.
//!
//! Definitions say where engines differ, in sentences that name them. Who reads the page of a Pulumi package wants to know
//! what Pulumi does: sentences about other engines go, and of those about several, Pulumi's part stays.
//!
//! A deprecation is a paragraph of a documentation that begins with `Deprecated: `, as in Go.

/// What sentences begin with that are about another engine only.
const OF_OTHERS: [&str; 3] = ["CloudFormation ", "Terraform needs ", "Not in CloudFormation."];

/// What stands in definitions, and what a user of Pulumi reads instead. A sentence that names another engine and that nothing
/// fits fails a test, which says to add it here.
const PHRASES: [(&str, &str); 15] = [
    (
        "; names are taken until the old ones are gone, so in CloudFormation it needs a new `name`, too.",
        ".",
    ),
    (", which CloudFormation refuses.", "."),
    (", which CloudFormation cannot look up.", "."),
    ("; CloudFormation changes the one that is there.", "."),
    ("; CloudFormation has no way.", "."),
    (
        "use a `moved` block in Terraform and `pulumi state rename` in Pulumi",
        "use `pulumi state rename`",
    ),
    ("Only CloudFormation can set it", "Pulumi cannot set it"),
    ("has Terraform and Pulumi make", "has Pulumi make"),
    ("Pulumi and Terraform wait", "Pulumi waits"),
    ("Pulumi and Terraform leave", "Pulumi leaves"),
    ("Terraform and Pulumi make", "Pulumi makes"),
    ("Terraform and Pulumi reject", "Pulumi rejects"),
    ("Terraform and Pulumi take the only", "Pulumi takes the only"),
    ("requester's account, and fail if", "requester's account, and fails if"),
    ("with Terraform or Pulumi", "with Pulumi"),
];

/// What a paragraph begins with that deprecates what it documents.
const DEPRECATED: &str = "Deprecated: ";

/// A documentation, apart from what it says about deprecation.
pub(super) struct Words {
    pub(super) description: String,
    /// What to use instead, where it is deprecated.
    pub(super) deprecation: Option<String>,
}

/// Documentation as a user of Pulumi reads it.
pub(super) fn of(doc: &str) -> Words {
    let mut description = Vec::new();
    let mut deprecation = None;
    for paragraph in doc.split("\n\n") {
        let paragraph = for_pulumi(paragraph);
        match paragraph.strip_prefix(DEPRECATED) {
            Some(message) => deprecation = Some(message.to_owned()),
            None => description.push(paragraph),
        }
    }
    description.retain(|paragraph| !paragraph.is_empty());
    Words { description: description.join("\n\n"), deprecation }
}

/// One paragraph. Lines of definitions end where the source file wants it, so they are joined; items of lists stay lines.
fn for_pulumi(paragraph: &str) -> String {
    let is_list = paragraph
        .lines()
        .any(|line| ["- ", "|", " ", "```"].iter().any(|mark| line.starts_with(mark)));
    if is_list {
        return paragraph.to_owned();
    }
    let text = paragraph.replace('\n', " ");
    let mut kept = sentences(&text);
    kept.retain(|sentence| !OF_OTHERS.iter().any(|start| sentence.starts_with(start)));
    PHRASES.iter().fold(kept.join(" "), |text, (from, to)| text.replace(from, to))
}

/// The sentences of a text: each ends with a full stop before a space, outside of code.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut is_code, mut is_end) = (0, false, false);
    for (at, letter) in text.char_indices() {
        if letter == ' ' && is_end {
            found.extend(text.get(start..at));
            start = at + 1;
        }
        is_code ^= letter == '`';
        is_end = letter == '.' && !is_code;
    }
    found.extend(text.get(start..));
    found
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_other_engines_do_goes() {
        let said = "Its address. Default: AWS\npicks one. Not in CloudFormation. An IPv4 address.";
        assert_eq!(of(said).description, "Its address. Default: AWS picks one. An IPv4 address.");
        let said = "A. Terraform needs two steps: `terraform a.b. c`, then\nanother. B.";
        assert_eq!(of(said).description, "A. B.");
        let said = "Its name. Terraform and Pulumi make a new\none; CloudFormation changes the one that is there.";
        assert_eq!(of(said).description, "Its name. Pulumi makes a new one.");
    }

    #[test]
    fn paragraphs_and_lists_stay() {
        let said = "A\nhub.\n\n- One\n- Two\n\nMore.";
        assert_eq!(of(said).description, "A hub.\n\n- One\n- Two\n\nMore.");
    }

    #[test]
    fn a_paragraph_deprecates() {
        let words = of("Old name.\n\nDeprecated: use\n`new`.");
        assert_eq!(words.description, "Old name.");
        assert_eq!(words.deprecation.as_deref(), Some("use `new`."));
    }
}
