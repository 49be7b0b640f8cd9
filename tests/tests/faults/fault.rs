//! What becomes of a call.

use fastrand::Rng;
use tonic::Code;

/// What becomes of a call to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It arrives late: others go first.
    Late,
    /// Its answer arrives late.
    LateAnswer,
    /// It is refused, and the engine does nothing.
    Refused(Code),
    /// The engine does what it is asked to, and its answer is lost.
    Lost(Code),
    /// The connection breaks, for good.
    Cut,
    /// No answer comes until the engine shuts down.
    Never,
    /// The engine shuts down, in this moment.
    Shutdown,
    /// The resource failed, or was left out because another one failed.
    Outcome(i32),
    /// The run leaves the resource out, or the function does not know yet.
    Unknown,
    /// The answer is a message without fields.
    Empty,
    /// The resource is there, but what it is called is not said.
    Nameless,
    /// The answer ends too early.
    Truncated,
    /// Some of the bytes of the answer are others.
    Garbled(u64),
    /// Values in the answer are of wrong kinds, not finite, or special ones that make no sense.
    Senseless(u64),
    /// A value in the answer is nested more deeply than anybody could want.
    Deep,
    /// The answer has fields that nobody knows.
    Newer,
}

/// All codes of errors.
const CODES: [Code; 16] = [
    Code::Cancelled,
    Code::Unknown,
    Code::InvalidArgument,
    Code::DeadlineExceeded,
    Code::NotFound,
    Code::AlreadyExists,
    Code::PermissionDenied,
    Code::ResourceExhausted,
    Code::FailedPrecondition,
    Code::Aborted,
    Code::OutOfRange,
    Code::Unimplemented,
    Code::Internal,
    Code::Unavailable,
    Code::DataLoss,
    Code::Unauthenticated,
];

/// Those that the plugin knows, and one that it does not.
const MEANT: [Code; 4] = [Code::Cancelled, Code::Unknown, Code::Unimplemented, Code::Unavailable];

impl Fault {
    /// Every fault but [`Self::Nameless`], with a few seeds for those that are made up; of errors all, or those that mean something.
    pub(crate) fn all(thorough: bool) -> Vec<Self> {
        let codes: &[Code] = if thorough { &CODES } else { &MEANT };
        let errors = codes.iter().copied().flat_map(|code| [Self::Refused(code), Self::Lost(code)]);
        let others = [
            Self::Late,
            Self::LateAnswer,
            Self::Cut,
            Self::Never,
            Self::Shutdown,
            Self::Outcome(1),
            Self::Outcome(2),
            Self::Outcome(99),
            Self::Unknown,
            Self::Empty,
            Self::Truncated,
            Self::Deep,
            Self::Newer,
        ];
        let made_up = (0..3).flat_map(|seed| [Self::Garbled(seed), Self::Senseless(seed)]);
        errors.chain(others).chain(made_up).collect()
    }

    /// Any fault.
    pub(crate) fn any(rng: &mut Rng) -> Self {
        let code = |rng: &mut Rng| rng.choice(CODES).unwrap_or(Code::Unknown);
        match rng.u8(..20) {
            0..3 => Self::Late,
            3..6 => Self::LateAnswer,
            6 => Self::Refused(code(rng)),
            7 => Self::Lost(code(rng)),
            8 => Self::Cut,
            9 => Self::Never,
            10 => Self::Shutdown,
            11..13 => Self::Outcome(rng.i32(1..=2)),
            13..15 => Self::Unknown,
            15 => Self::Empty,
            16 => Self::Truncated,
            17 => Self::Garbled(rng.u64(..)),
            18 => Self::Senseless(rng.u64(..)),
            _ => Self::Newer,
        }
    }

    /// Whether the plugin cannot have learned that the call did what it was for.
    pub(crate) fn is_fatal(self) -> bool {
        matches!(
            self,
            Self::Refused(_)
                | Self::Lost(_)
                | Self::Cut
                | Self::Never
                | Self::Truncated
                | Self::Deep
        )
    }

    /// Whether the answer says something that is not so.
    pub(crate) fn lies(self) -> bool {
        matches!(
            self,
            Self::Garbled(_)
                | Self::Senseless(_)
                | Self::Empty
                | Self::Nameless
                | Self::Outcome(99)
        )
    }
}
