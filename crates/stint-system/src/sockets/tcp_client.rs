//! `System.Net.Sockets.TcpClient`.

use super::{failed, ip_end_point, network_stream};
use crate::threading::task;
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::{Type, TypeInfo, settable, throw};
use stint_object::{Flow, Lock, Object, Result, Value};

#[derive(Default)]
struct State {
    socket: Option<TcpStream>,
    stream: Option<Value>,
    closed: bool,
}

/// Shared with the thread that connects.
struct Client(Arc<Lock<State>>);

impl Opaque for Client {}

fn made(socket: Option<TcpStream>) -> Value {
    let state = State {
        socket,
        ..State::default()
    };
    Value::Object(Object::opaque(
        TCP_CLIENT,
        Client(Arc::new(Lock::new(state))),
    ))
}

/// A client of a connection that a listener took.
pub fn of_socket(socket: TcpStream) -> Value {
    made(Some(socket))
}

fn client(this: &Value) -> Result<&Arc<Lock<State>>> {
    let client = this
        .payload::<Client>()
        .ok_or_else(|| throw::argument_null("client"))?;
    if client.0.lock().closed {
        return Err(throw::of(
            stint_object::types::system::exceptions::OBJECT_DISPOSED,
            "Cannot access a disposed object.\nObject name: 'System.Net.Sockets.TcpClient'.",
        ));
    }
    Ok(&client.0)
}

fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>> {
    match (host, port).to_socket_addrs() {
        Ok(found) => Ok(found.collect()),
        Err(error) => Err(failed(&error, None)),
    }
}

/// The first address that answers; else what the last one said.
fn open(addresses: &[SocketAddr]) -> Result<TcpStream> {
    let mut refusal = throw::argument("The address list is empty.", "addresses");
    for address in addresses {
        match TcpStream::connect(address) {
            Ok(socket) => return Ok(socket),
            Err(error) => refusal = failed(&error, Some(*address)),
        }
    }
    Err(refusal)
}

/// Connects on a thread of its own, so that a stop ends the wait.
fn connecting(this: &Value, target: Target) -> Result<Value> {
    let state = client(this)?.clone();
    Ok(task::spawn(None, move || {
        let addresses = match target {
            Target::Host(host, port) => addresses(&host, port)?,
            Target::Address(address) => vec![address],
        };
        let socket = open(&addresses)?;
        state.lock().socket = Some(socket);
        Ok(Value::Null)
    }))
}

enum Target {
    Host(String, u16),
    Address(SocketAddr),
}

fn connect(this: &Value, target: Target) -> Result<()> {
    let task = connecting(this, target)?;
    task::result_of(&task).map(|_| ())
}

fn host(args: &[Value]) -> Result<Target> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("hostname"));
    }
    let port = ip_end_point::port(args.int(1))?;
    Ok(Target::Host(args.text(0).to_owned(), port))
}

fn address(args: &[Value]) -> Result<Target> {
    let address = ip_end_point::address(args.at(0), "address")?;
    let port = ip_end_point::port(args.int(1))?;
    Ok(Target::Address(SocketAddr::new(address, port)))
}

fn stream(this: &Value) -> Result<Value> {
    let mut state = client(this)?.lock();
    if let Some(stream) = &state.stream {
        return Ok(stream.clone());
    }
    let Some(socket) = &state.socket else {
        return Err(throw::invalid_operation(
            "The operation is not allowed on non-connected sockets.",
        ));
    };
    let made = network_stream::value(socket)?;
    state.stream = Some(made.clone());
    Ok(made)
}

fn close(this: &Value) {
    let Some(client) = this.payload::<Client>() else {
        return;
    };
    let mut state = client.0.lock();
    state.closed = true;
    if let Some(socket) = state.socket.take() {
        // What is closed already is closed all the same.
        let _ = socket.shutdown(Shutdown::Both);
    }
}

fn is_connected(this: &Value) -> bool {
    this.payload::<Client>()
        .is_some_and(|client| client.0.lock().socket.is_some())
}

/// `System.Net.Sockets.TcpClient`.
pub const TCP_CLIENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.Sockets.TcpClient")
        .constructors(&[
            method!("System.Net.Sockets.TcpClient()", |_, _| made(None)),
            method!(
                "System.Net.Sockets.TcpClient(string hostname, int port)",
                |_, args| {
                    let made = made(None);
                    connect(&made, host(args)?)?;
                    Ok::<_, Flow>(made)
                }
            ),
        ])
        .methods(&[
            method!("void Connect(string hostname, int port)", |this, args| {
                connect(this, host(args)?)
            }),
            method!("void Connect(ipaddress address, int port)", |this, args| {
                connect(this, address(args)?)
            }),
            method!("void Connect(ipendpoint remoteEP)", |this, args| {
                let point =
                    ip_end_point::of(args.at(0)).ok_or_else(|| throw::argument_null("remoteEP"))?;
                connect(this, Target::Address(point))
            }),
            method!(
                "System.Threading.Tasks.Task ConnectAsync(string host, int port)",
                |this, args| connecting(this, host(args)?)
            ),
            method!(
                "System.Threading.Tasks.Task ConnectAsync(ipaddress address, int port)",
                |this, args| connecting(this, address(args)?)
            ),
            method!("System.Net.Sockets.NetworkStream GetStream()", |this, _| {
                stream(this)
            }),
            method!("void Close()", |this, _| close(this)),
            method!("void Dispose()", |this, _| close(this)),
        ])
        .properties(&[
            property!("bool Connected {get;}", |this| is_connected(this)),
            property!("int Available {get;}", |this| {
                stream(this).map(|stream| network_stream::available(&stream))
            }),
            settable(
                "bool NoDelay {get;set;}",
                |this| {
                    let state = client(this)?.lock();
                    let on = state.socket.as_ref().map(TcpStream::nodelay);
                    Ok(Value::Bool(matches!(on, Some(Ok(true)))))
                },
                |this, value| {
                    if let Some(socket) = &client(this)?.lock().socket {
                        let set = socket.set_nodelay(value.boolean());
                        set.map_err(|error| failed(&error, None))?;
                    }
                    Ok(())
                },
            ),
        ]);
    Type(&INFO)
};
