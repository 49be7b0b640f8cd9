//! Notices that the engine is gone: it holds the other end of the plugin's standard input, and answers calls.

use std::future::Future;
use std::io::{self, Read};
use std::thread;
use std::time::Duration;

use privatelink_wire::transport::{self, Health};
use tokio::sync::oneshot;

/// How long there is between two questions to the engine, as in plugins in Go.
const PERIOD: Duration = Duration::from_mins(5);

/// Completes when the engine at this address, which started the plugin, has ended, however abruptly.
///
/// Where standard input is a pipe, its end says so at once. Elsewhere, as on Windows, where no safe function tells what
/// it is, the engine is asked now and then.
pub(crate) async fn watch(engine: &str) {
    if is_pipe() {
        input_ends().await;
    } else {
        silence(async || transport::health(engine).await).await;
    }
}

/// Completes when standard input ends.
fn input_ends() -> impl Future<Output = ()> {
    let (ended, watched) = oneshot::channel();
    // A thread, since reading cannot be interrupted. It ends with the process.
    let started = thread::Builder::new().spawn(move || {
        let mut input = io::stdin().lock();
        let mut ignored = [0; 64];
        while matches!(input.read(&mut ignored), Ok(1..)) {}
        ended.send(())
    });
    drop(started);
    async {
        if watched.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Completes when an engine that has answered does so no more.
///
/// Tools that start a plugin just to ask for its schema give it an address at which nobody listens, so one that has never
/// answered says nothing.
async fn silence(ask: impl AsyncFn() -> Health) {
    let mut was_there = false;
    loop {
        match ask().await {
            Health::Answers => was_there = true,
            Health::Silent if was_there => return,
            Health::Silent => {}
        }
        tokio::time::sleep(PERIOD).await;
    }
}

#[cfg(unix)]
fn is_pipe() -> bool {
    use std::fs::File;
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;

    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let kind = input.and_then(|input| input.metadata()).map(|metadata| metadata.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn is_pipe() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// How often an engine is asked that answers in this way, `None` for ever.
    async fn asked(answers: &[bool]) -> Option<usize> {
        let count = AtomicUsize::new(0);
        let ask = async || {
            let at = count.fetch_add(1, Ordering::Relaxed);
            let answers = answers.get(at).copied().unwrap_or_default();
            if answers { Health::Answers } else { Health::Silent }
        };
        let ended = tokio::time::timeout(PERIOD * 100, silence(ask)).await;
        ended.ok().map(|()| count.load(Ordering::Relaxed))
    }

    #[tokio::test(start_paused = true)]
    async fn an_engine_that_falls_silent_is_gone() {
        assert_eq!(asked(&[true, true, false]).await, Some(3));
        assert_eq!(asked(&[false, true, false]).await, Some(3));
    }

    #[tokio::test(start_paused = true)]
    async fn an_engine_that_was_never_there_is_not_gone() {
        assert_eq!(asked(&[false, false]).await, None);
    }
}
