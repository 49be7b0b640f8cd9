//! Notices that the engine is gone: it holds the other end of the plugin's standard input.

use std::future::Future;
use std::io::{self, Read};
use std::thread;

use tokio::sync::oneshot;

/// Completes when the engine that started the plugin has ended, however abruptly.
///
/// Tools that start a plugin just to ask for its schema give it no input at all, which ends at once and says
/// nothing: then, and wherever input is not a pipe, the future never completes.
pub(crate) fn watch() -> impl Future<Output = ()> {
    let (ended, watched) = oneshot::channel();
    if is_pipe() {
        // A thread, since reading cannot be interrupted. It ends with the process.
        let started = thread::Builder::new().spawn(move || {
            let mut input = io::stdin().lock();
            let mut ignored = [0; 64];
            while matches!(input.read(&mut ignored), Ok(1..)) {}
            ended.send(())
        });
        drop(started);
    }
    async {
        if watched.await.is_err() {
            std::future::pending::<()>().await;
        }
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
