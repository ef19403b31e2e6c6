//! Packed documents that others hold on to, in blocks that are swept when much of them is dead.

use super::{Observation, PackedDocument, PackedDocuments};

/// How many bytes of packed documents stand together.
const BLOCK_BYTES: usize = 1 << 18;
/// A block is swept when less than this part of it is alive: three quarters.
const ALIVE: (usize, usize) = (3, 4);
/// The number of no document.
pub(super) const NONE: u32 = u32::MAX;

/// Packed documents by number, each with how many hold it. One that nobody holds any longer is dropped, and its number is given to another.
///
/// # Complexity
/// Memory is at most four thirds of what is held, and a block; sweeping copies at most three bytes for each that is dropped.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentStore {
    places: Vec<Place>,
    free_numbers: Vec<u32>,
    blocks: Vec<Block>,
    free_blocks: Vec<u32>,
    /// The block that is being filled.
    open: Option<u32>,
    /// The room of a block that was swept, for the next.
    spare: Option<Block>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    block: u32,
    at: u32,
    holders: u32,
}

#[derive(Clone, Debug, Default)]
struct Block {
    documents: PackedDocuments,
    /// Their numbers, [`NONE`] for those that were dropped.
    numbers: Vec<u32>,
    alive_bytes: usize,
}

impl DocumentStore {
    /// Adds a document that nobody holds yet.
    pub(super) fn add(&mut self, observation: &Observation) -> u32 {
        let number = self.free_numbers.pop().unwrap_or_else(|| {
            self.places.push(Place {
                block: 0,
                at: 0,
                holders: 0,
            });
            narrow(self.places.len() - 1)
        });
        self.place(number, |documents| documents.push(observation));
        number
    }

    /// A document that somebody holds.
    pub(super) fn get(&self, number: u32) -> PackedDocument<'_> {
        let place = self.places[number as usize];
        let block = &self.blocks[place.block as usize];
        block.documents.get(place.at as usize)
    }

    /// Counts one more who holds it.
    pub(super) fn hold(&mut self, number: u32) {
        self.places[number as usize].holders += 1;
    }

    /// Counts one less; drops it after the last.
    pub(super) fn release(&mut self, number: u32) {
        let place = &mut self.places[number as usize];
        place.holders -= 1;
        if place.holders > 0 {
            return;
        }
        let (index, at) = (place.block, place.at as usize);
        self.free_numbers.push(number);
        let block = &mut self.blocks[index as usize];
        block.numbers[at] = NONE;
        block.alive_bytes -= block.documents.get(at).bytes_len();
        let (some, of) = ALIVE;
        if self.open != Some(index) && block.alive_bytes * of < block.documents.bytes_len() * some {
            self.sweep(index);
        }
    }

    /// Takes all documents of another store; their numbers rise by what is returned.
    pub(super) fn append(&mut self, other: Self) -> u32 {
        let (numbers, blocks) = (narrow(self.places.len()), narrow(self.blocks.len()));
        self.places
            .extend(other.places.into_iter().map(|place| Place {
                block: place.block + blocks,
                ..place
            }));
        self.free_numbers
            .extend(other.free_numbers.iter().map(|free| free + numbers));
        self.free_blocks
            .extend(other.free_blocks.iter().map(|free| free + blocks));
        self.blocks
            .extend(other.blocks.into_iter().map(|mut block| {
                for number in block.numbers.iter_mut().filter(|number| **number != NONE) {
                    *number += numbers;
                }
                block
            }));
        numbers
    }

    /// The documents that somebody holds, in any order.
    pub(super) fn iter(&self) -> impl Iterator<Item = PackedDocument<'_>> {
        self.blocks.iter().flat_map(|block| {
            let documents = block.numbers.iter().zip(block.documents.iter());
            documents.filter_map(|(&number, document)| (number != NONE).then_some(document))
        })
    }

    /// Moves what is alive in a block to the one being filled.
    fn sweep(&mut self, index: u32) {
        let mut block = std::mem::take(&mut self.blocks[index as usize]);
        self.free_blocks.push(index);
        for (&number, document) in block.numbers.iter().zip(block.documents.iter()) {
            if number != NONE {
                self.place(number, |documents| documents.push_packed(document));
            }
        }
        block.documents.clear();
        block.numbers.clear();
        block.alive_bytes = 0;
        self.spare = Some(block);
    }

    /// Puts a document into the block being filled.
    fn place(&mut self, number: u32, push: impl FnOnce(&mut PackedDocuments)) {
        let open = match self.open {
            Some(open) if self.blocks[open as usize].documents.bytes_len() < BLOCK_BYTES => open,
            _ => self.open_block(),
        };
        let block = &mut self.blocks[open as usize];
        let at = block.numbers.len();
        push(&mut block.documents);
        block.numbers.push(number);
        block.alive_bytes += block.documents.get(at).bytes_len();
        let place = &mut self.places[number as usize];
        (place.block, place.at) = (open, narrow(at));
    }

    fn open_block(&mut self) -> u32 {
        let block = self.spare.take().unwrap_or_else(|| Block {
            documents: PackedDocuments::with_capacity(BLOCK_BYTES + BLOCK_BYTES / 8),
            ..Block::default()
        });
        let open = if let Some(free) = self.free_blocks.pop() {
            self.blocks[free as usize] = block;
            free
        } else {
            self.blocks.push(block);
            narrow(self.blocks.len() - 1)
        };
        self.open = Some(open);
        open
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("fewer documents than that fit in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some hundred bytes each, so that there are several blocks.
    fn observation(id: usize) -> Observation {
        let mut observation = Observation::default();
        observation.document.id = format!("{id:06}");
        observation.document.origin = "x".repeat(1_000);
        observation
    }

    #[test]
    fn what_is_held_stays_and_the_rest_goes() {
        let mut store = DocumentStore::default();
        let numbers: Vec<u32> = (0..10_000)
            .map(|id| {
                let number = store.add(&observation(id));
                store.hold(number);
                store.hold(number);
                number
            })
            .collect();
        for &number in &numbers {
            store.release(number);
        }
        assert_eq!(store.iter().count(), 10_000);
        let full = bytes(&store);
        for (id, &number) in numbers.iter().enumerate() {
            if id % 10 > 0 {
                store.release(number);
            }
        }
        let mut ids: Vec<_> = store.iter().map(PackedDocument::id).collect();
        ids.sort_unstable();
        let tenth = (0..10_000).step_by(10);
        assert_eq!(
            ids,
            tenth
                .clone()
                .map(|id| format!("{id:06}"))
                .collect::<Vec<_>>()
        );
        for id in tenth {
            assert_eq!(store.get(numbers[id]).id(), format!("{id:06}"));
        }
        assert!(bytes(&store) < full / 4);
    }

    fn bytes(store: &DocumentStore) -> usize {
        let of = |block: &Block| block.documents.bytes_len();
        store.blocks.iter().map(of).sum()
    }

    #[test]
    fn a_store_takes_another() {
        let (mut one, mut other) = (DocumentStore::default(), DocumentStore::default());
        for store in [&mut one, &mut other] {
            for id in 0..3 {
                let number = store.add(&observation(id));
                store.hold(number);
            }
            store.release(1);
        }
        let base = one.append(other);
        assert_eq!(one.iter().count(), 4);
        assert_eq!(one.get(base + 2).id(), "000002");
        one.release(base + 2);
        one.release(0);
        assert_eq!(one.iter().count(), 2);
    }
}
