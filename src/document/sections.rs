//! The sections of a document: what stands under which title.

use std::ops::Range;

use super::label::title;
use super::{Block, BlockKind, Document, Node, Value};
use crate::span::{Source, Span};

/// The rank of a title that no heading sets: below all of these.
const LABEL_RANK: u8 = 7;
/// The longest label in characters.
const LABEL_MAX: usize = 80;

/// A title and the blocks under it. Sections lie in each other as headings do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title without numbering (`3.2`, `Section 4 —`) and without a colon at its end; compare it by
    /// [`super::fold_name`].
    pub title: String,
    /// The bytes of the title's block, or of the name of a JSON or YAML member.
    pub heading: Span<Source>,
    /// Indexes into [`Document::blocks`]: from the first block under the title to one past the last. Where the
    /// title is the header of a table's column, only the cells of that column belong to it: see [`Section::blocks`].
    pub range: Range<usize>,
    /// The column that the title is the header of.
    pub column: Option<u32>,
}

impl Section {
    /// The blocks under the title, with their indexes.
    pub fn blocks<'d>(&self, document: &'d Document) -> impl Iterator<Item = (usize, &'d Block)> + use<'d> {
        let column = self.column;
        let range = self.range.clone();
        let blocks = document.blocks.get(range.clone()).unwrap_or_default();
        range.zip(blocks).filter(move |(_, block)| match (column, &block.kind) {
            (Some(column), BlockKind::Cell(cell)) => cell.column == column,
            _ => true,
        })
    }
}

impl Document {
    /// Every section, in the order of its titles. A title is
    /// - a heading: its section ends before the next heading of equal or higher rank;
    /// - a paragraph wholly in bold, or a label that ends in a colon: its section ends before the next such paragraph or
    ///   heading;
    /// - a line that ends in a colon before a list: its section is that list (its title is the line's last sentence);
    /// - the first cell of a table's row: its section is the rest of the row; the header of a column: its cells;
    /// - the name of a JSON, YAML or front matter member that holds strings.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// let document = Document::read(Format::Markdown, "## 3.2 Exclusions\n\n- SSO\n- SCIM\n\n## Price\n\n100\n");
    /// let section = &document.sections()[0];
    /// assert_eq!((section.title.as_str(), section.range.clone()), ("Exclusions", 1..3));
    /// ```
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        self.sections_titled(&|_| true)
    }

    /// The sections whose title `wanted` takes, in the same order: most documents are asked for one or two.
    pub(crate) fn sections_titled(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Section> {
        let mut sections = Sections { wanted, all: Vec::new() };
        if let Some(node) = self.values() {
            self.members(node, &mut sections);
        }
        self.titles(&mut sections);
        let mut sections = sections.all;
        sections.sort_by_key(|section| section.heading);
        sections
    }

    /// Sections that a block is the title of.
    fn titles(&self, sections: &mut Sections<'_>) {
        let mut open: Vec<(u8, Option<usize>)> = Vec::new();
        let mut in_table = None;
        for (index, block) in self.blocks.iter().enumerate() {
            if let BlockKind::Cell(cell) = block.kind {
                if in_table.replace(cell.table) != Some(cell.table) {
                    self.table(index, cell.table, sections);
                }
                continue;
            }
            if let Some(list) = self.list_below(index) {
                sections.add(last_sentence(block.text.plain()), block.span, index + 1..list);
                continue;
            }
            let Some(rank) = rank(block) else { continue };
            while let Some((_, at)) = open.pop_if(|(above, _)| *above >= rank) {
                sections.close(at, index);
            }
            let at = sections.add(block.text.plain(), block.span, index + 1..self.blocks.len());
            open.push((rank, at));
        }
    }

    /// Where the list ends that the line at `index` leads in, if it does: the index after its last block.
    fn list_below(&self, index: usize) -> Option<usize> {
        let lead = self.blocks.get(index)?;
        let prose = matches!(lead.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote(_));
        if !prose || !ends_in_colon(lead.text.plain()) && !is_bold(lead) {
            return None;
        }
        let depth = lead.items.len();
        let below = self.blocks.get(index + 1)?;
        let list = below.items.get(depth)?.list;
        let inside = |block: &Block| block.items.get(depth).is_some_and(|item| item.list == list);
        let blocks = self.blocks.get(index + 1..).unwrap_or_default();
        Some(index + 1 + blocks.iter().take_while(|block| inside(block)).count())
    }

    /// Sections of the table whose first cell is the block `start`: its columns, then its rows.
    fn table(&self, start: usize, table: u32, sections: &mut Sections<'_>) {
        let place = |block: &Block| match block.kind {
            BlockKind::Cell(cell) if cell.table == table => Some(cell),
            _ => None,
        };
        let rest = self.blocks.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|block| place(block).is_some()).count();
        let cells = rest.get(..length).unwrap_or_default();
        let header = cells.iter().take_while(|block| place(block).is_some_and(|cell| cell.row == 0)).count();
        for block in cells.iter().take(header) {
            let column = place(block).map(|cell| cell.column);
            let at = sections.add(block.first_line(&self.source), block.span, start + header..start + length);
            if let Some(section) = at.and_then(|at| sections.all.get_mut(at)) {
                section.column = column;
            }
        }
        let mut at = start + header;
        let body = cells.get(header..).unwrap_or_default();
        for row in body.chunk_by(|a, b| place(a).map(|cell| cell.row) == place(b).map(|cell| cell.row)) {
            if let Some(block) = row.first() {
                sections.add(block.first_line(&self.source), block.span, at + 1..at + row.len());
            }
            at += row.len();
        }
    }

    /// Sections that the name of a member is the title of.
    fn members(&self, node: &Node, sections: &mut Sections<'_>) {
        match &node.value {
            Value::Object(members) => {
                for member in members {
                    let range = self.blocks_in(member.node.span);
                    if !range.is_empty() {
                        sections.add(&member.name, member.name_span, range);
                    }
                    self.members(&member.node, sections);
                }
            }
            Value::Array(nodes) => nodes.iter().for_each(|node| self.members(node, sections)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn blocks_in(&self, span: Span<Source>) -> Range<usize> {
        let start = self.blocks.partition_point(|block| block.span.start < span.start);
        start..self.blocks.partition_point(|block| block.span.start < span.end).max(start)
    }
}

/// The sections that are wanted, while they are gathered.
struct Sections<'w> {
    wanted: &'w dyn Fn(&str) -> bool,
    all: Vec<Section>,
}

impl Sections<'_> {
    /// Notes a section of this title where it is wanted; gives its number.
    fn add(&mut self, words: &str, heading: Span<Source>, range: Range<usize>) -> Option<usize> {
        let title = title(words);
        (self.wanted)(title).then(|| {
            self.all.push(Section { title: title.to_owned(), heading, range, column: None });
            self.all.len() - 1
        })
    }

    fn close(&mut self, at: Option<usize>, end: usize) {
        if let Some(section) = at.and_then(|at| self.all.get_mut(at)) {
            section.range.end = end;
        }
    }
}

