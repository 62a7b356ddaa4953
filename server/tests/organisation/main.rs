//! `server import organisation` as people call it: the built program, files, exit codes, and the organisation it
//! leaves behind. The good files are the examples of the documentation.

mod again;
mod bad_rows;
mod first_start;
mod one_time;
mod soundness;
mod stage;
