//! What `Set-Content` and `Add-Content` share: files that stay open while objects come in.

use super::item;
use super::place::{self, Place};
use super::targets::{Paths, io_error};
use crate::files::encoding::Encoding;
use crate::values;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use stint_cmdlet::{Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::native::Plain;
use stint_object::types::system::{self, exceptions};
use stint_object::{Flow, Value};

/// The parameters of both cmdlets, and what is open.
#[derive(Params, Default)]
pub(super) struct ContentWriter {
    #[param(flatten)]
    pub(super) paths: Paths,
    pub(super) value: Vec<Value>,
    pub(super) force: bool,
    pub(super) pass_thru: bool,
    #[param(name = "NoNewline")]
    pub(super) no_newline: bool,
    pub(super) encoding: Value,
    pub(super) as_byte_stream: bool,
    #[param(skip)]
    open: Option<Vec<Target>>,
    #[param(skip)]
    kept: Vec<Value>,
}

enum Target {
    File(BufWriter<File>, PathBuf),
    Item(Place),
}

impl ContentWriter {
    /// Opens files that the command line names, before anything comes in.
    pub(super) fn begin(&mut self, cx: &mut dyn Cx, append: bool) -> Result<()> {
        if self.paths.given().0.is_empty() {
            return Ok(());
        }
        self.open_all(cx, append)
    }

    /// Writes the values at hand.
    pub(super) fn process(&mut self, cx: &mut dyn Cx, append: bool) -> Result<()> {
        if self.open.is_none() {
            self.open_all(cx, append)?;
        }
        let values = std::mem::take(&mut self.value);
        let encoding = Encoding::of(&self.encoding);
        for target in self.open.iter_mut().flatten() {
            let Target::File(file, path) = target else {
                continue;
            };
            for value in &values {
                let bytes = if self.as_byte_stream {
                    byte(value)?
                } else if value.is_null() {
                    continue;
                } else {
                    let mut text = values::text(value).to_string();
                    if !self.no_newline {
                        text.push('\n');
                    }
                    encoding.encode(&text)
                };
                if let Err(error) = file.write_all(&bytes) {
                    cx.error(io_error(&error, path, "WriteContent"))?;
                }
            }
        }
        if self.pass_thru {
            for value in &values {
                cx.write(value.clone())?;
            }
        }
        if self
            .open
            .iter()
            .flatten()
            .any(|target| matches!(target, Target::Item(_)))
        {
            self.kept.extend(values);
        }
        Ok(())
    }

    /// Closes everything.
    pub(super) fn end(&mut self, cx: &mut dyn Cx, append: bool) -> Result<()> {
        for target in self.open.take().unwrap_or_default() {
            match target {
                Target::File(mut file, path) => {
                    if let Err(error) = file.flush() {
                        cx.error(io_error(&error, &path, "WriteContent"))?;
                    }
                }
                Target::Item(place) => {
                    let mut all = std::mem::take(&mut self.kept);
                    if append && let Some(old) = item::value(cx, &place)? {
                        all.insert(0, old);
                    }
                    let new = if all.len() == 1 {
                        all.remove(0)
                    } else {
                        Value::array(all)
                    };
                    let done = item::set(cx, &place, new, self.force);
                    super::targets::report_as_is(cx, done)?;
                }
            }
        }
        Ok(())
    }

    fn open_all(&mut self, cx: &mut dyn Cx, append: bool) -> Result<()> {
        let (given, literal) = self.paths.given();
        let mut open = Vec::new();
        for text in given {
            let found = match place::expand(cx, &text, literal, self.force) {
                Ok(found) => found,
                Err(error) => {
                    cx.error(error)?;
                    continue;
                }
            };
            let found: Vec<Place> = found
                .into_iter()
                .filter(|place| self.paths.filters.pass(&place.leaf()))
                .collect();
            if found.is_empty() {
                let shown =
                    place::parse(cx, &text).map_or_else(|_| text.clone(), |place| place.shown());
                cx.error(
                    ErrorRecord::new(
                        "ItemNotFound",
                        Category::ObjectNotFound,
                        exceptions::ITEM_NOT_FOUND,
                        format!("An object at the specified path {shown} does not exist, or has been filtered by the -Include or -Exclude parameter."),
                    )
                    .with_target(&*text),
                )?;
            }
            for place in found {
                let action = if append { "Add Content" } else { "Set Content" };
                if !cx.should_process(&format!("Path: {}", place.shown()), action)? {
                    continue;
                }
                if !place.is_file_system() {
                    open.push(Target::Item(place));
                    continue;
                }
                if let Some(target) = self.open_file(cx, &place, append)? {
                    open.push(target);
                }
            }
        }
        self.open = Some(open);
        Ok(())
    }

    fn open_file(&self, cx: &mut dyn Cx, place: &Place, append: bool) -> Result<Option<Target>> {
        let path = place.as_path();
        let mut options = File::options();
        if append {
            options.append(true).create(true);
        } else {
            options.write(true).create(true).truncate(true);
        }
        let opened = options.open(&path).and_then(|mut file| {
            if !self.as_byte_stream && file.metadata().is_ok_and(|data| data.len() == 0) {
                file.write_all(Encoding::of(&self.encoding).mark())?;
            }
            Ok(file)
        });
        match opened {
            Ok(file) => Ok(Some(Target::File(BufWriter::new(file), path))),
            Err(error) => {
                let error = if error.kind() == std::io::ErrorKind::NotFound {
                    std::io::ErrorKind::NotADirectory.into()
                } else {
                    error
                };
                cx.error(io_error(&error, &path, "GetContentWriter"))?;
                Ok(None)
            }
        }
    }
}

fn byte(value: &Value) -> Result<Vec<u8>> {
    let bytes = match values::items(value) {
        Some(items) => items,
        None => vec![value.clone()],
    };
    bytes
        .iter()
        .map(|value| values::convert(value, system::BYTE).map(|byte| byte.long() as u8))
        .collect::<Result<Vec<u8>>>()
        .map_err(|_| -> Flow {
            let text = "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.";
            ErrorRecord::new("Argument", Category::InvalidArgument, exceptions::PS_ARGUMENT, text).into()
        })
}
