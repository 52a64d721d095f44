//! `System.IO.Compression`: streams that pack and unpack another one.

use super::{Backend, STREAM, Stream};
use flate2::Compression;
use std::io::{Read, Write};
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Property, Type, TypeInfo, throw};
use stint_object::{Flow, Result, Value};

/// The other stream, as the packer sees it. What goes wrong there is kept, to be thrown as it is.
struct Inner {
    stream: Value,
    failure: Option<Flow>,
}

impl Inner {
    fn stream(&self) -> std::io::Result<&Stream> {
        self.stream
            .payload::<Stream>()
            .ok_or_else(|| std::io::ErrorKind::Other.into())
    }
}

impl Read for Inner {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let result = self.stream()?.read(buffer);
        result.map_err(|flow| {
            self.failure = Some(flow);
            std::io::ErrorKind::Other.into()
        })
    }
}

impl Write for Inner {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.stream()?.write(bytes);
        result.map(|()| bytes.len()).map_err(|flow| {
            self.failure = Some(flow);
            std::io::ErrorKind::Other.into()
        })
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Which header and end it has.
#[derive(Clone, Copy)]
enum Form {
    GZip,
    Deflate,
    ZLib,
}

enum Coder {
    UnGZip(flate2::read::MultiGzDecoder<Inner>),
    Inflate(flate2::read::DeflateDecoder<Inner>),
    UnZLib(flate2::read::ZlibDecoder<Inner>),
    GZip(Option<flate2::write::GzEncoder<Inner>>),
    Deflate(Option<flate2::write::DeflateEncoder<Inner>>),
    ZLib(Option<flate2::write::ZlibEncoder<Inner>>),
}

struct Packed {
    coder: Coder,
    stream: Value,
    leave_open: bool,
    /// Whether anything was written: packing nothing writes nothing.
    written: bool,
    name: &'static str,
}

impl Packed {
    fn new(form: Form, stream: &Value, level: Option<Compression>, leave_open: bool) -> Self {
        let inner = Inner {
            stream: stream.clone(),
            failure: None,
        };
        let (coder, name) = match (form, level) {
            (Form::GZip, None) => (
                Coder::UnGZip(flate2::read::MultiGzDecoder::new(inner)),
                "GZipStream",
            ),
            (Form::GZip, Some(level)) => (
                Coder::GZip(Some(
                    flate2::GzBuilder::new()
                        .operating_system(3)
                        .write(inner, level),
                )),
                "GZipStream",
            ),
            (Form::Deflate, None) => (
                Coder::Inflate(flate2::read::DeflateDecoder::new(inner)),
                "DeflateStream",
            ),
            (Form::Deflate, Some(level)) => (
                Coder::Deflate(Some(flate2::write::DeflateEncoder::new(inner, level))),
                "DeflateStream",
            ),
            (Form::ZLib, None) => (
                Coder::UnZLib(flate2::read::ZlibDecoder::new(inner)),
                "ZLibStream",
            ),
            (Form::ZLib, Some(level)) => (
                Coder::ZLib(Some(flate2::write::ZlibEncoder::new(inner, level))),
                "ZLibStream",
            ),
        };
        Self {
            coder,
            stream: stream.clone(),
            leave_open,
            written: false,
            name,
        }
    }

    fn inner(&mut self) -> Option<&mut Inner> {
        match &mut self.coder {
            Coder::UnGZip(coder) => Some(coder.get_mut()),
            Coder::Inflate(coder) => Some(coder.get_mut()),
            Coder::UnZLib(coder) => Some(coder.get_mut()),
            Coder::GZip(coder) => coder.as_mut().map(|coder| coder.get_mut()),
            Coder::Deflate(coder) => coder.as_mut().map(|coder| coder.get_mut()),
            Coder::ZLib(coder) => coder.as_mut().map(|coder| coder.get_mut()),
        }
    }

