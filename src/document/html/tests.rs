use crate::document::told::{check_blocks, check_place};
use crate::document::{Document, Format};
use crate::span::Span;

fn check(source: &str, expected: &[&str]) {
    check_blocks(Format::Html, source, expected);
}

fn place(source: &str, words: &str, bytes: &str) {
    check_place(Format::Html, source, words, bytes);
}

#[test]
fn a_page_has_the_blocks_of_markdown() {
    check(
        "<!DOCTYPE html>\n<html><head><title>Order &amp; form</title><style>p { x: 'y' }</style></head>\n<body>\n\
         <h1>Scope</h1><p>We sell\n  <b>self</b>-serve.<p>Next\n<ul><li>a<li>b<ol><li>c</ol><p>d</ul>\n\
         <blockquote>q<blockquote><p>r</blockquote></blockquote><pre>\nx  y\nz</pre>end</body></html>",
        &[
            "p Order & form",
            "h1 Scope",
            "p We sell self-serve.",
            "p Next",
            "0.0 item a",
            "0.1 item b",
            "0.1 1.0 item c",
            "0.1 p d",
            ">p q",
            ">>p r",
            "code x  y\nz",
            "p end",
        ],
    );
}

#[test]
fn lines_and_white_space() {
    check("a<br>b<BR/> c <wbr>d&shy;e f&nbsp; g\r\nh", &["p a b c d\u{ad}e f\u{a0} g h"]);
    check("<div> a </div> b <section>c</section>", &["p a", "p b", "p c"]);
    check("<p>self-<a href=x>ser</a>ve <x-mark>check</x-mark>out", &["p self-serve checkout"]);
    check("a<!-- b -->c<script>d()</script>e<style>f</style>", &["p ace"]);
    check("a < b & c&d <3 > e", &["p a < b & c&d <3 > e"]);
    check("<p>a<hr>b<p></p>", &["p a", "p b"]);
    check("He <q>said</q> no</q>", &["p He \u{201c}said\u{201d} no"]);
    check("", &[]);
}

#[test]
fn struck_text_is_left_out() {
    check("a <del>b</del> <s>c</s><strike>d</strike> e", &["p a   e"]);
    check("a <del>b <s>c</s> d</del>e", &["p a e"]);
    check("<del><p>a</p><ul><li>b</ul></del><p>c", &["p c"]);
    check("x <del>y<p>a</p>z</del> c", &["p x ", "p c"]);
    check("a <del>never closed<p>b", &["p a never closed", "p b"]);
    check("<p>a <del>b</p><p>c</del> d", &["p a b", "p c d"]);
    check("<li>a <s>b<li>c</s> d", &["p a b", "p c d"]);
    check("<del><img alt='x'></del>a", &["p a"]);
}

#[test]
fn lists_of_tasks() {
    check("<ul><li><input type=checkbox checked> a<li><input type='checkbox'>b", &["0.0x item a", "0.1_ item b"]);
}

#[test]
fn tables() {
    check(
        "<table><caption>T</caption><thead><tr><th>a<th>b</thead><tr><td><p>c</p><p>d</p></td><td></td></tr></table>",
        &["p T", "cell0:0,0 a", "cell0:0,1 b", "cell0:1,0 c d", "cell0:1,1 "],
    );
    check(
        "<table><tr><th>a</th><td>b</td></tr><tr><th>c<td>d",
        &["cell0:1,0 a", "cell0:1,1 b", "cell0:2,0 c", "cell0:2,1 d"],
    );
    check(
        "<table><tr><td><b>a</b><td><b>b</b><tr><td>c<td>d",
        &["cell0:0,0 a", "cell0:0,1 b", "cell0:1,0 c", "cell0:1,1 d"],
    );
    check(
        "<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g",
        &["cell0:0,0 a", "cell0:0,2 b", "cell0:1,0 c", "cell0:1,1 d", "cell0:1,2 e", "cell0:2,1 f", "cell0:2,2 g"],
    );
    check(
        "<table><tr><td><h2>a</h2><ul><li>b</ul>c<td>d<table><tr><td>e</table></table>f",
        &["h2 a", "0.0 item b", "p c", "p d", "cell1:1,0 e", "p f"],
    );
    check("<table><tr><td>a</div><td hidden>x<td>b", &["cell0:1,0 a", "aside x", "cell0:1,1 b"]);
}

