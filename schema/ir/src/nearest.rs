//! Finds the known name that a mistyped one is meant to be.

/// Names longer than this are no slips of anything.
const LONGEST: usize = 100;

/// The known name with the fewest edits to `name`, if few enough to be a slip.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    known
        .iter()
        .map(|candidate| (strsim::osa_distance(&name, &candidate.to_lowercase()), *candidate))
        .filter(|(edits, candidate)| *edits <= 1 + candidate.len() / 4)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        let known = ["subnets", "listeners", "allowedPrincipals"];
        assert_eq!(nearest("subnet", &known), Some("subnets"));
        assert_eq!(nearest("allowed_principals", &known), Some("allowedPrincipals"));
        assert_eq!(nearest("colour", &known), None);
    }
}
