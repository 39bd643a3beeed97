"""The index stage: passages, vectors and tags of the whole corpus → one immutable generation."""
