//! Pictures: a company's new tier, its points over time, a month's digest. Facts in, an SVG, a PNG out.
//!
//! Pure: what a picture shows is in its facts, the fonts are in the program, nothing is read from the machine; so a picture
//! looks the same wherever it is drawn. Drawing takes its time: `gallery` does it aside and keeps what was drawn.
//! What people wrote is cleaned and fitted by `text` and escaped by maud. No character is ever drawn as a box: what no font
//! of ours can draw is left out, and the text beside the picture (its alt text, made by `said`) has it whole.

mod color;
mod digest;
mod fonts;
mod history;
pub mod month;
mod paint;
pub mod said;
mod text;
mod tier;

#[cfg(test)]
mod tests;

use self::fonts::Drawn;

/// The size of every picture in pixels, as whoever shows a link's picture asks for it (Open Graph: 1200×630).
pub const WIDTH: u32 = 1200;
/// Its height.
pub const HEIGHT: u32 = 630;

/// The facts of a picture. Pictures of the same facts are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// A company and its tier.
    Tier(TierCard),
    /// A company's points over time.
    History(History),
    /// What a month brought.
    Digest(DigestCard),
}

/// A company and its tier. All words are those of a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TierCard {
    /// The program.
    pub program: String,
    /// The company.
    pub partner: String,
    /// What stands before the tier: "New tier".
    pub label: String,
    /// The tier.
    pub tier: String,
    /// The tier's colour, 0xRRGGBB.
    pub color: u32,
    /// What stands below: the day, or what the company has.
    pub note: String,
}

/// A company's points over time, by contribution. All words are those of a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct History {
    /// The company.
    pub partner: String,
    /// What is shown: "Points by month".
    pub title: String,
    /// All points of the picture: "1,250 points".
    pub total: String,
    /// What stands between thousands.
    pub thousands: String,
    /// The months, earliest first: what each is called, short, and its year where it is to be said.
    pub months: Vec<(String, Option<String>)>,
    /// The kinds of contributions, most points first.
    pub kinds: Vec<Kind>,
}

/// A kind of contribution.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Points by month, as many as there are months.
    pub points: Vec<i64>,
}

/// What a month brought. All words are those of a language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DigestCard {
    /// The program.
    pub program: String,
    /// Which month: "October 2026".
    pub month: String,
    /// Numbers, and what each counts: ("42", "awards"). Four at most are shown.
    pub figures: Vec<(String, String)>,
    /// What stands above the new tiers.
    pub tiers_label: String,
    /// New tiers: company, tier, the tier's colour. Four at most are shown.
    pub tiers: Vec<(String, String, u32)>,
    /// What stands above what was applauded most.
    pub applauded_label: String,
    /// What was applauded most: company, and by how many for what.
    pub applauded: Option<(String, String)>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureFault {
    /// The drawing can't be read: a fault of the program.
    #[error("a picture's drawing can't be read: {0}")]
    Unreadable(#[from] resvg::usvg::Error),
    /// It can't be made into a file.
    #[error("a picture can't be written: {0}")]
    Unwritable(String),
    /// A character would be a box.
    #[error("a picture would show a box in place of a character")]
    Box,
}

impl Picture {
    /// The picture as a PNG. Takes tens of milliseconds.
    ///
    /// # Errors
    /// [`PictureFault`].
    pub fn png(&self) -> Result<Vec<u8>, PictureFault> {
        // Which font draws what is settled only when letters are put together; a text of one font alone is safe.
        match paint::png(&self.svg(Drawn::ByAny)) {
            Err(PictureFault::Box) => paint::png(&self.svg(Drawn::ByFirst)),
            drawn => drawn,
        }
    }

    /// The drawing itself.
    fn svg(&self, drawn: Drawn) -> String {
        let drawing = match self {
            Self::Tier(card) => tier::drawing(card, drawn),
            Self::History(history) => history::drawing(history, drawn),
            Self::Digest(card) => digest::drawing(card, drawn),
        };
        drawing.into_string()
    }
}
