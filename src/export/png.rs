//! Bitmaps, painted by resvg from our own SVG.

use std::io::Write;
use std::sync::Arc;
use std::sync::Once;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree};

use crate::error::{Error, Result};
use crate::graph::EntityGraph;

use super::facts::{Facts, Files};
use super::{Exporter, Loss, Svg, svg};

pub(super) const FACTS: Facts = Facts {
    name: "png",
    suffixes: &[".png"],
    description: "the same picture as a bitmap; --width sets how many pixels wide",
    files: Files::One(|options| Box::new(Png::new().source(Svg::of(options)).width(options.width))),
    is_text: false,
    ..svg::FACTS
};

/// Pixels for a unit of the picture, unless a width is asked for: sharp on a good screen, and on paper as wide as a page.
const SHARP: f32 = 2.0;
/// The most pixels a bitmap has: more take more memory than a picture is worth. A gigabyte.
const MOST_PIXELS: f32 = 250e6;
/// The most pixels unless a width is asked for.
const USUAL_PIXELS: f32 = 40e6;

/// Writes the picture of [`Svg`] as PNG.
///
/// Letters are those of `DejaVu Sans`, which the crate brings along: a picture with names in Latin, Greek, Cyrillic, Arabic and some other
/// scripts looks the same on every machine. For signs that font lacks, such as Chinese, fonts of the system are looked up; where there is
/// none, a box stands for the sign. So the bytes are the same on the same machine, and on all machines where no other font is needed.
#[derive(Clone, Debug, Default)]
#[must_use = "an exporter does nothing until it writes"]
pub struct Png {
    source: Svg,
    width: Option<u32>,
}

impl Png {
    /// Makes the exporter: two pixels for each unit of the picture, fewer for very large ones.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what is painted.
    pub fn source(mut self, source: Svg) -> Self {
        self.source = source;
        self
    }

    /// Sets how many pixels wide the bitmap is.
    pub const fn width(mut self, pixels: Option<u32>) -> Self {
        self.width = pixels;
        self
    }

    fn paint(&self, svg: &str) -> Result<Vec<u8>> {
        let failed = |reason: String| Error::NotPainted { reason };
        let mut options = Options::default();
        options
            .fontdb_mut()
            .load_font_data(dejavu::sans::regular().to_vec());
        options.font_resolver = fonts();
        let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
        let size = tree.size();
        let area = size.width() * size.height();
        let scale = match self.width {
            Some(pixels) => as_length(pixels) / size.width(),
            None => SHARP.min((USUAL_PIXELS / area).sqrt()),
        };
        let (width, height) = (size.width() * scale, size.height() * scale);
        let mut bitmap = Some((width, height))
            .filter(|(width, height)| width * height <= MOST_PIXELS)
            .and_then(|(width, height)| Pixmap::new(pixels(width), pixels(height)))
            .ok_or_else(|| failed(format!("{width:.0} by {height:.0} pixels are too many")))?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut bitmap.as_mut(),
        );
        bitmap
            .encode_png()
            .map_err(|error| failed(error.to_string()))
    }
}

/// Every text in our own font; for what it lacks, the fonts of the system, which are looked for only then: there may be thousands.
fn fonts() -> FontResolver<'static> {
    let system = Once::new();
    let fallback = FontResolver::default_fallback_selector();
    FontResolver {
        select_font: Box::new(|_, fonts| fonts.faces().next().map(|face| face.id)),
        select_fallback: Box::new(move |char, tried, fonts| {
            system.call_once(|| Arc::make_mut(fonts).load_system_fonts());
            fallback(char, tried, fonts)
        }),
    }
}

#[expect(clippy::cast_precision_loss, reason = "widths beyond 2^24 are refused")]
const fn as_length(pixels: u32) -> f32 {
    pixels as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths are positive, and small: their product has a limit"
)]
fn pixels(length: f32) -> u32 {
    (length.round() as u32).max(1)
}

impl Exporter for Png {
    /// # Errors
    /// [`Error::NotPainted`] if the bitmap would be too large.
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let bitmap = self.paint(&self.source.draw(graph))?;
        output
            .write_all(&bitmap)
            .and_then(|()| output.flush())
            .map_err(|source| Error::Output { source })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        self.source.left_out(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::{Corpus, chips};

    fn painted(png: &Png, graph: &EntityGraph) -> Vec<u8> {
        let mut out = Vec::new();
        png.write(graph, &mut out).unwrap();
        out
    }

    /// Width and height in the head of a PNG.
    fn size(png: &[u8]) -> [u32; 2] {
        [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
    }

    #[test]
    fn a_bitmap_is_as_wide_as_asked_for_and_the_same_every_time() {
        let graph = EntityGraph::builder().build(&chips().count()).unwrap();
        let png = Png::new().width(Some(300));
        let bytes = painted(&png, &graph);
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(size(&bytes)[0], 300);
        assert_eq!(bytes, painted(&png, &graph));
        let error = Png::new()
            .width(Some(4_000_000))
            .write(&graph, &mut Vec::new());
        assert!(error.unwrap_err().to_string().contains("too many"));
    }

    #[test]
    fn names_are_seen_without_any_font_of_the_system() {
        let svg = |text: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"20\"><text y=\"15\">{text}</text></svg>"
            )
        };
        let png = Png::new().width(Some(200));
        let empty = png.paint(&svg("")).unwrap();
        for text in ["Nvidia", "Ñandú", "Росатом", "Ωμέγα"] {
            assert_ne!(png.paint(&svg(text)).unwrap(), empty, "{text}");
        }
    }

    #[test]
    fn nothing_to_paint_is_a_bitmap_too() {
        let graph = EntityGraph::builder()
            .build(&Corpus::new(&[]).count())
            .unwrap();
        assert!(size(&painted(&Png::new(), &graph))[0] > 100);
    }
}
