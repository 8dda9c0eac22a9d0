//! Cells → numbers, quickly: a recording of an hour holds millions.

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The number in a cell; NaN for blanks, words and infinity.
pub(crate) fn number(cell: &[u8], decimal_comma: bool) -> f64 {
    let cell = cell.trim_ascii();
    // Some loggers end every row with a semicolon behind the last comma-separated cell.
    let cell = cell.strip_suffix(b";").map_or(cell, <[u8]>::trim_ascii_end);
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, cell),
    };
    let mark = if decimal_comma { b',' } else { b'.' };
    let (mut mantissa, mut count, mut decimals) = (0u64, 0usize, None);
    for &byte in digits {
        if byte.is_ascii_digit() {
            count += 1;
            if count > 18 {
                return slow(cell, decimal_comma);
            }
            mantissa = mantissa * 10 + u64::from(byte - b'0');
            decimals = decimals.map(|d: usize| d + 1);
        } else if byte == mark && decimals.is_none() {
            decimals = Some(0);
        } else {
            return slow(cell, decimal_comma);
        }
    }
    // Below 2^53 both parts are exact, and so their quotient is the nearest double.
    match POWERS.get(decimals.unwrap_or(0)) {
        Some(power) if count > 0 && mantissa < (1 << 53) => {
            let value = mantissa as f64 / power;
            if negative { -value } else { value }
        }
        _ => slow(cell, decimal_comma),
    }
}

fn slow(cell: &[u8], decimal_comma: bool) -> f64 {
    let Ok(text) = std::str::from_utf8(cell) else { return f64::NAN };
    let value =
        if decimal_comma { text.replacen(',', ".", 1).parse() } else { text.parse::<f64>() };
    value.ok().filter(|v| v.is_finite()).unwrap_or(f64::NAN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_the_standard_library() {
        for text in [
            "0",
            "-0.0",
            "1",
            "-9.80665",
            "0.1",
            "123456789012345678",
            "1e-5",
            "-2.5E3",
            "1.0000000000000001",
            ".5",
            "5.",
            "+3.25",
            "9007199254740993",
            "0.000000000000000000000001",
            "1540490250.010",
        ] {
            assert_eq!(
                number(text.as_bytes(), false).to_bits(),
                text.parse::<f64>().unwrap().to_bits(),
                "{text}"
            );
        }
        assert_eq!(number(b" 1,5 ", true), 1.5);
        assert_eq!(number(b"-1.5;", false), -1.5);
        assert_eq!(number(b"-1,5e2", true), -150.0);
        for text in ["", " ", ";", "-", ".", "abc", "nan", "inf", "1.2.3", "1 2", "--", "1,5"] {
            assert!(number(text.as_bytes(), false).is_nan(), "{text}");
        }
    }
}
