//! Threads that are kept for the next job.

use std::collections::VecDeque;
use std::sync::LazyLock;

use parking_lot::{Condvar, Mutex};

/// A thread's stack: scripts recurse deeply. Only what is touched costs.
const STACK: usize = 64 << 20;

type Task = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Pool {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Default)]
struct State {
    tasks: VecDeque<Task>,
    idle: usize,
}

static POOL: LazyLock<Pool> = LazyLock::new(Pool::default);

/// Runs `task` on a thread of the pool. Throttles bound how many there are.
pub(super) fn run(task: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let pool = &*POOL;
    let mut state = pool.state.lock();
    state.tasks.push_back(Box::new(task));
    if state.idle >= state.tasks.len() {
        pool.work.notify_one();
        return Ok(());
    }
    drop(state);
    let made = std::thread::Builder::new()
        .name("job".into())
        .stack_size(STACK)
        .spawn(work);
    if let Err(error) = made {
        // A thread that is there takes it later; without any it is given back.
        let mut state = pool.state.lock();
        if state.idle == 0 {
            state.tasks.pop_back();
            return Err(error);
        }
    }
    Ok(())
}

fn work() {
    let pool = &*POOL;
    loop {
        let mut state = pool.state.lock();
        let task = loop {
            if let Some(task) = state.tasks.pop_front() {
                break task;
            }
            state.idle += 1;
            pool.work.wait(&mut state);
            state.idle -= 1;
        };
        drop(state);
        task();
    }
}
