//! The other end of the test of values: what Pulumi's marshaller wrote is decoded, and written anew in each form.
//!
//! A message is its length, four bytes with the highest first, and its bytes. To each there are three answers, one of
//! each encoder; what cannot be decoded is answered by three empty ones.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use privatelink_tests::failure::Failure;
use privatelink_wire::prost_types::Struct;
use privatelink_wire::value::{decode, encode_outputs, encode_registration, encode_state};
use prost::Message as _;

/// Serves on a free port, for as long as this process runs, and returns the address.
///
/// # Errors
///
/// A failure if there is no free port.
pub(crate) fn serve() -> Result<String, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?.to_string();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // The other side sees that nothing comes, and fails.
            let _broken = answer(stream);
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    loop {
        let mut length = [0; 4];
        match stream.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or_default();
        let mut message = vec![0; length];
        stream.read_exact(&mut message)?;
        let mut answers = Vec::new();
        for answer in encoded(&message) {
            let length = u32::try_from(answer.len()).map_err(std::io::Error::other)?;
            answers.extend(length.to_be_bytes());
            answers.extend(answer);
        }
        stream.write_all(&answers)?;
    }
}

fn encoded(message: &[u8]) -> [Vec<u8>; 3] {
    let decoded = Struct::decode(message).ok().and_then(|properties| decode(properties).ok());
    let Some(decoded) = decoded else { return Default::default() };
    [encode_outputs(&decoded), encode_state(&decoded), encode_registration(&decoded)]
        .map(|answer| answer.encode_to_vec())
}
