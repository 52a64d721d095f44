//! `System.Net.Dns`.

use std::net::{IpAddr, ToSocketAddrs};
use stint_object::object::{Object, Opaque};
use stint_object::types::native::{Args, Plain, array_of, method, property, strings};
use stint_object::types::system::{exceptions, ip_address};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Result, Value};

/// The types of this module.
pub static TYPES: &[Type] = &[DNS, IP_HOST_ENTRY];

struct Entry {
    name: String,
    addresses: Vec<IpAddr>,
}

impl Opaque for Entry {}

fn unknown() -> stint_object::Flow {
    throw::of(exceptions::SOCKET, "Name or service not known")
}

fn addresses(name: &str) -> Result<Vec<IpAddr>> {
    if let Ok(address) = name.parse() {
        return Ok(vec![address]);
    }
    let name = if name.is_empty() {
        own_name()
    } else {
        name.to_owned()
    };
    let mut found = Vec::new();
    for address in (name.as_str(), 0)
        .to_socket_addrs()
        .map_err(|_| unknown())?
    {
        if !found.contains(&address.ip()) {
            found.push(address.ip());
        }
    }
    Ok(found)
}

fn own_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn value(addresses: &[IpAddr]) -> Value {
    array_of(
        ip_address::IP_ADDRESS,
        addresses
            .iter()
            .map(|address| ip_address::value(*address))
            .collect(),
    )
}

fn by_name(args: &[Value]) -> Result<Vec<IpAddr>> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("hostNameOrAddress"));
    }
    addresses(args.text(0))
}

fn entry(args: &[Value]) -> Result<Value> {
    let name = match args.at(0).as_str() {
        Some(name) => name.to_string(),
        None => stint_object::access::to_text(args.at(0))?.to_string(),
    };
    Ok(Value::Object(Object::opaque(
        IP_HOST_ENTRY,
        Entry {
            addresses: addresses(&name)?,
            name: if name.is_empty() { own_name() } else { name },
        },
    )))
}

fn of(this: &Value) -> Result<&Entry> {
    this.payload::<Entry>()
        .ok_or_else(|| throw::argument_null("this"))
}

/// `System.Net.Dns`.
pub const DNS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.Dns").methods(&[
        method!(
            "static ipaddress[] GetHostAddresses(string hostNameOrAddress)",
            |_, args| value(&by_name(args)?)
        ),
        method!(
            "static ipaddress[] GetHostAddresses(string hostNameOrAddress, System.Net.Sockets.AddressFamily family)",
            |_, args| {
                let wanted_six = args.at(1).number() == 23;
                let mut found = by_name(args)?;
                found.retain(|address| args.at(1).number() == 0 || address.is_ipv6() == wanted_six);
                Ok(value(&found))
            }
        ),
        method!(
            "static System.Net.IPHostEntry GetHostEntry(string hostNameOrAddress)",
            |_, args| entry(args)
        ),
        method!(
            "static System.Net.IPHostEntry GetHostEntry(ipaddress address)",
            |_, args| entry(args)
        ),
        method!("static string GetHostName()", |_, _| own_name()),
    ]);
    Type(&INFO)
};

/// `System.Net.IPHostEntry`.
pub const IP_HOST_ENTRY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.IPHostEntry").properties(&[
        property!("ipaddress[] AddressList {get;set;}", |it| value(
            &of(it)?.addresses
        )),
        property!("string[] Aliases {get;set;}", |_| strings(
            Vec::<Value>::new()
        )),
        property!("string HostName {get;set;}", |it| of(it)?.name.as_str()),
    ]);
    Type(&INFO)
};
