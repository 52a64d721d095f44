//! `System.Net.Sockets`: `TcpClient`, `TcpListener` and the stream between them.

pub mod ip_end_point;
pub mod network_stream;
pub mod tcp_client;
pub mod tcp_listener;

use std::net::SocketAddr;
use stint_object::types::system::exceptions;
use stint_object::types::throw;
use stint_object::{Flow, Type, Value};

/// The types of this folder.
pub static TYPES: &[Type] = &[
    ip_end_point::END_POINT,
    ip_end_point::IP_END_POINT,
    network_stream::NETWORK_STREAM,
    tcp_client::TCP_CLIENT,
    tcp_listener::TCP_LISTENER,
];

/// A `SocketException` of what the system said, with the end point it is about.
fn failed(error: &std::io::Error, at: Option<SocketAddr>) -> Flow {
    let text = error.to_string();
    let text = text
        .strip_prefix("failed to lookup address information: ")
        .unwrap_or(&text);
    let text = text.split(" (os error").next().unwrap_or_default();
    // .NET's sockets are of both families: an address of version 4 shows mapped.
    let at = match at {
        Some(SocketAddr::V4(at)) => format!(" [::ffff:{}]:{}", at.ip(), at.port()),
        Some(at) => format!(" {at}"),
        None => String::new(),
    };
    let code = error.raw_os_error().unwrap_or_default();
    throw::with(
        exceptions::SOCKET,
        format!("{text}{at}"),
        vec![
            ("ErrorCode".into(), Value::Int32(code)),
            ("NativeErrorCode".into(), Value::Int32(code)),
        ],
    )
}
