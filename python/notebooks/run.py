"""Runs the notebooks from the root of the repository; any error ends it."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

here = Path(__file__).resolve().parent
for path in sorted(here.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(here.parents[1])}}
    NotebookClient(notebook, timeout=600, resources=resources).execute()
    print(f"{path.name}: {len(notebook.cells)} cells")
