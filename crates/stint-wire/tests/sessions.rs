//! Client and server: with one another, and each with what the other side of a recorded connection said.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Object, Value};
use stint_wire::clixml::{Deserializer, Names, Zone};
use stint_wire::fragment::Defragmenter;
use stint_wire::message::{Message, MessageType};
use stint_wire::packet::{Packet, PacketReader};
use stint_wire::psrp::{
    Client, ClientEvent, HostCall, HostMethod, HostScope, Pacing, Pipeline, PipelineState,
    PoolOptions, ProtocolError, Record, RecordKind, Server, ServerEvent, ServerFacts,
    using_expression,
};
use stint_wire::{Limits, Uuid};

const POOL: Uuid = Uuid::from_u128(1);
const JOB: Uuid = Uuid::from_u128(2);

fn facts() -> ServerFacts {
    ServerFacts {
        version: "7.6.5".into(),
        os: "Some Linux".into(),
        opening_pipelines: 1,
    }
}

fn output(value: impl Into<Value>) -> Record {
    Record {
        kind: RecordKind::Output,
        value: value.into(),
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fixtures/pwsh-7.6");
    fs::read(folder.join(name)).expect("the fixture is there")
}

/// Both ends, with bytes passed in pieces of `step`.
struct Pair {
    client: Client,
    server: Server,
    step: usize,
}

impl Pair {
    fn open(pacing: Pacing, step: usize) -> Self {
        let client = Client::open(&PoolOptions {
            pacing,
            ..PoolOptions::new(POOL)
        })
        .expect("it can be written");
        Self {
            client,
            server: Server::new(Zone::UTC, Limits::default()),
            step,
        }
    }

    /// Passes bytes on until both are quiet. The server answers by `serve`.
    fn pass(&mut self, serve: &mut dyn FnMut(&mut Server, ServerEvent)) -> Vec<ClientEvent> {
        let mut events = Vec::new();
        loop {
            let sent = std::mem::take(self.client.output());
            for piece in sent.chunks(self.step) {
                self.server.space(piece.len()).extend_from_slice(piece);
                while let Some(event) = self.server.next_event().expect("the client is sane") {
                    serve(&mut self.server, event);
                }
            }
            let answered = std::mem::take(self.server.output());
            for piece in answered.chunks(self.step) {
                self.client.space(piece.len()).extend_from_slice(piece);
                while let Some(event) = self.client.next_event().expect("the server is sane") {
                    events.push(event);
                }
            }
            if sent.is_empty() && answered.is_empty() {
                return events;
            }
        }
    }
}

fn told(events: &[ClientEvent]) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| format!("{value:?}"), ToString::to_string)
    };
    let tell = |event: &ClientEvent| match event {
        ClientEvent::PoolState(state, error) => format!("pool {state:?} {}", error.is_some()),
        ClientEvent::PrivateData(data) => format!("private {}", data.as_dict().is_some()),
        ClientEvent::Record(_, record) => format!("{:?} {}", record.kind, text(&record.value)),
        ClientEvent::PipelineState(_, state, error) => {
            format!(
                "{state:?} {}",
                error
                    .as_ref()
                    .map(|error| error.message())
                    .unwrap_or_default()
            )
        }
        ClientEvent::HostCall(_, call) => {
            format!("call {} {:?}", call.method.name(), call.parameters)
        }
        ClientEvent::InputTaken(_) => "taken".into(),
        ClientEvent::StopAcknowledged(_) => "stopped".into(),
        ClientEvent::PipelineClosed(_) => "closed".into(),
        ClientEvent::SessionClosed => "over".into(),
    };
    events.iter().map(tell).collect()
}

