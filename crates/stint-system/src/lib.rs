//! The .NET types that touch the machine: files, environment, processes, clocks, the console.

#![allow(
    unused_braces,
    reason = "rustfmt puts them around the bodies of table rows, which the macros then pass on"
)]

pub mod console;
pub mod diagnostics;
pub mod dns;
pub mod environment;
pub mod gc;
pub mod hash_algorithm;
pub mod hooks;
pub mod io;
pub mod random_number_generator;
pub mod runtime_information;
pub mod sockets;
mod sys;
pub mod threading;
pub mod timer;

/// Makes the types known by name. Called once, before anything runs.
pub fn register() {
    use stint_object::types::system::xml;
    xml::files(xml::Files {
        read: |path| io::file::read_text(path),
        write: |path, text| io::file::write_text(path, text),
    });
    stint_object::types::registry::register(diagnostics::TYPES);
    stint_object::types::registry::register(threading::TYPES);
    stint_object::types::registry::register(random_number_generator::TYPES);
    stint_object::types::registry::register(sockets::TYPES);
    stint_object::types::registry::register(console::TYPES);
    stint_object::types::registry::register(timer::TYPES);
    stint_object::types::registry::register(dns::TYPES);
    stint_object::types::registry::register(gc::TYPES);
    stint_object::types::registry::register(runtime_information::TYPES);
    stint_object::types::registry::register(io::TYPES);
    stint_object::types::registry::register(io::stream::TYPES);
    stint_object::types::registry::register(io::text::TYPES);
    stint_object::types::registry::register(hash_algorithm::TYPES);
    stint_object::types::registry::register(environment::TYPES);
}
