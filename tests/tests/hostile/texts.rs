//! Texts that somebody could type, or would never.

use fastrand::Rng;

/// Letters and signs that are trouble somewhere: ends of lines and texts, marks that other languages or terminals obey,
/// letters that change their length with their case, halves, nothing at all.
const ODD: [&str; 43] = [
    "\0",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{1b}[2K",
    "\u{7f}",
    "\u{85}",
    "\u{9b}",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "e\u{301}",
    "\u{130}",
    "\u{df}",
    "\u{17f}",
    "\u{212a}",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{200b}",
    "\u{200f}",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{1f600}",
    "\u{10ffff}",
    "\"",
    "'",
    "\\",
    "\\ud800",
    "`",
    "$",
    "${",
    "%{",
    "{{",
];

/// Words that mean something to a language, a reader or an engine.
const WORDS: [&str; 34] = [
    "null",
    "~",
    "true",
    "no",
    "on",
    "1e999",
    "-0",
    "0x1f",
    "1_000",
    ".nan",
    "-.inf",
    "2024-01-01",
    "12:30:45",
    "<<",
    "*",
    "&a",
    "!Ref",
    "!!binary",
    "---",
    "...",
    "# no",
    "? a",
    "- a",
    "a: b",
    "[",
    "}",
    "@",
    "=",
    "${AWS::Region}",
    "var.name",
    "__proto__",
    "arn:aws:",
    "0.0.0.0/0",
    "::/0",
];

/// How long a text is at most that is not about length.
const SHORT: usize = 24;

/// How long one is that is.
const LONG: [usize; 4] = [256, 4_096, 65_536, 1_000_000];

/// Any text.
pub(crate) fn any(rng: &mut Rng) -> String {
    match rng.u8(..64) {
        0 => repeated(rng, LONG[0]),
        1..=15 => rng.choice(WORDS).unwrap_or_default().to_owned(),
        16 => String::new(),
        _ => joined(rng),
    }
}

/// A text that is about length, up to a megabyte.
pub(crate) fn long(rng: &mut Rng) -> String {
    let length = rng.choice(LONG).unwrap_or_default();
    repeated(rng, length)
}

/// A text of which a part is gone, is there twice, or is another.
pub(crate) fn changed(rng: &mut Rng, text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return any(rng);
    }
    let (first, second) = (rng.usize(..=letters.len()), rng.usize(..=letters.len()));
    let (from, to) = (first.min(second), first.max(second));
    let (before, part, after) = (&letters[..from], &letters[from..to], &letters[to..]);
    let middle: String = match rng.u8(..5) {
        0 => String::new(),
        1 => part.iter().chain(part).collect(),
        2 => part.iter().rev().collect(),
        3 => part.iter().collect::<String>().to_uppercase(),
        _ => joined(rng),
    };
    before.iter().collect::<String>() + &middle + &after.iter().collect::<String>()
}

/// Pieces one after another.
fn joined(rng: &mut Rng) -> String {
    let count = rng.usize(..=SHORT);
    (0..count).map(|_| piece(rng)).collect()
}

fn piece(rng: &mut Rng) -> String {
    match rng.u8(..8) {
        0 | 1 => rng.choice(ODD).unwrap_or_default().to_owned(),
        2 => rng.choice(WORDS).unwrap_or_default().to_owned(),
        3 => rng.char(..).to_string(),
        4 => rng.digit(10).to_string(),
        5 => rng.choice([".", "/", ":", "-", "*", ","]).unwrap_or_default().to_owned(),
        _ => rng.lowercase().to_string(),
    }
}

/// One piece again and again.
fn repeated(rng: &mut Rng, length: usize) -> String {
    let unit = piece(rng);
    unit.repeat(length / unit.len().max(1))
}
