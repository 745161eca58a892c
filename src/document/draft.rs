//! A Word document that is to be written to: its words with their places in the XML, its parts, and the package anew.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use ::zip::write::SimpleFileOptions;
use ::zip::{ZipArchive, ZipWriter};

use super::docx::{self, Trace, own};
use super::office::{Relations, list_of};
use super::package::Package;
use super::{Budget, Encoding, Fault, FaultCode, Limits, decode};
use crate::span::{Raw, Span};

/// A Word document as it stands on disk.
#[derive(Debug)]
pub struct Draft {
    bytes: Vec<u8>,
    limits: Limits,
    text: String,
    trace: Trace,
}

/// A part of a package that holds text.
#[derive(Debug)]
pub struct Part {
    /// Its name in the package.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Its text.
    pub text: String,
    /// How the text stands in the bytes.
    pub encoding: Encoding,
}

/// A part with some of its bytes.
pub type InPart = (Part, Vec<Span<Raw>>);

impl Draft {
    /// Reads the Word document `bytes` for writing.
    ///
    /// # Errors
    /// When any of it can't be read; never for what is only noted, such as macros.
    pub fn read(bytes: Vec<u8>, limits: Limits) -> Result<Self, Fault> {
        let (extract, trace) = docx::read_traced(&bytes, &mut Budget::new(limits));
        match extract.content.faults.into_iter().find(|fault| !fault.code.is_note()) {
            Some(fault) => Err(fault),
            None => Ok(Self { bytes, limits, text: extract.text, trace }),
        }
    }

    /// Its words: what the spans of its findings are of.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where they stand.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The part called `name`; `None` where there is none.
    ///
    /// # Errors
    /// When it can't be unpacked or is no text.
    pub fn part(&self, name: &str) -> Result<Option<Part>, Fault> {
        let mut package = Package::open(&self.bytes)?;
        if !package.has(name) {
            return Ok(None);
        }
        let bytes = package.bytes(name, &mut Budget::new(self.limits))?;
        let unread = |_| Fault::new(FaultCode::Unreadable, format!("`{name}` is no text"));
        let (text, encoding) = decode(bytes.clone()).map_err(unread)?.into_parts();
        Ok(Some(Part { name: name.to_owned(), bytes, text, encoding }))
    }

    /// The name of the part that the body refers to as its `kind`, such as `comments`.
    ///
    /// # Errors
    /// When the relationships of the body can't be read.
    pub fn related(&self, kind: &str) -> Result<Option<String>, Fault> {
        let mut package = Package::open(&self.bytes)?;
        let relations = Relations::of(&mut package, self.main(), &mut Budget::new(self.limits))?;
        let found = relations.kind(kind).find(|relation| !relation.external);
        Ok(found.map(|relation| relation.target.clone()))
    }

    /// The parts that hold comments of gatelint or marks of their places, each with the bytes of those.
    ///
    /// # Errors
    /// When a part can't be read.
    pub fn own_comments(&self) -> Result<Vec<InPart>, Fault> {
        let part = self.related("comments")?.map_or(Ok(None), |name| self.part(&name))?;
        let Some(part) = part else { return Ok(Vec::new()) };
        let mut ids = BTreeSet::new();
        let comments = own::comments(&part.text, &mut ids).map_err(|broken| broken.of(&part.name))?;
        let mut found = vec![(part, comments)];
        for name in self.trace.parts.iter().filter(|_| !ids.is_empty()) {
            let Some(part) = self.part(name)? else { continue };
            let marks = own::marks(&part.text, &ids).map_err(|broken| broken.of(name))?;
            found.push((part, marks));
        }
        found.retain(|(_, spans)| !spans.is_empty());
        Ok(found)
    }

    /// The limits that it was read with.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The name of the body's part.
    #[must_use]
    pub fn main(&self) -> &str {
        self.trace.parts.first().map_or("", String::as_str)
    }

    /// The name of the part that lists the relationships of the body.
    #[must_use]
    pub fn list_of_relations(&self) -> String {
        list_of(self.main())
    }

    /// The package with `parts` in place of those of their names, and behind all others where there are none. All
    /// others stay byte for byte, as they are packed, in their order.
    ///
    /// # Errors
    /// When the package can't be written anew.
    pub fn with(&self, parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Fault> {
        let broken = |error: ::zip::result::ZipError| {
            Fault::new(FaultCode::Unreadable, format!("the package can't be written: {error}"))
        };
        self.rewritten(parts).map_err(broken)
    }

    fn rewritten(&self, parts: &[(String, Vec<u8>)]) -> ::zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes.as_slice()))?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        let comment = archive.comment().to_vec();
        let mut new: Vec<bool> = vec![true; parts.len()];
        for number in 0..archive.len() {
            let file = archive.by_index_raw(number)?;
            let name = file.name()?.trim_start_matches('/').to_owned();
            let changed = parts.iter().position(|(changed, _)| changed.eq_ignore_ascii_case(&name));
            match changed.and_then(|changed| Some((new.get_mut(changed)?, parts.get(changed)?))) {
                Some((new, (_, bytes))) => {
                    *new = false;
                    writer.start_file(file.name()?.into_owned(), file.options())?;
                    writer.write_all(bytes)?;
                }
                None => writer.raw_copy_file(file)?,
            }
        }
        for ((name, bytes), _) in parts.iter().zip(new).filter(|(_, new)| *new) {
            writer.start_file(name, SimpleFileOptions::default())?;
            writer.write_all(bytes)?;
        }
        writer.set_raw_comment(comment.into_boxed_slice())?;
        Ok(writer.finish()?.into_inner())
    }
}
