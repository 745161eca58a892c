//! What the elements of HTML do to the text in them: one table.

use html5gum::State;

/// What an element is to a reader of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands inside of a line and says nothing about it. Elements that HTML does not know are such.
    Inline,
    /// Stands inside of a line and holds nothing.
    Void,
    /// A line of its own.
    Block,
    /// `p`: any other block ends it.
    Paragraph,
    Heading(u8),
    /// `ul`, `ol`.
    List,
    /// `li`.
    Item,
    /// `dl`: read as a table, a term and its descriptions are a row.
    Terms,
    /// `dt`.
    Term,
    /// `dd`.
    Description,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows,
    Row,
    /// `td`, `th`.
    Cell,
    Quote,
    /// Text with its line ends, as code.
    Pre,
    /// Text that is no part of the document any more.
    Struck,
    /// Inline code.
    Code,
    Strong,
    /// `q`: quotation marks around its text.
    Marks,
    /// `br`.
    Break,
    /// Not shown: scripts and styles.
    Skipped,
    /// Not shown, but a script may show it.
    Unshown,
    /// SVG and MathML.
    Foreign,
}

/// What the element `name` (in lower case) is.
pub(super) fn role(name: &str) -> Role {
    match name {
        "p" => Role::Paragraph,
        "br" => Role::Break,
        "li" => Role::Item,
        "ul" | "ol" | "menu" | "dir" => Role::List,
        "td" | "th" => Role::Cell,
        "tr" => Role::Row,
        "b" | "strong" => Role::Strong,
        "code" | "kbd" | "samp" => Role::Code,
        "del" | "s" | "strike" => Role::Struck,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "table" => Role::Table,
        "thead" | "tbody" | "tfoot" => Role::Rows,
        "blockquote" => Role::Quote,
        "dl" => Role::Terms,
        "dt" => Role::Term,
        "dd" => Role::Description,
        "pre" | "xmp" | "listing" => Role::Pre,
        "q" => Role::Marks,
        "script" | "style" | "iframe" | "noembed" | "noframes" => Role::Skipped,
        "template" | "noscript" | "dialog" => Role::Unshown,
        "svg" | "math" => Role::Foreign,
        "area" | "base" | "col" | "embed" | "frame" | "hr" | "img" | "image" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr" => Role::Void,
        "address" | "article" | "aside" | "audio" | "body" | "button" | "canvas" | "caption" | "center"
        | "colgroup" | "datalist" | "details" | "div" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
        | "frameset" | "head" | "header" | "hgroup" | "html" | "label" | "legend" | "main" | "marquee" | "nav"
        | "object" | "optgroup" | "option" | "output" | "plaintext" | "search" | "section" | "select" | "summary"
        | "textarea" | "title" | "video" => Role::Block,
        _ => Role::Inline,
    }
}

/// How the content of the element `name` is read, where that is not as markup.
pub(super) fn content(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(State::RawText),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}

/// The attributes whose value a reader may see or hear, whatever the element.
pub(super) const SPOKEN: [&str; 7] =
    ["alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary"];

/// The other attributes that say something about the text.
pub(super) const TELLING: [&str; 11] =
    ["hidden", "style", "open", "type", "value", "checked", "colspan", "rowspan", "name", "property", "content"];

/// Whether an inline style hides its element.
pub(super) fn is_hidden_by(style: &str) -> bool {
    let squeezed: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    squeezed.split(';').any(|rule| {
        let rule = rule.trim_end_matches("!important");
        matches!(rule, "display:none" | "visibility:hidden" | "visibility:collapse")
    })
}

/// Whether the `meta` element of that name holds words about the page.
pub(super) fn is_description(name: &str) -> bool {
    let last = name.rsplit([':', '.']).next().unwrap_or_default();
    ["description", "title", "abstract"].iter().any(|known| last.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::is_hidden_by;

    #[test]
    fn styles_that_hide() {
        for (style, hidden) in [
            ("display:none", true),
            ("color: red; Display : NONE !important", true),
            ("visibility:hidden", true),
            ("display: block", false),
            ("", false),
        ] {
            assert_eq!(is_hidden_by(style), hidden, "{style}");
        }
    }
}
