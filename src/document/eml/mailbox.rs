//! Mails one after the other in one file (RFC 4155), each behind a line that begins with `From `.

use super::head::Head;
use super::split::line;

/// The mails of a mailbox, in order; none where `bytes` are no mailbox.
pub(super) fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return Vec::new();
    }
    let mut starts = vec![0];
    let mut blank = false;
    let mut at = 0;
    while at < bytes.len() {
        let (own, next) = line(bytes, at);
        // Words of a mail may begin a line with `From ` too: what follows is no head then.
        if blank && own.starts_with(b"From ") && Head::begins(bytes.get(next..).unwrap_or_default()) {
            starts.push(at);
        }
        blank = own.is_empty();
        at = next;
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).filter_map(|(&start, end)| bytes.get(start..end)).collect()
}