#[test]
fn terms_are_rows_or_titles() {
    check(
        "<dl><dt>a<dd>b<dt>c<dd>d<dd>e</dl>",
        &["cell0:1,0 a", "cell0:1,1 b", "cell0:2,0 c", "cell0:2,1 d", "cell0:2,2 e"],
    );
    check("<dl><dt>a<dd><ul><li>b</ul></dl>", &["p a", "0.0 item b"]);
}

#[test]
fn forms_are_blocks() {
    check(
        "<p>a <button>Buy</button><label>Name <input placeholder='n'></label><select><option>x<option>y</select>\
         <input type=submit value=Go><input type=hidden value=no><textarea>z &lt;b></textarea>",
        &["p a", "p Buy", "p Name", "aside n", "p x", "p y", "aside Go", "p z <b>"],
    );
}

#[test]
fn words_beside_the_prose() {
    check("<p title='t'>a <img alt=\"b &amp; c\"> d", &["aside t", "p a d", "aside b & c"]);
    check(
        "<meta name=description content='x'><meta property='og:title' content=y><meta name=z content=w>",
        &["aside x", "aside y"],
    );
    check("<div aria-label=x>a <span hidden>h <b>i</b></span>b</div>", &["aside x", "p a b", "aside h i"]);
    check("<p>a<div style='display : none'><h1>b</h1><ul><li>c</ul></div>d", &["p a", "aside b", "aside c", "p d"]);
    check(
        "<template><p>x</template><noscript><p>y</noscript><dialog>z</dialog><dialog open>w</dialog>",
        &["aside x", "aside y", "aside z", "p w"],
    );
    check("<i aria-hidden=true>x</i>", &["p x"]);
    check("<svg><title>a</title><style/><text>b</text><text>c</text></svg> d", &["p a", "p b", "p c", "p d"]);
}

#[test]
fn places_are_those_of_the_file() {
    place(
        "<p>Self-<b>ser&#118;e</b>\n check&shy;out",
        "Self-serve check\u{ad}out",
        "Self-<b>ser&#118;e</b>\n check&shy;out",
    );
    place("R&amp;D", "&", "&amp;");
    place("R&ampD", "R&D", "R&ampD");
    place("a &notit; b", "\u{ac}", "&not");
    place("\u{feff}<h1>Hi", "Hi", "Hi");
    place("a\r\n&eacute;\r\nb", "\u{e9}", "&eacute;");
    place("<a title=\"&lt;x y\">", "<x", "&lt;x");
    place("<a title=&lt;x>", "<x", "&lt;x");
    place("<a title='a\r\nb'>", "a\nb", "a\r\nb");
    place("a é&é b", "é&é", "é&é");
    place("<pre>a &lt;\r\nb", "a <\nb", "a &lt;\r\nb");
    place("a <del>x</del>b", "a b", "a <del>x</del>b");
}

#[test]
fn marks() {
    let document = Document::read(Format::Html, "a <strong>b <code>c</code></strong> <kbd>d</kbd> <b>e<p>f");
    let text = &document.blocks[0].text;
    assert_eq!(
        (text.plain(), text.code(), text.strong()),
        ("a b c d e", [Span::new(4, 5), Span::new(6, 7)].as_slice(), [Span::new(2, 5), Span::new(8, 9)].as_slice())
    );
    assert!(document.blocks[1].text.strong().is_empty());
}

#[test]
fn links() {
    let source = "<a href='/a?x&amp;y'>b</a><img src=c alt=d>";
    let document = Document::read(Format::Html, source);
    let links = document.link_targets();
    let told: Vec<_> = links.iter().map(|link| (link.target.as_str(), link.span.slice(source))).collect();
    assert_eq!(told, [("/a?x&y", "<a href='/a?x&amp;y'>"), ("c", "<img src=c alt=d>")]);
}

#[test]
fn hostile_pages_end_soon() {
    let units = [
        "<div>",
        "<ul><li>",
        "<blockquote>",
        "<table><tr><td>",
        "<td>",
        "<del>",
        "</del>",
        "<li>",
        "<b>",
        "<span hidden>",
        "<td rowspan=65534>",
        "<td colspan=1000 rowspan=9><tr>",
        "<svg>",
        "<p>",
        "</p>",
        "<a title='x'",
        "<dl><dt>",
        "<dd>",
        "&",
        "&am",
        "<!--",
        "<![CDATA[",
        "<script>",
        "<tr>",
        "<x hidden>",
        "</div>",
        "<q>",
        "<tr><td>x",
        "<h1>",
        "<pre>",
    ];
    for first in units {
        for second in units {
            let page = first.repeat(20_000) + &second.repeat(20_000) + "word";
            let _ = Document::read(Format::Html, page);
        }
    }
}
