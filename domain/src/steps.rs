//! The grammar of step tables: who may do what, when, where. Buttons, permission checks and the
//! printed matrix read the same rows.

use crate::duty::Part;

/// Where a step may be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Needs the bureau's answer at once: numbers, signatures, transfers.
    Online,
    /// A disconnected tablet may.
    Anywhere,
}

/// One row of a step table, for a register with states `S` and steps `T`.
#[derive(Clone, Copy, Debug)]
pub struct Row<S: 'static, T: 'static> {
    /// The state the record must be in; `None`: there is no record yet.
    pub when: Option<S>,
    /// The part that may.
    pub who: Part,
    /// What they may do.
    pub step: T,
    /// The state it leads to.
    pub to: S,
    /// Where.
    pub place: Place,
    /// The article it rests on.
    pub article: &'static str,
}

/// Writes a step table that reads aloud:
/// `when Accepted, Handler may Visit => Accepted, Anywhere, "条例 31";`
/// Several states or parts are joined by `|`; `Same` as target keeps the state.
#[macro_export]
macro_rules! steps {
    (
        states $S:ident, steps $T:ident;
        $(when $($from:ident)|+, $($who:ident)|+ may $step:ident => $to:ident, $place:ident, $article:literal;)*
    ) => {
        /// Every row of the register's step table.
        pub fn rows() -> Vec<$crate::steps::Row<$S, $T>> {
            let mut rows = Vec::new();
            $($crate::steps!(@froms rows, $S, $T, [$($from)|+], [$($who)|+], $step, $to, $place, $article);)*
            rows
        }
    };
    (@froms $rows:ident, $S:ident, $T:ident, [$($from:ident)|+], $whos:tt, $step:ident, $to:ident, $place:ident, $article:expr) => {
        $($crate::steps!(@whos $rows, $S, $T, $from, $whos, $step, $to, $place, $article);)+
    };
    (@whos $rows:ident, $S:ident, $T:ident, $from:ident, [$($who:ident)|+], $step:ident, $to:ident, $place:ident, $article:expr) => {
        $($rows.push($crate::steps::Row {
            when: $crate::steps!(@when $S, $from),
            who: $crate::duty::Part::$who,
            step: $T::$step,
            to: $crate::steps!(@to $S, $from, $to),
            place: $crate::steps::Place::$place,
            article: $article,
        });)+
    };
    (@when $S:ident, Nothing) => { None };
    (@when $S:ident, $from:ident) => { Some($S::$from) };
    (@to $S:ident, $from:ident, Same) => { $S::$from };
    (@to $S:ident, $from:ident, $to:ident) => { $S::$to };
}
