//! Names as people type them.

/// `Single-leg calf raise` → `single_leg_calf_raise`.
pub(super) fn as_id(text: &str) -> String {
    let mut id = String::new();
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => id.push(c),
            _ if id.ends_with('_') || id.is_empty() => {}
            _ => id.push('_'),
        }
    }
    id.trim_end_matches('_').to_owned()
}

/// Those of `known` that `text` may have been meant for, best first, at most three.
pub fn closest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let text = as_id(text);
    let length = text.chars().count();
    let mut scored: Vec<(usize, &str)> = known
        .filter_map(|id| {
            let within = !text.is_empty() && length > 3 && id.contains(&text);
            let apart = if within { 1 } else { distance(&text, id) };
            (within || apart <= 1 + length / 4).then_some((apart, id))
        })
        .collect();
    scored.sort();
    scored.into_iter().take(3).map(|(_, id)| id).collect()
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let change = before + usize::from(x != *y);
            before = *cell;
            left = change.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_textbook() {
        for (a, b, expected) in [
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("abc", "", 3),
            ("flaw", "lawn", 2),
            ("a", "a", 0),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn names_become_ids_and_slips_are_understood() {
        assert_eq!(as_id(" Single-leg  calf raise "), "single_leg_calf_raise");
        let known = ["calf_raise", "single_leg_calf_raise", "plank", "side_plank"];
        assert_eq!(closest("clf raise", known.into_iter()), ["calf_raise"]);
        assert_eq!(closest("plank", known.into_iter()), ["plank", "side_plank"]);
        assert!(closest("swimming", known.into_iter()).is_empty());
    }
}
