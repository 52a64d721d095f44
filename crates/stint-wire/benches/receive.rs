//! Small messages from bytes and to bytes: the framing's share of Receive-Job.

use std::time::Instant;

use stint_wire::fragment::{Defragmenter, Fragmenter};
use stint_wire::message::{BOM, Destination, Header, Message, MessageType};
use stint_wire::packet::{Packet, PacketReader, Stream};
use stint_wire::{Limits, Uuid};

const COUNT: usize = 200_000;

fn main() {
    let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0011_2233_4455_6677);
    let header = Header {
        destination: Destination::Client,
        kind: MessageType::PipelineOutput,
        pool: id,
        pipeline: id,
    };
    let message = [&header.write()[..], BOM, b"<I32>12345</I32>"].concat();
    let start = Instant::now();
    let (mut bytes, mut fragmenter) = (Vec::new(), Fragmenter::new());
    for _ in 0..COUNT {
        fragmenter.write_packets(&mut bytes, Stream::Default, id, &message);
    }
    let written = start.elapsed();
    let start = Instant::now();
    let mut reader = PacketReader::new(Limits::default().line);
    let mut whole = Defragmenter::new(&Limits::default());
    let (mut seen, mut total) = (0, 0);
    for piece in bytes.chunks(65_536) {
        reader.feed(piece);
        while let Ok(Some(packet)) = reader.next() {
            let Packet::Data { payload, .. } = packet else {
                continue;
            };
            let _ = whole.feed(payload);
            while let Ok(Some(message)) = whole.next() {
                total += Message::parse(message).map_or(0, |message| message.body.len());
                seen += 1;
            }
        }
    }
    let read = start.elapsed();
    assert_eq!((seen, total), (COUNT, COUNT * 16));
    let rate = |time: std::time::Duration| COUNT as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{COUNT} messages: write {:.2} M/s, read {:.2} M/s",
        rate(written),
        rate(read)
    );
}
