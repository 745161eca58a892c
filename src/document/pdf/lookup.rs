//! Values of a PDF's dictionaries, references followed. What is not there, or is of another kind, is `None`.

use lopdf::{Dictionary, Object, ObjectId};

use super::file::File;

/// A dictionary together with the file that its references lead into.
#[derive(Clone, Copy)]
pub(super) struct Dict<'d> {
    pub(super) file: &'d File<'d>,
    pub(super) entries: &'d Dictionary,
}

impl<'d> Dict<'d> {
    pub(super) fn new(file: &'d File<'d>, entries: &'d Dictionary) -> Self {
        Self { file, entries }
    }

    /// The dictionary that an object is, or a stream's own, or the one that a reference leads to.
    pub(super) fn of(file: &'d File<'d>, object: &'d Object) -> Option<Self> {
        let entries = match file.resolve(object)? {
            Object::Dictionary(entries) => entries,
            Object::Stream(stream) => &stream.dict,
            _ => return None,
        };
        Some(Self { file, entries })
    }

    pub(super) fn get(&self, key: &str) -> Option<&'d Object> {
        self.file.resolve(self.entries.get(key.as_bytes()).ok()?)
    }

    pub(super) fn reference(&self, key: &str) -> Option<ObjectId> {
        self.entries.get(key.as_bytes()).ok()?.as_reference().ok()
    }

    pub(super) fn dict(&self, key: &str) -> Option<Self> {
        Self::of(self.file, self.get(key)?)
    }

    pub(super) fn array(&self, key: &str) -> Option<&'d [Object]> {
        self.get(key)?.as_array().ok().map(Vec::as_slice)
    }

    /// The objects of an array, references followed; empty where there is none.
    pub(super) fn items(&self, key: &str) -> impl Iterator<Item = &'d Object> + use<'d> {
        let file = self.file;
        self.array(key).unwrap_or_default().iter().filter_map(move |item| file.resolve(item))
    }

    pub(super) fn name(&self, key: &str) -> Option<&'d [u8]> {
        self.get(key)?.as_name().ok()
    }

    /// A string for people: UTF-16, UTF-8 or PDFDocEncoding.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        text_of(self.get(key)?)
    }

    pub(super) fn number(&self, key: &str) -> Option<f64> {
        number_of(self.get(key)?)
    }

    pub(super) fn integer(&self, key: &str) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    pub(super) fn numbers<const N: usize>(&self, key: &str) -> Option<[f64; N]> {
        let found: Vec<f64> = self.items(key).filter_map(number_of).collect();
        found.get(..N)?.try_into().ok()
    }

    /// The unpacked bytes of a stream.
    pub(super) fn unpacked(&self, key: &str) -> Option<Vec<u8>> {
        self.file.unpack(self.get(key)?.as_stream().ok()?)
    }
}

/// The string of an object, for people.
pub(super) fn text_of(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok().filter(|text| !text.is_empty())
}

/// A number that calculations can be done with.
pub(super) fn number_of(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}
