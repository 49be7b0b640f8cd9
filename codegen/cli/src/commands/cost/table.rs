//! Tables of amounts.

use std::io::{self, Write};

/// Between two columns.
const GAP: &str = "  ";

/// A table: a word, columns of amounts, and a remark.
pub(super) struct Table {
    heads: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    word: String,
    amounts: Vec<String>,
    remark: String,
}

impl Table {
    /// A table whose first head is that of the words.
    pub(super) fn new<const N: usize>(heads: [&str; N]) -> Self {
        Self { heads: heads.map(str::to_owned).into(), rows: Vec::new() }
    }

    pub(super) fn row<const N: usize>(&mut self, word: &str, amounts: [String; N], remark: &str) {
        self.rows.push(Row {
            word: word.to_owned(),
            amounts: amounts.into(),
            remark: remark.to_owned(),
        });
    }

    /// Writes it, amounts to the right.
    pub(super) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let (word, heads) =
            self.heads.split_first().map_or(("", &[][..]), |(one, more)| (one, more));
        let width = |text: &str| text.chars().count();
        let words = self.rows.iter().map(|row| width(&row.word));
        let first = words.max().unwrap_or_default().max(width(word));
        let columns: Vec<usize> = heads
            .iter()
            .enumerate()
            .map(|(at, head)| {
                let cells = self.rows.iter().filter_map(|row| row.amounts.get(at));
                cells.map(|cell| width(cell)).max().unwrap_or_default().max(width(head))
            })
            .collect();
        let line = |word: &str, amounts: &[String], remark: &str| {
            let mut text = format!("{word:first$}");
            for (amount, column) in amounts.iter().zip(&columns) {
                text.push_str(&format!("{GAP}{amount:>column$}"));
            }
            format!("{text}{GAP}{remark}").trim_end().to_owned()
        };
        writeln!(to, "{}", line(word, heads, ""))?;
        for row in &self.rows {
            writeln!(to, "{}", line(&row.word, &row.amounts, &row.remark))?;
        }
        Ok(())
    }
}
