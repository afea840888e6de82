//! What kinds of help there are, and how requests and offers stand.

/// Makes an enum of words, each with the word that is stored and that texts are keyed by.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that is stored and that texts are keyed by.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// What kind of help is asked for.
    RequestKind {
        /// Somebody who gives a talk.
        Speaker = "speaker",
        /// Money, or what money buys.
        Sponsor = "sponsor",
        /// A speaker's way.
        Travel = "travel",
        /// Door prizes.
        Prizes = "prizes",
        /// A room.
        Venue = "venue",
        /// Somebody who goes along with learners for a while.
        Mentoring = "mentoring",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// How a request stands.
    RequestState {
        /// It takes offers.
        Open = "open",
        /// An offer was accepted.
        Accepted = "accepted",
        /// The group took it back.
        Withdrawn = "withdrawn",
        /// Its day came, or its time was over, without an offer that was accepted.
        Expired = "expired",
        /// It happened, and the company was thanked with an award.
        Thanked = "thanked",
        /// An offer was accepted, and it didn't happen.
        NotHappened = "not-happened",
    }
}

words! {
    /// How an offer stands.
    OfferState {
        /// The group has not answered.
        Waiting = "waiting",
        /// The group accepted it.
        Accepted = "accepted",
        /// The group declined it.
        Declined = "declined",
        /// The company took it back.
        Withdrawn = "withdrawn",
        /// The request ended without it: by another offer, by date, or because the group took it back.
        Closed = "closed",
    }
}

impl RequestKind {
    /// The id of the contribution that such help is by custom; a program may have none of that id.
    #[must_use]
    pub const fn contribution(self) -> &'static str {
        match self {
            Self::Speaker => "presentation",
            Self::Sponsor => "sponsorship",
            Self::Travel => "travel",
            Self::Prizes => "prizes",
            Self::Venue => "venue",
            Self::Mentoring => "mentoring",
            Self::Other => "",
        }
    }
}
