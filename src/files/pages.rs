//! Pages of several recordings: a file each, or one given file; as HTML or PDF.

use std::io;
use std::path::{Path, PathBuf};

use super::write::{self, Stems};
use crate::analysis::Analyzed;
use crate::report::html::{Style, refused, runner};
use crate::runs::{RunStatus, Without};

/// Pages of several recordings: `DIR/NAME.html`, or one given file.
pub struct Pages {
    style: Style,
    path: PathBuf,
    /// The path is a file, which holds one recording.
    single: bool,
    /// Printed by a browser.
    pdf: bool,
    stems: Stems,
    /// The input whose page the file holds, and whether it is that of an analysis.
    written: Option<(String, bool)>,
}

impl Pages {
    /// A path ending in `.html` or `.htm` is a file, any other a folder.
    pub fn new(path: PathBuf, style: Style) -> Pages {
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        let named = matches!(ending.as_ref().and_then(|e| e.to_str()), Some("html" | "htm"));
        let single = named && !path.is_dir();
        Pages { style, path, single, pdf: false, stems: Stems::default(), written: None }
    }

    /// The same as PDF, on A4: a path ending in `.pdf` is a file, any other a folder.
    pub fn printed(path: PathBuf, style: Style) -> Pages {
        let named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
        let single = named && !path.is_dir();
        Pages { style, path, single, pdf: true, stems: Stems::default(), written: None }
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
        self.write(path, true, |style| runner(analyzed, style))
    }

    /// Writes the page of an input without an analysis.
    /// What was left aside beside a run ( the swim of a triathlon, the
    /// list of an archive) has no page: the page of the run tells it.
    ///
    /// # Errors
    /// Words on what went wrong and what to do.
    pub fn add_refused(&mut self, path: &str, why: &Without) -> Result<(), String> {
        let told = self.single && self.written.as_ref().is_some_and(|(of, _)| of == path);
        if why.status == RunStatus::Skipped || told {
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
            format!("the page {} could not be written: {e}", path.display())
        };
        let target = match (self.single, &self.written) {
            (true, Some(_)) => {
                return Err(format!(
                    "{} can hold one report only; give {} a folder to get a page for each.",
                    self.path.display(),
                    if self.pdf { "--pdf" } else { "--html" }
                ));
            }
            (true, None) => self.path.clone(),
            (false, _) => {
                std::fs::create_dir_all(&self.path).map_err(|e| failed(&self.path, e))?;
                let stem = self.stems.next(recording);
                self.path.join(format!("{stem}.{}", if self.pdf { "pdf" } else { "html" }))
            }
        };
        let page = page(&self.style).map_err(|e| failed(&target, e))?;
        let bytes = match self.pdf {
            true => super::pdf::printed(&page).map_err(|e| failed(&target, e))?,
            false => page.into_bytes(),
        };
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
