//! The client's end of a session.

use std::collections::VecDeque;

use hashbrown::HashMap;
use stint_object::error_record::ErrorObject;
use stint_object::{Str, Value};
use uuid::Uuid;

use super::bag::Bag;
use super::host::{HostCall, HostMethod, HostScope};
use super::outgoing::Outgoing;
use super::pipeline::Pipeline;
use super::records::{self, Record, RecordKind};
use super::state::{PipelineState, PoolState, ProtocolError};
use crate::clixml::{ClixmlError, Deserializer, Names, Serializer, Writer, Zone};
use crate::fragment::{self, Defragmenter};
use crate::limits::Limits;
use crate::message::{Destination, Message, MessageType};
use crate::packet::{Control, Packet, PacketReader, Stream, write_control, write_data};

/// How eagerly a client sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pacing {
    /// One packet at a time of each pipeline, the next when the last was acknowledged: a real PowerShell handles each line on a
    /// thread of its own and would otherwise mix them up.
    StopAndWait,
    /// Everything at once, for a server that handles lines in order, as ours does. Saves a round trip a packet.
    Eager,
}

/// How a pool is opened.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// The pool's id.
    pub pool: Uuid,
    /// How eagerly to send.
    pub pacing: Pacing,
    /// `ApplicationArguments`: what the script finds in `$PSSenderInfo`. Null, or a dictionary.
    pub application_arguments: Value,
    /// Columns and rows of the client's screen; -1 rows when it has none.
    pub screen: (i32, i32),
    /// The local time zone.
    pub zone: Zone,
    /// How much to believe.
    pub limits: Limits,
}

impl PoolOptions {
    /// A pool of this id, at a server of our own.
    pub fn new(pool: Uuid) -> Self {
        Self {
            pool,
            pacing: Pacing::Eager,
            application_arguments: Value::Null,
            screen: (80, -1),
            zone: Zone::UTC,
            limits: Limits::default(),
        }
    }
}

/// What a server said.
#[derive(Debug, Clone)]
pub enum ClientEvent {
    /// The pool changed its state; broken with an error.
    PoolState(PoolState, Option<ErrorObject>),
    /// The server's own facts: a dictionary with `PSVersionTable`.
    PrivateData(Value),
    /// A pipeline said something.
    Record(Uuid, Record),
    /// A pipeline changed its state; failed, or stopped, with an error.
    PipelineState(Uuid, PipelineState, Option<ErrorObject>),
    /// The script wants something of the host.
    HostCall(HostScope, HostCall),
    /// The server has taken all that was sent for a pipeline so far: input may go on.
    InputTaken(Uuid),
    /// The pipeline is stopped, whether or not it said so.
    StopAcknowledged(Uuid),
    /// The server has forgotten the pipeline.
    PipelineClosed(Uuid),
    /// The session is over; nothing follows.
    SessionClosed,
}

/// Fragments of one pipeline, or of the session, that wait to be sent.
#[derive(Default)]
struct Queue {
    /// What goes out as [`Stream::Default`].
    data: Vec<u8>,
    /// What goes out as [`Stream::PromptResponse`], and first.
    answers: Vec<u8>,
    /// Whether an acknowledgement is awaited.
    is_waiting: bool,
    /// Whether nothing of it may be sent any more.
    is_stopped: bool,
    incoming: Option<Defragmenter>,
}

/// A session as its client sees it.
pub struct Client {
    pacing: Pacing,
    limits: Limits,
    zone: Zone,
    reader: PacketReader,
    outgoing: Outgoing,
    deserializer: Deserializer,
    queues: HashMap<Uuid, Queue>,
    events: VecDeque<ClientEvent>,
    out: Vec<u8>,
    /// Everything that was unexpected is kept from being acted on after the end.
    is_closed: bool,
}

impl Client {
    /// Begins to open a pool: its first words are there to be sent.
    pub fn open(options: &PoolOptions) -> Result<Self, ProtocolError> {
        let mut client = Self {
            pacing: options.pacing,
            limits: options.limits,
            zone: options.zone,
            reader: PacketReader::new(options.limits.line),
            outgoing: Outgoing::new(Destination::Server, options.pool, options.zone),
            deserializer: Deserializer::new(options.zone, Names::Prefixed),
            queues: HashMap::new(),
            events: VecDeque::new(),
            out: Vec::new(),
            is_closed: false,
        };
        client.queue(
            MessageType::SessionCapability,
            Uuid::nil(),
            Stream::Default,
            |serializer| {
                write_capability(serializer.writer(), "2.4");
                Ok(())
            },
        )?;
        client.queue(
            MessageType::InitRunspacePool,
            Uuid::nil(),
            Stream::Default,
            |serializer| write_init(serializer, options),
        )?;
        client.pump(Uuid::nil());
        Ok(client)
    }

