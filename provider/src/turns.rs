//! How many resources of a kind are made at the same time: AWS refuses some requests that come too fast.

use std::collections::BTreeMap;
use std::sync::Arc;

use privatelink_catalog::KindEntry;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// The turns of one component.
#[derive(Debug, Default)]
pub(crate) struct Turns(BTreeMap<&'static str, Arc<Semaphore>>);

impl Turns {
    /// A place in the queue of this kind.
    pub(crate) fn queue(&mut self, kind: &KindEntry) -> Turn {
        Turn(kind.parallel.map(|parallel| {
            let semaphore = || Arc::new(Semaphore::new(parallel.most));
            Arc::clone(self.0.entry(kind.id).or_insert_with(semaphore))
        }))
    }

    /// Gives nobody who still waits a turn.
    pub(crate) fn close(&self) {
        self.0.values().for_each(|semaphore| semaphore.close());
    }
}

/// A place in a queue; without one, nobody has to wait.
#[derive(Debug, Default)]
pub(crate) struct Turn(Option<Arc<Semaphore>>);

impl Turn {
    /// Waits until the resource may be made. The turn lasts until what is returned is dropped.
    ///
    /// # Errors
    ///
    /// The resource must not be made any more.
    pub(crate) async fn wait(self) -> Result<Option<OwnedSemaphorePermit>, AcquireError> {
        match self.0 {
            Some(semaphore) => semaphore.acquire_owned().await.map(Some),
            None => Ok(None),
        }
    }
}
