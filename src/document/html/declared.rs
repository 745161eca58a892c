//! The character set that a page says it is in.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, X_USER_DEFINED};
use html5gum::State;

use super::element::content;
use super::{Sink, Tag, tokens};
use crate::document::{Text, charset};
use crate::span::{Source, Span};

/// How many bytes of a page are looked at; browsers look at the first 1,024, and further where the head is long.
const HEAD: usize = 4096;

/// What the page `bytes` names in a `meta` element or in an XML declaration, by the rules of the HTML standard (13.2.3.2).
pub(in crate::document) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = charset::western(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let label = xml(&head).map(str::to_owned).or_else(|| {
        let mut meta = Meta(None);
        tokens(&head, Span::new(0, head.len()), &mut meta);
        meta.0
    });
    let named = Encoding::for_label_no_replacement(label?.as_bytes())?;
    // What reads the name can't be in UTF-16.
    match named {
        named if named.output_encoding() != named => Some(UTF_8),
        named if named == X_USER_DEFINED => Some(WINDOWS_1252),
        named => Some(named),
    }
}

fn xml(head: &str) -> Option<&str> {
    let (declaration, _) = head.strip_prefix("<?xml")?.split_once('>')?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'']).nth(1)
}

/// The label of the first `meta` element that has one.
struct Meta(Option<String>);

impl Sink for Meta {
    fn words(&mut self, _words: &str, _start: usize) {}

    fn decoded(&mut self, _words: &str, _bytes: Span<Source>) {}

    fn open(&mut self, tag: &Tag<'_>) -> Option<State> {
        let attribute = |name| tag.attribute(name).map(Text::plain);
        if tag.name == "meta" && self.0.is_none() {
            let typed = attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-type"));
            let within = || attribute("content").filter(|_| typed).and_then(label);
            self.0 = attribute("charset").map(str::to_owned).or_else(within);
        }
        content(tag.name)
    }

    fn close(&mut self, _name: &str, _tag: Span<Source>) {}

    fn wants(&self, attribute: &str) -> bool {
        matches!(attribute, "charset" | "http-equiv" | "content")
    }
}

/// The label in `text/html; charset=iso-8859-1`.
fn label(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quoted = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    quoted.split(['"', '\'', ';', ' ']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::declared;

    fn check(page: &str, expected: Option<&str>) {
        assert_eq!(declared(page.as_bytes()).map(encoding_rs::Encoding::name), expected, "{page}");
    }

    #[test]
    fn the_first_that_is_named_holds() {
        check("<p>x", None);
        check("<meta charset=iso-8859-1>", Some("windows-1252"));
        check("<META CharSet = \" Latin2 \"/><meta charset=utf-8>", Some("ISO-8859-2"));
        check("<meta http-equiv=Content-Type content='text/html; Charset=\"Shift_JIS\"'>", Some("Shift_JIS"));
        check("<meta name=x content='text/html; charset=big5'><meta charset=gbk>", Some("GBK"));
        check("<!-- <meta charset=gbk> --><title><meta charset=gbk></title><meta charset=koi8-r>", Some("KOI8-R"));
        check("<?xml version='1.0' encoding='windows-1251'?><html>", Some("windows-1251"));
        check("<meta charset=utf-16>", Some("UTF-8"));
        check("<meta charset=x-user-defined>", Some("windows-1252"));
        check("<meta charset=klingon>", None);
        check("<meta charset=hz-gb-2312>", None);
    }
}
