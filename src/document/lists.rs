//! Lists of formats that say of each paragraph which list and level it is on: open lists to positions.

use super::ItemPosition;
use super::writer::Writer;

/// The lists around the next paragraph, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<List>);

#[derive(Debug)]
struct List {
    /// The format's own number of the list.
    number: u32,
    level: u8,
    position: ItemPosition,
}

impl Lists {
    /// The positions of an item of list `number` on `level`.
    pub(super) fn item(&mut self, number: u32, level: u8, writer: &mut Writer) -> Vec<ItemPosition> {
        while self.0.pop_if(|list| list.level > level || list.level == level && list.number != number).is_some() {}
        match self.0.last_mut().filter(|list| list.level == level) {
            Some(list) => list.position.index += 1,
            None => {
                let position = ItemPosition { list: writer.new_list(), index: 0, task: None };
                self.0.push(List { number, level, position });
            }
        }
        self.positions()
    }

    /// The positions of a paragraph inside the last item.
    pub(super) fn positions(&self) -> Vec<ItemPosition> {
        self.0.iter().map(|list| list.position).collect()
    }

    /// Ends all lists.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
