//! Panics end a request, not the plugin.
//!
//! A plugin that dies is reported as a bug without a cause, and takes every other component along.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use tokio::task::JoinError;
use tonic::Status;

/// Runs a request and turns a panic into an internal error with its message.
pub(crate) async fn caught<T>(
    request: impl Future<Output = Result<T, Status>>,
) -> Result<T, Status> {
    let mut request = pin!(request);
    // A request that panicked is never polled again, and nothing else can see its state.
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| request.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| Poll::Ready(Err(status(panic.as_ref()))))
    })
    .await
}

/// The error for a task that did not end by itself.
pub(crate) fn of_task(error: JoinError) -> Status {
    match error.try_into_panic() {
        Ok(panic) => status(panic.as_ref()),
        Err(_) => Status::cancelled("deployment is shutting down"),
    }
}

fn status(panic: &(dyn Any + Send)) -> Status {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Status::internal(format!("the plugin has a bug, please report it: {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let error =
            caught(async { if true { panic!("{} apples", 3) } else { Ok(()) } }).await.unwrap_err();
        assert_eq!(error.code(), tonic::Code::Internal);
        assert!(error.message().ends_with("3 apples"), "{error}");
    }
}
