//! Which format a file has: one table.

/// The format of a file. One row a format in [`Format::of`], one file a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark with tables, strikethrough, task lists, footnotes and front matter.
    Markdown,
    /// Text without markup.
    Text,
    /// RFC 8259.
    Json,
    /// YAML 1.2.
    Yaml,
}

/// The file name extensions of each format, in lower case.
const EXTENSIONS: [(Format, &[&str]); 4] = [
    (Format::Markdown, &["md", "markdown", "mdown", "mkd", "mdx"]),
    (Format::Text, &["txt", "text", "log"]),
    (Format::Json, &["json"]),
    (Format::Yaml, &["yaml", "yml"]),
];

impl Format {
    /// The format of the file at `path`, by its extension whatever the case. A file with an unknown extension or
    /// without one is JSON if `head`, the start of its text, looks like an object, and plain text otherwise.
    ///
    /// ```
    /// use gatelint::document::Format;
    /// assert_eq!(Format::of("orders/ACME.MD", ""), Format::Markdown);
    /// assert_eq!(Format::of("proof", "{\"checks\": []}"), Format::Json);
    /// assert_eq!(Format::of("notes.org", "Sales"), Format::Text);
    /// ```
    #[must_use]
    pub fn of(path: &str, head: &str) -> Self {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let known = EXTENSIONS.iter().find(|(_, known)| known.iter().any(|&one| extension.as_deref() == Some(one)));
        match known {
            Some((format, _)) => *format,
            None if looks_like_object(head) => Self::Json,
            None => Self::Text,
        }
    }
}

/// `{` and then a name or the end of the object.
fn looks_like_object(head: &str) -> bool {
    let inner = head.trim_start_matches('\u{feff}').trim_start().strip_prefix('{');
    inner.is_some_and(|inner| inner.trim_start().starts_with(['"', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, head: &str, expected: Format) {
        assert_eq!(Format::of(path, head), expected, "{path}");
    }

    #[test]
    fn by_extension_then_by_head() {
        check("a.md", "{\"a\": 1}", Format::Markdown);
        check("a.b/c.YML", "", Format::Yaml);
        check("dir.md/readme", "text", Format::Text);
        check("C:\\x\\order.Json", "", Format::Json);
        check("-", "\u{feff} {\n  \"kind\": 1}", Format::Json);
        check("-", "{{name}} is the owner", Format::Text);
        check("", "", Format::Text);
    }
}
