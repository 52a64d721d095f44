//! CLIXML against what real PowerShells wrote: every body is read, and what a server wrote is written again byte for byte.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use stint_wire::Limits;
use stint_wire::clixml::{ClixmlError, Depth, Deserializer, Names, Serializer, Zone};
use stint_wire::fragment::Defragmenter;
use stint_wire::message::Message;
use stint_wire::packet::{Packet, PacketReader};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fixtures")
}

/// The bodies of one recorded connection's file.
fn recorded(path: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(path).expect("it is readable");
    let mut reader = PacketReader::new(Limits::default().line);
    reader.feed(&bytes);
    let mut streams = HashMap::new();
    let mut bodies = Vec::new();
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
            bodies.push(
                Message::parse(message)
                    .expect("it has a header")
                    .body
                    .to_vec(),
            );
        }
    }
    bodies
}

/// The strings of a line of JSON that holds nothing but an array of strings.
fn strings(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut characters = line.chars();
    while characters.by_ref().any(|character| character == '"') {
        let mut text = String::new();
        let mut units = Vec::new();
        while let Some(character) = characters.next().filter(|character| *character != '"') {
            let escaped = if character == '\\' {
                characters.next()
            } else {
                None
            };
            if escaped == Some('u') {
                let hex: String = characters.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&hex, 16).expect("it is hexadecimal"));
                continue;
            }
            text.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
            text.push(match escaped {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(other) => other,
                None => character,
            });
        }
        text.push_str(&String::from_utf16_lossy(&units));
        found.push(text);
    }
    found
}

fn again(body: &[u8], zone: Zone) -> Result<Vec<u8>, ClixmlError> {
    let value = Deserializer::new(zone, Names::Exact).read(body)?;
    let mut out = Vec::new();
    Serializer::new(zone, Depth::All).write(&mut out, &value)?;
    Ok(out)
}

/// The offset that a text's dates have; the recordings come from several time zones.
fn zone_of(body: &str) -> Zone {
    const HOUR: i64 = 36_000_000_000;
    macro_rules! zone {
        ($hours:literal) => {
            Zone {
                at_utc: |_| $hours * HOUR,
                at_local: |_| $hours * HOUR,
            }
        };
    }
    let has = |offset: &str| body.contains(&format!("{offset}</DT>"));
    if has("-07:00") {
        zone!(-7)
    } else if has("-08:00") {
        zone!(-8)
    } else if has("+10:00") {
        zone!(10)
    } else if has("+11:00") {
        zone!(11)
    } else {
        Zone::UTC
    }
}

#[test]
fn recorded_connections_are_read_and_written_again() {
    let mut count = 0;
    for entry in fs::read_dir(fixtures().join("pwsh-7.6")).expect("the fixtures are there") {
        let path = entry.expect("it is readable").path();
        if !path
            .extension()
            .is_some_and(|kind| kind == "in" || kind == "out")
        {
            continue;
        }
        for body in recorded(&path).iter().filter(|body| !body.is_empty()) {
            let text = String::from_utf8_lossy(body);
            let written =
                again(body, zone_of(&text)).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(
                String::from_utf8_lossy(&written),
                text,
                "{}",
                path.display()
            );
            let value = Deserializer::new(Zone::UTC, Names::Prefixed)
                .read(body)
                .expect("it was read before");
            Serializer::new(Zone::UTC, Depth::Remoting)
                .write(&mut Vec::new(), &value)
                .expect("it is writable");
            count += 1;
        }
    }
    assert!(count > 2_000, "{count}");
}

#[test]
fn messages_of_windows_servers_are_read_and_written_again() {
    let text =
        fs::read_to_string(fixtures().join("psrp-real-messages.jsonl")).expect("it is readable");
    let (mut read, mut same, mut other) = (0, 0, Vec::new());
    for line in text.lines() {
        let fields = strings(line);
        let [transcript, direction, kind, body] = fields.as_slice() else {
            panic!("{line}")
        };
        let body = body.trim_start_matches('\u{feff}');
        if !body.trim_start().starts_with('<') {
            continue;
        }
        let secret = body.contains("<SS");
        match again(body.as_bytes(), zone_of(body)) {
            Err(ClixmlError::SecureString) if secret => {}
            Err(error) => panic!("{transcript} {kind}: {error}: {body}"),
            Ok(written) => {
                read += 1;
                if direction == "S" && written == body.as_bytes() {
                    same += 1;
                } else if direction == "S" && !body.contains("</ToString><Obj ") {
                    // An object directly within an object becomes one, as in PowerShell.
                    other.push(format!(
                        "{transcript} {kind}\n{body}\n{}",
                        String::from_utf8_lossy(&written)
                    ));
                }
            }
        }
    }
    assert!(read > 650, "{read}");
    assert!(
        other.is_empty(),
        "{same} the same, {} other:\n{}",
        other.len(),
        other[..other.len().min(3)].join("\n\n")
    );
}

