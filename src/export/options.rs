//! What can be asked of the formats that offer a choice.

/// Choices that some formats offer; the others pass them over.
///
/// # Example
/// ```
/// use comention::export::ExportOptions;
///
/// let options = ExportOptions::default().excel_safe(true);
/// assert!(options.excel_safe);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportOptions {
    /// Whether cells of CSV tables that a spreadsheet would run as formulas are put behind an apostrophe.
    pub excel_safe: bool,
    /// The key under which node-link JSON has its edges.
    pub edges_key: EdgesKey,
    /// Whether GEXF says from when to when nodes and edges exist.
    pub dynamic: bool,
    /// How many edges a picture may have before it is thinned; each kind of picture has its own number otherwise.
    pub max_edges: Option<usize>,
    /// How many pixels wide a bitmap is; what suits the picture otherwise.
    pub width: Option<u32>,
}

/// The key of the edges in node-link JSON: `NetworkX` from 3.4 on writes `edges`, older ones and most scripts for D3 want `links`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EdgesKey {
    /// `edges`.
    #[default]
    Edges,
    /// `links`.
    Links,
}

impl EdgesKey {
    /// The key itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Links => "links",
        }
    }
}

impl ExportOptions {
    /// Sets whether cells that a spreadsheet would run as formulas are put behind an apostrophe.
    #[must_use]
    pub const fn excel_safe(mut self, wanted: bool) -> Self {
        self.excel_safe = wanted;
        self
    }

    /// Sets the key of the edges in node-link JSON.
    #[must_use]
    pub const fn edges_key(mut self, key: EdgesKey) -> Self {
        self.edges_key = key;
        self
    }

    /// Sets whether GEXF says from when to when nodes and edges exist.
    #[must_use]
    pub const fn dynamic(mut self, wanted: bool) -> Self {
        self.dynamic = wanted;
        self
    }

    /// Sets how many edges a picture may have before it is thinned.
    #[must_use]
    pub const fn max_edges(mut self, limit: Option<usize>) -> Self {
        self.max_edges = limit;
        self
    }

    /// Sets how many pixels wide a bitmap is.
    #[must_use]
    pub const fn width(mut self, pixels: Option<u32>) -> Self {
        self.width = pixels;
        self
    }
}
