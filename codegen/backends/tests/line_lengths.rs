//! Lines of Terraform modules fit on a screen, but for texts that are long by themselves.

use privatelink_backends::terraform::compile;

/// Columns that a line may have.
const LIMIT: usize = 160;

/// A line without what stands in `${...}`, if it has no other text than one: `name = "..."`, `: "..."`, `"...",`.
fn words_of_single_text(line: &str) -> Option<String> {
    let (start, text) = line.split_once('"')?;
    let before = start.trim();
    let is_alone = before.is_empty()
        || ["?", ":"].contains(&before)
        || before.strip_suffix('=').is_some_and(|name| !name.trim().contains([' ', '(', '[']));
    let (mut words, mut depth, mut is_open) = (format!("{start}\""), 0_usize, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '$' if letters.peek() == Some(&'{') => depth += 1,
            '}' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            '\\' => {
                words.push(letter);
                words.extend(letters.next());
            }
            '"' if is_open => {
                is_open = false;
                words.push(letter);
            }
            // The text has ended: nothing but a comma may follow.
            _ if !is_open && letter != ',' => return None,
            other => words.push(other),
        }
    }
    is_alone.then_some(words)
}

#[test]
fn only_texts_are_longer_than_a_screen() {
    let mut long = Vec::new();
    for component in privatelink_components::COMPONENTS {
        let files = compile(&component.model()).unwrap_or_default();
        assert!(!files.0.is_empty());
        for (path, text) in files
            .0
            .iter()
            .filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, end)| end == "tf"))
        {
            for line in text.lines().filter(|line| line.chars().count() > LIMIT) {
                let words = words_of_single_text(line).map_or(0, |words| words.chars().count());
                if words <= LIMIT {
                    long.push(format!("{path}: {line}"));
                }
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn words_of_texts_are_counted_without_values() {
    let words = |line| words_of_single_text(line);
    assert_eq!(words("  a = \"b\\\"${c[\"d\"]}\""), Some("  a = \"b\\\"\"".to_owned()));
    assert_eq!(words("  : \"b\","), Some("  : \"b\",".to_owned()));
    assert_eq!(words("  a = b ? \"c\" : \"d\""), None);
    assert_eq!(words("  a = f(\"c\")"), None);
}
