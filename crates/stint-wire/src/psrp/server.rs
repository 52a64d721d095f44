//! The server's end of a session.

use std::collections::VecDeque;

use hashbrown::HashMap;
use stint_object::error_record::ErrorObject;
use stint_object::{Str, Value};
use uuid::Uuid;

use super::bag::Bag;
use super::client::write_capability;
use super::host::{self, HostCall, HostMethod, HostScope};
use super::outgoing::Outgoing;
use super::pipeline::Pipeline;
use super::records::{self, Record};
use super::state::{PipelineState, PoolState, ProtocolError};
use crate::clixml::{ClixmlError, Deserializer, Names, Serializer, Writer, Zone};
use crate::fragment::Defragmenter;
use crate::limits::Limits;
use crate::message::{Destination, Message, MessageType};
use crate::packet::{Control, Packet, PacketReader, Stream, write_control};

/// What a client asks for when it opens a pool.
#[derive(Debug, Clone)]
pub struct PoolRequest {
    /// The pool's id.
    pub pool: Uuid,
    /// `ApplicationArguments`.
    pub application_arguments: Value,
    /// `HostInfo`, as it came.
    pub host_info: Value,
}

/// What a client said.
#[derive(Debug, Clone)]
pub enum ServerEvent {
    /// Open a pool: answer with [`Server::pool_opened`] or [`Server::pool_broken`].
    OpenPool(PoolRequest),
    /// Run this: its end is told by [`Server::pipeline_state`].
    Run(Uuid, Pipeline),
    /// One input object.
    Input(Uuid, Value),
    /// No input follows.
    EndOfInput(Uuid),
    /// The answer to a host call, by the call's id: its result, or the text of its error.
    Answer(i64, Result<Value, Str>),
    /// Stop it. It is acknowledged when its final state is told.
    Stop(Uuid),
    /// End the session: stop what runs, then call [`Server::session_closed`].
    CloseSession,
    /// The client is gone without a word: stop what runs and end.
    ClientGone,
}

/// What a server says of itself.
#[derive(Debug, Clone)]
pub struct ServerFacts {
    /// `PSVersion`, such as `7.6.5`.
    pub version: String,
    /// `OS`.
    pub os: String,
    /// How many pipelines of its own the server ran to open the pool, which PowerShell tells of: one to set the location, one
    /// for an initialization script.
    pub opening_pipelines: u32,
}

/// One pipeline, from its `Command` to its `Close`.
#[derive(Default)]
struct Running {
    is_final: bool,
    stops: u32,
    is_close_awaited: bool,
}

/// A session as its server sees it. Its output is for one thread to write; what is said by others is said through a lock.
pub struct Server {
    reader: PacketReader,
    limits: Limits,
    outgoing: Outgoing,
    deserializer: Deserializer,
    streams: HashMap<(Uuid, Stream), Defragmenter>,
    pipelines: HashMap<Uuid, Running>,
    events: VecDeque<ServerEvent>,
    out: Vec<u8>,
    version: &'static str,
    pool: PoolState,
    /// Data packets of the session that are acknowledged once the pool is open.
    due_acks: u32,
    last_call: i64,
}

impl Server {
    /// One that nobody has spoken to yet.
    pub fn new(zone: Zone, limits: Limits) -> Self {
        Self {
            reader: PacketReader::new(limits.line),
            limits,
            outgoing: Outgoing::new(Destination::Client, Uuid::nil(), zone),
            deserializer: Deserializer::new(zone, Names::Prefixed),
            streams: HashMap::new(),
            pipelines: HashMap::new(),
            events: VecDeque::new(),
            out: Vec::new(),
            version: "2.4",
            pool: PoolState::BeforeOpen,
            due_acks: 0,
            last_call: 0,
        }
    }

    /// The buffer to append received bytes to.
    pub fn space(&mut self, room: usize) -> &mut Vec<u8> {
        self.reader.space(room)
    }

