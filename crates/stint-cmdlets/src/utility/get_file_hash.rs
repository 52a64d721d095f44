//! `Get-FileHash`.

use crate::files::{failure, path};
use crate::values;
use digest::DynDigest;
use std::io::Read;
use std::path::Path;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, property, system};
use stint_object::{Object, Str, Value};

/// Hashes of files or of a stream.
#[derive(Params, Default)]
struct GetFileHash {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    input_stream: Value,
    algorithm: Str,
}

entry!("Get-FileHash", "GetFileHashCommand", GetFileHash);

struct FileHashInfo {
    algorithm: Str,
    hash: Str,
    path: Str,
}

impl Opaque for FileHashInfo {}

fn read(this: &Value, take: impl FnOnce(&FileHashInfo) -> Str) -> Result<Value> {
    Ok(this
        .payload::<FileHashInfo>()
        .map(take)
        .map_or(Value::Null, Value::Str))
}

/// `Microsoft.PowerShell.Commands.FileHashInfo`.
pub(crate) const FILE_HASH_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.FileHashInfo")
        .properties(&[
            property("string Algorithm {get;set;}", |this| {
                read(this, |info| info.algorithm.clone())
            }),
            property("string Hash {get;set;}", |this| {
                read(this, |info| info.hash.clone())
            }),
            property("string Path {get;set;}", |this| {
                read(this, |info| info.path.clone())
            }),
        ]);
    Type(&INFO)
};

impl Cmdlet for GetFileHash {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.algorithm = if self.algorithm.is_empty() {
            "SHA256".into()
        } else {
            self.algorithm.to_uppercase().into()
        };
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.input_stream.is_null() {
            return Ok(());
        }
        let mut files = Vec::new();
        for name in &self.literal_path {
            files.push(path::full(cx, name)?);
        }
        for name in &self.path {
            let found = path::matching(cx, name)?;
            for file in found {
                if file.symlink_metadata().is_err() {
                    let text = format!(
                        "Cannot find path '{}' because it does not exist.",
                        file.display()
                    );
                    let record = ErrorRecord::new(
                        "FileNotFound",
                        Category::ObjectNotFound,
                        system::exceptions::ITEM_NOT_FOUND,
                        text,
                    );
                    cx.error(record.with_target(name.clone()))?;
                } else {
                    files.push(file);
                }
            }
        }
        for file in files {
            match hash_file(&file, digest(&self.algorithm)) {
                Ok(hash) => self.emit(cx, hash, file.display().to_string().into())?,
                Err(error) => cx.error(unreadable(&error, &file))?,
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.input_stream.is_null() {
            return Ok(());
        }
        let mut digest = digest(&self.algorithm);
        loop {
            let byte = values::call_method(&self.input_stream, "ReadByte", &[])?;
            match byte {
                Value::Int32(byte) if byte >= 0 => digest.update(&[byte.to_le_bytes()[0]]),
                _ => break,
            }
        }
        let hash = hexadecimal(&digest.finalize());
        self.emit(cx, hash, Str::default())
    }
}

impl GetFileHash {
    fn emit(&self, cx: &mut dyn Cx, hash: String, path: Str) -> Result<()> {
        let info = FileHashInfo {
            algorithm: self.algorithm.clone(),
            hash: hash.into(),
            path,
        };
        cx.write(Value::Object(Object::opaque(FILE_HASH_INFO, info)))
    }
}

fn digest(algorithm: &str) -> Box<dyn DynDigest> {
    match algorithm {
        "MD5" => Box::<md5::Md5>::default(),
        "SHA1" => Box::<sha1::Sha1>::default(),
        "SHA384" => Box::<sha2::Sha384>::default(),
        "SHA512" => Box::<sha2::Sha512>::default(),
        _ => Box::<sha2::Sha256>::default(),
    }
}

fn hash_file(path: &Path, mut digest: Box<dyn DynDigest>) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&digest.finalize())),
            count => digest.update(&buffer[..count]),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn unreadable(error: &std::io::Error, path: &Path) -> ErrorRecord {
    let (id, category) = match error.kind() {
        std::io::ErrorKind::NotFound => ("FileNotFound", Category::ObjectNotFound),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::IsADirectory => {
            ("UnauthorizedAccessError", Category::InvalidData)
        }
        _ => ("FileReadError", Category::ReadError),
    };
    ErrorRecord::of(
        failure::exception_for(error, path),
        id,
        category,
        Value::from(path.display().to_string()),
    )
}
