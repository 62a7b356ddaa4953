//! The one source of chance of a schedule.

pub struct Lots(u64);

impl Lots {
    pub fn new(seed: u64) -> Lots {
        // Neighbouring seeds must not give neighbouring schedules.
        let mut lots = Lots(seed ^ 0x5DEE_CE66_D1CE_4E5B);
        lots.next();
        lots
    }

    /// The lots of one event of a seed: leaving another event out does not change them.
    pub fn of_event(seed: u64, nth: usize) -> Lots {
        Lots::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ ((nth as u64 + 1) << 40))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to `bound` - 1.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// In `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        (!from.is_empty()).then(|| &from[self.below(from.len())])
    }

    /// The place of one of the weights, by weight.
    pub fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut lot = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if lot < *weight {
                return place;
            }
            lot -= weight;
        }
        0
    }
}
