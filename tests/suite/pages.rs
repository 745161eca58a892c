//! A page says what the Markdown says that it was made from: same wording, same readings.

use gatelint::claim::{Hit, ProofWords, Reader, Reading, Status};
use gatelint::document::{Document, Format};
use gatelint::policy::{PolicyText, embedded::EMBEDDED, load};
use gatelint::rule::Engine;
use pulldown_cmark::{Options, Parser, html};

use crate::support::root;

const SETS: &[&str] = &["sales-dev", "records-dev", "constructions"];

type Read = fn(&Reader<'_>, Hit, &ProofWords) -> Reading;

fn readings(engine: &Engine, format: Format, source: &str, read: Read) -> Vec<(String, Status)> {
    let document = Document::read(format, source);
    let (reader, proof) = (Reader::new(&document), ProofWords::default());
    let status = |hit: Hit| {
        let words = hit.span.slice(document.blocks[hit.block].text.plain()).to_owned();
        (words, read(&reader, hit, &proof).status)
    };
    engine.find(&document).into_iter().map(status).collect()
}

#[test]
fn pages_are_read_as_the_markdown_they_were_made_from() {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    let policy = load(vec![shipped], &|_, path| Err(path.into())).policy;
    let engine = Engine::new(&policy).unwrap();
    let by_rules: Read = |reader, hit, proof| reader.read_by_rules(hit, proof);
    let whole: Read = |reader, hit, proof| reader.read(hit, proof);
    let (mut hits, mut numbered, mut differ) = (0, [0, 0], [Vec::new(), Vec::new()]);
    for name in SETS {
        let cases = std::fs::read_to_string(root().join(format!("testdata/claims/{name}.tsv"))).unwrap();
        for row in cases.lines().filter(|row| row.starts_with("flag\t") || row.starts_with("pass\t")) {
            let body = row.splitn(3, '\t').nth(2).unwrap().replace("\\n", "\n");
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
            let mut page = String::new();
            html::push_html(&mut page, Parser::new_ext(&body, options));
            hits += engine.find(&Document::read(Format::Markdown, body.as_str())).len();
            for ((read, differ), numbered) in [by_rules, whole].into_iter().zip(&mut differ).zip(&mut numbered) {
                let markdown = readings(&engine, Format::Markdown, &body, read);
                let read = readings(&engine, Format::Html, &page, read);
                // Browsers count the items: "Item 1" stands for no words of the page, so what is said of it is not followed.
                let counted = body.contains("1. ") && read.iter().all(|(_, status)| *status == Status::Claimed);
                *numbered += usize::from(read != markdown && counted);
                if read != markdown && !counted {
                    differ.push(format!("{body}\n--\n{page}\n{markdown:?}\n{read:?}\n"));
                }
            }
        }
    }
    let [differ, doubted] = differ;
    println!("{hits} hits, {} and {} rows differ", differ.len(), doubted.len());
    assert!(hits > 1500 && numbered.into_iter().all(|rows| rows < 3));
    assert!(differ.is_empty(), "{} of {hits}:\n{}", differ.len(), differ.join("\n"));
    // What the encoder sees differs by a few marks: the number of an item, the sign of a note.
    assert!(doubted.len() * 1000 < hits, "{} of {hits}:\n{}", doubted.len(), doubted.join("\n"));
}
