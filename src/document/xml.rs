//! XML as Office packages hold it: elements by their local names, no document types, no entities of its own.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::{Fault, FaultCode};
use crate::span::{Raw, Span};

/// How deep elements may nest; it bounds the recursion of the readers.
const DEPTH_MAX: usize = 256;

/// A part of a package that is walked through. Namespaces are not resolved: prefixes differ between producers, local
/// names don't.
pub(super) struct Xml<'s> {
    reader: quick_xml::Reader<&'s [u8]>,
    source: &'s str,
    /// Where `source` starts in its part.
    base: usize,
    /// Where in `source` the last event started.
    event: usize,
    /// How many elements are open.
    depth: usize,
    /// How many elements were open around `source`.
    outer: usize,
}

/// What stands in an element.
pub(super) enum Node<'s> {
    /// A child; the walk stands in it.
    Element(Element<'s>),
    /// Characters, references resolved.
    Text(Cow<'s, str>),
}

/// The start of an element.
pub(super) struct Element<'s>(BytesStart<'s>);

/// Why a part can't be read on.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) code: FaultCode,
    pub(super) message: String,
}

impl Broken {
    /// As a fault of the part that `name` names.
    pub(super) fn of(self, name: &str) -> Fault {
        Fault::new(self.code, format!("`{name}` can't be read: {}", self.message))
    }
}

impl<'s> Xml<'s> {
    /// A walk through `source`, at its start.
    pub(super) fn new(source: &'s str) -> Self {
        Self::inside(source, 0, 0)
    }

    /// A walk through the inside of an element that stands `outer` elements deep and `base` bytes after the part's start.
    pub(super) fn inside(source: &'s str, outer: usize, base: usize) -> Self {
        let text = source.trim_start_matches('\u{feff}');
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, source: text, base: base + (source.len() - text.len()), event: 0, depth: 0, outer }
    }

    /// Where what was read last stands in its part: the start tag of an element, the end tag of one that was walked to
    /// its end (empty where one tag is both), the characters of a text.
    pub(super) fn at(&self) -> Span<Raw> {
        Span::new(self.base + self.event, self.base + self.offset())
    }

    /// The source of what was read last.
    pub(super) fn raw(&self) -> &'s str {
        self.source.get(self.event..self.offset()).unwrap_or_default()
    }

    /// How many elements are open: take it before the walk through an element's children.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// How deep the walk stands in its document.
    pub(super) fn level(&self) -> usize {
        self.outer + self.depth
    }

    /// The next node in the element that is `depth` deep; `None` at its end. Children that the caller did not walk
    /// through are passed over.
    ///
    /// # Errors
    /// When the XML is broken, nests too deep, or declares a document type or an entity.
    pub(super) fn next(&mut self, depth: usize) -> Result<Option<Node<'s>>, Broken> {
        loop {
            self.event = self.offset();
            let event = self.reader.read_event().map_err(|error| syntax(error.to_string()))?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.level() > DEPTH_MAX {
                        let message = format!("it nests deeper than {DEPTH_MAX} elements");
                        return Err(Broken { code: FaultCode::TooDeep, message });
                    }
                    if self.depth == depth + 1 {
                        return Ok(Some(Node::Element(Element(start))));
                    }
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth < depth {
                        return Ok(None);
                    }
                }
                Event::Eof if self.depth > 0 => return Err(syntax("it ends inside of an element".to_owned())),
                Event::Eof => return Ok(None),
                Event::DocType(_) => return Err(syntax("it declares a document type, which is refused".to_owned())),
                Event::Text(text) if self.depth == depth => return Ok(Some(Node::Text(text.into_inner()))),
                Event::CData(text) if self.depth == depth => return Ok(Some(Node::Text(text.into_inner()))),
                Event::GeneralRef(name) => {
                    let text = resolve(&name)?;
                    if self.depth == depth {
                        return Ok(Some(Node::Text(text)));
                    }
                }
                Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Empty(_) => {}
            }
        }
    }

    /// The next child of the element that is `depth` deep; `None` at its end. Characters are passed over.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn child(&mut self, depth: usize) -> Result<Option<Element<'s>>, Broken> {
        loop {
            match self.next(depth)? {
                Some(Node::Element(element)) => return Ok(Some(element)),
                Some(Node::Text(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// All text in the element that is `depth` deep, whatever lies between.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn text(&mut self, depth: usize) -> Result<String, Broken> {
        let mut text = String::new();
        while let Some(node) = self.next(depth)? {
            match node {
                Node::Text(words) => text.push_str(&words),
                Node::Element(_) => text.push_str(&self.text(depth + 1)?),
            }
        }
        Ok(text)
    }

    /// The source of all that stands in the element that is `depth` deep; the walk goes on behind it.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn inner(&mut self, depth: usize) -> Result<&'s str, Broken> {
        let start = self.offset();
        let mut end = start;
        while self.depth >= depth {
            end = self.offset();
            if self.next(self.depth)?.is_none() && self.depth == 0 {
                break;
            }
        }
        Ok(self.source.get(start..end).unwrap_or_default())
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

fn syntax(message: String) -> Broken {
    Broken { code: FaultCode::Syntax, message }
}

/// A character reference, or one of the five entities that every XML knows.
fn resolve<'s>(name: &quick_xml::events::BytesRef<'s>) -> Result<Cow<'s, str>, Broken> {
    let known = match &**name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        other => {
            let resolved = name.resolve_char_ref().map_err(|error| syntax(error.to_string()))?;
            let unknown = || syntax(format!("it uses the entity `{other}`, and entities are refused"));
            return resolved.map(|c| Cow::Owned(c.to_string())).ok_or_else(unknown);
        }
    };
    Ok(Cow::Borrowed(known))
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of the first attribute of this local name.
    pub(super) fn attribute(&self, local: &str) -> Option<String> {
        self.attributes().find(|(name, _)| local_of(name) == local).map(|(_, value)| value)
    }

    /// The value of the attribute that names a relationship: `r:id`, `r:embed`, `r:link`. It is told from an element's
    /// own `id` by its prefix.
    pub(super) fn relation(&self) -> Option<String> {
        let own = self.0.name().prefix().map(|prefix| prefix.into_inner().to_owned());
        let mut relations = self.attributes().filter(|(name, _)| {
            let prefix = name.split_once(':').map(|(prefix, _)| prefix);
            matches!(local_of(name), "id" | "embed" | "link" | "pict") && prefix.is_some() && prefix != own.as_deref()
        });
        relations.next().map(|(_, value)| value)
    }

    /// Whether the property that this element sets is on: `<w:b/>`, `w:val="1"`, but not `w:val="0"`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// Names and values; broken ones are passed over.
    fn attributes(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.filter_map(Result::ok).filter_map(|attribute| {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
            Some((attribute.key.into_inner().to_owned(), value.into_owned()))
        })
    }
}

