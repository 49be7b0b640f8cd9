//! The list of a release: names of resources, and the cases of the corpus that have them.
//!
//! ```text
//! [Pulumi]
//! privatelink:index:PrivateLinkService it<tab>*
//! aws:lb/listener:Listener it-listener-https<tab>alb zones
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Names, PARTS};

/// Instead of all cases.
const ALL: &str = "*";

/// Lines of each part, and which cases have them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record([BTreeMap<String, BTreeSet<String>>; 4]);

impl Record {
    /// Adds what a case has.
    pub(super) fn add(&mut self, case: &str, names: Names) {
        for (known, names) in self.0.iter_mut().zip(names) {
            for name in names {
                known.entry(name).or_default().insert(case.to_owned());
            }
        }
    }

    /// Names of all cases.
    pub(super) fn cases(&self) -> BTreeSet<&str> {
        self.0.iter().flat_map(BTreeMap::values).flatten().map(String::as_str).collect()
    }

    /// The names of a case.
    pub(super) fn of(&self, case: &str) -> [BTreeSet<&str>; 4] {
        self.0.each_ref().map(|known| {
            let has = known.iter().filter(|(_, cases)| cases.contains(case));
            has.map(|(name, _)| name.as_str()).collect()
        })
    }

    /// The text of the file.
    pub(super) fn text(&self) -> String {
        let all = self.cases();
        let mut text = format!("cases\t{}\n", joined(all.iter().copied()));
        for (part, known) in PARTS.iter().zip(&self.0) {
            text.push_str(&format!("[{part}]\n"));
            for (name, cases) in known {
                let is_all = cases.len() == all.len();
                let cases = joined(cases.iter().map(String::as_str));
                text.push_str(&format!("{name}\t{}\n", if is_all { ALL } else { &cases }));
            }
        }
        text
    }

    /// What a file says.
    pub(super) fn read(text: &str) -> Self {
        let mut record = Self::default();
        let (mut all, mut part) = (BTreeSet::new(), None);
        for line in text.lines() {
            let heading = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
            if let Some(heading) = heading.filter(|_| !line.contains('\t')) {
                part = PARTS.iter().position(|part| *part == heading);
                assert!(part.is_some(), "`{heading}` is no part");
                continue;
            }
            let (name, cases) = line.split_once('\t').unwrap();
            let mut cases: BTreeSet<String> = cases.split(' ').map(str::to_owned).collect();
            match part {
                None => all = cases,
                Some(part) => {
                    if cases.contains(ALL) {
                        cases.clone_from(&all);
                    }
                    record.0[part].insert(name.to_owned(), cases);
                }
            }
        }
        record
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
