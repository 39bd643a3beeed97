"""Focus areas of a text: phrases of a taxonomy file, and for the bundled ones a head over sentence vectors."""

from pipeline.tag.focus_areas.head import Head, load_head
from pipeline.tag.focus_areas.labels import label_focus_areas
from pipeline.tag.focus_areas.taxonomy import Taxonomy, load_taxonomy

__all__ = ["Head", "Taxonomy", "label_focus_areas", "load_head", "load_taxonomy"]