#[test]
fn what_is_no_clixml() {
    let read = |text: &str| Deserializer::new(Zone::UTC, Names::Prefixed).read(text.as_bytes());
    let deep = "<Obj><LST>".repeat(60);
    let bags = format!("<Obj>{}", "<MS N=\"a\">".repeat(100_000));
    let table = [
        ("<S>", "not well formed"),
        ("<S>a</I32>", "not well formed"),
        ("<S>&bad;</S>", "not well formed"),
        ("<S>a</S><S>b</S>", "not well formed"),
        ("<!DOCTYPE x><S>a</S>", "not well formed"),
        ("text", "not well formed"),
        ("<I32>x</I32>", "is no I32"),
        ("<I32>99999999999</I32>", "is no I32"),
        ("<DT>today</DT>", "is no DT"),
        ("<BA>!</BA>", "is no BA"),
        ("<Ref RefId=\"7\" />", "reference id 7"),
        (
            "<Obj RefId=\"0\"><TNRef RefId=\"3\" /></Obj>",
            "reference id 3",
        ),
        ("<Obj><XX /></Obj>", "XX XML tag"),
        ("<XX />", "XX XML tag"),
        (
            "<Obj><DCT><En><Nil N=\"Key\" /><S N=\"Value\">a</S></En></DCT></Obj>",
            "dictionary entry",
        ),
        ("<Obj><MS><S>a</S></MS></Obj>", "N attribute"),
        ("<SS>abc</SS>", "secure strings"),
        (deep.as_str(), "too deeply"),
        (bags.as_str(), "too deeply"),
    ];
    for (text, expected) in table {
        let error = read(text).expect_err(text).to_string();
        assert!(
            error.contains(expected),
            "{}: {error}",
            &text[..text.len().min(80)]
        );
    }
    assert!(read("").is_ok_and(|value| value.is_null()));
    assert!(
        read("<!-- c --><S><![CDATA[<a>]]>b<!-- d --></S> ")
            .is_ok_and(|value| value.as_str().is_some_and(|text| text == "<a>b"))
    );
}

/// Recorded texts with bytes changed, cut and doubled: errors or values, never a panic, and no time without end.
#[test]
fn noise_is_survived() {
    let bodies = recorded(&fixtures().join("pwsh-7.6/types.out"));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).expect("it is small")
    };
    for _ in 0..4_000 {
        let mut body = bodies[random(bodies.len())].clone();
        for _ in 0..random(6) {
            let at = random(body.len());
            match random(3) {
                0 if !body.is_empty() => body[at] = b"<>/=\"& NRT0\0\xff"[random(13)],
                1 => body.truncate(at),
                _ => body.extend_from_within(at..),
            }
        }
        let _ = again(&body, Zone::UTC);
        let _ = Deserializer::new(Zone::UTC, Names::Prefixed).read(&body);
    }
}

