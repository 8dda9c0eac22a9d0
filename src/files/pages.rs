//! Pages of several recordings: a file each, or one given file; as HTML, PDF or a
//! picture for sharing.

use std::io;
use std::path::{Path, PathBuf};

use super::write::{self, Stems};
use crate::analysis::Analyzed;
use crate::report::html::{Style, card, refused, runner};
use crate::runs::system_words;
use crate::runs::{RunStatus, Without};

/// Pages of several recordings: `DIR/NAME.html`, or one given file.
pub struct Pages {
    style: Style,
    path: PathBuf,
    /// The path is a file, which holds one recording.
    single: bool,
    kind: Kind,
    stems: Stems,
    /// The input whose page the file holds, and whether it is that of an analysis.
    written: Option<(String, bool)>,
}

/// What a page becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Html,
    /// Printed by a browser.
    Pdf,
    /// The card for sharing, taken by a browser.
    Png,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Kind::Html => "html",
            Kind::Pdf => "pdf",
            Kind::Png => "png",
        }
    }

    fn option(self) -> &'static str {
        match self {
            Kind::Html => "--html",
            Kind::Pdf => "--pdf",
            Kind::Png => "--card",
        }
    }
}

/// Pixels of a card: what sites that show links ask for.
const CARD: [u32; 2] = [1200, 630];

impl Pages {
    /// A path ending in `.html` or `.htm` is a file, any other a folder.
    pub fn new(path: PathBuf, style: Style) -> Pages {
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        let named = matches!(ending.as_ref().and_then(|e| e.to_str()), Some("html" | "htm"));
        let single = named && !path.is_dir();
        Pages { style, path, single, kind: Kind::Html, stems: Stems::default(), written: None }
    }

    /// The same as PDF, on A4: a path ending in `.pdf` is a file, any other a folder.
    pub fn printed(path: PathBuf, style: Style) -> Pages {
        Pages::of(Kind::Pdf, path, style)
    }

    /// A card for sharing of each: a path ending in `.png` is a file, any other a folder.
    pub fn cards(path: PathBuf, style: Style) -> Pages {
        Pages::of(Kind::Png, path, style)
    }

    fn of(kind: Kind, path: PathBuf, style: Style) -> Pages {
        let named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case(kind.ending()));
        let single = named && !path.is_dir();
        Pages { style, path, single, kind, stems: Stems::default(), written: None }
    }

    /// Writes the page of a recording. In a file of its own it takes the place of
    /// the page of another part of the same input that was refused.
    ///
    /// # Errors
    /// Words on what went wrong and what to do.
    pub fn add(&mut self, analyzed: &Analyzed) -> Result<(), String> {
        let path = &analyzed.analysis.recording.path;
        if self.single && self.written.as_ref().is_some_and(|(of, whole)| of == path && !whole) {
            self.written = None;
        }
        let kind = self.kind;
        self.write(path, true, |style| match kind {
            Kind::Png => card(analyzed, style),
            Kind::Html | Kind::Pdf => runner(analyzed, style),
        })
    }

    /// Writes the page of an input without an analysis.
    /// What was left aside beside a run ( the swim of a triathlon, the
    /// list of an archive) has no page: the page of the run tells it.
    ///
    /// # Errors
    /// Words on what went wrong and what to do.
    pub fn add_refused(&mut self, path: &str, why: &Without) -> Result<(), String> {
        let told = self.single && self.written.as_ref().is_some_and(|(of, _)| of == path);
        // There is nothing to share of it either.
        if why.status == RunStatus::Skipped || told || self.kind == Kind::Png {
            return Ok(());
        }
        self.write(path, false, |style| refused(path, why, style.tongue))
    }

    fn write(
        &mut self,
        recording: &str,
        analyzed: bool,
        page: impl FnOnce(&Style) -> io::Result<String>,
    ) -> Result<(), String> {
        let failed = |path: &Path, e: std::io::Error| {
            format!("the page {} could not be written: {}", path.display(), system_words(&e))
        };
        let target = match (self.single, &self.written) {
            (true, Some(_)) => {
                return Err(format!(
                    "{} can hold one report only; give {} a folder to get a page for each.",
                    self.path.display(),
                    self.kind.option()
                ));
            }
            (true, None) => self.path.clone(),
            (false, _) => {
                std::fs::create_dir_all(&self.path).map_err(|e| failed(&self.path, e))?;
                let stem = self.stems.next(recording);
                self.path.join(format!("{stem}.{}", self.kind.ending()))
            }
        };
        let page = page(&self.style).map_err(|e| failed(&target, e))?;
        let bytes = match self.kind {
            Kind::Html => Ok(page.into_bytes()),
            Kind::Pdf => super::browser::printed(&page),
            Kind::Png => super::browser::pictured(&page, CARD),
        };
        let bytes = bytes.map_err(|e| failed(&target, e))?;
        write::whole(target.clone(), &bytes).map_err(|e| failed(&target, e))?;
        self.written = Some((recording.to_owned(), analyzed));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn the_ending_tells_file_from_folder() {
        let style = || Style {
            tongue: crate::words::Tongue::default(),
            settings: Settings::default(),
            knowledge: None,
        };
        let single = |path: &str| Pages::new(path.into(), style()).single;
        assert!(single("a/b.HTML") && single("b.htm"));
        assert!(!single("a/b") && !single("run.2024"));
    }
}
