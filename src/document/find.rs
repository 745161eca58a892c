//! Whether some words stand in a document, and where: for attachments and references that have to be there.

use pulldown_cmark::{Event, Parser, Tag};

use super::{BlockKind, Document, Format};
use crate::span::{Plain, Source, Span};

/// A link's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The URL as the document means it.
    pub target: String,
    /// The link's bytes, text and target.
    pub span: Span<Source>,
}

impl Document {
    /// Where `needle` first stands, in the text of any block, code included (comments, hidden text and attributes
    /// are not), or in a link's target.
    /// Case does not matter, and a run of white space equals any other. A word is found as a whole:
    /// `/api/launch-room` is not in `/api/launch-room-2`.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// let document = Document::read(Format::Markdown, "Attached: `get\n/api/pack`.");
    /// let place = document.find_text("GET /api/pack").unwrap();
    /// assert_eq!(place.slice(&document.source), "get\n/api/pack");
    /// ```
    #[must_use]
    pub fn find_text(&self, needle: &str) -> Option<Span<Source>> {
        if self.links.is_empty() && holds(&self.source, &[longest_run(needle)]) == [false] {
            return None;
        }
        let needle = Needle::new(needle)?;
        let texts = self.blocks.iter().filter(|block| block.kind != BlockKind::Aside).map(|block| &block.text);
        let found = texts.into_iter().find_map(|text| Some(text.to_source(needle.find(text.plain())?)));
        found.or_else(|| {
            self.link_targets().into_iter().find(|link| needle.find(&link.target).is_some()).map(|l| l.span)
        })
    }

    /// Whether each of `needles` stands in it, as [`Document::find_text`] finds them.
    pub(crate) fn holds_texts(&self, needles: &[&str]) -> Vec<bool> {
        let runs: Vec<&str> = needles.iter().map(|needle| longest_run(needle)).collect();
        let may = holds(&self.source, &runs).into_iter().map(|held| held || !self.links.is_empty());
        needles.iter().zip(may).map(|(needle, may)| may && self.find_text(needle).is_some()).collect()
    }

    /// The links and pictures of the document; none in formats that have no links.
    #[must_use]
    pub fn link_targets(&self) -> Vec<Link> {
        if self.format == Format::Html {
            return super::html::links(&self.source);
        }
        if self.format != Format::Markdown {
            return self.links.clone();
        }
        let start = super::front::front_matter(&self.source).end;
        let body = self.source.get(start..).unwrap_or_default();
        let events = Parser::new_ext(body, super::markdown::options()).into_offset_iter();
        events
            .filter_map(|(event, range)| match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    Some(Link { target: dest_url.to_string(), span: Span::new(start + range.start, start + range.end) })
                }
                _ => None,
            })
            .collect()
    }
}

/// The longest stretch of `words` that every format writes as it is: letters, digits and the signs of paths.
fn longest_run(words: &str) -> &str {
    let runs = words.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | ':')));
    runs.max_by_key(|run| run.len()).unwrap_or_default()
}

/// Whether `source` holds each of `runs`, whatever the case of ASCII letters: a look at the bytes before anything is
/// parsed, one for all runs that are looked for by the same byte.
fn holds(source: &str, runs: &[&str]) -> Vec<bool> {
    let text = source.as_bytes();
    // Signs are rarer than letters.
    let rare = |run: &str| run.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
    let sought: Vec<(usize, Option<u8>)> =
        runs.iter().map(|run| (rare(run), run.as_bytes().get(rare(run)).map(u8::to_ascii_lowercase))).collect();
    let mut held: Vec<bool> = sought.iter().map(|(_, byte)| byte.is_none()).collect();
    let mut bytes: Vec<u8> = sought.iter().filter_map(|(_, byte)| *byte).collect();
    bytes.sort_unstable();
    bytes.dedup();
    for byte in bytes {
        for at in memchr::memchr2_iter(byte, byte.to_ascii_uppercase(), text) {
            let of_byte = runs.iter().zip(&sought).zip(&mut held).filter(|((_, (_, sought)), _)| *sought == Some(byte));
            for ((run, (before, _)), held) in of_byte {
                let here = at.checked_sub(*before).and_then(|start| text.get(start..start + run.len()));
                *held |= here.is_some_and(|here| here.eq_ignore_ascii_case(run.as_bytes()));
            }
        }
    }
    held
}

