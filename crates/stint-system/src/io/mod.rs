//! `System.IO`: files and folders.

pub mod directory;
pub mod directory_info;
pub mod failure;
pub mod file;
pub mod file_info;
pub mod file_system_info;
pub mod owner;
pub mod path;
pub mod status;
pub mod stream;
pub mod text;

use stint_object::Type;

/// The types of this namespace.
pub static TYPES: &[Type] = &[
    file_system_info::FILE_SYSTEM_INFO,
    file_info::FILE_INFO,
    directory_info::DIRECTORY_INFO,
    file::FILE,
    directory::DIRECTORY,
    path::PATH,
];
