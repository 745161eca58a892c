//! How the bytes of a part are written in the letters that mail carries (RFC 2045, 6).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// What a body was decoded to.
#[derive(Debug, Default)]
pub(super) struct Decoded<'b> {
    pub(super) bytes: Vec<u8>,
    /// What could not be decoded, as it stands: from the first letter on that does not belong there.
    pub(super) rest: &'b [u8],
}

/// What the last letters of base64 say beyond whole bytes is of no account, nor is how it is padded.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64 (RFC 2045, 6.8), also several one after the other, up to what is none.
pub(super) fn base64(body: &[u8]) -> Decoded<'_> {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/= \t\r\n\x0c".contains(byte);
    let end = body.iter().position(|byte| !fits(byte)).unwrap_or(body.len());
    let (own, rest) = body.split_at_checked(end).unwrap_or((body, &[]));
    // A line that is cut in the middle is none of it.
    let line = if rest.is_empty() { end } else { own.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1) };
    let (own, rest) = body.split_at_checked(line).unwrap_or((own, rest));
    let letters: Vec<u8> = own.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for stretch in letters.split(|&byte| byte == b'=').filter(|stretch| !stretch.is_empty()) {
        // One letter alone is less than a byte.
        let whole = stretch.len() - usize::from(stretch.len() % 4 == 1);
        let whole = stretch.get(..whole).unwrap_or_default();
        if BASE64.decode_vec(whole, &mut bytes).is_err() {
            return Decoded { bytes, rest: body };
        }
    }
    Decoded { bytes, rest }
}

/// Decodes quoted-printable (RFC 2045, 6.7). A `=` that means nothing stays as it is.
pub(super) fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr2(b'=', b'\n', rest) {
        let (before, sign) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(before);
        let after = sign.get(1..).unwrap_or_default();
        rest = after;
        if sign.first() == Some(&b'\n') {
            // Blanks at the end of a line came on the way.
            let carried = out.strip_suffix(b"\r").unwrap_or(&out);
            let kept = carried.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
            out.truncate(kept);
            out.push(b'\n');
        } else if let Some(byte) = hex(after) {
            out.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            let line = after.trim_ascii_start();
            let blanks = after.get(..after.len() - line.len()).unwrap_or_default();
            match blanks.iter().position(|&byte| byte == b'\n') {
                Some(end) => rest = after.get(end + 1..).unwrap_or_default(),
                None if line.is_empty() => rest = &[],
                None => out.push(b'='),
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

fn hex(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
