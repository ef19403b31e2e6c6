//! Buffers that go round: a thread fills one, another empties it, and the next batch fills it again.

use std::sync::Mutex;

/// Emptied buffers. There are never more than batches on their way at a time.
#[derive(Debug)]
pub(super) struct Spare<B>(Mutex<Vec<B>>);

impl<B> Default for Spare<B> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<B> Spare<B> {
    /// Puts an emptied buffer in the place of one that is new, if there is any.
    pub(super) fn lend(&self, buffer: &mut B, is_new: impl FnOnce(&B) -> bool) {
        if is_new(buffer)
            && let Some(emptied) = self.buffers().pop()
        {
            *buffer = emptied;
        }
    }

    /// Takes a buffer that was emptied.
    pub(super) fn give_back(&self, emptied: B) {
        self.buffers().push(emptied);
    }

    fn buffers(&self) -> std::sync::MutexGuard<'_, Vec<B>> {
        self.0.lock().expect("nothing panics while it holds it")
    }
}
