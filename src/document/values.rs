//! The data of a document: read at once, or, where that is JSON, as far as they are asked for.

use std::sync::OnceLock;

use super::json::Outline;
use super::{Document, Node};

/// The data of a JSON or YAML file, or of the front matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    outline: Option<Outline>,
    /// Makes them of the source.
    later: Option<fn(&str) -> Option<Node>>,
    whole: OnceLock<Option<Node>>,
}

impl Values {
    /// Data that were read.
    pub(super) fn read(node: Option<Node>) -> Self {
        Self { whole: OnceLock::from(node), ..Self::default() }
    }

    /// Data of which the places are known.
    pub(super) fn outlined(outline: Outline) -> Self {
        Self { outline: Some(outline), ..Self::default() }
    }

    /// Data that are read where they are asked for.
    pub(super) fn later(read: fn(&str) -> Option<Node>) -> Self {
        Self { later: Some(read), ..Self::default() }
    }
}

impl Document {
    /// The data of a JSON or YAML file, or of the front matter; `None` where there are none.
    #[must_use]
    pub fn values(&self) -> Option<&Node> {
        let read = || match (&self.values.outline, self.values.later) {
            (Some(outline), _) => outline.whole(&self.source),
            (None, Some(read)) => read(&self.source),
            (None, None) => None,
        };
        self.values.whole.get_or_init(read).as_ref()
    }

    /// Whether the data are an object whose members can be read alone, with [`Document::member`].
    pub(crate) fn has_members(&self) -> bool {
        self.values.outline.as_ref().is_some_and(|outline| outline.is_object(&self.source))
    }

    /// The names of those members.
    pub(crate) fn member_names(&self) -> impl Iterator<Item = &str> {
        self.values.outline.iter().flat_map(Outline::names)
    }

    /// The value of the top-level member `name`, read alone.
    pub(crate) fn member(&self, name: &str) -> Option<Node> {
        self.values.outline.as_ref()?.member(&self.source, name)
    }

    /// Lets go of the data.
    pub(crate) fn forget_values(&mut self) {
        self.values = Values::default();
    }
}