    /// What is to be sent. Take all of it, or what was sent from its front.
    pub fn output(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// The next event in what was received, or `None` until more comes. After an error the session cannot go on.
    pub fn next_event(&mut self) -> Result<Option<ServerEvent>, ProtocolError> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            if !self.read_packet()? {
                return Ok(None);
            }
        }
    }

    /// Says that the pool is open.
    pub fn pool_opened(&mut self, facts: &ServerFacts) -> Result<(), ProtocolError> {
        for _ in 0..facts.opening_pipelines {
            self.state_message(
                MessageType::PipelineState,
                Uuid::nil(),
                PipelineState::Completed.number(),
                None,
            )?;
        }
        self.send(
            MessageType::ApplicationPrivateData,
            Uuid::nil(),
            |serializer| {
                write_private_data(serializer.writer(), facts);
                Ok(())
            },
        )?;
        self.set_pool(PoolState::Opened, None)?;
        self.acknowledge_session();
        Ok(())
    }

    /// Says that the pool could not be opened.
    pub fn pool_broken(&mut self, error: &ErrorObject) -> Result<(), ProtocolError> {
        self.set_pool(PoolState::Broken, Some(error))?;
        self.acknowledge_session();
        Ok(())
    }

    /// Sends one record of a pipeline. An error leaves nothing sent: the value cannot be written.
    pub fn record(&mut self, id: Uuid, record: &Record) -> Result<(), ProtocolError> {
        let zone = self.outgoing.zone;
        self.send(record.kind.message(), id, |serializer| {
            records::write(serializer, zone, record.kind, &record.value)
        })
    }

    /// Asks for something of the client's host. Gives the id that the answer will name, if there is to be one.
    pub fn host_call(
        &mut self,
        scope: HostScope,
        method: HostMethod,
        parameters: Vec<Value>,
    ) -> Result<Option<i64>, ProtocolError> {
        let id = if method.is_void() {
            HostCall::VOID
        } else {
            self.last_call += 1;
            self.last_call
        };
        let call = HostCall {
            id,
            method,
            parameters,
        };
        let (kind, pipeline) = match scope {
            HostScope::Pool => (MessageType::RunspacePoolHostCall, Uuid::nil()),
            HostScope::Pipeline(pipeline) => (MessageType::PipelineHostCall, pipeline),
        };
        self.send(kind, pipeline, |serializer| call.write(serializer))?;
        Ok((!method.is_void()).then_some(id))
    }

    /// Tells a pipeline's state. After a final one the pipeline is over, and what waits for that is acknowledged.
    pub fn pipeline_state(
        &mut self,
        id: Uuid,
        state: PipelineState,
        error: Option<&ErrorObject>,
    ) -> Result<(), ProtocolError> {
        self.state_message(MessageType::PipelineState, id, state.number(), error)?;
        let Some(running) = self.pipelines.get_mut(&id).filter(|_| state.is_final()) else {
            return Ok(());
        };
        running.is_final = true;
        for _ in 0..std::mem::take(&mut running.stops) {
            write_control(&mut self.out, Control::SignalAck, id);
        }
        if running.is_close_awaited {
            self.forget(id);
        }
        Ok(())
    }

    /// Ends the session. A client may begin another one afterwards.
    pub fn session_closed(&mut self) -> Result<(), ProtocolError> {
        if self.pool == PoolState::Opened {
            self.set_pool(PoolState::Closing, None)?;
            self.set_pool(PoolState::Closed, None)?;
        }
        self.pool = PoolState::BeforeOpen;
        self.streams.clear();
        self.pipelines.clear();
        write_control(&mut self.out, Control::CloseAck, Uuid::nil());
        Ok(())
    }

    fn read_packet(&mut self) -> Result<bool, ProtocolError> {
        let Some(packet) = self.reader.next()? else {
            return Ok(false);
        };
        match packet {
            Packet::Blank => self.events.push_back(ServerEvent::ClientGone),
            Packet::Control { control, id } => self.control(control, id)?,
            Packet::Data {
                stream,
                id,
                payload,
            } => {
                let is_known = id.is_nil()
                    || self
                        .pipelines
                        .get(&id)
                        .is_some_and(|running| !running.is_final);
                if !is_known {
                    write_control(&mut self.out, Control::DataAck, id);
                    return Ok(true);
                }
                let limits = &self.limits;
                let mut incoming = self
                    .streams
                    .remove(&(id, stream))
                    .unwrap_or_else(|| Defragmenter::new(limits));
                incoming.feed(payload)?;
                while let Some(bytes) = incoming.next()? {
                    self.message(&Message::parse(bytes)?)?;
                }
                self.streams.insert((id, stream), incoming);
                if id.is_nil() && self.pool == PoolState::Opening {
                    self.due_acks += 1;
                } else {
                    write_control(&mut self.out, Control::DataAck, id);
                }
            }
        }
        Ok(true)
    }

    fn control(&mut self, control: Control, id: Uuid) -> Result<(), ProtocolError> {
        match control {
            Control::Command => {
                self.pipelines.entry(id).or_default();
                write_control(&mut self.out, Control::CommandAck, id);
            }
            Control::Signal if id.is_nil() => {
                return Err(ProtocolError::Unexpected("signal for a session"));
            }
            Control::Signal => match self
                .pipelines
                .get_mut(&id)
                .filter(|running| !running.is_final)
            {
                Some(running) => {
                    running.stops += 1;
                    self.events.push_back(ServerEvent::Stop(id));
                }
                None => write_control(&mut self.out, Control::SignalAck, id),
            },
            Control::Close if id.is_nil() => self.events.push_back(ServerEvent::CloseSession),
            Control::Close => match self
                .pipelines
                .get_mut(&id)
                .filter(|running| !running.is_final)
            {
                Some(running) => {
                    running.is_close_awaited = true;
                    self.events.push_back(ServerEvent::Stop(id));
                }
                None => self.forget(id),
            },
            Control::DataAck | Control::CommandAck | Control::SignalAck | Control::CloseAck => {
                return Err(ProtocolError::Unexpected("packet of a server"));
            }
        }
        Ok(())
    }

    fn forget(&mut self, id: Uuid) {
        self.pipelines.remove(&id);
        self.streams.retain(|(pipeline, _), _| *pipeline != id);
        write_control(&mut self.out, Control::CloseAck, id);
    }

    fn message(&mut self, message: &Message<'_>) -> Result<(), ProtocolError> {
        let id = message.header.pipeline;
        if message.header.destination != Destination::Server {
            return Err(ProtocolError::Unexpected("message for a client"));
        }
        let event = match message.header.kind {
            MessageType::EndOfPipelineInput => ServerEvent::EndOfInput(id),
            MessageType::PipelineInput => {
                ServerEvent::Input(id, self.deserializer.read(message.body)?)
            }
            MessageType::SessionCapability => {
                let body = self.deserializer.read(message.body)?;
                return self.negotiate(&Bag::new(&body));
            }
            MessageType::InitRunspacePool => {
                if self.pool != PoolState::BeforeOpen {
                    return Err(ProtocolError::Unexpected("second pool"));
                }
                let body = self.deserializer.read(message.body)?;
                let bag = Bag::new(&body);
                self.pool = PoolState::Opening;
                self.outgoing.pool = message.header.pool;
                ServerEvent::OpenPool(PoolRequest {
                    pool: message.header.pool,
                    application_arguments: bag.get("ApplicationArguments"),
                    host_info: bag.get("HostInfo"),
                })
            }
            MessageType::CreatePipeline => {
                let body = self.deserializer.read(message.body)?;
                ServerEvent::Run(id, Pipeline::read(&body)?)
            }
            MessageType::PipelineHostResponse | MessageType::RunspacePoolHostResponse => {
                let body = self.deserializer.read(message.body)?;
                let (call, answer) = host::read_answer(&body)?;
                ServerEvent::Answer(call, answer)
            }
            MessageType::SetMaxRunspaces
            | MessageType::SetMinRunspaces
            | MessageType::ResetRunspaceState => {
                return self.answer_pool(message, Value::Bool(true));
            }
            MessageType::GetAvailableRunspaces => {
                return self.answer_pool(message, Value::Int32(1));
            }
            _ => return Ok(()),
        };
        self.events.push_back(event);
        Ok(())
    }

    /// Versions that a client of before may have are spoken; of a later one, ours.
    fn negotiate(&mut self, bag: &Bag<'_>) -> Result<(), ProtocolError> {
        let text = version_text(&bag.get("protocolversion"));
        let mut parts = text.split('.').map(str::parse::<u32>);
        self.version = match (parts.next(), parts.next()) {
            (Some(Ok(2)), Some(Ok(0))) => "2.0",
            (Some(Ok(2)), Some(Ok(1))) => "2.1",
            (Some(Ok(2)), Some(Ok(2))) => "2.2",
            (Some(Ok(2)), Some(Ok(3))) => "2.3",
            (Some(Ok(2)), Some(Ok(_))) => "2.4",
            _ => return Err(ProtocolError::Version(text)),
        };
        let version = self.version;
        self.send(MessageType::SessionCapability, Uuid::nil(), |serializer| {
            write_capability(serializer.writer(), version);
            Ok(())
        })
    }

    fn answer_pool(&mut self, message: &Message<'_>, answer: Value) -> Result<(), ProtocolError> {
        let body = self.deserializer.read(message.body)?;
        let call = Bag::new(&body)
            .number("ci")
            .ok_or(ProtocolError::Missing("ci"))?;
        self.send(
            MessageType::RunspaceAvailability,
            Uuid::nil(),
            |serializer| {
                let (open, _) = serializer.writer().start_object(None);
                let set = serializer.writer().start("MS", None);
                serializer.property("SetMinMaxRunspacesResponse", &answer)?;
                serializer.writer().integer("I64", Some("ci"), call);
                serializer.writer().end(set);
                serializer.writer().end(open);
                Ok(())
            },
        )
    }

    fn set_pool(
        &mut self,
        state: PoolState,
        error: Option<&ErrorObject>,
    ) -> Result<(), ProtocolError> {
        self.pool = state;
        self.state_message(
            MessageType::RunspacePoolState,
            Uuid::nil(),
            state.number(),
            error,
        )
    }

    fn acknowledge_session(&mut self) {
        for _ in 0..std::mem::take(&mut self.due_acks) {
            write_control(&mut self.out, Control::DataAck, Uuid::nil());
        }
    }

    fn state_message(
        &mut self,
        kind: MessageType,
        id: Uuid,
        number: i32,
        error: Option<&ErrorObject>,
    ) -> Result<(), ProtocolError> {
        let name = if kind == MessageType::PipelineState {
            "PipelineState"
        } else {
            "RunspaceState"
        };
        self.send(kind, id, |serializer| {
            let (open, _) = serializer.writer().start_object(None);
            let set = serializer.writer().start("MS", None);
            serializer.writer().integer("I32", Some(name), number);
            if let Some(error) = error {
                let error = Value::from(error.clone());
                serializer.without_type_data(|serializer| {
                    serializer.property("ExceptionAsErrorRecord", &error)
                })?;
            }
            serializer.writer().end(set);
            serializer.writer().end(open);
            Ok(())
        })
    }

    fn send(
        &mut self,
        kind: MessageType,
        pipeline: Uuid,
        write: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
    ) -> Result<(), ProtocolError> {
        self.outgoing.packets(&mut self.out, kind, pipeline, write)
    }
}