    /// The pool's id.
    pub fn pool(&self) -> Uuid {
        self.outgoing.pool
    }

    /// Begins a pipeline.
    pub fn run(&mut self, id: Uuid, pipeline: &Pipeline) -> Result<(), ProtocolError> {
        write_control(&mut self.out, Control::Command, id);
        let queue = self.queues.entry(id).or_default();
        queue.is_waiting = self.pacing == Pacing::StopAndWait;
        self.queue(
            MessageType::CreatePipeline,
            id,
            Stream::Default,
            |serializer| pipeline.write(serializer),
        )?;
        self.pump(id);
        Ok(())
    }

    /// Sends one input object.
    pub fn send_input(&mut self, id: Uuid, value: &Value) -> Result<(), ProtocolError> {
        self.queue(
            MessageType::PipelineInput,
            id,
            Stream::Default,
            |serializer| serializer.value(value),
        )?;
        self.pump(id);
        Ok(())
    }

    /// Says that no input follows.
    pub fn end_input(&mut self, id: Uuid) -> Result<(), ProtocolError> {
        self.queue(MessageType::EndOfPipelineInput, id, Stream::Default, |_| {
            Ok(())
        })?;
        self.pump(id);
        Ok(())
    }

    /// Bytes of input that wait for the server.
    pub fn input_backlog(&self, id: Uuid) -> usize {
        self.queues.get(&id).map_or(0, |queue| queue.data.len())
    }

    /// Answers a host call that has an answer.
    pub fn answer(
        &mut self,
        scope: HostScope,
        call: &HostCall,
        answer: &Result<Value, ErrorObject>,
    ) -> Result<(), ProtocolError> {
        let (kind, id) = match scope {
            HostScope::Pool => (MessageType::RunspacePoolHostResponse, Uuid::nil()),
            HostScope::Pipeline(id) => (MessageType::PipelineHostResponse, id),
        };
        self.queue(kind, id, Stream::PromptResponse, |serializer| {
            call.write_answer(serializer, answer)
        })?;
        self.pump(id);
        Ok(())
    }

    /// Asks a pipeline to stop. What of its input was not sent yet never is.
    pub fn stop(&mut self, id: Uuid) {
        if let Some(queue) = self.queues.get_mut(&id).filter(|queue| !queue.is_stopped) {
            queue.is_stopped = true;
            write_control(&mut self.out, Control::Signal, id);
        }
    }

    /// Says that a pipeline is done with.
    pub fn close_pipeline(&mut self, id: Uuid) {
        if let Some(queue) = self.queues.get_mut(&id) {
            queue.is_stopped = true;
            write_control(&mut self.out, Control::Close, id);
        }
    }

    /// Ends the session.
    pub fn close(&mut self) {
        if !std::mem::replace(&mut self.is_closed, true) {
            write_control(&mut self.out, Control::Close, Uuid::nil());
        }
    }

