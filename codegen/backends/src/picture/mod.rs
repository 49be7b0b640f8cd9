//! Pictures as architects draw them: accounts, Regions, VPCs and zones as boxes, traffic from left to right.
//!
//! ```text
//! component, or resources of given inputs --Source--> things and ways between them --Scene--> frames, cards, arrows
//!                                                                                     |-> SVG, by way of a layout
//!                                                                                     '-> Mermaid
//! ```
//!
//! Where a kind stands and where its traffic goes is in its file of the catalog; nothing here knows a component or a kind.
//! Which resource needs which is another picture: [`diagram`](crate::manual::diagram).

pub mod chart;
mod columns;
mod entries;
mod grid;
mod layout;
mod look;
mod measure;
mod mermaid;
mod routes;
#[cfg(test)]
mod samples;
mod scene;
mod source;
mod stack;
mod svg;
#[cfg(test)]
mod tests;
mod things;
mod traffic;

pub use look::Theme;

use privatelink_ir::{Given, Model, Problem};
use scene::Scene;
use source::Source;
use std::sync::Arc;

/// A picture, ready to be written down.
pub struct Picture(Scene);

impl Picture {
    /// All that a component can make.
    pub fn of_component(model: &Model) -> Self {
        Self::new(model.name, &Source::of_component(model))
    }

    /// What a component makes of inputs, which are given as to a template: required values may be missing. With warnings.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the inputs.
    pub fn of_inputs(
        model: &Model,
        given: &[(Arc<str>, Given)],
    ) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let (source, warnings) = Source::of_inputs(model, given)?;
        // Every component has a name among its inputs.
        let name = given.iter().find_map(|(input, value)| match value {
            Given::Plain(name) if **input == *"name" => name.as_text(),
            _ => None,
        });
        let title =
            name.map_or_else(|| model.name.to_string(), |it| format!("{}: {it}", model.name));
        Ok((Self::new(&title, &source), warnings))
    }

    fn new(title: &str, source: &Source) -> Self {
        Self(Scene::new(title, source, &traffic::of(source)))
    }

    /// The picture as SVG.
    ///
    /// # Errors
    ///
    /// The layout does not fit what is filled into it.
    pub fn svg(&self, theme: Theme) -> Result<String, Problem> {
        svg::print(&self.0, theme)
    }

    /// The picture as text for Mermaid.
    pub fn mermaid(&self) -> String {
        mermaid::print(&self.0)
    }
}
