//! The objects of a file, each parsed when it is asked for, within one budget.
//!
//! lopdf gives the objects' types, the filters of streams, and decryption. Its own loader parses every object of a file at
//! once, as often as the cross references name it, so that a file of a megabyte can keep it busy for minutes and fill
//! the memory; a reader that has to come to an end on any file needs one that parses what the pages lead to.

mod object;
mod recover;
mod xref;

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap};

use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId, Stream};

use super::lex::{Lexer, Token};
use super::lookup::Dict;

/// The most bytes that one stream may unpack to. Fonts and pages in use stay far below.
const MAX_STREAM: usize = 64 << 20;
/// How much larger than its packed form a stream can get at most (deflate: 1,032).
const MAX_RATIO: usize = 1_032;
/// What one parsed object costs of the budget, in bytes; about what it takes of memory.
const NODE: usize = 64;
/// References that lead to references.
const MAX_LINKS: usize = 16;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At that byte of the file.
    Offset(usize),
    /// In that stream of objects.
    Inside(u32),
    /// Nowhere: it was deleted.
    Free,
}

/// An object by its number, parsed when it is asked for.
struct Slot {
    place: Place,
    object: OnceCell<Option<Object>>,
    /// The objects inside of it, if it is a stream of objects.
    inside: OnceCell<Option<Inside>>,
}

impl Slot {
    fn new(place: Place) -> Self {
        Self { place, object: OnceCell::new(), inside: OnceCell::new() }
    }
}

/// An unpacked stream of objects: where each of them starts.
struct Inside {
    bytes: Vec<u8>,
    starts: HashMap<u32, usize>,
}

/// Why a file can't be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// Its parts can't be found.
    Damaged,
    /// It asks for a password.
    Locked,
}

/// A file, and how much of it may still be unpacked and parsed.
pub(super) struct File<'b> {
    bytes: &'b [u8],
    slots: BTreeMap<u32, Slot>,
    trailer: Dictionary,
    /// Where its last cross references start, and whether they are a table; not known where they had to be made anew.
    references: Option<(usize, bool)>,
    lock: Option<EncryptionState>,
    /// Where objects really start, by a scan of the file; made when the cross references prove wrong.
    scanned: OnceCell<HashMap<u32, usize>>,
    allowed: usize,
    left: Cell<usize>,
}

impl<'b> File<'b> {
    /// Opens a file whose parts may come to `allowed` bytes, each counted as often as it is read.
    ///
    /// # Errors
    /// When no catalog with pages can be found, also by a scan for objects, or when the empty password does not open it.
    pub(super) fn open(bytes: &'b [u8], allowed: u64) -> Result<Self, Broken> {
        let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
        let mut file = Self {
            bytes,
            slots: BTreeMap::new(),
            trailer: Dictionary::new(),
            references: None,
            lock: None,
            scanned: OnceCell::new(),
            allowed,
            left: Cell::new(allowed),
        };
        file.read_references();
        if !file.unlock()?.has_pages() {
            file.rebuild();
            if !file.unlock()?.has_pages() {
                return Err(Broken::Damaged);
            }
        }
        Ok(file)
    }

    fn has_pages(&self) -> bool {
        self.root().and_then(|root| root.dict("Pages")).is_some()
    }

