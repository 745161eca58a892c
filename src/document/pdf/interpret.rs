//! The operators of a page's content, as far as they move or show text.
//!
//! Source: ISO 32000-1, 8 (graphics state, forms) and 9 (text).

mod marks;
mod path;
mod state;

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::File;
use super::font::Font;
use super::geometry::{Matrix, Rect};
use super::glyph::{Place, Shown};
use super::layers::Layers;
use super::lex::{Lexer, Token};
use super::lookup::{Dict, number_of};
use super::pages::Page;
use super::tagged::Tagged;
use marks::Mark;
use path::Path;
use state::{State, Text};

/// Forms inside forms; deeper ones are left out.
const MAX_FORMS: usize = 16;
/// Saved graphics states.
const MAX_SAVED: usize = 512;
/// Operands of one operator. No operator of text has more; an array of shown strings counts each of its items.
const MAX_OPERANDS: usize = 100_000;

/// What the pages of one document share.
pub(super) struct Shared<'d> {
    file: &'d File<'d>,
    layers: Layers,
    tagged: Tagged,
    /// By the address of their dictionary, which stays where it is.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    forms: HashMap<ObjectId, Rc<Vec<u8>>>,
}

impl<'d> Shared<'d> {
    pub(super) fn new(file: &'d File<'d>) -> Self {
        Self {
            file,
            layers: Layers::load(file),
            tagged: Tagged::load(file),
            fonts: HashMap::new(),
            forms: HashMap::new(),
        }
    }

    /// Whether what belongs to a layer is hidden.
    pub(super) fn hides(&self, dict: Dict<'_>) -> bool {
        dict.entries.get(b"OC").is_ok_and(|layer| self.layers.hides(self.file, layer))
    }

    fn font(&mut self, font: Dict<'d>) -> Rc<Font> {
        let font = self.fonts.entry(std::ptr::from_ref(font.entries)).or_insert_with(|| Font::load(font));
        Rc::clone(font)
    }

    fn form(&mut self, id: Option<ObjectId>, stream: &lopdf::Stream) -> Option<Rc<Vec<u8>>> {
        if let Some(form) = id.and_then(|id| self.forms.get(&id)) {
            return Some(Rc::clone(form));
        }
        let content = Rc::new(self.file.unpack(stream)?);
        // Large forms are drawn once; keeping small ones only bounds what is kept.
        if let Some(id) = id.filter(|_| content.len() < 100_000 && self.forms.len() < 500) {
            self.forms.insert(id, Rc::clone(&content));
        }
        Some(content)
    }
}

/// Reads what a page shows.
pub(super) fn show_page<'d>(shared: &mut Shared<'d>, page: &Page<'d>) -> Shown {
    let mut reader = Reader::new(shared, page);
    let (content, whole) = page.content();
    reader.run(&content, page.resources, &State::new(page.to_view), 0);
    reader.shown.cut |= !whole;
    reader.shown
}

/// Reads what a form shows, drawn by `matrix` from its space to the view: an annotation's appearance.
pub(super) fn show_form<'d>(
    shared: &mut Shared<'d>,
    page: &Page<'d>,
    form: &'d lopdf::Stream,
    matrix: Matrix,
) -> Shown {
    let mut reader = Reader::new(shared, page);
    let resources = Dict::new(reader.shared.file, &form.dict).dict("Resources").or(page.resources);
    reader.run(&page.dict.file.unpack(form).unwrap_or_default(), resources, &State::new(matrix), 1);
    reader.shown
}

struct Reader<'s, 'd> {
    shared: &'s mut Shared<'d>,
    shown: Shown,
    marks: Vec<Mark>,
    hidden: usize,
    /// The page's number among the objects.
    page: Option<ObjectId>,
    view: Rect,
    /// The forms that are being drawn, the innermost last.
    forms: Vec<ObjectId>,
}

/// What the operators of one stream work on.
struct Stream<'d> {
    resources: Option<Dict<'d>>,
    fonts: Option<Dict<'d>>,
    state: State,
    saved: Vec<State>,
    text: Text,
    path: Path,
    depth: usize,
}

impl<'s, 'd> Reader<'s, 'd> {
    fn new(shared: &'s mut Shared<'d>, page: &Page<'d>) -> Self {
        let view = Rect { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
        Self { shared, shown: Shown::default(), marks: Vec::new(), hidden: 0, page: page.id, view, forms: Vec::new() }
    }

    fn run(&mut self, content: &[u8], resources: Option<Dict<'d>>, state: &State, depth: usize) {
        let fonts = resources.and_then(|resources| resources.dict("Font"));
        let saved = Vec::new();
        let mut stream = Stream {
            resources,
            fonts,
            state: state.clone(),
            saved,
            text: Text::default(),
            path: Path::default(),
            depth,
        };
        let open = self.marks.len();
        if !self.shared.file.spend(content.len() + 256) {
            self.shown.cut = true;
            return;
        }
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Operator(name) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            match name {
                b"ID" => lexer.skip_inline_image(),
                _ => self.operator(name, &operands, &lexer, &mut stream),
            }
            operands.clear();
            lexer.forget();
        }
        while self.marks.len() > open {
            self.end_mark();
        }
    }

