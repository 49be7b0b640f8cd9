//! What an engine told the plugin about itself and its provider resource, per connection.
//!
//! One process usually serves one provider resource of one engine. Attached to by hand, it serves several
//! engines and several provider resources at once, so nothing of this may be global.

use std::collections::{BTreeMap, VecDeque};
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
/// Entries by port are never removed: a port is used again, so there are at most as many as there are ports.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    by_peer: BTreeMap<SocketAddr, Session>,
    /// The session of the deployment that has this monitor, for a connection without one: an engine that was silent
    /// for half an hour makes its connection anew, and does not introduce itself again.
    by_monitor: VecDeque<(String, Session)>,
    /// What a connection gets of which nothing else is known.
    latest: Session,
}

/// Deployments that are kept: those that run at the same time, and some more.
const KEPT: usize = 64;

impl Sessions {
    /// Sessions of a plugin that was started by the engine at this address.
    pub(crate) fn new(engine: Option<String>) -> Self {
        let latest = Session { engine, ..Session::default() };
        Self(Mutex::new(Known { latest, ..Known::default() }))
    }

    /// What is known about a connection that is used for the deployment with this monitor.
    pub(crate) fn find(&self, peer: Option<SocketAddr>, monitor: &str) -> Session {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_monitor = known.by_monitor.iter().find(|(address, _)| address == monitor);
        let Some(session) = peer.and_then(|peer| known.by_peer.get(&peer)) else {
            return of_monitor.map_or(&known.latest, |(_, session)| session).clone();
        };
        let session = session.clone();
        if of_monitor.is_none_or(|(_, known)| *known != session) {
            known.by_monitor.retain(|(address, _)| address != monitor);
            known.by_monitor.truncate(KEPT - 1);
            known.by_monitor.push_front((monitor.to_owned(), session.clone()));
        }
        session
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
        let engine = |peer, monitor| sessions.find(peer, monitor).engine.unwrap();
        assert_eq!(engine(first, "monitor:1"), "engine:1");
        assert_eq!(engine(second, "monitor:2"), "engine:2");
        assert_eq!(engine(third, "monitor:3"), "engine:2");
        assert_eq!(sessions.find(first, "monitor:1").cloud_version, "6.0.0");
        // Made anew, in the middle of a deployment.
        assert_eq!(engine(third, "monitor:1"), "engine:1");
        assert_eq!(sessions.find(None, "monitor:1").cloud_version, "6.0.0");
    }

    #[test]
    fn deployments_are_forgotten_in_the_end() {
        let peer = Some(SocketAddr::from(([127, 0, 0, 1], 1)));
        let sessions = Sessions::default();
        sessions.update(peer, |session| session.cloud_version = "6.0.0".to_owned());
        for port in 0..1_000 {
            sessions.find(peer, &format!("monitor:{port}"));
        }
        assert_eq!(sessions.0.lock().unwrap().by_monitor.len(), KEPT);
    }
}
