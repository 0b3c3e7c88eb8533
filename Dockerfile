# A fineprint that is nothing but its binary and the certificates of hubs.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /fineprint ./cmd/fineprint

# docker build --target fleet: the program for whole hubs and for several gates.
FROM build AS build-fleet
RUN cd cmd/fineprint-fleet && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /fineprint-fleet .

FROM scratch AS fleet
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build-fleet /fineprint-fleet /fineprint-fleet
COPY LICENSE /LICENSE
USER 65532:65532
ENV XDG_CACHE_HOME=/tmp
WORKDIR /work
ENTRYPOINT ["/fineprint-fleet"]

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /fineprint /fineprint
COPY LICENSE /LICENSE
USER 65532:65532
ENV XDG_CACHE_HOME=/tmp
WORKDIR /work
ENTRYPOINT ["/fineprint"]
