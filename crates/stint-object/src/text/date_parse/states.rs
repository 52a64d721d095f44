//! What may follow what in a date: .NET's table of states.

use super::lexer::Kind;

/// How far a date or time was read. The first ones want more; those after `Error` are complete.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum State {
    Begin,
    /// A number.
    N,
    NN,
    /// A number and a date separator.
    DateNd,
    DateNN,
    DateNNd,
    /// A month's name.
    DateM,
    DateMN,
    DateNM,
    DateMNd,
    DateNDS,
    DateY,
    DateYN,
    DateYNd,
    DateYM,
    DateYMd,
    DateS,
    TimeS,
    /// An hour and a time separator.
    TimeNt,
    TimeNNt,
    Error,
    EndNN,
    EndNNN,
    EndMN,
    EndNM,
    EndMNN,
    EndDS,
    EndDSN,
    EndNDS,
    EndNNDS,
    EndYNN,
    EndYMN,
    EndYN,
    EndYM,
    EndTimeN,
    EndTimeNN,
    EndTimeNNN,
    EndTimeS,
    EndNNY,
}

use State::{
    Begin, DateM, DateMN, DateMNd, DateNDS, DateNM, DateNN, DateNNd, DateNd, DateS, DateY, DateYM,
    DateYMd, DateYN, DateYNd, EndDS, EndDSN, EndMN, EndMNN, EndNDS, EndNM, EndNN, EndNNDS, EndNNN,
    EndNNY, EndTimeN, EndTimeNN, EndTimeNNN, EndTimeS, EndYM, EndYMN, EndYN, EndYNN, Error as XX,
    N, NN, TimeNNt, TimeNt, TimeS,
};

/// Columns: End, NumEnd, NumAmPm, NumSpace, NumDateSep, NumTimeSep, MonthEnd, MonthSpace, MonthDateSep, NumDateSuffix,
/// NumTimeSuffix, DayOfWeek, YearSpace, YearDateSep, YearEnd, Zone, Era.
#[rustfmt::skip]
const TABLE: [[State; 17]; 20] = [
    // Begin
    [Begin, XX, EndTimeN, N, DateNd, TimeNt, XX, DateM, DateM, DateS, TimeS, Begin, DateY, DateY, XX, Begin, Begin],
    // N
    [XX, EndNN, EndTimeNN, NN, DateNNd, XX, EndNM, DateNM, DateMNd, DateNDS, XX, N, DateYN, DateYNd, EndYN, N, N],
    // NN
    [EndNN, EndNNN, EndTimeNNN, EndNNN, XX, TimeNt, EndMNN, EndMNN, XX, XX, TimeS, NN, EndNNY, XX, EndNNY, NN, NN],
    // DateNd
    [XX, EndNN, XX, DateNN, DateNNd, XX, EndNM, DateMN, DateMNd, XX, XX, DateNd, DateYN, DateYNd, EndYN, XX, DateNd],
    // DateNN
    [EndNN, EndNNN, EndTimeN, EndNNN, XX, TimeNt, EndMNN, EndMNN, XX, EndDS, TimeS, DateNN, EndNNY, XX, EndNNY, XX, DateNN],
    // DateNNd
    [XX, EndNNN, EndNNN, EndNNN, XX, XX, EndMNN, EndMNN, XX, EndDS, XX, DateNNd, EndNNY, XX, EndNNY, XX, DateNNd],
    // DateM
    [XX, EndMN, XX, DateMN, DateMNd, XX, XX, XX, XX, XX, XX, DateM, DateYM, DateYMd, EndYM, XX, DateM],
    // DateMN
    [EndMN, EndMNN, EndMNN, EndMNN, XX, TimeNt, XX, XX, XX, EndDS, TimeS, DateMN, EndYMN, XX, EndYMN, XX, DateMN],
    // DateNM
    [EndNM, EndMNN, EndMNN, EndMNN, XX, TimeNt, XX, XX, XX, EndDS, TimeS, DateNM, EndYMN, XX, EndYMN, XX, DateNM],
    // DateMNd
    [XX, EndMNN, XX, EndMNN, XX, XX, XX, XX, XX, XX, XX, DateMNd, EndYMN, XX, EndYMN, XX, DateMNd],
    // DateNDS
    [EndNDS, EndNNDS, EndNNDS, EndNNDS, XX, TimeNt, XX, XX, XX, DateNDS, TimeS, DateNDS, XX, XX, XX, XX, DateNDS],
    // DateY
    [XX, EndYN, XX, DateYN, DateYNd, XX, EndYM, DateYM, DateYMd, DateYM, XX, DateY, XX, XX, XX, XX, DateY],
    // DateYN
    [EndYN, EndYNN, EndYNN, EndYNN, XX, XX, EndYMN, EndYMN, XX, XX, XX, DateYN, XX, XX, XX, XX, DateYN],
    // DateYNd
    [XX, EndYNN, EndYNN, EndYNN, XX, XX, EndYMN, EndYMN, XX, XX, XX, DateYN, XX, XX, XX, XX, DateYN],
    // DateYM
    [EndYM, EndYMN, EndYMN, EndYMN, XX, XX, XX, XX, XX, XX, XX, DateYM, XX, XX, XX, XX, DateYM],
    // DateYMd
    [XX, EndYMN, EndYMN, EndYMN, XX, XX, XX, XX, XX, XX, XX, DateYM, XX, XX, XX, XX, DateYM],
    // DateS
    [EndDS, EndDSN, EndTimeN, TimeNt, XX, TimeNt, XX, XX, XX, DateS, TimeS, DateS, XX, XX, XX, XX, DateS],
    // TimeS
    [EndTimeS, EndTimeS, EndTimeS, TimeNt, DateNd, XX, XX, XX, XX, DateS, TimeS, TimeS, XX, XX, XX, TimeS, TimeS],
    // TimeNt
    [XX, EndTimeNN, EndTimeNN, EndTimeNN, XX, TimeNNt, EndNM, DateNM, XX, XX, TimeS, XX, XX, XX, XX, TimeNt, TimeNt],
    // TimeNNt
    [XX, EndTimeNNN, EndTimeNNN, EndTimeNNN, XX, XX, XX, XX, XX, XX, TimeS, TimeNNt, XX, XX, XX, TimeNNt, TimeNNt],
];

impl State {
    /// Where a token leads.
    pub(super) fn after(self, token: Kind) -> State {
        let column = match token {
            Kind::End => 0,
            Kind::NumEnd => 1,
            Kind::NumAmPm => 2,
            Kind::NumSpace => 3,
            Kind::NumDateSep => 4,
            Kind::NumTimeSep => 5,
            Kind::MonthEnd => 6,
            Kind::MonthSpace => 7,
            Kind::MonthDateSep => 8,
            Kind::NumDateSuffix => 9,
            Kind::NumTimeSuffix => 10,
            Kind::DayOfWeek => 11,
            Kind::YearSpace => 12,
            Kind::YearDateSep => 13,
            Kind::YearEnd => 14,
            Kind::Zone => 15,
            Kind::Era => 16,
            Kind::Unknown | Kind::NumLocalTimeMark => return State::Error,
        };
        TABLE
            .get(self as usize)
            .map_or(State::Error, |row| row[column])
    }

    /// Whether a date or a time is complete.
    pub(super) fn is_complete(self) -> bool {
        self > State::Error
    }
}
