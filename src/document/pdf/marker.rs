//! The markers of list items: bullets, numbers, letters.

const BULLETS: &str = "•‣▪◦●○■□▸►➢➤✓✔❖◆◇–—-*·∙⁃\u{FFFD}";

/// The length of the marker that the text starts with, the space behind it counted; `None` where there is none.
pub(super) fn marker(text: &str) -> Option<usize> {
    let word = text.split(' ').next()?;
    let rest = text.get(word.len() + 1..).filter(|rest| !rest.is_empty())?;
    (is_marker(word) && !rest.starts_with(word)).then_some(word.len() + 1)
}

/// Whether the text is nothing but a marker: a bullet, or a number or a letter with a point or a bracket.
pub(super) fn is_marker(text: &str) -> bool {
    let mut characters = text.chars();
    if let (Some(bullet), None) = (characters.next(), characters.next()) {
        return is_bullet_sign(bullet) || bullet == 'o';
    }
    let (inner, closed) = match text.strip_suffix(')') {
        Some(inner) => (inner.strip_prefix('(').unwrap_or(inner), true),
        None => (text.strip_suffix('.').unwrap_or(text), text.ends_with('.')),
    };
    let digits = inner.bytes().all(|byte| byte.is_ascii_digit()) && inner.len() <= 3;
    let letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = inner.len() <= 5 && inner.bytes().all(|byte| b"ivx".contains(&byte));
    closed && !inner.is_empty() && (digits || letter || roman)
}

/// Whether the text is nothing but the number of a clause: `2.1`, `4.`, `Section` left out.
pub(super) fn is_number(text: &str) -> bool {
    let parts = text.strip_suffix('.').unwrap_or(text).split('.');
    text.len() <= 10
        && parts.clone().count() <= 5
        && parts.into_iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the character is a bullet.
pub(super) fn is_bullet_sign(c: char) -> bool {
    BULLETS.contains(c)
}

/// Whether the marker is a bullet rather than a number.
pub(super) fn is_bullet(marker: &str) -> bool {
    marker.trim_end().chars().all(|c| is_bullet_sign(c) || c == 'o')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(marker(text).and_then(|end| text.get(..end)), expected, "{text}");
    }

    #[test]
    fn markers() {
        check("• one", Some("• "));
        check("1. one", Some("1. "));
        check("(a) one", Some("(a) "));
        check("iv) one", Some("iv) "));
        check("- one", Some("- "));
        check("1.2 one", None);
        check("2026. And", None);
        check("one • two", None);
        check("•", None);
        check("A word", None);
        check("- - -", None);
    }
}
