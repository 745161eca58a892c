//! JSONPath queries of a policy (RFC 9535), with what can be told of them before any document is read.

use std::fmt;
use std::sync::OnceLock;

use serde_json_path::JsonPath;

/// A query.
#[derive(Debug)]
pub struct Query {
    path: JsonPath,
    /// Its normal form.
    text: String,
    /// The query up to its first `[*]`, `[?…]` or descent, where it has one; read when it is first asked for.
    list: OnceLock<Option<JsonPath>>,
    /// The top-level member that it stays in.
    member: Option<String>,
}

impl Query {
    /// Reads a query; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let path = JsonPath::parse(text).ok()?;
        let text = path.to_string();
        let member = member(&text);
        Some(Self { path, text, list: OnceLock::new(), member })
    }

    /// The query.
    #[must_use]
    pub fn path(&self) -> &JsonPath {
        &self.path
    }

    /// The query of the list of which this one picks values; `None` where it picks none.
    #[must_use]
    pub fn list(&self) -> Option<&JsonPath> {
        let read = || {
            let picks = ["[*]", "[?", ".*", ".."].iter().filter_map(|sign| self.text.find(sign)).min()?;
            JsonPath::parse(self.text.get(..picks)?).ok()
        };
        self.list.get_or_init(read).as_ref()
    }

    /// The top-level member of which alone the result depends; `None` where it may depend on more.
    ///
    /// ```
    /// use gatelint::policy::query::Query;
    /// assert_eq!(Query::parse("$.checks[?@.id == 'api'].status").unwrap().member(), Some("checks"));
    /// assert_eq!(Query::parse("$.checks[?@.id == $.wanted]").unwrap().member(), None);
    /// assert_eq!(Query::parse("$['tenant']").unwrap().member(), Some("tenant"));
    /// assert_eq!(Query::parse("$['a', 'b']").unwrap().member(), None);
    /// assert_eq!(Query::parse("$..status").unwrap().member(), None);
    /// ```
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The name right after the `$` of a query, `$.name` or `$['name']`. A second `$` may look elsewhere.
fn member(text: &str) -> Option<String> {
    let (rest, close) = match text.strip_prefix("$.") {
        Some(rest) => (rest, ""),
        None => (text.strip_prefix("$['")?, "']"),
    };
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
    let (name, rest) = rest.split_at_checked(length)?;
    (length > 0 && rest.starts_with(close) && !rest.contains('$')).then(|| name.to_owned())
}