/// Words to be found, made comparable once.
struct Needle {
    /// Lower case, each run of white space one space.
    folded: Vec<char>,
}

impl Needle {
    /// `None` for words that hold nothing.
    fn new(words: &str) -> Option<Self> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let folded: Vec<char> = words.join(" ").chars().flat_map(char::to_lowercase).collect();
        (!folded.is_empty()).then_some(Self { folded })
    }

    fn find(&self, text: &str) -> Option<Span<Plain>> {
        let first = self.folded.first()?;
        let starts = text.char_indices().filter(|(_, c)| c.to_lowercase().next() == Some(*first));
        starts.into_iter().find_map(|(start, _)| {
            let length = self.length_at(text.get(start..)?)?;
            let span = Span::new(start, start + length);
            self.is_whole(text, span).then_some(span)
        })
    }

    /// How many bytes at the start of `text` equal the needle.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut wanted = self.folded.iter().peekable();
        let mut in_space = false;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                if !in_space {
                    wanted.next_if(|wanted| **wanted == ' ')?;
                    in_space = true;
                }
                continue;
            }
            if wanted.peek().is_none() {
                return Some(at);
            }
            in_space = false;
            for lower in c.to_lowercase() {
                wanted.next_if(|wanted| **wanted == lower)?;
            }
            if wanted.peek().is_none() {
                return Some(at + c.len_utf8());
            }
        }
        None
    }

    /// Whether `span` does not cut a word or a path.
    fn is_whole(&self, text: &str, span: Span<Plain>) -> bool {
        let mut before = text.get(..span.start).unwrap_or_default().chars().rev();
        let mut after = text.get(span.end..).unwrap_or_default().chars();
        let word_first = self.folded.first().is_some_and(|c| c.is_alphanumeric());
        let word_last = self.folded.last().is_some_and(|c| c.is_alphanumeric());
        !(word_first && goes_on(before.next(), before.next()) || word_last && goes_on(after.next(), after.next()))
    }
}

/// Whether a word goes on with `next`: a letter, or a joint with a letter behind it.
fn goes_on(next: Option<char>, behind: Option<char>) -> bool {
    match next {
        Some('-' | '_' | '/') => behind.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, source: &str, needle: &str, expected: Option<&str>) {
        let document = Document::read(format, source);
        assert_eq!(document.find_text(needle).map(|span| span.slice(source)), expected, "{needle} in {source}");
    }

    #[test]
    fn words_are_found_in_any_block() {
        let get = "GET /api/product/commercial-pack";
        check(Format::Text, "  • GET  /api/product/commercial-pack\n", get, Some("GET  /api/product/commercial-pack"));
        check(
            Format::Markdown,
            "```\nget /API/product/commercial-pack\n```\n",
            get,
            Some("get /API/product/commercial-pack"),
        );
        check(
            Format::Markdown,
            "> x **GET**\n> /api/product/commercial-pack",
            get,
            Some("GET**\n> /api/product/commercial-pack"),
        );
        check(Format::Json, r#"{"a": ["GET /api/product/commercial-pack?x"]}"#, get, Some(get));
        check(Format::Markdown, "<!-- GET /api/product/commercial-pack -->", get, None);
        check(Format::Text, "", get, None);
        check(Format::Text, "x", "  ", None);
    }

    #[test]
    fn a_word_is_found_as_a_whole() {
        check(Format::Text, "/api/launch-room-2 and /api/launch-room/x", "/api/launch-room", None);
        check(
            Format::Text,
            "/api/launch-roomy, https://h/api/launch-room.",
            "/api/launch-room",
            Some("/api/launch-room"),
        );
        check(Format::Text, "a pack", "ack", None);
    }

    #[test]
    fn link_targets_count() {
        check(Format::Markdown, "See [the pack](/api/pack).", "/api/pack", Some("[the pack](/api/pack)"));
    }
}
