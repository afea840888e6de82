//! From a drawing to a file.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Group, Node, Options, Tree};

use super::fonts::FONTS;
use super::{HEIGHT, PictureFault, WIDTH};

/// The picture of an SVG, as a PNG.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, PictureFault> {
    let tree = tree(svg)?;
    if boxes(tree.root()) > 0 {
        return Err(PictureFault::Box);
    }
    let unwritable = || PictureFault::Unwritable("no room for its points".to_owned());
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).ok_or_else(unwritable)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureFault::Unwritable(error.to_string()))
}

/// The drawing, its letters in their places.
pub(super) fn tree(svg: &str) -> Result<Tree, PictureFault> {
    let resolver = FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(|character, used, _| FONTS.other(character, used)),
    };
    let options =
        Options { fontdb: Arc::clone(&FONTS.database), font_resolver: resolver, ..Options::default() };
    Ok(Tree::from_str(svg, &options)?)
}

/// How many characters of a drawing would be boxes: fonts draw one (`.notdef`) for what they don't have.
pub(super) fn boxes(group: &Group) -> usize {
    let of = |node: &Node| match node {
        Node::Group(group) => boxes(group),
        Node::Text(text) => text
            .layouted()
            .iter()
            .flat_map(|span| &span.positioned_glyphs)
            .filter(|glyph| glyph.id.0 == 0)
            .count(),
        Node::Path(_) | Node::Image(_) => 0,
    };
    group.children().iter().map(of).sum()
}
