//! Ovation: partner programs let their groups thank the companies that helped.

pub mod points;
pub mod store;
