//! Rows that become columns, a batch at a time.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use crate::error::Result;
use crate::export::ObservedDocuments;
use crate::graph::EntityGraph;

/// Something that has rows.
pub(in crate::export) trait Table {
    /// What it is called; so is its file.
    fn name(&self) -> &'static str;

    /// Its columns, in order.
    fn columns(&self, graph: &EntityGraph) -> Vec<Column>;

    /// Writes its rows.
    fn rows(
        &self,
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
        rows: &mut Rows<'_>,
    ) -> Result<()>;
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Kind {
    Text,
    /// Of 64 bits with a sign: what every reader knows.
    Whole,
    Real,
    Flag,
    Texts,
    Wholes,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct Column {
    name: &'static str,
    kind: Kind,
    may_lack: bool,
}

impl Column {
    /// One that every row has.
    pub(in crate::export) const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            may_lack: false,
        }
    }

    /// One that rows may lack.
    pub(in crate::export) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            may_lack: true,
        }
    }

    fn field(self) -> Field {
        let list = |of| DataType::List(Arc::new(Field::new_list_field(of, true)));
        let data_type = match self.kind {
            Kind::Text => DataType::Utf8,
            Kind::Whole => DataType::Int64,
            Kind::Real => DataType::Float64,
            Kind::Flag => DataType::Boolean,
            Kind::Texts => list(DataType::Utf8),
            Kind::Wholes => list(DataType::Int64),
        };
        Field::new(self.name, data_type, self.may_lack)
    }
}

/// The schema of some columns.
pub(super) fn schema(columns: &[Column]) -> SchemaRef {
    let fields: Vec<Field> = columns.iter().map(|column| column.field()).collect();
    Arc::new(Schema::new(fields))
}

enum Values {
    Text(StringBuilder),
    Whole(Int64Builder),
    Real(Float64Builder),
    Flag(BooleanBuilder),
    Texts(ListBuilder<StringBuilder>),
    Wholes(ListBuilder<Int64Builder>),
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Whole => Self::Whole(Int64Builder::new()),
            Kind::Real => Self::Real(Float64Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Wholes => Self::Wholes(ListBuilder::new(Int64Builder::new())),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => ArrayBuilder::finish(builder),
            Self::Whole(builder) => ArrayBuilder::finish(builder),
            Self::Real(builder) => ArrayBuilder::finish(builder),
            Self::Flag(builder) => ArrayBuilder::finish(builder),
            Self::Texts(builder) => ArrayBuilder::finish(builder),
            Self::Wholes(builder) => ArrayBuilder::finish(builder),
        }
    }
}

/// How many rows make a batch, unless their texts are long.
const BATCH_ROWS: usize = 1 << 16;
/// How many bytes of text make one: the offsets of a column have 31 bits.
const BATCH_BYTES: usize = 1 << 26;

/// Rows on their way out. Cells are given one after another, in the order of the columns.
pub(in crate::export) struct Rows<'s> {
    schema: SchemaRef,
    columns: Vec<Values>,
    next: usize,
    count: usize,
    bytes: usize,
    sink: &'s mut dyn FnMut(&RecordBatch) -> Result<()>,
}

impl<'s> Rows<'s> {
    pub(super) fn new(
        columns: &[Column],
        sink: &'s mut dyn FnMut(&RecordBatch) -> Result<()>,
    ) -> Self {
        Self {
            schema: schema(columns),
            columns: columns
                .iter()
                .map(|column| Values::new(column.kind))
                .collect(),
            next: 0,
            count: 0,
            bytes: 0,
            sink,
        }
    }

    fn column(&mut self) -> &mut Values {
        let place = self.next;
        self.next += 1;
        &mut self.columns[place]
    }

    pub(in crate::export) fn text(&mut self, text: &str) -> &mut Self {
        self.text_if(Some(text))
    }

    pub(in crate::export) fn text_if(&mut self, text: Option<&str>) -> &mut Self {
        self.bytes += text.map_or(0, str::len);
        let Values::Text(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        builder.append_option(text);
        self
    }

    /// A text, where it is not empty.
    pub(in crate::export) fn text_unless_empty(&mut self, text: &str) -> &mut Self {
        self.text_if((!text.is_empty()).then_some(text))
    }

    pub(in crate::export) fn shown_if(
        &mut self,
        value: Option<impl std::fmt::Display>,
    ) -> &mut Self {
        self.text_if(value.map(|value| value.to_string()).as_deref())
    }

    pub(in crate::export) fn whole(&mut self, number: impl TryInto<i64>) -> &mut Self {
        self.whole_if(Some(number))
    }

    pub(in crate::export) fn whole_if(&mut self, number: Option<impl TryInto<i64>>) -> &mut Self {
        let Values::Whole(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        builder.append_option(number.map(signed));
        self
    }

    pub(in crate::export) fn real(&mut self, number: f64) -> &mut Self {
        self.real_if(Some(number))
    }

    pub(in crate::export) fn real_if(&mut self, number: Option<f64>) -> &mut Self {
        let Values::Real(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        builder.append_option(number);
        self
    }

    pub(in crate::export) fn flag(&mut self, flag: bool) -> &mut Self {
        let Values::Flag(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        builder.append_value(flag);
        self
    }

    pub(in crate::export) fn texts<T: AsRef<str>>(
        &mut self,
        texts: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        let mut bytes = 0;
        let Values::Texts(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        for text in texts {
            bytes += text.as_ref().len();
            builder.values().append_value(text);
        }
        builder.append(true);
        self.bytes += bytes;
        self
    }

    pub(in crate::export) fn wholes<N: TryInto<i64>>(
        &mut self,
        numbers: impl IntoIterator<Item = N>,
    ) -> &mut Self {
        let Values::Wholes(builder) = self.column() else {
            unreachable!("{WRONG}")
        };
        for number in numbers {
            builder.values().append_value(signed(number));
        }
        builder.append(true);
        self
    }

    /// Ends a row.
    pub(in crate::export) fn end(&mut self) -> Result<()> {
        debug_assert_eq!(self.next, self.columns.len(), "every cell is given");
        self.next = 0;
        self.count += 1;
        if self.count >= BATCH_ROWS || self.bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Hands on what is left.
    pub(super) fn flush(&mut self) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        let arrays = self.columns.iter_mut().map(Values::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), arrays)
            .expect("the columns are those of the schema, all of one length");
        (self.count, self.bytes) = (0, 0);
        (self.sink)(&batch)
    }
}

/// What it means if a cell does not fit its column.
const WRONG: &str = "cells are given in the order of the columns";

/// Counts are far from 2^63.
fn signed(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
