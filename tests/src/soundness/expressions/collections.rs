//! Expressions that give lists and maps.

use super::super::sorts::Sort;
use super::super::texts::KEYS;
use super::{ATTRIBUTES, Maker};
use privatelink_ir::expr::{For, flatten, list, merge, value, zip};
use privatelink_ir::{Expr, Name};
use std::sync::Arc;

impl Maker<'_> {
    pub(super) fn list(&mut self, element: &Sort, depth: usize, early: bool) -> Expr {
        let wanted = Sort::List(Box::new(element.clone()));
        let some = |maker: &mut Self| maker.make(&wanted, depth, early);
        match self.chance.below(12) {
            0 | 1 => {
                let count = self.chance.below(4);
                list((0..count).map(|_| self.make(element, depth, early)).collect::<Vec<_>>())
            }
            2 => {
                let count = self.chance.below(4);
                flatten(list((0..count).map(|_| some(self)).collect::<Vec<_>>()))
            }
            3 => flatten(self.make(&Sort::List(Box::new(wanted)), depth, early)),
            4 => {
                let map = self.make(&Sort::Map(Box::new(element.clone())), depth, early);
                map.values()
            }
            5 => some(self).distinct(),
            6 => some(self).repeated(),
            7 if *element == Sort::Text => {
                let sort = Sort::Map(Box::new(self.sort()));
                // Keys may be known before the values.
                let early = early && !self.chance.once_in(3);
                self.make(&sort, depth, early).keys()
            }
            8 if *element == Sort::Text => {
                let ranges = some(self);
                ranges.covering(self.range(depth, early))
            }
            9 if *element == Sort::Text => some(self).overlapping(),
            _ => self.comprehension(None, element, depth, early),
        }
    }

    pub(super) fn map(&mut self, element: &Sort, depth: usize, early: bool) -> Expr {
        let wanted = Sort::Map(Box::new(element.clone()));
        match self.chance.below(8) {
            0 | 1 => {
                let count = self.chance.below(4);
                let keys = self.chance.some_of(&KEYS, count);
                let entry = |key: &str| (key.into(), self.make(element, depth, early));
                Expr::object(keys.into_iter().map(entry).collect())
            }
            2 => {
                let count = self.chance.below(4);
                let maps = (0..count).map(|_| self.make(&wanted, depth, early));
                merge(list(maps.collect::<Vec<_>>()))
            }
            3 => merge(self.make(&Sort::List(Box::new(wanted)), depth, early)),
            4 => {
                let keys = self.make(&Sort::List(Box::new(Sort::Text)), depth, early);
                let values = Sort::List(Box::new(element.clone()));
                zip(keys, self.make(&values, depth, early))
            }
            5 if self.settings.graph && !early => self.instances(element, depth),
            _ => self.comprehension(Some(()), element, depth, early),
        }
    }

    /// Attributes of all instances of a node with a loop, if one has this sort.
    fn instances(&mut self, element: &Sort, depth: usize) -> Expr {
        let fitting = |(_, sort): &&(Name, fn() -> Sort)| sort().fits(element);
        let name = ATTRIBUTES.iter().find(fitting).map(|(name, _)| *name);
        let looped: Vec<_> = self.nodes.iter().filter(|node| node.looped).copied().collect();
        match (name, self.chance.pick(&looped)) {
            (Some(name), Some(node)) => Expr::Instances { node: node.label, name },
            _ => self.comprehension(Some(()), element, depth, false),
        }
    }

    /// A loop; `keyed`: it makes a map.
    fn comprehension(
        &mut self,
        keyed: Option<()>,
        result: &Sort,
        depth: usize,
        early: bool,
    ) -> Expr {
        let name = self.loop_name();
        let (over, [key, element]) = self.walked(depth, early);
        let is_text = [&key, &element].map(|sort| *sort == Sort::Text);
        self.inside(name, [key, element], !early, |maker| {
            let mut condition = if maker.chance.once_in(3) {
                Some(maker.make(&Sort::Bool, depth, early))
            } else {
                None
            };
            let key = keyed.map(|()| match is_text {
                [true, _] if maker.chance.coin() => privatelink_ir::expr::key(name),
                [_, true] if maker.chance.coin() => value(name),
                _ => maker.make(&Sort::Text, depth, early),
            });
            if let Some(key) = &key
                && condition.is_none()
                && maker.chance.coin()
            {
                // What may be null is no key.
                condition = Some(key.is_set());
            }
            let value = maker.make(result, depth, early);
            Expr::For(Arc::new(For { name, over, condition, key, value }))
        })
    }

    /// Something to loop over, with the sorts of its keys and its elements.
    pub(in super::super) fn walked(&mut self, depth: usize, early: bool) -> (Expr, [Sort; 2]) {
        let collections: Vec<(Expr, [Sort; 2])> = self
            .leaves
            .iter()
            .filter_map(|leaf| {
                let sorts = match &leaf.sort {
                    Sort::List(element) => [Sort::Whole, (**element).clone()],
                    Sort::Map(element) => [Sort::Text, (**element).clone()],
                    _ => return None,
                };
                Some((leaf.expr.clone(), sorts))
            })
            .collect();
        if let Some(found) = self.chance.pick(&collections)
            && self.chance.coin()
        {
            return found.clone();
        }
        let element = self.sort();
        if self.chance.coin() {
            let over = self.make(&Sort::List(Box::new(element.clone())), depth, early);
            (over, [Sort::Whole, element])
        } else {
            let over = self.make(&Sort::Map(Box::new(element.clone())), depth, early);
            (over, [Sort::Text, element])
        }
    }
}
