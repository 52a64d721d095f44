//! .NET's sort, element for element: scripts see where it puts what compares equal.

use std::cmp::Ordering;

/// Ranges up to this length are sorted by insertion.
const SMALL: usize = 16;

/// Sorts as `List<T>.Sort` does. A comparison that contradicts itself gives some order, never a panic.
pub(crate) fn sort<T: Clone>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    if items.len() > 1 {
        let depth = 2 * (items.len().ilog2() + 1);
        sort_range(items, depth, compare);
    }
}

fn sort_range<T: Clone>(
    mut items: &mut [T],
    mut depth: u32,
    compare: &mut dyn FnMut(&T, &T) -> Ordering,
) {
    while items.len() > 1 {
        match items.len() {
            2 => return order(items, 0, 1, compare),
            3 => {
                order(items, 0, 1, compare);
                order(items, 0, 2, compare);
                return order(items, 1, 2, compare);
            }
            ..=SMALL => return insert(items, compare),
            _ => {}
        }
        if depth == 0 {
            return heap(items, compare);
        }
        depth -= 1;
        let pivot = partition(items, compare);
        let (left, right) = items.split_at_mut(pivot);
        sort_range(&mut right[1..], depth, compare);
        items = left;
    }
}

fn order<T>(items: &mut [T], a: usize, b: usize, compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    if compare(&items[a], &items[b]) == Ordering::Greater {
        items.swap(a, b);
    }
}

fn partition<T: Clone>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) -> usize {
    let last = items.len() - 1;
    let middle = last / 2;
    order(items, 0, middle, compare);
    order(items, 0, last, compare);
    order(items, middle, last, compare);
    let pivot = items[middle].clone();
    items.swap(middle, last - 1);
    let (mut left, mut right) = (0, last - 1);
    while left < right {
        loop {
            left += 1;
            if left >= last || compare(&items[left], &pivot) != Ordering::Less {
                break;
            }
        }
        loop {
            right = right.saturating_sub(1);
            if right == 0 || compare(&pivot, &items[right]) != Ordering::Less {
                break;
            }
        }
        if left >= right {
            break;
        }
        items.swap(left, right);
    }
    let left = left.min(last - 1);
    items.swap(left, last - 1);
    left
}

fn insert<T: Clone>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    for start in 1..items.len() {
        let mut at = start;
        while at > 0 && compare(&items[at], &items[at - 1]) == Ordering::Less {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

fn heap<T: Clone>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    let length = items.len();
    for at in (1..=length / 2).rev() {
        sift(items, at, length, compare);
    }
    for end in (2..=length).rev() {
        items.swap(0, end - 1);
        sift(items, 1, end - 1, compare);
    }
}

fn sift<T: Clone>(
    items: &mut [T],
    mut at: usize,
    length: usize,
    compare: &mut dyn FnMut(&T, &T) -> Ordering,
) {
    let moved = items[at - 1].clone();
    while at <= length / 2 {
        let mut child = 2 * at;
        if child < length && compare(&items[child - 1], &items[child]) == Ordering::Less {
            child += 1;
        }
        if compare(&moved, &items[child - 1]) != Ordering::Less {
            break;
        }
        items[at - 1] = items[child - 1].clone();
        at = child;
    }
    items[at - 1] = moved;
}
