//! Character sets by the names that mails and pages give them (the Encoding standard of the WHATWG).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// `bytes` as text of the character set called `label`, UTF-8 where none is named, and what is wrong with them. There
/// is text in any case, with U+FFFD for what means nothing.
pub(super) fn decoded(label: Option<&str>, bytes: &[u8]) -> (String, Option<String>) {
    let label = label.map(str::trim).filter(|label| !label.is_empty()).unwrap_or("utf-8");
    let ascii = ["us-ascii", "ascii", "unknown-8bit"].iter().any(|name| name.eq_ignore_ascii_case(label));
    let named = if ascii { Some(UTF_8) } else { Encoding::for_label_no_replacement(label.as_bytes()) };
    let (text, _, broken) = named.unwrap_or(UTF_8).decode(bytes);
    let why = match named {
        None => Some(format!("is in the character set `{label}`, which is not known")),
        Some(_) if broken || text.contains('\0') => Some(format!("holds bytes that are no text in `{label}`")),
        Some(_) => None,
    };
    (text.into_owned(), why)
}

/// `bytes` as Western letters, which all bytes are.
pub(super) fn western(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}
