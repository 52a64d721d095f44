//! `System.Security.Cryptography`: hashes, with and without a key.

use digest::DynDigest;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, bytes, method, property};
use stint_object::types::{Method, Property, Type, TypeInfo, throw};
use stint_object::{Lock, Object, Result, Value, access};

/// The payload: a keyed one has the key.
struct Hasher {
    make: fn() -> Box<dyn DynDigest>,
    /// Bytes of a block, and the key.
    key: Option<(usize, Vec<u8>)>,
    last: Lock<Option<Vec<u8>>>,
}

impl Opaque for Hasher {}

fn md5() -> Box<dyn DynDigest> {
    Box::new(md5::Md5::default())
}

fn sha1() -> Box<dyn DynDigest> {
    Box::new(sha1::Sha1::default())
}

fn sha256() -> Box<dyn DynDigest> {
    Box::new(sha2::Sha256::default())
}

fn sha384() -> Box<dyn DynDigest> {
    Box::new(sha2::Sha384::default())
}

fn sha512() -> Box<dyn DynDigest> {
    Box::new(sha2::Sha512::default())
}

fn hash(make: fn() -> Box<dyn DynDigest>, data: &[&[u8]]) -> Vec<u8> {
    let mut digest = make();
    for part in data {
        digest.update(part);
    }
    digest.finalize().into_vec()
}

/// RFC 2104.
fn keyed(make: fn() -> Box<dyn DynDigest>, block: usize, key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut padded = if key.len() > block {
        hash(make, &[key])
    } else {
        key.to_vec()
    };
    padded.resize(block, 0);
    let with = |mask: u8| padded.iter().map(|byte| byte ^ mask).collect::<Vec<u8>>();
    let inner = hash(make, &[&with(0x36), data]);
    hash(make, &[&with(0x5c), &inner])
}

/// What a `byte[]` or a stream holds.
fn data(value: &Value) -> Result<Vec<u8>> {
    if value.is_null() {
        return Err(throw::argument_null("buffer"));
    }
    if value.as_array().is_some() {
        return Ok(value.byte_items());
    }
    Ok(access::invoke_method(value, "ToArray", &[])?.byte_items())
}

fn compute(this: &Value, data: &[u8]) -> Result<Value> {
    let Some(hasher) = this.payload::<Hasher>() else {
        return Ok(Value::Null);
    };
    let result = match &hasher.key {
        Some((block, key)) => keyed(hasher.make, *block, key, data),
        None => hash(hasher.make, &[data]),
    };
    *hasher.last.lock() = Some(result.clone());
    Ok(bytes(&result))
}

fn part(args: &[Value]) -> Result<Vec<u8>> {
    let all = data(args.at(0))?;
    let range = usize::try_from(args.int(1))
        .ok()
        .zip(usize::try_from(args.int(2)).ok())
        .and_then(|(start, count)| {
            all.get(start..start.checked_add(count)?)
                .map(<[u8]>::to_vec)
        });
    range.ok_or_else(|| throw::argument("Value was invalid.", "count"))
}

const METHODS: &[Method] = &[
    method!("byte[] ComputeHash(byte[] buffer)", |this, args| compute(
        this,
        &data(args.at(0))?
    )),
    method!(
        "byte[] ComputeHash(System.IO.Stream inputStream)",
        |this, args| compute(this, &data(args.at(0))?)
    ),
    method!(
        "byte[] ComputeHash(byte[] buffer, int offset, int count)",
        |this, args| compute(this, &part(args)?)
    ),
    method!("void Initialize()", |_, _| ()),
    method!("void Clear()", |_, _| ()),
    method!("void Dispose()", |_, _| ()),
];

const PROPERTIES: &[Property] = &[
    property!("int HashSize {get;}", |this| this
        .payload::<Hasher>()
        .map(|hasher| hash(hasher.make, &[]).len() * 8)),
    property!("byte[] Hash {get;}", |this| this
        .payload::<Hasher>()
        .and_then(|hasher| hasher.last.lock().clone())
        .map(|hash| bytes(&hash))),
    property!("int InputBlockSize {get;}", |_| 1),
    property!("int OutputBlockSize {get;}", |_| 1),
    property!("bool CanTransformMultipleBlocks {get;}", |_| true),
    property!("bool CanReuseTransform {get;}", |_| true),
];

/// `System.Security.Cryptography.HashAlgorithm`.
pub const HASH_ALGORITHM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Security.Cryptography.HashAlgorithm")
        .interfaces(&[stint_object::types::system::interfaces::DISPOSABLE])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

macro_rules! algorithms {
    ($($constant:ident $keyed:ident $name:literal $implementation:literal $keyed_name:literal $make:ident $block:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static OWN: TypeInfo = TypeInfo::class($implementation).base($constant);
                static INFO: TypeInfo = TypeInfo::class($name).base(HASH_ALGORITHM).methods(&[
                    method!(concat!("static ", $name, " Create()"), |_, _| {
                        Value::Object(Object::opaque(Type(&OWN), Hasher { make: $make, key: None, last: Lock::new(None) }))
                    }),
                    method!("static byte[] HashData(byte[] source)", |_, args| Ok(bytes(&hash($make, &[&data(args.at(0))?]))) as Result<Value>),
                    method!("static byte[] HashData(System.IO.Stream source)", |_, args| Ok(bytes(&hash($make, &[&data(args.at(0))?]))) as Result<Value>),
                ]);
                Type(&INFO)
            };
            #[doc = concat!("`", $keyed_name, "`.")]
            pub const $keyed: Type = {
                static INFO: TypeInfo = TypeInfo::class($keyed_name)
                    .base(HASH_ALGORITHM)
                    .constructors(&[
                        method!(concat!($keyed_name, "(byte[] key)"), |_, args| {
                            let key = data(args.at(0))?;
                            Ok(Value::Object(Object::opaque($keyed, Hasher { make: $make, key: Some(($block, key)), last: Lock::new(None) }))) as Result<Value>
                        }),
                    ])
                    .methods(&[method!("static byte[] HashData(byte[] key, byte[] source)", |_, args| {
                        Ok(bytes(&keyed($make, $block, &data(args.at(0))?, &data(args.at(1))?))) as Result<Value>
                    })])
                    .properties(&[property!("byte[] Key {get;}", |this| {
                        this.payload::<Hasher>().and_then(|hasher| hasher.key.as_ref()).map(|(_, key)| bytes(key))
                    })]);
                Type(&INFO)
            };
        )*
        /// Every type declared here, for look-up by name.
        pub static TYPES: &[Type] = &[HASH_ALGORITHM, $($constant, $keyed),*];
    };
}

algorithms! {
    MD5 HMAC_MD5 "System.Security.Cryptography.MD5" "System.Security.Cryptography.MD5+Implementation" "System.Security.Cryptography.HMACMD5" md5 64;
    SHA1 HMAC_SHA1 "System.Security.Cryptography.SHA1" "System.Security.Cryptography.SHA1+Implementation" "System.Security.Cryptography.HMACSHA1" sha1 64;
    SHA256 HMAC_SHA256 "System.Security.Cryptography.SHA256" "System.Security.Cryptography.SHA256+Implementation" "System.Security.Cryptography.HMACSHA256" sha256 64;
    SHA384 HMAC_SHA384 "System.Security.Cryptography.SHA384" "System.Security.Cryptography.SHA384+Implementation" "System.Security.Cryptography.HMACSHA384" sha384 128;
    SHA512 HMAC_SHA512 "System.Security.Cryptography.SHA512" "System.Security.Cryptography.SHA512+Implementation" "System.Security.Cryptography.HMACSHA512" sha512 128;
}
