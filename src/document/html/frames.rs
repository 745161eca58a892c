//! The elements that are open, and which tags end them.

use super::element::Role;
use super::grid::Grid;
use super::{DEPTH_MAX, Frame, ITEMS_MAX, List, Reader};
use crate::document::html::tokens::Tag;
use crate::document::{BlockKind, Cell, ItemPosition, Text};
use crate::span::Span;

impl Reader {
    /// An element that lasts until its end tag begins.
    pub(super) fn open_frame(&mut self, tag: &Tag<'_>, role: Role, hides: bool) {
        self.end_implied(role);
        if self.frames.len() >= DEPTH_MAX && (role != Role::Skipped || self.skipped > 0) {
            self.deeper += 1;
            return if self.is_shown() { self.end_line() } else { self.end_hidden() };
        }
        let inert = hides || !self.is_shown();
        let mut frame = Frame { name: tag.name.into(), role, hides, inert, cell: None, told: false };
        match inert {
            true if self.unshown > 0 && !is_inside_a_line(role) => self.end_hidden(),
            true => {}
            false => self.enter(tag, &mut frame),
        }
        self.unshown += usize::from(hides);
        self.skipped += usize::from(role == Role::Skipped);
        self.foreign += usize::from(role == Role::Foreign);
        self.frames.push(frame);
    }

    /// What a shown element does to what stands before it, and what its text will be.
    fn enter(&mut self, tag: &Tag<'_>, frame: &mut Frame) {
        match frame.role {
            Role::Inline | Role::Void | Role::Struck | Role::Code | Role::Strong | Role::Marks | Role::Break => {}
            Role::Skipped | Role::Unshown | Role::Foreign => {}
            Role::Block | Role::Paragraph => self.end_line(),
            Role::Heading(_) | Role::Pre => self.end_cell(),
            Role::Quote => {
                self.end_cell();
                self.quote += 1;
            }
            Role::List => {
                self.end_cell();
                self.lists.push(List { number: self.list_count, next: 0 });
                self.list_count += 1;
            }
            Role::Item => self.enter_item(frame),
            Role::Table | Role::Terms => {
                self.end_cell();
                self.grids.push(Grid::new(self.table_count));
                self.table_count += 1;
            }
            Role::Rows => {
                self.end_prose();
                self.grids.last_mut().into_iter().for_each(|grid| grid.heads = tag.name == "thead");
            }
            Role::Row => {
                self.end_prose();
                let blocks = self.blocks.len();
                self.grids.last_mut().into_iter().for_each(|grid| grid.begin_row(blocks));
            }
            Role::Cell | Role::Term | Role::Description => self.enter_cell(tag, frame),
        }
    }

    fn enter_item(&mut self, frame: &mut Frame) {
        self.end_prose();
        let Some(list) = self.lists.last_mut().filter(|_| self.items.len() < ITEMS_MAX) else { return };
        self.items.push(ItemPosition { list: list.number, index: list.next, task: None });
        list.next += 1;
        self.fresh = true;
        frame.told = true;
    }

    fn enter_cell(&mut self, tag: &Tag<'_>, frame: &mut Frame) {
        self.end_prose();
        let number = |name| tag.attribute(name).and_then(|text| text.plain().trim().parse().ok()).unwrap_or(1);
        let Some(grid) = self.grids.last_mut() else { return };
        if frame.role == Role::Term {
            grid.begin_row(usize::MAX);
        }
        frame.cell = Some(grid.place(number("colspan"), number("rowspan"), tag.name == "th"));
    }

    /// A block with a structure of its own begins: the cell around it, if there is one, is no longer a text.
    fn end_cell(&mut self) {
        if let Some(frame) = self.telling().and_then(|at| self.frames.get_mut(at))
            && let Some(cell) = frame.cell.take()
            && frame.role == Role::Description
        {
            self.lift_term(cell);
        }
        self.end_prose();
    }

    /// The term of a description that is more than a text is a title.
    fn lift_term(&mut self, description: Cell) {
        let Some(term) = self.blocks.last_mut() else { return };
        if term.kind == BlockKind::Cell(Cell { column: 0, ..description }) {
            term.kind = BlockKind::Paragraph;
            term.text.mark_strong(Span::new(0, term.text.len()));
        }
    }

