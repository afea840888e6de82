//! A local stand-in of Discord.
