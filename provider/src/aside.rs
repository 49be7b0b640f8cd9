//! Work that would keep a thread from answering others.

use tonic::Status;

use crate::panics;

/// What is read of fewer bytes than this is done at once: handing it over would take longer. Unit: bytes.
const LARGE: usize = 32 * 1024;

/// Does work that reads so many bytes, on a thread of its own if they are many: whoever cancels waits for 5 seconds.
///
/// # Errors
///
/// That of the work, or an internal error if it panics.
pub(crate) async fn run<T: Send + 'static>(
    size: usize,
    work: impl FnOnce() -> Result<T, Status> + Send + 'static,
) -> Result<T, Status> {
    if size < LARGE {
        return work();
    }
    tokio::task::spawn_blocking(work).await.map_err(panics::of_task)?
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[tokio::test]
    async fn much_work_is_done_on_another_thread() {
        let here = thread::current().id();
        let done_on = async |size| run(size, || Ok(thread::current().id())).await.unwrap();
        assert_eq!(done_on(LARGE - 1).await, here);
        assert_ne!(done_on(LARGE).await, here);
        let panicked = run(LARGE, || -> Result<(), Status> { panic!("of size") }).await;
        assert!(panicked.unwrap_err().message().ends_with("of size"));
    }
}
