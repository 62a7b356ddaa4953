//! A page as a grey image of five dots a millimetre, and where its ink is.

use std::ops::Range;

/// Dots a millimetre: 127 dots an inch.
pub const DOTS: usize = 5;

/// A grey picture; 0 is black.
#[derive(Clone)]
pub struct Image {
    pub width: usize,
    pub height: usize,
    dots: Vec<u8>,
}

impl Image {
    /// Reads a binary PGM, as `pdftoppm -gray` writes it.
    pub fn pgm(bytes: &[u8]) -> Image {
        let mut fields = Vec::new();
        let mut at = 0;
        while fields.len() < 4 {
            let end = at
                + bytes[at..]
                    .iter()
                    .position(u8::is_ascii_whitespace)
                    .expect("a field");
            fields.push(
                std::str::from_utf8(&bytes[at..end])
                    .expect("ASCII")
                    .to_owned(),
            );
            at = end + 1;
        }
        assert_eq!((fields[0].as_str(), fields[3].as_str()), ("P5", "255"));
        let (width, height) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let dots = bytes[at..].to_vec();
        assert_eq!(dots.len(), width * height);
        Image {
            width,
            height,
            dots,
        }
    }

    /// The picture moved right and down; what leaves is lost.
    pub fn moved(&self, right: usize, down: usize) -> Image {
        let mut dots = vec![255; self.dots.len()];
        for y in 0..self.height - down {
            for x in 0..self.width - right {
                dots[(y + down) * self.width + x + right] = self.dots[y * self.width + x];
            }
        }
        Image { dots, ..*self }
    }

    fn inked(&self, x: usize, y: usize) -> bool {
        self.dots[y * self.width + x] < 200
    }

    /// The box around the ink between these heights: left, right, top, bottom, in millimetres from the
    /// paper's left and upper edge.
    pub fn ink(&self, from: f32, to: f32) -> Option<[f32; 4]> {
        let rows = (from * DOTS as f32) as usize..((to * DOTS as f32) as usize).min(self.height);
        let inked: Vec<(usize, usize)> = rows
            .flat_map(|y| (0..self.width).map(move |x| (x, y)))
            .filter(|(x, y)| self.inked(*x, *y))
            .collect();
        let least = |side: fn(&(usize, usize)) -> usize| inked.iter().map(side).min();
        let most = |side: fn(&(usize, usize)) -> usize| inked.iter().map(side).max();
        let mm = |dots: usize| dots as f32 / DOTS as f32;
        Some([
            mm(least(|at| at.0)?),
            mm(most(|at| at.0)? + 1),
            mm(least(|at| at.1)?),
            mm(most(|at| at.1)? + 1),
        ])
    }

    /// The heights in dots between which some ink stands, from top to bottom.
    pub fn bands(&self) -> Vec<Range<usize>> {
        let mut bands: Vec<Range<usize>> = Vec::new();
        for y in 0..self.height {
            if !(0..self.width).any(|x| self.inked(x, y)) {
                continue;
            }
            match bands.last_mut() {
                // Strokes of one line may stand a little apart, lines do not come this close.
                Some(band) if y < band.end + 2 * DOTS => band.end = y + 1,
                _ => bands.push(y..y + 1),
            }
        }
        bands
    }
}

#[test]
fn ink_is_found_where_it_is() {
    let mut page = Image {
        width: 100,
        height: 200,
        dots: vec![255; 20_000],
    };
    page.dots[50 * 100 + 20] = 0;
    page.dots[59 * 100 + 39] = 0;
    page.dots[150 * 100 + 20] = 0;
    assert_eq!(page.ink(0.0, 20.0), Some([4.0, 8.0, 10.0, 12.0]));
    assert_eq!(page.ink(20.0, 29.0), None);
    assert_eq!(page.bands(), [50..60, 150..151]);
    assert_eq!(
        page.moved(5, 10).ink(0.0, 20.0),
        Some([5.0, 9.0, 12.0, 14.0])
    );
}
