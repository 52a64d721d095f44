//! What readers and writers of a journal can rely on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::{Wake, Waker};
use std::thread;

use stint_journal::{Closed, Cursor, Journal, Kind, Parker, Timestamp};

const OUTPUT: Kind = Kind::new(0);
const ERROR: Kind = Kind::new(1);

fn filled(count: u64) -> Journal<u64> {
    let journal = Journal::new();
    for number in 0..count {
        let kind = if number % 3 == 0 { ERROR } else { OUTPUT };
        journal
            .append(Timestamp::from_nanos(number), kind, number)
            .expect("it is open");
    }
    journal
}

fn payloads(journal: &Journal<u64>, cursor: &mut Cursor, limit: usize) -> Vec<u64> {
    journal
        .read(cursor, limit)
        .into_iter()
        .map(|record| record.payload)
        .collect()
}

#[test]
fn readers_do_not_rob_one_another() {
    let journal = filled(5);
    let (mut first, mut second) = (Cursor::START, Cursor::at(3));
    assert_eq!(payloads(&journal, &mut first, 2), [0, 1]);
    assert_eq!(payloads(&journal, &mut second, 9), [3, 4]);
    assert_eq!(payloads(&journal, &mut first, 9), [2, 3, 4]);
    assert_eq!(payloads(&journal, &mut first, 9), []);
    assert!(!journal.has_more(first));
}

#[test]
fn kinds_are_counted_and_found_by_index() {
    let journal = filled(7);
    assert_eq!(journal.count(ERROR, Cursor::START), 3);
    assert_eq!(journal.count(OUTPUT, Cursor::at(3)), 2);
    assert_eq!(
        journal
            .nth_of_kind(OUTPUT, Cursor::START, 2)
            .map(|record| record.payload),
        Some(4)
    );
    assert_eq!(journal.of_kind(ERROR, Cursor::at(1)).len(), 2);
    assert_eq!(journal.nth_of_kind(Kind::new(9), Cursor::START, 0), None);
}

#[test]
fn forgetting_keeps_the_numbers() {
    let journal = filled(6);
    journal.forget_before(Cursor::at(4));
    let mut cursor = Cursor::START;
    assert_eq!(payloads(&journal, &mut cursor, 9), [4, 5]);
    assert_eq!(journal.start().sequence(), 4);
    assert_eq!(journal.append(Timestamp::EPOCH, OUTPUT, 6), Ok(6));
    assert_eq!(journal.count(ERROR, Cursor::START), 0);
    journal.forget_before(Cursor::at(100));
    assert_eq!(journal.end().sequence(), 7);
}

#[test]
fn a_closed_journal_takes_nothing_and_ends_waits() {
    let journal = filled(1);
    journal.close();
    assert_eq!(journal.append(Timestamp::EPOCH, OUTPUT, 9), Err(Closed(9)));
    assert!(journal.wait(Cursor::START));
    assert!(!journal.wait(Cursor::at(1)));
}

#[test]
fn a_waiting_reader_sees_every_record_once_and_in_order() {
    let journal = Journal::new();
    let ready = Arc::new(Barrier::new(3));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let (journal, ready) = (journal.clone(), Arc::clone(&ready));
            thread::spawn(move || {
                ready.wait();
                let mut cursor = Cursor::START;
                let mut seen = Vec::new();
                while journal.wait(cursor) {
                    seen.extend(payloads(&journal, &mut cursor, 64));
                }
                seen
            })
        })
        .collect();
    ready.wait();
    for number in 0..10_000_u64 {
        journal
            .append(Timestamp::EPOCH, OUTPUT, number)
            .expect("it is open");
    }
    journal.close();
    for reader in readers {
        assert_eq!(
            reader.join().expect("the reader does not panic"),
            (0..10_000).collect::<Vec<_>>()
        );
    }
}

struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_dropped_watch_is_not_woken() {
    let journal = Journal::new();
    let count = Arc::new(Count(AtomicUsize::new(0)));
    let watch = journal.watch(&Waker::from(Arc::clone(&count)));
    let other = journal.watch(&Waker::from(Arc::clone(&count)));
    journal
        .append(Timestamp::EPOCH, OUTPUT, 1)
        .expect("it is open");
    assert_eq!(count.0.load(Ordering::Relaxed), 2);
    drop(watch);
    journal
        .append_all(Timestamp::EPOCH, [(OUTPUT, 1), (ERROR, 2)])
        .expect("it is open");
    assert_eq!(count.0.load(Ordering::Relaxed), 3);
    drop(other);
    assert!(!journal.is_watched());
    journal.close();
    assert_eq!(count.0.load(Ordering::Relaxed), 3);
}

#[test]
fn one_parker_waits_for_several_journals() {
    let (left, right) = (Journal::<u8>::new(), Journal::<u8>::new());
    let parker = Parker::new();
    let _watches = [left.watch(&parker.waker()), right.watch(&parker.waker())];
    let writer = right.clone();
    let thread = thread::spawn(move || writer.append(Timestamp::EPOCH, OUTPUT, 1));
    while !left.has_more(Cursor::START) && !right.has_more(Cursor::START) {
        parker.park();
    }
    assert!(right.has_more(Cursor::START));
    thread
        .join()
        .expect("the writer does not panic")
        .expect("it is open");
}
