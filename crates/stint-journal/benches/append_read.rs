//! 100,000 records appended one by one, then read in batches. Prints the best of several runs.

use std::time::{Duration, Instant};

use stint_journal::{Cursor, Journal, Kind, Timestamp};

fn run(count: u64) -> (Duration, Duration) {
    let journal = Journal::new();
    let start = Instant::now();
    for number in 0..count {
        let _ = journal.append(Timestamp::from_nanos(number), Kind::new(0), number);
    }
    let appended = start.elapsed();
    let start = Instant::now();
    let mut cursor = Cursor::START;
    let mut sum = 0;
    while journal.has_more(cursor) {
        sum += journal
            .read(&mut cursor, 256)
            .iter()
            .map(|record| record.payload)
            .sum::<u64>();
    }
    assert_eq!(sum, count * (count - 1) / 2);
    (appended, start.elapsed())
}

fn main() {
    let count = 100_000;
    let best = (0..20)
        .map(|_| run(count))
        .min_by_key(|(append, read)| *append + *read);
    if let Some((append, read)) = best {
        println!("{count} records: append {append:?}, read {read:?}");
    }
}