fn local_of(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks: elements in brackets, text as it is.
    fn told(source: &str) -> Result<String, String> {
        fn walk(xml: &mut Xml<'_>, out: &mut String) -> Result<(), Broken> {
            let depth = xml.depth();
            while let Some(node) = xml.next(depth)? {
                match node {
                    Node::Text(text) => out.push_str(&text),
                    Node::Element(element) if element.name() == "skip" => {}
                    Node::Element(element) if element.name() == "raw" => {
                        let depth = xml.depth();
                        let inner = xml.inner(depth)?;
                        out.push_str(&format!("{{{inner}}}"));
                    }
                    Node::Element(element) => {
                        out.push_str(&format!("({} ", element.name()));
                        walk(xml, out)?;
                        out.push(')');
                    }
                }
            }
            Ok(())
        }
        let mut out = String::new();
        walk(&mut Xml::new(source), &mut out).map_err(|broken| broken.message)?;
        Ok(out)
    }

    #[test]
    fn elements_text_and_what_is_passed_over() {
        let read = |source: &str| told(source).unwrap();
        assert_eq!(read("<?xml version=\"1.0\"?><w:a>x<b/>&amp;&#65;<![CDATA[<]]><!-- c --></w:a>"), "(a x(b )&A<)");
        assert_eq!(read("<a><skip><b>no<c/></b></skip>yes</a>"), "(a yes)");
        assert_eq!(read("<a><raw><b>x</b>&lt;<raw/></raw>y</a>"), "(a {<b>x</b>&lt;<raw/>}y)");
        assert_eq!(read("<a><raw/>y<raw></raw></a>"), "(a {}y{})");
    }

    #[test]
    fn what_is_refused() {
        let refused = |source: &str| told(source).unwrap_err();
        assert_eq!(refused("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"), "it declares a document type, which is refused");
        assert_eq!(refused("<a>&b;</a>"), "it uses the entity `b`, and entities are refused");
        assert_eq!(refused("<a><b>x</b>"), "it ends inside of an element");
        assert_eq!(refused(&"<a>".repeat(300)), "it nests deeper than 256 elements");
        assert!(told("<a></b>").is_err());
    }
}
