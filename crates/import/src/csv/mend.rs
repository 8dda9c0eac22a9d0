//! Stray quotation marks: one of them swallows cells and lines until the next.

use std::borrow::Cow;

use csv::StringRecord;

use super::sheet::reader;

/// Lines that a quoted cell of a table may run over: names and notes of laps. Ours.
const MOST_LINES: usize = 4;
/// Lines longer than this are only freed of their marks, bytes. Ours.
const MOST_BYTES: usize = 16 * 1024;
/// Marks of a line that are tried one by one. Ours: a line of a list has fewer.
const MOST_MARKS: usize = 64;

/// A body without stray marks, and which lines (from 0) were mended.
pub(super) fn mend(body: &str, delimiter: u8, width: usize) -> (Cow<'_, str>, Vec<usize>) {
    let odd = |line: &str| line.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    if !body.split_inclusive('\n').any(odd) {
        return (Cow::Borrowed(body), Vec::new());
    }
    let mut out = String::with_capacity(body.len());
    let mut mended = Vec::new();
    let (mut rest, mut i) = (body, 0);
    while let Some(line) = rest.split_inclusive('\n').next() {
        if !odd(line) {
            out.push_str(line);
            (rest, i) = (&rest[line.len()..], i + 1);
            continue;
        }
        // A cell that really runs over lines ends soon, and the row is a whole one.
        let ahead: Vec<&str> = rest.split_inclusive('\n').take(MOST_LINES).collect();
        let end = (1..ahead.len()).find(|k| odd(ahead[*k]));
        let whole = end.map(|e| ahead[..=e].concat()).filter(|text| {
            let rows: Vec<StringRecord> = records(text, delimiter);
            matches!(rows.as_slice(), [row] if row.len() == width)
        });
        // ... unless each line is a row without its mark.
        let alone = without_stray(line, delimiter, width);
        match (whole, end, &alone) {
            (Some(text), Some(e), alone)
                if alone.is_none() || without_stray(ahead[e], delimiter, width).is_none() =>
            {
                out.push_str(&text);
                (rest, i) = (&rest[text.len()..], i + e + 1);
            }
            _ => {
                out.push_str(&alone.unwrap_or_else(|| line.replace('"', "")));
                mended.push(i);
                (rest, i) = (&rest[line.len()..], i + 1);
            }
        }
    }
    (Cow::Owned(out), mended)
}

fn records(text: &str, delimiter: u8) -> Vec<StringRecord> {
    reader(text, delimiter).records().map_while(Result::ok).collect()
}

/// The line without the one mark that keeps it from being a row of this width.
fn without_stray(line: &str, delimiter: u8, width: usize) -> Option<String> {
    if line.len() > MOST_BYTES {
        return None;
    }
    let marks = line.match_indices('"').map(|(at, _)| at).take(MOST_MARKS);
    marks
        .map(|at| format!("{}{}", &line[..at], &line[at + 1..]))
        .find(|text| matches!(records(text, delimiter).as_slice(), [row] if row.len() == width && !row.iter().any(|c| c.contains(['"', '\n']))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_mark_costs_nothing() {
        let body = "1,\"5:28\",\"1,00\"\n2,\"\"5:29\",\"1,01\"\n3,\"5:30\",\"1,02\"\n";
        let (text, mended) = mend(body, b',', 3);
        assert_eq!(text, body.replace("\"\"5", "\"5"));
        assert_eq!(mended, [1]);
        let (text, mended) = mend("1,2\n3,\"4\n5,6\n7,\"8\n", b',', 2);
        assert_eq!((&*text, mended), ("1,2\n3,4\n5,6\n7,8\n", vec![1, 3]));
    }

    #[test]
    fn cells_over_lines_stay() {
        let body = "1,\"a\nb\",2\n3,c,4\n";
        let (text, mended) = mend(body, b',', 3);
        assert_eq!((&*text, mended.len()), (body, 0));
        let plain = "1,2\n3,4\n";
        assert_eq!(mend(plain, b',', 2), (Cow::Borrowed(plain), vec![]));
    }
}
