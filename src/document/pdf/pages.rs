//! The pages of a file, in order, with what they inherit.

use std::collections::HashSet;

use lopdf::{Object, ObjectId};

use super::file::File;
use super::geometry::{Matrix, Rect};
use super::lookup::Dict;

/// Pages that are read; a file with more says so.
pub(super) const MAX_PAGES: usize = 20_000;
/// How deep the tree of pages may be.
const MAX_DEPTH: usize = 64;

/// A page.
pub(super) struct Page<'d> {
    /// Its number among the objects, if it is one of them.
    pub(super) id: Option<ObjectId>,
    pub(super) dict: Dict<'d>,
    pub(super) resources: Option<Dict<'d>>,
    /// From the page's own space to the view: points from the top left corner of the page as it is shown.
    pub(super) to_view: Matrix,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// What pages have from the nodes above them.
#[derive(Clone, Copy)]
struct Inherited<'d> {
    resources: Option<Dict<'d>>,
    media: Option<Rect>,
    crop: Option<Rect>,
    rotate: i64,
}

/// The pages of the file. Where the tree of pages can't be read, every object that says it is a page, in the order of
/// their numbers. A node that contains itself is read once.
pub(super) fn pages<'d>(file: &'d File<'d>) -> Vec<Page<'d>> {
    let mut pages = Vec::new();
    let above = Inherited { resources: None, media: None, crop: None, rotate: 0 };
    if let Some(tree) = file.root().and_then(|root| root.dict("Pages")) {
        let mut seen = HashSet::new();
        walk(tree, None, above, 0, &mut seen, &mut pages);
    }
    if pages.is_empty() {
        let dicts = file.objects().filter_map(|object| Dict::of(file, object));
        let found = dicts.filter(|dict| dict.name("Type") == Some(b"Page"));
        pages.extend(found.take(MAX_PAGES).map(|dict| page(dict, None, above.below(dict))));
    }
    pages
}

fn walk<'d>(
    node: Dict<'d>,
    id: Option<ObjectId>,
    above: Inherited<'d>,
    depth: usize,
    seen: &mut HashSet<ObjectId>,
    pages: &mut Vec<Page<'d>>,
) {
    let own = above.below(node);
    let Some(kids) = node.array("Kids").filter(|_| depth < MAX_DEPTH && node.name("Type") != Some(b"Page")) else {
        if node.name("Type") != Some(b"Pages") {
            pages.push(page(node, id, own));
        }
        return;
    };
    for kid in kids {
        let id = kid.as_reference().ok();
        let first = id.is_none_or(|id| seen.insert(id));
        let Some(kid) = Dict::of(node.file, kid).filter(|_| first && pages.len() < MAX_PAGES) else { continue };
        walk(kid, id, own, depth + 1, seen, pages);
    }
}

impl<'d> Inherited<'d> {
    fn below(self, node: Dict<'d>) -> Self {
        let rectangle = |key: &str| {
            let corners = node.numbers::<4>(key).map(|corners| corners.map(|at| at.clamp(-1e6, 1e6)));
            corners.map(Rect::of_corners).filter(|rectangle| !rectangle.is_empty())
        };
        Self {
            resources: node.dict("Resources").or(self.resources),
            media: rectangle("MediaBox").or(self.media),
            crop: rectangle("CropBox").or(self.crop),
            rotate: node.integer("Rotate").unwrap_or(self.rotate),
        }
    }
}

/// US letter, for files that do not say.
const LETTER: Rect = Rect { left: 0.0, top: 0.0, right: 612.0, bottom: 792.0 };

fn page<'d>(dict: Dict<'d>, id: Option<ObjectId>, own: Inherited<'d>) -> Page<'d> {
    let media = own.media.unwrap_or(LETTER);
    let shown = own.crop.map(|crop| crop.meet(&media)).filter(|shown| !shown.is_empty()).unwrap_or(media);
    let (width, height) = (shown.width(), shown.height());
    let upright = Matrix([1.0, 0.0, 0.0, -1.0, -shown.left, shown.bottom]);
    let (turn, width, height) = match own.rotate.rem_euclid(360) {
        90 => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        270 => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
        _ => (Matrix::IDENTITY, width, height),
    };
    Page { id, dict, resources: own.resources, to_view: upright.then(&turn), width, height }
}

impl Page<'_> {
    /// The content of the page, its streams one after the other, and whether all of them could be unpacked.
    pub(super) fn content(&self) -> (Vec<u8>, bool) {
        let parts = match self.dict.get("Contents") {
            Some(Object::Array(_)) => self.dict.items("Contents").collect(),
            Some(object) => vec![object],
            None => Vec::new(),
        };
        let (mut content, mut whole) = (Vec::new(), true);
        for stream in parts.into_iter().filter_map(|part| part.as_stream().ok()) {
            match self.dict.file.unpack(stream) {
                Some(bytes) => {
                    content.extend_from_slice(&bytes);
                    content.push(b'\n');
                }
                None => whole = false,
            }
        }
        (content, whole)
    }

    /// A box of the page's own space, as it is shown.
    pub(super) fn rectangle(&self, dict: Dict<'_>, key: &str) -> Option<Rect> {
        dict.numbers::<4>(key).map(|corners| self.to_view.rectangle(Rect::of_corners(corners)))
    }
}
