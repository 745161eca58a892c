//! The graphical report: the words underlined in the artifact, the clause of the rule beside it.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::place::Sources;
use super::plain::{closing, faults};
use super::{Report, Unit, last_line, safe};
use crate::finding::{Finding, Place, Severity};
use crate::span::Span;

/// How the report is drawn; the edge knows the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Longest stretch of a line that is shown around the words, in bytes on either side.
const AROUND: usize = 120;

/// The report for a terminal.
#[must_use]
pub fn terminal(report: &Report<'_>, look: Look) -> String {
    let theme = if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(look.width).with_links(false).with_context_lines(1);
    let mut out = String::new();
    faults(&mut out, report);
    for unit in &report.units {
        draw(&mut out, unit, &handler);
    }
    closing(&mut out, report);
    out.push_str(&last_line(&report.summary(), report.unchecked));
    out.push('\n');
    out
}

fn draw(out: &mut String, unit: &Unit<'_>, handler: &GraphicalReportHandler) {
    let mut sources = Sources::new(unit.job.policy, unit.outcome);
    for finding in &unit.outcome.applied.findings {
        let drawn = drawn(finding, &mut sources);
        // Writing to a string does not fail.
        let _ = handler.render_report(out, &drawn);
        out.push('\n');
    }
}

fn drawn(finding: &Finding, sources: &mut Sources<'_>) -> Drawn {
    let label = match &finding.claim {
        Some(claim) => match &claim.cue {
            Some(cue) => format!("{}, because of `{}`", claim.status, safe(cue)),
            None => claim.status.to_owned(),
        },
        None => String::new(),
    };
    let related = finding.related.iter().map(|related| Drawn {
        code: None,
        severity: miette::Severity::Advice,
        message: related.message.clone(),
        help: None,
        snippet: snippet(related.place, sources),
        label: String::new(),
        related: Vec::new(),
    });
    Drawn {
        code: Some(finding.code.clone()),
        severity: match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        },
        message: safe(&finding.message),
        help: (!finding.help.is_empty())
            .then(|| finding.help.iter().map(|line| safe(line)).collect::<Vec<_>>().join("\n")),
        related: related.collect(),
        snippet: snippet(finding.place, sources),
        label,
    }
}

/// The line of a place, cut around its words and made safe; of secrets only their places are shown.
fn snippet(place: Place, sources: &mut Sources<'_>) -> Snippet {
    let text = sources.text(place.origin);
    let located = sources.locate(place);
    let first = sources.lines(place.origin).span(text, located.from.line);
    let last = sources.lines(place.origin).span(text, located.to.line);
    let (mut start, mut end) = (first.map_or(0, |line| line.start), last.map_or(0, |line| line.end));
    start = start.max(text.floor_char_boundary(place.span.start.saturating_sub(AROUND)));
    end = end.min(text.ceil_char_boundary(place.span.end.min(place.span.start + 8 * AROUND) + AROUND)).max(start);
    let shown = sources.shown(place.origin, Span::new(start, end));
    let words = (place.span.start - start, place.span.end.min(end) - place.span.start.min(end));
    let column = located.from.column.saturating_sub(1);
    let name = match &located.place {
        Some(address) => format!("{} ({address})", located.path),
        None => located.path.clone(),
    };
    Snippet { name: safe(&name), text: shown, words, line: located.from.line.saturating_sub(1), column }
}

#[derive(Debug)]
struct Snippet {
    name: String,
    text: String,
    /// Start and length of the words in `text`.
    words: (usize, usize),
    /// Line and column of the words, from 0.
    line: usize,
    column: usize,
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without context miette asks where the words are, for the title line; with context, for the lines to draw.
        let title = before == 0 && after == 0;
        let all = SourceSpan::from((0, self.text.len()));
        let lines = self.text.lines().count().max(1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            all,
            self.line,
            if title { self.column } else { 0 },
            lines,
        )))
    }
}

#[derive(Debug)]
struct Drawn {
    code: Option<String>,
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    snippet: Snippet,
    label: String,
    related: Vec<Drawn>,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = (!self.label.is_empty()).then(|| self.label.clone());
        let span = LabeledSpan::new_primary_with_span(label, self.snippet.words);
        Some(Box::new(std::iter::once(span)))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|one| one as &dyn Diagnostic)))
    }
}
