//! The stop ladder: asked, then ended, then killed.

use std::time::Duration;

use crate::clock::Moment;

/// Grace that a stop has when nobody says otherwise: PowerShell's own limit for an answer.
pub const DEFAULT_GRACE: Duration = Duration::from_secs(60);

/// How long what was asked to end by a signal may take.
const TERM_GRACE: Duration = Duration::from_secs(2);

/// How far down a session has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ladder {
    /// Nobody asked.
    Top,
    /// Its pipelines were asked to stop, so that `finally` and `clean` run; until then.
    Asked(Moment),
    /// Everything of it got TERM and CONT; until then.
    Ended(Moment),
    /// Everything of it is killed.
    Killed,
}

/// The next step that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// TERM and CONT to everything.
    End,
    /// KILL to everything.
    Kill,
}

impl Ladder {
    /// Asked to stop with this grace. A second request only brings the deadline nearer.
    pub fn ask(self, grace: Option<Duration>, now: Moment) -> Self {
        let deadline = now.plus(grace.unwrap_or(DEFAULT_GRACE));
        match self {
            Self::Top => Self::Asked(deadline),
            Self::Asked(before) => Self::Asked(before.min(deadline)),
            lower => lower,
        }
    }

    /// When the next step is due.
    pub const fn deadline(self) -> Option<Moment> {
        match self {
            Self::Asked(deadline) | Self::Ended(deadline) => Some(deadline),
            Self::Top | Self::Killed => None,
        }
    }

    /// Takes the step that is due now, if one is.
    pub fn advance(&mut self, now: Moment) -> Option<Step> {
        match *self {
            Self::Asked(deadline) if deadline <= now => {
                *self = Self::Ended(now.plus(TERM_GRACE));
                Some(Step::End)
            }
            Self::Ended(deadline) if deadline <= now => {
                *self = Self::Killed;
                Some(Step::Kill)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Ladder, Moment, Step};

    #[test]
    fn step_by_step() {
        let at = |seconds| Moment::at(Duration::from_secs(seconds));
        let mut ladder = Ladder::Top.ask(None, at(0));
        assert_eq!(ladder.deadline(), Some(at(60)));
        ladder = ladder.ask(Some(Duration::from_secs(5)), at(1));
        assert_eq!(ladder.deadline(), Some(at(6)));
        ladder = ladder.ask(Some(Duration::from_secs(50)), at(2));
        assert_eq!(ladder.deadline(), Some(at(6)));
        assert_eq!(ladder.advance(at(5)), None);
        assert_eq!(ladder.advance(at(6)), Some(Step::End));
        assert_eq!(ladder.advance(at(7)), None);
        assert_eq!(ladder.advance(at(8)), Some(Step::Kill));
        assert_eq!((ladder.advance(at(99)), ladder.deadline()), (None, None));
    }
}
