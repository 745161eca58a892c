//! Files whose cross references are broken: their objects are looked for.

use std::collections::HashMap;

use lopdf::Object;

use super::super::lex::Lexer;
use super::{File, NODE, Place, Slot, object};

impl File<'_> {
    /// Where each object starts, by the last `1 0 obj` with its number.
    pub(super) fn scan(&self) -> &HashMap<u32, usize> {
        self.scanned.get_or_init(|| {
            let mut starts = HashMap::new();
            for found in memchr::memmem::find_iter(self.bytes, b"obj") {
                let before = self.bytes.get(..found).unwrap_or_default();
                let Some((number, at)) = header_before(before) else { continue };
                if !self.spend(NODE) {
                    break;
                }
                starts.insert(number, at);
            }
            starts
        })
    }

    /// Takes every object where the scan finds it, those in streams of objects too, and the last trailer that names a
    /// catalog, or else the catalog itself.
    pub(super) fn rebuild(&mut self) {
        self.references = None;
        let starts = self.scan().clone();
        self.slots = starts.iter().map(|(number, at)| (*number, Slot::new(Place::Offset(*at)))).collect();
        let mut order: Vec<(usize, u32)> = starts.into_iter().map(|(number, at)| (at, number)).collect();
        order.sort_unstable();
        let mut catalog = None;
        let mut inside: Vec<(u32, u32)> = Vec::new();
        for (at, number) in order {
            let Some((_, object)) = self.parse_at(at) else { continue };
            let dict = match &object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            match dict.get_type() {
                Ok(b"Catalog") => catalog = Some(number),
                Ok(b"XRef") if dict.has(b"Root") => self.trailer = dict.clone(),
                Ok(b"ObjStm") => {
                    if let Object::Stream(stream) = &object {
                        inside.extend(self.held(stream).into_iter().map(|held| (held, number)));
                    }
                }
                _ => {}
            }
        }
        for (held, container) in inside {
            self.slots.entry(held).or_insert_with(|| Slot::new(Place::Inside(container)));
        }
        self.last_trailer();
        if let Some(number) = catalog.filter(|_| self.root().is_none()) {
            self.trailer.set("Root", Object::Reference((number, 0)));
        }
    }

    /// The numbers of the objects in a stream of objects. One that is encrypted can't be asked.
    fn held(&self, stream: &lopdf::Stream) -> Vec<u32> {
        let first = stream.dict.get(b"First").ok().and_then(|first| usize::try_from(first.as_i64().ok()?).ok());
        let bytes = self.unpack(stream).unwrap_or_default();
        let head = first.and_then(|first| bytes.get(..first)).unwrap_or_default();
        object::index(head, 0).into_keys().collect()
    }

    fn last_trailer(&mut self) {
        let found: Vec<usize> = memchr::memmem::rfind_iter(self.bytes, b"trailer").take(64).collect();
        let trailers = found.into_iter().filter_map(|at| {
            let mut lexer = Lexer::new(self.bytes.get(at + b"trailer".len()..)?);
            match object::parse(&mut lexer, &mut |bytes| self.spend(NODE + bytes))? {
                Object::Dictionary(trailer) if trailer.has(b"Root") => Some(trailer),
                _ => None,
            }
        });
        let trailer = { trailers }.next();
        if let Some(trailer) = trailer {
            self.trailer = trailer;
        }
    }
}

/// The number of the object whose `1 0 ` ends `before`, and where that starts.
fn header_before(before: &[u8]) -> Option<(u32, usize)> {
    let spaces = |bytes: &[u8]| bytes.iter().rev().take(8).take_while(|byte| byte.is_ascii_whitespace()).count();
    let digits = |bytes: &[u8]| bytes.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = before;
    let mut number: &[u8] = &[];
    for field in 0..2 {
        let space = spaces(rest);
        rest = rest.get(..rest.len() - space).filter(|_| space > 0 || field == 0)?;
        let length = digits(rest);
        number = rest.get(rest.len() - length..).filter(|_| (1..=10).contains(&length))?;
        rest = rest.get(..rest.len() - length)?;
    }
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    Some((number, rest.len()))
}
