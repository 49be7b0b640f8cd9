//! The page about a component's corpus, made of its data.

use std::fmt::Write;

use crate::{Case, Corpus, Engine, Interaction};

/// The text of the `README.md` of a corpus.
pub fn readme(corpus: &Corpus) -> String {
    let mut page = introduction(corpus);
    engines(corpus, &mut page);
    thorough(corpus, &mut page);
    interactions(&corpus.interactions, &mut page);
    in_no_case(corpus, &mut page);
    page
}

fn introduction(corpus: &Corpus) -> String {
    let Corpus { component, surroundings, notes, .. } = corpus;
    let mut page = format!(
        "# Cases of `{}`\n\n\
         <!-- Made of `corpus.toml` and `interactions.toml`: change those, then run\n\
         `UPDATE_GOLDEN=1 cargo test -p privatelink-tests --test corpus`. -->\n\n\
         - `surroundings.yaml` is deployed first: {surroundings}.\n\
         - Every case in `cases` is then deployed by each engine, changed as `changes` says, or else `change.json`, and\n  \
         removed. The states that engines leave have to be equal.\n\
         - Every set in `bad` is refused by every tool in the same words.\n\
         - `templates` has the CloudFormation template of each case, `cloudformation` those of inputs that leave values out.\n\
         - `terraform` has the tests of the module, which need no AWS.\n",
        component.name
    );
    for slot in &corpus.slots {
        let _ = writeln!(
            page,
            "- The slot `{slot}` is in another Region, with what `surroundings-{slot}.yaml` has; in some cases in another account, too."
        );
    }
    for note in notes {
        let _ = writeln!(page, "- {note}");
    }
    page
}

fn engines(corpus: &Corpus, page: &mut String) {
    let special = |case: &&Case| case.engines.len() < Engine::ALL.len();
    if !corpus.cases.values().any(|case| special(&case)) {
        return;
    }
    page.push_str(
        "\n## Not deployed by every engine\n\n| Case | Engines | Why |\n| --- | --- | --- |\n",
    );
    for (name, case) in corpus.cases.iter().filter(|(_, case)| special(case)) {
        let engines: Vec<String> =
            case.engines.iter().map(|engine| format!("{engine:?}")).collect();
        let engines = if engines.is_empty() { "none".to_owned() } else { engines.join(", ") };
        let why = case.why.as_deref().unwrap_or_default();
        let _ = writeln!(page, "| {} | {engines} | {why} |", link("cases", name, "json"));
    }
}

fn thorough(corpus: &Corpus, page: &mut String) {
    let waiting = corpus.cases.iter().filter(|(_, case)| case.thorough);
    let links: Vec<String> = waiting.map(|(name, _)| link("cases", name, "json")).collect();
    if !links.is_empty() {
        let _ = write!(page, "\n## Deployed in a thorough run only\n\n{}\n", wrapped(&links));
    }
}

fn interactions(rows: &[Interaction], page: &mut String) {
    page.push_str(
        "\n## Inputs that interact\n\n\
         A case sets all inputs of its row; a set of bad inputs breaks a rule that reads all of \
         them.\n\n\
         | Inputs | Cases | Bad inputs | What is between them |\n\
         | --- | --- | --- | --- |\n",
    );
    for Interaction { inputs, cases, bad, what } in rows {
        let inputs: Vec<String> = inputs.iter().map(|input| format!("`{input}`")).collect();
        let cases: Vec<String> = cases.iter().map(|name| link("cases", name, "json")).collect();
        let bad: Vec<String> = bad.iter().map(|name| link("bad", name, "yaml")).collect();
        let (inputs, cases, bad) = (inputs.join(" + "), cases.join(", "), bad.join(", "));
        let _ = writeln!(page, "| {inputs} | {cases} | {bad} | {what} |");
    }
}

fn in_no_case(corpus: &Corpus, page: &mut String) {
    if corpus.in_no_case.is_empty() {
        return;
    }
    page.push_str("\n## In no case\n\n| Input | Why |\n| --- | --- |\n");
    for (input, why) in &corpus.in_no_case {
        let _ = writeln!(page, "| `{input}` | {why} |");
    }
}

fn link(folder: &str, name: &str, extension: &str) -> String {
    format!("[{name}]({folder}/{name}.{extension})")
}

/// A list in lines of a readable length.
fn wrapped(links: &[String]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for (place, link) in links.iter().enumerate() {
        let end = if place + 1 == links.len() { "." } else { "," };
        let is_full = width + link.len() > 110;
        if place > 0 {
            text.push(if is_full { '\n' } else { ' ' });
        }
        width = if is_full { 0 } else { width } + link.len() + 2;
        text.push_str(link);
        text.push_str(end);
    }
    text
}
