//! What stories say of the limits and of what an item counts as in lists.

use super::Stage;
use domain::deadline::Calendar;
use domain::petition::{Tally, clocks, summary};
use domain::policy::Policy;

impl Stage {
    /// The limit that lists and warnings show, or `nothing`.
    pub(super) fn next(&self, rest: &str) -> Option<String> {
        let row = summary(self.petition()?, Calendar::shipped(), Policy::shipped());
        let told = row
            .due
            .map_or("nothing".to_owned(), |(term, on)| format!("{term:?} {on}"));
        (told != rest).then(|| format!("wanted {rest} next, got {told}"))
    }

    /// `counts ITEMS; VISITS PEOPLE; GROUPS PEOPLE; LETTERS SIGNATURES`: what the item adds to a tally.
    pub(super) fn counts(&self, rest: &str) -> Option<String> {
        let mut tally = Tally::default();
        let row = summary(self.petition()?, Calendar::shipped(), Policy::shipped());
        tally.add(&row, Policy::shipped());
        let told = format!(
            "{}; {} {}; {} {}; {} {}",
            tally.items,
            tally.visits,
            tally.people,
            tally.group_visits,
            tally.group_people,
            tally.joint_letters,
            tally.signatures
        );
        (told != rest).then(|| format!("wanted {rest}, counts {told}"))
    }

    /// `warns DAY WARNING`: the gravest warning lists show on a day, or `nothing`.
    pub(super) fn warns(&self, rest: &str) -> Option<String> {
        let (day, wanted) = rest.split_once(' ')?;
        let row = summary(self.petition()?, Calendar::shipped(), Policy::shipped());
        let warning = row.warning(day.parse().ok()?);
        let told = warning.map_or("nothing".to_owned(), |warning| format!("{warning:?}"));
        (told != wanted).then(|| format!("wanted {wanted} on {day}, got {told}"))
    }

    /// The day on which a limit was met, or `never`.
    pub(super) fn met(&self, rest: &str) -> Option<String> {
        let (term, day) = rest.split_once(' ')?;
        let clocks = clocks(self.petition()?, Calendar::shipped(), Policy::shipped());
        let clock = clocks
            .iter()
            .rev()
            .find(|clock| format!("{:?}", clock.term) == term);
        let told = clock
            .map(|clock| clock.stopped_on)
            .map_or("no such limit".to_owned(), |on| {
                on.map_or("never".to_owned(), |on| on.to_string())
            });
        (told != day).then(|| format!("wanted {term} met {day}, got {told}"))
    }
}