#[test]
fn a_script_with_arguments_and_input() {
    for (pacing, step) in [
        (Pacing::Eager, usize::MAX),
        (Pacing::StopAndWait, usize::MAX),
        (Pacing::StopAndWait, 13),
    ] {
        let mut pair = Pair::open(pacing, step);
        let using = vec![(using_expression("Name"), Value::str("u"))];
        let mut pipeline = Pipeline::script("$input", vec![Value::Int32(7), Value::Null], using);
        pipeline.no_input = false;
        pair.client.run(JOB, &pipeline).expect("it can be written");
        for number in 0..3 {
            pair.client
                .send_input(JOB, &Value::Int32(number))
                .expect("it can be written");
        }
        pair.client
            .send_input(JOB, &Value::str("x".repeat(100_000)))
            .expect("it can be written");
        pair.client.end_input(JOB).expect("it can be written");
        let mut seen = Vec::new();
        let events = pair.pass(&mut |server, event| match event {
            ServerEvent::OpenPool(request) => {
                assert_eq!(request.pool, POOL);
                server.pool_opened(&facts()).expect("it can be written");
            }
            ServerEvent::Run(id, pipeline) => {
                let command = &pipeline.statements[0][0];
                assert!(
                    id == JOB
                        && command.is_script
                        && !pipeline.no_input
                        && command.text == "$input"
                );
                assert!(
                    matches!(command.arguments[0].value, Value::Int32(7))
                        && command.arguments[1].value.is_null()
                );
                assert!(
                    command.using[0].0 == "$using:name" && command.using[0].1.as_str().is_some()
                );
            }
            ServerEvent::Input(_, value) => seen.push(value),
            ServerEvent::EndOfInput(id) => {
                let length = seen
                    .last()
                    .and_then(Value::as_str)
                    .map_or(0, |text| text.len());
                for record in [
                    output("a"),
                    output(Value::Null),
                    output(i32::try_from(length).expect("it is small")),
                ] {
                    server.record(id, &record).expect("it can be written");
                }
                server
                    .pipeline_state(id, PipelineState::Completed, None)
                    .expect("it can be written");
            }
            other => panic!("{other:?}"),
        });
        let events: Vec<_> = told(&events)
            .into_iter()
            .filter(|event| event != "taken")
            .collect();
        assert_eq!(seen.len(), 4);
        let expected = [
            "private true",
            "pool Opened false",
            "Output a",
            "Output null",
            "Output 100000",
            "Completed ",
        ];
        assert_eq!(events, expected);
        pair.client.close_pipeline(JOB);
        pair.client.close();
        let events = pair.pass(&mut |server, event| match event {
            ServerEvent::CloseSession => server.session_closed().expect("it can be written"),
            other => panic!("{other:?}"),
        });
        assert_eq!(
            told(&events),
            ["closed", "pool Closing false", "pool Closed false", "over"]
        );
    }
}

#[test]
fn a_stop_is_acknowledged_behind_the_final_state() {
    let mut pair = Pair::open(Pacing::Eager, usize::MAX);
    pair.client
        .run(JOB, &Pipeline::script("wait", Vec::new(), Vec::new()))
        .expect("it can be written");
    pair.client.stop(JOB);
    pair.client.stop(JOB);
    let mut stops = 0;
    let events = pair.pass(&mut |server, event| match event {
        ServerEvent::OpenPool(_) => server.pool_opened(&facts()).expect("it can be written"),
        ServerEvent::Stop(id) => {
            stops += 1;
            let record = ErrorRecord::new(
                "PipelineStopped",
                Category::OperationStopped,
                exceptions::PIPELINE_STOPPED,
                "The pipeline has been stopped.",
            );
            let error = ErrorObject::from(record);
            server
                .record(id, &output("cleaned"))
                .expect("it can be written");
            server
                .pipeline_state(id, PipelineState::Stopped, Some(&error))
                .expect("it can be written");
        }
        _ => {}
    });
    assert_eq!(stops, 1);
    let expected = [
        "taken",
        "Output cleaned",
        "Stopped The pipeline has been stopped.",
        "stopped",
    ];
    assert_eq!(told(&events)[2..], expected);
    // What is unknown is acknowledged too.
    pair.server
        .space(0)
        .extend_from_slice(format!("<Signal PSGuid='{JOB}' />\n").as_bytes());
    assert!(pair.server.next_event().expect("it is sane").is_none());
    assert_eq!(
        *pair.server.output(),
        format!("<SignalAck PSGuid='{JOB}' />\n").into_bytes()
    );
}

