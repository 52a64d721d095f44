//! What starting a child costs, and finding and killing what it started.

use std::ffi::OsStr;
use std::time::{Duration, Instant};

use stint_job::sys::{Spawn, Spawned, Table, Tree, kill_all};

fn start(script: &str) -> std::io::Result<Spawned> {
    let mut spawn = Spawn::new(OsStr::new("/bin/sh"))?;
    spawn
        .argument("-c")?
        .argument(script)?
        .environment(std::env::vars_os())?
        .start()
}

fn main() -> std::io::Result<()> {
    const COUNT: u32 = 300;
    let begin = Instant::now();
    let children = (0..COUNT)
        .map(|_| start(":"))
        .collect::<std::io::Result<Vec<_>>>()?;
    let spawned = begin.elapsed() / COUNT;
    for spawned in &children {
        spawned.child.reap()?;
    }
    println!(
        "spawn {spawned:?}, with exec, sh and reap {:?} each",
        begin.elapsed() / COUNT
    );
    let sleepers = (0..COUNT)
        .map(|_| start("sleep 1000 & wait"))
        .collect::<std::io::Result<Vec<_>>>()?;
    let begin = Instant::now();
    let processes = Table::read()?.processes().len();
    println!("table of {processes} processes {:?}", begin.elapsed());
    let mut trees: Vec<Tree> = sleepers
        .iter()
        .map(|spawned| Tree::new(spawned.child.id()))
        .collect();
    let begin = Instant::now();
    let empty = kill_all(&mut trees, Duration::from_secs(10))?;
    println!("{COUNT} trees killed: {empty}, {:?}", begin.elapsed());
    for spawned in &sleepers {
        spawned.child.reap()?;
    }
    Ok(())
}
