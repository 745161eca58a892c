//! Workbooks: Office Open XML sheets (ECMA-376-1, 18), with or without macros.
//!
//! Each sheet is a heading with its name and the tables in it. A cell holds what it shows: text, numbers in their format,
//! dates as `2026-11-22`; of a formula the last result. Hidden sheets, rows and columns are read and marked.

mod number;

use std::collections::HashMap;

use super::drawing::Shapes;
use super::grid::{Row, Sheet, address, finish};
use super::office::{Relation, Relations, left_alone};
use super::package::Package;
use super::writer::Writer;
use super::xml::{Broken, Element, Node, Xml};
use super::{Budget, Extract, Fault, FaultCode};
use number::Format;

/// Reads the package `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mut writer = Writer::default();
    let mut faults = Vec::new();
    let done = Package::open(bytes).and_then(|mut package| workbook(&mut package, budget, &mut writer, &mut faults));
    faults.extend(done.err());
    finish(writer, faults)
}

/// What cells refer to.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    /// The number format of each cell style.
    formats: Vec<Format>,
    /// Days count from 1904 instead of 1900.
    from_1904: bool,
}

fn workbook(
    package: &mut Package<'_>,
    budget: &mut Budget,
    writer: &mut Writer,
    faults: &mut Vec<Fault>,
) -> Result<(), Fault> {
    let main = Relations::of(package, "", budget)?.main();
    let main = main.ok_or_else(|| Fault::new(FaultCode::Unreadable, "the package names no workbook"))?;
    let relations = Relations::of(package, &main, budget)?;
    faults.extend(left_alone(package, &relations));
    let mut shared = Shared::default();
    let mut part = |kind: &str| -> Result<Option<(String, String)>, Fault> {
        let Some(part) = relations.kind(kind).next() else { return Ok(None) };
        Ok(Some((part.target.clone(), package.text(&part.target, budget)?)))
    };
    if let Some((name, text)) = part("sharedStrings")? {
        shared.strings = strings(&text).map_err(|broken| broken.of(&name))?;
    }
    if let Some((name, text)) = part("styles")? {
        shared.formats = formats(&text).map_err(|broken| broken.of(&name))?;
    }
    let text = package.text(&main, budget)?;
    let (sheets, from_1904) = sheets(&text).map_err(|broken| broken.of(&main))?;
    shared.from_1904 = from_1904;
    for sheet in sheets {
        let Some(part) = relations.id(&sheet.relation) else {
            let message = format!("the sheet `{}` is not in the workbook", sheet.name);
            faults.push(Fault::new(FaultCode::Unreadable, message));
            continue;
        };
        let read = one_sheet(package, budget, writer, faults, &shared, &sheet, part);
        faults.extend(read.err());
    }
    Ok(())
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

fn sheets(text: &str) -> Result<(Vec<Listed>, bool), Broken> {
    let mut listed = Vec::new();
    let mut from_1904 = false;
    each(text, &mut |element, _| {
        match element.name() {
            "sheet" => listed.push(Listed {
                name: element.attribute("name").unwrap_or_default(),
                relation: element.relation().unwrap_or_default(),
                hidden: element.attribute("state").is_some_and(|state| state != "visible"),
            }),
            "workbookPr" => from_1904 = matches!(element.attribute("date1904").as_deref(), Some("1" | "true")),
            _ => {}
        }
        Ok(())
    })?;
    Ok((listed, from_1904))
}

/// Calls `see` for every element at any depth; what it walks through is not seen again.
fn each<'s>(
    text: &'s str,
    see: &mut dyn FnMut(&Element<'s>, &mut Xml<'s>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    fn inside<'s>(
        xml: &mut Xml<'s>,
        see: &mut dyn FnMut(&Element<'s>, &mut Xml<'s>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            if let Node::Element(element) = node {
                see(&element, xml)?;
                if xml.depth() > depth {
                    inside(xml, see)?;
                }
            }
        }
        Ok(())
    }
    inside(&mut Xml::new(text), see)
}

