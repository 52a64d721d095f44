//! Starting real processes and ending all that they start.

use std::ffi::OsStr;
use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use stint_job::sys::{
    Exit, ProcessId, Signal, Spawn, Spawned, Table, Tree, adopt_orphans, kill_all,
};

const LIMIT: Duration = Duration::from_secs(20);

fn shell(script: &str) -> Spawned {
    let mut spawn = Spawn::new(OsStr::new("/bin/sh")).expect("it is a path");
    spawn
        .argument("-c")
        .and_then(|spawn| spawn.argument(script))
        .expect("it has no null");
    spawn
        .environment([("PATH".into(), "/usr/bin:/bin".into())])
        .expect("it has no null");
    spawn.start().expect("there is a shell")
}

fn wait_readable(fd: &OwnedFd) {
    poll(&mut [PollFd::new(fd, PollFlags::IN)], None).expect("it can be polled");
}

/// The next line of a child, which it may take its time for.
fn line(fd: &OwnedFd) -> String {
    let mut text = Vec::new();
    while text.last() != Some(&b'\n') {
        wait_readable(fd);
        let mut byte = [0];
        assert_eq!(
            rustix::io::read(fd, &mut byte).expect("it is readable"),
            1,
            "{text:?}"
        );
        text.push(byte[0]);
    }
    String::from_utf8(text)
        .expect("it is ascii")
        .trim()
        .to_owned()
}

fn exit(spawned: &Spawned) -> Exit {
    poll(
        &mut [PollFd::from_borrowed_fd(
            spawned.child.pidfd(),
            PollFlags::IN,
        )],
        None,
    )
    .expect("it can be polled");
    spawned
        .child
        .try_reap()
        .expect("it is ours")
        .expect("it has ended")
}

#[test]
fn a_child_has_its_own_session_and_three_pipes() {
    let spawned = shell("read x; echo got $x; echo no >&2; cat /proc/self/stat; exit 7");
    let mut stdin = std::fs::File::from(
        spawned
            .stdin
            .as_fd()
            .try_clone_to_owned()
            .expect("it is open"),
    );
    stdin.write_all(b"hello\n").expect("the pipe is empty");
    assert_eq!(line(&spawned.stdout), "got hello");
    assert_eq!(line(&spawned.stderr), "no");
    let stat = line(&spawned.stdout);
    let session = stat
        .split(' ')
        .nth(5)
        .expect("the session is the sixth field");
    assert_eq!(session, spawned.child.id().pid.to_string());
    assert_eq!(exit(&spawned), Exit::Code(7));
    for end in [&spawned.stdin, &spawned.stdout, &spawned.stderr] {
        let flags = rustix::io::fcntl_getfd(end).expect("it is open");
        assert_eq!(flags, rustix::io::FdFlags::CLOEXEC);
    }
}

#[test]
fn a_program_that_is_not_there() {
    let spawn = Spawn::new(OsStr::new("/nonexistent/program")).expect("it is a path");
    assert_eq!(
        spawn.start().expect_err("it is not there").kind(),
        std::io::ErrorKind::NotFound
    );
}

#[test]
fn a_signal_ends_it_and_a_second_is_no_error() {
    let spawned = shell("exec sleep 1000");
    spawned.child.signal(Signal::KILL).expect("it runs");
    assert_eq!(exit(&spawned), Exit::Signal(9));
    spawned
        .child
        .signal(Signal::KILL)
        .expect("it is gone, which is fine");
    assert!(!spawned.child.id().signal(Signal::KILL).expect("it is gone"));
}

/// Grandchildren, a daemon that left the session and lost its parent, one that ignores TERM, one that is stopped.
#[test]
fn everything_of_a_tree_is_killed() {
    adopt_orphans().expect("the kernel is new enough");
    let spawned = shell(
        "sleep 1000 & (trap '' TERM; echo stubborn; exec sleep 1000) & sleep 1000 & kill -STOP $!; \
         sh -c 'setsid sleep 1000 & echo daemon $!'; echo ready; wait",
    );
    let mut lines: Vec<String> = (0..3).map(|_| line(&spawned.stdout)).collect();
    lines.sort();
    let daemon = lines[0]
        .strip_prefix("daemon ")
        .expect("it came")
        .parse()
        .expect("it is a number");
    let daemon = ProcessId::of(rustix::process::Pid::from_raw(daemon).expect("it is no zero"));
    let mut tree = Tree::new(spawned.child.id());
    // setsid is called by the daemon after its number is printed: until then it is in the session, then a child of ours.
    let mut living = tree.living(&Table::read().expect("there is a proc"));
    if !living.contains(&daemon) {
        let table = Table::read().expect("there is a proc");
        assert!(table.get(daemon.pid).is_some());
        living.push(daemon);
    }
    assert!(living.len() >= 5, "{living:?}");
    let mut trees = [tree, Tree::new(daemon)];
    assert!(kill_all(&mut trees, LIMIT).expect("there is a proc"));
    assert_eq!(exit(&spawned), Exit::Signal(9));
    let table = Table::read().expect("there is a proc");
    for id in living {
        assert!(
            table
                .processes()
                .iter()
                .all(|process| process.id != id || process.ended),
            "{id:?}"
        );
    }
}

#[test]
fn a_tree_that_is_asked_to_end_ends() {
    let spawned = shell("trap 'echo bye; exit 3' TERM; sleep 1000 & echo ready; wait");
    assert_eq!(line(&spawned.stdout), "ready");
    Tree::new(spawned.child.id())
        .terminate()
        .expect("there is a proc");
    assert_eq!(line(&spawned.stdout), "bye");
    assert_eq!(exit(&spawned), Exit::Code(3));
}
