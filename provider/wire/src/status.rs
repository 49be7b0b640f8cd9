//! Errors with details, in the form that the engine and the command line understand.

use prost::{Message as _, Name};
use prost_types::Any;
use tonic::{Code, Status};

use crate::rpc;

/// An error that carries one detail, such as
/// [`InputPropertiesError`](crate::pulumi::InputPropertiesError).
///
/// Code and message are repeated inside of the envelope, where the engine looks for them.
pub fn with_detail(code: Code, message: impl Into<String>, detail: &impl Name) -> Status {
    let message = message.into();
    let envelope = rpc::Status {
        code: code.into(),
        message: message.clone(),
        // Encoding into a vector cannot run out of space, the only error there is.
        details: Any::from_msg(detail).into_iter().collect(),
    };
    Status::with_details(code, message, envelope.encode_to_vec().into())
}

/// The detail of type `T` that an error carries, if it carries one.
pub fn detail<T: Name + Default>(status: &Status) -> Option<T> {
    let envelope = rpc::Status::decode(status.details()).ok()?;
    envelope.details.iter().find_map(|any| any.to_msg().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pulumi::ErrorCause;

    #[test]
    fn a_detail_survives_the_envelope() {
        let cause = ErrorCause { message: "the cause".into(), stack_trace: String::new() };
        let status = with_detail(Code::Unknown, "the message", &cause);
        assert_eq!(detail::<ErrorCause>(&status), Some(cause));
        let envelope = rpc::Status::decode(status.details()).unwrap();
        assert_eq!((envelope.code, envelope.message.as_str()), (2, "the message"));
        assert_eq!(envelope.details[0].type_url, "type.googleapis.com/pulumirpc.ErrorCause");
    }
}
