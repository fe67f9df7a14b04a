# The steps of the Makefile, in an image. Unbuilt where it was written: no container engine was at hand.
#   docker build -t varna .

FROM node:22-bookworm-slim AS pages
WORKDIR /varna/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY docs/openapi.json /varna/docs/openapi.json
COPY frontend/ ./
RUN npm run build

FROM python:3.13-slim-bookworm AS installed
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_NO_PROGRESS=1
WORKDIR /varna
RUN python -m venv .venv && .venv/bin/python -m pip install --quiet --no-cache-dir uv
COPY requirements.lock ./
RUN .venv/bin/uv pip sync --no-cache --python .venv/bin/python --require-hashes --only-binary :all: requirements.lock
COPY pyproject.toml README.md ./
COPY app/ app/
COPY alembic/ alembic/
RUN .venv/bin/uv pip install --no-cache --python .venv/bin/python --no-deps --no-build-isolation --editable . \
 && .venv/bin/python -m compileall -q app alembic

FROM python:3.13-slim-bookworm
# A number, so that an orchestrator can see that it is not root.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin varna \
 && install -d -o varna -g varna -m 0700 /var/lib/varna
WORKDIR /varna
COPY --from=installed /varna /varna
COPY --from=pages /varna/frontend/dist frontend/dist
ENV PATH=/varna/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VARNA_DATA_DIR=/var/lib/varna \
    VARNA_ENV_FILE=/run/secrets/varna_env \
    VARNA_LOG_AS_JSON=1
USER 10001:10001
VOLUME /var/lib/varna
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=4 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["varna", "serve", "--migrate", "--host", "0.0.0.0", "--port", "8000"]
