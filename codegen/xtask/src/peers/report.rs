//! The table of `cargo xtask bench --peers`, and what limits each figure.

use std::fmt::Write;

use super::{Figures, Measured, Sequence, Whose};

const KIBIBYTES: f64 = 1_024.0;

/// One row: what is measured, the most that it shall be (the least where more is better), and where it is found.
struct Row {
    what: &'static str,
    goal: Goal,
    value: fn(&Measured, usize) -> Option<f64>,
}

#[derive(Clone, Copy)]
enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Goal {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }

    fn show(self) -> String {
        match self {
            Self::AtMost(most) => format!("< {most}"),
            Self::AtLeast(least) => format!("> {least}"),
        }
    }
}

const ROWS: [Row; 10] = [
    Row {
        what: "start to port, ms",
        goal: Goal::AtMost(5.0),
        value: |all, round| Some(small(all, round)?.port_ms),
    },
    Row {
        what: "start to schema, ms",
        goal: Goal::AtMost(10.0),
        value: |all, round| Some(small(all, round)?.schema_ms),
    },
    Row {
        what: "start to first Construct, ms",
        goal: Goal::AtMost(20.0),
        value: |all, round| Some(small(all, round)?.constructed_ms),
    },
    Row {
        what: "Construct of 5, ms",
        goal: Goal::AtMost(2.5),
        value: |all, round| Some(small(all, round)?.sequence.p50),
    },
    Row {
        what: "the same, CPU of the plugin, ms",
        goal: Goal::AtMost(1.0),
        value: |all, round| Some(small(all, round)?.sequence.cpu),
    },
    Row {
        what: "Construct of 153, ms",
        goal: Goal::AtMost(20.0),
        value: |all, round| Some(large(all, round)?.sequence.p50),
    },
    Row {
        what: "the same, CPU of the plugin, ms",
        goal: Goal::AtMost(8.0),
        value: |all, round| Some(large(all, round)?.sequence.cpu),
    },
    Row {
        what: "153 of 50 ms each / longest chain",
        goal: Goal::AtMost(1.04),
        value: |all, round| Some(large(all, round)?.delay.as_ref()?.over_ideal),
    },
    Row {
        what: "Constructs of 5 a second, 64 at once",
        goal: Goal::AtLeast(1_000.0),
        value: |all, round| Some(small(all, round)?.load.as_ref()?.per_sec),
    },
    Row {
        what: "resident after all of them, MiB",
        goal: Goal::AtMost(16.0),
        value: |all, round| Some(resident(small(all, round)?)?.1),
    },
];

/// The table, with the ratio of ours to each peer, and below it what limits each of our figures.
pub(super) fn table(all: &[(Whose, Measured)]) -> String {
    let mut text = format!("\n{:<38}{:>9}{:>9}", "", "goal", "ours");
    let Some(((_, ours), peers)) = all.split_first() else { return text };
    for (whose, _) in peers {
        text.push_str(&format!("{:>9}{:>9}", whose.to_string(), "ratio"));
    }
    text.push('\n');
    for Row { what, goal, value } in &ROWS {
        let Some(own) = median(&rounds(ours, *value)) else { continue };
        text.push_str(&format!("{what:<38}{:>9}{:>9}", goal.show(), number(own)));
        for (_, peer) in peers {
            let values = rounds(peer, *value);
            // Of each round, because the machine is not equally fast in all of them.
            let ratios: Vec<f64> =
                rounds(ours, *value).iter().zip(&values).map(|(own, other)| own / other).collect();
            let shown = |value: Option<f64>| value.map(number).unwrap_or_default();
            text.push_str(&format!("{:>9}{:>9}", shown(median(&values)), shown(median(&ratios))));
        }
        text.push_str(if goal.is_met(own) { "\n" } else { "  missed\n" });
    }
    text.push_str("\nWhat limits ours:\n");
    limits(ours, &mut text);
    text
}

/// What each figure of ours is made of.
fn limits(ours: &Measured, text: &mut String) {
    times(ours, text);
    let first = of(ours, |all, round| Some(resident(small(all, round)?)?.0));
    let last = of(ours, |all, round| Some(resident(small(all, round)?)?.1));
    let (first, last) = (number(first), number(last));
    let _ = writeln!(
        text,
        "- resident: {first} MiB after a quarter of the Constructs, {last} after all"
    );
    let others = of(ours, |all, round| Some(100.0 * small(all, round)?.others));
    let speed = of(ours, |all, round| Some(small(all, round)?.calibration_ms));
    let few = of(ours, |all, round| Some(small(all, round)?.registrations));
    let many = of(ours, |all, round| Some(large(all, round)?.registrations));
    let _ = writeln!(
        text,
        "\nRegistrations: {few:.0} and {many:.0}. Other programs took {others:.0} % of the machine; hashing 32 MiB took \
         {speed:.0} ms."
    );
}

