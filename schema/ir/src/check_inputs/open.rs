//! Values that are not plain: unknown, secret, or made by resources.

use super::checked::Given;
use super::trees::Trees;
use super::walk::Walk;
use crate::constant::Constant;
use crate::constraints::TOO_MANY;
use crate::expr::{Expr, Path, Step};
use crate::problem::Problem;
use crate::types::{Stage, Type};
use std::sync::Arc;

impl Walk<'_> {
    pub(super) fn open(
        &mut self,
        ty: &Type,
        stage: Stage,
        known: Option<&Constant>,
        secret: bool,
        path: &Path,
    ) -> Trees {
        let hole = || Expr::Hole(Arc::new(path.clone()));
        if stage == Stage::Structural && secret {
            self.checked.secret.push(Arc::new(path.clone()));
        }
        match known {
            None => {
                // What is inside an object or a map has its own stage; its shape is structural all the same.
                if stage == Stage::Structural {
                    self.checked.undecided.push(Arc::new(path.clone()));
                }
                Trees::Same(hole())
            }
            Some(value) => {
                let before = self.checked.problems.len();
                let [flow, known, _] = self.value(ty, stage, &Given::from(value), path).apart();
                let shown = if secret { hidden(ty, path) } else { known.clone() };
                if secret && self.checked.problems.len() > before {
                    let found = self.checked.problems.split_off(before);
                    return self.wrong_secret(ty, &found, path);
                }
                if stage == Stage::Structural && secret {
                    self.checked.plaintexts.add(path, known.clone());
                } else if stage == Stage::Structural {
                    self.checked.decided.push(Arc::new(path.clone()));
                    return Trees::Apart([flow, known, shown]);
                }
                Trees::Apart([hole(), known, shown])
            }
        }
    }

    /// Says of a secret that it is wrong, and no more: what a value looks like says something about it, even the number of its
    /// entries.
    fn wrong_secret(&mut self, ty: &Type, found: &[Problem], path: &Path) -> Trees {
        let here = path.to_string();
        let of_size = found.iter().find(|problem| problem.id == TOO_MANY && problem.path == here);
        let Some(Problem { help, .. }) = of_size else {
            return self.mismatch(ty, "a secret of another type", path);
        };
        let message = "is a secret with more entries than allowed";
        self.checked.report(Problem::error(TOO_MANY, here, message, help.clone()));
        Trees::faulty(path)
    }
}

/// What is shown of a secret. Of one with parts nothing is known, not even which there are.
fn hidden(ty: &Type, path: &Path) -> Expr {
    if ty.is_scalar() && !matches!(ty, Type::Json { .. }) {
        return Expr::from("(secret)");
    }
    Expr::Hole(Arc::new(path.then(Step::Field("".into()))))
}