/// The values that `types.ps1` makes, as far as this crate can make them, against what PowerShell wrote of them.
#[test]
fn live_values_are_written_as_powershell_writes_them() {
    use stint_object::convert;
    use stint_object::dict::{Comparer, Dict, Order};
    use stint_object::members::Member;
    use stint_object::shape::Bag;
    use stint_object::types::{registry, system};
    use stint_object::{Data, Lock, Object, Value};

    let bag = |members: Vec<(&str, Value)>| {
        let mut bag = Bag::default();
        for (name, value) in members {
            bag.set(name, Member::Note(value));
        }
        Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        ))
    };
    let dict = |ty, entries: Vec<(&str, Value)>| {
        let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
        for (key, value) in entries {
            dict.insert(Value::str(key), value);
        }
        Value::object(ty, Data::Dict(Lock::new(dict)))
    };
    let converted = |text: &str, ty: &str| {
        let ty = registry::lookup(ty)?;
        convert::to(&Value::str(text), ty).ok()
    };
    let numbers = Value::array(vec![Value::Int32(1), Value::Int32(2), Value::Int32(3)]);
    let inner = bag(vec![("Deep", Value::Int32(1))]);
    let expected = [
        (0, Some(Value::Int32(1))),
        (1, Some(Value::Int64(2))),
        (2, Some(Value::UInt64(3))),
        (3, Some(Value::Double(1.5))),
        (4, Some(Value::Single(2.5))),
        (5, converted("3.14", "System.Decimal")),
        (6, Some(Value::Byte(7))),
        (7, Some(Value::Char(u16::from(b'c')))),
        (8, Some(Value::Bool(true))),
        (9, Some(Value::str("text with <&> and _x0041_ and é"))),
        (
            10,
            converted("11111111-2222-3333-4444-555555555555", "System.Guid"),
        ),
        (11, converted("2024-01-02T03:04:05", "System.DateTime")),
        (12, converted("1.02:03:04", "System.TimeSpan")),
        (13, converted("1.2.3", "System.Version")),
        (14, converted("http://example.test/", "System.Uri")),
        (16, Some(numbers)),
        (
            17,
            Some(dict(
                system::HASHTABLE,
                vec![
                    ("a", Value::Int32(1)),
                    ("b", Value::array(vec![Value::str("x"), Value::Null])),
                ],
            )),
        ),
        (
            18,
            Some(dict(
                system::ORDERED_DICTIONARY,
                vec![("z", Value::Int32(1)), ("a", Value::Int32(2))],
            )),
        ),
        (
            19,
            Some(bag(vec![("Name", Value::str("n")), ("Inner", inner)])),
        ),
        (20, converted("Monday", "System.DayOfWeek")),
        (30, converted("<a><b/></a>", "System.Xml.XmlDocument")),
        (31, converted("10", "System.Numerics.BigInteger")),
        (32, converted("127.0.0.1", "System.Net.IPAddress")),
    ];
    let bodies = recorded(&fixtures().join("pwsh-7.6/types.out"));
    let first = bodies
        .iter()
        .position(|body| body == b"<I32>1</I32>")
        .expect("it is the first output");
    let mut serializer = Serializer::new(Zone::UTC, Depth::Remoting);
    let (mut missing, mut wrong) = (Vec::new(), Vec::new());
    for (index, value) in expected {
        let recorded = String::from_utf8_lossy(&bodies[first + index]).into_owned();
        let Some(value) = value else {
            missing.push(recorded);
            continue;
        };
        let mut out = Vec::new();
        serializer
            .write(&mut out, &value)
            .expect("it can be written");
        let ours = String::from_utf8_lossy(&out).into_owned();
        if recorded.contains("<Props>") && !ours.contains("<Props>") {
            missing.push(recorded);
        } else if ours != recorded {
            wrong.push(format!("{ours}\n{recorded}"));
        }
    }
    println!("types that are not there yet: {missing:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The error of `throw 'boom'`, as the recorded server told it, but for what only its engine knows.
#[test]
fn a_live_error_record_is_written_as_powershell_writes_it() {
    use stint_object::Value;
    use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
    use stint_object::types::system::exceptions;

    let record = ErrorRecord::new(
        "boom",
        Category::OperationStopped,
        exceptions::RUNTIME,
        "boom",
    )
    .with_target("boom");
    record.state.lock().stack = Some("at <ScriptBlock>, <No file>: line 1".into());
    let mut out = Vec::new();
    let value = Value::from(ErrorObject::from(record));
    Serializer::new(Zone::UTC, Depth::Remoting)
        .write(&mut out, &value)
        .expect("it can be written");
    let ours = String::from_utf8_lossy(&out).into_owned();
    let bodies = recorded(&fixtures().join("pwsh-7.6/throw.out"));
    let text = |body: &Vec<u8>| String::from_utf8_lossy(body).into_owned();
    let theirs = bodies
        .iter()
        .map(text)
        .find(|body| body.contains("ExceptionAsErrorRecord"))
        .expect("it failed");
    // Ids of references differ by the property around it; the recorded one knows where it was thrown.
    let plain = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(" RefId=\"") {
            out.push_str(&rest[..at]);
            rest = rest[at + 8..].split_once('"').map_or("", |(_, rest)| rest);
        }
        out + rest
    };
    let (ours, theirs) = (plain(&ours), plain(&theirs));
    let part = |text: &str, from: &str, to: &str| {
        let start = text
            .find(from)
            .unwrap_or_else(|| panic!("{from} in {text}"));
        let end = text[start..]
            .find(to)
            .unwrap_or_else(|| panic!("{to} in {text}"));
        text[start..start + end].to_owned()
    };
    let exception = ("<Obj N=\"Exception\"", "<S N=\"TargetObject\"");
    let thrown = part(&theirs, exception.0, exception.1).replace(
        "<B N=\"WasThrownFromThrowStatement\">true",
        "<B N=\"WasThrownFromThrowStatement\">false",
    );
    assert_eq!(part(&ours, exception.0, exception.1), thrown);
    let rest = ("<I32 N=\"ErrorCategory_Category\"", "</MS>");
    assert_eq!(
        part(&ours, rest.0, rest.1).replace("<Nil N=\"PSMessageDetails\" />", ""),
        part(&theirs, rest.0, rest.1)
    );
}
