//! What holds for both checks together.
