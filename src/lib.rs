//! Ovation: partner programs let their groups thank the companies that helped.
