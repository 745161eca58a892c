//! Answers that point to another answer: "Same answer as for 11", "See row 3", "As above".

use super::answer::{answer, refused};
use super::reader::{Found, Reader};
use super::sense::Sentence;
use super::token::{Tag, Token};
use crate::document::{BlockKind, Cell};

/// How many blocks or rows back the other answer may stand.
const REACH: usize = 60;
/// More tokens than this are no mere reference.
const LONGEST: usize = 9;

/// What an answer points to.
enum Other {
    /// The one before.
    Above,
    /// The one with this number or code.
    Numbered(String),
}

/// The other answer that `tokens` point to, where they do nothing else.
fn other(tokens: &[Token]) -> Option<Other> {
    let first = tokens.first()?.norm.as_str();
    let points = ["see", "same", "the same", "as", "like", "ditto", "cf", "identical", "refer", "answered"];
    let starts = points.iter().any(|point| first == *point || first.starts_with(&format!("{point} ")));
    if !starts || tokens.len() > LONGEST {
        return None;
    }
    let above = |token: &Token| {
        let words = token.norm.as_str();
        matches!(words, "above" | "ditto" | "before" | "previous" | "preceding") || words.ends_with(" above")
    };
    let numbered = tokens.iter().skip(1).find_map(|token| code(&token.norm));
    match numbered {
        Some(code) => Some(Other::Numbered(code.to_owned())),
        None => tokens.iter().any(above).then_some(Other::Above),
    }
}

/// The number of a label: `11` of "11", "Q11" or "#11"; a code like "c4" is one as it is.
fn code(word: &str) -> Option<&str> {
    let word = word.trim_start_matches(['#', '(', '[']).trim_end_matches(['.', ')', ']', ':']);
    let digits = word.strip_prefix(['q', 'r']).unwrap_or(word);
    let number = !digits.is_empty() && digits.len() <= 3 && digits.chars().all(|digit| digit.is_ascii_digit());
    number.then_some(digits)
}

impl Reader<'_> {
    /// Yes (1) or no (-1), where the answer in `tokens` of `block` points to another one.
    pub(super) fn same_answer(&self, block: usize, tokens: &[Token]) -> Option<i8> {
        let other = other(tokens)?;
        if let BlockKind::Cell(cell) = self.document().blocks.get(block)?.kind {
            return self.pointed_cell(cell, &other).and_then(|at| self.cell_answer(at));
        }
        let back = block.saturating_sub(REACH)..block + 1;
        let Other::Numbered(number) = other else {
            return back.rev().skip(1).find_map(|at| self.plain_answer(at, None));
        };
        back.rev().find_map(|at| self.plain_answer(at, Some(&number)))
    }

    /// What the cell says that the reference in `cell` points to.
    pub(super) fn same_cell(&self, at: usize) -> Option<Found> {
        let BlockKind::Cell(cell) = self.document().blocks.get(at)?.kind else { return None };
        let parsed = self.parse(at);
        let other = self.pointed_cell(cell, &other(&parsed.tokens)?)?;
        self.statement(other)
    }

    /// The cell of the same column in the row that is pointed to.
    fn pointed_cell(&self, cell: Cell, other: &Other) -> Option<usize> {
        let row = match other {
            Other::Above => cell.row.checked_sub(1).filter(|&row| row > 0)?,
            Other::Numbered(number) => {
                let rows = 1..self.index().row_count(cell.table).min(u32::try_from(REACH).unwrap_or(u32::MAX));
                let mut named = rows.filter(|&row| {
                    let first = self.index().cell(cell.table, row, 0);
                    first.is_some_and(|at| code(self.plain(at).trim().to_lowercase().as_str()) == Some(number.as_str()))
                });
                named.next().or_else(|| number.parse().ok())?
            }
        };
        (row != cell.row).then(|| self.index().cell(cell.table, row, cell.column))?
    }

    fn cell_answer(&self, at: usize) -> Option<i8> {
        let parsed = self.parse(at);
        yes_or_no(parsed.sentence(0)).or_else(|| self.statement(at).map(|found| found.sign))
    }

    /// The answer in block `at`: after its question, where `number` is the question's, else the first there is.
    fn plain_answer(&self, at: usize, number: Option<&str>) -> Option<i8> {
        let parsed = self.parse(at);
        let asks = |tokens: &[Token]| tokens.iter().rev().take(2).any(|token| token.norm == "?");
        let mut found = None;
        let mut open = number.is_none() || self.item_number(at).as_deref() == number;
        for sentence in 0..parsed.sentences.len() {
            let tokens = parsed.sentence(sentence);
            let own = tokens.first().and_then(|first| code(&first.norm));
            open |= number.is_some() && own == number;
            if open && !asks(tokens) && found.is_none() {
                found = yes_or_no(tokens);
            }
            if number.is_some() && own.is_some() && own != number && asks(tokens) {
                open = false;
            }
        }
        let next = || (number.is_some() && open).then(|| yes_or_no(self.parse(at + 1).sentence(0)))?;
        found.or_else(next)
    }

    /// The number that a list item is written with.
    fn item_number(&self, at: usize) -> Option<String> {
        let block = self.document().blocks.get(at)?;
        let before = self.document().source.get(..block.span.start)?;
        let line = before.rsplit('\n').next()?.trim().trim_end_matches(['.', ')']);
        block.items.last()?;
        code(line).map(str::to_owned)
    }
}

fn yes_or_no(tokens: &[Token]) -> Option<i8> {
    let labelled = tokens.iter().take(3).position(|token| token.tag == Tag::Colon).map_or(0, |colon| colon + 1);
    let tokens = tokens.get(labelled..)?;
    answer(tokens).or_else(|| refused(&Sentence::new(tokens)).map(|_| -1))
}

#[cfg(test)]
mod tests {
    use crate::claim::Status;
    use crate::claim::testing::check;

    // A page made from it has no numbers in its text.
    #[test]
    fn an_answer_may_point_to_a_number_of_a_list() {
        check("11. Do you offer audit logs? No.\n\n12. Do you offer checkout? Same answer as for 11.", Status::Denied);
        check(
            "11. Do you offer audit logs? Yes.\n\n12. Do you offer checkout? Same answer as for 11.",
            Status::Claimed,
        );
    }
}