    /// What is to be sent. Take all of it, or what was sent from its front.
    pub fn output(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// The buffer to append received bytes to.
    pub fn space(&mut self, room: usize) -> &mut Vec<u8> {
        self.reader.space(room)
    }

    /// The next event in what was received, or `None` until more comes. After an error the session cannot go on.
    pub fn next_event(&mut self) -> Result<Option<ClientEvent>, ProtocolError> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            if !self.read_packet()? {
                return Ok(None);
            }
        }
    }

    fn read_packet(&mut self) -> Result<bool, ProtocolError> {
        let Some(packet) = self.reader.next()? else {
            return Ok(false);
        };
        match packet {
            Packet::Blank => {}
            Packet::Control { control, id } => self.control(control, id)?,
            Packet::Data { id, payload, .. } => {
                let queue = self.queues.entry(id).or_default();
                let limits = &self.limits;
                let incoming = queue
                    .incoming
                    .get_or_insert_with(|| Defragmenter::new(limits));
                incoming.feed(payload)?;
                // The defragmenter is taken out while its messages are acted on, which may touch every queue.
                let Some(mut incoming) = queue.incoming.take() else {
                    return Ok(true);
                };
                let mut result = Ok(());
                while result.is_ok() {
                    let Some(bytes) = incoming.next()? else { break };
                    result = Message::parse(bytes)
                        .map_err(ProtocolError::from)
                        .and_then(|message| self.message(&message));
                }
                self.queues.entry(id).or_default().incoming = Some(incoming);
                result?;
            }
        }
        Ok(true)
    }

    fn control(&mut self, control: Control, id: Uuid) -> Result<(), ProtocolError> {
        match control {
            Control::DataAck | Control::CommandAck => {
                let Some(queue) = self.queues.get_mut(&id) else {
                    return Ok(());
                };
                queue.is_waiting = false;
                self.pump(id);
                if control == Control::DataAck && !id.is_nil() && self.input_backlog(id) == 0 {
                    self.events.push_back(ClientEvent::InputTaken(id));
                }
            }
            Control::SignalAck => self.events.push_back(ClientEvent::StopAcknowledged(id)),
            Control::CloseAck if id.is_nil() => self.events.push_back(ClientEvent::SessionClosed),
            Control::CloseAck => {
                self.queues.remove(&id);
                self.events.push_back(ClientEvent::PipelineClosed(id));
            }
            Control::Command | Control::Signal | Control::Close => {
                return Err(ProtocolError::Unexpected("packet of a client"));
            }
        }
        Ok(())
    }

    fn message(&mut self, message: &Message<'_>) -> Result<(), ProtocolError> {
        let kind = message.header.kind;
        if message.header.destination != Destination::Client {
            return Err(ProtocolError::Unexpected("message for a server"));
        }
        let id = message.header.pipeline;
        if let Some(stream) = RecordKind::of(kind) {
            let body = self.deserializer.read(message.body)?;
            let value = records::read(stream, body, self.zone);
            self.events.push_back(ClientEvent::Record(
                id,
                Record {
                    kind: stream,
                    value,
                },
            ));
            return Ok(());
        }
        if matches!(kind, MessageType::Other(_)) {
            return Ok(());
        }
        let body = self.deserializer.read(message.body)?;
        let bag = Bag::new(&body);
        let event = match kind {
            MessageType::SessionCapability => {
                check_version(&bag)?;
                return Ok(());
            }
            MessageType::ApplicationPrivateData => {
                ClientEvent::PrivateData(bag.get("ApplicationPrivateData"))
            }
            MessageType::RunspacePoolState => {
                let state = bag.state("RunspaceState", PoolState::from_number)?;
                ClientEvent::PoolState(state, reason(&bag))
            }
            // A server tells of pipelines of its own while it opens a pool.
            MessageType::PipelineState if id.is_nil() => return Ok(()),
            MessageType::PipelineState => {
                let state = bag.state("PipelineState", PipelineState::from_number)?;
                ClientEvent::PipelineState(id, state, reason(&bag))
            }
            MessageType::PipelineHostCall | MessageType::RunspacePoolHostCall => {
                let Some(mut call) = HostCall::read(&body)? else {
                    return Ok(());
                };
                if call.method == HostMethod::WriteProgress
                    && let Some(record) = call.parameters.last_mut()
                {
                    *record = records::progress(record);
                }
                let is_pool = kind == MessageType::RunspacePoolHostCall;
                ClientEvent::HostCall(
                    if is_pool {
                        HostScope::Pool
                    } else {
                        HostScope::Pipeline(id)
                    },
                    call,
                )
            }
            _ => return Ok(()),
        };
        self.events.push_back(event);
        Ok(())
    }

    fn queue(
        &mut self,
        kind: MessageType,
        id: Uuid,
        stream: Stream,
        write: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
    ) -> Result<(), ProtocolError> {
        let queue = self.queues.entry(id).or_default();
        if queue.is_stopped {
            return Ok(());
        }
        let target = match stream {
            Stream::Default => &mut queue.data,
            Stream::PromptResponse => &mut queue.answers,
        };
        self.outgoing.fragments(target, kind, id, write)
    }

    /// Turns what waits in a queue into packets, as far as it may be sent now.
    fn pump(&mut self, id: Uuid) {
        let Some(queue) = self.queues.get_mut(&id) else {
            return;
        };
        while !queue.is_waiting && !queue.is_stopped {
            let (stream, waiting) = if queue.answers.is_empty() {
                (Stream::Default, &mut queue.data)
            } else {
                (Stream::PromptResponse, &mut queue.answers)
            };
            if waiting.is_empty() {
                return;
            }
            let length = waiting.len().min(fragment::SIZE);
            write_data(&mut self.out, stream, id, &[&waiting[..length]]);
            waiting.drain(..length);
            queue.is_waiting = self.pacing == Pacing::StopAndWait;
        }
    }
}

