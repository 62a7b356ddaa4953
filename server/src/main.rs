//! The bureau's one binary: see `server --help`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match server::command_line::run().await {
        Ok(done) => done,
        Err(error) => {
            eprintln!("{error:#}");
            // As the import promises: nothing could be done.
            ExitCode::from(2)
        }
    }
}
