//! An update at the end of a file: new and changed objects, and cross references to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::encryption::encrypt_object;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::super::file::File;

/// Objects that are to be added.
pub(super) struct Update<'f> {
    file: &'f File<'f>,
    objects: BTreeMap<ObjectId, Object>,
    next: u32,
    /// Where the cross references of the file stand, and whether they are a table.
    references: (usize, bool),
}

impl<'f> Update<'f> {
    /// `None` where the file's own cross references are not to be built on.
    pub(super) fn new(file: &'f File<'f>) -> Option<Self> {
        Some(Self { file, objects: BTreeMap::new(), next: file.next_number(), references: file.references()? })
    }

    /// Adds an object, and gives its number.
    pub(super) fn add(&mut self, object: Object) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.replace(id, object);
        id
    }

    /// Puts an object in the place of the one with that number.
    pub(super) fn replace(&mut self, id: ObjectId, mut object: Object) {
        if let Some(lock) = self.file.lock() {
            // What can't be encrypted is left as it is, and so unreadable: that can only be a comment of ours.
            let _ = encrypt_object(lock, id, &mut object);
        }
        self.objects.insert(id, object);
    }

    /// The file with the update behind it; the file itself where there is nothing to add.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.file.bytes().to_vec();
        if self.objects.is_empty() {
            return bytes;
        }
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        let mut offsets: BTreeMap<ObjectId, usize> = BTreeMap::new();
        for (id, value) in &self.objects {
            offsets.insert(*id, bytes.len());
            bytes.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
            object(value, &mut bytes);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let start = bytes.len();
        match self.references.1 {
            true => self.table(&offsets, &mut bytes),
            false => self.stream(offsets, &mut bytes),
        }
        bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }

    fn trailer(&self, size: u32) -> Dictionary {
        let mut trailer = Dictionary::new();
        for key in ["Root", "Info", "ID", "Encrypt"] {
            if let Ok(value) = self.file.trailer().get(key.as_bytes()) {
                trailer.set(key, value.clone());
            }
        }
        trailer.set("Size", i64::from(size));
        trailer.set("Prev", Object::Integer(i64::try_from(self.references.0).unwrap_or(0)));
        trailer
    }

    fn table(&self, offsets: &BTreeMap<ObjectId, usize>, bytes: &mut Vec<u8>) {
        let mut out = String::from("xref\n");
        for ((number, generation), offset) in offsets {
            let _ = writeln!(out, "{number} 1\n{offset:010} {generation:05} n ");
        }
        bytes.extend_from_slice(out.as_bytes());
        bytes.extend_from_slice(b"trailer\n");
        object(&Object::Dictionary(self.trailer(self.next)), bytes);
        bytes.push(b'\n');
    }

    fn stream(&self, mut offsets: BTreeMap<ObjectId, usize>, bytes: &mut Vec<u8>) {
        let id = (self.next, 0);
        offsets.insert(id, bytes.len());
        let (mut index, mut rows) = (Vec::new(), Vec::new());
        for ((number, generation), offset) in &offsets {
            index.extend([Object::Integer(i64::from(*number)), Object::Integer(1)]);
            rows.push(1);
            rows.extend_from_slice(&u64::try_from(*offset).unwrap_or(u64::MAX).to_be_bytes());
            rows.extend_from_slice(&generation.to_be_bytes());
        }
        let mut dict = self.trailer(self.next + 1);
        dict.extend(&dictionary! { "Type" => "XRef", "W" => vec![1.into(), 8.into(), 2.into()], "Index" => index });
        bytes.extend_from_slice(format!("{} 0 obj\n", id.0).as_bytes());
        object(&Object::Stream(lopdf::Stream::new(dict, rows)), bytes);
        bytes.extend_from_slice(b"\nendobj\n");
    }
}

/// Writes an object as it stands in a file.
fn object(value: &Object, out: &mut Vec<u8>) {
    match value {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(truth) => out.extend_from_slice(if *truth { b"true" } else { b"false" }),
        Object::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Real(number) => out.extend_from_slice(format!("{number}").as_bytes()),
        Object::Name(bytes) => name(bytes, out),
        Object::String(bytes, StringFormat::Literal | StringFormat::Hexadecimal) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02X}").as_bytes()));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                object(item, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dict(entries, out),
        Object::Stream(stream) => {
            let mut entries = stream.dict.clone();
            entries.set("Length", Object::Integer(i64::try_from(stream.content.len()).unwrap_or(0)));
            dict(&entries, out);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
    }
}

fn dict(entries: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        name(key, out);
        out.push(b' ');
        object(value, out);
        out.push(b'\n');
    }
    out.extend_from_slice(b">>");
}

fn name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in bytes {
        match byte {
            b'!'..=b'~' if !b"#/()<>[]{}%".contains(byte) => out.push(*byte),
            _ => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
        }
    }
}
