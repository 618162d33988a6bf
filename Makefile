# Everything worth automating lives in `cargo xtask`; here are its names.
# What stands behind `##` is what `make help` prints.

.DEFAULT_GOAL := help
.PHONY: help run release test check proof bench replay admin tidy clean toolchain

XTASK := cargo run --quiet --package xtask --

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: toolchain ## install and build what is missing, then serve the demo on SQLite
	@$(XTASK) ci run

release: toolchain ## build the one binary, with all pages in it
	@$(XTASK) ci release

test: toolchain ## all that CI runs, on SQLite and PostgreSQL
	@$(XTASK) ci test

check: toolchain ## the quick loop: format, lint, tidy, unit tests
	@$(XTASK) ci check

proof: toolchain ## the long tier of the promises
	@$(XTASK) ci proof

bench: toolchain ## measure against the machine's limits, on both databases
	@$(XTASK) ci bench

replay: toolchain ## place the invoices of KONTOR_REPLAY_FILE on both databases, with a kill in the middle
	@$(XTASK) ci replay

admin: toolchain ## build and check the admin front end alone
	@$(XTASK) ci admin

tidy: toolchain ## the rules of the house that no compiler knows
	@$(XTASK) tidy

clean: ## remove what was built and installed here
	cargo clean
	rm -rf admin-ui/dist admin-ui/node_modules themes/node_modules tests/browser/node_modules tests/oidc/node_modules

toolchain:
	@command -v cargo > /dev/null || { echo "Rust is not installed: install it from https://rustup.rs (1.95 or newer)" >&2; exit 2; }
	@command -v cc > /dev/null || { echo "A C compiler is not installed: install gcc or clang (package build-essential)" >&2; exit 2; }
