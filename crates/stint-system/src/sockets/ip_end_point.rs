//! `System.Net.IPEndPoint`.

use std::net::{IpAddr, SocketAddr};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::ip_address::{self, IpAddress};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Object, Result, Value};

struct EndPoint(SocketAddr);

impl Opaque for EndPoint {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| self.0 == other.0)
    }
}

/// An end point as a value.
pub fn value(address: SocketAddr) -> Value {
    Value::Object(Object::opaque(IP_END_POINT, EndPoint(address)))
}

/// The end point of a value, if it is one.
pub fn of(value: &Value) -> Option<SocketAddr> {
    value.payload::<EndPoint>().map(|point| point.0)
}

/// The address of an `IPAddress`.
///
/// # Errors
/// For null.
pub fn address(value: &Value, parameter: &str) -> Result<IpAddr> {
    value
        .payload::<IpAddress>()
        .map(|address| address.0)
        .ok_or_else(|| throw::argument_null(parameter))
}

/// A port number.
///
/// # Errors
/// For one that no port has.
pub fn port(number: i32) -> Result<u16> {
    u16::try_from(number).map_err(|_| {
        throw::argument_out_of_range(
            "Specified argument was out of the range of valid values.",
            "port",
        )
    })
}

fn read<T: Default>(this: &Value, get: impl FnOnce(SocketAddr) -> T) -> T {
    of(this).map(get).unwrap_or_default()
}

/// `System.Net.EndPoint`.
pub const END_POINT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.EndPoint");
    Type(&INFO)
};

/// `System.Net.IPEndPoint`.
pub const IP_END_POINT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.IPEndPoint")
        .base(END_POINT)
        .constructors(&[method!(
            "ipendpoint(ipaddress address, int port)",
            |_, args| {
                let address = address(args.at(0), "address")?;
                port(args.int(1)).map(|port| value(SocketAddr::new(address, port)))
            }
        )])
        .methods(&[
            method!("string ToString()", |this, _| read(this, |at| at
                .to_string())),
            method!("static ipendpoint Parse(string s)", |_, args| args
                .text(0)
                .parse::<SocketAddr>()
                .map(value)
                .map_err(|_| throw::format(
                    "An invalid IPEndPoint was specified."
                ))),
        ])
        .properties(&[
            property!("ipaddress Address {get;set;}", |this| of(this)
                .map(|at| ip_address::value(at.ip()))),
            property!("int Port {get;set;}", |this| read(this, |at| i32::from(
                at.port()
            ))),
            property!(
                "System.Net.Sockets.AddressFamily AddressFamily {get;}",
                |this| of(this).map(|at| stint_object::types::system::enums::value(
                    "System.Net.Sockets.AddressFamily",
                    if at.is_ipv4() { 2 } else { 23 }
                ))
            ),
        ]);
    Type(&INFO)
};
