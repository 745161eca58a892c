//! Learns the weights of the claim reading anew: `cargo run --release --example learn`.
//!
//! Reads `testdata/claims/lessons/*.tsv` and, for less, what the rules were fitted to: the development files and
//! constructions in `testdata/claims`, and a pair of sentences for each cue; never a test file. Writes `src/claim/weigh/weights.tsv`.
//!
//! With `lessons` as its argument it prints these documents, and those in `testdata/claims/encoder-lessons`, as `learn/encoder.py` needs them: a JSON object a line.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use gatelint::claim::{Hit, Lesson, learn, lesson_hit, shown_before};
use gatelint::document::{Document, Format};
use gatelint::policy::embedded::EMBEDDED;
use gatelint::policy::{PolicyText, load};
use gatelint::rule::Engine;
use serde_json::{Value, json};

/// What a document counts that the rules were fitted to.
const FITTED: f64 = 0.3;
/// How often each lesson stands among other sentences.
const COPIES: usize = 3;
/// What a made-up sentence with a cue counts.
const CUE: f64 = 0.1;

#[expect(clippy::print_stdout, reason = "a tool of the project's own, run by hand")]
fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let claims = root.join("testdata/claims");
    let fitted = |path: &PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        name.ends_with("-dev") || name == "constructions"
    };
    let engine = engine()?;
    let find = |document: &Document| engine.find(document);
    let mut lessons = Vec::new();
    for file in tables(&claims.join("lessons"))? {
        lessons.extend(read(&file, 1.0)?);
    }
    for file in tables(&claims)?.iter().filter(|file| fitted(file)) {
        lessons.extend(read(file, FITTED)?);
    }
    if env::args().nth(1).is_some_and(|wanted| wanted == "lessons") {
        for file in tables(&claims.join("encoder-lessons"))? {
            lessons.extend(read(&file, 1.0)?);
        }
        lessons.extend(cues(root)?);
        lessons.iter().filter_map(|lesson| in_json(lesson, &find)).for_each(|lesson| println!("{lesson}"));
        return Ok(());
    }
    let plain = fs::read_to_string(root.join("testdata/common-english.txt"))?;
    let plain: Vec<&str> = plain.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
    let copies = 0..COPIES;
    let among: Vec<Lesson> = copies
        .flat_map(|copy| {
            let others = plain.iter().cycle().skip(copy * plain.len() / COPIES);
            lessons
                .iter()
                .zip(others)
                .enumerate()
                .map(move |(number, (lesson, other))| among_others(lesson, other, number + copy))
        })
        .collect();
    lessons.extend(among);
    lessons.extend(cues(root)?);
    let table = learn(&lessons, &find);
    println!("{} lessons, {} clues", lessons.len(), table.lines().count() - 2);
    fs::write(root.join("src/claim/weigh/weights.tsv"), table)?;
    Ok(())
}

/// The shipped policy's rules.
fn engine() -> Result<Engine, Box<dyn Error>> {
    let shipped = EMBEDDED.first().ok_or("no policy is embedded")?;
    let text = PolicyText { path: shipped.path.to_owned(), text: shipped.text.to_owned() };
    Ok(Engine::new(&load(vec![text], &|_, _| Err("only embedded policies are used".to_owned())).policy)?)
}

/// The lesson's blocks, each with what the encoder is shown before its text, and the hit.
fn in_json(lesson: &Lesson, find: &dyn Fn(&Document) -> Vec<Hit>) -> Option<Value> {
    let document = Document::read(Format::Markdown, lesson.text.as_str());
    let hit = lesson_hit(&document, &find(&document))?;
    let texts = document.blocks.iter().map(|block| block.text.plain()).enumerate();
    let blocks: Vec<[String; 2]> = texts.map(|(at, text)| [shown_before(&document, at), text.to_owned()]).collect();
    Some(json!({
        "claims": lesson.claims, "counts": lesson.counts, "blocks": blocks, "block": hit.block, "span": [hit.span.start, hit.span.end],
    }))
}

/// The lesson with an ordinary sentence before it, after it, or on both sides: what they say must not count.
fn among_others(lesson: &Lesson, other: &str, number: usize) -> Lesson {
    let gap = if lesson.text.contains('\n') { "\n\n" } else { " " };
    let text = match number % 3 {
        0 => format!("{}{gap}{other}", lesson.text),
        1 => format!("{other}{gap}{}", lesson.text),
        _ => format!("{other}\n\n{}{gap}{other}", lesson.text),
    };
    Lesson { text, counts: lesson.counts / COPIES as f64, ..lesson.clone() }
}

/// The first pair of sentences of its category with each cue: what the rules read in a plain sentence stands.
fn cues(root: &Path) -> Result<Vec<Lesson>, Box<dyn Error>> {
    let templates = fs::read_to_string(root.join("testdata/cue-templates.tsv"))?;
    let table = fs::read_to_string(root.join("src/claim/cues.tsv"))?;
    let mut lessons = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let mut columns = row.split('\t');
        let (Some(cue), Some(category)) = (columns.next(), columns.next()) else { continue };
        let pair = templates.lines().find_map(|line| line.strip_prefix(category)?.strip_prefix('\t'));
        let Some((claims, other)) = pair.and_then(|pair| pair.split_once('\t')) else { continue };
        let with = |template: &str| template.replace("{}", cue).replace("\\n", "\n");
        lessons.extend([(claims, true), (other, false)].map(|(text, claims)| Lesson {
            text: with(text),
            claims,
            counts: CUE,
        }));
    }
    Ok(lessons)
}

/// The `.tsv` files of a folder, in order.
fn tables(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    let mut files: Vec<PathBuf> =
        files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "tsv")).collect();
    files.sort();
    Ok(files)
}

fn read(file: &Path, counts: f64) -> Result<Vec<Lesson>, Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let lesson = |row: &str| {
        let mut columns = row.splitn(3, '\t');
        let claims = match columns.next()? {
            "flag" => true,
            "pass" => false,
            _ => return None,
        };
        let body = columns.nth(1)?;
        Some(Lesson { text: body.replace("\\n", "\n"), claims, counts })
    };
    Ok(text.lines().filter_map(lesson).collect())
}
