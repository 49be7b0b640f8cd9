//! Pages show what is there: programs that are tested, commands that exist, a book with every page.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;

use privatelink_backends::package::REPOSITORY;

use crate::{none_of, pages, read, root};

/// Most lines of the README, so that reference material stays in `docs`.
const MOST_LINES: usize = 120;

/// What a reader finds on the first screen of the README: costs, permissions, a guide.
const FIRST_SCREEN: [&str; 3] = ["#what-it-costs", "#permissions", "docs/how-to/"];
/// Lines of that screen.
const SCREEN: usize = 40;

/// Folders of examples.
const ENGINES: [&str; 5] = ["cloudformation", "python", "terraform", "typescript", "yaml"];

/// What a fenced block below a comment is: `<!-- path -->` or `<!-- part of path -->`.
pub(crate) struct Program {
    page: String,
    pub(crate) path: String,
    pub(crate) is_part: bool,
    pub(crate) code: String,
}

/// The README and the pages of `docs`.
fn shown() -> Vec<String> {
    let is_shown = |page: &String| page == "README.md" || page.starts_with("docs/");
    pages().into_iter().filter(is_shown).collect()
}

/// The programs of a page.
pub(crate) fn programs(page: &str, text: &str) -> Vec<Program> {
    let mut found = Vec::new();
    for block in text.split("<!-- ").skip(1) {
        let Some((label, rest)) = block.split_once(" -->\n```") else { continue };
        let (_, code) = rest.split_once('\n').unwrap();
        let (code, _) = code.split_once("```").unwrap();
        let part = label.strip_prefix("part of ");
        found.push(Program {
            page: page.to_owned(),
            path: part.unwrap_or(label).to_owned(),
            is_part: part.is_some(),
            code: code.to_owned(),
        });
    }
    found
}

/// What a reader copies is what the tests run. Whole files are accepted with `UPDATE_GOLDEN=1`.
#[test]
fn programs_in_pages_are_the_examples() {
    let update = env::var_os("UPDATE_GOLDEN").is_some() && env::var_os("CI").is_none();
    let (mut wrong, mut folders) = (Vec::new(), BTreeSet::new());
    for page in shown() {
        let mut text = read(&page);
        for Program { page, path, is_part, code } in programs(&page, &text) {
            let file = read(&path);
            let is_right = if is_part { file.contains(&code) } else { file == code };
            if !is_right && update && !is_part {
                let (start, rest) = text.split_once(&format!("<!-- {path} -->\n")).unwrap();
                let (fence, rest) = rest.split_once('\n').unwrap();
                let rest = rest.split_once(&format!("{code}```")).unwrap().1;
                text = format!("{start}<!-- {path} -->\n{fence}\n{file}```{rest}");
                fs::write(root().join(&page), &text).unwrap();
            } else if !is_right {
                wrong.push(format!("{page} differs from {path}"));
            }
            if let Some(example) = path.strip_prefix("examples/") {
                folders.insert(example.split('/').next().unwrap().to_owned());
            }
        }
    }
    none_of(&wrong, "programs that no test runs; whole files are accepted with UPDATE_GOLDEN=1");
    assert!(folders.iter().eq(ENGINES), "programs of {folders:?}");
}

/// A guide with whole programs has one for each engine, and Terraform comes first.
#[test]
fn guides_have_every_engine() {
    for page in pages().iter().filter(|page| page.starts_with("docs/how-to/")) {
        let text = read(page);
        let all = programs(page, &text);
        let engines: Vec<&str> = all
            .iter()
            .filter_map(|it| it.path.strip_prefix("examples/")?.split('/').next())
            .collect();
        let first = engines.first().copied();
        assert!(first.is_none_or(|first| first == "terraform"), "{page}: {engines:?}");
        let whole = all.iter().any(|program| !program.is_part);
        let missing = ENGINES.iter().filter(|engine| !engines.contains(engine));
        let missing: Vec<&&str> = missing.filter(|_| whole).collect();
        assert!(missing.is_empty(), "{page}: no program for {missing:?}");
    }
}

#[test]
fn the_first_screen_of_the_readme_leads_on() {
    let readme = read("README.md");
    let lines: Vec<&str> = readme.lines().collect();
    assert!(lines.len() <= MOST_LINES, "the README has {} lines", lines.len());
    let screen = lines.iter().take(SCREEN).copied().collect::<Vec<_>>().join("\n");
    for link in FIRST_SCREEN {
        assert!(screen.contains(link), "no link to `{link}` in the first {SCREEN} lines");
    }
    assert!(screen.contains("```hcl") && screen.contains("cargo xtask demo"), "{screen}");
}

