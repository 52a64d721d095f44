//! `System.Net.Sockets.NetworkStream`.

use crate::diagnostics::pipe::Output;
use crate::io::stream::{self, Backend, STREAM};
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use stint_object::types::native::property;
use stint_object::types::{Type, TypeInfo};
use stint_object::{Result, Value};

struct Connection {
    socket: TcpStream,
    input: Output,
}

impl Backend for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.input.read(buffer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.socket
            .write_all(bytes)
            .map_err(|error| super::failed(&error, None))
    }

    fn close(&mut self) -> Result<()> {
        // What is closed already is closed all the same.
        let _ = self.socket.shutdown(Shutdown::Both);
        Ok(())
    }

    fn can_read(&self) -> bool {
        true
    }

    fn can_write(&self) -> bool {
        true
    }

    fn available(&self) -> usize {
        self.input.available()
    }
}

/// The stream of a connection.
///
/// # Errors
/// When the system has no more handles.
pub fn value(socket: &TcpStream) -> Result<Value> {
    let copy = || {
        socket
            .try_clone()
            .map_err(|error| super::failed(&error, None))
    };
    let connection = Connection {
        socket: copy()?,
        input: Output::new(copy()?),
    };
    Ok(stream::value(NETWORK_STREAM, connection))
}

/// How many bytes came and were not read yet.
pub fn available(stream: &Value) -> usize {
    stream::of(stream).map_or(0, |stream| {
        stream.at_any_time(|backend| backend.available())
    })
}

/// `System.Net.Sockets.NetworkStream`.
pub const NETWORK_STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.Sockets.NetworkStream")
        .base(STREAM)
        .properties(&[property!("bool DataAvailable {get;}", |this| available(
            this
        ) > 0)]);
    Type(&INFO)
};
