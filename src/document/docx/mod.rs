//! Word documents: Office Open XML text (ECMA-376-1, 17), with or without macros, as document or template.
//!
//! What a reader of the final document sees is read: of tracked changes the inserted words and not the deleted ones, of
//! fields the result, of alternate content the first choice. Hidden text is read and marked, for it leaves the house
//! with the file. The body comes first, then headers, footers, notes, comments and diagrams, each a part of its own.

mod aside;
mod body;
pub(super) mod own;
mod run;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod trace;

use body::Body;
use style::Styles;
use trace::Tracer;
pub use trace::{Leaf, Piece, Run, Trace, Twin};

use super::office::{Relation, Relations, left_alone};
use super::package::Package;
use super::writer::Gathered;
use super::{Budget, Extract, Fault, FaultCode, Held};

/// Reads the package `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    read_with(bytes, budget, None)
}

/// The same, and where the words stand in the package.
pub(super) fn read_traced(bytes: &[u8], budget: &mut Budget) -> (Extract, Trace) {
    let mut trace = Trace::default();
    let extract = read_with(bytes, budget, Some(&mut trace));
    (extract, trace)
}

fn read_with(bytes: &[u8], budget: &mut Budget, trace: Option<&mut Trace>) -> Extract {
    let mut reading = Reading { budget, out: Gathered::default(), trace };
    let done = Package::open(bytes).and_then(|mut package| reading.package(&mut package));
    reading.out.extract(done)
}

struct Reading<'b> {
    budget: &'b mut Budget,
    out: Gathered,
    trace: Option<&'b mut Trace>,
}

/// A part beside the body: the kind of its relationship, and what its places are called.
const BESIDE: [(&str, Story); 7] = [
    ("header", Story::Numbered("header")),
    ("footer", Story::Numbered("footer")),
    ("footnotes", Story::Notes("footnote")),
    ("endnotes", Story::Notes("endnote")),
    ("comments", Story::Comments),
    ("diagramData", Story::Numbered("diagram")),
    ("chart", Story::Numbered("chart")),
];

/// How a part is laid out.
#[derive(Debug, Clone, Copy)]
enum Story {
    /// Paragraphs and tables; there are several such parts, told apart by their number.
    Numbered(&'static str),
    /// Many notes in one part.
    Notes(&'static str),
    /// Comments in one part, with their authors.
    Comments,
}

impl Reading<'_> {
    fn package(&mut self, package: &mut Package<'_>) -> Result<(), Fault> {
        let main = Relations::of(package, "", self.budget)?.main();
        let main = main.ok_or_else(|| Fault::new(FaultCode::Unreadable, "the package names no document"))?;
        let relations = Relations::of(package, &main, self.budget)?;
        let styles = match relations.kind("styles").next() {
            Some(part) => Styles::read(&package.text(&part.target, self.budget)?, &part.target)?,
            None => Styles::default(),
        };
        let text = package.text(&main, self.budget)?;
        let tracer = Tracer::new(self.trace.as_deref_mut(), &main, true);
        let mut body = Body::new(&mut self.out.writer, &styles, &relations, tracer);
        body.story("", &text).map_err(|broken| broken.of(&main))?;
        let notes = body.notes();
        self.out.faults.extend(left_alone(package, &relations));
        for (kind, story) in BESIDE {
            let mut parts: Vec<&Relation> = relations.kind(kind).filter(|part| !part.external).collect();
            parts.sort_by_key(|part| (part.target.len(), part.target.clone()));
            parts.dedup_by_key(|part| part.target.clone());
            for (number, part) in parts.into_iter().enumerate() {
                let read = self.beside(package, &styles, part, story, number + 1, &notes);
                self.out.faults.extend(read.err());
            }
        }
        self.embedded(package, &relations);
        Ok(())
    }

    fn beside(
        &mut self,
        package: &mut Package<'_>,
        styles: &Styles,
        part: &Relation,
        story: Story,
        number: usize,
        notes: &body::Notes,
    ) -> Result<(), Fault> {
        let name = &part.target;
        let text = package.text(name, self.budget)?;
        let relations = Relations::of(package, name, self.budget)?;
        self.out.faults.extend(relations.external());
        self.out.writer.part();
        // A person's comment is that person's; diagrams and charts are drawn anew from their data.
        let own = matches!(part.kind.as_str(), "header" | "footer" | "footnotes" | "endnotes");
        let tracer = Tracer::new(self.trace.as_deref_mut().filter(|_| own), name, false);
        let mut body = Body::new(&mut self.out.writer, styles, &relations, tracer);
        let read = match story {
            Story::Numbered(word) => body.story(&format!("{word} {number}"), &text),
            Story::Notes(word) => body.notes_part(word, notes, &text),
            Story::Comments => body.comments_part(&text),
        };
        let signed = body.signed;
        self.out.faults.extend(Fault::annotated(signed));
        read.map_err(|broken| broken.of(name))
    }

    /// Documents that lie in it: embedded packages, and parts in another format that Word takes in as it opens it.
    fn embedded(&mut self, package: &mut Package<'_>, relations: &Relations) {
        for part in relations.kind("package").chain(relations.kind("aFChunk")).filter(|part| !part.external) {
            let unpacked = self.budget.member().and_then(|()| package.bytes(&part.target, self.budget));
            match unpacked {
                Ok(bytes) => self.out.members.push(Held { name: part.target.clone(), bytes }),
                Err(fault) => self.out.faults.push(fault),
            }
        }
    }
}
