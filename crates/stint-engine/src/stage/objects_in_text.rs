//! What another PowerShell says as XML, where a script block was its argument: objects again.

use crate::pipeline::Stage;
use crate::runspace::Runspace;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::resolve;
use stint_object::types::system::exceptions;
use stint_object::{Result, Value, access, convert, enumerate};

/// The line that such a document begins with.
const MARK: &str = "#< CLIXML";

/// The lines of one of its outputs.
#[derive(Default)]
pub(super) struct Lines(Vec<String>);

impl Lines {
    pub(super) fn push(&mut self, line: String) {
        self.0.push(line);
    }

    /// The objects of the document; lines before it, or without any, are texts.
    fn objects(self) -> Result<Vec<Value>> {
        let at = self.0.iter().position(|line| line == MARK);
        let (texts, document) = match at {
            Some(at) => (&self.0[..at], self.0[at + 1..].join("\n")),
            None => (&self.0[..], String::new()),
        };
        let mut objects: Vec<Value> = texts.iter().map(|text| Value::str(text.as_str())).collect();
        if !document.is_empty() {
            let ty = resolve::resolve("System.Management.Automation.PSSerializer")?;
            let read = access::invoke_static(ty, "Deserialize", &[Value::str(document)])?;
            if enumerate::is_enumerable(&read) {
                objects.extend(enumerate::to_vec(&read)?);
            } else if !read.is_null() {
                objects.push(read);
            }
        }
        Ok(objects)
    }

    /// Passes the objects of its output on.
    pub(super) fn put(self, rs: &Runspace, stage: &Stage) -> Result<()> {
        self.objects()?
            .into_iter()
            .try_for_each(|object| stage.out.put(rs, object))
    }

    /// Reports what it wrote to standard error.
    pub(super) fn report(self, rs: &Runspace) -> Result<()> {
        for object in self.objects()? {
            let id = access::get_property(&object, "FullyQualifiedErrorId")?.unwrap_or_default();
            let error: ErrorObject = ErrorRecord::new(
                convert::to_str(&id)?,
                Category::NotSpecified,
                exceptions::REMOTE,
                convert::to_str(&object)?,
            )
            .into();
            rs.log_error(&error);
            rs.send_error(&error)?;
        }
        Ok(())
    }
}
