# Builds the one binary and puts it on a small image. `docker build -t niangjia .`
FROM rust:1.95.0-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Cargo.toml Cargo.lock build.rs ./
COPY migration migration
COPY config config
COPY demo demo
COPY locales locales
COPY static static
COPY templates templates
COPY src src
RUN cargo build --release --locked --bin niangjia

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/niangjia niangjia
COPY --from=build /build/target/release/niangjia /usr/local/bin/niangjia
USER niangjia
WORKDIR /var/lib/niangjia
ENV NIANGJIA__SERVER__LISTEN=0.0.0.0:8080 \
    NIANGJIA__LOG__FORMAT=json
VOLUME /var/lib/niangjia
EXPOSE 8080
# bash opens the connection itself: the image needs no HTTP client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/usr/local/bin/niangjia"]
CMD ["serve"]
