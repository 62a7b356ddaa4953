//! The public pages on a real database: code, item, rating, receipt, limits.

mod browser;
mod bureau;
mod filing;
mod limit;
mod path;
mod query;
mod rating;
mod receipt;
