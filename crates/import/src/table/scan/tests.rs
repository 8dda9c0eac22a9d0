//! The scan beside the `csv` reader.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// Gives a few bytes at a time, and fails at the end where asked to.
struct Drops<'a> {
    bytes: &'a [u8],
    size: usize,
    fails: bool,
}

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.bytes.is_empty() && self.fails {
            return Err(std::io::Error::other("torn"));
        }
        let n = self.size.min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(n);
        buffer[..n].copy_from_slice(now);
        self.bytes = later;
        Ok(n)
    }
}

type Table = Vec<(Vec<Vec<u8>>, Vec<f64>)>;

fn by_scan(input: impl Read, dialect: Dialect, wanted: &[usize]) -> (Table, Vec<u64>, bool) {
    let mut scan = Scan::new(input, dialect);
    scan.want(wanted.iter().copied());
    let (mut table, mut lines) = (Vec::new(), Vec::new());
    loop {
        match scan.advance() {
            Ok(true) => {}
            Ok(false) => return (table, lines, true),
            Err(_) => return (table, lines, false),
        }
        let cells = scan.cells();
        let by_place: Vec<Vec<u8>> =
            (0..).map_while(|i| cells.get(i)).map(<[u8]>::to_vec).collect();
        let in_turn: Vec<Vec<u8>> = cells.iter().map(<[u8]>::to_vec).collect();
        assert_eq!(by_place, in_turn);
        assert_eq!(cells.is_blank(), in_turn.iter().all(|c| c.trim_ascii().is_empty()));
        table.push((by_place, (0..in_turn.len() + 1).map(|i| cells.number(i)).collect()));
        lines.push(scan.line());
    }
}

fn by_csv(input: impl Read, dialect: Dialect) -> (Table, Vec<u64>, bool) {
    let mut reader = dialect.reader(input);
    let (mut record, mut table, mut lines) = (ByteRecord::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return (table, lines, true),
            Err(_) => return (table, lines, false),
        }
        let cells: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
        let numbers = cells.iter().map(|c| number(c, dialect.decimal_comma));
        let numbers = numbers.chain([f64::NAN]).collect();
        table.push((cells, numbers));
        lines.push(record.position().unwrap().line());
    }
}

fn bits(table: &Table) -> Vec<(&[Vec<u8>], Vec<u64>)> {
    table.iter().map(|(c, n)| (c.as_slice(), n.iter().map(|v| v.to_bits()).collect())).collect()
}

fn cell() -> impl Strategy<Value = String> {
    let number =
        (any::<bool>(), 0u64..200_000_000_000, 0usize..12).prop_map(|(minus, n, after)| {
            let digits = format!("{n:0>width$}", width = after + 1);
            let (whole, part) = digits.split_at(digits.len() - after);
            format!("{}{whole}.{part}", if minus { "-" } else { "" })
        });
    prop_oneof![
        8 => number,
        1 => any::<f64>().prop_map(|v| v.to_string()),
        1 => any::<i64>().prop_map(|v| v.to_string()),
        1 => prop::sample::select(vec![
            "", " ", "NaN", "inf", "1,5", "-0,25", "+3.5", " 7.25 ", "1e-3", "4;", "12:30:05", "x",
            "-", ".", "5.", ".5", "\u{e9}", "0.00000000000000000000001", "\u{feff}1",
        ]).prop_map(String::from),
    ]
}

