//! Wildcard patterns for property names.

/// Whether text is a pattern rather than a name.
pub fn is_pattern(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '`' => {
                chars.next();
            }
            '*' | '?' | '[' => return true,
            _ => {}
        }
    }
    false
}

/// Whether a name matches, ignoring case.
pub fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().flat_map(char::to_lowercase).collect();
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    matches_from(&pattern, &name)
}

fn matches_from(pattern: &[char], name: &[char]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some(('*', rest)) => (0..=name.len()).any(|skip| matches_from(rest, &name[skip..])),
        Some(('?', rest)) => !name.is_empty() && matches_from(rest, &name[1..]),
        Some(('[', _)) => matches_set(pattern, name),
        Some(('`', rest)) if !rest.is_empty() => matches_one(rest[0], &rest[1..], name),
        Some((c, rest)) => matches_one(*c, rest, name),
    }
}

fn matches_one(c: char, rest: &[char], name: &[char]) -> bool {
    name.first() == Some(&c) && matches_from(rest, &name[1..])
}

fn matches_set(pattern: &[char], name: &[char]) -> bool {
    let (Some(end), Some(first)) = (pattern.iter().position(|c| *c == ']'), name.first()) else {
        return false;
    };
    let set = &pattern[1..end];
    let mut at = 0;
    let mut found = false;
    while at < set.len() {
        if at + 2 < set.len() && set[at + 1] == '-' {
            found |= (set[at]..=set[at + 2]).contains(first);
            at += 3;
        } else {
            found |= set[at] == *first;
            at += 1;
        }
    }
    found && matches_from(&pattern[end + 1..], &name[1..])
}
