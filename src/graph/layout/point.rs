//! Places on a picture, and what is around them.

/// A place. `x` grows to the right, `y` downward, as on a screen; a unit is meant to be a pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

impl Point {
    /// Makes a place of its two coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance from the origin. `f64::hypot` would round it as the platform likes.
    pub(crate) fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

impl std::ops::Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl std::ops::Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl std::ops::Mul<f64> for Point {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The least `x`.
    pub left: f64,
    /// The least `y`.
    pub top: f64,
    /// The greatest `x`.
    pub right: f64,
    /// The greatest `y`.
    pub bottom: f64,
}

impl Bounds {
    /// How wide it is.
    pub const fn width(self) -> f64 {
        self.right - self.left
    }

    /// How high it is.
    pub const fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle around circles; nothing around none.
    pub(crate) fn around(circles: impl Iterator<Item = (Point, f64)>) -> Self {
        circles
            .map(|(at, radius)| Self {
                left: at.x - radius,
                top: at.y - radius,
                right: at.x + radius,
                bottom: at.y + radius,
            })
            .reduce(Self::with)
            .unwrap_or_default()
    }

    /// The rectangle around two.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}
