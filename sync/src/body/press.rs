//! Records at rest in a tablet's memory, pressed together. Records of one county say the same things in the
//! same shape, so a few of them serve as a dictionary for all the others: LZ4 then takes a third to two thirds
//! off, and opens one record in microseconds. Nothing pressed leaves the memory: on the wire and on the disk a
//! record is CBOR.

use super::RecordBody;
use lz4_flex::block::{compress_with_dict, decompress_with_dict};
use std::sync::Arc;

/// Bytes of records that make a dictionary: more of them press hardly better and cost time with every record.
const DICTIONARY: usize = 8 * 1024;

/// Presses records, once it has seen enough of them.
#[derive(Clone, Debug, Default)]
pub struct Press {
    seen: Vec<u8>,
    dictionary: Option<Arc<[u8]>>,
}

/// A record's CBOR, pressed.
#[derive(Clone)]
pub struct Pressed {
    bytes: Arc<[u8]>,
    length: u32,
    dictionary: Arc<[u8]>,
}

impl Press {
    /// The record, pressed if there is a dictionary already; what the program has read stays read.
    pub fn press(&mut self, body: RecordBody) -> RecordBody {
        let RecordBody::Packed(bytes) = &body else {
            return body;
        };
        let Some(dictionary) = &self.dictionary else {
            self.learn(bytes);
            return body;
        };
        let Ok(length) = u32::try_from(bytes.len()) else {
            return body;
        };
        RecordBody::Pressed(Pressed {
            bytes: compress_with_dict(bytes, dictionary).into(),
            length,
            dictionary: dictionary.clone(),
        })
    }

    fn learn(&mut self, bytes: &[u8]) {
        let room = DICTIONARY - self.seen.len();
        self.seen.extend(bytes.iter().take(room));
        if self.seen.len() == DICTIONARY {
            self.dictionary = Some(std::mem::take(&mut self.seen).into());
        }
    }
}

/// How bodies are pressed is no part of what is held.
impl PartialEq for Press {
    fn eq(&self, _: &Press) -> bool {
        true
    }
}

impl Eq for Press {}

impl Pressed {
    /// The CBOR.
    pub fn opened(&self) -> Vec<u8> {
        // Pressed by this very program into this very memory: there is nothing it could fail on.
        decompress_with_dict(&self.bytes, self.length(), &self.dictionary).unwrap_or_default()
    }

    /// Bytes of the CBOR.
    pub fn length(&self) -> usize {
        self.length as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(nth: usize) -> Vec<u8> {
        let told = format!("第{nth}件：上柳村三组水渠去年汛期垮塌，找过村里几次，今年没法浇地。");
        told.repeat(20 + nth % 7).into_bytes()
    }

    #[test]
    fn what_is_pressed_opens_to_the_same_bytes_and_takes_less_room() {
        let mut press = Press::default();
        let mut pressed = 0;
        for nth in 0..50 {
            let packed = RecordBody::Packed(body(nth).into());
            match press.press(packed.clone()) {
                RecordBody::Pressed(record) => {
                    pressed += 1;
                    assert_eq!(record.opened(), body(nth));
                    assert!(record.bytes.len() * 2 < record.length());
                }
                other => assert_eq!(other.bytes(), packed.bytes()),
            }
        }
        assert!(pressed > 40, "{pressed}");
    }

    #[test]
    fn text_that_cannot_be_pressed_comes_back_whole() {
        let mut press = Press::default();
        press.press(RecordBody::Packed(vec![7; DICTIONARY].into()));
        for length in [0, 1, 5, 4096_u32] {
            let noise: Vec<u8> = (0..length)
                .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1])
                .collect();
            match press.press(RecordBody::Packed(noise.clone().into())) {
                RecordBody::Pressed(record) => assert_eq!(record.opened(), noise),
                other => panic!("{other:?} was not pressed"),
            }
        }
    }
}
