//! `Start-Job`.

use std::path::{Path, PathBuf};

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::{ProcessJob, SessionHandle};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Str, Value};
use stint_wire::psrp::Pipeline;

use super::JobSession;
use crate::files::path;
use crate::values;

/// Starts a job in a process of its own.
#[derive(Params, Default)]
struct StartJob {
    script_block: Value,
    file_path: Str,
    literal_path: Str,
    definition_name: Str,
    definition_path: Str,
    #[param(name = "Type")]
    definition_type: Str,
    name: Str,
    initialization_script: Value,
    argument_list: Vec<Value>,
    input_object: Value,
    working_directory: Str,
    #[param(name = "RunAs32")]
    run_as_32: bool,
    #[param(name = "PSVersion", check = Self::known_version)]
    ps_version: Value,
    authentication: Value,
    #[param(skip)]
    location: PathBuf,
    #[param(skip)]
    text: Str,
    #[param(skip)]
    using: Vec<(Str, Value)>,
    #[param(skip)]
    handle: Option<SessionHandle>,
}

entry!("Start-Job", "StartJobCommand", StartJob);

/// The text of a script block.
pub(super) fn block_text(block: &Value) -> Str {
    match block.data() {
        Some(Data::ScriptBlock(block)) => block.text(),
        _ => Str::default(),
    }
}

impl Cmdlet for StartJob {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.check(cx)?;
        self.location = self.directory(cx)?;
        if cx.parameter_set() == "DefinitionName" {
            return Ok(());
        }
        let block = match cx.parameter_set() {
            "FilePathComputerName" => script_file(cx, &self.file_path, false)?,
            "LiteralFilePathComputerName" => script_file(cx, &self.literal_path, true)?,
            _ => self.script_block.clone(),
        };
        self.text = block_text(&block);
        self.using = cx.session().using_values(&block, false)?;
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.parameter_set() == "DefinitionName" {
            return cx.error(self.no_definition());
        }
        let has_input = cx.expects_input() || cx.is_bound("InputObject");
        if self.handle.is_none() {
            self.start(cx, has_input)?;
        }
        if let Some(handle) = &self.handle
            && has_input
            && !matches!(self.input_object, Value::Nothing)
        {
            handle.put(&self.input_object);
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Cx) -> Result<()> {
        if let Some(handle) = &self.handle {
            handle.end_input();
        }
        Ok(())
    }
}

impl StartJob {
    fn known_version(&self, version: &Value) -> Result<()> {
        let text = format!(
            "The value {} is not valid for the PSVersion parameter. The only allowed value is 5.1.",
            values::text(version)
        );
        let class = exceptions::ARGUMENT;
        Err(ErrorRecord::new("Argument", Category::InvalidArgument, class, text).into())
    }

    fn check(&self, cx: &dyn Cx) -> Result<()> {
        if self.run_as_32 {
            let text = "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit 'pwsh' if you need to run PowerShell in a 32-bit process.";
            return Err(ErrorRecord::new(
                "RunAs32NotSupported",
                Category::InvalidOperation,
                exceptions::PS_NOT_SUPPORTED,
                text,
            )
            .into());
        }
        if cx.is_bound("Authentication") && values::text(&self.authentication) != *"Default" {
            let text = format!(
                "The specified authentication mechanism \"{}\" is not supported. Only \"Default\" is supported for this operation.",
                values::text(&self.authentication)
            );
            return Err(ErrorRecord::new(
                "InvalidOperation",
                Category::InvalidOperation,
                exceptions::PS_INVALID_OPERATION,
                text,
            )
            .into());
        }
        Ok(())
    }

    fn directory(&self, cx: &mut dyn Cx) -> Result<PathBuf> {
        if self.working_directory.is_empty() {
            let location = cx.session().location();
            return Ok(match &*location.provider {
                "FileSystem" => cx.session().directory(),
                _ => PathBuf::from(&*location.path),
            });
        }
        let found = path::full(cx, &self.working_directory)
            .ok()
            .filter(|path| path.is_dir());
        found.ok_or_else(|| {
            let text = format!(
                "Cannot find the WorkingDirectory path {}.",
                self.working_directory
            );
            ErrorRecord::new(
                "DirectoryNotFoundException",
                Category::InvalidOperation,
                exceptions::DIRECTORY_NOT_FOUND,
                text,
            )
            .into()
        })
    }

    fn start(&mut self, cx: &mut dyn Cx, has_input: bool) -> Result<()> {
        let session = JobSession::of(cx)?;
        let arguments = std::mem::take(&mut self.argument_list);
        let using = std::mem::take(&mut self.using);
        let mut pipeline = Pipeline::script(self.text.clone(), arguments, using);
        pipeline.no_input = !has_input;
        let (job, handle) = session.runtime.start_process_job(ProcessJob {
            name: Some(self.name.clone()).filter(|name| !name.is_empty()),
            command: self.text.clone(),
            pipeline,
            location: Some(self.location.clone()),
            initialization: Some(block_text(&self.initialization_script))
                .filter(|text| !text.is_empty()),
            environment: std::env::vars_os().collect(),
        });
        session.table.add(job.clone());
        self.handle = Some(handle);
        cx.write(stint_job::types::job_value(&job))
    }

    fn no_definition(&self) -> ErrorRecord {
        let text = if self.definition_type.is_empty() {
            format!(
                "Cannot find a scheduled job with name {}.",
                self.definition_name
            )
        } else {
            format!(
                "Cannot find a scheduled job with type {} and name {}.",
                self.definition_type, self.definition_name
            )
        };
        ErrorRecord::new(
            "StartJobFromDefinitionNameNotFound",
            Category::ObjectNotFound,
            exceptions::RUNTIME,
            text,
        )
    }
}

fn bad_path(text: impl Into<Str>) -> Flow {
    ErrorRecord::new(
        "System.ArgumentException",
        Category::NotSpecified,
        exceptions::ARGUMENT,
        text,
    )
    .into()
}

/// A script file as a block; its text is what runs in the job.
fn script_file(cx: &mut dyn Cx, given: &Str, literal: bool) -> Result<Value> {
    if !literal && values::is_pattern(given) {
        return Err(bad_path(
            "Wildcard characters are not supported for the FilePath parameter. Specify a path without wildcard characters. (Parameter 'filePath')",
        ));
    }
    let file = path::full(cx, given)?;
    if !file.exists() {
        return Err(missing_file(&file));
    }
    let is_script = file
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ps1"));
    if !is_script {
        return Err(bad_path(
            "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with a .ps1 file name extension and try the command again. (Parameter 'filePath')",
        ));
    }
    let text = read_script(&file).map_err(|_| missing_file(&file))?;
    cx.session().script_block(&text, None)
}

/// The text of a script file.
pub(super) fn read_script(file: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(file)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// The error for a path that is not there.
pub(super) fn missing_file(file: &Path) -> Flow {
    let shown = file.display().to_string();
    let text = format!("Cannot find path '{shown}' because it does not exist.");
    ErrorRecord::new(
        "PathNotFound",
        Category::ObjectNotFound,
        exceptions::ITEM_NOT_FOUND,
        text,
    )
    .with_target(shown)
    .into()
}