#[test]
fn host_calls_and_their_answers() {
    let mut pair = Pair::open(Pacing::StopAndWait, usize::MAX);
    pair.client
        .run(JOB, &Pipeline::script("Read-Host", Vec::new(), Vec::new()))
        .expect("it can be written");
    let scope = HostScope::Pipeline(JOB);
    let events = pair.pass(&mut |server, event| match event {
        ServerEvent::OpenPool(_) => server.pool_opened(&facts()).expect("it can be written"),
        ServerEvent::Run(..) => {
            let text = vec![Value::str("hi")];
            assert_eq!(
                server.host_call(scope, HostMethod::WriteLine2, text),
                Ok(None)
            );
            assert_eq!(
                server.host_call(scope, HostMethod::ReadLine, Vec::new()),
                Ok(Some(1))
            );
        }
        other => panic!("{other:?}"),
    });
    assert_eq!(
        told(&events)[2..],
        ["taken", "call WriteLine2 [\"hi\"]", "call ReadLine []"]
    );
    let call = |id| HostCall {
        id,
        method: HostMethod::ReadLine,
        parameters: Vec::new(),
    };
    let record = ErrorRecord::new(
        "x",
        Category::NotSpecified,
        exceptions::HOST,
        "no prompt here",
    );
    pair.client
        .answer(scope, &call(1), &Ok(Value::str("typed")))
        .expect("it can be written");
    pair.client
        .answer(scope, &call(2), &Err(record.into()))
        .expect("it can be written");
    let mut answers = Vec::new();
    pair.pass(&mut |_, event| match event {
        ServerEvent::Answer(id, answer) => {
            answers.push((id, answer.map(|value| format!("{value:?}"))))
        }
        other => panic!("{other:?}"),
    });
    assert_eq!(
        answers,
        [
            (1, Ok("\"typed\"".to_owned())),
            (2, Err("no prompt here".into()))
        ]
    );
}

#[test]
fn records_of_every_stream_arrive_as_they_are() {
    use stint_object::records::{InformationRecord, ProgressRecord, TextRecord};
    let object = stint_object::types::system::OBJECT;
    let text = || TextRecord {
        message: "careful".into(),
        ..TextRecord::default()
    };
    let progress = ProgressRecord {
        activity_id: 3,
        parent_id: -1,
        activity: "act".into(),
        status: "st".into(),
        operation: Some("op".into()),
        percent: 50,
        seconds: 9,
        completed: false,
    };
    let information = InformationRecord {
        message: Value::str("info"),
        tags: vec!["t1".into()],
        time: 5,
        ..Default::default()
    };
    let error = ErrorRecord::new(
        "MyId",
        Category::InvalidData,
        exceptions::WRITE_ERROR,
        "an error",
    )
    .with_target(5);
    let records = [
        (
            RecordKind::Warning,
            Value::Object(Object::opaque(object, text())),
        ),
        (
            RecordKind::Progress,
            Value::Object(Object::opaque(object, progress)),
        ),
        (
            RecordKind::Information,
            Value::Object(Object::opaque(object, information)),
        ),
        (RecordKind::Error, ErrorObject::from(error).into()),
    ];
    let mut pair = Pair::open(Pacing::Eager, usize::MAX);
    pair.client
        .run(JOB, &Pipeline::script("x", Vec::new(), Vec::new()))
        .expect("it can be written");
    let events = pair.pass(&mut |server, event| match event {
        ServerEvent::OpenPool(_) => server.pool_opened(&facts()).expect("it can be written"),
        ServerEvent::Run(id, _) => {
            for (kind, value) in &records {
                server
                    .record(
                        id,
                        &Record {
                            kind: *kind,
                            value: value.clone(),
                        },
                    )
                    .expect("it can be written");
            }
        }
        other => panic!("{other:?}"),
    });
    let values: Vec<Value> = events
        .into_iter()
        .filter_map(|event| match event {
            ClientEvent::Record(_, record) => Some(record.value),
            _ => None,
        })
        .collect();
    assert_eq!(
        values[0]
            .payload::<TextRecord>()
            .map(|record| record.message.to_string()),
        Some("careful".into())
    );
    let progress = values[1].payload::<ProgressRecord>().expect("it is one");
    assert!(
        progress.percent == 50
            && progress.operation.as_deref() == Some("op")
            && progress.seconds == 9
    );
    let information = values[2].payload::<InformationRecord>().expect("it is one");
    assert!(information.time == 5 && information.tags == ["t1"]);
    let error = ErrorObject::from_value(&values[3]).expect("it is one");
    assert_eq!(
        (
            error.message().as_str(),
            error.fully_qualified_id().as_str()
        ),
        ("an error", "MyId")
    );
    assert!(error.category == Category::InvalidData && matches!(error.target, Value::Int32(5)));
}

