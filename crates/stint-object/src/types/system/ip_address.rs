//! `System.Net.IPAddress`.

use super::numbers;
use crate::members::{CodeProperty, Member};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, bytes, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Flow, Result, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The payload.
pub struct IpAddress(pub IpAddr);

impl Opaque for IpAddress {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0 == self.0)
    }
}

/// An address as a value.
pub fn value(address: IpAddr) -> Value {
    Value::Object(Object::opaque(IP_ADDRESS, IpAddress(address)))
}

fn of(this: &Value) -> IpAddr {
    this.payload::<IpAddress>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.0)
}

/// A number with `0x` or `0` in front, as old address texts have them.
fn number(text: &str) -> Option<u64> {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(hex, 16).ok();
    }
    if text.len() > 1 && text.starts_with('0') {
        return u64::from_str_radix(&text[1..], 8).ok();
    }
    text.parse().ok()
}

fn parse(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        let inner = text
            .strip_prefix('[')
            .map_or(text, |rest| rest.split(']').next().unwrap_or(rest));
        let plain = inner.split('%').next().unwrap_or(inner);
        return plain.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let parts: Option<Vec<u64>> = text.split('.').map(number).collect();
    let parts = parts.filter(|parts| (1..=4).contains(&parts.len()))?;
    let (last, front) = parts.split_last()?;
    if front.iter().any(|part| *part > 255) || *last >= 1u64 << (8 * (4 - front.len())) {
        return None;
    }
    let mut bits = *last as u32;
    for (at, part) in front.iter().enumerate() {
        bits |= (*part as u32) << (24 - 8 * at);
    }
    Some(IpAddr::V4(Ipv4Addr::from(bits)))
}

fn invalid() -> Flow {
    throw::format("An invalid IP address was specified.")
}

fn parsed(args: &[Value]) -> Result<Value> {
    parse(&numbers::wanted(args.string(0), "ipString")?)
        .map(value)
        .ok_or_else(invalid)
}

fn from_bytes(items: &[u8]) -> Result<Value> {
    if let Ok(four) = <[u8; 4]>::try_from(items) {
        return Ok(value(IpAddr::from(four)));
    }
    if let Ok(sixteen) = <[u8; 16]>::try_from(items) {
        return Ok(value(IpAddr::from(sixteen)));
    }
    Err(throw::argument(
        "An invalid IP address was specified.",
        "address",
    ))
}

fn v6(this: &Value) -> Option<Ipv6Addr> {
    match of(this) {
        IpAddr::V6(address) => Some(address),
        IpAddr::V4(_) => None,
    }
}

const PROPERTIES: &[Property] = &[
    property!(
        "System.Net.Sockets.AddressFamily AddressFamily {get;}",
        |this| {
            crate::access::enums::value(
                super::enums::ADDRESS_FAMILY,
                if of(this).is_ipv4() { 2 } else { 23 },
            )
        }
    ),
    crate::types::settable(
        "long ScopeId {get;set;}",
        |this| match of(this) {
            IpAddr::V6(_) => Ok(Value::Int64(0)),
            IpAddr::V4(_) => Err(unsupported()),
        },
        |_, _| Ok(()),
    ),
    property!("bool IsIPv6Multicast {get;}", |this| v6(this)
        .is_some_and(|a| a.is_multicast())),
    property!("bool IsIPv6LinkLocal {get;}", |this| v6(this)
        .is_some_and(|a| a.segments()[0] & 0xffc0 == 0xfe80)),
    property!("bool IsIPv6SiteLocal {get;}", |this| v6(this)
        .is_some_and(|a| a.segments()[0] & 0xffc0 == 0xfec0)),
    property!("bool IsIPv6Teredo {get;}", |this| {
        v6(this).is_some_and(|a| a.segments()[0] == 0x2001 && a.segments()[1] == 0)
    }),
    property!("bool IsIPv6UniqueLocal {get;}", |this| v6(this)
        .is_some_and(|a| a.segments()[0] & 0xfe00 == 0xfc00)),
    property!("bool IsIPv4MappedToIPv6 {get;}", |this| v6(this)
        .is_some_and(|a| a.to_ipv4_mapped().is_some())),
    crate::types::settable(
        "long Address {get;set;}",
        |this| match of(this) {
            IpAddr::V4(address) => Ok(Value::Int64(i64::from(u32::from_le_bytes(
                address.octets(),
            )))),
            IpAddr::V6(_) => Err(unsupported()),
        },
        |_, _| Ok(()),
    ),
    property!("static ipaddress Any", |_| value(IpAddr::V4(
        Ipv4Addr::UNSPECIFIED
    ))),
    property!("static ipaddress Loopback", |_| value(IpAddr::V4(
        Ipv4Addr::LOCALHOST
    ))),
    property!("static ipaddress Broadcast", |_| value(IpAddr::V4(
        Ipv4Addr::BROADCAST
    ))),
    property!("static ipaddress None", |_| value(IpAddr::V4(
        Ipv4Addr::BROADCAST
    ))),
    property!("static ipaddress IPv6Any", |_| value(IpAddr::V6(
        Ipv6Addr::UNSPECIFIED
    ))),
    property!("static ipaddress IPv6Loopback", |_| value(IpAddr::V6(
        Ipv6Addr::LOCALHOST
    ))),
    property!("static ipaddress IPv6None", |_| value(IpAddr::V6(
        Ipv6Addr::UNSPECIFIED
    ))),
];