/// The text of a version, whatever it was made into.
pub(super) fn version_text(value: &Value) -> String {
    crate::clixml::text_of(value).to_string()
}

const DICTIONARY: [&str; 3] = [
    "System.Management.Automation.PSPrimitiveDictionary",
    "System.Collections.Hashtable",
    "System.Object",
];

fn write_private_data(writer: &mut Writer, facts: &ServerFacts) {
    writer.bag(None, |writer| {
        let (data, _) = writer.start_object(Some("ApplicationPrivateData"));
        writer.type_names(DICTIONARY.into_iter());
        let table = writer.start("DCT", None);
        let entry = writer.start("En", None);
        writer.text("S", Some("Key"), "PSVersionTable");
        write_version_table(writer, facts);
        writer.end(entry);
        private(writer, "DebugBreakpointCount", |writer| {
            writer.integer("I32", Some("Value"), 0)
        });
        private(writer, "BreakAll", |writer| {
            writer.boolean(Some("Value"), false)
        });
        private(writer, "UnhandledBreakpointMode", |writer| {
            writer.integer("I32", Some("Value"), 1)
        });
        private(writer, "DebugStop", |writer| {
            writer.boolean(Some("Value"), false)
        });
        private(writer, "DebugMode", |writer| {
            writer.integer("I32", Some("Value"), 1)
        });
        writer.end(table);
        writer.end(data);
    });
}