    /// Sets up decryption where the file is encrypted.
    fn unlock(&mut self) -> Result<&Self, Broken> {
        self.lock = None;
        let Ok(entry) = self.trailer.get(b"Encrypt") else { return Ok(self) };
        let Some(Object::Dictionary(encrypt)) = self.resolve(entry) else { return Ok(self) };
        let mut document = Document::new();
        document.trailer = self.trailer.clone();
        document.trailer.set("Encrypt", Object::Dictionary(encrypt.clone()));
        if let Some(id) = self.trailer.get(b"ID").ok().and_then(|id| self.resolve(id)) {
            document.trailer.set("ID", id.clone());
        }
        document.authenticate_password("").map_err(|_| Broken::Locked)?;
        self.lock = Some(EncryptionState::decode(&document, "").map_err(|_| Broken::Locked)?);
        // What was parsed before is parsed again, decrypted this time.
        let number = self.trailer.get(b"Encrypt").ok().and_then(|entry| entry.as_reference().ok()).map(|id| id.0);
        for (_, slot) in self.slots.iter_mut().filter(|(at, _)| Some(**at) != number) {
            (slot.object, slot.inside) = (OnceCell::new(), OnceCell::new());
        }
        Ok(self)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// Its trailer.
    pub(super) fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// Where its last cross references start, and whether they are a table; `None` where they had to be made anew.
    pub(super) fn references(&self) -> Option<(usize, bool)> {
        self.references
    }

    /// What decrypts it, where it is encrypted.
    pub(super) fn lock(&self) -> Option<&EncryptionState> {
        self.lock.as_ref()
    }

    /// A number above those of all objects.
    pub(super) fn next_number(&self) -> u32 {
        let size = self.trailer.get(b"Size").ok().and_then(|size| u32::try_from(size.as_i64().ok()?).ok()).unwrap_or(0);
        self.slots.keys().next_back().map_or(1, |last| last.saturating_add(1)).max(size)
    }

    /// The catalog.
    pub(super) fn root(&self) -> Option<Dict<'_>> {
        Dict::of(self, self.trailer.get(b"Root").ok()?)
    }

    /// Every object, in the order of their numbers.
    pub(super) fn objects(&self) -> impl Iterator<Item = &Object> {
        self.slots.keys().filter_map(|number| self.object(*number))
    }

    /// The object itself, or the one that a chain of references leads to; `None` for nothing.
    pub(super) fn resolve<'o>(&'o self, mut object: &'o Object) -> Option<&'o Object> {
        for _ in 0..MAX_LINKS {
            match object {
                Object::Reference((number, _)) => object = self.object(*number)?,
                Object::Null => return None,
                _ => return Some(object),
            }
        }
        None
    }

    fn object(&self, number: u32) -> Option<&Object> {
        let slot = self.slots.get(&number)?;
        let parse = || match slot.place {
            Place::Offset(at) => self.at_offset(number, at),
            Place::Inside(container) => self.in_stream(number, container),
            Place::Free => None,
        };
        slot.object.get_or_init(parse).as_ref()
    }

    /// The object `number`, which should start at byte `at`; where it does not, it is looked for.
    fn at_offset(&self, number: u32, at: usize) -> Option<Object> {
        let found = self.parse_at(at).filter(|((found, _), _)| *found == number);
        let found = found.or_else(|| self.parse_at(*self.scan().get(&number)?));
        let (id, mut object) = found?;
        if let Some(lock) = &self.lock
            && !is_reference_stream(&object)
            && decrypt_object(lock, id, &mut object).is_err()
        {
            return None;
        }
        Some(object)
    }

    /// The object whose `1 0 obj` starts at byte `at`, with its number, as it stands there.
    fn parse_at(&self, at: usize) -> Option<(ObjectId, Object)> {
        let mut lexer = Lexer::new(self.bytes.get(at..)?);
        let id = object::header(&mut lexer)?;
        let parsed = object::parse(&mut lexer, &mut |bytes| self.spend(NODE + bytes))?;
        let Object::Dictionary(dict) = parsed else { return Some((id, parsed)) };
        if lexer.next() != Some(Token::Operator(b"stream")) {
            return Some((id, Object::Dictionary(dict)));
        }
        let start = at + lexer.position();
        let content = self.content(&dict, start)?;
        Some((
            id,
            Object::Stream(Stream { dict, content: content.to_vec(), allows_compression: false, start_position: None }),
        ))
    }