fn reason(bag: &Bag<'_>) -> Option<ErrorObject> {
    let record = bag.get("ExceptionAsErrorRecord");
    (!record.is_null()).then(|| records::error_record(&record))
}

fn check_version(bag: &Bag<'_>) -> Result<(), ProtocolError> {
    let version = super::server::version_text(&bag.get("protocolversion"));
    match version.strip_prefix("2.") {
        Some("0" | "1" | "2" | "3" | "4") => Ok(()),
        _ => Err(ProtocolError::Version(version)),
    }
}

/// The body of a session capability.
pub(super) fn write_capability(writer: &mut Writer, version: &str) {
    writer.bag(None, |writer| {
        writer.plain("Version", Some("protocolversion"), version);
        writer.plain("Version", Some("PSVersion"), "2.0");
        writer.plain("Version", Some("SerializationVersion"), "1.1.0.1");
    });
}

fn write_init(serializer: &mut Serializer, options: &PoolOptions) -> Result<(), ClixmlError> {
    let writer = serializer.writer();
    let (message, _) = writer.start_object(None);
    let set = writer.start("MS", None);
    writer.integer("I32", Some("MinRunspaces"), 1);
    writer.integer("I32", Some("MaxRunspaces"), 1);
    let options_type = "System.Management.Automation.Runspaces.PSThreadOptions";
    writer.enumeration(Some("PSThreadOptions"), options_type, "Default", 0);
    writer.enumeration(
        Some("ApartmentState"),
        "System.Threading.ApartmentState",
        "Unknown",
        2,
    );
    serializer.property("ApplicationArguments", &options.application_arguments)?;
    write_host_info(serializer.writer(), options.screen);
    serializer.writer().end(set);
    serializer.writer().end(message);
    Ok(())
}

/// What the client's screen is like: colours, positions and sizes by their numbers in PowerShell's `HostDefaultDataId`.
fn write_host_info(writer: &mut Writer, (width, height): (i32, i32)) {
    const HOST: &str = "System.Management.Automation.Host";
    writer.bag(Some("HostInfo"), |writer| {
        for name in ["_isHostUINull", "_isHostRawUINull", "_isHostNull"] {
            writer.boolean(Some(name), false);
        }
        writer.bag(Some("_hostDefaultData"), |writer| {
            let (data, _) = writer.start_object(Some("data"));
            writer.type_names(["System.Collections.Hashtable", "System.Object"].into_iter());
            let table = writer.start("DCT", None);
            entry(writer, 9, "System.String", |writer| {
                writer.text("S", Some("V"), "")
            });
            for key in [8, 7, 6, 5] {
                entry(writer, key, &format!("{HOST}.Size"), |writer| {
                    pair(writer, ("width", width), ("height", height))
                });
            }
            entry(writer, 4, "System.Int32", |writer| {
                writer.integer("I32", Some("V"), 100)
            });
            for key in [3, 2] {
                entry(writer, key, &format!("{HOST}.Coordinates"), |writer| {
                    pair(writer, ("x", 0), ("y", 0))
                });
            }
            for key in [1, 0] {
                entry(writer, key, "System.ConsoleColor", |writer| {
                    writer.integer("I32", Some("V"), -1)
                });
            }
            writer.end(table);
            writer.end(data);
        });
        writer.boolean(Some("_useRunspaceHost"), false);
    });
}

fn entry(writer: &mut Writer, key: i32, type_name: &str, value: impl FnOnce(&mut Writer)) {
    let open = writer.start("En", None);
    writer.integer("I32", Some("Key"), key);
    writer.bag(Some("Value"), |writer| {
        writer.text("S", Some("T"), type_name);
        value(writer);
    });
    writer.end(open);
}

fn pair(writer: &mut Writer, first: (&str, i32), second: (&str, i32)) {
    writer.bag(Some("V"), |writer| {
        writer.integer("I32", Some(first.0), first.1);
        writer.integer("I32", Some(second.0), second.1);
    });
}

/// The `$using:` key of a plain variable: PowerShell looks it up in lower case.
pub fn using_expression(variable: &str) -> Str {
    Str::from(format!("$using:{}", variable.to_lowercase()))
}
