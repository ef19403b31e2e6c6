//! From documents to what is recorded of them. [`Annotator`] takes one document or a stream of records; [`Annotation`]s and
//! [`Observation`](crate::cooccurrence::Observation)s go out, in order, whatever the number of threads.

mod annotator;
mod hints;
mod pipeline;
mod view;

pub use annotator::{AnnotationOptions, Annotator};
pub use pipeline::Annotated;
pub use view::{Annotation, MentionView, Mentions};
