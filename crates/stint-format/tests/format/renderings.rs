//! The recorded renderings whose values can be built here, without an evaluator: numbers, texts, arrays and custom objects.

use crate::reader::{Pipeline, read_pipeline, read_value};
use std::sync::Arc;
use stint_format::output::to_text;
use stint_format::packet::WriteStream;
use stint_format::packet_value;
use stint_format::surroundings::Fixed;
use stint_format::{Context, Format, Room};
use stint_object::Value;

fn context() -> Context {
    Context::new(Arc::new(Fixed::default()))
}

fn render(value: &Value, pipeline: Pipeline) -> String {
    let values = stint_format_elements(value);
    let Some((shape, parameters)) = pipeline.format else {
        return to_text(&context(), Room::Columns(pipeline.width), &values)
            .expect("no script runs");
    };
    let mut format = Format::new(context(), shape, parameters).expect("good parameters");
    let mut packets = Vec::new();
    for value in &values {
        format
            .feed(value, WriteStream::None, &mut packets)
            .expect("no script runs");
    }
    format.end(&mut packets);
    let packets: Vec<Value> = packets.into_iter().map(packet_value::shared).collect();
    to_text(&context(), Room::Columns(pipeline.width), &packets).expect("no script runs")
}

/// What the pipeline operator enumerates.
fn stint_format_elements(value: &Value) -> Vec<Value> {
    match value.as_array() {
        Some(array) => array.to_vec(),
        None => vec![value.clone()],
    }
}

#[test]
fn recorded_renderings() {
    let table = include_str!("../../../../cases/tables/renderings.jsonl");
    let (mut passed, mut failed) = (0, Vec::new());
    for line in table.lines() {
        let row: Vec<String> = serde_json::from_str(line).expect("a row is three strings");
        let Some(pipeline) = read_pipeline(&row[1]) else {
            continue;
        };
        let Some(value) = read_value(&row[0]) else {
            continue;
        };
        let got = render(&value, pipeline);
        if got == row[2] {
            passed += 1;
        } else {
            failed.push(format!(
                "{} ; {}\n--- expected\n{}--- got\n{got}",
                row[0], row[1], row[2]
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{passed} passed, {} failed\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(passed > 130, "only {passed} rows could be read");
}
