use crate::document::packed::{check, office, rels};

const KIND: &str = "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

fn shape(placeholder: &str, paragraphs: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"1\"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )
}

fn p(look: &str, words: &str) -> String {
    format!("<a:p>{look}<a:r><a:rPr/><a:t>{words}</a:t></a:r></a:p>")
}

fn slide(shapes: &str) -> String {
    format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

#[test]
fn slides_in_order_with_titles_lists_tables_and_notes() {
    let first = slide(
        &[
            shape("<p:ph type=\"title\"/>", &p("", "Not in scope")),
            shape(
                "<p:ph idx=\"1\"/>",
                &(p("", "SSO") + &p("<a:pPr lvl=\"1\"/>", "SAML") + &p("<a:pPr><a:buNone/></a:pPr>", "Text")),
            ),
            shape("", &p("", "Self-</a:t></a:r><a:r><a:t>serve")),
        ]
        .concat(),
    );
    let cell = |words: &str| format!("<a:tc><a:txBody>{}</a:txBody></a:tc>", p("", words));
    let second = slide(&format!(
        "<p:graphicFrame><a:tbl><a:tr>{}{}</a:tr></a:tbl></p:graphicFrame><p:pic><p:nvPicPr><p:cNvPr id=\"2\" descr=\"A chart\"/></p:nvPicPr></p:pic>",
        cell("a"),
        cell("b")
    ))
    .replace("<p:sld>", "<p:sld show=\"0\">");
    let notes = slide(&shape("<p:ph type=\"body\"/>", &p("<a:pPr><a:buNone/></a:pPr>", "Say it")));
    let layout = slide(&(shape("<p:ph type=\"title\"/>", &p("", "Click to edit")) + &shape("", &p("", "Banner"))));
    let presentation = "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"r2\"/><p:sldId id=\"257\" r:id=\"r1\"/></p:sldIdLst></p:presentation>";
    let related = rels(&[("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")]);
    let of_second = rels(&[("n", "notesSlide", "../notesSlides/n.xml"), ("l", "slideLayout", "../slideLayouts/l.xml")]);
    check(
        "a.pptx",
        office(
            "ppt/presentation.xml",
            KIND,
            &[
                ("ppt/presentation.xml", presentation),
                ("ppt/_rels/presentation.xml.rels", &related),
                ("ppt/slides/slide1.xml", &second),
                ("ppt/slides/slide2.xml", &first),
                ("ppt/slides/_rels/slide2.xml.rels", &of_second),
                ("ppt/notesSlides/n.xml", &notes),
                ("ppt/slideLayouts/l.xml", &layout),
            ],
        ),
        &[
            "slide 1: h1 Not in scope",
            "slide 1: 0.0 item SSO",
            "slide 1: 0.0 1.0 item SAML",
            "slide 1: p Text",
            "slide 1: p Self-serve",
            "slide 1: h1 ",
            "slide 1 notes: p Say it",
            "slide 1 notes: h1 ",
            "slide 2 table row 1 column 1, hidden slide: cell0:0,0 a",
            "slide 2 table row 1 column 2, hidden slide: cell0:0,1 b",
            "slide 2 picture description: p A chart",
            "slide 2 picture description: h1 ",
            "slide layout 1: p Banner",
        ],
    );
}
