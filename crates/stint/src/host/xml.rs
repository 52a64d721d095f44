//! `-OutputFormat XML`: what is written to standard output and standard error are objects, as CLIXML.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::rc::Rc;
use stint_engine::Runspace;
use stint_engine::pipe::{Pipe, Sink};
use stint_engine::runspace::{Route, Streams, stream};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Value};
use stint_wire::clixml::{Depth, Deserializer, Names, Serializer, Zone};

/// How many levels of properties are written.
const LEVELS: u32 = 2;

const HEAD: &str = "#< CLIXML\n<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";

/// The objects on standard input.
///
/// # Errors
/// Where it cannot be read or is no CLIXML.
pub fn objects_of_input() -> Result<Vec<Value>> {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        return Err(refused(&error.to_string()));
    }
    let bytes = bytes.strip_prefix(b"#< CLIXML").unwrap_or(&bytes);
    if bytes.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    Deserializer::new(Zone::LOCAL, Names::Prefixed)
        .read_file(bytes.trim_ascii_start())
        .map_err(|error| refused(&error.to_string()))
}

fn refused(text: &str) -> Flow {
    ErrorRecord::new(
        "InvalidInput",
        Category::InvalidData,
        exceptions::INVALID_OPERATION,
        text,
    )
    .into()
}

/// One document, written as it grows.
struct Document {
    to: Box<dyn Write>,
    serializer: Serializer,
    begun: bool,
}

impl Document {
    fn new(to: Box<dyn Write>) -> Self {
        Self {
            to,
            serializer: Serializer::new(Zone::LOCAL, Depth::Levels(LEVELS)),
            begun: false,
        }
    }

    fn put(&mut self, stream: &str, value: &Value) {
        let mut bytes = Vec::new();
        if let Err(error) = self.serializer.write_of_stream(&mut bytes, stream, value) {
            let text = Value::str(error.to_string());
            // A text has no depth that it could be too deep in.
            let _ = self.serializer.write_of_stream(&mut bytes, stream, &text);
        }
        if !self.begun {
            bytes.splice(0..0, HEAD.bytes());
            self.begun = true;
        }
        // A reader that went away is not our error.
        let _ = self.to.write_all(&bytes);
    }

    fn close(&mut self) {
        if self.begun {
            let _ = self.to.write_all(b"</Objs>");
        }
        let _ = self.to.flush();
    }
}

/// Both documents of a session.
#[derive(Clone)]
pub struct Documents {
    out: Rc<RefCell<Document>>,
    err: Rc<RefCell<Document>>,
}

impl Documents {
    /// Those of this process.
    pub fn new() -> Self {
        let document = |to| Rc::new(RefCell::new(Document::new(to)));
        Self {
            out: document(Box::new(std::io::BufWriter::new(std::io::stdout()))),
            err: document(Box::new(std::io::stderr())),
        }
    }

    /// Sends the session's output and errors into them; gives the output's pipe.
    pub fn connect(&self, rs: &Runspace) -> Pipe {
        let mut streams = Streams::default();
        streams.routes[usize::from(stream::ERROR - 2)] = Route::Pipe(port("Error", &self.err));
        rs.streams.replace(Rc::new(streams));
        port("Output", &self.out)
    }

    /// What the host shows.
    pub fn output(&self, value: &Value) {
        self.out.borrow_mut().put("Output", value);
    }

    /// What the host shows on standard error, by the stream's name.
    pub fn error(&self, stream: &str, text: &str) {
        self.err.borrow_mut().put(stream, &Value::str(text));
    }

    /// Ends both.
    pub fn close(&self) {
        self.out.borrow_mut().close();
        self.err.borrow_mut().close();
    }
}

fn port(stream: &'static str, document: &Rc<RefCell<Document>>) -> Pipe {
    Pipe::Sink(Rc::new(Port {
        stream,
        document: document.clone(),
    }))
}

struct Port {
    stream: &'static str,
    document: Rc<RefCell<Document>>,
}

impl Sink for Port {
    fn put(&self, _: &Runspace, value: Value) -> Result<()> {
        self.document.borrow_mut().put(self.stream, &value);
        Ok(())
    }
}
