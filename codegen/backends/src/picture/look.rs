//! Colours and signs.

use privatelink_catalog::picture::Glyph;

/// Which colours a picture has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// On white.
    Light,
    /// On black.
    Dark,
    /// As the reader's screen.
    #[default]
    Auto,
}

/// What a colour is for, on white and on black. Those of frames and tiles are the ones AWS uses in its own pictures.
const COLOURS: &[(&str, &str, &str, &str)] = &[
    (".paper", "fill", "#ffffff", "#0d1117"),
    ("text", "fill", "#16191f", "#e6edf3"),
    (".line, .label", "fill", "#4b5563", "#aab4c2"),
    (".frame", "fill", "#ffffff", "#0d1117"),
    (".account", "stroke", "#e7157b", "#f26bb0"),
    (".account-name", "fill", "#c20d66", "#f58cc2"),
    (".region", "stroke", "#00a4a6", "#2bc4c6"),
    (".region-name", "fill", "#00797b", "#4fd3d5"),
    (".vpc", "stroke", "#8c4fff", "#a77bff"),
    (".vpc-name", "fill", "#6d2fe0", "#bb9bff"),
    (".zone", "stroke", "#147eba", "#58b0e3"),
    (".zone", "fill", "#f3f9fd", "#0f1a26"),
    (".zone-name", "fill", "#0f679a", "#7cc4ee"),
    (".card", "fill", "#ffffff", "#161d29"),
    (".card", "stroke", "#5a6b86", "#8394ad"),
    (".outside", "fill", "#f4f5f7", "#1b212b"),
    (".outside", "stroke", "#b3bac5", "#525d6d"),
    (".arrow", "stroke", "#3b4657", "#b4c0d0"),
    (".head", "fill", "#3b4657", "#b4c0d0"),
    (".glyph", "stroke", "#ffffff", "#ffffff"),
    (".network-tile", "fill", "#8c4fff", "#7c3ff0"),
    (".storage-tile", "fill", "#7aa116", "#668a0e"),
    (".messages-tile", "fill", "#e7157b", "#cc1269"),
    (".machine-tile", "fill", "#7d8998", "#5d6878"),
];

/// Colours of charts.
const CHART_COLOURS: &[(&str, &str, &str, &str)] = &[
    (".paper", "fill", "#ffffff", "#0d1117"),
    ("text", "fill", "#16191f", "#e6edf3"),
    (".label", "fill", "#4b5563", "#aab4c2"),
    (".grid", "stroke", "#e5e8ec", "#232b36"),
    (".axis", "stroke", "#5a6b86", "#8394ad"),
    (".curve.first", "stroke", "#147eba", "#58b0e3"),
    (".curve.second", "stroke", "#8c4fff", "#bb9bff"),
    (".band.first", "fill", "#147eba", "#58b0e3"),
    (".band.second", "fill", "#8c4fff", "#bb9bff"),
    (".mark", "fill", "#ffffff", "#0d1117"),
    (".mark", "stroke", "#c20d66", "#f58cc2"),
    (".mark-name", "stroke", "#ffffff", "#0d1117"),
];

/// The rules of a theme: those that always hold, and those of a dark screen.
pub(super) fn rules(theme: Theme) -> (Vec<String>, Vec<String>) {
    rules_of(COLOURS, theme)
}

/// The same of a chart.
pub(super) fn chart_rules(theme: Theme) -> (Vec<String>, Vec<String>) {
    rules_of(CHART_COLOURS, theme)
}

fn rules_of(colours: &[(&str, &str, &str, &str)], theme: Theme) -> (Vec<String>, Vec<String>) {
    let of = |is_dark: bool| {
        let rule = move |(what, property, light, dark): &(&str, &str, &str, &str)| {
            format!("{what} {{ {property}: {}; }}", if is_dark { dark } else { light })
        };
        colours.iter().map(rule).collect::<Vec<_>>()
    };
    match theme {
        Theme::Light => (of(false), Vec::new()),
        Theme::Dark => (of(true), Vec::new()),
        Theme::Auto => (of(false), of(true)),
    }
}

/// The tile behind a glyph, and the glyph on a square of 28 by 28.
pub(super) fn glyph(glyph: Glyph) -> (&'static str, &'static str) {
    match glyph {
        Glyph::Machine => ("machine", "M6 7 H22 V18 H6 Z M11 22 H17 M14 18 V22"),
        Glyph::Endpoint => {
            ("network", "M14 6 a8 8 0 1 0 0.01 0 M14 11 a3 3 0 1 0 0.01 0 M3 14 H11 M17 14 H25")
        }
        Glyph::Service => (
            "network",
            "M14 5 L22 9.5 V18.5 L14 23 L6 18.5 V9.5 Z M6 9.5 L14 14 L22 9.5 M14 14 V23",
        ),
        Glyph::Balancer => (
            "network",
            "M5 14 H11 M11 14 L19 7 M11 14 H19 M11 14 L19 21 M21 7 h0.01 M21 14 h0.01 M21 21 h0.01",
        ),
        Glyph::Storage => {
            ("storage", "M6 8 C6 5 22 5 22 8 C22 11 6 11 6 8 L8 21 C8 24 20 24 20 21 L22 8")
        }
        Glyph::Messages => ("messages", "M5 8 H23 V20 H5 Z M5 8 L14 15 L23 8"),
        Glyph::Names => (
            "network",
            "M14 5 a9 9 0 1 0 0.01 0 M5 14 H23 M14 5 C8 10 8 18 14 23 M14 5 C20 10 20 18 14 23",
        ),
    }
}