/// A table as text: rows of any width, ends of lines, now and then something odd.
fn text(odd: bool) -> impl Strategy<Value = Vec<u8>> {
    let odd_cell = prop::sample::select(vec![
        "\"1.5\"",
        "\"a\"\"b\"",
        "\"a,b;c\"",
        "\"open",
        "in\"side",
        "\"two\nlines\"",
        "\rlone",
        "\"\"",
        "\"1,5\"",
    ])
    .prop_map(String::from);
    let cell = prop_oneof![40 => cell(), u32::from(odd) => odd_cell];
    let row = prop::collection::vec(cell, 0..8);
    let delimiter = prop::sample::select(vec![',', ';', '\t', ' ']);
    let end = prop::sample::select(if odd {
        vec!["\n", "\r\n", "\n\n", "\r\n\r\n", "\r"]
    } else {
        vec!["\n"]
    });
    let rows = prop::collection::vec((row, end), 0..40);
    (rows, delimiter, any::<bool>(), any::<bool>()).prop_map(|(rows, delimiter, bom, cut)| {
        let mut text = String::from(if bom { "\u{feff}" } else { "" });
        for (row, end) in rows {
            text.push_str(&row.join(&delimiter.to_string()));
            text.push_str(end);
        }
        if cut {
            text.pop();
        }
        text.into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn same_cells_and_numbers_as_csv(
        text in text(true),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b' ']),
        (decimal_comma, quoting, fails) in any::<(bool, bool, bool)>(),
        wanted in prop::collection::vec(0usize..8, 0..6),
        size in 8usize..200,
    ) {
        // The `csv` reader takes a byte-order mark that is read on its own for the end.
        prop_assume!(text.len() > 3);
        let dialect = Dialect { delimiter, decimal_comma, quoting };
        let drops = |fails| Drops { bytes: &text, size, fails };
        let (table, _, whole) = by_scan(drops(fails), dialect, &wanted);
        let (expected, _, expected_whole) = by_csv(drops(fails), dialect);
        prop_assert_eq!(whole, expected_whole);
        prop_assert_eq!(bits(&table), bits(&expected));
    }

    #[test]
    fn same_lines_as_csv(text in text(false), delimiter in prop::sample::select(vec![b',', b';'])) {
        let dialect = Dialect { delimiter, decimal_comma: false, quoting: true };
        let (_, lines, _) = by_scan(text.as_slice(), dialect, &[0, 1]);
        // The `csv` reader gives a row the line behind the row before it, blank or not.
        let text = String::from_utf8(text).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let numbered = text.split('\n').zip(1u64..);
        let expected: Vec<u64> = numbered.filter(|(l, _)| !l.is_empty()).map(|(_, n)| n).collect();
        prop_assert_eq!(lines, expected);
    }
}

fn lines_of(text: &str) -> Vec<u64> {
    let dialect = Dialect { delimiter: b',', decimal_comma: false, quoting: true };
    by_scan(text.as_bytes(), dialect, &[0]).1
}

#[test]
fn lines_stay_right_where_csv_takes_over() {
    // A quote that goes on over two lines, plain rows before and behind it.
    assert_eq!(lines_of("1,2\n3,4\n\"a\nb\",5\n6,7\n8,9\n"), [1, 2, 3, 5, 6]);
    assert_eq!(lines_of("1,2\r\n3,4\r\n\"a\r\nb\",5\r\n6,7\r\n8,9\r\n"), [1, 2, 3, 5, 6]);
    assert_eq!(lines_of("\"a\nb\",5\n6,7\n"), [1, 3]);
    assert_eq!(lines_of("\"t\",\"x\"\n\n1,2\r\n3,4\n"), [1, 3, 4]);
}

#[test]
fn rows_longer_than_the_block() {
    let long = "1.5,".repeat(BLOCK) + "2\n3,4\n";
    let dialect = Dialect { delimiter: b',', decimal_comma: false, quoting: true };
    let text = format!("7,8\n{long}");
    let (table, lines, _) = by_scan(text.as_bytes(), dialect, &[0, 1]);
    let (expected, _, _) = by_csv(text.as_bytes(), dialect);
    assert_eq!(table.iter().map(|r| r.0.len()).collect::<Vec<_>>(), [2, BLOCK + 1, 2]);
    assert!(bits(&table) == bits(&expected));
    assert_eq!(lines, [1, 2, 3]);
}

#[test]
fn many_quoted_rows_are_read_at_once() {
    let text = "\"1.5\",2\n".repeat(QUOTED_ROWS + 10) + "\"open\n";
    let dialect = Dialect { delimiter: b',', decimal_comma: false, quoting: true };
    let (table, lines, _) = by_scan(text.as_bytes(), dialect, &[0, 1]);
    let (expected, csv_lines, _) = by_csv(text.as_bytes(), dialect);
    assert!(bits(&table) == bits(&expected));
    assert_eq!(lines, csv_lines);
}