/// The book has every page of `docs`, each once.
#[test]
fn the_summary_names_every_page() {
    let summary = read("docs/SUMMARY.md");
    let mut named = crate::links(&summary);
    named.sort();
    let all = pages();
    let mut there: Vec<&str> = all.iter().filter_map(|page| page.strip_prefix("docs/")).collect();
    there.retain(|page| *page != "SUMMARY.md");
    assert_eq!(named, there, "docs/SUMMARY.md");
    let (settings, links) = (read("docs/book.toml"), read("docs/outside.js"));
    assert!(settings.contains("src = \".\"") && settings.contains("\"outside.js\""));
    assert!(settings.contains(&format!("\"{REPOSITORY}\"")), "docs/book.toml");
    assert!(links.contains(&format!("\"{REPOSITORY}/blob/main/\"")), "docs/outside.js");
}

/// Commands of pages exist, with their options: what `--help` prints is in the corpus of the command line.
#[test]
fn commands_in_pages_exist() {
    let known = commands();
    let mut wrong = Vec::new();
    for page in pages().iter().filter(|page| !page.starts_with("tests/")) {
        let text = read(page).replace("\\\n", " ");
        for (name, options) in text.lines().flat_map(calls) {
            match known.get(&name) {
                None => wrong.push(format!("{page}: {name}")),
                Some(help) => {
                    let missing = options.iter().filter(|option| !help.contains(option.as_str()));
                    wrong.extend(missing.map(|option| format!("{page}: {name} {option}")));
                }
            }
        }
    }
    none_of(&wrong, "commands or options that are not there");
}

/// The commands of `privatelink` and `cargo xtask`, with the text in which their options are.
fn commands() -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let help = |name: &str| read(&format!("tests/corpus/cli/{name}.console"));
    let list = help("help");
    let list = list.split("\nCommands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for name in list.lines().filter_map(|line| line.split_whitespace().next()) {
        let path = root().join(format!("tests/corpus/cli/help_{name}.console"));
        let text = fs::read_to_string(path).unwrap_or_default();
        known.insert(format!("privatelink {name}"), text);
    }
    for entry in fs::read_dir(root().join("codegen/xtask/src/commands")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let source = read(&format!("codegen/xtask/src/commands/{name}"));
        // An option is a field with `#[arg(long)]`.
        let fields = source.split("#[arg(long").skip(1).filter_map(|rest| rest.lines().nth(1));
        let options = fields.filter_map(|line| line.split(':').next()?.split_whitespace().last());
        let options: Vec<String> =
            options.map(|name| format!("--{}", name.replace('_', "-"))).collect();
        known.insert(format!("cargo xtask {}", name.trim_end_matches(".rs")), options.join(" "));
    }
    known
}

/// Calls of our programs in a line, with their long options. What is in a sentence is called between backticks.
fn calls(line: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for program in ["privatelink ", "cargo xtask "] {
        for (at, _) in line.match_indices(program) {
            let before = line[..at].chars().last();
            let rest = line[at + program.len()..].split(['`', '|', '#', ')']).next().unwrap();
            let mut words = rest.split_whitespace();
            let Some(name) = words.next().filter(|name| is_name(name)) else { continue };
            let is_call = at == 0 || matches!(before, Some('`' | '('));
            if is_call || (before == Some(' ') && line.trim_start().starts_with(program)) {
                let options = words.filter_map(|word| word.strip_prefix("--"));
                let options = options.map(|word| word.split('=').next().unwrap());
                let options = options.map(|word| format!("--{word}")).collect();
                found.push((format!("{program}{name}"), options));
            }
        }
    }
    found
}

fn is_name(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
}

#[test]
fn calls_are_told_from_sentences() {
    let options = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        calls("run `privatelink check A b.yaml --output json`, then `cargo xtask test --quick`."),
        [
            ("privatelink check".to_owned(), options(&["--output"])),
            ("cargo xtask test".to_owned(), options(&["--quick"])),
        ]
    );
    assert_eq!(calls("    privatelink compile A --out b | cat --not-ours").len(), 1);
    assert!(calls("install resource privatelink 0.1.0 --file x").is_empty());
    assert!(calls("the plugin privatelink works").is_empty());
}

#[test]
fn programs_of_a_page_are_found() {
    let page =
        "<!-- a note -->\n<!-- a/b.tf -->\n```hcl\none\n```\n<!-- part of c -->\n```sh\ntwo\n```\n";
    let found = programs("page", page);
    let seen: Vec<(&str, bool, &str)> =
        found.iter().map(|it| (&*it.path, it.is_part, &*it.code)).collect();
    assert_eq!(seen, [("a/b.tf", false, "one\n"), ("c", true, "two\n")]);
}