    /// What to throw for a failure of the coder.
    fn thrown(&mut self) -> Flow {
        self.inner()
            .and_then(|inner| inner.failure.take())
            .unwrap_or_else(|| {
                throw::of(
                    exceptions::INVALID_DATA,
                    "The archive entry was compressed using an unsupported compression method.",
                )
            })
    }

    fn writer(&mut self) -> Option<&mut dyn Write> {
        match &mut self.coder {
            Coder::GZip(Some(coder)) => Some(coder),
            Coder::Deflate(Some(coder)) => Some(coder),
            Coder::ZLib(Some(coder)) => Some(coder),
            _ => None,
        }
    }

    fn finish(&mut self) -> std::io::Result<()> {
        match &mut self.coder {
            Coder::GZip(coder) => coder
                .take()
                .map_or(Ok(()), |coder| coder.finish().map(drop)),
            Coder::Deflate(coder) => coder
                .take()
                .map_or(Ok(()), |coder| coder.finish().map(drop)),
            Coder::ZLib(coder) => coder
                .take()
                .map_or(Ok(()), |coder| coder.finish().map(drop)),
            _ => Ok(()),
        }
    }

    /// Lets an encoder go that never wrote, so that it writes nothing when it ends.
    fn forget(&mut self) {
        match &mut self.coder {
            Coder::GZip(coder) => std::mem::forget(coder.take()),
            Coder::Deflate(coder) => std::mem::forget(coder.take()),
            Coder::ZLib(coder) => std::mem::forget(coder.take()),
            _ => {}
        }
    }
}

impl Backend for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let result = match &mut self.coder {
            Coder::UnGZip(coder) => coder.read(buffer),
            Coder::Inflate(coder) => coder.read(buffer),
            Coder::UnZLib(coder) => coder.read(buffer),
            _ => {
                return Err(throw::invalid_operation(
                    "Reading from the compression stream is not supported.",
                ));
            }
        };
        match result {
            Ok(count) => Ok(count),
            // .NET takes an end in the middle for the end.
            Err(error)
                if error.kind() == std::io::ErrorKind::UnexpectedEof
                    && self.inner().is_some_and(|inner| inner.failure.is_none()) =>
            {
                Ok(0)
            }
            Err(_) => Err(self.thrown()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(writer) = self.writer() else {
            return Err(throw::invalid_operation(
                "Writing to the compression stream is not supported.",
            ));
        };
        let result = writer.write_all(bytes);
        self.written |= !bytes.is_empty();
        result.map_err(|_| self.thrown())
    }

    fn flush(&mut self) -> Result<()> {
        if !self.written {
            return Ok(());
        }
        let result = self.writer().map_or(Ok(()), Write::flush);
        result.map_err(|_| self.thrown())
    }

    fn close(&mut self) -> Result<()> {
        if self.written {
            self.finish().map_err(|_| {
                throw::of(
                    exceptions::OBJECT_DISPOSED,
                    "Cannot access a closed Stream.",
                )
            })?;
        } else {
            self.forget();
        }
        if !self.leave_open {
            super::of(&self.stream)?.close()?;
        }
        Ok(())
    }

    fn can_read(&self) -> bool {
        matches!(
            self.coder,
            Coder::UnGZip(_) | Coder::Inflate(_) | Coder::UnZLib(_)
        )
    }

    fn can_write(&self) -> bool {
        !self.can_read()
    }

    fn length(&mut self) -> Result<u64> {
        Err(throw::not_supported("This operation is not supported."))
    }

    fn seek(&mut self, _to: std::io::SeekFrom) -> Result<u64> {
        Err(throw::not_supported("This operation is not supported."))
    }

    fn set_len(&mut self, _len: u64) -> Result<()> {
        Err(throw::not_supported("This operation is not supported."))
    }

    fn base(&self) -> Option<Value> {
        Some(self.stream.clone())
    }

    fn closed(&self) -> Flow {
        throw::of(
            exceptions::OBJECT_DISPOSED,
            format!(
                "Cannot access a disposed object.\nObject name: 'System.IO.Compression.{}'.",
                self.name
            ),
        )
    }
}

/// A constructor's stream: `mode` is a `CompressionMode`.
fn by_mode(ty: Type, form: Form, args: &[Value]) -> Result<Value> {
    let stream = super::of(args.at(0))?;
    let level = match args.at(1).number() {
        0 if !stream.can_read() => {
            return Err(throw::argument(
                "Stream does not support reading.",
                "stream",
            ));
        }
        0 => None,
        1 if !stream.can_write() => {
            return Err(throw::argument(
                "Stream does not support writing.",
                "stream",
            ));
        }
        1 => Some(Compression::default()),
        _ => {
            return Err(throw::argument(
                "Enum value was out of legal range.",
                "mode",
            ));
        }
    };
    Ok(super::value(
        ty,
        Packed::new(form, args.at(0), level, args.boolean(2)),
    ))
}

fn by_level(ty: Type, form: Form, args: &[Value]) -> Result<Value> {
    if !super::of(args.at(0))?.can_write() {
        return Err(throw::argument(
            "Stream does not support writing.",
            "stream",
        ));
    }
    let level = match args.at(1).number() {
        0 => Compression::default(),
        1 => Compression::fast(),
        2 => Compression::none(),
        3 => Compression::best(),
        _ => {
            return Err(throw::argument(
                "Enum value was out of legal range.",
                "compressionLevel",
            ));
        }
    };
    Ok(super::value(
        ty,
        Packed::new(form, args.at(0), Some(level), args.boolean(2)),
    ))
}

macro_rules! packers {
    ($($constant:ident = $name:literal, $form:expr, $constructors:ident;)*) => { $(
        const $constructors: &[Method] = &[
            method!(concat!($name, "(System.IO.Stream stream, System.IO.Compression.CompressionMode mode)"),
                |_, args| by_mode($constant, $form, args)),
            method!(concat!($name, "(System.IO.Stream stream, System.IO.Compression.CompressionMode mode, bool leaveOpen)"),
                |_, args| by_mode($constant, $form, args)),
            method!(concat!($name, "(System.IO.Stream stream, System.IO.Compression.CompressionLevel compressionLevel)"),
                |_, args| by_level($constant, $form, args)),
            method!(concat!($name, "(System.IO.Stream stream, System.IO.Compression.CompressionLevel compressionLevel, bool leaveOpen)"),
                |_, args| by_level($constant, $form, args)),
        ];
        #[doc = concat!("`", $name, "`.")]
        pub const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class($name)
                .base(STREAM)
                .constructors($constructors)
                .properties(PROPERTIES);
            Type(&INFO)
        };
    )* };
}

const PROPERTIES: &[Property] = &[property!("System.IO.Stream BaseStream {get;}", |it| {
    super::of(it)?.at_any_time(|backend| backend.base())
})];

packers! {
    GZIP_STREAM = "System.IO.Compression.GZipStream", Form::GZip, GZIP_CONSTRUCTORS;
    DEFLATE_STREAM = "System.IO.Compression.DeflateStream", Form::Deflate, DEFLATE_CONSTRUCTORS;
    ZLIB_STREAM = "System.IO.Compression.ZLibStream", Form::ZLib, ZLIB_CONSTRUCTORS;
}

/// `System.IO.Compression.CompressionMode`.
pub const COMPRESSION_MODE: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.IO.Compression.CompressionMode",
        &[("Decompress", 0), ("Compress", 1)],
    );
    Type(&INFO)
};

/// `System.IO.Compression.CompressionLevel`.
pub const COMPRESSION_LEVEL: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.IO.Compression.CompressionLevel",
        &[
            ("Optimal", 0),
            ("Fastest", 1),
            ("NoCompression", 2),
            ("SmallestSize", 3),
        ],
    );
    Type(&INFO)
};
