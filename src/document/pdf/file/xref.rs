//! Cross references: where each object stands. ISO 32000-1, 7.5.4 to 7.5.8.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::super::lex::{Lexer, Token};
use super::{File, NODE, Place, Slot, object};

/// Revisions of a file.
const MAX_REVISIONS: usize = 4_096;
/// What one entry costs of the budget.
const ENTRY: usize = NODE * 2;

impl File<'_> {
    /// Reads the cross references from the last ones to the first ones; an object stands where the last say.
    pub(super) fn read_references(&mut self) {
        let tail = self.bytes.len().saturating_sub(4_096);
        let end = self.bytes.get(tail..).unwrap_or_default();
        let Some(found) = memchr::memmem::rfind(end, b"startxref") else { return };
        let mut lexer = Lexer::new(end.get(found + b"startxref".len()..).unwrap_or_default());
        let start = lexer.next().and_then(|token| object::whole(&token));
        let mut rest: Vec<i64> = start.into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(at) = rest.pop() {
            if seen.len() >= MAX_REVISIONS || !seen.insert(at) {
                continue;
            }
            let Some(trailer) = usize::try_from(at).ok().and_then(|at| self.references_at(at)) else { continue };
            let number = |key: &[u8]| trailer.get(key).ok().and_then(|at| at.as_i64().ok());
            rest.extend(number(b"Prev"));
            // The entries for readers that know streams go before those of older revisions.
            rest.extend(number(b"XRefStm"));
            if let (true, Ok(at)) = (self.references.is_none() && trailer.has(b"Root"), usize::try_from(at)) {
                let table = self.bytes.get(at..).is_some_and(|bytes| bytes.trim_ascii_start().starts_with(b"xref"));
                self.references = Some((at, table));
            }
            if self.trailer.is_empty() || !self.trailer.has(b"Root") {
                self.trailer = trailer;
            }
        }
    }

    /// Reads the table or the stream at byte `at`, and gives its trailer.
    fn references_at(&mut self, at: usize) -> Option<Dictionary> {
        let mut lexer = Lexer::new(self.bytes.get(at..)?);
        if lexer.next()? == Token::Operator(b"xref") {
            return self.table(&mut lexer);
        }
        let (_, stream) = self.parse_at(at)?;
        let Object::Stream(stream) = stream else { return None };
        let bytes = self.unpack(&stream)?;
        self.rows(&stream.dict, &bytes);
        Some(stream.dict)
    }

    fn note(&mut self, number: i64, place: Place) {
        let Ok(number) = u32::try_from(number) else { return };
        if self.spend(ENTRY) {
            self.slots.entry(number).or_insert_with(|| Slot::new(place));
        }
    }

    fn table(&mut self, lexer: &mut Lexer<'_>) -> Option<Dictionary> {
        loop {
            match lexer.next()? {
                Token::Operator(b"trailer") => break,
                first @ Token::Number(_) => {
                    let (first, count) = (object::whole(&first)?, object::whole(&lexer.next()?)?);
                    for number in first..first.saturating_add(count) {
                        let (offset, _) = (object::whole(&lexer.next()?)?, lexer.next()?);
                        let place = match (lexer.next()?, usize::try_from(offset)) {
                            (Token::Operator(b"n"), Ok(offset)) => Place::Offset(offset),
                            _ => Place::Free,
                        };
                        self.note(number, place);
                    }
                }
                _ => return None,
            }
        }
        match object::parse(lexer, &mut |bytes| self.spend(NODE + bytes))? {
            Object::Dictionary(trailer) => Some(trailer),
            _ => None,
        }
    }

    /// The rows of a stream of cross references.
    fn rows(&mut self, dict: &Dictionary, bytes: &[u8]) {
        let numbers = |key: &[u8]| -> Option<Vec<i64>> {
            dict.get(key)
                .ok()?
                .as_array()
                .ok()
                .map(|items| items.iter().filter_map(|item| item.as_i64().ok()).collect())
        };
        let widths = numbers(b"W").unwrap_or_default();
        let widths: Vec<usize> =
            widths.iter().filter_map(|width| usize::try_from(*width).ok().filter(|width| *width <= 8)).collect();
        let [kind, second, third] = widths.as_slice() else { return };
        let size = dict.get(b"Size").ok().and_then(|size| size.as_i64().ok()).unwrap_or(0);
        let index = numbers(b"Index").unwrap_or_else(|| vec![0, size]);
        let sections = index.as_chunks::<2>().0.iter();
        let numbers = sections.flat_map(|[first, count]| *first..first.saturating_add(*count));
        let row = kind + second + third;
        if row == 0 {
            return;
        }
        for (number, row) in numbers.zip(bytes.chunks_exact(row)) {
            let field = |from: usize, width: usize| {
                let bytes = row.get(from..from + width).unwrap_or_default();
                bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
            };
            let value = field(*kind, *second);
            let place = match if *kind == 0 { 1 } else { field(0, *kind) } {
                1 => usize::try_from(value).map_or(Place::Free, Place::Offset),
                2 => u32::try_from(value).map_or(Place::Free, Place::Inside),
                _ => Place::Free,
            };
            self.note(number, place);
        }
    }
}
