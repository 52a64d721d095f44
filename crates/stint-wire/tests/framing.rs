//! Packets, fragments and message headers against the recorded connections, and against every wrong thing one can send.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use stint_wire::fragment::{Defragmenter, FragmentError, Fragmenter};
use stint_wire::message::{BOM, Message, MessageType};
use stint_wire::packet::{Control, Packet, PacketError, PacketReader, Stream, write_control};
use stint_wire::{Limits, Uuid};

fn recorded() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fixtures/pwsh-7.6");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("it is readable").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "in" || kind == "out")
        })
        .collect();
    files.sort();
    assert!(files.len() > 20);
    files
}

/// Every message of a connection, in the order in which they were complete.
fn messages(bytes: &[u8], step: usize) -> Vec<Vec<u8>> {
    let mut reader = PacketReader::new(Limits::default().line);
    let mut streams = HashMap::new();
    let mut found = Vec::new();
    for piece in bytes.chunks(step) {
        reader.feed(piece);
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
            while let Some(message) = whole.next().expect("it is in order") {
                found.push(message.to_vec());
            }
        }
    }
    assert!(!reader.has_partial_line());
    found
}

#[test]
fn recorded_connections_are_understood_whatever_the_reads() {
    for path in recorded() {
        let bytes = fs::read(&path).expect("it is readable");
        let whole = messages(&bytes, usize::MAX);
        assert!(!whole.is_empty(), "{}", path.display());
        for step in [1, 7, 4096] {
            assert_eq!(
                messages(&bytes, step),
                whole,
                "{} in steps of {step}",
                path.display()
            );
        }
        for bytes in &whole {
            let message = Message::parse(bytes).expect("it has a header");
            assert!(
                !matches!(message.header.kind, MessageType::Other(_)),
                "{:?}",
                message.header
            );
            let head = message.header.write();
            let bom = if message.body.is_empty() { b"" } else { BOM };
            assert_eq!([&head, bom, message.body].concat(), *bytes);
        }
    }
}

/// A server's lines, except that its threads may number messages in another order than they write them.
#[test]
fn a_server_s_lines_are_written_byte_for_byte() {
    for path in recorded()
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "out"))
    {
        let bytes = fs::read(path).expect("it is readable");
        let mut reader = PacketReader::new(Limits::default().line);
        reader.feed(&bytes);
        let (mut written, mut whole, mut object) =
            (Vec::new(), Defragmenter::new(&Limits::default()), 0);
        while let Some(packet) = reader.next().expect("it is well formed") {
            match packet {
                Packet::Blank => written.push(b'\n'),
                Packet::Control { control, id } => write_control(&mut written, control, id),
                Packet::Data {
                    stream,
                    id,
                    payload,
                } => {
                    let mut fragment = Vec::new();
                    payload.decode_append(&mut fragment).expect("it is base64");
                    object =
                        u64::from_be_bytes(fragment[..8].try_into().expect("it has eight bytes"));
                    whole.feed_bytes(&fragment);
                    while let Some(message) = whole.next().expect("it is in order") {
                        Fragmenter::after(object - 1).write_packets(
                            &mut written,
                            stream,
                            id,
                            message,
                        );
                    }
                }
            }
        }
        assert!(object > 0 && written == bytes, "{}", path.display());
    }
}

#[test]
fn lines_that_are_no_packets() {
    let id = "f73589e8-3f25-43f6-b870-02cb823ac29e";
    let ok = [
        format!("<Close PSGuid='{id}' />"),
        format!("<Close PSGuid=\"{id}\"/>\r"),
        format!("<Close PSGuid='{id}'></Close>"),
        format!("\u{feff}<Signal  PSGuid='{id}'\t/>"),
        format!("<Data PSGuid='{id}' Stream='promptresponse'>AAAA</Data>"),
    ];
    for line in ok {
        let mut reader = PacketReader::new(1000);
        reader.feed(line.as_bytes());
        assert_eq!(reader.next(), Ok(None));
        reader.feed(b"\n");
        assert!(matches!(reader.next(), Ok(Some(_))), "{line}");
    }
    let bad = [
        "hello".to_owned(),
        " ".to_owned(),
        format!("<close PSGuid='{id}' />"),
        format!("<Close PSGuid='{id}' /> "),
        format!("<Close PSGuid='{id}'>"),
        format!("<Close PSGuid='{id}'"),
        format!("<ClosePSGuid='{id}' />"),
        format!("<Close Stream='Default' PSGuid='{id}' />"),
        format!("<Close PSGuid='{id}' PSGuid='{id}' />"),
        "<Close PSGuid='f73589e8' />".to_owned(),
        "<Close PSGuid='".to_owned(),
        "<Close PSGuid=".to_owned(),
        "<Close".to_owned(),
        "<".to_owned(),
        format!("<Data PSGuid='{id}'>AAAA</Data>"),
        format!("<Data Stream='Other' PSGuid='{id}'>AAAA</Data>"),
        format!("<Data Stream='Default' PSGuid='{id}'></Data>"),
        format!("<Data Stream='Default' PSGuid='{id}' />"),
    ];
    for line in bad {
        let mut reader = PacketReader::new(1000);
        reader.feed(line.as_bytes());
        reader.feed(b"\n");
        assert!(reader.next().is_err(), "{line}");
    }
}

