//! A table as the bytes of a file.

use std::io::{self, Write};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::error::{Error, Result};
use crate::export::{Exporter, ObservedDocuments};
use crate::graph::EntityGraph;

use super::rows::{Rows, Table, schema};

const GENERATOR: &str = concat!("comention ", env!("CARGO_PKG_VERSION"));

/// How many rows a row group of Parquet has.
const ROW_GROUP: usize = 1 << 17;

/// What takes a batch of rows.
type Sink<'s> = dyn FnMut(&RecordBatch) -> Result<()> + 's;

/// An encoding of batches of rows.
pub(in crate::export) trait Encoding {
    /// How its files end, without the dot.
    const SUFFIX: &'static str;

    /// Writes a file. `batches` is called with what takes each batch.
    fn write(
        schema: &SchemaRef,
        output: &mut dyn Write,
        batches: &mut dyn FnMut(&mut Sink<'_>) -> Result<()>,
    ) -> Result<()>;
}

/// A table in an encoding.
pub(super) struct Encoded<E, T> {
    table: T,
    encoding: PhantomData<E>,
}

impl<E, T> Encoded<E, T> {
    pub(super) const fn new(table: T) -> Self {
        Self {
            table,
            encoding: PhantomData,
        }
    }
}

impl<E: Encoding, T: Table> Encoded<E, T> {
    fn encode(
        &self,
        graph: &EntityGraph,
        documents: Option<&dyn ObservedDocuments>,
        output: &mut dyn Write,
    ) -> Result<()> {
        let columns = self.table.columns(graph);
        E::write(&schema(&columns), output, &mut |sink| {
            let mut rows = Rows::new(&columns, sink);
            self.table.rows(graph, documents, &mut rows)?;
            rows.flush()
        })
    }
}

impl<E: Encoding, T: Table> Exporter for Encoded<E, T> {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        self.encode(graph, None, output)
    }

    fn write_with(
        &self,
        graph: &EntityGraph,
        documents: &dyn ObservedDocuments,
        output: &mut dyn Write,
    ) -> Result<()> {
        self.encode(graph, Some(documents), output)
    }
}

/// Parquet, compressed with Snappy, which every reader knows.
pub(in crate::export) struct ParquetFile;

impl Encoding for ParquetFile {
    const SUFFIX: &'static str = "parquet";

    fn write(
        schema: &SchemaRef,
        output: &mut dyn Write,
        batches: &mut dyn FnMut(&mut Sink<'_>) -> Result<()>,
    ) -> Result<()> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(GENERATOR.to_owned())
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_key_value_metadata(Some(vec![KeyValue::new(
                "comention.version".to_owned(),
                env!("CARGO_PKG_VERSION").to_owned(),
            )]))
            .build();
        let buffer = Shared::default();
        let mut writer = ArrowWriter::try_new(buffer.clone(), schema.clone(), Some(properties))
            .map_err(failed)?;
        batches(&mut |batch| {
            writer.write(batch).map_err(failed)?;
            buffer.drain(output)
        })?;
        writer.close().map_err(failed)?;
        buffer.drain(output)?;
        output.flush().map_err(|source| Error::Output { source })
    }
}

/// An Arrow file, which older readers call Feather.
pub(super) struct ArrowFile;

impl Encoding for ArrowFile {
    const SUFFIX: &'static str = "arrow";

    fn write(
        schema: &SchemaRef,
        output: &mut dyn Write,
        batches: &mut dyn FnMut(&mut Sink<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut writer =
            FileWriter::try_new(io::BufWriter::new(output), schema).map_err(refused)?;
        batches(&mut |batch| writer.write(batch).map_err(refused))?;
        writer.finish().map_err(refused)?;
        writer
            .get_mut()
            .flush()
            .map_err(|source| Error::Output { source })
    }
}

/// What Parquet writes into: its writer wants to own something that threads could share, which an output need not be.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    /// Hands on what was written.
    fn drain(&self, output: &mut dyn Write) -> Result<()> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        output
            .write_all(&bytes)
            .map_err(|source| Error::Output { source })?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn failed(error: ParquetError) -> Error {
    Error::Output {
        source: io::Error::other(error),
    }
}

fn refused(error: ArrowError) -> Error {
    let source = match error {
        ArrowError::IoError(_, source) => source,
        other => io::Error::other(other),
    };
    Error::Output { source }
}
