//! The message codec of every client and server: protobuf with a bounded nesting.
//!
//! The protobuf library is built without its own limit of 100 levels, which a property value of some 30
//! objects exceeds. Its decoder is recursive, so without any limit a hostile message could exhaust the
//! stack. The bytes are therefore measured, without recursion, before they are decoded.

use std::marker::PhantomData;

use prost::{Message, bytes::Buf as _};
use tonic::codec::{BufferSettings, Codec, DecodeBuf, Decoder};
use tonic::{Code, Status};
use tonic_prost::{ProstDecoder, ProstEncoder};

use crate::nesting;

/// Levels of messages within messages that are decoded.
///
/// An object within an object takes three, and three more if it is a secret or an output value. The
/// official SDKs stop at 10,000, with stacks that grow.
pub(crate) const MAX_NESTING: usize = 2_000;

/// Room that each message gets at first, on either side. Unit: bytes. Most messages are registrations and their answers, of
/// one or two kilobytes, and there are many at a time; what is larger gets more room as it comes.
const BUFFER: usize = 2 * 1024;

/// Bytes of messages of a stream that are collected before they are sent: the default, for there are no streams.
const YIELD: usize = 32 * 1024;

fn buffers() -> BufferSettings {
    BufferSettings::new(BUFFER, YIELD)
}

/// Protobuf codec that refuses messages nested more deeply than [`MAX_NESTING`].
#[derive(Debug)]
pub(crate) struct BoundedCodec<T, U>(PhantomData<(T, U)>);

impl<T, U> Default for BoundedCodec<T, U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T, U> Codec for BoundedCodec<T, U>
where
    T: Message + Send + 'static,
    U: Message + Default + Send + 'static,
{
    type Encode = T;
    type Decode = U;
    type Encoder = ProstEncoder<T>;
    type Decoder = BoundedDecoder<U>;

    fn encoder(&mut self) -> Self::Encoder {
        ProstEncoder::new(buffers())
    }

    fn decoder(&mut self) -> Self::Decoder {
        BoundedDecoder(ProstDecoder::new(buffers()))
    }
}

/// Decoder of [`BoundedCodec`].
#[derive(Debug)]
pub(crate) struct BoundedDecoder<U>(ProstDecoder<U>);

impl<U: Message + Default> Decoder for BoundedDecoder<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        // The buffer is contiguous: tonic collects a whole message before it is decoded.
        if nesting::exceeds(buffer.chunk(), MAX_NESTING) {
            return Err(Status::new(
                Code::InvalidArgument,
                format!("values are nested more than {MAX_NESTING} levels deep; flatten them"),
            ));
        }
        self.0.decode(buffer)
    }

    fn buffer_settings(&self) -> BufferSettings {
        self.0.buffer_settings()
    }
}
