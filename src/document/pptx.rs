//! Presentations: Office Open XML slides (ECMA-376-1, 19), with their notes and comments.
//!
//! Slides come in the order in which they are shown, each a part of its own; then what layouts and masters show on
//! them. A title is a heading, body text a list.

use super::drawing::Shapes;
use super::office::{Relation, Relations, left_alone};
use super::package::Package;
use super::writer::Gathered;
use super::xml::{Broken, Node, Xml};
use super::{Budget, Extract, Fault, FaultCode, Held};

/// Reads the package `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mut reading = Reading { budget, out: Gathered::default() };
    let done = Package::open(bytes).and_then(|mut package| reading.presentation(&mut package));
    reading.out.extract(done)
}

struct Reading<'b> {
    budget: &'b mut Budget,
    out: Gathered,
}

impl Reading<'_> {
    fn presentation(&mut self, package: &mut Package<'_>) -> Result<(), Fault> {
        let main = Relations::of(package, "", self.budget)?.main();
        let main = main.ok_or_else(|| Fault::new(FaultCode::Unreadable, "the package names no presentation"))?;
        let relations = Relations::of(package, &main, self.budget)?;
        self.out.faults.extend(left_alone(package, &relations));
        let text = package.text(&main, self.budget)?;
        let order = slides(&mut Xml::new(&text)).map_err(|broken| broken.of(&main))?;
        let mut layouts: Vec<String> = Vec::new();
        for (number, id) in order.iter().enumerate() {
            let Some(slide) = relations.id(id) else {
                let message = format!("slide {} is not in the package", number + 1);
                self.out.faults.push(Fault::new(FaultCode::Unreadable, message));
                continue;
            };
            let read = self.slide(package, &slide.target, number + 1, &mut layouts);
            self.out.faults.extend(read.err());
        }
        let masters: Vec<String> = relations.kind("slideMaster").map(|master| master.target.clone()).collect();
        for (word, parts) in [("slide layout", layouts), ("slide master", masters)] {
            for (number, part) in parts.iter().enumerate() {
                let read = self.layout(package, part, format!("{word} {}", number + 1));
                self.out.faults.extend(read.err());
            }
        }
        Ok(())
    }

    fn slide(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        number: usize,
        layouts: &mut Vec<String>,
    ) -> Result<(), Fault> {
        let text = package.text(part, self.budget)?;
        let relations = Relations::of(package, part, self.budget)?;
        self.out.faults.extend(relations.external());
        let hidden = is_hidden(&text).map_err(|broken| broken.of(part))?.then_some("hidden slide");
        let place = format!("slide {number}");
        self.out.writer.part();
        let mut shapes = Shapes::new(&mut self.out.writer, place.clone()).remarked(hidden);
        shapes.read(&text).map_err(|broken| broken.of(part))?;
        for layout in relations.kind("slideLayout").filter(|layout| !layout.external) {
            if !layouts.contains(&layout.target) {
                layouts.push(layout.target.clone());
            }
        }
        let beside = [("diagramData", ""), ("chart", ""), ("notesSlide", " notes"), ("comments", " comment")];
        for (kind, word) in beside {
            for part in relations.kind(kind).filter(|part| !part.external) {
                self.beside(package, part, format!("{place}{word}"))?;
            }
        }
        for embedded in relations.kind("package").filter(|part| !part.external) {
            self.budget.member()?;
            let bytes = package.bytes(&embedded.target, self.budget)?;
            self.out.members.push(Held { name: embedded.target.clone(), bytes });
        }
        Ok(())
    }

    fn beside(&mut self, package: &mut Package<'_>, part: &Relation, place: String) -> Result<(), Fault> {
        let text = package.text(&part.target, self.budget)?;
        self.out.writer.part();
        Shapes::new(&mut self.out.writer, place).read(&text).map_err(|broken| broken.of(&part.target))
    }

    /// What a layout or a master shows on its slides.
    fn layout(&mut self, package: &mut Package<'_>, part: &str, place: String) -> Result<(), Fault> {
        let text = package.text(part, self.budget)?;
        self.out.writer.part();
        Shapes::new(&mut self.out.writer, place).of_layout().read(&text).map_err(|broken| broken.of(part))
    }
}

/// The relationships of the slides, in the order in which they are shown.
fn slides(xml: &mut Xml<'_>) -> Result<Vec<String>, Broken> {
    let depth = xml.depth();
    let mut found = Vec::new();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "sldId" => found.extend(element.relation()),
            _ => found.extend(slides(xml)?),
        }
    }
    Ok(found)
}

/// Whether a slide is left out when the slides are shown.
fn is_hidden(text: &str) -> Result<bool, Broken> {
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next(0)? {
        if let Node::Element(element) = node {
            return Ok(matches!(element.attribute("show").as_deref(), Some("0" | "false")));
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
