//! What an engine told the plugin about itself and its provider resource, per connection.
//!
//! One process usually serves one provider resource of one engine. Attached to by hand, it serves several
//! engines and several provider resources at once, so nothing of this may be global.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

/// What is known about one connection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Session {
    /// `host:port` of the engine, if there is one.
    pub(crate) engine: Option<String>,
    /// Version of the package of cloud resources to ask for; empty lets the engine choose.
    pub(crate) cloud_version: String,
}

/// All sessions, by the address of the engine's end of the connection.
///
/// Entries are never removed: a port is used again, so there are at most as many as there are ports.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    by_peer: BTreeMap<SocketAddr, Session>,
    /// What a connection without a session gets: an engine that was silent for half an hour makes its
    /// connection anew, and does not introduce itself again.
    latest: Session,
}

impl Sessions {
    /// Sessions of a plugin that was started by the engine at this address.
    pub(crate) fn new(engine: Option<String>) -> Self {
        let latest = Session { engine, ..Session::default() };
        Self(Mutex::new(Known { by_peer: BTreeMap::new(), latest }))
    }

    /// What is known about a connection.
    pub(crate) fn find(&self, peer: Option<SocketAddr>) -> Session {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        peer.and_then(|peer| known.by_peer.get(&peer)).unwrap_or(&known.latest).clone()
    }

    /// Changes what is known about a connection.
    pub(crate) fn update(&self, peer: Option<SocketAddr>, change: impl FnOnce(&mut Session)) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut session =
            peer.and_then(|peer| known.by_peer.get(&peer)).unwrap_or(&known.latest).clone();
        change(&mut session);
        known.latest = session.clone();
        if let Some(peer) = peer {
            known.by_peer.insert(peer, session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_kept_apart_and_new_ones_get_the_latest() {
        let [first, second, third] =
            [1, 2, 3].map(|port| Some(SocketAddr::from(([127, 0, 0, 1], port))));
        let sessions = Sessions::new(Some("engine:1".to_owned()));
        sessions.update(first, |session| session.cloud_version = "6.0.0".to_owned());
        sessions.update(second, |session| {
            session.engine = Some("engine:2".to_owned());
            session.cloud_version = String::new();
        });
        let engine = |peer| sessions.find(peer).engine.unwrap();
        assert_eq!(
            (engine(first), engine(second), engine(third)),
            ("engine:1".into(), "engine:2".into(), "engine:2".into())
        );
        assert_eq!(sessions.find(first).cloud_version, "6.0.0");
    }
}
