//! What is wrong, or risky, in a dictionary. Its files come in, as [`DictionaryBuilder`](super::DictionaryBuilder) read them; [`Finding`]s go
//! out, each with its [`Diagnostic`], the line it is at, and what it is about.
//!
//! A builder stops at the first error; here all are told, for nothing is built. What names look like by themselves is judged here; how
//! texts use them is judged by [`evaluation`](crate::evaluation), with the same diagnostics.

mod characters;
mod diagnostic;
mod entities;
mod finding;
mod names;
mod shared;
mod structure;
#[cfg(test)]
mod tests;

pub use diagnostic::{Diagnostic, DiagnosticText, Severity};
pub use entities::ListedName;
pub use finding::{Finding, OtherName};
pub(crate) use names::is_legal_form;

use entities::{Listed, Listing};

use super::builder::by_id;
use super::ids::DerivedIds;
use super::rows::Rows;
use crate::error::Result;

/// The rows of dictionary files, to be looked through; made by [`DictionaryBuilder::lint`](super::DictionaryBuilder::lint).
///
/// # Example
/// ```
/// use comention::Dictionary;
/// use comention::dictionary::{Diagnostic, DictionaryFormat};
///
/// let csv = "id,name,parent\ntarget,Target,\nredcard,RedCard,targets\n";
/// let lint = Dictionary::builder().text(csv, DictionaryFormat::Csv, "shops.csv")?.lint()?;
/// let found: Vec<_> = lint.findings().iter().map(|finding| (finding.diagnostic, finding.place.line)).collect();
/// assert_eq!(found, [(Diagnostic::UnknownParent, 3), (Diagnostic::OrdinaryWord, 2)]);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Debug)]
pub struct Lint {
    rows: Rows,
    ids: DerivedIds,
    /// The numbers of the rows in the order of their ids, those of one id in the order they came.
    order: Vec<u32>,
}

impl Lint {
    pub(super) fn new(rows: Rows) -> Result<Self> {
        let ids = DerivedIds::derive(&rows)?;
        let order = by_id(&rows, &ids).iter().map(|placed| placed.row).collect();
        Ok(Self { rows, ids, order })
    }

    /// All that is to be said, by diagnostic, then in the order of the files and lines.
    ///
    /// # Complexity
    /// `n log n` in the number of names.
    pub fn findings(&self) -> Vec<Finding> {
        let entities = self.entities();
        let listing = Listing {
            entities: &entities,
        };
        let mut findings = Vec::new();
        structure::check(&self.rows, &entities, &mut findings);
        for entity in &entities {
            names::check(entity, &mut findings);
        }
        shared::check(&listing, &mut findings);
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        findings
    }

    /// Every name and alias, in the order of the entities' ids. A name that an alias repeats comes once, with the rules of the alias.
    pub fn names(&self) -> impl Iterator<Item = ListedName<'_>> {
        self.entities().into_iter().flat_map(|entity| {
            let (id, entity_type, class) = (entity.id, entity.entity_type, entity.class);
            let forms = entity.forms.into_iter();
            forms.map(move |form| form.listed(id, entity_type, class))
        })
    }

    /// How many entities there are, rows of one id taken together.
    pub fn len(&self) -> usize {
        let id = |&row: &u32| self.ids.of(&self.rows, row as usize);
        self.order.chunk_by(|a, b| id(a) == id(b)).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn entities(&self) -> Vec<Listed<'_>> {
        let id = |&row: &u32| self.ids.of(&self.rows, row as usize);
        self.order
            .chunk_by(|a, b| id(a) == id(b))
            .map(|same| Listed::new(&self.rows, id(&same[0]), same))
            .collect()
    }
}