#[test]
fn what_an_end_must_not_say() {
    let bad = |text: &str| {
        let mut server = Server::new(Zone::UTC, Limits::default());
        server.space(0).extend_from_slice(text.as_bytes());
        server.next_event()
    };
    let zero = "00000000-0000-0000-0000-000000000000";
    for line in [
        format!("<DataAck PSGuid='{zero}' />\n"),
        format!("<Signal PSGuid='{zero}' />\n"),
        "hello\n".into(),
    ] {
        assert!(bad(&line).is_err(), "{line}");
    }
    assert!(matches!(bad("\n"), Ok(Some(ServerEvent::ClientGone))));
    let mut client = Client::open(&PoolOptions::new(POOL)).expect("it can be written");
    client
        .space(0)
        .extend_from_slice(format!("<Command PSGuid='{JOB}' />\n").as_bytes());
    assert!(matches!(
        client.next_event(),
        Err(ProtocolError::Unexpected(_))
    ));
    let mut pair = Pair::open(Pacing::Eager, usize::MAX);
    let twice = [pair.client.output().clone(), pair.client.output().clone()].concat();
    pair.server.space(0).extend_from_slice(&twice);
    assert!(matches!(
        pair.server.next_event(),
        Ok(Some(ServerEvent::OpenPool(_)))
    ));
    assert!(matches!(
        pair.server.next_event(),
        Err(ProtocolError::Unexpected(_))
    ));
}

/// Messages of a recorded file with their bodies, in order.
fn messages(bytes: &[u8]) -> Vec<(MessageType, Uuid, Vec<u8>)> {
    let mut reader = PacketReader::new(Limits::default().line);
    reader.feed(bytes);
    let mut streams = HashMap::new();
    let mut found = Vec::new();
    while let Some(packet) = reader.next().expect("it is well formed") {
        let Packet::Data {
            stream,
            id,
            payload,
        } = packet
        else {
            continue;
        };
        let whole = streams
            .entry((id, stream))
            .or_insert_with(|| Defragmenter::new(&Limits::default()));
        whole.feed(payload).expect("it is base64");
        while let Some(bytes) = whole.next().expect("it is in order") {
            let message = Message::parse(bytes).expect("it has a header");
            found.push((
                message.header.kind,
                message.header.pipeline,
                message.body.to_vec(),
            ));
        }
    }
    found
}

