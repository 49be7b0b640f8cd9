//! Expressions that give true or false, numbers and texts.

use super::super::sorts::Sort;
use super::super::texts::SEPARATORS;
use super::{FACTS, Maker, OTHER_SLOT};
use privatelink_ir::expr::{all, any, at, here, not, product, text};
use privatelink_ir::{Expr, Fact, Function};

impl Maker<'_> {
    pub(super) fn condition(&mut self, depth: usize, early: bool) -> Expr {
        let condition = |maker: &mut Self| maker.make(&Sort::Bool, depth, early);
        match self.chance.below(9) {
            0 | 1 => {
                let sort = self.sort();
                self.make(&sort, depth, early).equals(self.make(&sort, depth, early))
            }
            2 => {
                let number = self.make(&Sort::Number, depth, early);
                number.at_most(self.make(&Sort::Number, depth, early))
            }
            3 => not(condition(self)),
            4 => {
                let count = self.chance.below(4);
                all((0..count).map(|_| condition(self)).collect::<Vec<_>>())
            }
            5 => {
                let count = self.chance.below(4);
                any((0..count).map(|_| condition(self)).collect::<Vec<_>>())
            }
            6 => self.any(depth, early).0.is_set(),
            7 => {
                let element = self.sort();
                let list = self.make(&Sort::List(Box::new(element.clone())), depth, early);
                list.contains(self.make(&element, depth, early))
            }
            _ => {
                let subject = self.make(&Sort::Text, depth, early);
                subject.matches(self.form())
            }
        }
    }

    pub(super) fn whole(&mut self, depth: usize, early: bool) -> Expr {
        let whole = |maker: &mut Self| maker.make(&Sort::Whole, depth, early);
        match self.chance.below(5) {
            0 | 1 => {
                let element = Box::new(self.sort());
                let sized = match self.chance.below(4) {
                    0 => Sort::Text,
                    1 => Sort::Map(element),
                    _ => Sort::List(element),
                };
                // How many there are may be known before they are.
                let early = early && !self.chance.once_in(3);
                self.make(&sized, depth, early).length()
            }
            2 => self.wholes(depth, early).sum(),
            3 => {
                let count = self.chance.below(4);
                product((0..count).map(|_| whole(self)).collect::<Vec<_>>())
            }
            _ => whole(self).quotient(whole(self)),
        }
    }

    /// A list of whole numbers, none of which is null.
    fn wholes(&mut self, depth: usize, early: bool) -> Expr {
        let list = self.make(&Sort::List(Box::new(Sort::Whole)), depth, early);
        if self.chance.once_in(3) {
            return list;
        }
        let name = self.loop_name();
        let value = privatelink_ir::expr::value(name);
        if self.chance.coin() {
            privatelink_ir::expr::for_list_if(name, list, value.is_set(), value)
        } else {
            privatelink_ir::expr::for_list(name, list, value.or_else(1))
        }
    }

    pub(super) fn text(&mut self, depth: usize, early: bool) -> Expr {
        let some = |maker: &mut Self| maker.make(&Sort::Text, depth, early);
        match self.chance.below(10) {
            0 | 1 => {
                let count = 1 + self.chance.below(3);
                let scalar = |maker: &mut Self| {
                    let sort = Sort::any(maker.chance, 0);
                    maker.make(&sort, depth, early)
                };
                text((0..count).map(|_| scalar(self)).collect::<Vec<_>>())
            }
            2 => self.any(depth, early).0.to_json(),
            3 => {
                let list =
                    |maker: &mut Self, of| maker.make(&Sort::List(Box::new(of)), depth, early);
                if self.chance.coin() {
                    let element = Sort::any(self.chance, 0);
                    return list(self, element).quoted();
                }
                list(self, Sort::Text).find(self.form())
            }
            4 => {
                let of = some(self);
                of.before(self.chance.word(&SEPARATORS))
            }
            5 => {
                let of = some(self);
                let beginning = if self.chance.coin() {
                    Expr::from(self.chance.word(&SEPARATORS))
                } else {
                    some(self)
                };
                Expr::call(Function::Without, [of, beginning])
            }
            6 => self.range(depth, early).range(),
            7 => {
                let of = self.range(depth, early);
                let bits = self.make(&Sort::Whole, depth.min(2), early);
                let number = self.make(&Sort::Whole, depth.min(2), early);
                if self.chance.coin() {
                    return of.subnet(bits, number);
                }
                of.planned_subnet(bits, number, self.make(&Sort::Whole, depth.min(2), early))
            }
            8 if self.settings.graph && !early => {
                let fact = Fact(self.chance.word(&FACTS));
                if self.chance.once_in(3) { at(OTHER_SLOT, fact) } else { here(fact) }
            }
            _ => self.leaf(&Sort::Text, early),
        }
    }
}
