use super::*;
use crate::document::pdf::tests::{Maker, read};
use crate::span::Span;

#[test]
fn the_file_stays_and_the_comment_is_found() {
    let before =
        Maker::new(&["BT /F1 12 Tf 72 720 Td (We sell first-rate) Tj 0 -14 Td (service.) Tj ET"], "", &[]).bytes();
    let document = read(before.clone());
    let start = document.source.find("first").unwrap();
    let places = document.places.addresses(Span::new(start, document.source.len())).cloned().collect();
    let after = highlighted(&before, &[Highlight { places, comment: "say “good” instead".to_owned() }]).unwrap();
    assert!(after.starts_with(&before));
    let told = String::from_utf8_lossy(&after[before.len()..]).into_owned();
    assert!(told.contains("/Highlight"), "{told}");
    // One quadrilateral a line, in the space of the page.
    assert_eq!(told.matches(" re f").count(), 2, "{told}");
    // The comment is ours: it is not read as a part of the document.
    let again = read(after.clone());
    assert_eq!(again.source, document.source);
    assert_eq!(again.faults[0].code.name(), "artifact/annotated");
    assert_eq!(again.faults.len(), 1);
    // A second run takes the place of the first.
    let twice = highlighted(
        &after,
        &[Highlight {
            places: vec![Address::Box { page: 1, x: 72.0, y: 63.0, width: 9.0, height: 9.0 }],
            comment: "x".to_owned(),
        }],
    )
    .unwrap();
    assert!(twice.starts_with(&after));
    assert_eq!((read(twice.clone()).source, read(twice).faults), (document.source.clone(), again.faults));
    let none = read(highlighted(&after, &[]).unwrap());
    assert_eq!((none.source, none.faults), (document.source, Vec::new()));
    assert_eq!(highlighted(&before, &[]), Ok(before.clone()));
    assert_eq!(highlighted(b"%PDF-1.4\nnothing", &[]), Err(Unwritable::Damaged));
}
