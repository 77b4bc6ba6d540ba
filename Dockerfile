# balagh as a container: reads every communiqué in /in and leaves JSON and a report in /out.
#
#   docker build -t balagh .
#   docker run --rm -v "$PWD/inbox:/in:ro" -v "$PWD/out:/out" --user "$(id -u):$(id -g)" balagh
FROM debian:bookworm-slim

ENV LANG=C.UTF-8 PIP_NO_CACHE_DIR=1 OMP_THREAD_LIMIT=1
COPY . /opt/balagh
# The same steps as on any Debian machine; the package lists are of no use once they are done.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 \
    && /opt/balagh/scripts/setup run \
    && rm -rf /var/lib/apt/lists/* \
    && ln -s /opt/balagh/.venv/bin/balagh /usr/local/bin/balagh \
    && useradd --create-home --uid 1000 balagh \
    && install -d -o balagh -g balagh /in /out
USER balagh
WORKDIR /out
ENTRYPOINT ["balagh"]
CMD ["run", "/in", "--out", "/out"]