    fn operator(&mut self, name: &[u8], operands: &[Token<'_>], lexer: &Lexer<'_>, stream: &mut Stream<'d>) {
        let number = |at: usize| match operands.get(at) {
            Some(Token::Number(number)) => *number,
            _ => 0.0,
        };
        let last = operands.len().saturating_sub(1);
        match name {
            b"Tj" => self.show_operand(operands.last(), lexer, stream),
            b"TJ" => self.show_array(operands, lexer, stream),
            b"'" => {
                stream.text.next_line(&stream.state);
                self.show_operand(operands.last(), lexer, stream);
            }
            b"\"" => {
                stream.state.word_space = number(0);
                stream.state.character_space = number(1);
                stream.text.next_line(&stream.state);
                self.show_operand(operands.last(), lexer, stream);
            }
            b"BT" => stream.text = Text::default(),
            b"Td" => stream.text.move_line(number(0), number(1)),
            b"TD" => {
                stream.state.leading = -number(1);
                stream.text.move_line(number(0), number(1));
            }
            b"Tm" => stream.text.set(Matrix(std::array::from_fn(number))),
            b"T*" => stream.text.next_line(&stream.state),
            b"Tf" => {
                if let Some(Token::Name(name)) = operands.first() {
                    let name = std::str::from_utf8(lexer.bytes(name)).ok();
                    let font = name.and_then(|name| stream.fonts?.dict(name));
                    stream.state.font = font.map(|font| self.shared.font(font));
                }
                stream.state.size = number(last);
            }
            b"Tc" => stream.state.character_space = number(last),
            b"Tw" => stream.state.word_space = number(last),
            b"Tz" => stream.state.scale = number(last) / 100.0,
            b"TL" => stream.state.leading = number(last),
            b"Ts" => stream.state.rise = number(last),
            b"cm" => stream.state.matrix = Matrix(std::array::from_fn(number)).then(&stream.state.matrix),
            b"q" if stream.saved.len() < MAX_SAVED => stream.saved.push(stream.state.clone()),
            b"Q" => {
                if let Some(state) = stream.saved.pop() {
                    stream.state = state;
                }
            }
            b"gs" => self.graphics_state(operands.first(), lexer, stream),
            b"Do" => self.draw(operands.first(), lexer, stream),
            b"BDC" => self.begin_mark(operands, lexer, stream),
            b"BMC" => self.push_mark(Mark::default()),
            b"EMC" => self.end_mark(),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" | b"n" => build(name, &std::array::from_fn(number), stream),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => self.paint(name, stream),
            b"sh" => self.shown.strokes += 1,
            b"BI" => self.image(&stream.state.matrix),
            _ => {}
        }
    }

    /// Ends a path by drawing its lines, or by filling it.
    fn paint(&mut self, name: &[u8], stream: &mut Stream<'d>) {
        self.shown.strokes += 1;
        self.paint_in_mark(stream.path.bounds().meet(&self.view));
        if name.starts_with(b"s") || name.starts_with(b"b") {
            stream.path.close();
        }
        match name.first() {
            _ if self.hidden > 0 => stream.path.end(),
            Some(b'f' | b'F') => stream.path.fill(&mut self.shown.rules),
            _ => stream.path.stroke(&mut self.shown.rules),
        }
    }

    fn show_operand(&mut self, operand: Option<&Token<'_>>, lexer: &Lexer<'_>, stream: &mut Stream<'d>) {
        if let Some(Token::Text(text)) = operand {
            self.show(lexer.bytes(text), stream);
        }
    }

    fn show_array(&mut self, operands: &[Token<'_>], lexer: &Lexer<'_>, stream: &mut Stream<'d>) {
        for token in operands {
            match token {
                Token::Text(text) => self.show(lexer.bytes(text), stream),
                Token::Number(number) => stream.text.shift(-number / 1000.0 * stream.state.size, &stream.state),
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8], stream: &mut Stream<'d>) {
        let state = &stream.state;
        let Some(font) = state.font.as_ref() else { return };
        let all = stream.text.matrix.then(&state.matrix);
        let up = all.direction(0.0, state.size);
        let size = up.0.hypot(up.1);
        let wide =
            if font.vertical { (0.0, state.character_space) } else { (state.character_space * state.scale, 0.0) };
        let wide = all.direction(wide.0, wide.1);
        let tracking = if state.character_space > 0.0 { wide.0.hypot(wide.1) } else { 0.0 };
        let mut pen = 0.0;
        let mut rest = bytes;
        while let Some(shown) = font.next(rest) {
            rest = rest.get(shown.length.max(1)..).unwrap_or_default();
            let word_space = if shown.code == 32 && shown.length == 1 { state.word_space } else { 0.0 };
            let (origin, advance, step);
            if font.vertical {
                step = -state.size + state.character_space + word_space;
                origin = all.point(0.0, pen + state.rise);
                advance = all.direction(0.0, -state.size);
            } else {
                step = (shown.width * state.size + state.character_space + word_space) * state.scale;
                origin = all.point(pen, state.rise);
                advance = all.direction(shown.width * state.size * state.scale, 0.0);
            }
            pen += step;
            if self.hidden == 0 && self.is_on_page(origin, advance, size) {
                let (ascent, descent) = (font.ascent, font.descent);
                let place = Place { at: origin, advance, tracking, size, ascent, descent, bold: font.bold };
                self.shown.push(shown.text, shown.code, &place);
            }
        }
        let (x, y) = if font.vertical { (0.0, pen) } else { (pen, 0.0) };
        stream.text.matrix = stream.text.matrix.moved(x, y);
    }

    /// Whether any of a glyph lies inside of what the page shows.
    fn is_on_page(&self, at: (f64, f64), advance: (f64, f64), size: f64) -> bool {
        let line = Rect::EMPTY.with(at).with((at.0 + advance.0, at.1 + advance.1));
        line.right >= self.view.left
            && line.left <= self.view.right
            && line.bottom >= self.view.top
            && line.top - size <= self.view.bottom
    }

    fn graphics_state(&mut self, name: Option<&Token<'_>>, lexer: &Lexer<'_>, stream: &mut Stream<'d>) {
        let Some(state) = self.resource("ExtGState", name, lexer, stream) else { return };
        if let Some([font, size]) = state.array("Font").and_then(|font| font.first_chunk::<2>()) {
            stream.state.font = Dict::of(state.file, font).map(|font| self.shared.font(font));
            stream.state.size = number_of(size).unwrap_or(stream.state.size);
        }
    }

    fn resource(
        &self,
        kind: &str,
        name: Option<&Token<'_>>,
        lexer: &Lexer<'_>,
        stream: &Stream<'d>,
    ) -> Option<Dict<'d>> {
        let Some(Token::Name(name)) = name else { return None };
        stream.resources?.dict(kind)?.dict(std::str::from_utf8(lexer.bytes(name)).ok()?)
    }

    /// `Do`: an image covers a part of the page; a form shows what its own content shows.
    fn draw(&mut self, name: Option<&Token<'_>>, lexer: &Lexer<'_>, stream: &Stream<'d>) {
        let Some(Token::Name(name)) = name else { return };
        let Ok(name) = std::str::from_utf8(lexer.bytes(name)) else { return };
        let Some(objects) = stream.resources.and_then(|resources| resources.dict("XObject")) else { return };
        let Some(Object::Stream(object)) = objects.get(name) else { return };
        let dict = Dict::new(self.shared.file, &object.dict);
        if self.hidden > 0 || self.shared.hides(dict) {
            return;
        }
        match dict.name("Subtype") {
            Some(b"Image") => self.image(&stream.state.matrix),
            Some(b"Form") if stream.depth < MAX_FORMS => {
                let id = objects.reference(name);
                if id.is_some_and(|id| self.forms.contains(&id)) {
                    return;
                }
                let Some(content) = self.shared.form(id, object) else { return };
                let matrix = dict.numbers::<6>("Matrix").map_or(Matrix::IDENTITY, Matrix);
                let mut state = stream.state.clone();
                state.matrix = matrix.then(&state.matrix);
                let resources = dict.dict("Resources").or(stream.resources);
                let outer = self.forms.len();
                self.forms.extend(id);
                self.run(&content, resources, &state, stream.depth + 1);
                self.forms.truncate(outer);
            }
            _ => {}
        }
    }

    fn image(&mut self, matrix: &Matrix) {
        let unit = Rect { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let covered = matrix.rectangle(unit).meet(&self.view);
        self.paint_in_mark(covered);
        self.shown.images += covered.width() * covered.height() / (self.view.width() * self.view.height()).max(1.0);
    }
}

/// The operators that make a path, and the one that ends it without drawing it.
fn build(name: &[u8], numbers: &[f64; 6], stream: &mut Stream<'_>) {
    let matrix = &stream.state.matrix;
    let [x, y, u, v, end_x, end_y] = *numbers;
    match name {
        b"m" => stream.path.move_to(matrix.point(x, y)),
        b"l" => stream.path.line_to(matrix.point(x, y)),
        b"c" => stream.path.curve_to(matrix.point(end_x, end_y)),
        b"v" | b"y" => stream.path.curve_to(matrix.point(u, v)),
        b"h" => stream.path.close(),
        b"re" => stream.path.rectangle(matrix, [x, y, u, v]),
        _ => stream.path.end(),
    }
}
