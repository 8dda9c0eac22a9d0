//! A page as PDF or as a picture, by a browser of this machine: none is loaded, and
//! none is asked to load anything.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names of browsers that print without a window, in the order they are tried.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
    "headless_shell",
];
/// Where they lie on machines that do not name them in PATH.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];
/// The variable that names a browser.
const VARIABLE: &str = "RUNFORM_BROWSER";
/// How long a browser may take for a page, s. Ours: a busy machine takes ten.
const PATIENCE_S: u64 = 60;

/// The browser that prints, or why there is none.
fn browser() -> io::Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|v| !v.is_empty()) {
        let named = PathBuf::from(named);
        return match named.is_file() {
            true => Ok(named),
            false => {
                Err(io::Error::other(format!("{VARIABLE} is {}: no such file", named.display())))
            }
        };
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let suffix = std::env::consts::EXE_SUFFIX;
    let named = NAMES.iter().flat_map(|name| folders.iter().map(move |f| (f, name)));
    let named = named.map(|(folder, name)| folder.join(format!("{name}{suffix}")));
    named.chain(PLACES.iter().map(PathBuf::from)).find(|p| p.is_file()).ok_or_else(|| {
        io::Error::other(format!(
            "a PDF or a picture takes Chromium, Chrome or Edge, and none was found; name one with {VARIABLE}, or write --html and print that from any browser"
        ))
    })
}

/// The page as PDF on A4.
///
/// # Errors
/// When no browser is there, or it does not print.
pub(super) fn printed(page: &str) -> io::Result<Vec<u8>> {
    // A browser prints on the paper of its country unless the page names another.
    let page = page.replacen("</head>", "<style>@page { size: A4; }</style>\n</head>", 1);
    let mut pdf = made(&page, "--print-to-pdf", "made.pdf", &["--no-pdf-header-footer"], b"%PDF")?;
    // Known again when it is written anew; readers pass over it.
    pdf.extend_from_slice(b"% runform\n");
    Ok(pdf)
}

/// The page as a picture (PNG), so many pixels wide and high.
///
/// # Errors
/// When no browser is there, or it takes none.
pub(super) fn pictured(page: &str, [width, height]: [u32; 2]) -> io::Result<Vec<u8>> {
    let size = format!("--window-size={width},{height}");
    let png = made(page, "--screenshot", "made.png", &[&size, "--hide-scrollbars"], b"\x89PNG")?;
    Ok(signed(&png))
}

/// The picture with the name of the program in it, to be known again when it is written
/// anew: a chunk of text behind the header.
fn signed(png: &[u8]) -> Vec<u8> {
    const HEAD: usize = 8 + 25;
    let mut text = b"tEXtSoftware\0runform".to_vec();
    let sum = crc32fast::hash(&text);
    let length = u32::try_from(text.len() - 4).unwrap_or_default();
    text.extend_from_slice(&sum.to_be_bytes());
    let (head, rest) = png.split_at(HEAD.min(png.len()));
    [head, &length.to_be_bytes(), &text, rest].concat()
}

/// What a browser makes of a page with this option, which names the file it writes; it
/// goes by the ending.
fn made(page: &str, option: &str, file: &str, more: &[&str], begin: &[u8]) -> io::Result<Vec<u8>> {
    let browser = browser()?;
    let dir = tempfile::tempdir()?;
    let (html, target) = (dir.path().join("page.html"), dir.path().join(file));
    std::fs::write(&html, page)?;
    let mut command = Command::new(&browser);
    command
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"])
        .args(["--disable-background-networking", "--disable-sync"])
        .args(more)
        .arg(format!("--user-data-dir={}", dir.path().join("profile").display()))
        .arg(format!("{option}={}", target.display()));
    // A browser refuses to start for the superuser with its sandbox on; the page is our
    // own and forbids itself all loading.
    if is_superuser(dir.path()) {
        command.arg("--no-sandbox");
    }
    let file = format!("file://{}{}", if cfg!(windows) { "/" } else { "" }, html.display());
    let mut child = command
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(PATIENCE_S) {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::other(format!(
                "{} did not print within {PATIENCE_S} s",
                browser.display()
            )));
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    match std::fs::read(&target) {
        Ok(bytes) if bytes.starts_with(begin) => Ok(bytes),
        _ => Err(io::Error::other(format!("{} made nothing ({status})", browser.display()))),
    }
}

/// Whether files made here belong to the superuser.
#[cfg(unix)]
fn is_superuser(dir: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    dir.metadata().is_ok_and(|m| m.uid() == 0)
}

#[cfg(not(unix))]
fn is_superuser(_: &Path) -> bool {
    false
}
