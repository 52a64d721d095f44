//! Any bytes from a peer are events or an error: as packets to a server and to a client, as bare fragments, and as well-formed
//! messages of any type and body, which get further than bytes that chance made.
//!
//! The first byte says which. Messages are: a type's place (one byte), a length (two bytes, little-endian), a body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stint_object::Value;
use stint_wire::clixml::Zone;
use stint_wire::fragment::{Defragmenter, Fragmenter};
use stint_wire::message::{Destination, Header, Message, MessageType};
use stint_wire::packet::Stream;
use stint_wire::psrp::{
    Client, Pipeline, PipelineState, PoolOptions, Server, ServerEvent, ServerFacts,
};
use stint_wire::{Limits, Uuid};

const POOL: Uuid = Uuid::from_u128(1);
const JOB: Uuid = Uuid::from_u128(2);

const TYPES: &[MessageType] = &[
    MessageType::SessionCapability,
    MessageType::InitRunspacePool,
    MessageType::CreatePipeline,
    MessageType::PipelineInput,
    MessageType::EndOfPipelineInput,
    MessageType::PipelineHostResponse,
    MessageType::RunspacePoolHostResponse,
    MessageType::RunspacePoolState,
    MessageType::ApplicationPrivateData,
    MessageType::PipelineState,
    MessageType::PipelineOutput,
    MessageType::ErrorRecord,
    MessageType::WarningRecord,
    MessageType::ProgressRecord,
    MessageType::InformationRecord,
    MessageType::PipelineHostCall,
    MessageType::RunspacePoolHostCall,
    MessageType::ConnectRunspacePool,
    MessageType::GetCommandMetadata,
    MessageType::PublicKey,
];

fn limits() -> Limits {
    Limits::default()
}

fn serve(bytes: &[u8]) {
    let mut server = Server::new(Zone::UTC, limits());
    server.space(bytes.len()).extend_from_slice(bytes);
    while let Ok(Some(event)) = server.next_event() {
        match event {
            ServerEvent::OpenPool(_) => {
                let facts = ServerFacts {
                    version: "7.6.5".into(),
                    os: "any".into(),
                    opening_pipelines: 1,
                };
                server.pool_opened(&facts).expect("facts can be written");
            }
            ServerEvent::Run(id, _) | ServerEvent::Stop(id) => server
                .pipeline_state(id, PipelineState::Completed, None)
                .expect("a state can be written"),
            ServerEvent::CloseSession => {
                server.session_closed().expect("an end can be written");
            }
            _ => {}
        }
    }
}

fn listen(bytes: &[u8]) {
    let mut client = Client::open(&PoolOptions::new(POOL)).expect("options can be written");
    let pipeline = Pipeline::script("1", vec![Value::Int32(1)], Vec::new());
    client.run(JOB, &pipeline).expect("a pipeline can be written");
    client.space(bytes.len()).extend_from_slice(bytes);
    while let Ok(Some(_)) = client.next_event() {}
}

fn join(bytes: &[u8]) {
    let mut fragments = Defragmenter::new(&limits());
    fragments.feed_bytes(bytes);
    while let Ok(Some(message)) = fragments.next() {
        let _ = Message::parse(message);
    }
}

fn packets(mut bytes: &[u8], destination: Destination) -> Vec<u8> {
    let mut fragmenter = Fragmenter::new();
    let mut out = Vec::new();
    while let Some((&[kind, low, high], rest)) = bytes.split_first_chunk() {
        let length = usize::from(u16::from_le_bytes([low, high])).min(rest.len());
        let (body, behind) = rest.split_at(length);
        bytes = behind;
        let kind = TYPES[usize::from(kind) % TYPES.len()];
        let pipeline = if kind.is_pipeline() { JOB } else { Uuid::nil() };
        let header = Header {
            destination,
            kind,
            pool: POOL,
            pipeline,
        };
        let mut message = header.write().to_vec();
        message.extend_from_slice(body);
        fragmenter.write_packets(&mut out, Stream::Default, pipeline, &message);
    }
    out
}

fuzz_target!(|bytes: &[u8]| {
    let Some((mode, rest)) = bytes.split_first() else {
        return;
    };
    match mode % 5 {
        0 => serve(rest),
        1 => listen(rest),
        2 => join(rest),
        3 => serve(&packets(rest, Destination::Server)),
        _ => listen(&packets(rest, Destination::Client)),
    }
});
