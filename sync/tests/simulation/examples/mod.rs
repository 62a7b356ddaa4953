//! Single cases by hand, where a schedule would hit them by chance only.

mod admission;
mod feed;
mod machine;
