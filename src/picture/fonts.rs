//! The fonts, which are in the program: Noto Sans (SIL Open Font Licence), DejaVu Sans (Bitstream Vera's licence) for what
//! that lacks, Noto Emoji for the rest. None draws Chinese, Japanese or Korean; those would make the program ten times as large.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, ID, Source};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// The family that everything is drawn in.
pub(super) const FAMILY: &str = "Noto Sans";

/// What a text may be drawn by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// By whichever font has a character.
    ByAny,
    /// By the first font alone.
    ByFirst,
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

struct Face {
    id: ID,
    weight: Weight,
    letters: Charmap<'static>,
    sizes: GlyphMetrics<'static>,
}

/// All fonts.
pub(super) struct Fonts {
    pub(super) database: Arc<Database>,
    /// In the order in which a character is looked for.
    faces: Vec<Face>,
}

/// The fonts are read once.
pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);

impl Fonts {
    fn load() -> Self {
        let files = [
            (notosans::BOLD_TTF, Weight::Bold),
            (notosans::REGULAR_TTF, Weight::Regular),
            (dejavu::sans::bold(), Weight::Bold),
            (dejavu::sans::regular(), Weight::Regular),
            (epaint_default_fonts::NOTO_EMOJI_REGULAR, Weight::Regular),
        ];
        let mut database = Database::new();
        let mut faces = Vec::new();
        for (file, weight) in files {
            // Ours are whole; the tests see that none is missing.
            let ids = database.load_font_source(Source::Binary(Arc::new(file)));
            let (Some(id), Ok(font)) = (ids.first().copied(), FontRef::new(file)) else { continue };
            let sizes = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            faces.push(Face { id, weight, letters: font.charmap(), sizes });
        }
        Self { database: Arc::new(database), faces }
    }

    /// Whether a character can be drawn.
    pub(super) fn draw(&self, character: char, drawn: Drawn) -> bool {
        let faces = match drawn {
            Drawn::ByAny => &self.faces[..],
            // Bold and regular have the same characters.
            Drawn::ByFirst => self.faces.get(..1).unwrap_or_default(),
        };
        faces.iter().any(|face| face.letters.map(character).is_some())
    }

    /// About how wide a text is: without what letters do to each other.
    pub(super) fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        text.chars().map(|character| self.advance(character, weight)).sum::<f32>() * size
    }

    fn advance(&self, character: char, weight: Weight) -> f32 {
        let of = |face: &Face| face.sizes.advance_width(face.letters.map(character)?);
        let heavy = self.faces.iter().filter(|face| face.weight == weight).find_map(of);
        heavy.or_else(|| self.faces.iter().find_map(of)).unwrap_or(0.0)
    }

    /// The font for a character that those used so far lack: one of the same weight if there is one.
    pub(super) fn other(&self, character: char, used: &[ID]) -> Option<ID> {
        let weight = |id: ID| self.faces.iter().find(|face| face.id == id).map(|face| face.weight);
        let wanted = used.first().and_then(|id| weight(*id));
        let mut has = self
            .faces
            .iter()
            .filter(|face| !used.contains(&face.id) && face.letters.map(character).is_some());
        let first = has.clone().next();
        has.find(|face| Some(face.weight) == wanted).or(first).map(|face| face.id)
    }
}
