//! How long each request takes.

use std::time::Duration;

use divan::Bencher;
use privatelink_wire::pulumi::GetSchemaRequest;

use crate::plugin::{RUNTIME, Started, spawn};

/// From the start of the process to the line with the port. Ending the process is not measured.
#[divan::bench]
fn start_to_port() -> impl Drop {
    spawn("127.0.0.1:1").unwrap().0
}

#[divan::bench]
fn get_schema(bencher: Bencher<'_, '_>) {
    let started = Started::new(Duration::ZERO).unwrap();
    bencher.bench(|| {
        let mut client = started.client.clone();
        RUNTIME.block_on(async move { client.get_schema(GetSchemaRequest::default()).await })
    });
}

/// An engine that answers at once.
#[divan::bench]
fn construct(bencher: Bencher<'_, '_>) {
    let started = Started::new(Duration::ZERO).unwrap();
    bencher.bench(|| {
        started.construct(1, 1).unwrap();
        started.engine.forget();
    });
}

/// An engine that takes 50 ms for each registration.
#[divan::bench(sample_count = 10)]
fn construct_with_a_slow_cloud(bencher: Bencher<'_, '_>) {
    let started = Started::new(Duration::from_millis(50)).unwrap();
    bencher.bench(|| {
        started.construct(1, 1).unwrap();
        started.engine.forget();
    });
}

/// 1,000 components, 64 at a time.
#[divan::bench(sample_count = 5)]
fn construct_a_thousand(bencher: Bencher<'_, '_>) {
    let started = Started::new(Duration::ZERO).unwrap();
    bencher.bench(|| {
        started.construct(1_000, 64).unwrap();
        started.engine.forget();
    });
}
