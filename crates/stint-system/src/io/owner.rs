//! Names of users and groups, and this process's own user.

use std::os::unix::fs::MetadataExt;

/// The name of a user by number.
pub fn user(id: u32) -> String {
    named("/etc/passwd", id)
}

/// The name of a group by number.
pub fn group(id: u32) -> String {
    named("/etc/group", id)
}

/// The user and group that this process runs as.
pub fn own() -> (u32, u32) {
    std::fs::metadata("/proc/self").map_or((0, 0), |data| (data.uid(), data.gid()))
}

fn named(file: &str, id: u32) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let wanted = id.to_string();
    text.lines()
        .find_map(|line| {
            let mut parts = line.split(':');
            let name = parts.next()?;
            (parts.nth(1)? == wanted).then(|| name.to_owned())
        })
        .unwrap_or(wanted)
}
