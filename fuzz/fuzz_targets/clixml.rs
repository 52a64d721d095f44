//! Any bytes are values or an error; what was read can be written, and reads again as something that writes the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stint_object::Value;
use stint_wire::clixml::{Depth, Deserializer, Names, Serializer, Zone};

fn written(value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    Serializer::new(Zone::UTC, Depth::All)
        .write(&mut out, value)
        .ok()?;
    Some(out)
}

fuzz_target!(|bytes: &[u8]| {
    let _ = Deserializer::new(Zone::UTC, Names::Prefixed).read_file(bytes);
    let _ = Deserializer::new(Zone::UTC, Names::Prefixed).read(bytes);
    let mut reader = Deserializer::new(Zone::UTC, Names::Exact);
    let Ok(value) = reader.read(bytes) else {
        return;
    };
    let Some(once) = written(&value) else { return };
    let again = reader.read(&once).expect("what was written can be read");
    let Some(twice) = written(&again) else {
        panic!("what was written once cannot be written again");
    };
    assert_eq!(
        String::from_utf8_lossy(&once),
        String::from_utf8_lossy(&twice)
    );
});
