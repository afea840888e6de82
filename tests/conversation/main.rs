//! Conversations: what people type and press, and what they and others see.

#[path = "../harness/mod.rs"]
mod harness;

mod story;