/// Shares that the plugin, the engine and waiting for each other have in times.
fn times(ours: &Measured, text: &mut String) {
    for (what, sequence) in [
        ("Construct of 5", sequences(ours, small, |figures| Some(&figures.sequence))),
        ("Construct of 153", sequences(ours, large, |figures| Some(&figures.sequence))),
    ] {
        let [wall, plugin, engine] = sequence;
        let rest = number((wall - plugin - engine).max(0.0));
        let [wall, plugin, engine] = sequence.map(number);
        let _ = writeln!(
            text,
            "- {what}: of {wall} ms the plugin computes {plugin} and the engine {engine}, partly at the same time; in {rest} \
             neither does"
        );
    }
    let [_, plugin, engine] = sequences(ours, small, |figures| figures.load.as_ref());
    let (both, engine) = (number(plugin + engine), number(engine));
    let _ =
        writeln!(text, "- 64 at once: each takes {both} ms of CPU, {engine} of it the engine's");
    let chain = of(ours, |all, round| Some(large(all, round)?.delay.as_ref()?.chain));
    let beyond = of(ours, |all, round| {
        let delay = large(all, round)?.delay.as_ref()?;
        Some(delay.wall - delay.wall / delay.over_ideal)
    });
    let beyond = number(beyond);
    let _ = writeln!(
        text,
        "- 153 of 50 ms each: {beyond} ms longer than a chain of {chain:.0}, for what is computed and sent one after another"
    );
}

/// The median of a figure; zero if there is none.
fn of(all: &Measured, value: fn(&Measured, usize) -> Option<f64>) -> f64 {
    median(&rounds(all, value)).unwrap_or_default()
}

/// Medians of wall time and CPU of plugin and engine, in milliseconds.
fn sequences(
    ours: &Measured,
    size: fn(&Measured, usize) -> Option<&Figures>,
    of: fn(&Figures) -> Option<&Sequence>,
) -> [f64; 3] {
    let all: Vec<&Sequence> =
        (0..ours.small.len()).filter_map(|round| of(size(ours, round)?)).collect();
    let values: [fn(&Sequence) -> f64; 3] =
        [|sequence| sequence.p50, |sequence| sequence.cpu, |sequence| sequence.engine_cpu];
    values.map(|value| {
        median(&all.iter().map(|sequence| value(sequence)).collect::<Vec<_>>()).unwrap_or_default()
    })
}

fn small(all: &Measured, round: usize) -> Option<&Figures> {
    all.small.get(round)
}

fn large(all: &Measured, round: usize) -> Option<&Figures> {
    all.large.get(round)
}

/// MiB after a quarter of the load, and after all of it.
fn resident(figures: &Figures) -> Option<(f64, f64)> {
    let all = figures.rss_load.as_ref()?;
    Some((all.first()? / KIBIBYTES, all.last()? / KIBIBYTES))
}

fn rounds(of: &Measured, value: fn(&Measured, usize) -> Option<f64>) -> Vec<f64> {
    (0..of.small.len()).filter_map(|round| value(of, round)).collect()
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let [.., upper] = sorted.get(..=sorted.len() / 2)? else { return None };
    let lower = sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn numbers_have_three_digits() {
        assert_eq!(
            [0.123, 4.567, 45.67, 456.7, 4_567.0].map(number),
            ["0.12", "4.57", "45.7", "457", "4567"]
        );
    }

    /// What `pluginbench` prints for a start with everything.
    const FIGURES: &str = r#"{"portMs":2,"schemaMs":4,"constructedMs":8,"startCpuMs":10,"registrations":5,
        "sequence":{"n":4,"p50Ms":3,"p99Ms":4,"perSec":300,"cpuMs":1.5,"engineCpuMs":1},
        "load":{"n":4,"p50Ms":3,"p99Ms":4,"perSec":900,"cpuMs":1,"engineCpuMs":1},
        "delay":{"wallMs":210,"chain":4,"maxInFlight":9,"overIdeal":1.05},
        "rssStartKiB":1024,"rssFirstKiB":1024,"rssLoadKiB":[2048,4096],"calibrationMs":20,"otherCpuShare":0.1}"#;

    #[test]
    fn ours_stands_beside_each_peer_with_what_limits_it() {
        let figures: Figures = serde_json::from_str(FIGURES).unwrap();
        let mut slower = figures.clone();
        slower.sequence.p50 = 6.0;
        slower.delay = None;
        let [ours, go] =
            [figures, slower].map(|of| Measured { small: vec![of.clone()], large: vec![of] });
        let text = table(&[(Whose::Ours, ours), (Whose::Go, go)]);
        let row = |what: &str| {
            let line = text.lines().find(|line| line.starts_with(what)).unwrap();
            line.split_once("  ").unwrap().1.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(row("Construct of 5, ms"), "< 2.5 3.00 6.00 0.50 missed");
        assert_eq!(row("153 of 50 ms each / longest chain"), "< 1.04 1.05 missed");
        assert_eq!(row("resident"), "< 16 4.00 4.00 1.00");
        assert!(text.contains("of 3.00 ms the plugin computes 1.50 and the engine 1.00"), "{text}");
        assert!(text.contains("10.0 ms longer than a chain of 4"), "{text}");
    }
}