fn unsupported() -> Flow {
    throw::of(
        super::exceptions::INVALID_OPERATION,
        "The attempted operation is not supported for the type of object referenced.",
    )
}

const METHODS: &[Method] = &[
    method!("bool Equals(System.Object comparand)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("byte[] GetAddressBytes()", |this, _| match of(this) {
        IpAddr::V4(address) => bytes(&address.octets()),
        IpAddr::V6(address) => bytes(&address.octets()),
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        &Value::from(of(this).to_string())
    )),
    method!("ipaddress MapToIPv4()", |this, _| match of(this) {
        IpAddr::V6(address) => {
            let octets = address.octets();
            value(IpAddr::from([
                octets[12], octets[13], octets[14], octets[15],
            ]))
        }
        IpAddr::V4(_) => this.clone(),
    }),
    method!("ipaddress MapToIPv6()", |this, _| match of(this) {
        IpAddr::V4(address) => value(IpAddr::V6(address.to_ipv6_mapped())),
        IpAddr::V6(_) => this.clone(),
    }),
    method!("string ToString()", |this, _| of(this).to_string()),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",
        |_, _| false
    ),
    method!(
        "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten)",
        |_, _| false
    ),
    method!(
        "bool TryWriteBytes(System.Span[byte] destination, [ref] int bytesWritten)",
        |_, _| false
    ),
    method!("static short HostToNetworkOrder(short host)", |_, args| {
        (args.long(0) as i16).to_be()
    }),
    method!("static int HostToNetworkOrder(int host)", |_, args| args
        .int(0)
        .to_be()),
    method!("static long HostToNetworkOrder(long host)", |_, args| args
        .long(0)
        .to_be()),
    method!(
        "static short NetworkToHostOrder(short network)",
        |_, args| i16::from_be(args.long(0) as i16)
    ),
    method!("static int NetworkToHostOrder(int network)", |_, args| {
        i32::from_be(args.int(0))
    }),
    method!("static long NetworkToHostOrder(long network)", |_, args| {
        i64::from_be(args.long(0))
    }),
    method!("static bool IsLoopback(ipaddress address)", |_, args| of(
        args.at(0)
    )
    .is_loopback()),
    method!("static ipaddress Parse(string ipString)", |_, args| parsed(
        args
    )),
    method!(
        "static bool TryParse(string ipString, [ref] ipaddress address)",
        |_, args| numbers::try_parse(args.get(1), parsed(args), Value::Null)
    ),
];

static TEXT: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object IPAddressToString {get=$this.Tostring();}",
    get: |this| Ok(of(this).to_string().into()),
    set: None,
};

static EXTENDED: &[(&str, Member)] = &[("IPAddressToString", Member::Code(&TEXT))];

/// `System.Net.IPAddress`.
pub const IP_ADDRESS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.IPAddress")
        .interfaces(&[
            super::interfaces::SPAN_FORMATTABLE,
            super::interfaces::FORMATTABLE,
            super::interfaces::SPAN_PARSABLE,
            super::interfaces::PARSABLE,
            super::interfaces::UTF8_SPAN_FORMATTABLE,
        ])
        .constructors(&[
            method!("ipaddress(long newAddress)", |_, args| {
                match u32::try_from(args.long(0)) {
                    Ok(address) => Ok(value(IpAddr::from(address.to_le_bytes()))),
                    Err(_) => Err(throw::argument_out_of_range(
                        "Specified argument was out of the range of valid values.",
                        "newAddress",
                    )),
                }
            }),
            method!("ipaddress(byte[] address, long scopeid)", |_, args| {
                from_bytes(&args.at(0).byte_items())
            }),
            method!("ipaddress(byte[] address)", |_, args| from_bytes(
                &args.at(0).byte_items()
            )),
        ])
        .methods(METHODS)
        .properties(PROPERTIES)
        .extended(EXTENDED);
    Type(&INFO)
};
