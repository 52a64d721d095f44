//! `Format-Hex`, and the byte rows that it gives.

use crate::files::encoding::Encoding;
use crate::files::{failure, path};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property, registry, system};
use stint_object::{Data, Object, Str, Value};

/// Bytes as hexadecimal numbers and as text.
#[derive(Params, Default)]
struct FormatHex {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    input_object: Value,
    encoding: Value,
    count: Option<i64>,
    offset: i64,
    /// Numbers of one type that came one by one.
    #[param(skip)]
    gathered: Vec<u8>,
    #[param(skip)]
    gathered_type: Option<Type>,
}

entry!("Format-Hex", "FormatHex", FormatHex);

/// Bytes in a row.
const ROW: usize = 16;

struct ByteCollection {
    offset: u64,
    bytes: Vec<u8>,
    path: Option<Str>,
    label: Option<Str>,
}

impl Opaque for ByteCollection {}

fn read(this: &Value, take: impl FnOnce(&ByteCollection) -> Value) -> Result<Value> {
    Ok(this
        .payload::<ByteCollection>()
        .map(take)
        .unwrap_or_default())
}

/// `Microsoft.PowerShell.Commands.ByteCollection`.
pub(crate) const BYTE_COLLECTION: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.ByteCollection")
        .properties(&[
            property("uint Offset {get;}", |this| {
                read(this, |row| Value::UInt32(row.offset as u32))
            }),
            property("ulong Offset64 {get;}", |this| {
                read(this, |row| Value::UInt64(row.offset))
            }),
            property("byte[] Bytes {get;}", |this| {
                read(this, |row| {
                    let bytes = row.bytes.iter().map(|byte| Value::Byte(*byte)).collect();
                    Value::typed_array(registry::array_of(system::BYTE, 1), bytes)
                })
            }),
            property("string Path {get;}", |this| {
                read(this, |row| row.path.clone().into())
            }),
            property("string HexOffset {get;}", |this| {
                read(this, |row| format!("{:016X}", row.offset).into())
            }),
            property("string Label {get;}", |this| {
                read(this, |row| row.label.clone().into())
            }),
            property("string HexBytes {get;}", |this| {
                read(this, |row| row.hexadecimal().into())
            }),
            property("string Ascii {get;}", |this| {
                read(this, |row| row.ascii().into())
            }),
        ])
        .methods(&[method("string ToString()", |this, _| {
            read(this, |row| {
                format!(
                    "{:016X}   {:<48}{}",
                    row.offset,
                    row.hexadecimal() + " ",
                    row.ascii()
                )
                .into()
            })
        })]);
    Type(&INFO)
};

impl ByteCollection {
    fn hexadecimal(&self) -> String {
        let bytes: Vec<String> = self
            .bytes
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        bytes.join(" ")
    }

    fn ascii(&self) -> String {
        let shown = self.bytes.iter().map(|byte| match char::from(*byte) {
            '\0' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        });
        shown.collect()
    }
}

impl Cmdlet for FormatHex {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.parameter_set() == "ByInputObject" {
            let object = std::mem::take(&mut self.input_object);
            return self.object(cx, &object);
        }
        let literal = !self.literal_path.is_empty();
        let names = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        for name in names {
            let files = if literal {
                vec![path::full(cx, &name)?]
            } else {
                path::matching(cx, &name)?
            };
            for file in files {
                self.file(cx, &file)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.flush(cx)
    }
}

impl FormatHex {
    fn object(&mut self, cx: &mut dyn Cx, object: &Value) -> Result<()> {
        if let Some(text) = object.as_str() {
            self.flush(cx)?;
            let bytes = Encoding::of(&self.encoding).encode(text);
            return self.rows(cx, &bytes, Some(system::STRING), None);
        }
        if let Some(Value::Str(name)) = values::get(object, "FullName")? {
            self.flush(cx)?;
            return self.file(cx, std::path::Path::new(name.as_str()));
        }
        if let Some(array) = object.as_array() {
            self.flush(cx)?;
            let Some(bytes) = array
                .to_vec()
                .iter()
                .map(bytes_of)
                .collect::<Option<Vec<_>>>()
            else {
                return self.unknown(cx, object);
            };
            return self.rows(cx, &bytes.concat(), object.ty(), None);
        }
        let Some(bytes) = bytes_of(object) else {
            return self.unknown(cx, object);
        };
        if self.gathered_type.is_some() && self.gathered_type != object.ty() {
            self.flush(cx)?;
        }
        self.gathered_type = object.ty();
        self.gathered.extend(bytes);
        Ok(())
    }

