//! What a page lets a browser run: its own script, known by its hash, and nothing else.

use crate::hash::sha256;

/// What the template says in place of the hash.
const OPEN: &str = "script-src 'unsafe-inline'";
const BEGIN: &str = "<script>";
const END: &str = "</script>";

/// The page with the hash of its script, which is its last element, in its policy.
pub(crate) fn sealed(page: String) -> String {
    let script = page.rfind(BEGIN).and_then(|at| {
        let rest = page.get(at + BEGIN.len()..)?;
        rest.get(..rest.find(END)?)
    });
    let hash = script.map(|script| base64(&sha256(script.as_bytes())));
    let own = hash.map_or_else(
        || "script-src 'none'".to_owned(),
        |hash| format!("script-src 'sha256-{hash}'"),
    );
    page.replacen(OPEN, &own, 1)
}

/// Bytes in the alphabet of RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |all, b| (all << 8) | u32::from(*b));
        let bits = bits << (8 * (3 - three.len()));
        for k in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * k)) as usize & 63];
            out.push(if k > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard() {
        // RFC 4648, section 10.
        for (text, letters) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), letters);
        }
    }

    #[test]
    fn the_script_of_the_page_is_the_only_one() {
        let page = format!(
            "<meta content=\"{OPEN}\"><script type=\"x\">1</script><script>\nalert(1)\n</script>"
        );
        // echo -ne '\nalert(1)\n' | openssl dgst -sha256 -binary | base64
        assert!(
            sealed(page)
                .contains("script-src 'sha256-J8+4/wmqNoqVGih0Xof49bzVEIwR8aHhR5HvZK1wlzY='")
        );
        assert!(sealed(format!("<meta content=\"{OPEN}\">")).contains("script-src 'none'"));
    }
}
