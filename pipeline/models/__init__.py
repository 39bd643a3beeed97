"""Bundled weights, each folder with a model card and SHA256SUMS, and what reads the embedder without torch."""

from pathlib import Path

EMBEDDER = Path(__file__).parent / "embedder"
PEOPLE = Path(__file__).parent / "people"
MAIN_TEXT = Path(__file__).parent / "main_text"
FOCUS_AREAS = Path(__file__).parent / "focus_areas"
INITIATIVE_NAMES = Path(__file__).parent / "initiatives"
INITIATIVE_READER = Path(__file__).parent / "initiative_reader"
