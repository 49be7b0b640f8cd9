//! How deeply a protobuf message is nested, found without decoding it and without recursion.

/// Wire type of a varint.
const VARINT: u64 = 0;
/// Wire type of eight bytes.
const EIGHT_BYTES: u64 = 1;
/// Wire type of anything with a length: text, bytes, messages.
const LENGTH: u64 = 2;
/// Wire type of four bytes.
const FOUR_BYTES: u64 = 5;

/// Whether `message` may hold messages within messages more than `limit` levels deep.
///
/// Without a schema, text and bytes cannot be told from messages, so everything that can be read as a
/// message counts as one: the answer may err on the side of `true`, never on the side of `false`. For
/// text in ASCII the error is at most some 50 levels, since each level needs a smaller printable length.
///
/// Each byte is read at most once, so the time is linear in the size of the message.
pub(crate) fn exceeds(message: &[u8], limit: usize) -> bool {
    // Ends of the regions that enclose `rest`, outermost first, as lengths still to come after them.
    let mut enclosing: Vec<usize> = Vec::new();
    let mut rest = message;
    loop {
        let end = enclosing.last().copied().unwrap_or(0);
        if rest.len() <= end {
            if enclosing.pop().is_none() {
                return false;
            }
            continue;
        }
        match field(rest, end) {
            Some(Field::Skip(after)) => rest = after,
            Some(Field::Enter { inside, end }) => {
                enclosing.push(end);
                if enclosing.len() > limit {
                    return true;
                }
                rest = inside;
            }
            // Not a message after all: leave the region.
            None => {
                rest = rest.get(rest.len() - end..).unwrap_or_default();
            }
        }
    }
}

/// One field at the start of a region.
enum Field<'a> {
    /// A scalar; the bytes after it.
    Skip(&'a [u8]),
    /// Something with a length: the bytes from its start on, and how many follow after its end.
    Enter { inside: &'a [u8], end: usize },
}

/// Reads one field from `rest`, of which the last `end` bytes are outside of the region.
fn field(rest: &[u8], end: usize) -> Option<Field<'_>> {
    let (key, rest) = varint(rest)?;
    let skip = |count: usize| rest.get(count..).filter(|after| after.len() >= end).map(Field::Skip);
    match key & 7 {
        _ if key >> 3 == 0 => None,
        VARINT => {
            let (_, after) = varint(rest)?;
            (after.len() >= end).then_some(Field::Skip(after))
        }
        EIGHT_BYTES => skip(8),
        FOUR_BYTES => skip(4),
        LENGTH => {
            let (length, inside) = varint(rest)?;
            let after = inside.len().checked_sub(usize::try_from(length).ok()?)?;
            (after >= end).then_some(Field::Enter { inside, end: after })
        }
        _ => None,
    }
}

/// Reads a varint of up to ten bytes.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message as _;
    use prost_types::{ListValue, Value, value::Kind};

    fn nested(depth: usize) -> Vec<u8> {
        // Built from the inside out as bytes: a recursive encoder would itself need the stack.
        let mut bytes = Vec::new();
        for _ in 0..depth {
            let mut outer = vec![0x0a];
            prost::encoding::encode_varint(bytes.len() as u64, &mut outer);
            outer.extend(bytes);
            bytes = outer;
        }
        bytes
    }

    #[test]
    fn the_limit_is_exact_for_messages() {
        assert!(!exceeds(&nested(500), 500));
        assert!(exceeds(&nested(501), 500));
    }

    #[test]
    fn a_list_takes_two_levels() {
        let list = |values| Value { kind: Some(Kind::ListValue(ListValue { values })) };
        let bytes = list(vec![list(vec![list(vec![])])]).encode_to_vec();
        assert!(!exceeds(&bytes, 5));
        assert!(exceeds(&bytes, 4));
    }

    #[test]
    fn text_counts_for_little() {
        for text in ["z".repeat(10_000), "}~|{".repeat(10_000), "é€😀".repeat(5_000)] {
            let bytes = Value { kind: Some(Kind::StringValue(text)) }.encode_to_vec();
            assert!(!exceeds(&bytes, 60));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_measured(bytes: Vec<u8>) {
            let deepest = exceeds(&bytes, bytes.len());
            proptest::prop_assert!(!deepest);
        }
    }
}
