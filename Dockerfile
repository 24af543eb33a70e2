# Batlas without its managed Neo4j: NEO4J_URI names the one it uses. `compose.yaml` puts the two together.
FROM python:3.13-slim

RUN useradd --create-home --uid 10001 batlas
WORKDIR /srv/batlas

COPY requirements/run.txt requirements/run.txt
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/run.txt

COPY app app
COPY schema schema
COPY graph graph
COPY loaders loaders
COPY rules rules
COPY seed seed
COPY README.md LICENSE ./
RUN python -m compileall -q app schema graph loaders rules seed

USER batlas
ENV PYTHONPATH=/srv/batlas PYTHONUNBUFFERED=1 BATLAS_PORT=8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['BATLAS_PORT'] + '/health/ready')"]
ENTRYPOINT ["python", "-c", "from app.cli.main import main; main()"]
CMD ["serve"]
