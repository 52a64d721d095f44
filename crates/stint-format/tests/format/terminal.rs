//! Colours, as recorded at a terminal (`cases/fixtures/terminal/display.txt`).

use crate::reader::read_value;
use std::sync::Arc;
use stint_format::output::to_text;
use stint_format::packet::WriteStream;
use stint_format::packet_value;
use stint_format::surroundings::{Fixed, Settings, Styles};
use stint_format::view::Shape;
use stint_format::{Context, Format, Parameters, Room};

fn context() -> Context {
    let settings = Settings {
        styles: Styles::ansi(),
        window_width: 100,
        ..Settings::default()
    };
    Context::new(Arc::new(Fixed::new(settings)))
}

#[test]
fn a_table_has_a_coloured_header() {
    let value = read_value("[pscustomobject]@{ A = 1; B = 'two' }").expect("a value");
    let expected = "\n\u{1b}[32;1mA\u{1b}[0m\u{1b}[32;1m B\u{1b}[0m\n\u{1b}[32;1m-\u{1b}[0m \u{1b}[32;1m-\u{1b}[0m\n1 two\n\n";
    assert_eq!(
        to_text(&context(), Room::Console, [&value]).expect("no script"),
        expected
    );
}

#[test]
fn a_list_has_coloured_labels() {
    let value = read_value("[pscustomobject]@{ Name = 1; Id = 'two' }").expect("a value");
    let mut format =
        Format::new(context(), Shape::List, Parameters::default()).expect("good parameters");
    let mut packets = Vec::new();
    format
        .feed(&value, WriteStream::None, &mut packets)
        .expect("no script");
    format.end(&mut packets);
    let packets: Vec<_> = packets.into_iter().map(packet_value::shared).collect();
    let expected = "\n\u{1b}[32;1mName : \u{1b}[0m1\n\u{1b}[32;1mId   : \u{1b}[0mtwo\n\n";
    assert_eq!(
        to_text(&context(), Room::Console, &packets).expect("no script"),
        expected
    );
}