/// The rank of a block that is a title by itself.
fn rank(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(rank) => Some(rank),
        BlockKind::Paragraph if is_bold(block) || is_label(block.text.plain()) => Some(LABEL_RANK),
        BlockKind::Paragraph
        | BlockKind::Item
        | BlockKind::Cell(_)
        | BlockKind::Code
        | BlockKind::Footnote(_)
        | BlockKind::Value(_)
        | BlockKind::Aside => None,
    }
}

/// Whether everything but a colon at the end is set in bold.
fn is_bold(block: &Block) -> bool {
    let [bold] = block.text.strong() else { return false };
    let words = block.text.plain();
    let before = words.get(..bold.start).is_some_and(|before| before.trim().is_empty());
    let after = words.get(bold.end..).is_some_and(|after| matches!(after.trim(), "" | ":"));
    before && after && !bold.is_empty()
}

fn is_label(words: &str) -> bool {
    ends_in_colon(words) && words.chars().nth(LABEL_MAX).is_none()
}

fn ends_in_colon(words: &str) -> bool {
    words.trim_end().ends_with([':', '：'])
}

/// What stands after the last full stop inside of `words`.
fn last_sentence(words: &str) -> &str {
    let ends = [". ", "! ", "? "].iter().filter_map(|end| words.trim_end().rfind(end)).max();
    ends.and_then(|end| words.get(end + 2..)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    /// `expected`: one line a section, `title: block | block`.
    fn check(format: Format, source: &str, expected: &[&str]) {
        let document = Document::read(format, source);
        let told: Vec<String> = document
            .sections()
            .iter()
            .map(|section| {
                let blocks: Vec<&str> = section.blocks(&document).map(|(_, block)| block.text.plain()).collect();
                format!("{}: {}", section.title, blocks.join(" | "))
            })
            .collect();
        assert_eq!(told, expected, "{source}");
    }

    #[test]
    fn headings_end_at_equal_or_higher_rank() {
        check(
            Format::Markdown,
            "# A\n\none\n\n## B:\n\ntwo\n\n### C\n\nthree\n\n## 4. D\n\nfour\n",
            &["A: one | B: | two | C | three | 4. D | four", "B: two | C | three", "C: three", "D: four"],
        );
    }

    #[test]
    fn bold_paragraphs_and_labels_are_titles_below_headings() {
        check(
            Format::Markdown,
            "# A\n\n**B**\n\none\n\n**C:**\n\ntwo\n\n# D\n",
            &["A: B | one | C: | two", "B: one", "C: two", "D: "],
        );
        check(
            Format::Text,
            "Excluded:\n\nSSO is.\n\nIncluded:\n\nAll else is.\n",
            &["Excluded: SSO is.", "Included: All else is."],
        );
    }

    #[test]
    fn a_lead_in_ends_with_its_list() {
        check(
            Format::Markdown,
            "We talked. The pilot excludes:\n\n- SSO\n- SCIM:\n  - all\n\nThe end.\n",
            &["The pilot excludes: SSO | SCIM: | all", "SCIM: all"],
        );
        check(
            Format::Text,
            "Blocked wording\n\n  • Self-serve\n  • SSO\n\nBoundaries\n\nThis plan.\n",
            &["Blocked wording: Self-serve | SSO", "Boundaries: This plan."],
        );
    }

    #[test]
    fn tables_have_columns_and_rows() {
        check(
            Format::Markdown,
            "| Item | Excluded |\n|--|--|\n| a | SSO |\n| b | SCIM |\n\nAfter.\n",
            &["Item: a | b", "Excluded: SSO | SCIM", "a: SSO", "b: SCIM"],
        );
    }

    #[test]
    fn members_of_data() {
        check(
            Format::Json,
            r#"{"exclusions": ["SSO", "SCIM"], "n": 1, "roles": {"owner": "Anna"}}"#,
            &["exclusions: SSO | SCIM", "roles: Anna", "owner: Anna"],
        );
        check(Format::Markdown, "---\nexclusions: [SSO]\n---\n# A\n\nx\n", &["exclusions: SSO", "A: x"]);
    }
}
