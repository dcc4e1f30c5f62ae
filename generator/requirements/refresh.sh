#!/usr/bin/env bash
# Pins run.txt, image.txt and dev.txt anew from pyproject.toml. Run it to take newer versions; commit what changes.
set -euo pipefail
cd "$(dirname "$0")/../.."
compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"; }
compile --upgrade --extra view pyproject.toml generator/requirements/run.in -o generator/requirements/run.txt
compile --upgrade --extra excel --extra dataset --extra dask --extra ocr pyproject.toml -o generator/requirements/image.txt
compile --upgrade --extra dev pyproject.toml generator/requirements/run.in -o generator/requirements/dev.txt
