//! Bytes → text: byte-order marks, UTF-16, UTF-8, and Windows-1252 (which
//! Latin-1 texts are read as) for the rest.

use std::borrow::Cow;

/// The text of a file and its encoding where that had to be guessed; `None` for
/// binary data.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Option<&'static str>)> {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(bom..)?);
        return is_text(&text).then_some((text, None));
    }
    if let Some(encoding) = bomless_utf16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return is_text(&text).then_some((text, Some(encoding.name())));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            let text = text.replace('\0', "");
            (is_text(&text) && !text.trim().is_empty()).then_some((Cow::Owned(text), None))
        }
        Ok(text) => is_text(text).then_some((Cow::Borrowed(text), None)),
        // The first bytes of a longer file may end inside a character.
        Err(e) if e.error_len().is_none() => {
            let text = std::str::from_utf8(bytes.get(..e.valid_up_to())?).ok()?;
            is_text(text).then_some((Cow::Borrowed(text), None))
        }
        Err(_) => {
            // What is no text in one is none in the others: a look at the names costs more.
            let first = ENCODINGS[0];
            if !is_text(&first.decode_without_bom_handling(&bytes[..bytes.len().min(4096)]).0) {
                return None;
            }
            let encoding = by_names(bytes);
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            is_text(&text).then_some((text, Some(encoding.name())))
        }
    }
}

/// Encodings without a mark, the commonest first.
static ENCODINGS: [&encoding_rs::Encoding; 10] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::SHIFT_JIS,
    encoding_rs::GBK,
    encoding_rs::EUC_KR,
    encoding_rs::BIG5,
    encoding_rs::EUC_JP,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1253,
];

/// The encoding in which most names of columns are known.
fn by_names(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let head = &bytes[..bytes.len().min(2 * 1024)];
    let known = |encoding: &'static encoding_rs::Encoding| {
        let text = encoding.decode_without_bom_handling(head).0;
        super::recognised(&text)
    };
    let mut best = (0, ENCODINGS[0]);
    for encoding in ENCODINGS {
        let count = known(encoding);
        if count > best.0 {
            best = (count, encoding);
        }
    }
    best.1
}

/// NUL characters in a text that has none by its encoding: how many, and the
/// line of the first.
pub(super) fn nuls(bytes: &[u8]) -> Option<(usize, usize)> {
    if bomless_utf16(bytes).is_some() || std::str::from_utf8(bytes).is_err() {
        return None;
    }
    let first = bytes.iter().position(|b| *b == 0)?;
    let count = bytes.iter().filter(|b| **b == 0).count();
    Some((count, 1 + bytes.iter().take(first).filter(|b| **b == b'\n').count()))
}

/// UTF-16 without a mark: nearly every second byte of Western text is zero.
fn bomless_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Names in other scripts have no zeros, their numbers and commas have.
    let mostly = |a: usize, b: usize| a * 10 > pairs * 4 && b * 50 < pairs;
    if mostly(odd, even) {
        Some(encoding_rs::UTF_16LE)
    } else if mostly(even, odd) {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// No NUL and hardly any other control character.
fn is_text(text: &str) -> bool {
    let head = text.as_bytes();
    let head = &head[..head.len().min(16 * 1024)];
    let control =
        head.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0c)).count();
    !head.contains(&0) && control * 200 <= head.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let text = "Höhe,Puls\n1,2\n";
        assert_eq!(decode(text.as_bytes()).unwrap(), (text.into(), None));
        let mut bom = vec![0xef, 0xbb, 0xbf];
        bom.extend(text.as_bytes());
        assert_eq!(decode(&bom).unwrap().0, text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap().0, text);
        let mut with_bom = vec![0xfe, 0xff];
        with_bom.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(decode(&with_bom).unwrap().0, text);
        let latin1: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
        assert_eq!(decode(&latin1).unwrap(), (text.into(), Some("windows-1252")));
        assert!(decode(&[0u8; 64]).is_none());
        assert!(decode(&[14, 16, 0, 0, b'.', b'F', b'I', b'T', 0, 1, 2, 3]).is_none());
    }
}
