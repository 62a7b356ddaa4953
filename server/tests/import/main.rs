//! `server import` and `server seed` as people call them: the built program, files, exit codes, and the ledger
//! they leave behind. Every file is made here.

mod bad_rows;
mod classes;
mod formats;
mod interrupted;
mod messages;
mod office;
mod real_cases;
mod rest_days;
mod seed;
mod stage;
