//! The magic keys and strings of the protocol.
//!
//! Source: pulumi/pulumi, `sdk/go/common/resource/sig/sig.go` (2026-08-21).

/// Key that makes an object a special value.
pub(super) const KEY: &str = "4dabf18193072939515e22adb298388d";

/// A file.
pub(super) const ASSET: &str = "c44067f5952c0a294b673a41bacd8c17";
/// A set of files.
pub(super) const ARCHIVE: &str = "0def7320c3a5731c473e5ecbe6d01bc7";
/// A secret: `value`.
pub(super) const SECRET: &str = "1b47061264138c4ac30d75fd1eb44270";
/// A resource: `urn`, `id`, `packageVersion`, `name`, `type`.
pub(super) const RESOURCE: &str = "5cf8f73096256a8f31e491e813e4eb8e";
/// A value with what is known about it: `value`, `secret`, `dependencies`.
pub(super) const OUTPUT: &str = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/// Bytes: `value` in base64.
pub(super) const BYTES: &str = "803fd3297a5875dc03ca845dda5d2a98";

/// Stands for an unknown value of any type; the only such string that is ever sent.
///
/// In the reference of a provider that a preview has not created, it stands for the id.
pub const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/// Strings that engines send for unknown booleans, numbers, lists, files, sets of files and objects.
const TYPED_UNKNOWNS: [&str; 6] = [
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/// Whether `text` stands for an unknown value.
pub(super) fn is_unknown(text: &str) -> bool {
    // All have the same length, which spares most strings the comparisons.
    text.len() == UNKNOWN.len() && (text == UNKNOWN || TYPED_UNKNOWNS.contains(&text))
}
