"""The shape of the code, enforced: import direction, library owners, a test file a module, light start."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

PACKAGE = REPO / "pipeline"
STAGES = ("crawl", "clean", "tag", "entities", "embed", "index", "search", "duplicates")
# What a stage may import beside itself and the foundations: search reads what embed and index made, nothing else.
ALLOWED = {"search": {"embed", "index"}}
FOUNDATIONS = {
    "records",
    "csv_cells",
    "errors",
    "extent",
    "durable",
    "home",
    "privacy",
    "progress",
    "strict_toml",
    "swedish",
    "models",
}
OWNERS = {
    "sqlite3": {"catalog/database.py", "catalog/schema.py", "index/store.py", "index/store_writer.py"},
    "faiss": {"index/dense.py"},
    "tantivy": {"index/lexical.py"},
    "spacy": {"tag/components.py", "tag/people/tagger.py", "training/people.py"},
    "transformers": set(),
    "sentence_transformers": {"embed/encoder.py", "training/embedder.py"},
    "trafilatura": {"clean/html/page.py"},
    "pypdfium2": {"clean/pdf/child.py"},
    "docx": {"clean/docx.py"},
    "warcio": {"crawl/archive.py", "crawl/exchanges.py", "crawl/files.py", "crawl/warc.py"},
    "bibtexparser": {"cite/bibtex.py"},
    "rispy": {"cite/ris.py"},
    "pandas": {"notebook.py"},
    "click": {"cli.py", "commands", "show", "web/server.py"},
    "ir_measures": {"evaluate.py"},
    "datasketch": {"duplicates/minhash.py"},
    "socket": {"web/server.py"},
    "urllib.request": set(),
    "http": set(),
    "requests": set(),
    "httpx": {"crawl/fetch.py"},
    "ssl": {"crawl/fetch.py"},
    "protego": {"crawl/robots.py"},
    "jinja2": {"run_pages.py", "web/views.py"},
    "prometheus_client": {"metrics.py", "web/traffic.py"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "typing_extensions": {"web/api_shapes.py"},
    "uvicorn": {"web/server.py"},
    "limits": {"web/guard.py"},
}
HEAVY = (
    "datasketch",
    "torch",
    "sentence_transformers",
    "spacy",
    "trafilatura",
    "transformers",
    "pypdfium2",
    "docx",
    "pandas",
    "bibtexparser",
    "rispy",
)
# spaCy finds its factories by importing components; the reader is a subclass of torch's networks.
MAY_LOAD = {
    "pipeline.tag.components": {"spacy"},
    "pipeline.models.span_reader": {"torch"},
    "pipeline.training.initiative_reader": {"torch"},
}
SERVING = {"fastapi", "starlette", "pydantic", "uvicorn", "limits", "prometheus_client", "jinja2"}
# What changes a home: nothing that is served may.
WRITING = {"crawl", "crawling", "dispatch", "ingest", "storing", "reindex", "publish", "rollback", "night", "restore"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def imports(path: Path) -> set[str]:
    """Every module name imported anywhere in a file, functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def parts_of_pipeline(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("pipeline.")}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_foundations_and_itself(stage: str) -> None:
    allowed = FOUNDATIONS | {stage} | ALLOWED.get(stage, set())
    for path in (PACKAGE / stage).rglob("*.py"):
        assert parts_of_pipeline(path) <= allowed, path


def test_foundations_import_only_foundations() -> None:
    for name in FOUNDATIONS - {"swedish", "models"}:
        assert parts_of_pipeline(PACKAGE / f"{name}.py") <= FOUNDATIONS, name
    for path in (PACKAGE / "swedish").rglob("*.py"):
        assert parts_of_pipeline(path) <= {"swedish"}, path


def test_the_product_never_imports_the_training_scripts() -> None:
    for path in modules():
        if path.parent.name != "training":
            assert "training" not in parts_of_pipeline(path), path


def test_the_web_only_reads() -> None:
    for path in (PACKAGE / "web").rglob("*.py"):
        assert not parts_of_pipeline(path) & {*WRITING, "training", "commands"}, path


def test_only_the_command_that_serves_imports_the_web() -> None:
    outside = [path for path in modules() if path.parent.name != "web" and "web" in parts_of_pipeline(path)]
    assert {path.relative_to(PACKAGE).as_posix() for path in outside} == {"commands/operating.py", "config.py"}


def test_each_outside_library_has_its_owner() -> None:
    for path in modules():
        name = str(path.relative_to(PACKAGE))
        for library in OWNERS:
            uses = any(found == library or found.startswith(library + ".") for found in imports(path))
            assert not uses or {name, name.split("/")[0]} & OWNERS[library], f"{name} imports {library}"


def test_every_module_has_its_test_file() -> None:
    for path in modules():
        mirror = REPO / "tests" / path.parent.relative_to(PACKAGE) / f"test_{path.name}"
        assert mirror.exists(), f"{path.relative_to(REPO)} has no {mirror.relative_to(REPO)}"


def test_no_test_file_has_lost_its_module() -> None:
    whole = {
        "test_architecture.py",
        "test_sample.py",
        "test_documentation.py",
        "test_notebooks.py",
        "test_bad_input.py",
        "test_killed.py",
        "test_killed_crawls.py",
        "test_exit_codes.py",
        "test_failing_disk.py",
        "test_clocks.py",
        "test_damaged_stores.py",
        "test_two_runs.py",
        "test_browser.py",
        "test_contract.py",
    }
    for path in (REPO / "tests").rglob("test_*.py"):
        relative = path.relative_to(REPO / "tests")
        module = PACKAGE / relative.parent / relative.name.removeprefix("test_")
        assert module.exists() or relative.name in whole or relative.parts[0] in {"benchmarks", "quality"}, relative


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.split()}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_importing_a_module_loads_nothing_heavy(path: Path) -> None:
    name = ".".join(path.relative_to(REPO).with_suffix("").parts)
    source = ast.parse(path.read_text(encoding="utf-8"))
    top_level = {
        alias.name.split(".")[0] for node in source.body if isinstance(node, ast.Import) for alias in node.names
    } | {(node.module or "").split(".")[0] for node in source.body if isinstance(node, ast.ImportFrom)}
    assert not top_level & (set(HEAVY) - MAY_LOAD.get(name, set())), name


def test_what_loads_something_heavy_is_imported_when_it_is_needed() -> None:
    for path in modules():
        name = ".".join(path.relative_to(REPO).with_suffix("").parts)
        source = ast.parse(path.read_text(encoding="utf-8"))
        at_once = {node.module for node in source.body if isinstance(node, ast.ImportFrom)}
        assert name == "pipeline.training.initiative_reader" or "pipeline.models.span_reader" not in at_once, name


def test_the_command_line_starts_without_numpy() -> None:
    assert not loaded_after("import pipeline.cli") & {*HEAVY, *SERVING, "numpy", "faiss", "tantivy"}


def test_the_read_path_loads_nothing_heavy() -> None:
    assert not loaded_after("import pipeline.search.ask, pipeline.config, pipeline.overview") & set(HEAVY)