/// What the server did in a recording, done again to the recorded client: the lines must be the same, but for the order of
/// PSVersionTable, which is a hash's.
#[test]
fn a_recorded_client_gets_the_recorded_answers() {
    for name in [
        "hello", "input", "input-1", "exit", "stop", "filepath", "args",
    ] {
        let recorded = fixture(&format!("{name}.out"));
        let mut said: HashMap<Uuid, Vec<(MessageType, Vec<u8>)>> = HashMap::new();
        for (kind, id, body) in messages(&recorded) {
            said.entry(id).or_default().push((kind, body));
        }
        let mut reader = Deserializer::new(Zone::UTC, Names::Exact);
        let mut perform = |server: &mut Server, id: Uuid| {
            for (kind, body) in said.remove(&id).unwrap_or_default() {
                let value = reader.read(&body).expect("it is read elsewhere");
                let note = |name: &str| value.as_object().and_then(|object| object.note(name));
                match kind {
                    MessageType::PipelineOutput => server.record(id, &output(value)),
                    MessageType::PipelineHostCall => {
                        let exit = vec![Value::Int32(3)];
                        server
                            .host_call(HostScope::Pipeline(id), HostMethod::SetShouldExit, exit)
                            .map(drop)
                    }
                    MessageType::PipelineState if note("ExceptionAsErrorRecord").is_some() => {
                        let record = ErrorRecord::new(
                            "PipelineStopped",
                            Category::OperationStopped,
                            exceptions::PIPELINE_STOPPED,
                            "The pipeline has been stopped.",
                        );
                        server.pipeline_state(id, PipelineState::Stopped, Some(&record.into()))
                    }
                    _ => server.pipeline_state(id, PipelineState::Completed, None),
                }
                .expect("it can be written");
            }
        };
        let mut server = Server::new(Zone::UTC, Limits::default());
        server
            .space(0)
            .extend_from_slice(&fixture(&format!("{name}.in")));
        let (mut waiting, mut late) = (None, Vec::new());
        while let Some(event) = server.next_event().expect("it is sane") {
            match event {
                ServerEvent::OpenPool(_) => {
                    let opening_pipelines = if name == "args" { 2 } else { 1 };
                    server
                        .pool_opened(&ServerFacts {
                            opening_pipelines,
                            ..facts()
                        })
                        .expect("it can be written");
                }
                ServerEvent::Run(id, pipeline) if pipeline.no_input && name != "stop" => {
                    late.push(id)
                }
                ServerEvent::Run(id, pipeline)
                    if pipeline.statements[0][0].text.starts_with("__") =>
                {
                    late.push(id)
                }
                ServerEvent::Run(id, _) => waiting = Some(id),
                ServerEvent::Input(..) => {}
                ServerEvent::EndOfInput(id) | ServerEvent::Stop(id) => late.push(id),
                ServerEvent::CloseSession => server.session_closed().expect("it can be written"),
                ServerEvent::Answer(..) | ServerEvent::ClientGone => panic!("{event:?}"),
            }
            // A script runs behind the acknowledgement of what asked for it.
            for id in late.drain(..) {
                perform(&mut server, id);
            }
        }
        let _ = waiting;
        let (ours, theirs) = (comparable(server.output()), comparable(&recorded));
        assert_eq!(ours, theirs, "{name}");
    }
}

/// A server's packets and messages without what is a hash's order, a stack trace's content or a thread's timing.
fn comparable(bytes: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    let mut reader = PacketReader::new(Limits::default().line);
    reader.feed(bytes);
    while let Some(packet) = reader.next().expect("it is well formed") {
        if let Packet::Control { control, id } = packet {
            told.push(format!("{control:?} {id}"));
        }
    }
    // An acknowledgement of data and what its data led to come in either order.
    told.sort();
    for (kind, id, body) in messages(bytes) {
        let body = String::from_utf8_lossy(&body).into_owned();
        let body = match kind {
            MessageType::ApplicationPrivateData => body
                .len()
                .to_string()
                .replace(body.len().to_string().as_str(), ""),
            MessageType::PipelineState => body.split("<TN").next().unwrap_or_default().to_owned(),
            _ => body,
        };
        told.push(format!("{kind:?} {id} {body}"));
    }
    told
}

/// Our client's requests, against those of the recorded client.
#[test]
fn our_client_asks_as_the_recorded_one_did() {
    let recorded = messages(&fixture("args.in"));
    let (_, id, create) = recorded.last().expect("it has messages");
    let text = " param($a, [int]$b = 3, [switch]$s) \"$a $b $s $($using:u.k) $(Twice $using:n)\" ";
    let using = vec![
        ("$using:u.k".into(), Value::str("v")),
        (using_expression("n"), Value::Int32(5)),
    ];
    let mut client = Client::open(&PoolOptions::new(POOL)).expect("it can be written");
    let pipeline = Pipeline::script(text, vec![Value::str("one"), Value::Int32(7)], using);
    client.run(*id, &pipeline).expect("it can be written");
    let ours = messages(client.output());
    let body = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    assert_eq!(body(&ours[2].2), body(create));
    assert_eq!(body(&ours[0].2), body(&recorded[0].2));
    // The recorded client also told its version table.
    let (before, after) = ("<Obj N=\"ApplicationArguments\"", "<Obj N=\"HostInfo\"");
    let (ours, theirs) = (body(&ours[1].2), body(&recorded[1].2));
    assert_eq!(
        ours.split("<Nil N=\"App").next(),
        theirs.split(before).next()
    );
    let host = |text: &str| {
        text.split(after).nth(1).map(|text| {
            text.split("RefId")
                .map(|part| {
                    part.trim_start_matches(|c| "=\"0123456789".contains(c))
                        .to_owned()
                })
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(host(&ours), host(&theirs));
}
