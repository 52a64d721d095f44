//! How a parent's state follows from its children's.

use super::state::JobState;

/// Counts what the children of a parent became. One for each parent, told of every change of every child.
#[derive(Debug, Clone, Default)]
pub struct Aggregation {
    children: usize,
    finished: usize,
    blocked: usize,
    disconnected: usize,
    at_breakpoint: usize,
    any_failed: bool,
    any_not_completed: bool,
    stop_was_called: bool,
}

impl Aggregation {
    /// A parent of so many children.
    pub fn new(children: usize) -> Self {
        Self {
            children,
            ..Self::default()
        }
    }

    /// A child more.
    pub fn add_child(&mut self) {
        self.children += 1;
    }

    /// How many children it counts.
    pub fn children(&self) -> usize {
        self.children
    }

    /// The parent itself was asked to stop: only then does it end as stopped.
    pub fn stop_called(&mut self) {
        self.stop_was_called = true;
    }

    /// A child of a remoting job went from one state to another; gives the parent's new state, if it changes. Failed beats
    /// stopped beats completed; a parent whose child alone was stopped is completed.
    pub fn remoting_child_changed(
        &mut self,
        before: JobState,
        now: JobState,
        parent: JobState,
    ) -> Option<JobState> {
        if before == now || parent.is_finished() {
            return None;
        }
        let mut parent_state = None;
        if now == JobState::Disconnected {
            self.disconnected += 1;
            if before == JobState::Blocked {
                self.blocked = self.blocked.saturating_sub(1);
            }
            if self.disconnected + self.finished + self.blocked == self.children {
                return Some(JobState::Disconnected);
            }
        } else if before == JobState::Disconnected {
            self.disconnected = self.disconnected.saturating_sub(1);
            if now == JobState::Running && parent == JobState::Disconnected {
                parent_state = Some(JobState::Running);
            }
        }
        match now {
            JobState::Blocked => {
                self.blocked += 1;
                return Some(JobState::Blocked);
            }
            JobState::AtBreakpoint => {
                self.at_breakpoint += 1;
                return Some(JobState::AtBreakpoint);
            }
            JobState::Running if before == JobState::AtBreakpoint => {
                self.at_breakpoint = self.at_breakpoint.saturating_sub(1);
                return if self.at_breakpoint == 0 {
                    Some(JobState::Running)
                } else {
                    parent_state
                };
            }
            JobState::Running if before == JobState::Blocked => {
                self.blocked = self.blocked.saturating_sub(1);
                return if self.blocked == 0 {
                    Some(JobState::Running)
                } else {
                    parent_state
                };
            }
            _ => {}
        }
        if !now.is_finished() {
            return parent_state;
        }
        self.finished += 1;
        self.any_failed |= now == JobState::Failed;
        self.any_not_completed |= now != JobState::Completed;
        if self.finished + self.disconnected < self.children {
            return parent_state;
        }
        Some(if self.disconnected > 0 {
            JobState::Disconnected
        } else {
            self.final_state()
        })
    }

    /// A child of `ForEach-Object -Parallel -AsJob` ended; gives the parent's final state when it was the last. There a child
    /// that was merely stopped makes the parent failed.
    pub fn task_child_finished(&mut self, now: JobState) -> Option<JobState> {
        self.finished += 1;
        self.any_failed |= now == JobState::Failed;
        self.any_not_completed |= now != JobState::Completed;
        (self.finished >= self.children).then(|| self.task_state())
    }

    /// So many of its children will never begin; gives the parent's final state when no other one is left.
    pub fn withdraw(&mut self, children: usize) -> Option<JobState> {
        self.children = self.children.saturating_sub(children);
        (self.finished >= self.children).then(|| self.task_state())
    }

    /// The final state of such a parent when all its children have ended, or when it has none.
    pub fn task_state(&self) -> JobState {
        if self.stop_was_called {
            JobState::Stopped
        } else if self.any_not_completed {
            JobState::Failed
        } else {
            JobState::Completed
        }
    }

    fn final_state(&self) -> JobState {
        if self.any_failed {
            JobState::Failed
        } else if self.stop_was_called {
            JobState::Stopped
        } else {
            JobState::Completed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Aggregation, JobState};
    use JobState::{
        AtBreakpoint, Blocked, Completed, Disconnected, Failed, NotStarted, Running, Stopped,
    };

    /// What a parent of `children` becomes by these changes of its children.
    fn parent(children: usize, stopped: bool, changes: &[(JobState, JobState)]) -> JobState {
        let mut aggregation = Aggregation::new(children);
        if stopped {
            aggregation.stop_called();
        }
        changes.iter().fold(Running, |state, &(before, now)| {
            aggregation
                .remoting_child_changed(before, now, state)
                .unwrap_or(state)
        })
    }

    type Case = (usize, bool, &'static [(JobState, JobState)], JobState);

    #[test]
    fn a_parent_follows_its_children() {
        let table: &[Case] = &[
            (1, false, &[(NotStarted, Running)], Running),
            (1, false, &[(Running, Completed)], Completed),
            (
                1,
                false,
                &[(Running, Completed), (Completed, Completed)],
                Completed,
            ),
            (1, false, &[(Running, Failed)], Failed),
            (1, true, &[(Running, Stopped)], Stopped),
            (1, false, &[(Running, Stopped)], Completed),
            (1, true, &[(Running, Failed)], Failed),
            (2, false, &[(Running, Completed)], Running),
            (2, false, &[(Running, Failed), (Running, Completed)], Failed),
            (
                2,
                true,
                &[(Running, Completed), (Running, Stopped)],
                Stopped,
            ),
            (2, false, &[(Running, Blocked)], Blocked),
            (
                2,
                false,
                &[(Running, Blocked), (Running, Completed)],
                Blocked,
            ),
            (
                2,
                false,
                &[
                    (Running, Blocked),
                    (Running, Completed),
                    (Blocked, Completed),
                ],
                Completed,
            ),
            (
                2,
                false,
                &[(Running, Blocked), (Running, Blocked), (Blocked, Running)],
                Blocked,
            ),
            (
                2,
                false,
                &[
                    (Running, Blocked),
                    (Running, Blocked),
                    (Blocked, Running),
                    (Blocked, Running),
                ],
                Running,
            ),
            (
                2,
                true,
                &[(Running, Blocked), (Blocked, Stopped), (Running, Stopped)],
                Stopped,
            ),
            (2, false, &[(Running, Disconnected)], Running),
            (
                2,
                false,
                &[(Running, Disconnected), (Running, Completed)],
                Disconnected,
            ),
            (
                1,
                false,
                &[(Running, Disconnected), (Disconnected, Running)],
                Running,
            ),
            (
                1,
                false,
                &[(Running, AtBreakpoint), (AtBreakpoint, Running)],
                Running,
            ),
        ];
        for (children, stopped, changes, expected) in table {
            assert_eq!(
                parent(*children, *stopped, changes),
                *expected,
                "{changes:?}"
            );
        }
    }

    #[test]
    fn a_parallel_parent_fails_when_a_child_was_stopped() {
        let mut aggregation = Aggregation::new(2);
        assert_eq!(aggregation.task_child_finished(Completed), None);
        assert_eq!(aggregation.task_child_finished(Stopped), Some(Failed));
        assert_eq!(Aggregation::new(0).task_state(), Completed);
    }
}
