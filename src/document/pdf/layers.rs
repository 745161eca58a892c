//! Optional content: which layers are switched off when the document is opened.
//!
//! Source: ISO 32000-1, 8.11.

use std::collections::HashSet;

use lopdf::{Object, ObjectId};

use super::file::File;
use super::lookup::Dict;

/// The layers that are off.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    /// By the document's default configuration.
    pub(super) fn load(file: &File<'_>) -> Self {
        Self { off: off(file).unwrap_or_default() }
    }

    /// Whether what belongs to the layer, or to the set of layers, is hidden.
    pub(super) fn hides(&self, file: &File<'_>, layer: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if layer.as_reference().is_ok_and(|id| self.off.contains(&id)) {
            return true;
        }
        let Some(set) = Dict::of(file, layer).filter(|dict| dict.name("Type") == Some(b"OCMD")) else { return false };
        let off = |object: &Object| object.as_reference().is_ok_and(|id| self.off.contains(&id));
        let members: Vec<bool> = match set.entries.get(b"OCGs") {
            Ok(Object::Array(layers)) => layers.iter().map(off).collect(),
            Ok(layer @ Object::Reference(_)) => match set.array("OCGs") {
                Some(layers) => layers.iter().map(off).collect(),
                None => vec![off(layer)],
            },
            _ => return false,
        };
        let any_off = members.contains(&true);
        let any_on = members.contains(&false);
        match set.name("P") {
            Some(b"AllOn") => any_off,
            Some(b"AnyOff") => !any_off,
            Some(b"AllOff") => any_on,
            _ => !any_on && any_off,
        }
    }
}

fn off(file: &File<'_>) -> Option<HashSet<ObjectId>> {
    let properties = file.root()?.dict("OCProperties")?;
    let ids = |dict: Dict<'_>, key: &str| -> Vec<ObjectId> {
        dict.array(key).unwrap_or_default().iter().filter_map(|layer| layer.as_reference().ok()).collect()
    };
    let config = properties.dict("D")?;
    let mut off: HashSet<ObjectId> = match config.name("BaseState") {
        Some(b"OFF") => ids(properties, "OCGs").into_iter().collect(),
        _ => HashSet::new(),
    };
    for id in ids(config, "ON") {
        off.remove(&id);
    }
    off.extend(ids(config, "OFF"));
    Some(off)
}
