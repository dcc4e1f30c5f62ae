# docker build --tag tieout .
# docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" tieout release.htm
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY generator generator
COPY taxonomy taxonomy
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
# Reads pages that are pictures.
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr && rm -rf /var/lib/apt/lists/*
COPY generator/requirements/image.txt /tmp/image.txt
COPY --from=build /wheels /tmp/wheels
RUN pip install --no-cache-dir --require-hashes -r /tmp/image.txt && pip install --no-cache-dir --no-deps /tmp/wheels/*.whl
RUN useradd --create-home tieout
USER tieout
# Whoever it runs as may write there; what is kept from run to run goes with the container.
ENV XDG_CACHE_HOME=/tmp
WORKDIR /work
ENTRYPOINT ["tieout"]
