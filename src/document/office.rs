//! What Office packages have in common (ECMA-376-2): parts, and the relationships between them.

use super::package::Package;
use super::xml::Xml;
use super::{Budget, Fault, FaultCode};

/// The relationships of one part.
#[derive(Debug, Default)]
pub(super) struct Relations(Vec<Relation>);

/// That a part refers to another, or to something outside.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `styles`, `footnotes`, `hyperlink`.
    pub(super) kind: String,
    /// The part's name in the package, or the address as it is written where it is outside.
    pub(super) target: String,
    pub(super) external: bool,
}

impl Relations {
    /// The relationships of the part called `source`; those of the package itself for `""`. None where it has no list
    /// of them.
    ///
    /// # Errors
    /// When the list can't be read.
    pub(super) fn of(package: &mut Package<'_>, source: &str, budget: &mut Budget) -> Result<Self, Fault> {
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = list_of(source);
        if !package.has(&name) {
            return Ok(Self::default());
        }
        let text = package.text(&name, budget)?;
        let mut relations = Vec::new();
        let mut xml = Xml::new(&text);
        let mut read = || -> Result<(), super::xml::Broken> {
            while xml.child(0)?.is_some() {
                while let Some(element) = xml.child(1)? {
                    let attribute = |name| element.attribute(name).unwrap_or_default();
                    let external = attribute("TargetMode") == "External";
                    let target = attribute("Target");
                    let kind = attribute("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    let target = if external { target } else { resolved(folder, &target) };
                    relations.push(Relation { id: attribute("Id"), kind, target, external });
                }
            }
            Ok(())
        };
        read().map_err(|broken| broken.of(&name))?;
        Ok(Self(relations))
    }

    /// The part that the package is there for.
    pub(super) fn main(&self) -> Option<String> {
        self.kind("officeDocument").next().map(|relation| relation.target.clone())
    }

    /// Those of one kind, in order.
    pub(super) fn kind(&self, kind: &str) -> impl Iterator<Item = &Relation> {
        self.0.iter().filter(move |relation| relation.kind == kind)
    }

    /// The one of that id.
    pub(super) fn id(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }

    /// A note for each reference to something outside that opening the document would fetch: a template, a picture, a
    /// linked object. Links that a reader follows by hand are none.
    pub(super) fn external(&self) -> Vec<Fault> {
        let fetched = self.0.iter().filter(|relation| relation.external && relation.kind != "hyperlink");
        let note = |relation: &Relation| {
            let message = format!(
                "it refers to `{}` outside of it ({}), which is neither fetched nor checked",
                relation.target, relation.kind
            );
            Fault::new(FaultCode::External, message)
        };
        fetched.map(note).collect()
    }
}

/// Notes on what is neither run nor fetched nor read, of the main part with these relationships.
pub(super) fn left_alone(package: &Package<'_>, relations: &Relations) -> Vec<Fault> {
    let mut notes = Vec::new();
    if package.names().iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        notes.push(Fault::new(FaultCode::Macros, "it holds macros, which are neither run nor checked"));
    }
    notes.extend(relations.external());
    for object in relations.kind("oleObject").filter(|object| !object.external) {
        notes.push(Fault::new(FaultCode::Unread, format!("the embedded object `{}` is not checked", object.target)));
    }
    notes
}

/// The part that lists the relationships of the part `source` (ECMA-376-2, 6.5.3).
pub(super) fn list_of(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" })
}

/// The media type of the part called `part` (ECMA-376-2, 7.3), if the package states it.
///
/// # Errors
/// When the list of media types can't be read.
pub(super) fn content_type(package: &mut Package<'_>, part: &str, budget: &mut Budget) -> Result<String, Fault> {
    let name = "[Content_Types].xml";
    let text = package.text(name, budget)?;
    let mut xml = Xml::new(&text);
    let mut found = String::new();
    let mut read = || -> Result<(), super::xml::Broken> {
        while xml.child(0)?.is_some() {
            while let Some(element) = xml.child(1)? {
                let of = element.attribute("PartName").unwrap_or_default();
                if of.trim_start_matches('/').eq_ignore_ascii_case(part) {
                    found = element.attribute("ContentType").unwrap_or_default();
                }
            }
        }
        Ok(())
    };
    read().map_err(|broken| broken.of(name))?;
    Ok(found)
}

/// The name of the part that `target` names, seen from `folder`.
fn resolved(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_seen_from_their_part() {
        for (folder, target, expected) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("ppt/slides", "../notesSlides/notesSlide1.xml", "ppt/notesSlides/notesSlide1.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved(folder, target), expected);
        }
    }
}
