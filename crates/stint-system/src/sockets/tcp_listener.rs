//! `System.Net.Sockets.TcpListener`.

use super::{failed, ip_end_point, tcp_client};
use crate::hooks;
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Lock, Object, Result, Value};

struct Listener {
    address: SocketAddr,
    state: Lock<State>,
}

#[derive(Default)]
struct State {
    listener: Option<TcpListener>,
    /// Connections that `Pending` found.
    waiting: VecDeque<TcpStream>,
}

impl Opaque for Listener {}

/// How long a look for the next connection pauses; a stop ends the pause.
const PAUSE: Duration = Duration::from_millis(5);

fn made(address: IpAddr, port: i32) -> Result<Value> {
    let port = ip_end_point::port(port)?;
    Ok(Value::Object(Object::opaque(
        TCP_LISTENER,
        Listener {
            address: SocketAddr::new(address, port),
            state: Lock::default(),
        },
    )))
}

fn listener(this: &Value) -> Result<&Listener> {
    this.payload::<Listener>()
        .ok_or_else(|| throw::argument_null("listener"))
}

fn start(this: &Value) -> Result<()> {
    let listener = listener(this)?;
    let mut state = listener.state.lock();
    if state.listener.is_some() {
        return Ok(());
    }
    let bound = TcpListener::bind(listener.address).and_then(|bound| {
        bound.set_nonblocking(true)?;
        Ok(bound)
    });
    state.listener = Some(bound.map_err(|error| failed(&error, None))?);
    Ok(())
}

fn stop(this: &Value) -> Result<()> {
    let gone = std::mem::take(&mut *listener(this)?.state.lock());
    drop(gone);
    Ok(())
}

/// Looks for a connection without waiting.
fn look(listener: &Listener) -> Result<bool> {
    let mut state = listener.state.lock();
    if !state.waiting.is_empty() {
        return Ok(true);
    }
    let Some(bound) = &state.listener else {
        return Err(throw::invalid_operation(
            "Not listening. You must call the Start() method before calling this method.",
        ));
    };
    match bound.accept() {
        Ok((socket, _)) => {
            let set = socket.set_nonblocking(false);
            set.map_err(|error| failed(&error, None))?;
            state.waiting.push_back(socket);
            Ok(true)
        }
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(false),
        Err(error) => Err(failed(&error, None)),
    }
}

fn accept(this: &Value) -> Result<Value> {
    let listener = listener(this)?;
    hooks::flush_host();
    loop {
        if look(listener)?
            && let Some(socket) = listener.state.lock().waiting.pop_front()
        {
            return Ok(tcp_client::of_socket(socket));
        }
        hooks::interruptible_wait(Some(PAUSE))?;
    }
}

fn local(this: &Value) -> Result<Value> {
    let listener = listener(this)?;
    let bound = listener
        .state
        .lock()
        .listener
        .as_ref()
        .map(TcpListener::local_addr);
    Ok(ip_end_point::value(match bound {
        Some(Ok(address)) => address,
        _ => listener.address,
    }))
}

/// `System.Net.Sockets.TcpListener`.
pub const TCP_LISTENER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.Sockets.TcpListener")
        .constructors(&[
            method!(
                "System.Net.Sockets.TcpListener(ipendpoint localEP)",
                |_, args| match ip_end_point::of(args.at(0)) {
                    Some(at) => made(at.ip(), i32::from(at.port())),
                    None => Err(throw::argument_null("localEP")),
                }
            ),
            method!(
                "System.Net.Sockets.TcpListener(ipaddress localaddr, int port)",
                |_, args| made(ip_end_point::address(args.at(0), "localaddr")?, args.int(1))
            ),
        ])
        .methods(&[
            method!("void Start()", |this, _| start(this)),
            method!("void Start(int backlog)", |this, _| start(this)),
            method!("void Stop()", |this, _| stop(this)),
            method!("void Dispose()", |this, _| stop(this)),
            method!("bool Pending()", |this, _| look(listener(this)?)),
            method!(
                "System.Net.Sockets.TcpClient AcceptTcpClient()",
                |this, _| accept(this)
            ),
            method!(
                "static System.Net.Sockets.TcpListener Create(int port)",
                |_, args| made(Ipv6Addr::UNSPECIFIED.into(), args.int(0))
            ),
        ])
        .properties(&[property!(
            "System.Net.EndPoint LocalEndpoint {get;}",
            |this| local(this)
        )]);
    Type(&INFO)
};
