//! The rows of one id as one entity, with the forms it lists and where.

use std::sync::Arc;

use crate::dictionary::details::{AliasRules, Details};
use crate::dictionary::rows::{RowView, Rows};
use crate::dictionary::{Case, TypeClass};
use crate::error::Place;

/// All entities.
pub(super) struct Listing<'r> {
    pub(super) entities: &'r [Listed<'r>],
}

/// An entity as its rows have it.
#[derive(Debug)]
pub(super) struct Listed<'r> {
    pub(super) id: &'r str,
    /// The first type that is not empty.
    pub(super) entity_type: &'r str,
    pub(super) class: TypeClass,
    /// Its rows, in the order they came.
    pub(super) rows: Vec<(u32, RowView<'r>)>,
    pub(super) forms: Vec<Form<'r>>,
}

/// A name or an alias with its rules.
#[derive(Clone, Debug)]
pub(super) struct Form<'r> {
    pub(super) text: &'r str,
    pub(super) row: u32,
    pub(super) place: Place,
    pub(super) is_name: bool,
    pub(super) rules: Option<AliasRules>,
    pub(super) context: Arc<[Arc<str>]>,
}

/// A name or alias of a dictionary, with where it stands and what guards it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ListedName<'r> {
    /// The id of its entity.
    pub entity: &'r str,
    /// The type of its entity.
    pub entity_type: &'r str,
    /// What that type means.
    pub class: TypeClass,
    /// The form.
    pub alias: &'r str,
    /// Where its entity stands.
    pub place: Place,
    /// Whether it is the name of the entity.
    pub is_name: bool,
    /// The case rule of its own.
    pub case: Option<Case>,
    /// The words that speak for its entity.
    pub context: Arc<[Arc<str>]>,
    /// The words that it needs one of.
    pub needs: Vec<Arc<str>>,
    /// The words that it excludes.
    pub unless: Vec<Arc<str>>,
    pub(super) row: u32,
}

impl ListedName<'_> {
    /// Whether words of the document decide about it.
    pub fn has_conditions(&self) -> bool {
        !self.needs.is_empty() || !self.unless.is_empty()
    }
}

impl<'r> Form<'r> {
    pub(super) fn listed(
        self,
        entity: &'r str,
        entity_type: &'r str,
        class: TypeClass,
    ) -> ListedName<'r> {
        let rules = self.rules.unwrap_or_default();
        ListedName {
            entity,
            entity_type,
            class,
            alias: self.text,
            place: self.place,
            is_name: self.is_name,
            case: rules.case,
            context: self.context,
            needs: rules.needs,
            unless: rules.unless,
            row: self.row,
        }
    }

    /// Whether words of the document decide about it.
    pub(super) fn has_conditions(&self) -> bool {
        let rules = self.rules.as_ref();
        rules.is_some_and(|rules| !rules.needs.is_empty() || !rules.unless.is_empty())
    }

    /// Whether its own rules ask for the case as listed.
    pub(super) fn is_exact(&self) -> bool {
        let rules = self.rules.as_ref();
        rules.is_some_and(|rules| rules.case == Some(Case::Exact))
    }

    /// Whether whoever listed it thought of what else it may mean.
    pub(super) fn is_guarded(&self) -> bool {
        self.has_conditions() || self.is_exact()
    }
}

impl<'r> Listed<'r> {
    pub(super) fn new(rows: &'r Rows, id: &'r str, numbers: &[u32]) -> Self {
        let rows: Vec<(u32, RowView<'r>)> = numbers
            .iter()
            .map(|&row| (row, rows.row(row as usize)))
            .collect();
        let mut types = rows.iter().map(|(_, row)| row.entity_type());
        let entity_type = types.find(|name| !name.is_empty()).unwrap_or_default();
        let mut forms = Vec::new();
        for &(row, view) in &rows {
            let details = Details::read(view.details());
            let place = view.place();
            let context: Arc<[Arc<str>]> = Arc::from(details.context());
            let form = |text, is_name, rules| Form {
                context: Arc::clone(&context),
                text,
                row,
                place: place.clone(),
                is_name,
                rules,
            };
            forms.push(form(view.name(), true, None));
            for (number, text) in (0..).zip(view.aliases()) {
                let rules = details.rules(number).cloned();
                forms.push(form(text, text == view.name(), rules));
            }
        }
        Self {
            id,
            entity_type,
            class: TypeClass::of(entity_type),
            rows,
            forms: without_overruled(forms),
        }
    }

    pub(super) fn name_of(&self, form: &Form<'r>) -> ListedName<'r> {
        form.clone().listed(self.id, self.entity_type, self.class)
    }
}

/// The name gives way to an alias of the same text, and a form without rules to one with: so they are merged.
fn without_overruled(forms: Vec<Form<'_>>) -> Vec<Form<'_>> {
    let mut kept: Vec<Form<'_>> = Vec::with_capacity(forms.len());
    for form in forms {
        let same = kept.iter_mut().find(|other| other.text == form.text);
        match same {
            Some(known) if known.rules.is_none() => {
                known.rules = form.rules;
                known.is_name |= form.is_name;
            }
            Some(_) if form.rules.is_none() => {}
            Some(_) | None => kept.push(form),
        }
    }
    kept
}