#[test]
fn a_line_without_end_is_refused() {
    let mut reader = PacketReader::new(100);
    reader.feed(&[b'a'; 101]);
    assert_eq!(reader.next(), Err(PacketError::TooLong(100)));
}

fn fragment(object: u64, number: u64, flags: u8, length: u32, blob: &[u8]) -> Vec<u8> {
    let (object, number, length) = (
        object.to_be_bytes(),
        number.to_be_bytes(),
        length.to_be_bytes(),
    );
    [&object[..], &number, &[flags], &length, blob].concat()
}

/// What comes out of these fragments: messages as text, or the error at which it ends.
fn defragmented(fragments: &[Vec<u8>]) -> Result<Vec<String>, FragmentError> {
    let mut whole = Defragmenter::new(&Limits {
        line: 100,
        message: 10,
    });
    let mut found = Vec::new();
    for bytes in fragments {
        whole.feed_bytes(bytes);
        while let Some(message) = whole.next()? {
            found.push(String::from_utf8_lossy(message).into_owned());
        }
    }
    Ok(found)
}

#[test]
fn fragments_in_and_out_of_order() {
    let start = fragment(1, 0, 1, 2, b"ab");
    let end = fragment(1, 1, 2, 2, b"cd");
    let single = fragment(2, 0, 3, 1, b"x");
    let texts = |texts: &[&str]| Ok(texts.iter().map(ToString::to_string).collect());
    assert_eq!(
        defragmented(&[start.clone(), end.clone(), single.clone()]),
        texts(&["abcd", "x"])
    );
    assert_eq!(
        defragmented(&[[start.clone(), end.clone(), single.clone()].concat()]),
        texts(&["abcd", "x"])
    );
    assert_eq!(
        defragmented(&[start.clone(), single.clone()]),
        texts(&["x"]),
        "a start discards"
    );
    assert_eq!(
        defragmented(&[single[..20].to_vec(), single[20..].to_vec()]),
        texts(&["x"])
    );
    let out_of_order = |object, fragment| Err(FragmentError::OutOfOrder { object, fragment });
    assert_eq!(defragmented(std::slice::from_ref(&end)), out_of_order(1, 1));
    assert_eq!(
        defragmented(&[start.clone(), fragment(1, 2, 2, 0, b"")]),
        out_of_order(1, 2)
    );
    assert_eq!(
        defragmented(&[start.clone(), fragment(2, 1, 2, 0, b"")]),
        out_of_order(2, 1)
    );
    assert_eq!(
        defragmented(&[fragment(0, 0, 3, 0, b"")]),
        Err(FragmentError::ZeroObject)
    );
    assert_eq!(
        defragmented(&[fragment(1, 0, 3, u32::MAX, b"")]),
        Err(FragmentError::TooLong(10))
    );
    assert_eq!(
        defragmented(&[start, fragment(1, 1, 0, 9, b"")]),
        Err(FragmentError::TooLong(10))
    );
}

#[test]
fn a_control_packet_reads_as_it_was_written() {
    let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0011_2233_4455_6677);
    for control in [Control::Command, Control::SignalAck, Control::CloseAck] {
        let mut line = Vec::new();
        write_control(&mut line, control, id);
        let mut reader = PacketReader::new(1000);
        reader.feed(&line);
        assert_eq!(reader.next(), Ok(Some(Packet::Control { control, id })));
    }
    assert_eq!(Stream::Default, Stream::Default);
}

/// Random bytes, random cuts of real ones, and real ones with bytes changed: errors, never a panic.
#[test]
fn noise_is_survived() {
    let seed = fs::read(&recorded()[0]).expect("it is readable");
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("it is small")
    };
    for _ in 0..2_000 {
        let start = random(seed.len());
        let mut bytes = seed[start..(start + random(9_000)).min(seed.len())].to_vec();
        for _ in 0..random(20) {
            if !bytes.is_empty() {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).expect("it is a byte");
            }
        }
        let mut reader = PacketReader::new(100_000);
        let mut whole = Defragmenter::new(&Limits {
            line: 100_000,
            message: 100_000,
        });
        reader.feed(&bytes);
        while let Ok(Some(packet)) = reader.next() {
            let Packet::Data { payload, .. } = packet else {
                continue;
            };
            let _ = whole.feed(payload);
            while let Ok(Some(message)) = whole.next() {
                let _ = Message::parse(message);
            }
        }
    }
}
