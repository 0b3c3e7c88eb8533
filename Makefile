# Every target is one command that a person could type. "make help" lists them.

SHELL := bash
GO    ?= go
CORPUS ?= $(or $(FINEPRINT_CORPUS),$(abspath $(wildcard ../shared/corpus)))
FUZZCOUNT ?= 20000
SOAK ?= 1000000

.PHONY: help build test race lint fuzz bench soak golden docs demo corpus eval generate clients

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build the command into bin/
	$(GO) build -trimpath -o bin/fineprint ./cmd/fineprint

test: ## run the tests
	$(GO) test ./...
	cd cmd/fineprint-fleet && $(GO) test ./...

race: ## run the tests with the race detector
	$(GO) test -race ./...

lint: ## vet and golangci-lint (its own module file, tools.mod)
	$(GO) vet ./...
	$(GO) tool -modfile=tools.mod golangci-lint run --allow-parallel-runners ./...
	cd cmd/fineprint-fleet && $(GO) vet ./... && $(GO) tool -modfile=../../tools.mod golangci-lint run --allow-parallel-runners ./...

fuzz: ## run FUZZCOUNT inputs through every fuzz target
	.ci/fuzz $(FUZZCOUNT)

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

soak: ## draw SOAK repositories with one limit each (a fresh seed, which is printed): none may pass
	$(GO) test -count=1 -timeout 6h -v -run 'TestNever' ./pkg/audit -soak $(SOAK) -soakseed $(or $(SEED),$(shell date +%s))

golden: ## rewrite the golden files from what the program does now
	$(GO) test ./... -update

generate: ## compile the rules and the catalogue into their indexes
	$(GO) generate ./rules

CLIENTS ?= $(or $(TMPDIR),/tmp)/fineprint-clients
clients: ## load models through the gate with transformers.js (npm installs 474 MB into CLIENTS)
	mkdir -p $(CLIENTS) && cd $(CLIENTS) && npm install --silent --ignore-scripts --no-audit --no-fund @huggingface/transformers@4.3.1
	FINEPRINT_TRANSFORMERS=$(CLIENTS) $(GO) test -count=1 -v -run TestTransformers ./pkg/gate

docs: generate ## write the generated pages of docs/
	$(GO) run ./cmd/fineprint docs docs

demo: ## audit the embedded sample hub, without network
	$(GO) run ./cmd/fineprint demo

corpus: ## fetch the reference texts from their public sources (needs internet access)
	$(GO) run ./fixtures/fetch -o corpus

eval: ## evaluate identification, clauses, cards, lineage and openness on the reference corpus
	FINEPRINT_CORPUS=$(abspath $(CORPUS)) $(GO) test -count=1 -v -run 'Eval|RealCards|Seed|Pages|Tree' ./pkg/license ./pkg/clause ./pkg/card ./pkg/openness ./pkg/audit ./rules