    /// The bytes of a stream whose keyword ends at byte `start`: as many as its dictionary says if `endstream` follows
    /// them, else up to the next `endstream`.
    fn content(&self, dict: &Dictionary, start: usize) -> Option<&'b [u8]> {
        let rest = self.bytes.get(start..)?;
        let line = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        let rest = rest.get(line..)?;
        let length = self.length(dict).filter(|length| {
            let after = rest.get(*length..).unwrap_or_default();
            let space = after.iter().take(4).take_while(|byte| byte.is_ascii_whitespace()).count();
            after.get(space..).is_some_and(|after| after.starts_with(b"endstream"))
        });
        let length = match length {
            Some(length) => length,
            None => memchr::memmem::find(rest, b"endstream").unwrap_or(rest.len()),
        };
        if !self.spend(length) {
            return None;
        }
        rest.get(..length)
    }

    /// A stream's length. A reference is followed to a number only, so that no object needs itself to be parsed.
    fn length(&self, dict: &Dictionary) -> Option<usize> {
        let length = match dict.get(b"Length").ok()? {
            Object::Reference((number, _)) => {
                let Place::Offset(at) = self.slots.get(number)?.place else { return None };
                let mut lexer = Lexer::new(self.bytes.get(at..)?);
                object::header(&mut lexer).filter(|(found, _)| found == number)?;
                object::whole(&lexer.next()?)?
            }
            other => other.as_i64().ok()?,
        };
        usize::try_from(length).ok()
    }

    /// An object that lies in a stream of objects.
    fn in_stream(&self, number: u32, container: u32) -> Option<Object> {
        let slot = self.slots.get(&container).filter(|slot| matches!(slot.place, Place::Offset(_)))?;
        let unpack = || {
            let Some(Object::Stream(stream)) = self.object(container) else { return None };
            let bytes = self.unpack(stream)?;
            let first = usize::try_from(stream.dict.get(b"First").ok()?.as_i64().ok()?).ok()?;
            let starts = object::index(bytes.get(..first)?, first);
            Some(Inside { bytes, starts })
        };
        let inside = slot.inside.get_or_init(unpack).as_ref()?;
        let mut lexer = Lexer::new(inside.bytes.get(*inside.starts.get(&number)?..)?);
        object::parse(&mut lexer, &mut |bytes| self.spend(NODE + bytes))
    }

    /// The unpacked bytes of a stream; `None` where they can't be had, or there are too many.
    pub(super) fn unpack(&self, stream: &Stream) -> Option<Vec<u8>> {
        if self.is_spent() {
            return None;
        }
        let direct = ["Filter", "DecodeParms"].iter().all(|key| match stream.dict.get(key.as_bytes()) {
            Ok(Object::Reference(_)) => false,
            Ok(Object::Array(items)) => items.iter().all(|item| item.as_reference().is_err()),
            _ => true,
        });
        let content = match direct {
            true => stream.decompressed_content_with_limit(MAX_STREAM).ok(),
            false => self.directed(stream).decompressed_content_with_limit(MAX_STREAM).ok(),
        };
        let cost = content.as_ref().map_or(stream.content.len().saturating_mul(MAX_RATIO).min(MAX_STREAM), Vec::len);
        self.spend(cost);
        content
    }

    /// The stream with the references of its filters followed.
    fn directed(&self, stream: &Stream) -> Stream {
        let mut stream = stream.clone();
        for key in ["Filter", "DecodeParms"] {
            let Some(value) = stream.dict.get(key.as_bytes()).ok().and_then(|value| self.resolve(value)) else {
                continue;
            };
            let value = match value {
                Object::Array(items) => {
                    Object::Array(items.iter().filter_map(|item| self.resolve(item).cloned()).collect())
                }
                other => other.clone(),
            };
            stream.dict.set(key, value);
        }
        stream
    }

    /// Whether something was left out because there was too much of it.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Takes as much from what may be read; `false` where nothing is left.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(bytes));
        !self.is_spent()
    }

    /// How many bytes were unpacked and parsed.
    pub(super) fn spent(&self) -> u64 {
        (self.allowed - self.left.get()) as u64
    }
}

/// Whether the object is a stream of cross references, which is never encrypted.
fn is_reference_stream(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"XRef"))
}
