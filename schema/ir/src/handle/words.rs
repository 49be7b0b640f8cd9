//! Text with values in it, as `text!` writes it.

use super::{Early, Handle, Spelled, Term, Text, When};
use crate::expr::{self, Expr};
use crate::function::Function;
use std::marker::PhantomData;

/// Text that is being put together.
#[must_use]
#[derive(Debug)]
pub struct Words<W = Early> {
    parts: Vec<Expr>,
    known: PhantomData<W>,
}

impl Words {
    /// No text yet.
    pub fn new() -> Self {
        Self { parts: Vec::new(), known: PhantomData }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

impl<W: When> Words<W> {
    /// Goes on with constant text.
    pub fn constant(mut self, text: &str) -> Self {
        self.push(text.into());
        self
    }

    /// Goes on with a value.
    pub fn value<T: Term<Is: Spelled>>(mut self, value: T) -> Words<W::And<T::When>> {
        match value.expr() {
            Expr::Call(Function::Text, parts) => {
                parts.iter().cloned().for_each(|part| self.push(part));
            }
            part => self.push(part),
        }
        Words { parts: self.parts, known: PhantomData }
    }

    /// Constants that follow each other are one.
    fn push(&mut self, part: Expr) {
        match (self.parts.last().and_then(Expr::as_text), part.as_text()) {
            (Some(first), Some(second)) => {
                let both = [first, second].concat();
                self.parts.pop();
                self.parts.push(both.as_str().into());
            }
            _ => self.parts.push(part),
        }
    }

    /// The text; null if one of its values is.
    pub fn done(self) -> Handle<Text, W> {
        Handle::of(match self.parts.as_slice() {
            [constant @ Expr::Literal(_)] => constant.clone(),
            _ => expr::text(self.parts),
        })
    }
}
