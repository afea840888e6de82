//! Contents of uploaded files.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;

use super::id::Id;

/// So many bytes of files are kept; the oldest are thrown out first.
const KEPT_BYTES: usize = 64 << 20;

/// A stored file.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// Its content type.
    pub content_type: String,
    /// Its content.
    pub content: Bytes,
}

/// All stored files.
#[derive(Debug, Default)]
pub struct Files {
    by_id: HashMap<Id, StoredFile>,
    order: VecDeque<Id>,
    bytes: usize,
}

impl Files {
    /// Keeps a file.
    pub fn insert(&mut self, id: Id, file: StoredFile) {
        self.bytes += file.content.len();
        self.order.push_back(id);
        self.by_id.insert(id, file);
        while self.bytes > KEPT_BYTES && self.order.len() > 1 {
            if let Some(old) = self.order.pop_front().and_then(|id| self.by_id.remove(&id)) {
                self.bytes -= old.content.len();
            }
        }
    }

    /// The file with this attachment id.
    pub fn get(&self, id: Id) -> Option<&StoredFile> {
        self.by_id.get(&id)
    }
}
