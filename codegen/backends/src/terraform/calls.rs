//! Calls of functions as Terraform expressions.

use super::functions;
use super::hcl::{Expression, Operator, Part};
use super::scope::Scope;
use privatelink_ir::function::OnNull;
use privatelink_ir::{Expr, Function};

impl Scope<'_> {
    /// Lowers a call. One arm for each function: a new one does not compile without.
    pub(super) fn call(&self, function: Function, arguments: &[Expr]) -> Expression {
        let signature = function.signature();
        let argument = |at: usize| {
            // INVARIANT: the check of a component finds calls with too few arguments.
            let argument = arguments.get(at).unwrap_or(&Expr::NULL);
            match signature.parameter(at) {
                Some(parameter) if !functions::is_tried(function, at) => {
                    self.argument(argument, parameter.on_null)
                }
                _ => self.lower(argument),
            }
        };
        let call = |name: &'static str, places: &[usize]| {
            Expression::Call(name, places.iter().map(|at| argument(*at)).collect())
        };
        let binary = |operator, first, second| Expression::binary(operator, first, second);
        match function {
            Function::Concat => self.concat(arguments),
            Function::Merge => self.merge(arguments),
            Function::Text => self.text(arguments),
            Function::Equal => binary(Operator::Equal, argument(0), argument(1)),
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
            Function::Lookup => self.lookup(arguments),
            Function::Keys => call("keys", &[0]),
            Function::Values => call("values", &[0]),
            Function::Distinct => call("distinct", &[0]),
            Function::Repeated => functions::repeated(&argument(0)),
            Function::Length => call("length", &[0]),
            Function::Contains => call("contains", &[0, 1]),
            Function::Matches => Expression::Call("can", vec![call("regex", &[1, 0])]),
            Function::Json => {
                let value = arguments.first().unwrap_or(&Expr::NULL);
                Expression::Call("jsonencode", vec![self.verbatim().lower(value)])
            }
            Function::FromJson => functions::attempt(call("jsondecode", &[0]), Expression::null()),
            Function::Find => functions::find(argument(0), argument(1)),
            Function::Zip => call("zipmap", &[0, 1]),
            Function::Before => call("split", &[1, 0]).index(Expression::word("0")),
            Function::Without => call("trimprefix", &[0, 1]),
            Function::Range => functions::range(argument(0)),
            Function::Subnet => functions::subnet(argument(0), argument(1), argument(2)),
            Function::Covering => functions::covering(argument(0), &argument(1)),
            Function::Overlapping => functions::overlapping(&argument(0)),
            Function::Sum => functions::sum(argument(0)),
            Function::Product => (0..arguments.len())
                .map(argument)
                .reduce(|first, second| binary(Operator::Multiply, first, second))
                .unwrap_or_else(|| Expression::word("1")),
            Function::Quotient => functions::quotient(argument(0), argument(1)),
        }
    }

    fn concat(&self, arguments: &[Expr]) -> Expression {
        let list = |list: &Expr| self.argument(list, OnNull::CountsAsNoElements);
        match arguments {
            [Expr::List(lists)] => match &***lists {
                [only] => list(only),
                lists => Expression::Call("concat", lists.iter().map(list).collect()),
            },
            lists => Expression::Call("flatten", lists.iter().map(list).collect()),
        }
    }

    fn merge(&self, arguments: &[Expr]) -> Expression {
        let scope = self.verbatim();
        match arguments {
            [Expr::List(maps)] => {
                let map = |map: &Expr| scope.argument(map, OnNull::CountsAsNoEntries);
                Expression::Call("merge", maps.iter().map(map).collect())
            }
            maps => {
                let maps = maps.first().unwrap_or(&Expr::NULL);
                let maps = self.argument(maps, OnNull::CountsAsNoElements);
                Expression::Spread("merge", Box::new(maps))
            }
        }
    }

    fn lookup(&self, arguments: &[Expr]) -> Expression {
        let [map, key] = arguments else { return Expression::null() };
        let (of, key) = (self.lower(map), self.lower(key));
        match (self.is_foreign(map), of) {
            (false, of) => Expression::Call("lookup", vec![of, key, Expression::null()]),
            (true, Expression::Call("try", read)) => {
                let entry = |of: Expression| of.index(key.clone());
                let (last, read) =
                    read.split_last().map_or((None, &[][..]), |(last, read)| (Some(last), read));
                let tried = read.iter().cloned().map(entry).chain(last.cloned());
                Expression::Call("try", tried.collect())
            }
            (true, of) => functions::attempt(of.index(key), Expression::null()),
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
        Expression::Template(template)
    }
}