    fn unknown(&self, cx: &mut dyn Cx, object: &Value) -> Result<()> {
        let ty = object.ty().map_or("null", |ty| ty.0.name());
        let text = format!(
            "Cannot convert input of type '{ty}' to hexadecimal. To view the hexadecimal formatting of its string representation, pipe it to the Out-String cmdlet before piping it to Format-Hex."
        );
        let record = ErrorRecord::new(
            "FormatHexTypeNotSupported",
            Category::InvalidArgument,
            system::exceptions::ARGUMENT,
            text,
        );
        cx.error(record.with_target(object.ty().map_or(Value::Null, Value::from)))
    }

    fn flush(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let bytes = std::mem::take(&mut self.gathered);
        let ty = self.gathered_type.take();
        if bytes.is_empty() {
            Ok(())
        } else {
            self.rows(cx, &bytes, ty, None)
        }
    }

    fn file(&self, cx: &mut dyn Cx, file: &std::path::Path) -> Result<()> {
        let name: Str = file.display().to_string().into();
        match std::fs::read(file) {
            Ok(bytes) => self.rows(cx, &bytes, None, Some(name)),
            Err(error) if file.symlink_metadata().is_err() => {
                let _ = error;
                let text = format!("Cannot find path '{name}' because it does not exist.");
                let record = ErrorRecord::new(
                    "FileNotFound",
                    Category::ObjectNotFound,
                    system::exceptions::ITEM_NOT_FOUND,
                    text,
                );
                cx.error(record.with_target(name))
            }
            Err(error) => {
                let exception = failure::exception_for(&error, file);
                cx.error(ErrorRecord::of(
                    exception,
                    "FormatHexIOError",
                    Category::WriteError,
                    name.into(),
                ))
            }
        }
    }

    /// Rows of bytes; those of a file keep their place in it.
    fn rows(
        &self,
        cx: &mut dyn Cx,
        bytes: &[u8],
        ty: Option<Type>,
        path: Option<Str>,
    ) -> Result<()> {
        let offset = usize::try_from(self.offset)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let count = self
            .count
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(usize::MAX);
        let bytes = &bytes[offset..];
        let bytes = &bytes[..count.min(bytes.len())];
        let first = if path.is_some() { offset } else { 0 };
        let label = path.clone().or_else(|| {
            ty.map(|ty| {
                format!(
                    "{} ({}) <{:08X}>",
                    ty.0.short_name(),
                    ty.0.name(),
                    rand_id()
                )
                .into()
            })
        });
        for (at, row) in bytes.chunks(ROW).enumerate() {
            let row = ByteCollection {
                offset: (first + at * ROW) as u64,
                bytes: row.to_vec(),
                path: path.clone(),
                label: label.clone(),
            };
            cx.write(Value::Object(Object::opaque(BYTE_COLLECTION, row)))?;
        }
        Ok(())
    }
}

/// A number that tells one group of rows from another.
fn rand_id() -> u32 {
    (uuid::Uuid::new_v4().as_u128() >> 97) as u32
}

fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    Some(match value.base() {
        Value::Bool(flag) => vec![u8::from(*flag)],
        Value::Byte(number) => vec![*number],
        Value::SByte(number) => number.to_le_bytes().to_vec(),
        Value::Char(unit) => unit.to_le_bytes().to_vec(),
        Value::Int16(number) => number.to_le_bytes().to_vec(),
        Value::UInt16(number) => number.to_le_bytes().to_vec(),
        Value::Int32(number) => number.to_le_bytes().to_vec(),
        Value::UInt32(number) => number.to_le_bytes().to_vec(),
        Value::Int64(number) => number.to_le_bytes().to_vec(),
        Value::UInt64(number) => number.to_le_bytes().to_vec(),
        Value::Single(number) => number.to_le_bytes().to_vec(),
        Value::Double(number) => number.to_le_bytes().to_vec(),
        Value::Object(object) => match object.data() {
            Data::Enum(number) => (*number as i32).to_le_bytes().to_vec(),
            _ => return None,
        },
        _ => return None,
    })
}
