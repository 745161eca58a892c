//! HTML's tokens with their bytes: words, tags and attributes.
//!
//! html5gum is the tokenizer of the HTML standard and tells after each token how far it has read. Words that equal the
//! bytes before that place stand in the file as they are; others (a character reference, a line end) were decoded from
//! the bytes since the last token.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer};

use crate::document::Text;
use crate::span::{Source, Span};

/// What becomes of the tokens.
pub(super) trait Sink {
    /// Words that stand in the file as they are, from byte `start` on.
    fn words(&mut self, words: &str, start: usize);
    /// Words that stand for `bytes`.
    fn decoded(&mut self, words: &str, bytes: Span<Source>);
    /// A start tag; gives how what follows it is to be read, where that is not as markup.
    fn open(&mut self, tag: &Tag<'_>) -> Option<State>;
    /// An end tag.
    fn close(&mut self, name: &str, tag: Span<Source>);
    /// Whether the value of an attribute of that name matters; others are not kept.
    fn wants(&self, attribute: &str) -> bool;
}

/// A start tag.
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: &'t str,
    pub(super) span: Span<Source>,
    /// Whether it ends in `/>`.
    pub(super) closed: bool,
    attributes: &'t [Attribute],
}

impl Tag<'_> {
    /// The value of the first attribute of that name.
    pub(super) fn attribute(&self, name: &str) -> Option<&Text> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &attribute.value)
    }
}

struct Attribute {
    name: String,
    value: Text,
}

/// Reads `part` of `source`.
pub(super) fn tokens(source: &str, part: Span<Source>, sink: &mut impl Sink) {
    let feed = Feed {
        source: source.get(..part.end).unwrap_or_default(),
        sink,
        at: part.start,
        told: part.start,
        run: Span::at(part.start),
        tag_start: part.start,
        ends: false,
        closed: false,
        name: String::new(),
        last: String::new(),
        attributes: Vec::new(),
        attribute: None,
    };
    for token in Tokenizer::new_with_emitter(part.slice(source), feed) {
        let Ok(_) = token;
    }
}

/// Between the tokenizer and a sink.
struct Feed<'s, S> {
    source: &'s str,
    sink: &'s mut S,
    /// How far the tokenizer has read.
    at: usize,
    /// How far the words and tags go that were told.
    told: usize,
    /// Words as they stand in the file that were not handed on yet.
    run: Span<Source>,
    tag_start: usize,
    /// The tag at hand is an end tag.
    ends: bool,
    closed: bool,
    name: String,
    /// The name of the last start tag.
    last: String,
    attributes: Vec<Attribute>,
    attribute: Option<Attribute>,
}

impl<S: Sink> Feed<'_, S> {
    /// Takes what was read since the last token, which means `words`: `None` where they stand there as they are.
    fn take<'w>(&mut self, words: &'w [u8]) -> Option<(&'w str, Span<Source>)> {
        // At the end of a file what looked like a tag is told in several pieces, the first of them long read over.
        let broken_tag = Some(self.told).filter(|_| words.starts_with(b"<"));
        let starts = [Some(self.at.saturating_sub(words.len())), broken_tag];
        let stands = |start: &usize| {
            let end = start + words.len();
            *start >= self.told && end <= self.at && self.source.as_bytes().get(*start..end) == Some(words)
        };
        if let Some(start) = starts.into_iter().flatten().find(stands) {
            if self.run.end != start {
                self.flush();
                self.run.start = start;
            }
            (self.run.end, self.told) = (start + words.len(), start + words.len());
            return None;
        }
        let from = std::mem::replace(&mut self.told, self.at);
        self.flush();
        // The second half of a line end was told with the first.
        let halved = self.source.as_bytes().get(from) == Some(&b'\n') && words != b"\n";
        let words = str::from_utf8(words).unwrap_or("\u{fffd}");
        (!words.is_empty()).then_some((words, Span::new((from + usize::from(halved)).min(self.at), self.at)))
    }

    /// Hands the words on that stand in the file as they are.
    fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, Span::at(self.at));
        let Some(words) = self.source.get(run.start..run.end).filter(|words| !words.is_empty()) else { return };
        match &mut self.attribute {
            Some(attribute) => attribute.value.push_verbatim(words, run.start),
            None => self.sink.words(words, run.start),
        }
    }

    fn begin_tag(&mut self, ends: bool) {
        (self.ends, self.closed) = (ends, false);
        self.name.clear();
        self.attributes.clear();
    }

    /// Ends the attribute at hand.
    fn end_attribute(&mut self) {
        self.flush();
        if let Some(attribute) = self.attribute.take().filter(|attribute| self.sink.wants(&attribute.name)) {
            self.attributes.push(attribute);
        }
    }

    /// Passes over what is no text.
    fn pass(&mut self) {
        self.flush();
        self.told = self.at;
        self.run = Span::at(self.at);
    }
}

impl<S: Sink> Emitter for Feed<'_, S> {
    type Token = Infallible;

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn emit_string(&mut self, words: &[u8]) {
        if let Some((words, bytes)) = self.take(words) {
            self.sink.decoded(words, bytes);
        }
    }

    fn push_attribute_value(&mut self, words: &[u8]) {
        if !self.attribute.as_ref().is_some_and(|attribute| self.sink.wants(&attribute.name)) {
            return;
        }
        if let (Some((words, bytes)), Some(attribute)) = (self.take(words), &mut self.attribute) {
            attribute.value.push_decoded(words, bytes);
        }
    }

    fn start_open_tag(&mut self) {
        self.tag_start = self.at.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.push_str(str::from_utf8(name).unwrap_or("\u{fffd}"));
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.flush();
        self.attribute = Some(Attribute { name: String::new(), value: Text::default() });
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some(attribute) = &mut self.attribute {
            attribute.name.push_str(str::from_utf8(name).unwrap_or("\u{fffd}"));
        }
    }

    fn init_attribute_value(&mut self) {
        self.told = self.at;
    }

    fn set_self_closing(&mut self) {
        self.closed = true;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.pass();
        let span = Span::new(self.tag_start, self.at);
        if self.ends {
            self.sink.close(&self.name, span);
            return None;
        }
        std::mem::swap(&mut self.name, &mut self.last);
        let tag = Tag { name: &self.last, span, closed: self.closed, attributes: &self.attributes };
        self.sink.open(&tag)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.ends && self.name == self.last
    }

    fn init_comment(&mut self) {
        self.flush();
    }

    fn emit_current_comment(&mut self) {
        self.pass();
    }

    fn emit_current_doctype(&mut self) {
        self.pass();
    }

    fn emit_eof(&mut self) {
        self.attribute = None;
        self.flush();
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _error: Error) {}
    fn set_last_start_tag(&mut self, _name: Option<&[u8]>) {}
    fn push_comment(&mut self, _words: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _name: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _value: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _value: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _value: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _value: &[u8]) {}
    fn set_force_quirks(&mut self) {}
}
