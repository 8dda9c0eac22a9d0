//! The `runform` command; see `runform --help`.

fn main() -> std::process::ExitCode {
    runform::cli::main()
}
