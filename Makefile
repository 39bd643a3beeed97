# make demo   build the knowledge base from corpus/sample and ask it questions
# make test   run all tests
# make check  format, lint, types, fast tests
# make quality  retrieval beside its floors, main text beside other extractors, tags beside plainer taggers
# make bench  speed and memory, as ratios within one run

PYTHON ?= python3
KB := .venv/bin/kb

.PHONY: demo test check quality bench clean

demo: .venv/product
	$(KB) ingest corpus/sample
	$(KB) reindex --no-crawl
	$(KB) ask "Hur hjälper kommuner den som vill sluta i ett kriminellt gäng?" -k 3
	$(KB) ask "Vad kostar avhopparstödet och vem betalar?" -k 2
	$(KB) ask "Hur upptäcks fusk med assistans och hemtjänst?" -k 2 --focus-area F6

test: .venv/dev
	.venv/bin/python -m pytest

check: .venv/dev
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/python -m pytest -m "not slow"

quality: .venv/dev
	.venv/bin/python -m tests.quality.measure
	.venv/bin/python -m tests.quality.comparable
	.venv/bin/python -m tests.quality.extraction
	.venv/bin/python -m tests.quality.tagging --baselines

bench: .venv/dev
	.venv/bin/python -m tests.benchmarks.cold_start
	.venv/bin/python -m tests.benchmarks.reindex
	.venv/bin/python -m tests.benchmarks.repeats
	.venv/bin/python -m tests.benchmarks.duplicates
	.venv/bin/python -m tests.benchmarks.clean_speed
	.venv/bin/python -m tests.benchmarks.tagging

clean:
	rm -rf .venv corpus/archive corpus/catalog.sqlite* corpus/lock indexes/gen-* indexes/CURRENT

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/product: pyproject.toml | .venv/bin/python
	.venv/bin/python -m pip install --quiet --editable .
	touch $@

.venv/dev: pyproject.toml tests/quality/requirements.txt | .venv/bin/python
	.venv/bin/python -m pip install --quiet --editable '.[dev,train]'
	.venv/bin/python -m pip install --quiet --no-deps --requirement tests/quality/requirements.txt
	touch $@ .venv/product