fn strings(text: &str) -> Result<Vec<String>, Broken> {
    let mut strings = Vec::new();
    each(text, &mut |element, xml| {
        if element.name() == "si" {
            strings.push(rich(xml)?);
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The words of a string item: of its runs, without those that say how to read it.
fn rich(xml: &mut Xml<'_>) -> Result<String, Broken> {
    let depth = xml.depth();
    let mut words = String::new();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "t" => words.push_str(&xml.text(xml.depth())?),
            "rPh" | "rPr" | "phoneticPr" => {}
            _ => words.push_str(&rich(xml)?),
        }
    }
    Ok(words)
}

/// The number format of each cell style.
fn formats(text: &str) -> Result<Vec<Format>, Broken> {
    let mut own: HashMap<String, Format> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    each(text, &mut |element, _| {
        match element.name() {
            "numFmt" => {
                let code = element.attribute("formatCode").unwrap_or_default();
                own.insert(element.attribute("numFmtId").unwrap_or_default(), Format::of(&code));
            }
            "cellXfs" => in_cells = true,
            "cellStyles" | "dxfs" => in_cells = false,
            "xf" if in_cells => {
                let id = element.attribute("numFmtId").unwrap_or_default();
                let built_in = || id.parse().map_or(Format::Stored, Format::built_in);
                styles.push(own.get(&id).cloned().unwrap_or_else(built_in));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

fn one_sheet(
    package: &mut Package<'_>,
    budget: &mut Budget,
    writer: &mut Writer,
    faults: &mut Vec<Fault>,
    shared: &Shared,
    listed: &Listed,
    part: &Relation,
) -> Result<(), Fault> {
    let text = package.text(&part.target, budget)?;
    let relations = Relations::of(package, &part.target, budget)?;
    faults.extend(relations.external());
    let mut sheet = Sheet::new(writer, &listed.name, listed.hidden);
    rows(&text, shared, &mut sheet).map_err(|broken| broken.of(&part.target))?;
    for comments in relations.kind("comments").chain(relations.kind("threadedComment")) {
        let text = package.text(&comments.target, budget)?;
        each(&text, &mut |element, xml| {
            let cell = element.attribute("ref").unwrap_or_default();
            if matches!(element.name(), "comment" | "threadedComment") {
                sheet.comment(&cell, &xml.text(xml.depth())?);
            }
            Ok(())
        })
        .map_err(|broken| broken.of(&comments.target))?;
    }
    sheet.end();
    for drawing in relations.kind("drawing") {
        let text = package.text(&drawing.target, budget)?;
        writer.part();
        let mut shapes = Shapes::new(writer, format!("sheet {} drawing", listed.name));
        shapes.read(&text).map_err(|broken| broken.of(&drawing.target))?;
    }
    Ok(())
}

fn rows(text: &str, shared: &Shared, sheet: &mut Sheet<'_>) -> Result<(), Broken> {
    let mut next = 0;
    each(text, &mut |element, xml| {
        if element.name() == "col" && is_hidden(element) {
            let column = |name| element.attribute(name).and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
            column("min").zip(column("max")).into_iter().for_each(|(first, last)| sheet.hide(first, last));
        }
        if element.name() != "row" {
            return Ok(());
        }
        let number = element.attribute("r").and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
        let hidden = is_hidden(element);
        let mut row = Row { number: number.unwrap_or(next).max(next), hidden, cells: Vec::new() };
        next = row.number.saturating_add(1);
        let depth = xml.depth();
        let mut column = 0;
        while let Some(element) = xml.child(depth)? {
            if element.name() == "c" {
                let at = element.attribute("r").and_then(|cell| Some(address(&cell)?.0));
                column = at.unwrap_or(column);
                row.cells.push((column, shown(&element, xml, shared)?));
                column = column.saturating_add(1);
            }
        }
        sheet.row(row);
        Ok(())
    })
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(element.attribute("hidden").as_deref(), Some("1" | "true"))
}

/// What a cell shows.
fn shown(element: &Element<'_>, xml: &mut Xml<'_>, shared: &Shared) -> Result<String, Broken> {
    let kind = element.attribute("t").unwrap_or_default();
    let style = element.attribute("s").and_then(|style| style.parse::<usize>().ok());
    let (mut value, mut inline) = (String::new(), String::new());
    let depth = xml.depth();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "v" => value = xml.text(xml.depth())?,
            "is" => inline = rich(xml)?,
            _ => {}
        }
    }
    Ok(match kind.as_str() {
        "s" => value.parse().ok().and_then(|number: usize| shared.strings.get(number).cloned()).unwrap_or_default(),
        "inlineStr" => inline,
        "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "str" | "e" | "d" => value,
        _ => match style.and_then(|style| shared.formats.get(style)) {
            Some(format) => format.show(value, shared.from_1904),
            None => value,
        },
    })
}

#[cfg(test)]
mod tests;
