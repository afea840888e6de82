//! Ids that the outside world gives: opaque 64-bit numbers. What they stand for is known above.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! outside_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// The id with this number.
            #[must_use]
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }

            /// As the databases keep it: the same 64 bits, signed.
            #[must_use]
            pub(super) const fn stored(self) -> i64 {
                self.0.cast_signed()
            }

            /// The inverse of `stored`.
            #[must_use]
            pub(super) const fn from_stored(number: i64) -> Self {
                Self(number.cast_unsigned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

outside_id! {
    /// A person's account.
    Account,
    /// A server, in which groups live.
    Server,
    /// A channel of a server.
    Channel,
    /// A role of a server.
    Role,
    /// A message in a channel.
    Message,
}
