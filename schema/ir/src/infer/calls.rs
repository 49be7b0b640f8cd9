//! Shapes of calls: what arguments are taken, and what comes out.

use super::Inference;
use super::context::Context;
use super::expressions::{Sink, report};
use super::types::{Known, Shape, Ty};
use crate::expr::Expr;
use crate::function::{Depth, Function, OnNull, Takes};
use std::sync::Arc;

impl Inference<'_> {
    pub(super) fn call(
        &self,
        function: Function,
        arguments: &[Expr],
        context: &Context,
        to: &mut Sink,
    ) -> Shape {
        let signature = function.signature();
        if !signature.takes(arguments.len()) {
            let message = || {
                let (given, wanted) = (arguments.len(), signature.parameters.len());
                format!("gives {given} arguments to `{}`, which takes {wanted}", signature.name)
            };
            report(to, "graph/arity", message, "give a function as many arguments as it takes");
        }
        // What a condition asks for holds for what stands beside it.
        let shapes: Vec<Shape> = match function {
            Function::All => self.junction(arguments, true, context, to),
            Function::Any => self.junction(arguments, false, context, to),
            _ => arguments.iter().map(|argument| self.infer(argument, context, to)).collect(),
        };
        let (mut nullable, mut may_fail) = (false, false);
        for (position, shape) in shapes.iter().enumerate() {
            let Some(parameter) = signature.parameter(position) else { continue };
            if let Some(wanted) = wanted(parameter.takes, shape) {
                let message = || {
                    format!(
                        "gives {} to `{}`, which takes {wanted}",
                        shape.ty.noun(),
                        signature.name
                    )
                };
                report(to, "graph/type", message, "give a function what it takes");
            }
            nullable |= shape.nullable && parameter.on_null == OnNull::GivesNull;
            may_fail |= may_make_no_sense(parameter.takes, shape);
        }
        nullable |= may_fail && is_null_of_nonsense(function);
        if function == Function::Equal
            && let [one, two] = &*shapes
            && one.ty.unify(&two.ty).is_none()
        {
            let message = || format!("compares {} with {}", one.ty.noun(), two.ty.noun());
            report(to, "graph/type", message, "compare values of one type");
        }
        let looks_inside = matches!(
            function,
            Function::Equal | Function::Contains | Function::Distinct | Function::Repeated
        );
        if looks_inside && shapes.iter().any(|shape| shape.ty.is_mixed()) {
            let message = || format!("gives values of several types to `{}`", signature.name);
            report(to, "graph/type", message, "hand such values on as they are");
        }
        let known = known(function, signature.depth, &shapes, may_fail);
        let result = result(function, &shapes);
        let nullable = result.nullable || nullable;
        Shape { nullable, ..result }.later(&known)
    }

    /// Conditions side by side: each is only looked at where those before it have not decided.
    fn junction(
        &self,
        conditions: &[Expr],
        goes_on_if: bool,
        context: &Context,
        to: &mut Sink,
    ) -> Vec<Shape> {
        let mut context = context.clone();
        let mut shapes = Vec::with_capacity(conditions.len());
        for condition in conditions {
            shapes.push(self.infer(condition, &context, to));
            context = self.given(condition, goes_on_if, &context);
        }
        shapes
    }
}

/// When a call can be computed, its arguments being known as they are.
fn known(function: Function, depth: Depth, shapes: &[Shape], may_fail: bool) -> Known {
    let deep = || shapes.iter().fold(Known::Early, |known, shape| known.and(&shape.deep()));
    match depth {
        // What makes no sense is found out once everything is known.
        _ if may_fail => deep(),
        // Keys are made of elements.
        Depth::Parts if function == Function::Zip => {
            let keys = shapes.first().map_or(Known::Early, Shape::deep);
            shapes.iter().fold(keys, |known, shape| known.and(&shape.known))
        }
        Depth::Presence | Depth::Shape | Depth::Parts => {
            shapes.iter().fold(Known::Early, |known, shape| known.and(&shape.known))
        }
        Depth::Whole => deep(),
    }
}