fn private(writer: &mut Writer, key: &str, value: impl FnOnce(&mut Writer)) {
    let entry = writer.start("En", None);
    writer.text("S", Some("Key"), key);
    value(writer);
    writer.end(entry);
}

fn write_version_table(writer: &mut Writer, facts: &ServerFacts) {
    let text = |writer: &mut Writer, key: &str, text: &str| {
        private(writer, key, |writer| writer.text("S", Some("Value"), text));
    };
    let version = |writer: &mut Writer, key: &str, text: &str| {
        private(writer, key, |writer| {
            writer.plain("Version", Some("Value"), text)
        });
    };
    let (open, _) = writer.start_object(Some("Value"));
    writer.type_names(DICTIONARY.into_iter());
    let table = writer.start("DCT", None);
    version(writer, "SerializationVersion", "1.1.0.1");
    version(writer, "WSManStackVersion", "3.0");
    text(writer, "GitCommitId", &facts.version);
    text(writer, "Platform", "Unix");
    version(writer, "PSRemotingProtocolVersion", "2.4");
    private(writer, "PSCompatibleVersions", |writer| {
        let (list, _) = writer.start_object(Some("Value"));
        writer.type_names(["System.Version[]", "System.Array", "System.Object"].into_iter());
        let items = writer.start("LST", None);
        for version in ["1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "7.0"] {
            writer.plain("Version", None, version);
        }
        writer.end(items);
        writer.end(list);
    });
    text(writer, "PSSemanticVersion", &facts.version);
    text(writer, "OS", &facts.os);
    version(writer, "PSVersion", &facts.version);
    text(writer, "PSEdition", "Core");
    writer.end(table);
    writer.end(open);
}
