//! Globs, with `{a,b}` for alternatives as in shells.

use glob::Pattern;

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
