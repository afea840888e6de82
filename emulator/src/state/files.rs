//! Contents of uploaded files.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;

use super::id::Id;

/// So many bytes of files are kept; the oldest are thrown out first. As many again may be announced and not yet taken.
const KEPT_BYTES: usize = 64 << 20;

/// So many files are kept, however small.
const KEPT_FILES: usize = 20_000;

/// So many files may be announced and not yet taken; the oldest are forgotten first.
const ANNOUNCED: usize = 64;

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
    announced: HashMap<String, Announced>,
    announced_order: VecDeque<String>,
}

/// A file that a client said it would put, and may have put.
#[derive(Debug)]
struct Announced {
    user: Id,
    file: Option<StoredFile>,
}

impl Files {
    /// Keeps a file.
    pub fn insert(&mut self, id: Id, file: StoredFile) {
        self.bytes += file.content.len();
        self.order.push_back(id);
        self.by_id.insert(id, file);
        while (self.bytes > KEPT_BYTES && self.order.len() > 1) || self.order.len() > KEPT_FILES {
            if let Some(old) = self.order.pop_front().and_then(|id| self.by_id.remove(&id)) {
                self.bytes -= old.content.len();
            }
        }
    }

    /// A client will put a file under this name.
    pub fn announce(&mut self, user: Id, kept_as: String) {
        self.announced_order.push_back(kept_as.clone());
        self.announced.insert(kept_as, Announced { user, file: None });
        while self.announced_order.len() > ANNOUNCED {
            if let Some(old) = self.announced_order.pop_front() {
                self.announced.remove(&old);
            }
        }
    }

    /// The file that was announced under this name is here. False when none was.
    pub fn put(&mut self, kept_as: &str, file: StoredFile) -> bool {
        let Some(announced) = self.announced.get_mut(kept_as) else { return false };
        announced.file = Some(file);
        while self.announced.len() > 1 && self.announced_bytes() > KEPT_BYTES {
            let Some(old) = self.announced_order.pop_front() else { break };
            self.announced.remove(&old);
        }
        true
    }

    fn announced_bytes(&self) -> usize {
        self.announced.values().filter_map(|announced| Some(announced.file.as_ref()?.content.len())).sum()
    }

    /// Takes the file that this account put under the name.
    pub fn claim(&mut self, user: Id, kept_as: &str) -> Option<StoredFile> {
        let found = self.announced.get(kept_as)?;
        if found.user != user || found.file.is_none() {
            return None;
        }
        self.announced_order.retain(|other| other != kept_as);
        self.announced.remove(kept_as)?.file
    }

    /// The file with this attachment id.
    pub fn get(&self, id: Id) -> Option<&StoredFile> {
        self.by_id.get(&id)
    }
}
