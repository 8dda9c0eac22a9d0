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
    match plain(cell, if decimal_comma { b',' } else { b'.' }) {
        Some((value, length)) if length == cell.len() => value,
        _ => slow(cell, decimal_comma),
    }
}

/// The number that some bytes begin with, and its length, where it is digits with at most
/// one decimal mark and all of them count.
#[inline(always)]
pub(crate) fn plain(bytes: &[u8], mark: u8) -> Option<(f64, usize)> {
    let negative = bytes.first() == Some(&b'-');
    let from = usize::from(negative);
    let (mut mantissa, whole) = digits(bytes, from, 0);
    let (mut at, mut decimals) = (whole, 0);
    if bytes.get(at) == Some(&mark) {
        (mantissa, at) = digits(bytes, whole + 1, mantissa);
        decimals = at - whole - 1;
    }
    let count = whole - from + decimals;
    let power = POWERS.get(decimals)?;
    // Below 2^53 both parts are exact, and so their quotient is the nearest double.
    if count == 0 || count > 18 || mantissa >= 1 << 53 {
        return None;
    }
    let value = mantissa as i64 as f64 / power;
    Some((if negative { -value } else { value }, at))
}

/// Reads digits behind those of a number, as many as there are; and where they end.
/// The number is right for no more than 18 of them. One by one: in cells of a sensor they
/// are too few for eight at a time.
#[inline(always)]
fn digits(bytes: &[u8], from: usize, mut number: u64) -> (u64, usize) {
    let mut at = from;
    for byte in bytes.get(from..).unwrap_or_default() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (number, at)
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
