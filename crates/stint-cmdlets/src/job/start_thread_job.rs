//! `Start-ThreadJob`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::types::job_value;
use stint_job::{InputWriter, ThreadJob};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};

use super::JobSession;
use super::start_job::{block_text, missing_file, read_script};
use crate::files::path;
use crate::values;

/// Starts a job on a thread of this process.
#[derive(Params, Default)]
struct StartThreadJob {
    script_block: Value,
    file_path: Str,
    name: Str,
    initialization_script: Value,
    input_object: Value,
    argument_list: Vec<Value>,
    throttle_limit: Option<i32>,
    streaming_host: Value,
    #[param(skip)]
    input: Option<InputWriter>,
}

pub(crate) const ENTRY: stint_cmdlet::Entry = stint_cmdlet::Entry {
    name: "Start-ThreadJob",
    class: "Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
    make: || Box::<StartThreadJob>::default(),
};

impl Cmdlet for StartThreadJob {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let has_input = cx.expects_input() || cx.is_bound("InputObject");
        if self.input.is_none() {
            self.start(cx, has_input)?;
        }
        if let Some(input) = &self.input
            && has_input
            && !matches!(self.input_object, Value::Nothing)
        {
            input.put(self.input_object.clone());
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Cx) -> Result<()> {
        if let Some(input) = &self.input {
            input.end();
        }
        Ok(())
    }

    fn dispose(&mut self) {
        if let Some(input) = &self.input {
            input.end();
        }
    }
}

impl StartThreadJob {
    fn start(&mut self, cx: &mut dyn Cx, has_input: bool) -> Result<()> {
        let session = JobSession::of(cx)?;
        let (block, command) = if cx.parameter_set() == "FilePath" {
            (self.file(cx)?, self.file_path.clone())
        } else {
            (self.script_block.clone(), block_text(&self.script_block))
        };
        let using = cx.session().using_values(&block, true)?;
        let location = cx.session().location();
        let location = match &*location.provider {
            "FileSystem" => cx.session().directory(),
            _ => location.path.to_string().into(),
        };
        let (job, input) = session.runtime.start_thread_job(
            &session.evaluator,
            ThreadJob {
                name: Some(self.name.clone()).filter(|name| !name.is_empty()),
                command,
                block,
                arguments: std::mem::take(&mut self.argument_list),
                using,
                initialization: self.initialization_script.clone(),
                location: Some(location),
                streaming_host: self.streaming_host.clone(),
                has_input,
                throttle_limit: self
                    .throttle_limit
                    .and_then(|limit| usize::try_from(limit).ok()),
            },
        );
        session.table.add(job.clone());
        self.input = Some(input);
        cx.write(job_value(&job))
    }

    fn file(&self, cx: &mut dyn Cx) -> Result<Value> {
        let bad = |text: &str| {
            ErrorRecord::new(
                "System.ArgumentException",
                Category::NotSpecified,
                exceptions::ARGUMENT,
                text,
            )
        };
        if values::is_pattern(&self.file_path) {
            return Err(bad("FilePath cannot contain wildcards.").into());
        }
        let file = path::full(cx, &self.file_path)?;
        if !file.exists() {
            return Err(missing_file(&file));
        }
        if !file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("ps1"))
        {
            return Err(bad("Invalid file path extension.  Extension should be .ps1.").into());
        }
        let unparsable = || {
            ErrorRecord::new(
                "InvalidOperation",
                Category::InvalidOperation,
                exceptions::INVALID_OPERATION,
                "Unable to parse script file.",
            )
        };
        let text = read_script(&file).map_err(|_| unparsable())?;
        cx.session()
            .script_block(&text, Some(&file))
            .map_err(|_| unparsable().into())
    }
}
