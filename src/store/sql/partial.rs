//! A file on its way to its name: seen under it only when all of it is on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::backup::BackupFault;

/// A file that is being made: its own for each run, so that no run meets what another left, and gone when it isn't
/// settled.
pub(super) struct Partial(PathBuf);

impl Partial {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn beside(name: &Path) -> Result<Self, BackupFault> {
        let path = beside(name, &format!("partial-{:016x}", rand::random::<u64>()));
        let mut options = File::options();
        options.write(true).create_new(true);
        // It holds all that the bot knows.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(|problem| BackupFault::File { path: path.clone(), problem })?;
        Ok(Self(path))
    }

    /// Gives it the rights and the owner of a file, so that who runs the bot can use it whoever restored it.
    pub(super) fn belong_like(&self, other: &Path) -> Result<(), BackupFault> {
        let belong = || -> io::Result<()> {
            let like = fs::metadata(other)?;
            fs::set_permissions(&self.0, like.permissions())?;
            #[cfg(unix)]
            {
                use std::os::unix::fs::{MetadataExt as _, chown};
                let mine = fs::metadata(&self.0)?;
                if (mine.uid(), mine.gid()) != (like.uid(), like.gid()) {
                    chown(&self.0, Some(like.uid()), Some(like.gid()))?;
                }
            }
            Ok(())
        };
        belong().map_err(|problem| BackupFault::File { path: self.0.clone(), problem })
    }

    /// Gives it its name once all of it is on the disk; its size. What has the name already goes, or is a fault.
    pub(super) fn settle(self, name: &Path, replace: bool) -> Result<u64, BackupFault> {
        let settled = || -> io::Result<u64> {
            let file = File::options().read(true).write(true).open(&self.0)?;
            file.sync_all()?;
            let bytes = file.metadata()?.len();
            if replace {
                fs::rename(&self.0, name)?;
            } else {
                // Unlike a rename it replaces nothing that came there meanwhile.
                match fs::hard_link(&self.0, name) {
                    Err(no) if no.kind() != io::ErrorKind::AlreadyExists && !name.exists() => {
                        fs::rename(&self.0, name)?;
                    }
                    linked => linked?,
                }
            }
            // The name is on the disk when its folder is.
            let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(bytes)
        };
        settled().map_err(|problem| BackupFault::File { path: name.to_owned(), problem })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        for tail in ["", "-journal", "-wal", "-shm"] {
            // Most of them were never there.
            let _ = fs::remove_file(with_tail(&self.0, tail));
        }
    }
}

/// `NAME.WORD` beside `NAME`.
pub(super) fn beside(path: &Path, word: &str) -> PathBuf {
    with_tail(path, &format!(".{word}"))
}

pub(super) fn with_tail(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    PathBuf::from(name)
}
