//! `Get-Content`.

use super::item;
use super::place::Place;
use super::targets::{Paths, io_error};
use crate::files::encoding::Encoding;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::native;
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};

/// What is in files and other items.
#[derive(Params, Default)]
struct GetContent {
    #[param(flatten)]
    paths: Paths,
    force: bool,
    read_count: Option<i64>,
    total_count: Option<i64>,
    tail: Option<i32>,
    delimiter: Option<Str>,
    raw: bool,
    encoding: Value,
    as_byte_stream: bool,
    wait: bool,
}

entry!("Get-Content", "GetContentCommand", GetContent);

impl Cmdlet for GetContent {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        if self.wait {
            return Err(crate::refused::feature("Get-Content -Wait"));
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.total_count.is_some_and(|count| count >= 0)
            && self.tail.is_some_and(|count| count >= 0)
        {
            let text = "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.";
            return cx.error(ErrorRecord::new(
                "TailAndHeadCannotCoexist",
                Category::InvalidOperation,
                exceptions::INVALID_OPERATION,
                text,
            ));
        }
        if self.total_count == Some(0) {
            return Ok(());
        }
        for place in self.paths.existing(cx, self.force)? {
            let pieces = if place.is_file_system() {
                self.file(cx, &place)?
            } else {
                self.other(cx, &place)?
            };
            if let Some(pieces) = pieces {
                self.put(cx, &place, pieces)?;
            }
        }
        Ok(())
    }
}

impl GetContent {
    fn other(&self, cx: &mut dyn Cx, place: &Place) -> Result<Option<Vec<Value>>> {
        let value = item::value(cx, place)?;
        Ok(Some(match value {
            None | Some(Value::Null | Value::Nothing) => Vec::new(),
            Some(value) => values::items(&value).unwrap_or_else(|| vec![value]),
        }))
    }

    fn file(&self, cx: &mut dyn Cx, place: &Place) -> Result<Option<Vec<Value>>> {
        let path = place.as_path();
        if path.is_dir() {
            let text = format!(
                "Unable to get content because it is a directory: '{}'. Please use 'Get-ChildItem' instead.",
                path.display()
            );
            cx.error(
                ErrorRecord::new(
                    "GetContainerContentException",
                    Category::InvalidOperation,
                    exceptions::INVALID_OPERATION,
                    text,
                )
                .with_target(&*place.path),
            )?;
            return Ok(None);
        }
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let mut record = io_error(&error, &path, "GetContentReader");
                if record.category == Category::WriteError {
                    record.category = Category::ReadError;
                }
                cx.error(record)?;
                return Ok(None);
            }
        };
        if self.as_byte_stream {
            if self.raw {
                return Ok(Some(vec![native::bytes(&bytes)]));
            }
            return Ok(Some(bytes.into_iter().map(Value::Byte).collect()));
        }
        let text = Encoding::of(&self.encoding).decode(&bytes);
        if self.raw {
            return Ok(Some(if text.is_empty() {
                Vec::new()
            } else {
                vec![text.into()]
            }));
        }
        Ok(Some(match self.delimiter.as_deref() {
            Some(delimiter) if !delimiter.is_empty() && delimiter != "\n" => {
                let mut pieces: Vec<&str> = text.split(delimiter).collect();
                if pieces.last() == Some(&"") {
                    pieces.pop();
                }
                pieces.into_iter().map(Value::from).collect()
            }
            _ => stint_system::io::file::lines(&text)
                .into_iter()
                .map(Value::from)
                .collect(),
        }))
    }

    fn put(&self, cx: &mut dyn Cx, place: &Place, mut pieces: Vec<Value>) -> Result<()> {
        if let Some(tail) = self.tail.filter(|tail| *tail >= 0) {
            let from = pieces.len().saturating_sub(tail as usize);
            pieces.drain(..from);
        }
        if let Some(total) = self.total_count.filter(|total| *total >= 0) {
            pieces.truncate(usize::try_from(total).unwrap_or(usize::MAX));
        }
        let mut notes = item::notes(place, false);
        notes.retain(|(name, _)| &**name != "PSIsContainer");
        notes.push(("ReadCount".into(), Value::Int64(0)));
        let with = |value: Value, count: usize, notes: &mut Vec<(Str, Value)>| {
            if let Some(last) = notes.last_mut() {
                last.1 = Value::Int64(count as i64);
            }
            values::with_notes_in_place(value, notes)
        };
        let chunk = match self.read_count {
            None | Some(1) => 1,
            Some(count) if count > 0 => usize::try_from(count).unwrap_or(usize::MAX),
            Some(_) => usize::MAX,
        };
        if chunk == 1 {
            for (at, piece) in pieces.into_iter().enumerate() {
                cx.write(with(piece, at + 1, &mut notes))?;
            }
            return Ok(());
        }
        let mut read = 0;
        for part in pieces.chunks(chunk) {
            read += part.len();
            let value = if part.len() == 1 {
                part[0].clone()
            } else {
                Value::array(part.to_vec())
            };
            cx.write(with(value, read, &mut notes))?;
        }
        Ok(())
    }
}
