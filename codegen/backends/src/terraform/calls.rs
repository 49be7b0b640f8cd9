//! Calls of functions as Terraform expressions.

use super::functions;
use super::hcl::{Expression, For, Operator, Part};
use super::idioms;
use super::scope::Scope;
use super::spelling::{VERBATIM, element_in};
use privatelink_ir::function::{OnNull, Takes};
use privatelink_ir::infer::Ty;
use privatelink_ir::{Expr, Function, Shape};
use std::sync::Arc;

impl Scope<'_> {
    /// Lowers a call. One arm for each function: a new one does not compile without.
    #[expect(clippy::too_many_lines, reason = "a table: one arm for each function")]
    pub(super) fn call(&self, function: Function, arguments: &[Expr], wanted: &Ty) -> Expression {
        let signature = function.signature();
        // INVARIANT: the check of a component finds calls with too few arguments.
        let given = |at: usize| arguments.get(at).unwrap_or(&Expr::NULL);
        let argument_as = |at: usize, ty: &Ty| match signature.parameter(at) {
            Some(parameter) if !functions::is_tried(function, at) => {
                self.argument(given(at), parameter.on_null, ty)
            }
            _ => self.lower_as(given(at), ty),
        };
        let argument = |at: usize| match signature.parameter(at).map(|parameter| parameter.takes) {
            Some(Takes::Map) => argument_as(at, &self.walked_type(given(at))),
            _ => argument_as(at, &self.shape(given(at)).ty),
        };
        let call = |name: &'static str, places: &[usize]| {
            Expression::Call(name, places.iter().map(|at| argument(*at)).collect())
        };
        let binary = |operator, first, second| Expression::binary(operator, first, second);
        match function {
            Function::Concat => self.concat(given(0), wanted),
            Function::Merge => self.merge(given(0), wanted),
            Function::Text => self.text(arguments),
            Function::Equal => self.equal(given(0), given(1)),
            Function::AtMost => match arguments {
                [first @ Expr::Literal(_), second] => {
                    binary(Operator::AtLeast, self.lower(second), self.lower(first))
                }
                _ => binary(Operator::AtMost, argument(0), argument(1)),
            },
            Function::Not => argument(0).negate(),
            Function::All => self.junction(Operator::And, arguments),
            Function::Any => self.junction(Operator::Or, arguments),
            Function::IsSet => match self.outcome(&Expr::call(function, arguments)) {
                Some(outcome) => Expression::bool(outcome),
                None => self.is_null(arguments.first().unwrap_or(&Expr::NULL)).negate(),
            },
            Function::Lookup => self.lookup(given(0), given(1), wanted),
            Function::Keys => call("keys", &[0]),
            Function::Values => {
                let map = Ty::Map(of(element_in(wanted)));
                Expression::Call("values", vec![argument_as(0, &map)])
            }
            Function::Distinct | Function::Repeated => {
                let is_as_text = is_compared_as_text(element_in(&self.shape(given(0)).ty));
                let list = argument_as(0, wanted);
                match (function, is_as_text) {
                    (Function::Distinct, false) => Expression::Call("distinct", vec![list]),
                    (Function::Distinct, true) => functions::distinct_as_text(self, &list),
                    (_, false) => functions::repeated(self, &list, false),
                    (_, true) => functions::repeated(self, &functions::texts(self, &list), true),
                }
            }
            Function::Length => call("length", &[0]),
            Function::Contains => self.contains(&argument, given(0), given(1)),
            Function::Matches => Expression::Call("can", vec![call("regex", &[1, 0])]),
            Function::Quoted => {
                let shape = self.shape(given(0));
                let words = functions::quoted(self.without_nulls(argument(0), &shape));
                match shape.element() {
                    Some(element) if element.ty.is_scalar() => words,
                    _ => idioms::attempt(words, Expression::null()),
                }
            }
            Function::Json => {
                Expression::Call("jsonencode", vec![self.lower_as(given(0), VERBATIM)])
            }
            Function::FromJson => idioms::attempt(call("jsondecode", &[0]), Expression::null()),
            Function::Find => functions::find(self, argument(0), argument(1)),
            Function::Zip => self.zip(given(0), given(1), wanted),
            Function::Before => call("split", &[1, 0]).index(Expression::word("0")),
            Function::Without => call("trimprefix", &[0, 1]),
            Function::Range => functions::range(argument(0)),
            Function::Subnet | Function::PlannedSubnet => {
                let is_counted = [given(1), given(2)].iter().all(|number| is_at_least_zero(number));
                functions::subnet([argument(0), argument(1), argument(2)], is_counted)
            }
            Function::Covering => functions::covering(self, argument(0), &argument(1)),
            Function::Overlapping => functions::overlapping(self, &argument(0)),
            Function::Sum => functions::sum(argument(0)),
            Function::Product => {
                let factors = (0..arguments.len()).map(argument);
                let product = factors.reduce(|one, two| binary(Operator::Multiply, one, two));
                let product = product.unwrap_or_else(|| Expression::word("1"));
                functions::signed(product, arguments.iter().all(is_at_least_zero))
            }
            Function::Quotient => {
                let is_counted = arguments.iter().all(is_at_least_zero);
                functions::quotient(argument(0), argument(1), is_counted)
            }
        }
    }

    fn concat(&self, lists: &Expr, wanted: &Ty) -> Expression {
        let list = |list: &Expr| self.argument(list, OnNull::CountsAsNoElements, wanted);
        if let Expr::List(lists) = lists {
            return match &***lists {
                [] => Expression::List(Vec::new()),
                [only] => list(only),
                lists => Expression::Call("concat", lists.iter().map(list).collect()),
            };
        }
        let (shape, of_wanted) = (self.shape(lists), Ty::List(of(wanted)));
        let lists = self.argument(lists, OnNull::CountsAsNoElements, &of_wanted);
        let lists = self.without_nulls(lists, &shape);
        // `flatten` goes on with lists inside of the lists.
        match element_in(wanted) {
            Ty::List(_) | Ty::Anything | Ty::Mixed => {
                Expression::Spread("concat", vec![Expression::List(Vec::new())], Box::new(lists))
            }
            _ => Expression::Call("flatten", vec![lists]),
        }
    }

    fn merge(&self, maps: &Expr, wanted: &Ty) -> Expression {
        if let Expr::List(maps) = maps {
            let map = |map: &Expr| self.argument(map, OnNull::CountsAsNoEntries, wanted);
            return Expression::Call("merge", maps.iter().map(map).collect());
        }
        let (shape, of_wanted) = (self.shape(maps), Ty::List(of(wanted)));
        let maps = self.argument(maps, OnNull::CountsAsNoElements, &of_wanted);
        Expression::Spread("merge", Vec::new(), Box::new(self.without_nulls(maps, &shape)))
    }

    /// A list without the elements that are null.
    fn without_nulls(&self, list: Expression, shape: &Shape) -> Expression {
        if !shape.element().is_some_and(|element| element.nullable) {
            return list;
        }
        let item = self.free("item");
        let is_set = Expression::word(&*item).equals_null().negate();
        idioms::filter(&item, list, is_set)
    }

    /// Lists and maps have other types in Terraform where they come from elsewhere, and then are never the same; their
    /// texts are.
    fn equal(&self, first: &Expr, second: &Expr) -> Expression {
        let is_as_text =
            [first, second].iter().all(|part| is_compared_as_text(&self.shape(part).ty));
        let [first, second] = [first, second].map(|part| {
            if is_as_text {
                Expression::Call("jsonencode", vec![self.lower_as(part, VERBATIM)])
            } else {
                self.lower(part)
            }
        });
        Expression::binary(Operator::Equal, first, second)
    }

    fn contains(
        &self,
        argument: &dyn Fn(usize) -> Expression,
        list: &Expr,
        element: &Expr,
    ) -> Expression {
        let (of_list, of_element) = (self.shape(list).ty, self.shape(element).ty);
        if !(is_compared_as_text(element_in(&of_list)) && is_compared_as_text(&of_element)) {
            return Expression::Call("contains", vec![argument(0), argument(1)]);
        }
        let list = self.argument(list, OnNull::CountsAsNoElements, VERBATIM);
        let texts = functions::texts(self, &list);
        let element = Expression::Call("jsonencode", vec![self.lower_as(element, VERBATIM)]);
        Expression::Call("contains", vec![texts, element])
    }

    fn lookup(&self, map: &Expr, key: &Expr, wanted: &Ty) -> Expression {
        let of_wanted = Ty::Map(of(wanted));
        let (of, key) = (self.lower_as(map, &of_wanted), self.lower_as(key, &Ty::TEXT));
        match (self.is_foreign(map), of) {
            (false, of) => Expression::Call("lookup", vec![of, key, Expression::null()]),
            (true, Expression::Call("try", read)) => {
                let entry = |of: Expression| of.index(key.clone());
                let (last, read) =
                    read.split_last().map_or((None, &[][..]), |(last, read)| (Some(last), read));
                let tried = read.iter().cloned().map(entry).chain(last.cloned());
                Expression::Call("try", tried.collect())
            }
            (true, of) => idioms::attempt(of.index(key), Expression::null()),
        }
    }

    /// A map out of keys and values. Terraform takes lists of one length only, and no null among the keys.
    fn zip(&self, keys: &Expr, values: &Expr, wanted: &Ty) -> Expression {
        let list = Ty::List(of(element_in(wanted)));
        let texts = Ty::List(of(&Ty::TEXT));
        let none = OnNull::CountsAsNoElements;
        let of_keys = self.argument(keys, none, &texts);
        let of_values = self.argument(values, none, &list);
        if self.are_pairs(keys, values) {
            return Expression::Call("zipmap", vec![of_keys, of_values]);
        }
        let [index, key] = ["index", "key"].map(|name| self.free(name));
        let place = Expression::word(&*index);
        let length = Expression::Call("length", vec![of_values.clone()]);
        let is_there = Expression::binary(Operator::Less, place.clone(), length);
        let is_set = Expression::word(&*key).equals_null().negate();
        let may_be_null = self.shape(keys).element().is_none_or(|element| element.nullable);
        let condition = if may_be_null {
            Expression::binary(Operator::And, is_there, is_set)
        } else {
            is_there
        };
        self.last_of_each(For {
            key: Some(index),
            value: key.clone(),
            over: of_keys,
            result_key: Some(Expression::word(key)),
            result: of_values.index(place),
            condition: Some(condition),
            grouped: true,
        })
    }

    /// Whether two lists have the same length and no null in them: attributes of the same blocks.
    fn are_pairs(&self, keys: &Expr, values: &Expr) -> bool {
        match (keys, values) {
            (
                Expr::Attribute { node: one, key: of_one, name: first },
                Expr::Attribute { node: other, key: of_other, name: second },
            ) => one == other && of_one == of_other && self.are_beside(one, *first, *second),
            _ => false,
        }
    }

    /// Conditions under one operator, without those whose outcome is known.
    fn junction(&self, operator: Operator, parts: &[Expr]) -> Expression {
        let decisive = operator == Operator::Or;
        let outcomes = || parts.iter().map(|part| self.outcome(part));
        if outcomes().any(|outcome| outcome == Some(decisive)) {
            return Expression::bool(decisive);
        }
        let open = parts.iter().filter(|part| self.outcome(part).is_none());
        Expression::junction(operator, open.map(|part| self.condition(part)).collect())
    }

    /// A text; a single value is converted.
    pub(super) fn text(&self, parts: &[Expr]) -> Expression {
        if let [only] = parts
            && !matches!(only, Expr::Literal(_))
        {
            return Expression::Call("tostring", vec![self.lower(only)]);
        }
        let mut template = Vec::new();
        for part in parts {
            match self.lower(part) {
                Expression::Template(inner) => template.extend(inner),
                Expression::Word(word) if matches!(part, Expr::Literal(_)) => {
                    template.push(Part::Text(word));
                }
                value => template.push(Part::Value(value)),
            }
        }
        template.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
        // A template that is nothing but a value is this value, of whatever type.
        match template.as_slice() {
            [Part::Value(only)] => Expression::Call("tostring", vec![only.clone()]),
            _ => Expression::Template(template),
        }
    }
}

/// What is known of a value of which only the type counts.
fn of(ty: &Ty) -> Arc<Shape> {
    Arc::new(Shape::of(ty.clone(), privatelink_ir::Known::Early))
}

/// Whether values of a type are compared as texts.
fn is_compared_as_text(ty: &Ty) -> bool {
    !ty.is_scalar() && *ty != Ty::Nothing
}

/// Whether a number certainly is not negative.
fn is_at_least_zero(number: &Expr) -> bool {
    match number {
        Expr::Literal(value) => value.as_number().is_some_and(|number| number.as_f64() >= 0.0),
        Expr::Call(Function::Length, _) => true,
        Expr::Call(Function::Product | Function::Quotient, parts) => {
            parts.iter().all(is_at_least_zero)
        }
        _ => false,
    }
}