    /// Ends the elements whose end tag may be left out before one of this role.
    fn end_implied(&mut self, role: Role) {
        let is_block = !is_inside_a_line(role) && role != Role::Unshown;
        if is_block && self.frames.last().is_some_and(|frame| frame.role == Role::Paragraph) {
            self.pop();
        }
        let ends_heading = matches!(role, Role::Heading(_) | Role::Paragraph | Role::List | Role::Table | Role::Terms)
            || matches!(role, Role::Quote | Role::Pre);
        if ends_heading && self.frames.last().is_some_and(|frame| matches!(frame.role, Role::Heading(_))) {
            self.pop();
        }
        match role {
            Role::Item => {
                self.end_within(|it| it == Role::Item, |it| matches!(it, Role::List | Role::Cell | Role::Quote))
            }
            Role::Term | Role::Description => self.end_within(
                |it| matches!(it, Role::Term | Role::Description),
                |it| matches!(it, Role::Terms | Role::Cell | Role::List),
            ),
            Role::Rows => self.end_within(|it| matches!(it, Role::Rows | Role::Row), |it| it == Role::Table),
            Role::Row => self.end_within(|it| it == Role::Row, |it| it == Role::Table),
            Role::Cell => self.end_within(|it| it == Role::Cell, |it| it == Role::Table),
            _ => {}
        }
    }

    /// Ends the innermost element of a `wanted` role, and what lies in it, if none to stop at lies around it first.
    fn end_within(&mut self, wanted: impl Fn(Role) -> bool, stops: impl Fn(Role) -> bool) {
        let near = self.frames.iter().rposition(|frame| wanted(frame.role) || stops(frame.role));
        let Some(at) = near.filter(|&at| self.frames.get(at).is_some_and(|frame| wanted(frame.role))) else { return };
        while self.frames.len() > at {
            self.pop();
        }
    }

    /// Ends the element of that name, and what lies in it. An end tag without its element ends a line at most.
    pub(super) fn close_frame(&mut self, name: &str, role: Role) {
        if self.deeper > 0 && !is_inside_a_line(role) {
            self.deeper -= 1;
            return if self.is_shown() { self.end_line() } else { self.end_hidden() };
        }
        let of_table = matches!(role, Role::Table | Role::Rows | Role::Row | Role::Cell);
        let stops = |frame: &Frame| match frame.role {
            Role::Table => role != Role::Table,
            Role::Cell | Role::Rows | Role::Row => !of_table,
            Role::List => role == Role::Item,
            _ => false,
        };
        let near = self.frames.iter().rposition(|frame| &*frame.name == name || stops(frame));
        match near.filter(|&at| self.frames.get(at).is_some_and(|frame| &*frame.name == name)) {
            Some(at) => {
                while self.frames.len() > at {
                    self.pop();
                }
            }
            None if self.is_shown() && !is_inside_a_line(role) => self.end_line(),
            None => {}
        }
    }

    /// Ends the innermost element.
    pub(super) fn pop(&mut self) {
        let Some((role, inert)) = self.frames.last().map(|frame| (frame.role, frame.inert)) else { return };
        match role {
            _ if is_inside_a_line(role) => {}
            _ if self.unshown > 0 => self.end_hidden(),
            Role::Block | Role::Paragraph | Role::Unshown => self.end_line(),
            _ => self.end_prose(),
        }
        let Some(frame) = self.frames.pop() else { return };
        self.unshown -= usize::from(frame.hides);
        self.skipped -= usize::from(role == Role::Skipped);
        self.foreign -= usize::from(role == Role::Foreign);
        if frame.hides && self.unshown == 0 {
            self.end_hidden();
        }
        if !inert {
            self.leave(&frame);
        }
        let depth = self.frames.len();
        while self.struck.pop_if(|strike| strike.depth > depth).is_some() {}
    }

    /// Undoes what a shown element said of its text.
    fn leave(&mut self, frame: &Frame) {
        match frame.role {
            Role::Quote => self.quote = self.quote.saturating_sub(1),
            Role::List => {
                self.lists.pop();
            }
            Role::Item if frame.told => {
                self.items.pop();
                self.fresh = false;
            }
            Role::Table | Role::Terms => {
                self.grids.pop();
            }
            Role::Row => self.grids.last_mut().into_iter().for_each(|grid| grid.end_row(&mut self.blocks)),
            _ => {}
        }
        if let Some(cell) = frame.cell {
            self.put(BlockKind::Cell(cell), Text::default());
        }
    }
}

/// Whether an element stands inside of a line, so that the words around it are one text.
fn is_inside_a_line(role: Role) -> bool {
    match role {
        Role::Inline | Role::Void | Role::Struck | Role::Code | Role::Strong | Role::Marks | Role::Break => true,
        Role::Skipped | Role::Foreign => true,
        Role::Block | Role::Paragraph | Role::Heading(_) | Role::List | Role::Item | Role::Terms | Role::Term => false,
        Role::Description | Role::Table | Role::Rows | Role::Row | Role::Cell | Role::Quote | Role::Pre => false,
        Role::Unshown => false,
    }
}
