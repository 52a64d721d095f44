//! Column widths of a table: who gets the room there is, and who has to go when there is too little.

const MINIMUM: i32 = 1;
const SEPARATOR: i32 = 1;

/// Sets the final widths. In: a width above 0 is fixed, 0 is to be chosen. Out: -1 for a column that is left out.
pub fn assign(table: i32, widths: &mut [i32]) {
    if !give(table, widths) {
        trim(table, widths);
    }
}

fn give(table: i32, widths: &mut [i32]) -> bool {
    let gaps = SEPARATOR * (widths.len() as i32 - 1);
    if widths.iter().all(|width| *width > 0) {
        let sum = widths
            .iter()
            .fold(0i32, |sum, width| sum.saturating_add(*width));
        return sum.saturating_add(gaps) <= table;
    }
    let fixed: Vec<bool> = widths.iter().map(|width| *width > 0).collect();
    for width in widths.iter_mut().filter(|width| **width == 0) {
        *width = MINIMUM;
    }
    let mut room = table - current(widths);
    if room < 0 {
        return false;
    }
    // Every open column gets the same; what remains goes to the first ones.
    let open = fixed.iter().filter(|is_fixed| !**is_fixed).count() as i32;
    let share = room / open.max(1);
    room -= share * open;
    for (width, is_fixed) in widths.iter_mut().zip(&fixed) {
        if *is_fixed {
            continue;
        }
        *width += share;
        if room > 0 {
            *width += 1;
            room -= 1;
        }
    }
    true
}

fn trim(table: i32, widths: &mut [i32]) {
    loop {
        let excess = current(widths) - table;
        if excess <= 0 {
            return;
        }
        let visible = widths
            .iter()
            .position(|width| *width < 0)
            .unwrap_or(widths.len());
        let Some(last) = visible.checked_sub(1) else {
            return;
        };
        let left = widths[last].saturating_sub(excess);
        widths[last] = if left < MINIMUM { -1 } else { left };
    }
}

fn current(widths: &[i32]) -> i32 {
    let visible = widths.iter().filter(|width| **width > 0);
    let (count, sum) = visible.fold((0, 0i32), |(count, sum), width| {
        (count + 1, sum.saturating_add(*width))
    });
    sum.saturating_add(SEPARATOR * (count - 1))
}

#[cfg(test)]
mod tests {
    use super::assign;

    #[test]
    fn shares_and_trims() {
        for (table, given, expected) in [
            (80, vec![0, 0], vec![40, 39]),
            (20, vec![5, 5], vec![5, 5]),
            (10, vec![5, 5, 5], vec![5, 4, -1]),
            (8, vec![5, 2, 9], vec![5, 2, -1]),
            (6, vec![0, 0, 0, 0], vec![1, 1, 1, -1]),
        ] {
            let mut widths = given.clone();
            assign(table, &mut widths);
            assert_eq!(widths, expected, "{given:?} in {table}");
        }
    }
}
