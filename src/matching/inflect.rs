//! The forms a word of a phrase may take in a text.
//!
//! No dictionary: a few rules of English spelling, and a table of the irregular verbs that contracts use. A rule may
//! make a form that nobody writes (`certificationing`); such a form matches nothing and does no harm.
//!
//! | of | forms |
//! |---|---|
//! | every word | itself, `…'s`, plural with an apostrophe (`issuers' `) |
//! | a word that may end the phrase | also its plural and its singular, and `…'s` of both |
//! | `word~` | also `-s`, `-ed`, `-ing`, `-ings` with the usual changes (`automating`, `applied`, `shipped`), the irregular forms, and the noun of the act for `-ate`, `-ify`, `-ize`, `-ise` (`automation`, `certification`) |

/// Where a word stands in its phrase, as far as its endings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// Another word always follows.
    Inside,
    /// The phrase may end with it.
    Last,
}

/// All forms of `base` (folded: lower case), itself first, no form twice.
pub(super) fn forms(base: &str, inflected: bool, place: Place) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if !base.ends_with(char::is_alphanumeric) {
        return forms;
    }
    if inflected {
        forms.extend(verb_forms(base));
        forms.extend(act(base));
    }
    if inflected || place == Place::Last {
        forms.push(plural(base));
        forms.extend(singular(base));
    }
    let owners: Vec<String> = forms.iter().map(|form| format!("{form}'s")).collect();
    forms.extend(owners);
    if place == Place::Inside {
        forms.push(format!("{}'", plural(base)));
    }
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    forms
}

fn plural(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if ends_in_consonant(stem) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

/// The singular of a word that looks like a plural.
fn singular(base: &str) -> Option<String> {
    let stem = base.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']))?;
    if let Some(stem) = stem.strip_suffix("ie") {
        return Some(format!("{stem}y"));
    }
    let hissing = ["sse", "xe", "ze", "che", "she"].iter().any(|ending| stem.ends_with(ending));
    Some(if hissing { stem.strip_suffix('e')?.to_owned() } else { stem.to_owned() })
}

fn verb_forms(base: &str) -> Vec<String> {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let mut forms = Vec::new();
    if base.ends_with("ie") {
        forms.push(format!("{}ying", stem.strip_suffix('i').unwrap_or(stem)));
    }
    let keeps_e = ["ee", "oe", "ye"].iter().any(|ending| base.ends_with(ending));
    let ing = format!("{}ing", if keeps_e { base } else { stem });
    forms.extend([format!("{ing}s"), ing]);
    match irregular(base) {
        Some(others) => forms.extend(others.iter().map(|form| (*form).to_owned())),
        None => forms.push(past(base, stem)),
    }
    if doubles(base) {
        let last = base.chars().last().unwrap_or_default();
        forms.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    }
    forms
}

fn past(base: &str, stem: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if ends_in_consonant(stem) => format!("{stem}ied"),
        _ => format!("{stem}ed"),
    }
}

/// The noun of an act.
fn act(base: &str) -> Vec<String> {
    let noun = if let Some(stem) = base.strip_suffix("ate") {
        format!("{stem}ation")
    } else if let Some(stem) = base.strip_suffix("ify") {
        format!("{stem}ification")
    } else if let Some(stem) = base.strip_suffix("ize") {
        format!("{stem}ization")
    } else if let Some(stem) = base.strip_suffix("ise") {
        format!("{stem}isation")
    } else {
        return Vec::new();
    };
    vec![format!("{noun}s"), noun]
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.ends_with(|letter: char| letter.is_ascii_alphabetic() && !is_vowel(letter))
}

/// Consonant, one vowel, consonant: `ship`, `plan`, `travel`. That some of them don't double does no harm.
fn doubles(base: &str) -> bool {
    let mut back = base.chars().rev();
    let (last, vowel, before) = (back.next(), back.next(), back.next());
    last.is_some_and(|last| last.is_ascii_alphabetic() && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y'))
        && vowel.is_some_and(is_vowel)
        && before.is_some_and(|before| !is_vowel(before))
}

fn irregular(base: &str) -> Option<&'static [&'static str]> {
    IRREGULAR.binary_search_by_key(&base, |row| row.0).ok().and_then(|at| IRREGULAR.get(at)).map(|row| row.1)
}

/// Past and participle of verbs that don't take `-ed`; sorted.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("be", &["am", "is", "are", "was", "were", "been"]),
    ("become", &["became"]),
    ("begin", &["began", "begun"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("cut", &[]),
    ("deal", &["dealt"]),
    ("do", &["does", "did", "done"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("find", &["found"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["goes", "went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("have", &["has", "had"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("let", &[]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("pay", &["paid"]),
    ("put", &[]),
    ("read", &[]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &[]),
    ("show", &["showed", "shown"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("split", &[]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("understand", &["understood"]),
    ("win", &["won"]),
    ("write", &["wrote", "written"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, inflected: bool, place: Place, has: &[&str], lacks: &[&str]) {
        let forms = forms(base, inflected, place);
        for form in has {
            assert!(forms.iter().any(|one| one == form), "{base}: {form} in {forms:?}");
        }
        for form in lacks {
            assert!(!forms.iter().any(|one| one == form), "{base}: no {form} in {forms:?}");
        }
    }

    #[test]
    fn endings() {
        check("checkout", false, Place::Last, &["checkout", "checkouts", "checkout's", "checkouts's"], &["checkouted"]);
        check("enterprise", false, Place::Inside, &["enterprise's", "enterprises'"], &["enterprises"]);
        check("certifications", false, Place::Last, &["certification", "certification's"], &[]);
        check("policies", false, Place::Last, &["policy"], &[]);
        check("hris", false, Place::Last, &[], &["hri"]);
        check("access", false, Place::Last, &["accesses"], &["acces"]);
        check("branches", false, Place::Last, &["branch"], &["branche"]);
        check("c++", false, Place::Last, &["c++"], &["c++s"]);
    }

    #[test]
    fn inflections() {
        check("offer", true, Place::Inside, &["offers", "offered", "offering", "offerings"], &[]);
        check("automate", true, Place::Inside, &["automates", "automated", "automating", "automation"], &[]);
        check("certify", true, Place::Inside, &["certifies", "certified", "certifying", "certification"], &[]);
        check("ship", true, Place::Inside, &["ships", "shipped", "shipping"], &[]);
        check("sell", true, Place::Inside, &["sells", "sold", "selling"], &["selled"]);
        check("agree", true, Place::Inside, &["agrees", "agreed", "agreeing"], &["agreing"]);
        check("tie", true, Place::Inside, &["ties", "tied", "tying"], &[]);
        check("certification", true, Place::Last, &["certifications", "certification's", "certifications's"], &[]);
    }

    #[test]
    fn table_is_sorted() {
        assert!(IRREGULAR.is_sorted_by_key(|row| row.0));
    }
}
