//! A page says what the Markdown says that it was made from: same wording, same readings.

use gatelint::claim::Status;
use gatelint::document::{Document, Format};
use gatelint::policy::{PolicyText, embedded::EMBEDDED, load};
use gatelint::rule::Engine;
use pulldown_cmark::{Options, Parser, html};

use crate::support::root;

const SETS: &[&str] = &["sales-dev", "records-dev", "constructions"];

fn readings(engine: &Engine, format: Format, source: &str) -> Vec<(String, Status)> {
    let document = Document::read(format, source);
    let hits = engine.hits(&document);
    hits.iter()
        .map(|hit| (hit.plain.slice(document.blocks[hit.block].text.plain()).to_owned(), hit.reading.status))
        .collect()
}

#[test]
fn pages_are_read_as_the_markdown_they_were_made_from() {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    let policy = load(vec![shipped], &|_, path| Err(path.into())).policy;
    let engine = Engine::new(&policy).unwrap();
    let (mut hits, mut numbered, mut differ) = (0, 0, Vec::new());
    for name in SETS {
        let cases = std::fs::read_to_string(root().join(format!("testdata/claims/{name}.tsv"))).unwrap();
        for row in cases.lines().filter(|row| row.starts_with("flag\t") || row.starts_with("pass\t")) {
            let body = row.splitn(3, '\t').nth(2).unwrap().replace("\\n", "\n");
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
            let mut page = String::new();
            html::push_html(&mut page, Parser::new_ext(&body, options));
            let markdown = readings(&engine, Format::Markdown, &body);
            hits += markdown.len();
            let read = readings(&engine, Format::Html, &page);
            // Browsers count the items: "Item 1" stands for no words of the page, so what is said of it is not followed.
            let counted = body.contains("1. ") && read.iter().all(|(_, status)| *status == Status::Claimed);
            numbered += usize::from(read != markdown && counted);
            if read != markdown && !counted {
                differ.push(format!("{body}\n--\n{page}\n{markdown:?}\n{read:?}\n"));
            }
        }
    }
    println!("{hits} hits, {} rows differ", differ.len());
    assert!(hits > 1500 && numbered < 3);
    assert!(differ.is_empty(), "{} of {hits}:\n{}", differ.len(), differ.join("\n"));
}
