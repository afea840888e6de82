//! What needs a browser: by the name of this room `scripts/test --quick` leaves it out, as it does in the chat page's own tests.

mod search;
mod story;
mod unusual;
mod wall;
