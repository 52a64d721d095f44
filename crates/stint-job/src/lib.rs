//! Job states, the job table, throttles, the stop ladder and the runners.

pub mod sys;
