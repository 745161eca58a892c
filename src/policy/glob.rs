//! Globs, with `{a,b}` for alternatives as in shells.

use glob::{MatchOptions, Pattern};

/// Most globs that the braces of one may stand for.
const MOST: usize = 256;

/// Every glob that `text` stands for.
///
/// # Errors
/// When a brace or a bracket has no partner, or braces stand inside each other: the reason.
///
/// ```
/// use gatelint::policy::glob::patterns;
/// assert_eq!(patterns("*.{md,txt}").unwrap().len(), 2);
/// assert_eq!(patterns("*.{md,txt").unwrap_err(), "`{` has no `}`");
/// ```
pub fn patterns(text: &str) -> Result<Vec<Pattern>, String> {
    let all = alternatives(text)?;
    all.iter().map(|one| Pattern::new(one).map_err(|error| error.msg.to_lowercase())).collect()
}

/// Whether one of the globs takes the path, whatever its case; no globs take every path.
#[must_use]
pub fn fits(globs: &[Pattern], path: &str) -> bool {
    let options =
        MatchOptions { case_sensitive: false, require_literal_separator: true, require_literal_leading_dot: false };
    globs.is_empty() || globs.iter().any(|glob| glob.matches_with(path, options))
}

/// Paths that a glob takes, such that another that takes all of them takes whatever this one does: each wildcard stands
/// for nothing, one and two letters that no glob has. Globs in brackets give paths that hold the brackets.
///
/// ```
/// use gatelint::policy::glob::{fits, patterns, samples};
/// let wide = patterns("**/*.md").unwrap();
/// assert!(samples(&patterns("orders/*.md").unwrap()[0]).all(|path| fits(&wide, &path)));
/// assert!(!samples(&patterns("orders/*").unwrap()[0]).all(|path| fits(&wide, &path)));
/// ```
pub fn samples(glob: &Pattern) -> impl Iterator<Item = String> {
    let folders = ["", "\u{1}/", "\u{1}/\u{2}/"];
    let names = ["", "\u{3}", "\u{3}\u{3}"];
    let glob = glob.as_str();
    folders.into_iter().flat_map(move |folder| {
        let rest = if folder.is_empty() { "\u{4}" } else { folder.trim_end_matches('/') };
        let glob = glob.replace("**/", folder).replace("**", rest).replace('?', "\u{5}");
        names.into_iter().map(move |name| glob.replace('*', name))
    })
}

fn alternatives(text: &str) -> Result<Vec<String>, String> {
    let Some((before, rest)) = text.split_once('{') else {
        return if text.contains('}') { Err("`}` has no `{`".to_owned()) } else { Ok(vec![text.to_owned()]) };
    };
    if before.contains('}') {
        return Err("`}` has no `{`".to_owned());
    }
    let (inside, after) = rest.split_once('}').ok_or("`{` has no `}`")?;
    if inside.contains('{') {
        return Err("braces can't stand inside each other".to_owned());
    }
    let mut all = Vec::new();
    let tails = alternatives(after)?;
    for alternative in inside.split(',') {
        all.extend(tails.iter().map(|tail| format!("{before}{alternative}{tail}")));
        if all.len() > MOST {
            return Err(format!("its braces stand for more than {MOST} globs"));
        }
    }
    Ok(all)
}