/// What a parameter wants instead of an argument, if that does not fit.
fn wanted(takes: Takes, given: &Shape) -> Option<&'static str> {
    let ty = &given.ty;
    if ty.fits_everything() {
        return None;
    }
    let element = || given.element().map(|element| element.ty);
    let is_of =
        |fits: fn(&Ty) -> bool| element().is_some_and(|ty| ty.fits_everything() || fits(&ty));
    let is_list = matches!(ty, Ty::List(_));
    let (fits, noun) = match takes {
        Takes::Any => (true, ""),
        Takes::Bool => (*ty == Ty::Bool, "true or false"),
        Takes::Text => (matches!(ty, Ty::Text { .. }), "text"),
        Takes::Scalar => (ty.is_scalar(), "text, numbers, true or false"),
        Takes::Number => (matches!(ty, Ty::Whole | Ty::Number), "a number"),
        Takes::Whole => (*ty == Ty::Whole, "a whole number"),
        Takes::List => (is_list, "a list"),
        Takes::Scalars => {
            (is_list && is_of(Ty::is_scalar), "a list of text, numbers, true or false")
        }
        Takes::Texts => (is_list && is_of(|ty| matches!(ty, Ty::Text { .. })), "a list of text"),
        Takes::Wholes => {
            let has_nulls = given.element().is_some_and(|element| element.nullable);
            let fits = is_list && !has_nulls && is_of(|ty| *ty == Ty::Whole);
            (fits, "a list of whole numbers, none of them null")
        }
        Takes::Lists => (is_list && is_of(|ty| matches!(ty, Ty::List(_))), "a list of lists"),
        Takes::Maps => (
            is_list && is_of(|ty| ty.as_map().is_some()),
            "a list of maps whose values are of one type",
        ),
        Takes::Map => (ty.as_map().is_some(), "a map whose values are of one type"),
        Takes::Sized => (
            matches!(ty, Ty::List(_) | Ty::Map(_) | Ty::Object(_) | Ty::Text { .. }),
            "a list, a map or text",
        ),
    };
    (!fits).then_some(noun)
}

/// Whether an argument that nobody knows the type of may be none that a parameter takes.
fn may_make_no_sense(takes: Takes, given: &Shape) -> bool {
    let of_anything = || given.element().is_some_and(|element| element.ty == Ty::Anything);
    match takes {
        Takes::Any => false,
        Takes::Texts | Takes::Scalars | Takes::Wholes | Takes::Lists | Takes::Maps => of_anything(),
        _ => given.ty == Ty::Anything,
    }
}

/// Whether what makes no sense gives null.
fn is_null_of_nonsense(function: Function) -> bool {
    match function {
        Function::Concat
        | Function::Merge
        | Function::Text
        | Function::Lookup
        | Function::Keys
        | Function::Values
        | Function::Quoted
        | Function::FromJson
        | Function::Find
        | Function::Zip
        | Function::Before
        | Function::Without
        | Function::Range
        | Function::Subnet
        | Function::PlannedSubnet
        | Function::Sum
        | Function::Product
        | Function::Quotient => true,
        Function::Equal
        | Function::AtMost
        | Function::Not
        | Function::All
        | Function::Any
        | Function::IsSet
        | Function::Distinct
        | Function::Repeated
        | Function::Length
        | Function::Contains
        | Function::Matches
        | Function::Json
        | Function::Covering
        | Function::Overlapping => false,
    }
}

/// What comes out, but for when that is known.
fn result(function: Function, arguments: &[Shape]) -> Shape {
    let early = |ty| Shape::of(ty, Known::Early);
    let first = || arguments.first().cloned().unwrap_or_else(Shape::of_nothing);
    let list = |element: Shape| early(Ty::List(Arc::new(element)));
    let map = |element: Shape| early(Ty::Map(Arc::new(element)));
    let element_of = |shape: &Shape| shape.element().unwrap_or_else(Shape::of_nothing);
    let entry_of = |shape: &Shape| match &shape.ty {
        Ty::Anything => element_of(shape),
        ty => ty.as_map().unwrap_or_else(Shape::of_nothing).later(&shape.known),
    };
    match function {
        Function::Concat => {
            let lists = element_of(&first());
            list(element_of(&lists)).later(&lists.known)
        }
        Function::Merge => {
            let maps = element_of(&first());
            map(entry_of(&maps)).later(&maps.known)
        }
        Function::Equal
        | Function::AtMost
        | Function::Not
        | Function::All
        | Function::Any
        | Function::IsSet
        | Function::Contains
        | Function::Matches => early(Ty::Bool),
        Function::Length | Function::Sum | Function::Product => early(Ty::Whole),
        Function::Quotient => early(Ty::Whole).or_null(),
        Function::Lookup => entry_of(&first()).or_null(),
        Function::Keys => list(early(Ty::TEXT)),
        Function::Values => list(entry_of(&first())),
        Function::Distinct | Function::Repeated => list(element_of(&first())),
        Function::Text
        | Function::Quoted
        | Function::Json
        | Function::Before
        | Function::Without
        | Function::Range => early(Ty::TEXT),
        Function::Find | Function::Subnet | Function::PlannedSubnet => {
            early(Ty::Text { may_be_empty: true }).or_null()
        }
        Function::Covering | Function::Overlapping => list(early(Ty::TEXT)),
        Function::FromJson => early(Ty::Anything).or_null(),
        Function::Zip => map(arguments.get(1).map_or_else(Shape::of_nothing, element_of)),
    }
}
